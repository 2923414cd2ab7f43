"""What a paragraph is, looked at alone."""

from __future__ import annotations

from collections.abc import Sequence

from ratgeber_tools.document import Image, LineBreak
from ratgeber_tools.readers.word.drafts import DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.style_names import StyleRole


def is_item(draft: ParagraphDraft) -> bool:
    """Whether Word prints a bullet or number before a paragraph."""
    return draft.label is not None and draft.label.level.has_marker


def is_code(draft: ParagraphDraft) -> bool:
    """Whether a paragraph is code; with a picture or a note in it, it is none, since code holds only characters."""
    return draft.role is StyleRole.CODE and all(isinstance(piece.content, str | LineBreak) for piece in draft.pieces)


def only_images(pieces: Sequence[DraftPiece]) -> list[Image] | None:
    """Return the pictures of a paragraph that holds nothing else; None if it holds anything else, or links one."""
    images: list[Image] = []
    for piece in pieces:
        if isinstance(piece.content, Image) and piece.target is None:
            images.append(piece.content)
        elif not isinstance(piece.content, LineBreak) and not (
            isinstance(piece.content, str) and not piece.content.strip()
        ):
            return None
    return images or None
