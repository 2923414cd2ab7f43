"""The gate: says what a file is before anything is parsed, and refuses what no author's Word writes.

Reads the first and last bytes and the zip directory, nothing else.  Every refusal is one German sentence with the
file's name, what it is and what to do next.
"""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ratgeber_tools.errors import InputError, reason
from ratgeber_tools.quotation import quoted

#: The largest file accepted, in bytes; Word itself stops at 512 MB, mail servers long before.
LARGEST_FILE = 400 * 2**20
#: More parts than this no document has (a picture is one part; Word writes about 20 more).
MOST_PARTS = 10_000
#: Largest part of XML and largest picture, unpacked, in bytes.
LARGEST_XML = 96 * 2**20
LARGEST_MEDIA = 64 * 2**20
#: A part over `SMALL_PART` bytes that shrinks more than this was made to burst memory (Word's shrink 10 to 40 times).
LARGEST_RATIO = 400
SMALL_PART = 8 * 2**20

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
#: What is said of an empty file, behind its name.
EMPTY = "ist leer (0 Byte): Bitten Sie um die Datei noch einmal."
_SAVE_AGAIN = "Öffnen Sie sie in Word, und speichern Sie sie als „Word-Dokument (*.docx)“"

_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "ist eine RTF-Datei"),
    (b"%PDF", "ist eine PDF-Datei"),
    (b"<!DOCTYPE html", "ist eine Webseite"),
    (b"<html", "ist eine Webseite"),
)


def open_package(path: Path) -> ZipFile:
    """Return the opened zip of a Word document; raises `InputError` for anything else."""
    name = quoted(path.name)
    if path.name.startswith("~$"):
        raise InputError(
            f"{name} ist nur die Sperrdatei, die Word anlegt, solange ein Dokument offen ist: "
            f"Schließen Sie das Dokument in Word, und nehmen Sie die Datei ohne „~$“ am Anfang."
        )
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(512)
    except FileNotFoundError:
        raise InputError(f"Die Datei {name} gibt es nicht: Prüfen Sie den Namen und den Ordner.") from None
    except IsADirectoryError:
        raise InputError(f"{name} ist ein Ordner: Nennen Sie die Word-Datei darin.") from None
    except OSError as error:
        raise InputError(
            f"{name} lässt sich nicht öffnen: {reason(error)}. Prüfen Sie Namen und Rechte der Datei."
        ) from error
    if size == 0:
        raise InputError(f"{name} {EMPTY}")
    if size > LARGEST_FILE:
        raise InputError(
            f"{name} ist mit {size // 2**20} MB zu groß: Verkleinern Sie die Bilder in Word "
            "(Bildformat, Bilder komprimieren), und speichern Sie neu."
        )
    if head.startswith(_OLE):
        raise InputError(_ole_sentence(path, name))
    if not head.startswith(_ZIP):
        kind = next((text for magic, text in _OTHER_KINDS if head.lstrip().startswith(magic)), "ist kein Word-Dokument")
        raise InputError(f"{name} {kind}, auch wenn der Name anders lautet: {_SAVE_AGAIN}.")
    damaged = f"{name} ist beschädigt oder unvollständig übertragen: Bitten Sie um die Datei noch einmal."
    if _directory_entries(path, size) > MOST_PARTS:
        raise InputError(
            f"{name} enthält mehr als {MOST_PARTS} Teile, so viele hat kein Word-Dokument: "
            "Fragen Sie nach, woher die Datei stammt."
        )
    try:
        archive = ZipFile(path)
    except (BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        raise InputError(damaged) from error
    try:
        _check_listing(archive, name, damaged)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_listing(archive: ZipFile, name: str, damaged: str) -> None:
    names = set(archive.namelist())
    if len(archive.infolist()) > MOST_PARTS:
        raise InputError(
            f"{name} enthält mehr als {MOST_PARTS} Teile, so viele hat kein Word-Dokument: "
            "Fragen Sie nach, woher die Datei stammt."
        )
    if "mimetype" in names and "content.xml" in names:
        raise InputError(f"{name} ist eine OpenDocument-Datei (LibreOffice): {_SAVE_AGAIN}.")
    if not any(part.replace("\\", "/").lower() == "[content_types].xml" for part in names):
        raise InputError(f"{name} ist ein Zip-Archiv, aber kein Word-Dokument: Nehmen Sie die Word-Datei selbst.")
    for info in archive.infolist():
        if info.flag_bits & 0x1:
            raise InputError(
                f"{name} ist mit einem Kennwort verschlüsselt: Speichern Sie sie in Word ohne Kennwort "
                "(Datei, Informationen, Dokument schützen)."
            )
    if not names:
        raise InputError(damaged)


def _ole_sentence(path: Path, name: str) -> str:
    with path.open("rb") as stream:
        data = stream.read(4 * 2**20)
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            f"{name} ist mit einem Kennwort verschlüsselt: Speichern Sie sie in Word ohne Kennwort "
            "(Datei, Informationen, Dokument schützen)."
        )
    return f"{name} ist eine Datei im alten Word-Format (.doc): {_SAVE_AGAIN}."


def _directory_entries(path: Path, size: int) -> int:
    """Return how many parts the zip's last record announces (0 if there is none), without reading the directory."""
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557))  # the record is 22 bytes and a comment of at most 65,535
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 12:
        return 0
    entries = int(struct.unpack("<H", tail[at + 10 : at + 12])[0])
    if entries == 0xFFFF:  # zip64 announces its number elsewhere; no document needs it
        return MOST_PARTS + 1
    return entries
