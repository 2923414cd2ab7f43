"""Which column of a table is which column of its later version."""

from __future__ import annotations

from ratgeber_tools.document import Row, Table
from ratgeber_tools.roundtrip.merge.alignment import align, moved

#: Index of a column in the table as it was and as it will be; None where it is not there.
Column = tuple[int | None, int | None]


def columns(before: Table, after: Table) -> tuple[Column, ...] | None:
    """Return the columns of both versions in the order of the later one, None where cells span or rows differ."""
    widths = [{len(row.cells) for row in table.rows} for table in (before, after)]
    if any(len(width) != 1 for width in widths) or before.has_spans or after.has_spans:
        return None
    (old,), (new,) = widths
    if old == new:
        return tuple((at, at) for at in range(old))
    matching = align(_columns_of(before), _columns_of(after))
    for index in moved(matching):
        del matching[index]
    found: list[Column] = []
    old_at = new_at = 0
    for index, at in [*sorted(matching.items()), (old, new)]:
        found += [(gone, None) for gone in range(old_at, index)]
        found += [(None, come) for come in range(new_at, at)]
        if index < old:
            found.append((index, at))
        old_at, new_at = index + 1, at + 1
    return tuple(found)


def _columns_of(table: Table) -> tuple[Row, ...]:
    return tuple(Row(cells) for cells in zip(*(row.cells for row in table.rows), strict=True))
