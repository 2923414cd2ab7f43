"""Drafts made ready to be assembled: the same for a file of Word's and for what somebody pasted."""

from __future__ import annotations

from ratgeber_tools.readers.word.assembly.preparation import (
    captions_to_tables,
    hoist,
    titles_only_at_the_start,
    without_empty_paragraphs,
)
from ratgeber_tools.readers.word.context import DraftContext
from ratgeber_tools.readers.word.drafts import Draft, TableDraft
from ratgeber_tools.readers.word.repairs import repair


def made_ready(drafts: list[Draft], context: DraftContext, *, top: bool = False) -> list[Draft]:
    """Return drafts ready to be assembled, also those in cells and text boxes; only the text itself is `top`."""
    for draft in drafts:
        if isinstance(draft, TableDraft):
            for row in draft.rows:
                for cell in row:
                    cell.drafts = made_ready(cell.drafts, context)
            hoist(draft)
        elif draft.after:
            draft.after = made_ready(draft.after, context)
    kept = captions_to_tables(without_empty_paragraphs(drafts, literal=context.literal))
    if not context.literal:
        return repair(kept, context, top=top)
    titles_only_at_the_start(kept)
    return kept
