"""Repair: lines set in columns with tabs or blanks become a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import CellDraft, Draft, DraftPiece, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.repairs.markers import marker_of
from ratgeber_tools.readers.word.repairs.pieces import columns_of, is_blank, is_wholly, lines_of, text_of
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.style_names import StyleRole

_GAP = re.compile(r"[ \u00a0]*\t[\t \u00a0]*| {3,}")
#: Rows that make a table: two columns are often only an address set in line.
_FEWEST_ROWS = {2: 3}
_FEWEST_ROWS_WIDE = 2

#: What stands before the lines of an address; everything else with a colon before a tab is the head of a row.
_CONTACT = re.compile(
    r"(?:Tel|Fon|Fax|Mobil|Handy|E-?Mail|Mail|Internet|Web|Homepage|Adresse|Anschrift|Straße|Ort|Name|Vorname|"
    r"Ansprechpartner|Kontakt|Postfach|Von|An|Cc|Betreff|Gesendet|Datum)",
    re.IGNORECASE,
)

Rows = list[list[list[DraftPiece]]]


def make_tables(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """Return `drafts` with stretches of paragraphs set in columns as tables."""
    result: list[Draft] = []
    for members, rows in _stretches(drafts):
        if not rows or not _is_table(rows):
            result.extend(members)
            continue
        paragraphs = [draft for draft in members if isinstance(draft, ParagraphDraft)]
        table = _table(paragraphs, rows)
        words = " ".join(text_of(cell) for row in rows for cell in row)
        report.add(
            Code.STRUCTURE_REPAIRED,
            f"Mit Tabulatoren oder Leerzeichen gesetzte Spalten wurden zu einer Tabelle ({quoted(words, longest=50)}): "
            "Prüfen Sie Zeilen und Kopfzeile.",
            words=words,
            position=table.position,
        )
        result.append(table)
        result.extend(attached for draft in paragraphs for attached in draft.after)
    return result


def _stretches(drafts: Sequence[Draft]) -> Iterator[tuple[list[Draft], Rows]]:
    """Yield neighbours with the same number of columns together; anything else alone, without rows."""
    members: list[Draft] = []
    rows: Rows = []
    for draft in drafts:
        own = _rows_of(draft)
        if len(rows) == 1 and own and len(own[0]) == len(rows[0]) + 1 and _leaves_corner_free(members[0]):
            rows[0].insert(0, [])
        if rows and (not own or len(own[0]) != len(rows[0])):
            yield members, rows
            members, rows = [], []
        if own:
            members.append(draft)
            rows.extend(own)
        else:
            yield [draft], []
    if members:
        yield members, rows


def _rows_of(draft: Draft) -> Rows:
    """Return the lines of a paragraph as columns; nothing if one line is not set in columns like the others."""
    if not isinstance(draft, ParagraphDraft) or draft.role is not StyleRole.BODY or draft.label is not None:
        return []
    rows: Rows = []
    for line in lines_of(draft.pieces):
        if is_blank(line):
            continue
        text = text_of(line)
        if marker_of(text) is not None or not _GAP.search(text.strip()):
            return []
        columns = columns_of(line, _GAP)
        while columns and is_blank(columns[0]):
            columns.pop(0)
        while columns and is_blank(columns[-1]):
            columns.pop()
        if len(columns) < 2 or (rows and len(columns) != len(rows[0])):
            return []
        rows.append(columns)
    return rows


def _leaves_corner_free(draft: Draft) -> bool:
    """Whether a line begins with a tab, as the head of a table whose first column has none does."""
    return isinstance(draft, ParagraphDraft) and draft.text.startswith("\t")


def _is_table(rows: Rows) -> bool:
    if len(rows) < _FEWEST_ROWS.get(len(rows[0]), _FEWEST_ROWS_WIDE):
        return False
    heads = [text_of(row[0]).strip() for row in rows]
    labelled = len(rows[0]) == 2 and all(head.endswith(":") for head in heads)
    return not (labelled and any(_CONTACT.match(head) for head in heads))


def _table(paragraphs: list[ParagraphDraft], rows: Rows) -> TableDraft:
    first = paragraphs[0]
    cells = [[CellDraft([ParagraphDraft(pieces=cell, position=first.position)]) for cell in row] for row in rows]
    return TableDraft(
        rows=cells,
        header_rows=int(len(rows) > 1 and (not rows[0][0] or all(is_wholly(cell) for cell in rows[0]))),
        position=first.position,
        bookmarks=tuple(name for draft in paragraphs for name in draft.bookmarks),
        editorial=[note for draft in paragraphs for note in draft.editorial],
    )
