"""Protected passages whose marks are gone, found again by the words they were shown with, where those are clear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ratgeber_tools.document import CrossReference, Foreign, Inline, Link, Math, Role
from ratgeber_tools.readers.word.drafts import DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.returned.pieces import line_of, names_in, order_of, singled


def is_sealed(atom: Inline) -> bool:
    """Say whether Word lets nobody type into a passage, so that it must not become plain text unnoticed."""
    match atom:
        case Role() | Math() | Foreign():
            return True
        case Link(children=children) | CrossReference(children=children):
            return not children
        case _:
            return False


@dataclass(frozen=True, slots=True)
class Recovery:
    """Finds passages by their words; `atoms` and `shown` are all passages of the chapter and how they went out."""

    atoms: Mapping[str, Inline]
    shown: Mapping[str, str]

    def restore(self, draft: ParagraphDraft, sent: ParagraphDraft, *, gone: Iterable[str]) -> None:
        """Mark the passages of `draft` as in `sent`, the same paragraph or one it is a copy of.

        Where both say the same, so do their passages, wherever the old Word format has put the marks; otherwise those
        that are `gone` are looked for.
        """
        single, before = singled(draft.pieces), singled(sent.pieces)
        is_plain = names_in(sent.pieces) == {name for piece in sent.pieces for name in piece.passages}
        if is_plain and line_of(single) == line_of(before):
            draft.pieces = [
                piece._replace(passages=known.passages) for piece, known in zip(single, before, strict=True)
            ]
            return
        if wanted := [name for name in gone if name in self.atoms]:
            self.find([draft], wanted)

    def find(self, drafts: Sequence[ParagraphDraft], wanted: Iterable[str]) -> list[str]:
        """Mark the passages `wanted` in `drafts` where their words are clear; return those that are there unclearly."""
        by_words: dict[str, list[str]] = defaultdict(list)
        for name in wanted:
            if name in self.atoms and self.shown.get(name, "").strip():
                by_words[self.shown[name]].append(name)
        unclear: list[str] = []
        # The longer ones first: "1. März 2027" takes its place before "1. März" could be looked for inside of it.
        for words in sorted(by_words, key=len, reverse=True):
            names = by_words[words]
            places = [(draft, at) for draft in drafts for at in _places(draft, words)]
            same = len({self.atoms[name] for name in names}) == 1
            if not places:
                continue
            if not same and len(places) != len(names):
                unclear.extend(names)
                continue
            if same and len(places) > len(names) and not is_sealed(self.atoms[names[0]]):
                continue  # the words of a link, typed elsewhere as well
            padded = names + names[-1:] * (len(places) - len(names))
            for (draft, at), name in zip(places, padded, strict=False):
                single = singled(draft.pieces)
                single[at : at + len(words)] = [_marked(piece, [name]) for piece in single[at : at + len(words)]]
                draft.pieces = single
        return unclear


def _places(draft: ParagraphDraft, words: str) -> list[int]:
    """Return where `words` stand by themselves in a paragraph, outside of passages that are known."""
    single = singled(draft.pieces)
    line = line_of(single)
    edges = ("(?<!\\w)" if words[0].isalnum() else "") + re.escape(words) + ("(?!\\w)" if words[-1].isalnum() else "")
    return [
        match.start()
        for match in re.finditer(edges, line)
        if not any(single[at].passages for at in range(match.start(), match.end()))
    ]


def _marked(piece: DraftPiece, names: Sequence[str]) -> DraftPiece:
    if not names:
        return piece
    return piece._replace(passages=tuple(sorted({*piece.passages, *names}, key=order_of)))
