"""Chapters that went out to reviewers: what is kept of each, so that the answer can be merged weeks later.

An export's folder `redaktion/ausgaben/<id>/` holds `kapitel.md`, the source to the byte, `ausgabe.docx`, the very file
that went out, and `ausgabe.yaml`: id, chapter, day, commit, the directives that went out as ordinary paragraphs though
older exports locked them, and the source lines of every marked paragraph (0-based first line, line after the last).
The base of a merge is what reading the sent file gives, never the source alone.

What was read of its returns so far lies there too, in `gelesen/` (see `roundtrip.readings`).

Where several chapters went out in one file, the sources are `kapitel/<name>.md`, that of the front page `titel.md`, and
the chapters' names stand in `ausgabe.yaml` as a list, in the file's order.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.dialect import GLOSSARY_DIRECTIVE, slug
from ratgeber_tools.document import Document, Image, Picture
from ratgeber_tools.errors import InputError, RatgeberError, TargetError, unwritable
from ratgeber_tools.outline import atoms, lay_out
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.returned import Returned, read_returned
from ratgeber_tools.roundtrip.binding import Bound, Member
from ratgeber_tools.roundtrip.heads import HeadEdit, edits_of
from ratgeber_tools.roundtrip.parting import apart
from ratgeber_tools.roundtrip.places import FOLDER as FOLDER
from ratgeber_tools.roundtrip.places import READ as READ

_SOURCE, _SENT, _CARD = "kapitel.md", "ausgabe.docx", "ausgabe.yaml"
_SOURCES, _FRONT = "kapitel", "titel.md"
_FRESH, _OLD = ".neu", ".alt"
#: Directives that were one locked passage in older exports.  Their bases are read so for ever: the marks of every
#: paragraph behind one count by it.
_ONCE_SEALED = frozenset({GLOSSARY_DIRECTIVE})


class ProofError(RatgeberError):
    """What was written does not read back as the chapter it came from."""


@dataclass(frozen=True, slots=True)
class KeptChapter:
    """A chapter as it went out: its name, its source to the byte, and the directives that were locked passages."""

    name: str
    source: bytes
    sealed: frozenset[str] = frozenset()

    @property
    def document(self) -> Document:
        """The chapter with its source lines; line ends do not count."""
        return myst.read(self.source.decode("utf-8-sig"), sealed=self.sealed).document


@dataclass(frozen=True, slots=True)
class Base:
    """A stored export: its chapters as they were, and the file that went out.

    `front` is the source of the front page of a file with several chapters, None for a file with a single one.
    """

    identifier: str
    chapters: tuple[KeptChapter, ...]
    day: date
    commit: str
    sent: Path
    front: bytes | None = None

    @property
    def chapter(self) -> str:
        """What went out, in words: the chapter's name, or all of them."""
        return ", ".join(chapter.name for chapter in self.chapters)

    @property
    def source(self) -> bytes:
        """The source of the only chapter; raises `ValueError` where there are several."""
        (chapter,) = self.chapters
        return chapter.source

    @property
    def bound(self) -> Bound | None:
        """Several chapters as they stand in their one file; None for a single chapter."""
        return None if self.front is None else bind(self.front, self.chapters)

    @property
    def document(self) -> Document:
        """What went out: the chapter with its source lines, or all chapters bound to one document."""
        bound = self.bound
        return self.chapters[0].document if bound is None else bound.document


def bind(front: bytes, chapters: Iterable[KeptChapter]) -> Bound:
    """Return chapters bound to one document behind a front page."""
    first = KeptChapter("", front)
    return Bound(tuple(Member(chapter.name, chapter.document) for chapter in (first, *chapters)))


@dataclass(frozen=True, slots=True)
class ReturnedChapter:
    """One chapter of a returned file: its name, what of it went out (source and base of the merge), what came back.

    `head` is what was changed in the lines of its head.
    """

    name: str
    source: bytes
    base: Document
    returned: Returned
    head: tuple[HeadEdit, ...] = ()


def identifier_of(name: str, content: bytes, day: date) -> str:
    """Return the id of an export; `content` is all it shows, so another source or other data give another id."""
    return f"{day:%Y-%m-%d}-{slug(name.replace('/', '-'), longest=40)}-{sha256(content).hexdigest()[:8]}"


def store(
    guide_folder: Path, *, identifier: str, chapter: str, source: bytes, sent: bytes, day: date, commit: str = ""
) -> Base:
    """Keep an export, whole or not at all; raises `ProofError` if `sent` does not read back as the chapter.

    A folder that is there already and whole stays as it is: the id says that it holds the same.
    """
    kept = (KeptChapter(chapter, source),)
    return _store(guide_folder, Base(identifier, kept, day, commit, Path()), sent)


def store_several(
    guide_folder: Path,
    *,
    identifier: str,
    front: bytes,
    chapters: Iterable[KeptChapter],
    sent: bytes,
    day: date,
    commit: str = "",
) -> Base:
    """Keep an export of several chapters in one file, as `store` does."""
    return _store(guide_folder, Base(identifier, tuple(chapters), day, commit, Path(), front), sent)


def clean(guide_folder: Path) -> None:
    """Remove what a killed export left behind; one that is at work holds the lock of its folder."""
    for path in (guide_folder / FOLDER).glob(".*"):
        target = path.with_name(path.stem.removeprefix("."))
        with contextlib.suppress(OSError, TargetError):
            if path.suffix in (_FRESH, _OLD):
                with files.held(target, wait_s=0):
                    files.recover_folder(target)
                    shutil.rmtree(_fresh(target), ignore_errors=True)


def _fresh(target: Path) -> Path:
    return target.with_name(f".{target.name}{_FRESH}")


def is_stored(guide_folder: Path, identifier: str) -> bool:
    """Say whether an export is kept already, whole."""
    try:
        load(guide_folder, identifier, file=identifier)
    except InputError:
        return False
    return True


def forget(guide_folder: Path, identifier: str) -> None:
    """Remove what is kept of an export that never got out; raises `TargetError` if something in it is in use."""
    target = guide_folder / FOLDER / identifier
    with files.held(target):
        files.remove_folder(target)


def _store(guide_folder: Path, base: Base, sent: bytes) -> Base:
    with files.held(guide_folder / FOLDER / base.identifier):
        return _store_alone(guide_folder, base, sent)


def _store_alone(guide_folder: Path, base: Base, sent: bytes) -> Base:
    identifier = base.identifier
    target = guide_folder / FOLDER / identifier
    fresh = _fresh(target)
    base = replace(base, sent=target / _SENT)
    if is_stored(guide_folder, identifier):
        return load(guide_folder, identifier, file=identifier)
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        for name, content in {**_sources(base), _SENT: sent, _CARD: _card(base)}.items():
            path = fresh / name
            files.make_folder(path.parent)
            files.write_synced(path, content)
            files.sync_folder(path.parent)
        _prove(replace(base, sent=fresh / _SENT))
        if (target / READ).is_dir():  # what stands there is damaged, but what was read of it stays known
            shutil.copytree(target / READ, fresh / READ)
        files.replace_folder(fresh, target)
    except OSError as error:
        raise unwritable(Path(error.filename or target), error, state="Es wurde nichts ausgegeben.") from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(fresh, ignore_errors=True)
    return base


def _sources(base: Base) -> dict[str, bytes]:
    if base.front is None:
        return {_SOURCE: base.source}
    return {_FRONT: base.front, **{f"{_SOURCES}/{chapter.name}.md": chapter.source for chapter in base.chapters}}


def _prove(base: Base) -> None:
    document = base.document
    returned = read_returned(base.sent, sent=base.sent, chapter=document)
    if returned.document != document or returned.findings:
        raise ProofError(
            f"{base.chapter}: Der Text käme aus Word nicht so zurück, wie es hinausgeht; es wurde nicht ausgegeben. "
            "Bitte melden Sie das den Leuten, die das Werkzeug pflegen, mit dem Kapitel."
        )


def _card(base: Base) -> bytes:
    values: dict[str, object] = {"id": base.identifier, "datum": base.day, "commit": base.commit}
    values["offen"] = sorted(_ONCE_SEALED)
    if base.front is None:
        outline = lay_out(base.document)
        lines = {
            unit.number: [unit.block.lines.first, unit.block.lines.end]
            for unit in outline.everything()
            if unit.block.lines
        }
        values |= {"kapitel": base.chapter, "absaetze": lines}
    else:
        values["kapitel"] = [chapter.name for chapter in base.chapters]
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
        f"{quoted(file)} gehört zur Ausgabe {identifier}, aber der Ordner {(FOLDER / identifier).as_posix()} fehlt "
        "oder ist nicht vollständig. Holen Sie ihn mit git aus dem Stand, mit dem die Datei ausgegeben wurde "
        "(meist: git pull), und rufen Sie den Befehl noch einmal auf."
    )
    if not is_inner_name(identifier) or "/" in identifier or not (folder / _SENT).is_file():
        raise missing
    try:
        card = read_yaml(files.read_text(folder / _CARD))
        if card.mistakes:
            raise ValueError(card.mistakes[0].sentence)
        values: dict[str, Any] = card.values
        named, day = values["kapitel"], values["datum"]
        if isinstance(day, str):
            day = date.fromisoformat(day)
        commit = str(values.get("commit") or "")
        sealed = _ONCE_SEALED.difference(values.get("offen") or ())
        if isinstance(named, str):
            chapters: tuple[KeptChapter, ...] = (KeptChapter(named, (folder / _SOURCE).read_bytes(), sealed),)
            front = None
        else:
            front = (folder / _FRONT).read_bytes()
            chapters = tuple(KeptChapter(str(name), _kept_source(folder, name), sealed) for name in named)
        if not chapters or not isinstance(day, date):
            raise missing
        if not all(is_inner_name(chapter.name) for chapter in chapters):
            raise ValueError(named)
    except Exception as error:
        raise missing from error
    return Base(identifier, chapters, day, commit, folder / _SENT, front)


def _kept_source(folder: Path, name: str) -> bytes:
    path = folder / _SOURCES / f"{name}.md"
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(name)
    return path.read_bytes()


def base_of(guide_folder: Path, path: Path) -> Base | None:
    """Return the export a .docx file goes back to, None if it is no returned export; raises as `load` does."""
    identifier = export_identifier(path)
    return None if identifier is None else load(guide_folder, identifier, file=path.name)


def read_back(
    path: Path, base: Base, *, offices: frozenset[str] = frozenset(), default_office: str = ""
) -> Returned:  # fmt: skip
    """Return the chapter as the reviewer left it; blocks of the chapter carry their lines in `base.source`.

    Comments become notes by office: that of `offices` whose name their author bears, else `default_office`.
    """
    return read_returned(
        path, sent=base.sent, chapter=base.document, offices=offices, default_office=default_office
    )  # fmt: skip


def returned_chapters(
    path: Path, base: Base, *, offices: frozenset[str] = frozenset(), default_office: str = ""
) -> tuple[ReturnedChapter, ...]:
    """Return the chapters in a returned file as the reviewer left them, in the order they went out.

    `offices` and `default_office` are as in `read_back`.
    """
    returned = read_back(path, base, offices=offices, default_office=default_office)
    bound = base.bound
    if bound is None:
        edits = edits_of(base.chapter, returned.head_sent, returned.head)
        return (ReturnedChapter(base.chapter, base.source, base.document, returned, edits),)
    names = frozenset(picture.name for picture in returned.pictures)
    shares = apart(bound, returned.document, findings=returned.findings, pictures=names, known=returned.known)
    return tuple(
        ReturnedChapter(
            kept.name,
            kept.source,
            member.document,
            replace(
                returned,
                document=share.document,
                pictures=_shown_in(share.document, returned.pictures),
                findings=share.findings,
                known=share.known,
            ),
            edits_of(kept.name, returned.head_sent, returned.head),
        )
        for kept, member, share in zip(base.chapters, bound.members[1:], shares, strict=True)
    )


def _shown_in(document: Document, pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    shown = {
        atom.source
        for unit in lay_out(document).everything()
        for atom in atoms(unit.words)
        if isinstance(atom, Image)
    }  # fmt: skip
    return tuple(picture for picture in pictures if picture.name in shown)
