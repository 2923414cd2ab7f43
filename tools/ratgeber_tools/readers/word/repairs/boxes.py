"""Repair: tables that are none, drawn for the frame or the layout, give back what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import CellDraft, Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.repairs.pieces import is_wholly
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.style_names import StyleRole

#: What authors write over a frame, and the building block that says the same.
_TITLES = {
    "wichtig": "wichtig",
    "achtung": "wichtig",
    "tipp": "tipp",
}


def unwrapped(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """Return `drafts` with frames (tables of one cell) and layout tables (headings in cells) as what they hold."""
    result: list[Draft] = []
    for draft in drafts:
        if not isinstance(draft, TableDraft) or draft.caption is not None:
            result.append(draft)
            continue
        cells = [cell for row in draft.rows for cell in row]
        inside = [part for cell in cells for part in cell.drafts]
        words = " ".join(_words(inside))
        if len(cells) == 1 and words:
            text = f"Ein Rahmen (eine Tabelle mit einer Zelle) wurde zu Text ({quoted(words, longest=50)})."
            box = _box_of(inside)
            if box:
                inside = _boxed(inside, box)
                text = f"Ein Rahmen wurde zum Baustein „{box}“ ({quoted(words, longest=50)}): Prüfen Sie, ob er passt."
        elif len(cells) > 1 and not draft.header_rows and any(_is_laid_out(cell) for cell in cells):
            text = (
                f"Eine Tabelle, die nur der Anordnung diente, wurde zu Text ({quoted(words, longest=50)}): "
                "Prüfen Sie die Reihenfolge."
            )
        else:
            result.append(draft)
            continue
        if not inside:
            result.append(draft)
            continue
        inside[0].bookmarks = (*draft.bookmarks, *inside[0].bookmarks)
        inside[-1].editorial = [*inside[-1].editorial, *draft.editorial]
        report.add(Code.STRUCTURE_REPAIRED, text, words=words, position=draft.position)
        result.extend(inside)
    return result


def _is_laid_out(cell: CellDraft) -> bool:
    """Whether a cell holds a heading with its text; a heading alone is how authors set a head of a table."""
    heads = [_is_heading(draft) for draft in cell.drafts]
    return any(heads) and not all(heads)


def _is_heading(draft: Draft) -> bool:
    return (
        isinstance(draft, ParagraphDraft) and draft.role in (StyleRole.HEADING, StyleRole.TITLE) and not draft.is_empty
    )


def _box_of(inside: Sequence[Draft]) -> str:
    """Return the building block whose name a frame's first line is; empty if none, or if it holds what no box can."""
    first = inside[0]
    if len(inside) < 2 or not isinstance(first, ParagraphDraft) or first.after or not is_wholly(first.pieces):
        return ""
    plain = all(
        isinstance(draft, ParagraphDraft) and draft.role in (StyleRole.BODY, StyleRole.LIST, StyleRole.CONTINUATION)
        for draft in inside
    )
    return _TITLES.get(re.sub(r"\W", "", first.text).lower(), "") if plain else ""


def _boxed(inside: Sequence[Draft], box: str) -> list[Draft]:
    """Return a frame's paragraphs as the box's, without the line that names it: the box says its name itself."""
    first, *rest = inside
    rest[0].bookmarks = (*first.bookmarks, *rest[0].bookmarks)
    rest[0].editorial = [*first.editorial, *rest[0].editorial]
    for draft in rest:
        if isinstance(draft, ParagraphDraft):
            draft.role, draft.container = StyleRole.CONTAINER, box
    return rest


def _words(drafts: Sequence[Draft]) -> Iterator[str]:
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for row in draft.rows:
                for cell in row:
                    yield from _words(cell.drafts)
        else:
            yield draft.text.strip()
            yield from _words(draft.after)
