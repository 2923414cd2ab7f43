"""Between reading and assembling: empty paragraphs go, and what hangs in cells moves to where it can stand."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.style_names import StyleRole


def titles_only_at_the_start(drafts: list[Draft]) -> None:
    """Take the role of a title from paragraphs that come after running text: nothing but looks, there."""
    started = False
    for draft in drafts:
        if isinstance(draft, TableDraft):
            started = True
        elif draft.role is StyleRole.TITLE and started:
            draft.role = StyleRole.BODY
        elif draft.role not in (StyleRole.TITLE, StyleRole.PREFACE) and not draft.is_empty:
            started = True


def without_empty_paragraphs(drafts: list[Draft], *, literal: bool) -> list[Draft]:
    """Return `drafts` without paragraphs used as space; bookmarks in them go to the next block.

    Taken literally, a paragraph with a no-break space is one that somebody wanted.
    """
    kept: list[Draft] = []
    bookmarks: list[str] = []
    apart = False
    for draft in drafts:
        if (
            isinstance(draft, ParagraphDraft)
            and (draft.is_blank if literal else draft.is_empty)
            and not (draft.after or draft.editorial or draft.rule_below or draft.label)
        ):
            bookmarks += draft.bookmarks
            apart = True
            continue
        if isinstance(draft, ParagraphDraft):
            draft.is_apart = apart
        apart = False
        if bookmarks:
            draft.bookmarks = (*bookmarks, *draft.bookmarks)
            bookmarks = []
        kept.append(draft)
    if bookmarks and kept:
        kept[-1].bookmarks += tuple(bookmarks)
    return kept


def captions_to_tables(drafts: list[Draft]) -> list[Draft]:
    """Return `drafts` with each table's caption inside it: the caption above it, else the one below."""
    kept: list[Draft] = []
    for at, draft in enumerate(drafts):
        if (
            not isinstance(draft, ParagraphDraft)
            or draft.role is not StyleRole.CAPTION
            or draft.after
            or draft.is_empty
        ):
            kept.append(draft)
            continue
        following = drafts[at + 1] if at + 1 < len(drafts) else None
        before = kept[-1] if kept else None
        table = following if isinstance(following, TableDraft) else before
        if isinstance(table, TableDraft) and table.caption is None:
            table.caption = draft
            table.editorial[:0] = draft.editorial
        else:
            kept.append(draft)
    return kept


def hoist(table: TableDraft) -> None:
    """Move bookmarks and editorial notes out of a table's cells: neither can stand in one."""
    bookmarks = list(table.bookmarks)
    for draft in _in_cells(table):
        bookmarks += draft.bookmarks
        table.editorial.extend(draft.editorial)
        draft.bookmarks = ()
        draft.editorial = []
    table.bookmarks = tuple(bookmarks)


def _in_cells(table: TableDraft) -> Iterator[Draft]:
    for row in table.rows:
        for cell in row:
            yield from _all(cell.drafts)


def _all(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        yield draft
        if isinstance(draft, TableDraft):
            yield from _in_cells(draft)
        else:
            yield from _all(draft.after)
