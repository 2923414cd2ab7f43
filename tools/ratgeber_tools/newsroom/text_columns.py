"""Text that has to fit a terminal: columns that give way, words shortened where they say least, lines broken."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

GAP = 2


def shortened(text: str, width: int) -> str:
    """Return `text` in at most `width` characters; a path keeps beginning and end, anything else its beginning."""
    if len(text) <= width:
        return text
    if width < 2:
        return "…"[:width]
    if "/" not in text:
        return text[: width - 1] + "…"
    head = (width - 1) // 3
    return f"{text[:head]}…{text[len(text) - (width - 1 - head) :]}"


def fitted(widths: Sequence[int], least: Mapping[int, int], total: int | None) -> list[int]:
    """Return the widths of columns that fit `total` characters with the gaps between them; None is room enough.

    Columns give way in the order of `least`, column → width below which it does not go; they may still be too wide.
    """
    found = list(widths)
    for column, minimum in least.items():
        excess = 0 if total is None else sum(found) + GAP * (len(found) - 1) - total
        if excess > 0:
            found[column] = max(min(minimum, found[column]), found[column] - excess)
    return found


def row(cells: Sequence[str], widths: Sequence[int], *, right: Sequence[bool]) -> str:
    """Return the cells of a row beneath those of the others."""
    shown = (shortened(cell, width) for cell, width in zip(cells, widths, strict=True))
    placed = (
        cell.rjust(width) if is_right else cell.ljust(width)
        for cell, width, is_right in zip(shown, widths, right, strict=True)
    )
    return (" " * GAP).join(placed).rstrip()


def broken(line: str, width: int | None) -> Iterator[str]:
    """Yield `line` in lines of at most `width` characters, those after the first indented; a long word stays whole."""
    if width is None or len(line) <= width:
        yield line
        return
    indent = " " * (len(line) - len(line.lstrip()))
    yield from textwrap.wrap(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
