"""Two copies of one paragraph, the one that went out and the one that came back: do they say the same?"""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.document import Image, Inlines, Link, NoteReference
from ratgeber_tools.outline import atoms
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.returned.copies import Copy
from ratgeber_tools.readers.word.returned.mending import mended
from ratgeber_tools.readers.word.returned.pieces import looks, outside_in
from ratgeber_tools.readers.word.returned.wordings import Passages, Wording, plain_address, without_languages


@dataclass(frozen=True, slots=True)
class Comparison:
    """Reads paragraphs of both copies in the same way."""

    ours: Copy
    theirs: Copy
    passages: Passages

    def words(self, draft: ParagraphDraft) -> Wording:
        """Return what a paragraph that came back says."""
        return self._words(draft, self.theirs)

    def is_same(self, sent: ParagraphDraft, draft: ParagraphDraft, wording: Wording) -> bool:
        """Say whether both say the same, or look the same to the character; `wording` is that of `draft`."""
        ours = self._words(sent, self.ours)
        if ours.changed != wording.changed:
            return False
        if without_languages(ours.inlines) == without_languages(wording.inlines):
            return True
        shown = self.passages.shown
        if looks(mended(outside_in(sent.pieces), shown)) != looks(mended(outside_in(draft.pieces), shown)):
            return False
        return _objects(ours.inlines) == _objects(wording.inlines)

    def _words(self, draft: ParagraphDraft, copy: Copy) -> Wording:
        pieces = [
            piece._replace(content=NoteReference(copy.labels.get(piece.content.label, piece.content.label)))
            if isinstance(piece.content, NoteReference)
            else piece
            for piece in draft.pieces
        ]
        return self.passages.words_of(pieces)


def _objects(inlines: Inlines) -> tuple[object, ...]:
    """Return the pictures and notes in a paragraph, and where its links lead."""
    objects = [atom for atom in atoms(inlines) if isinstance(atom, Image | NoteReference)]
    return (*objects, frozenset(plain_address(atom.target) for atom in atoms(inlines) if isinstance(atom, Link)))
