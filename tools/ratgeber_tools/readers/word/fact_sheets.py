"""A filled fact sheet as it stands on the page: entries with their fields, and whatever else was written into it.

Nothing is interpreted here; every word of the file is in the answer once, so that none is lost.  Deleted words (changes
tracked) are gone, inserted ones are there.  Comments come with the entry they hang on, without their authors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.dialect import FACT_BOOKMARK, FACT_SHEET_PROPERTY
from ratgeber_tools.errors import InputError
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.custom_properties import custom_property
from ratgeber_tools.readers.word.filled_forms import blocks_in, lines_of, marks_in, opened_form, text_of
from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.xml import Element, parse

_STRUCK = (f"{W}strike", f"{W}dstrike")
#: Parts beside the text in which somebody may have written.
_BESIDE = ("header", "footer", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class SheetField:
    """What stands in one field, lines separated by line ends; `is_struck` if words in it are crossed out."""

    text: str
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class FilledEntry:
    """An entry: `mark` as it was written, the words of its first row, the fields of its second, and comments."""

    mark: str
    shown: str
    fields: tuple[SheetField, ...]
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """`closing` are the fields at the end by their marks; `loose` is every other line of the file."""

    identity: str
    entries: tuple[FilledEntry, ...]
    closing: dict[str, str]
    loose: tuple[str, ...]


def sheet_identity(path: Path) -> str | None:
    """Return what a .docx file says it is as a fact sheet, None for any other; raises `InputError` as `read` does."""
    return custom_property(path, FACT_SHEET_PROPERTY)


def read_fact_sheet(path: Path) -> FilledSheet:
    """Read a filled fact sheet; raises `InputError` for a file that is none, or is damaged."""
    refusal = (
        "ist kein Faktenblatt, oder der Inhalt wurde in eine neue Datei kopiert: Nehmen Sie die Datei, die zurückkam, "
        "oder tragen Sie die Antworten von Hand ein."
    )
    with opened_form(path, FACT_SHEET_PROPERTY, refusal) as (package, identity):
        root = parse(package.read(package.main_part))
        links = package.relationships(package.main_part).values()
        comments = {
            comment.get(f"{W}id", ""): lines_of(comment)
            for link in links
            if link.kind == "comments" and not link.external
            for comment in parse(package.read(link.target)).iter(f"{W}comment")
        }
        beside = [
            line
            for link in links
            if link.kind in _BESIDE and not link.external
            for line in lines_of(parse(package.read(link.target)))
        ]
    body = root.find(f"{W}body")
    if body is None:
        raise InputError(f"{quoted(path.name)} enthält keinen Word-Text: Bitten Sie um die Datei noch einmal.")
    return _SheetReading(comments).read(identity, body, beside)


class _SheetReading:
    def __init__(self, comments: dict[str, tuple[str, ...]]) -> None:
        self._comments = comments
        self._entries: list[FilledEntry] = []
        self._closing: dict[str, str] = {}
        self._loose: list[str] = []

    def read(self, identity: str, body: Element, beside: Sequence[str]) -> FilledSheet:
        for block in blocks_in(body, f"{W}p", f"{W}tbl"):
            if block.tag == f"{W}tbl":
                self._read_table(block)
            else:
                self._take_loose(block)
        return FilledSheet(identity, tuple(self._entries), self._closing, (*self._loose, *dict.fromkeys(beside)))

    def _read_table(self, table: Element) -> None:
        """Read the rows: the row after an entry's is its answer; a row that is neither is loose."""
        waiting: tuple[str, Element] | None = None
        for row in blocks_in(table, f"{W}tr"):
            marks = marks_in(row, FACT_BOOKMARK)
            if len(marks) == 1 and "_" in marks[0]:
                if waiting is not None:
                    self._add(*waiting, None)
                waiting = (marks[0], row)
            elif waiting is not None and not marks:
                self._add(*waiting, row)
                waiting = None
            elif marks and all("_" not in mark for mark in marks):
                self._take_closing(row)
            else:
                self._take_loose(row)
        if waiting is not None:
            self._add(*waiting, None)

    def _add(self, mark: str, row: Element, answer: Element | None) -> None:
        rows = [row] if answer is None else [row, answer]
        comments = tuple(line for part in rows for line in self._comments_in(part))
        fields = () if answer is None else tuple(_field(cell) for cell in blocks_in(answer, f"{W}tc"))
        self._entries.append(FilledEntry(mark, "\n".join(lines_of(row)), fields, comments))

    def _take_closing(self, row: Element) -> None:
        for cell in blocks_in(row, f"{W}tc"):
            marks = marks_in(cell, FACT_BOOKMARK)
            if len(marks) == 1:
                self._closing[marks[0]] = "\n".join((*lines_of(cell), *self._comments_in(cell)))
            else:
                self._take_loose(cell)

    def _take_loose(self, element: Element) -> None:
        self._loose += [*lines_of(element), *self._comments_in(element)]

    def _comments_in(self, element: Element) -> Iterator[str]:
        for reference in element.iter(f"{W}commentReference"):
            yield from self._comments.get(reference.get(f"{W}id", ""), ())


def _field(cell: Element) -> SheetField:
    struck = any(
        mark.get(VAL, "1") not in ("0", "false", "off") and text_of(run).strip()
        for run in cell.iter(f"{W}r")
        for mark in run.iter(*_STRUCK)
    )
    return SheetField("\n".join(lines_of(cell)), struck)
