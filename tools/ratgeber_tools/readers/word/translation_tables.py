"""A filled translation table as it stands on the page: rows by their marks, with the words of their cells.

Nothing is interpreted here.  Words and bookmarks are found as in a fact sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.dialect import TRANSLATION_BOOKMARK, TRANSLATION_PROPERTY
from ratgeber_tools.errors import InputError
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.custom_properties import custom_property, property_in
from ratgeber_tools.readers.word.fact_sheets import blocks_in, lines_of, marks_in
from ratgeber_tools.readers.word.guard import open_package
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.xml import DamagedPartError, Element, parse

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
    with open_package(path) as archive:
        package = Package(path, archive, Report())
        identity = property_in(package, TRANSLATION_PROPERTY)
        if identity is None:
            raise InputError(
                f"{quoted(path.name)} ist keine Tabelle zum Übersetzen, oder ihr Inhalt wurde in eine neue Datei "
                "kopiert: Nehmen Sie die Datei, die zurückkam."
            )
        try:
            root = parse(package.read(package.main_part))
        except DamagedPartError as error:
            raise InputError(
                f"{quoted(path.name)} ist beschädigt (ein Teil der Datei {error}): Bitten Sie um die Datei noch einmal."
            ) from error
    marked: list[FilledRow] = []
    unmarked: list[tuple[str, ...]] = []
    for number, row in enumerate(_rows(root)):
        cells = [" ".join(lines_of(cell)) for cell in blocks_in(row, f"{W}tc")]
        marks = marks_in(row, TRANSLATION_BOOKMARK)
        if len(marks) == 1 and len(cells) >= _CELLS:
            german = lines_of(next(iter(list(blocks_in(row, f"{W}tc"))[1:2])))
            marked.append(FilledRow(marks[0], number, german[0] if german else "", cells[2], " ".join(cells[3:])))
        elif number and any(cells):
            unmarked.append(tuple(cells))
    return FilledTable(identity, tuple(marked), tuple(unmarked))


def _rows(root: Element) -> Iterator[Element]:
    for table in root.iter(f"{W}tbl"):
        yield from blocks_in(table, f"{W}tr")
