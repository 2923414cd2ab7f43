"""Tables entered by row: a changed row is written, the others and the head stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from ratgeber_tools.document import LineRange, Row, Table
from ratgeber_tools.roundtrip.patching.elements import Known, Sequences, WholeError
from ratgeber_tools.roundtrip.patching.source import SourceLine, SourcePlace, placed
from ratgeber_tools.writers import tables

if TYPE_CHECKING:
    from ratgeber_tools.roundtrip.patching.patcher import Patcher

_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_TARGET = re.compile(r"\([^)]+\)=\s*\Z")


class TableLines(NamedTuple):
    """A patched table: what stays before the rows, the rows, and the line that closes its fence, if it has one."""

    head: list[SourceLine]
    body: list[SourceLine]
    close: int | None


def rows_of(patcher: Patcher, old: Known[Any], new: Table, place: SourcePlace) -> TableLines:
    """Return `new` in place of `old`; raises `WholeError` where more than rows changed."""
    before: Table = old.element
    if not before.rows or not new.rows or replace(new, rows=()) != replace(before, rows=()):
        raise WholeError
    first = next(
        line for line in range(*old.lines) if not _TARGET.match(patcher.source.text(line)[len(place.rest) :].strip())
    )
    fence = patcher.source.text(first).lstrip(" \t>")
    if fence.startswith((":::", "```", "~~~")):
        return _list_table(patcher, old, new, place)
    return _pipe_table(patcher, old, new, place, first)


def _pipe_table(patcher: Patcher, old: Known[Any], new: Table, place: SourcePlace, first: int) -> TableLines:
    before: Table = old.element
    delimiter = first + 1
    is_drawn = delimiter < old.lines.end and _DELIMITER.match(patcher.source.text(delimiter)[len(place.rest) :].strip())
    same_head = before.rows[0] == new.rows[0]
    if not is_drawn or not tables.fits_pipes(new) or old.lines.end - delimiter != len(before.rows):
        raise WholeError
    if len(before.rows[0].cells) != len(new.rows[0].cells):
        raise WholeError

    def write(row: Row) -> list[str]:
        return [tables.write_pipe_row(row, write_line=patcher.writer.write_line)]

    title: list[SourceLine] = [first] if same_head else placed(write(new.rows[0]), place)
    known = [(row, LineRange(delimiter + at, delimiter + at + 1)) for at, row in enumerate(before.rows) if at]
    body = _rows(patcher, known, new.rows[1:], place.continued, write)
    return TableLines([*range(old.lines.first, first), *title, delimiter], body, None)


def _list_table(patcher: Patcher, old: Known[Any], new: Table, place: SourcePlace) -> TableLines:
    before: Table = old.element
    close = old.lines.end - 1
    starts: list[int] = []
    for row in before.rows:
        block = row.cells[0].blocks[0] if row.cells and row.cells[0].blocks else None
        if block is None or block.lines is None:
            raise WholeError
        starts.append(block.lines.first)
    sign = patcher.source.text(starts[0])[len(place.rest) :][:1]
    if sign not in tuple("-*+") or patcher.source.text(close).strip(" \t>:`~"):
        raise WholeError
    known = []
    for row, start, following in zip(before.rows, starts, [*starts[1:], close], strict=True):
        end = following
        while end > start + 1 and not patcher.source.text(end - 1).strip(" \t>"):
            end -= 1
        known.append((row, LineRange(start, end)))

    def write(row: Row) -> list[str]:
        first, *others = tables.write_list_row(
            row, write_blocks=lambda blocks: patcher.writer.write_blocks(blocks, is_first=True, parent_marker="-")
        )
        return [sign + first[1:], *others]

    body = _rows(patcher, known, new.rows, place.continued, write)
    return TableLines(list(range(old.lines.first, starts[0])), body, close)


def _rows(
    patcher: Patcher, known: Sequence[tuple[Row, LineRange]], rows: Sequence[Row], place: SourcePlace,
    write: Callable[[Row], list[str]],
) -> list[SourceLine]:  # fmt: skip
    def enter(old: Known[Row], new: Row, at: SourcePlace) -> list[SourceLine]:
        raise WholeError

    def written(row: Row, at: SourcePlace, before: Sequence[SourceLine]) -> list[SourceLine]:
        return placed(write(row), at)

    entries = [Known(row, lines) for row, lines in known]
    return patcher.sequence(entries, rows, place, Sequences(write=written, enter=enter, gap=()))
