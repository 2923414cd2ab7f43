"""Tables: rows and cells on Word's grid become a draft of the cells that start in each row.

A row may begin and end off the grid's edges, cells span columns, and a cell that goes on from the row above is stored
again, empty (ISO/IEC 29500-1, 17.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from ratgeber_tools.readers.word.drafts import CellDraft, Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.namespaces import MC, VAL, W
from ratgeber_tools.readers.word.properties import is_on, whole_number
from ratgeber_tools.readers.word.revisions import report_deletion
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.words import words_of
from ratgeber_tools.readers.word.xml import Element, choose_alternative

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.body import BlockReader

#: Cells of one table that are still taken; more would fill hundreds of pages and take minutes to set.
MOST_CELLS = 60_000
#: Columns a Word table may have (Word's own limit).
MOST_COLUMNS = 63

FIRST_ROW_LOOKS_DIFFERENT = 0x0020  # w:tblLook
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins"})


class TooLongTableError(Exception):
    """A table has more than `MOST_CELLS` cells."""


class TableReader:
    """Reads one table; `add` may be called with a part of the rows at a time."""

    def __init__(self, blocks: BlockReader, element: Element) -> None:
        self._blocks = blocks
        self._table = TableDraft(position=blocks.context.report.position)
        self._starts: list[list[tuple[int, CellDraft]]] = []  # a row's cells with their first columns
        self._open: dict[int, CellDraft] = {}  # by first column: cells the next row may continue
        self._header_marks: list[bool] = []
        self._cells = 0
        self._covered: dict[int, set[int]] = {}  # by row: columns under a cell that started further up
        look = element.find(f"{W}tblPr/{W}tblLook")
        self._first_row_is_header = look is not None and _has_first_row(look)

    def add(self, children: Iterable[Element]) -> None:
        """Read rows, and whatever wraps them."""
        for row in _unwrapped(children, f"{W}tr", self._aside):
            self._row(row)
            self._cells += len(self._starts[-1]) if self._starts else 0
            if self._cells > MOST_CELLS:
                raise TooLongTableError

    def finish(self) -> TableDraft | None:
        """Return the table; None if it has no cells."""
        self._drop_covered_rows()
        width = self._width() if self._blocks.context.literal else self._squeeze_columns()
        if not width:
            return None
        for at, cells in enumerate(self._starts):
            self._table.rows.append(self._padded(at, cells, width))
        self._table.header_rows = self._header_rows()
        return self._table

    # ------------------------------------------------------------------ reading

    def _aside(self, element: Element) -> None:
        if element.tag == f"{W}bookmarkStart":
            self._table.bookmarks += (element.get(f"{W}name", ""),)
        else:
            self._blocks.take((element,))

    def _row(self, row: Element) -> None:
        properties = row.find(f"{W}trPr")
        column = 0
        header = deleted = False
        for child in () if properties is None else properties:
            if child.tag == f"{W}gridBefore":
                column = min(max(whole_number(child.get(VAL)), 0), MOST_COLUMNS)
            elif child.tag == f"{W}tblHeader":
                header = is_on(child)
            elif child.tag == f"{W}del":
                deleted = True
        if deleted:
            context = self._blocks.context
            note = report_deletion(context.report, words_of(row, context), what="Gestrichene Tabellenzeile")
            if note is not None:
                self._table.editorial.append(note)
            return
        cells: list[tuple[int, CellDraft]] = []
        going_on: dict[int, CellDraft] = {}
        for element in _unwrapped(row, f"{W}tc", self._aside):
            span, merge, joined_left = _cell_properties(element)
            span = min(span, MOST_COLUMNS)
            drafts = self._blocks.inside().read(element)
            owner = self._open.get(column) if merge == "continue" else None
            if joined_left and cells:
                cells[-1][1].column_span += span
                cells[-1][1].drafts.extend(_with_words(drafts))
            elif owner is not None:
                owner.row_span += 1
                owner.drafts.extend(_with_words(drafts))
                going_on[column] = owner
                span = owner.column_span
            else:
                cell = CellDraft(drafts, column_span=span)
                cells.append((column, cell))
                if merge is not None:
                    going_on[column] = cell
            column += span
        self._open = going_on
        self._starts.append(cells)
        self._header_marks.append(header)

    # ------------------------------------------------------------------ the grid

    def _drop_covered_rows(self) -> None:
        """Take out rows in which no cell starts; cells that cover them get shorter."""
        if all(self._starts):
            return
        kept = [bool(cells) for cells in self._starts]
        for at, cells in enumerate(self._starts):
            for _, cell in cells:
                cell.row_span = max(1, sum(kept[at : at + cell.row_span]))
        self._starts = [cells for cells in self._starts if cells]
        self._header_marks = [mark for mark, keep in zip(self._header_marks, kept, strict=True) if keep]

    def _width(self) -> int:
        return max((at + cell.column_span for cells in self._starts for at, cell in cells), default=0)

    def _squeeze_columns(self) -> int:
        """Take out grid columns that no cell starts or ends at; return how many remain."""
        edges = {edge for cells in self._starts for at, cell in cells for edge in (at, at + cell.column_span)}
        if not edges:
            return 0
        number = {edge: at for at, edge in enumerate(sorted(edges | {0}))}
        for cells in self._starts:
            for at, (column, cell) in enumerate(cells):
                cells[at] = (number[column], cell)
                cell.column_span = number[column + cell.column_span] - number[column]
        return len(number) - 1

    def _padded(self, at: int, cells: list[tuple[int, CellDraft]], width: int) -> list[CellDraft]:
        """Return a row with empty cells where it leaves the grid open."""
        covered = self._covered.pop(at, set())
        row: list[CellDraft] = []
        column = 0
        for start, cell in (*cells, (width, None)):
            row.extend(CellDraft([]) for free in range(column, start) if free not in covered)
            if cell is None:
                break
            row.append(cell)
            column = start + cell.column_span
            for below in range(at + 1, at + cell.row_span):
                self._covered.setdefault(below, set()).update(range(start, column))
        return row

    def _header_rows(self) -> int:
        marked = 0
        while marked < len(self._header_marks) and self._header_marks[marked]:
            marked += 1
        rows = len(self._table.rows)
        if not marked and not self._blocks.context.literal:
            marked = sum(1 for _ in takewhile(_is_styled_as_head, self._table.rows))
        if marked and marked < rows:
            return marked
        return int(self._first_row_is_header and rows > 1)


def _is_styled_as_head(row: Sequence[CellDraft]) -> bool:
    """Say whether every word of a row has the style of a table's head, which LibreOffice gives it instead of a mark."""
    drafts = [draft for cell in row for draft in cell.drafts if not isinstance(draft, ParagraphDraft) or draft.text]
    return bool(drafts) and all(
        isinstance(draft, ParagraphDraft) and draft.role is StyleRole.PREFACE for draft in drafts
    )


def _cell_properties(element: Element) -> tuple[int, str | None, bool]:
    """Return how many grid columns a cell takes, its part in a vertical merge, whether it joins the cell before."""
    properties = element.find(f"{W}tcPr")
    span, merge, joined_left = 1, None, False
    for child in () if properties is None else properties:
        if child.tag == f"{W}gridSpan":
            span = max(whole_number(child.get(VAL), 1), 1)
        elif child.tag == f"{W}vMerge":
            merge = child.get(VAL, "continue")
        elif child.tag == f"{W}hMerge":
            joined_left = child.get(VAL, "continue") == "continue"
    return span, merge, joined_left


def _has_first_row(look: Element) -> bool:
    named = look.get(f"{W}firstRow")
    if named is not None:
        return named.lower() in ("1", "true", "on")
    try:
        return bool(int(look.get(VAL, "0"), 16) & FIRST_ROW_LOOKS_DIFFERENT)
    except ValueError:
        return False


def _with_words(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts that hold anything: a covered cell's usual empty paragraph is left out."""
    for draft in drafts:
        if not isinstance(draft, ParagraphDraft) or not draft.is_empty or draft.after:
            yield draft


def _unwrapped(children: Iterable[Element], wanted: str, aside: Callable[[Element], None]) -> Iterator[Element]:
    """Yield the `wanted` elements among `children` and in whatever wraps them; `aside` gets the others."""
    stack: list[Iterator[Element]] = [iter(children)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == wanted:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            chosen = choose_alternative(child)
            if chosen is not None:
                stack.append(iter(chosen))
        elif child.tag in _WRAPPERS:
            stack.append(iter(child))
        else:
            aside(child)
