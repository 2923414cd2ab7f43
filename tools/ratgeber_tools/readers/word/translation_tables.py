"""A filled translation table as it stands on the page: rows by their marks, with the words of their cells.

Nothing is interpreted here.  Words and bookmarks are found as in a fact sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.dialect import TRANSLATION_BOOKMARK, TRANSLATION_PROPERTY
from ratgeber_tools.readers.word.custom_properties import custom_property
from ratgeber_tools.readers.word.filled_forms import blocks_in, lines_of, marks_in, opened_form
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.xml import Element, parse

_CELLS = 4


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row: its mark, its number as counted in the file, the German, the translation and the remark as they stand."""

    mark: str
    number: int
    german: str
    text: str
    remark: str


@dataclass(frozen=True, slots=True)
class FilledTable:
    """`identity` says language and chapter; `unmarked` are the words of rows that lost their mark, cell by cell."""

    identity: str
    rows: tuple[FilledRow, ...]
    unmarked: tuple[tuple[str, ...], ...] = ()


def table_identity(path: Path) -> str | None:
    """Return what a .docx file says it is as a translation table, None for any other; raises `InputError`."""
    return custom_property(path, TRANSLATION_PROPERTY)


def read_translation_table(path: Path) -> FilledTable:
    """Read a filled table; raises `InputError` for a file that is none, or is damaged."""
    refusal = (
        "ist keine Tabelle zum Übersetzen, oder ihr Inhalt wurde in eine neue Datei kopiert: Nehmen Sie die Datei, die "
        "zurückkam."
    )
    with opened_form(path, TRANSLATION_PROPERTY, refusal) as (package, identity):
        root = parse(package.read(package.main_part))
    marked: list[FilledRow] = []
    unmarked: list[tuple[str, ...]] = []
    for number, row in enumerate(_rows(root)):
        lines = [lines_of(cell) for cell in blocks_in(row, f"{W}tc")]
        cells = [" ".join(each) for each in lines]
        marks = marks_in(row, TRANSLATION_BOOKMARK)
        if len(marks) == 1 and len(cells) >= _CELLS:
            german = next(iter(lines[1]), "")  # the line below is what it said before
            marked.append(FilledRow(marks[0], number, german, cells[2], " ".join(cells[3:])))
        elif number and any(cells):
            unmarked.append(tuple(cells))
    return FilledTable(identity, tuple(marked), tuple(unmarked))


def _rows(root: Element) -> Iterator[Element]:
    for table in root.iter(f"{W}tbl"):
        yield from blocks_in(table, f"{W}tr")
