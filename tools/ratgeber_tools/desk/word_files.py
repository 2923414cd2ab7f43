"""A Word file that somebody drops on a chapter: through the guards of an import, then what can be done with it.

A contribution is put in where the cursor stands; its pictures wait for who says whose they are.  A file that was out
for review, or goes on from what became this chapter, is merged into it, as an import does.  Nothing is written here but
by `take_over`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ratgeber_tools import document as doc
from ratgeber_tools import files
from ratgeber_tools.contributions import again, chapters, return_report
from ratgeber_tools.contributions.conversion import FOREIGN_SUFFIXES, OWN_SUFFIXES, SUFFIXES, Contribution, read_docx
from ratgeber_tools.contributions.foreign_files import refuse_foreign
from ratgeber_tools.contributions.illustrations import illustrate
from ratgeber_tools.contributions.inventory import inventory_of
from ratgeber_tools.contributions.known_texts import KnownTexts
from ratgeber_tools.contributions.one_title import with_one_title
from ratgeber_tools.contributions.persons import ADVICE
from ratgeber_tools.contributions.returns import ReturnDraft, ReturnOptions, drafts, known_offices
from ratgeber_tools.desk.pasting import PastePlace, fitted, nodes_at
from ratgeber_tools.desk.schema import Json
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Finding, Treatment
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.traversal import map_values

#: No file may be larger, in bytes: it travels through a browser; most contributions have a hundredth.
LARGEST_FILE = 60_000_000
#: In bytes: file systems take 255.
_LONGEST_NAME = 120
_FOLDER = "eingefuegt"
_SAVE_AS = (
    "wird hier nicht gelesen. Öffnen Sie die Datei, speichern Sie sie als Word-Dokument (*.docx), und ziehen Sie diese "
    "herein."
)
_NO_WORD = "ist keine Word-Datei. Ziehen Sie ein Word-Dokument (*.docx) herein, oder ein Bild."
_NOTHING_NEW = "In dieser Datei steht nichts, was nicht schon im Kapitel ist."
_OTHER_CHAPTER = (
    "Diese Datei gehört zu einem anderen Kapitel: {names}. Öffnen Sie es, und ziehen Sie die Datei dort herein."
)
_MORE_CHAPTERS = "In der Datei stehen noch {n} weitere Kapitel. Ziehen Sie sie auch dort herein: {names}."


@dataclass(frozen=True, slots=True)
class WordOffer:
    """What can be done with a file: put `content` in (None if that makes no sense), or take the `changes` over.

    `persons` is settled first; `sentences` are what reading it has to say.  `pictures` are by the name `content` has.
    """

    content: list[Json] | None = None
    pictures: Mapping[str, bytes] | None = None
    changes: bool = False
    persons: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receiving:
    """The chapter `name` of the guide that is to take a file in; `office` has sent it."""

    guide: Guide
    name: str
    office: str
    today: date

    @property
    def root(self) -> Path:
        return self.guide.folder.parent


@contextmanager
def as_file(data: bytes, name: str, *, converts: bool = False) -> Iterator[Path]:
    """Yield a file with what was sent, gone afterwards; raises `InputError` for what is no Word document.

    `name` is what a browser calls it: nothing of it decides where anything lies.  With `converts`, files LibreOffice
    makes Word documents of will do as well.
    """
    plain = plain_name(name)
    suffix = Path(plain).suffix.lower()
    if suffix in FOREIGN_SUFFIXES and not converts:
        raise InputError(f"{quoted(plain)} {_SAVE_AS}")
    with files.temporary_folder("beitrag") as folder:
        path = folder / (plain or "Beitrag.docx")
        path.write_bytes(data)
        refuse_foreign(path)
        if suffix not in (SUFFIXES if converts else OWN_SUFFIXES):
            raise InputError(f"{quoted(plain)} {_NO_WORD}")
        yield path


def plain_name(name: str) -> str:
    """Return what a browser calls a file as a name in one folder, "" if nothing is left of it."""
    last = re.sub(r"[\x00-\x1f\x7f]", "", name).replace("\\", "/").rpartition("/")[2]
    return last.encode("utf-8", "ignore")[-_LONGEST_NAME:].decode("utf-8", "ignore").lstrip(". ")


def offer(docx: Path, receiving: Receiving, place: PastePlace, taken: frozenset[str]) -> WordOffer:
    """Return what can be done with a Word document; raises `InputError`, `TargetError` or `PatchError`.

    `taken` are labels of footnotes and targets that the chapter has already.
    """
    merged, more = merge_of(docx, receiving)
    if merged is not None:
        return _changes(merged, more)
    contribution = read_docx(docx, docx)
    illustrated = illustrate(contribution.result.document, contribution.result.pictures, folder=_FOLDER)
    document = with_free_names(fitted(illustrated.document, _top_level(illustrated.document), place), taken)
    return WordOffer(
        content=nodes_at(document, place),
        pictures={f"{_FOLDER}/{name}": data for name, data in illustrated.files.items()},
        persons=_first(inventory_of(illustrated.document).to_settle),
        sentences=tuple(_sentences((*contribution.result.findings, *illustrated.findings))),
    )


def merge_of(docx: Path, receiving: Receiving) -> tuple[ReturnDraft | None, tuple[str, ...]]:
    """Return the merge of a file that comes back to the chapter, None for a new text; and the file's other chapters.

    Raises as `offer` does, and `InputError` for a file that belongs to other chapters alone.
    """
    root, name = receiving.root, receiving.name
    identifier = export_identifier(docx)
    if identifier is not None:
        options = ReturnOptions(root, known_offices(receiving.guide, root), receiving.office)
        found = {_name_of(draft, receiving): draft for draft in drafts(docx, docx, identifier, options)}
        if name not in found:
            raise InputError(_OTHER_CHAPTER.format(names=", ".join(map(quoted, found))))
        others = [each for each, draft in found.items() if each != name and not draft.chapter.is_unchanged]
        return found[name], tuple(others)
    contribution: Contribution = with_one_title(read_docx(docx, docx))
    texts = KnownTexts(receiving.guide.folder)
    known = again.chapter_for(contribution, texts, root=root, section=None)
    if known is None or known != receiving.guide.folder / f"{name}.md":
        return None, ()
    draft = chapters.draft(
        contribution, root=root, section=known.parent, today=receiving.today, name=known.stem
    )  # fmt: skip
    return again.merged(draft, texts, source=docx, office=receiving.office), ()


def take_over(merged: ReturnDraft) -> list[Path]:
    """Write what a merge makes of its chapter, all or nothing; return the files to check in.  Raises `TargetError`."""
    chapter = merged.chapter
    if chapter.is_unchanged:
        chapters.remember(chapter)
    else:
        chapters.write(chapter)
    return [*chapter.pictures, *chapter.beside, *(() if chapter.is_unchanged else (chapter.path,))]


def _name_of(draft: ReturnDraft, receiving: Receiving) -> str:
    return draft.chapter.path.relative_to(receiving.guide.folder).with_suffix("").as_posix()


def _changes(merged: ReturnDraft, more: tuple[str, ...]) -> WordOffer:
    chapter = merged.chapter
    rest = [_MORE_CHAPTERS.format(n=len(more), names=", ".join(map(quoted, more)))] if more else []
    if chapter.is_unchanged:
        return WordOffer(sentences=(_NOTHING_NEW, *rest))
    before = set(inventory_of(merged.before).to_settle)
    persons = [line for line in inventory_of(chapter.document).to_settle if line not in before]
    conflicts = [f"Konflikt {where}." for where in merged.conflict_places]
    told = return_report.summary(chapter.document, replace(merged.merge, mixed=()), (), 0, has_report=False)
    sentences = [*conflicts, *(line for line in told if not line.startswith("Offene Konflikte"))]
    return WordOffer(
        changes=True, persons=_first(persons), sentences=(*sentences, *_sentences(chapter.findings), *rest)
    )  # fmt: skip


def _first(persons: Iterable[str]) -> tuple[str, ...]:
    lines = tuple(persons)
    return (*lines, ADVICE) if lines else ()


def _sentences(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield what reading has to say: what was left out and what is to be looked at first, then what was mended."""
    for treatment in (Treatment.DROPPED, Treatment.REVIEW, Treatment.CHANGED):
        for finding in findings:
            if finding.code.treatment is treatment:
                yield finding.text


def _top_level(document: doc.Document) -> int:
    return min((block.level for block in document.blocks if isinstance(block, doc.Heading)), default=0)


def with_free_names(document: doc.Document, taken: frozenset[str]) -> doc.Document:
    """Return a document whose targets and footnotes bear names that the chapter does not have."""
    own = {name for block in doc.iterate_blocks(document.blocks) for name in block.identifiers} | set(document.notes)
    names: dict[str, str] = {}
    for name in sorted(own):
        number = 2
        names[name] = name
        while names[name] in taken or (names[name] != name and names[name] in own):
            names[name] = f"{name}-{number}"
            number += 1

    def renamed(value: object) -> object:
        match value:
            case doc.NoteReference(label=label):
                return doc.NoteReference(names.get(label, label))
            case doc.CrossReference(target=target):
                return replace(value, target=names.get(target, target))
            case _ if getattr(value, "identifiers", ()):
                return replace(value, identifiers=tuple(names[each] for each in value.identifiers))  # type: ignore[attr-defined, type-var]
        return value

    notes = {names[label]: map_values(blocks, renamed) for label, blocks in document.notes.items()}
    return replace(document, blocks=map_values(document.blocks, renamed), notes=notes)
