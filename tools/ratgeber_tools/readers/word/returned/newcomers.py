"""Paragraphs that are new, or look otherwise than they did: what they are now, by style, and where they belong."""

from __future__ import annotations

from collections.abc import Sequence

from ratgeber_tools.document import Figure, Heading, Image, Inlines, Paragraph, ThematicBreak
from ratgeber_tools.outline import Kind, Path, Placed, Unit
from ratgeber_tools.readers.word.assembly.kinds import is_item
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.returned.places import Places
from ratgeber_tools.readers.word.style_names import StyleRole


def place_new(
    draft: ParagraphDraft, words: Inlines, before: Sequence[Placed], places: Places, *, unit: Unit | None = None
) -> list[Placed]:
    """Return a paragraph that says `words` behind `before`; a restyled one keeps targets and lines of `unit`."""
    if not words:
        return [Placed((), Kind.BLOCK, ThematicBreak())] if draft.rule_below and unit is None else []
    identifiers, lines = ((), None) if unit is None else (unit.block.identifiers, unit.block.lines)
    last: Path = before[-1].path if before else ()
    if draft.role in (StyleRole.HEADING, StyleRole.TITLE):
        level = 1 if draft.role is StyleRole.TITLE else min(draft.level, 6)
        return [Placed((), Kind.BLOCK, Heading(level, words, identifiers=identifiers, lines=lines))]
    if draft.role is StyleRole.TERM:
        return [Placed(places.of_term(last), Kind.TERM, words=words)]
    if unit is None and len(words) == 1 and isinstance(words[0], Image) and not is_item(draft):
        figure = Figure(words[0])
        path = places.of_paragraph(draft, last)
        return [Placed((*path, places.new_step(places.new_parent(figure))), Kind.PICTURE, figure)]
    if unit is None and draft.role is StyleRole.CAPTION and before and before[-1].kind is Kind.PICTURE:
        return [Placed(last, Kind.CAPTION, words=words)]
    block = Paragraph(words, identifiers=identifiers, lines=lines)
    path = places.of_item(draft, last) if is_item(draft) else places.of_paragraph(draft, last)
    return [Placed(path, Kind.BLOCK, block)]
