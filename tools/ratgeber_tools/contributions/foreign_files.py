"""Files that are no contribution: what each kind is and what to do with it, once for every command that takes files.

Told by the name's ending: what a file of another name holds is the reader's gate's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.errors import InputError
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word import guard


@dataclass(frozen=True, slots=True)
class ForeignKind:
    """A kind of file that never becomes a chapter: what it is, behind the file's name, and what to do instead."""

    suffixes: tuple[str, ...]
    what: str
    remedy: str


_INTO_WORD = "Kopieren Sie, was in den Ratgeber soll, in ein Word-Dokument (.docx), und nehmen Sie dieses."

KINDS = (
    ForeignKind(
        (".pdf",),
        "ist eine PDF-Datei und lässt sich nicht übernehmen",
        "Nehmen Sie bitte die Word-Datei, aus der sie entstanden ist (.docx); meist hat sie, wer das PDF schickte.",
    ),
    ForeignKind(
        (".pages",),
        "ist eine Pages-Datei von Apple und lässt sich nicht übernehmen",
        "Öffnen Sie sie in Pages, wählen Sie „Ablage“, „Exportieren“, „Word“, und nehmen Sie die neue Datei (.docx).",
    ),
    ForeignKind(
        (".txt", ".text"),
        "ist eine reine Textdatei, ohne Überschriften und Listen, und lässt sich so nicht übernehmen",
        _INTO_WORD,
    ),
    ForeignKind(
        (".md", ".markdown", ".rst"),
        "ist eine Textdatei mit Auszeichnungen und lässt sich hier nicht übernehmen",
        "Ein Kapitel, das es schon gibt, ändern Sie auf der Plattform direkt im Ordner ratgeber/. "
        f"Ein neuer Beitrag: {_INTO_WORD}",
    ),
    ForeignKind(
        (
            ".jpg", ".jpeg", ".png", ".heic", ".heif", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".emf", ".wmf",
            ".psd", ".ai", ".eps",
        ),
        "ist ein Bild; Bilder gehören in die Word-Datei",
        "Setzen Sie es in Word an seine Stelle („Einfügen“, „Bilder“), mit einem Alternativtext, und nehmen Sie die "
        "Word-Datei.",
    ),
    ForeignKind(
        (".msg", ".eml", ".oft", ".mbox"),
        "ist eine E-Mail und kein Beitrag",
        "Öffnen Sie die E-Mail, und speichern Sie den Anhang; nehmen Sie diesen. Steht der Text in der E-Mail selbst, "
        "kopieren Sie ihn in ein Word-Dokument.",
    ),
    ForeignKind(
        (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".numbers"),
        "ist eine Tabellen-Datei (wie aus Excel) und lässt sich nicht übernehmen",
        "Kopieren Sie die Zellen, die in den Ratgeber sollen, als Tabelle in ein Word-Dokument (.docx), und nehmen Sie "
        "dieses.",
    ),
    ForeignKind(
        (".pptx", ".ppt", ".pptm", ".ppsx", ".odp", ".key"),
        "ist eine Präsentation und lässt sich nicht übernehmen",
        _INTO_WORD,
    ),
    ForeignKind(
        (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz"),
        "ist ein gepackter Ordner und wird nicht geöffnet",
        "Entpacken Sie ihn, und nehmen Sie die Word-Dateien darin einzeln.",
    ),
    ForeignKind(
        (".html", ".htm", ".mht", ".mhtml", ".xml"),
        "ist eine Webseite und lässt sich nicht übernehmen",
        _INTO_WORD,
    ),
    ForeignKind(
        (".lnk", ".url", ".webloc", ".desktop"),
        "ist nur eine Verknüpfung, nicht die Datei selbst",
        "Nehmen Sie die Word-Datei, auf die sie zeigt.",
    ),
    ForeignKind(
        (".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".m4v", ".mov", ".avi", ".webm", ".mkv"),
        "ist ein Film oder eine Tonaufnahme und lässt sich nicht übernehmen",
        "Nennen Sie im Word-Dokument die Adresse, unter der sie im Netz steht.",
    ),
)  # fmt: skip
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}

#: What office programs and systems put beside a document, and our own words about the folder: nobody handed them in.
_BESIDE = ("~$", ".", "liesmich")
_BESIDE_NAMES = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})


def is_beside(name: str) -> bool:
    """Say whether what is called `name` merely lies beside contributions: lock files, hidden files, LIESMICH."""
    folded = name.casefold()
    return folded.startswith(_BESIDE) or folded in _BESIDE_NAMES


def is_bundle(path: Path) -> bool:
    """Say whether a folder is one document of a program of Apple's, which other systems show as a folder."""
    return path.suffix.lower() in _BY_SUFFIX


def refuse_foreign(path: Path) -> None:
    """Raise `InputError` with what to do if the file is of a kind that never becomes a chapter, or is empty.

    A bundle (`is_bundle`) is such a file, too.
    """
    kind = _BY_SUFFIX.get(path.suffix.lower())
    if path.is_file() and path.stat().st_size == 0:
        raise InputError(f"{quoted(path.name)} {guard.EMPTY}")
    if kind is not None and path.exists():
        raise InputError(f"{quoted(path.name)} {kind.what}. {kind.remedy}")
