"""Repairs in their order: what authors fake with looks becomes structure."""

from __future__ import annotations

from collections.abc import Sequence

from ratgeber_tools.document import Image
from ratgeber_tools.readers.word.context import DraftContext
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft
from ratgeber_tools.readers.word.repairs.boxes import unwrapped
from ratgeber_tools.readers.word.repairs.breaks import split_at_breaks
from ratgeber_tools.readers.word.repairs.contents import without_typed_contents
from ratgeber_tools.readers.word.repairs.headings import make_headings
from ratgeber_tools.readers.word.repairs.lists import make_lists, nest_by_indent
from ratgeber_tools.readers.word.repairs.mails import without_mail_heads
from ratgeber_tools.readers.word.repairs.pieces import (
    is_blank,
    with_edges_at_letters,
    without_blank_edges,
    without_marked_punctuation,
)
from ratgeber_tools.readers.word.repairs.tables import make_tables
from ratgeber_tools.readers.word.repairs.titles import join_titles, tidy_headings
from ratgeber_tools.readers.word.style_names import StyleRole

#: A paragraph marked with an outline level that is longer is text somebody marked by mistake.
_LONGEST_OUTLINE_HEADING = 120


def repair(drafts: Sequence[Draft], context: DraftContext, *, top: bool) -> list[Draft]:
    """Return repaired drafts; headings only at the `top` of the document, where they may stand."""
    report = context.report
    repaired: list[Draft] = list(drafts)
    if top:
        mail = without_mail_heads(without_typed_contents(unwrapped(repaired, report), report), report)
        context.title = mail.subject or context.title
        repaired = make_tables(mail.drafts, report)
    repaired = [
        part
        for draft in repaired
        for part in (split_at_breaks(draft, report) if isinstance(draft, ParagraphDraft) else (draft,))
    ]
    for draft in repaired:
        if isinstance(draft, ParagraphDraft) and len(draft.pieces) > 1:
            draft.pieces = with_edges_at_letters(without_marked_punctuation(draft.pieces))
    if top:
        _take_outline_levels(repaired)
        _leave_pictures(repaired)
    make_lists(repaired, report)
    nest_by_indent(repaired)
    for draft in repaired:
        if isinstance(draft, ParagraphDraft) and draft.role is not StyleRole.CODE:
            draft.pieces = without_blank_edges(draft.pieces)
    if top:
        repaired = join_titles(repaired, context.sizes)
        make_headings(repaired, context.sizes, report, title=context.title)
        tidy_headings(repaired, report)
    return repaired


def _leave_pictures(drafts: Sequence[Draft]) -> None:
    """Make paragraphs of headings that hold a picture and no word: they name nothing."""
    for draft in drafts:
        if (
            isinstance(draft, ParagraphDraft)
            and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
            and any(isinstance(piece.content, Image) for piece in draft.pieces)
            and all(isinstance(piece.content, Image) or is_blank([piece]) for piece in draft.pieces)
        ):
            draft.role, draft.level = StyleRole.BODY, 0


def _take_outline_levels(drafts: Sequence[Draft]) -> None:
    """Make headings of paragraphs that carry an outline level of their own, without a heading style."""
    for draft in drafts:
        if (
            isinstance(draft, ParagraphDraft)
            and draft.outline is not None
            and draft.role in (StyleRole.BODY, StyleRole.LIST, StyleRole.PREFACE)
            and len(draft.text.strip()) <= _LONGEST_OUTLINE_HEADING
        ):
            draft.role, draft.level, draft.label = StyleRole.HEADING, draft.outline + 1, None
