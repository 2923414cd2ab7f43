"""A table with a style keeps its head on the way through LibreOffice, and is not bold afterwards."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from ratgeber_tools import office
from ratgeber_tools.contributions.conversion import convert, read_contribution
from ratgeber_tools.contributions.table_styles import with_heads
from ratgeber_tools.document import Document, Table
from ratgeber_tools.readers.myst import read

ROWS = (("Tag", "Zeit"), ("Montag", "acht"), ("Dienstag", "neun"))


def table(*rows: str) -> Document:
    """Return a chapter that is a table without a head; a row is its cells with strokes between."""
    listed = "\n".join("* - " + "\n  - ".join(cell.strip() for cell in row.split("|")) for row in rows)
    return read(f":::{{list-table}}\n:header-rows: 0\n\n{listed}\n:::\n").document


def headed(*rows: str) -> tuple[object, ...]:
    (made,) = read(table_source(rows)).document.blocks
    assert isinstance(made, Table)
    return made.rows


def table_source(rows: tuple[str, ...]) -> str:
    head, *others = rows
    return "\n".join([f"| {head} |", "| --- | --- |", *(f"| {row} |" for row in others)]) + "\n"


def rows_of(document: Document) -> tuple[object, ...]:
    (made,) = with_heads(document).blocks
    assert isinstance(made, Table)
    assert made.header_rows == 1
    return made.rows


def test_a_first_row_that_is_bold_throughout_is_the_head() -> None:
    assert rows_of(table("**Tag** | **Zeit**", "Montag | acht")) == headed("Tag | Zeit", "Montag | acht")


def test_a_first_column_that_is_bold_from_top_to_bottom_goes_with_it() -> None:
    made = rows_of(table("**Tag** | **Zeit**", "**Montag** | acht", "**Dienstag** | neun"))
    assert made == headed("Tag | Zeit", "Montag | acht", "Dienstag | neun")


def test_what_somebody_has_made_bold_elsewhere_stays() -> None:
    made = rows_of(table("**Tag** | **Zeit**", "**Montag** | acht", "Dienstag | **neun**"))
    assert made == headed("Tag | Zeit", "**Montag** | acht", "Dienstag | **neun**")


@pytest.mark.parametrize(
    "rows",
    [
        ("**Tag** | Zeit", "Montag | acht"),
        ("**Tag** mit | **Zeit**", "Montag | acht"),
        ("**Tag** | **Zeit**",),
    ],
)
def test_other_tables_stay_as_they_are(rows: tuple[str, ...]) -> None:
    document = table(*rows)
    assert with_heads(document) == document


@pytest.mark.office
def test_a_table_with_a_style_is_the_same_in_both_formats(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Hort", level=1)
    made = document.add_table(rows=len(ROWS), cols=2, style="Light Grid Accent 1")
    for row, words in zip(made.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    path = tmp_path / "beitrag.docx"
    document.save(str(path))
    other = office.convert([path], to="odt", folder=tmp_path)[path]
    one, two = (convert(read_contribution(file), picture_folder="bilder").text for file in (path, other))
    assert one == two
    assert "| Tag | Zeit |" in one
