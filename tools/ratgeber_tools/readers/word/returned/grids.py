"""Tables that came back: which table of the chapter each is, and its cells in the chapter's own shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ratgeber_tools.document import Blocks, Cell, Table
from ratgeber_tools.outline import Kind, Outline, Unit, with_cells
from ratgeber_tools.readers.word.drafts import Draft, TableDraft
from ratgeber_tools.readers.word.returned.copies import Copy, paragraphs_in
from ratgeber_tools.readers.word.returned.identity import Identity
from ratgeber_tools.readers.word.style_names import StyleRole


@dataclass(slots=True)
class Grids:
    """Knows the tables of the chapter, as they went out and as they came back."""

    of_draft: dict[int, Unit] = field(default_factory=dict)  # by id of the returned table
    sent: dict[int, TableDraft] = field(default_factory=dict)  # by number of the unit
    is_by_libreoffice: bool = False

    def table(self, draft: TableDraft, blocks: Callable[[Sequence[Draft]], Blocks]) -> Table:
        """Return a returned table; `blocks` makes what is in a cell."""
        rows = [[Cell(blocks(cell.drafts), cell.row_span, cell.column_span) for cell in row] for row in draft.rows]
        unit = self.of_draft.get(id(draft))
        if unit is None:
            return with_cells(Table((), draft.header_rows), rows)
        table, sent = unit.block, self.sent.get(unit.number)
        assert isinstance(table, Table)
        if sent is not None and grid_shape(sent) == grid_shape(draft):
            rows = _as_the_chapter_has_it(table, rows)
        elif self.is_by_libreoffice and _is_merged(table) and _full_cells(rows) == _full_cells(_cells(table)):
            rows = _cells(table)  # a row of covered cells only got lost
        same_head = sent is None or draft.header_rows == sent.header_rows or self._is_made_up(sent, draft)
        return with_cells(table, rows, header_rows=table.header_rows if same_head else draft.header_rows)

    def _is_made_up(self, sent: TableDraft, draft: TableDraft) -> bool:
        """Whether LibreOffice changed the header rows by itself: it makes one of a first row, and forgets others."""
        if not self.is_by_libreoffice or draft.header_rows > max(sent.header_rows, 1):
            return False
        return _rows_of_headings(sent) == _rows_of_headings(draft)


def _rows_of_headings(draft: TableDraft) -> int:
    """Return how many rows at the top hold paragraphs in the style of table headings."""
    rows = 0
    for row in draft.rows:
        if not any(paragraph.role is StyleRole.PREFACE for cell in row for paragraph in paragraphs_in(cell.drafts)):
            break
        rows += 1
    return rows


def match_grids(outline: Outline, ours: Copy, here: Identity, theirs: Copy, there: Identity) -> Grids:
    """Return which table is which, by the paragraphs in them.

    Tables without any are matched in their order, those of a note (by the labels the copies know) in that note.
    """
    grids = {unit.number: unit for unit in outline.everything() if unit.kind is Kind.GRID}
    notes = {unit.number: label for label, units in outline.notes.items() for unit in every_unit(units)}
    inside = {
        number: {unit.number for unit in inner_units(grid) if unit.kind is not Kind.GRID}
        for number, grid in grids.items()
    }
    found = Grids(is_by_libreoffice=theirs.is_by_libreoffice)
    for number, draft in _pairs(grids, notes, inside, ours, here):
        found.sent[number] = draft
    for number, draft in _pairs(grids, notes, inside, theirs, there):
        found.of_draft[id(draft)] = grids[number]
    return found


def _pairs(
    grids: Mapping[int, Unit],
    notes: Mapping[int, str],
    inside: Mapping[int, set[int]],
    copy: Copy,
    identity: Identity,
) -> Iterator[tuple[int, TableDraft]]:
    free = dict.fromkeys(grids)
    empty: list[tuple[str, TableDraft]] = []
    for label, draft in reversed(list(copy.tables())):
        numbers = {n for paragraph in paragraphs_in([draft]) if (n := identity.of(paragraph)) is not None}
        # a table and the one around it both hold the paragraphs of the inner one: the smaller, or later, one fits
        best = max(free, key=lambda grid: (len(numbers & inside[grid]), -len(inside[grid]), grid), default=None)
        if best is not None and numbers & inside[best]:
            del free[best]
            yield best, draft
        elif not any(paragraph.text.strip() for paragraph in paragraphs_in([draft])):
            empty.insert(0, (label, draft))
    for number in [number for number in free if not inside[number]]:
        shape = _shape_of(grids[number])
        fits = (entry for entry in empty if entry[0] == notes.get(number, "") and _fits(shape, entry[1]))
        if (entry := next(fits, None)) is not None:
            empty = [other for other in empty if other is not entry]
            yield number, entry[1]


def grid_shape(draft: TableDraft) -> list[list[tuple[int, int]]]:
    """Return the spans of a table's cells, row by row, without columns that no cell begins or ends at."""
    covered: dict[int, set[int]] = {}
    starts: list[list[tuple[int, int, int]]] = []  # column, rows, columns
    for at, row in enumerate(draft.rows):
        column, taken = 0, covered.pop(at, set())
        starts.append([])
        for cell in row:
            while column in taken:
                column += 1
            starts[-1].append((column, cell.row_span, cell.column_span))
            for below in range(at + 1, at + cell.row_span):
                covered.setdefault(below, set()).update(range(column, column + cell.column_span))
            column += cell.column_span
    edges = {edge for cells in starts for column, _, width in cells for edge in (column, column + width)}
    number = {edge: at for at, edge in enumerate(sorted(edges))}
    return [[(rows, number[column + width] - number[column]) for column, rows, width in cells] for cells in starts]


def _shape_of(grid: Unit) -> list[int]:
    assert isinstance(grid.block, Table)
    return [len(row.cells) for row in grid.block.rows]


def _fits(shape: Sequence[int], draft: TableDraft) -> bool:
    """Whether an empty table has the rows of one of the chapter; short ones were filled up with cells."""
    return len(shape) == len(draft.rows) and all(
        len(row) >= cells for cells, row in zip(shape, draft.rows, strict=True)
    )


def inner_units(grid: Unit) -> Iterator[Unit]:
    """Yield every unit in a table's cells."""
    for row in grid.cells:
        for cell in row:
            yield from every_unit(cell)


def every_unit(units: Iterable[Unit]) -> Iterator[Unit]:
    """Yield units and what is in their cells."""
    for unit in units:
        yield unit
        yield from inner_units(unit)


def _cells(table: Table) -> list[list[Cell]]:
    return [list(row.cells) for row in table.rows]


def _is_merged(table: Table) -> bool:
    return any(cell.row_span > 1 or cell.column_span > 1 for row in table.rows for cell in row.cells)


def _full_cells(rows: list[list[Cell]]) -> list[Blocks]:
    return [cell.blocks for row in rows for cell in row if cell.blocks]


def _as_the_chapter_has_it(table: Table, rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return `rows` with the chapter's own spans, without the empty cells that Word wants at the end of short rows."""
    if len(rows) != len(table.rows):
        return rows
    shaped: list[list[Cell]] = []
    for known, cells in zip(table.rows, rows, strict=True):
        if len(cells) < len(known.cells) or any(cell.blocks for cell in cells[len(known.cells) :]):
            return rows
        shaped.append([replace(own, blocks=cell.blocks) for own, cell in zip(known.cells, cells, strict=False)])
    return shaped
