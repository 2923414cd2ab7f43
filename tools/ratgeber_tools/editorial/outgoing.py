"""Chapters that went out to reviewers: what is kept of each, so that the answer can be merged weeks later.

An export's folder `redaktion/ausgaben/<id>/` holds `kapitel.md`, the source to the byte, `ausgabe.docx`, the very file
that went out, and `ausgabe.yaml`: id, chapter, day, commit, and the source lines of every marked paragraph (0-based
first line, line after the last).  The base of a merge is what reading the sent file gives, never the source alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML

from ratgeber_tools.dialect import slug
from ratgeber_tools.document import Document
from ratgeber_tools.errors import InputError, RatgeberError, TargetError
from ratgeber_tools.guide import Chapter, Guide, path_below
from ratgeber_tools.outline import lay_out
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.returned import Returned, read_returned

FOLDER = Path("redaktion") / "ausgaben"
_SOURCE, _SENT, _CARD = "kapitel.md", "ausgabe.docx", "ausgabe.yaml"
_DRAWING = ".svg"
_PICTURES = (_DRAWING, ".png", ".jpg", ".jpeg")


class ProofError(RatgeberError):
    """What was written does not read back as the chapter it came from."""


@dataclass(frozen=True, slots=True)
class Base:
    """A stored export: the chapter's name and source as they were, and the file that went out."""

    identifier: str
    chapter: str
    day: date
    commit: str
    source: bytes
    sent: Path

    @property
    def document(self) -> Document:
        """The chapter as it went out, with source lines; line ends do not count."""
        return myst.read(self.source.decode("utf-8-sig")).document


@dataclass(frozen=True, slots=True)
class ReturnedChapter:
    """One chapter of a returned file: its name, what of it went out (source and base of the merge), what came back."""

    name: str
    source: bytes
    base: Document
    returned: Returned


def identifier_of(chapter: str, content: bytes, day: date) -> str:
    """Return the id of an export; `content` is all it shows, so another source or other data give another id."""
    return f"{day:%Y-%m-%d}-{slug(chapter.replace('/', '-'), longest=40)}-{sha256(content).hexdigest()[:8]}"


def store(
    guide_folder: Path, *, identifier: str, chapter: str, source: bytes, sent: bytes, day: date, commit: str = ""
) -> Base:
    """Keep an export, whole or not at all; raises `ProofError` if `sent` does not read back as the chapter.

    A folder that is there already is replaced: the id says that it holds the same.
    """
    target = guide_folder / FOLDER / identifier
    fresh = target.with_name(f".{identifier}.neu")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        for name, content in (
            (_SOURCE, source),
            (_SENT, sent),
            (_CARD, _card(identifier, chapter, source, day, commit)),
        ):
            with (fresh / name).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        base = Base(identifier, chapter, day, commit, source, fresh / _SENT)
        _prove(base)
        if target.exists():
            old = target.with_name(f".{identifier}.alt")
            shutil.rmtree(old, ignore_errors=True)
            target.rename(old)
            fresh.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            fresh.rename(target)
    except OSError as error:
        raise TargetError(
            f"{error.filename or target}: Der Stand für den Rückweg lässt sich nicht ablegen ({error.strerror}). "
            "Es wurde nichts ausgegeben. Prüfen Sie, ob Platz und Schreibrechte da sind."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(fresh, ignore_errors=True)
    return Base(identifier, chapter, day, commit, source, target / _SENT)


def _prove(base: Base) -> None:
    document = base.document
    returned = read_returned(base.sent, sent=base.sent, chapter=document)
    if returned.document != document or returned.findings:
        raise ProofError(
            f"{base.chapter}: Das Kapitel käme aus Word nicht so zurück, wie es hinausgeht; es wurde nicht ausgegeben. "
            "Bitte melden Sie das den Leuten, die das Werkzeug pflegen, mit dem Kapitel."
        )


def _card(identifier: str, chapter: str, source: bytes, day: date, commit: str) -> bytes:
    outline = lay_out(myst.read(source.decode("utf-8-sig")).document)
    lines = {
        unit.number: [unit.block.lines.first, unit.block.lines.end] for unit in outline.everything() if unit.block.lines
    }
    values = {"id": identifier, "kapitel": chapter, "datum": day, "commit": commit, "absaetze": lines}
    yaml = YAML()
    yaml.default_flow_style = None
    text = StringIO()
    yaml.dump(values, text)
    return text.getvalue().encode("utf-8")


def load(guide_folder: Path, identifier: str, *, file: str) -> Base:
    """Return the stored export `identifier` that the returned `file` goes back to.

    Raises `InputError` with what to do where it is missing or damaged.
    """
    folder = guide_folder / FOLDER / identifier
    missing = InputError(
        f"„{file}“ gehört zur Ausgabe {identifier}, aber der Ordner {(FOLDER / identifier).as_posix()} fehlt oder ist "
        "nicht vollständig. Holen Sie ihn mit git aus dem Stand, mit dem die Datei ausgegeben wurde "
        "(meist: git pull), und rufen Sie den Befehl noch einmal auf."
    )
    if Path(identifier).name != identifier or not all((folder / name).is_file() for name in (_SOURCE, _SENT, _CARD)):
        raise missing
    try:
        values = YAML(typ="safe").load((folder / _CARD).read_text(encoding="utf-8"))
        chapter, day = str(values["kapitel"]), values["datum"]
        commit = str(values.get("commit") or "")
    except Exception as error:
        raise missing from error
    return Base(identifier, chapter, day, commit, (folder / _SOURCE).read_bytes(), folder / _SENT)


def base_of(guide_folder: Path, path: Path) -> Base | None:
    """Return the export a .docx file goes back to, None if it is no returned export; raises as `load` does."""
    identifier = export_identifier(path)
    return None if identifier is None else load(guide_folder, identifier, file=path.name)


def read_back(path: Path, base: Base) -> Returned:
    """Return the chapter as the reviewer left it; blocks of the chapter carry their lines in `base.source`."""
    return read_returned(path, sent=base.sent, chapter=base.document)


def returned_chapters(path: Path, base: Base) -> tuple[ReturnedChapter, ...]:
    """Return the chapters in a returned file as the reviewer left them, in the order they went out."""
    return (ReturnedChapter(base.chapter, base.source, base.document, read_back(path, base)),)


def pictures_of(
    guide: Guide, chapter: Chapter, sources: Iterable[str], *, draw: Callable[[bytes], bytes]
) -> dict[str, bytes]:
    """Return the pictures a chapter shows, by their source as typed; `draw` makes a PNG file of an SVG drawing.

    One that is missing or unreadable is left out: Word then shows what it would show those who do not see it.
    """
    found: dict[str, bytes] = {}
    for source in sources:
        path = guide.folder / path_below(chapter.folder, source)
        kind = path.suffix.lower()
        if kind in _PICTURES and path.is_file():
            with contextlib.suppress(InputError):
                found[source] = draw(path.read_bytes()) if kind == _DRAWING else path.read_bytes()
    return found
