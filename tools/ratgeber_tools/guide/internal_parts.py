"""What of a chapter is for the editors only: notes, conflicts, comments, and footnotes nothing else refers to.

Which directives are internal says `dialect.CONTAINERS`.  A comment without words is left where something goes: two
lists it kept apart would else grow into one and be numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools.readers.myst.parts import (
    COMMENT,
    PartKind,
    SourcePart,
    Span,
    inline_comments,
    read_parts,
    walk_parts,
)

#: What stands where a block was, and where words of a line were.
SEPARATOR = "%"
INLINE_SEPARATOR = "<!-- -->"

_TABLES = frozenset({dialect.TABLE_DIRECTIVE, "list-table"})
#: Lists of a table's source that are rows and cells and have to stay.
_TABLE_DEPTH = 2


class _SourceEdit(NamedTuple):
    span: Span
    replacement: str


def without_internal_parts(text: str) -> str:
    """Return a chapter's text without what is internal, every other character kept; the head is left alone.

    Line ends become `\\n`.
    """
    normalised = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = read_parts(normalised)
    edits = [*_edits(parts), *_orphaned_notes(parts)]
    result = normalised
    for edit in sorted(edits, reverse=True):
        result = result[: edit.span.start] + edit.replacement + result[edit.span.end :]
    return result


def without_inline_comments(text: str) -> str:
    """Return a sentence without HTML comments."""
    for comment in reversed(inline_comments(text)):
        text = text[: comment.start].rstrip(" ") + " " + text[comment.end :].lstrip(" ")
    return text.strip(" ")


def internal_places(text: str) -> tuple[tuple[str, int], ...]:
    """Return the name and the 1-based line of each internal directive in a chapter's text, in reading order."""
    normalised = text.replace("\r\n", "\n").replace("\r", "\n")
    found = (part for part in walk_parts(read_parts(normalised)) if _is_internal_directive(part))
    return tuple((part.name, normalised.count("\n", 0, part.span.start) + 1) for part in found)


def _is_internal_directive(part: SourcePart) -> bool:
    spec = dialect.CONTAINERS.get(part.name)
    return part.kind is PartKind.DIRECTIVE and spec is not None and spec.internal


def _is_internal(part: SourcePart) -> bool:
    """Say whether nothing of a part is for parents; a list, quotation or box goes with all it holds."""
    if part.kind is PartKind.COMMENT or _is_internal_directive(part):
        return True
    is_empty_box = part.kind is PartKind.DIRECTIVE and part.name in dialect.CONTAINERS and not _says_something(part)
    if part.kind in (PartKind.LIST, PartKind.ITEM, PartKind.QUOTE) or is_empty_box:
        return bool(part.children) and all(map(_is_internal, part.children))
    return False


def _says_something(part: SourcePart) -> bool:
    """Say whether a directive's argument holds more than comments."""
    return bool(COMMENT.sub("", part.argument).strip())


def _comment_edits(part: SourcePart) -> Iterator[_SourceEdit]:
    is_only_argument = part.kind is PartKind.DIRECTIVE and not _says_something(part)
    for comment in part.comments:
        yield _SourceEdit(comment, "" if is_only_argument else INLINE_SEPARATOR)


def _edits(parts: Iterable[SourcePart], *, table_depth: int = 0) -> Iterator[_SourceEdit]:
    for part in parts:
        is_table_list = table_depth > 0 and part.kind is PartKind.LIST
        if _is_internal(part) and not is_table_list:
            yield _SourceEdit(part.span, SEPARATOR)
            continue
        yield from _comment_edits(part)
        if is_table_list:
            for item in part.children:
                yield from _edits(item.children, table_depth=table_depth - 1)
        elif part.kind is PartKind.LIST:
            yield from _list_edits(part.children)
        else:
            is_table = part.kind is PartKind.DIRECTIVE and part.name in _TABLES
            yield from _edits(part.children, table_depth=_TABLE_DEPTH if is_table else 0)


def _list_edits(items: Sequence[SourcePart]) -> Iterator[_SourceEdit]:
    """Take out whole items; the first sign of a list stays, because an ordered list counts from it."""
    previous: SourcePart | None = None
    runs = [(internal, list(run)) for internal, run in groupby(items, key=_is_internal)]
    for index, (internal, run) in enumerate(runs):
        if not internal:
            for item in run:
                yield from _comment_edits(item)
                yield from _edits(item.children)
            previous = run[-1]
        elif previous is not None:
            yield _SourceEdit(Span(previous.span.end, run[-1].span.end), "")
        else:
            yield _SourceEdit(Span(run[0].span.start, runs[index + 1][1][0].span.start), "")


def _orphaned_notes(parts: Sequence[SourcePart]) -> Iterator[_SourceEdit]:
    """Take out footnotes that only internal parts refer to, or nothing at all."""
    notes = [part for part in parts if part.kind is PartKind.NOTE]
    kept: set[str] = set()
    waiting = list(_references(part for part in parts if part.kind is not PartKind.NOTE))
    while waiting:
        label = waiting.pop()
        if label not in kept:
            kept.add(label)
            waiting.extend(_references(part for part in notes if part.name == label))
    yield from (_SourceEdit(note.span, SEPARATOR) for note in notes if note.name not in kept)


def _references(parts: Iterable[SourcePart]) -> Iterator[str]:
    for part in parts:
        if not _is_internal(part):
            yield from part.references
            yield from _references(part.children)
