"""The footnotes of a merged chapter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from ratgeber_tools.document import Blocks, Document, Heading, Paragraph, iterate_blocks
from ratgeber_tools.roundtrip.merge.alignment import Cluster, likeness, lines_of, words_of
from ratgeber_tools.roundtrip.merge.boxes import NOTE, Box
from ratgeber_tools.roundtrip.merge.merger import Merger
from ratgeber_tools.roundtrip.shifting import rename_notes
from ratgeber_tools.traversal import note_labels

#: Two notes are one if so many of their words, or of the words their signs stand at, are the same.
_ALIKE = 0.5


def with_own_notes(base: Document, ours: Document, theirs: Document) -> tuple[Document, Document]:
    """Return `base` and `theirs` with each note under the label we have it under, a new one under one nobody else has.

    A note that went out keeps its label.  One that a reviewer had added in an earlier file, which is the base now, has
    no source lines there: another number came of it if she or we put in one before it since.
    """
    added = [label for label, blocks in base.notes.items() if lines_of(Cluster(blocks)) is None]
    sent = [label for label in base.notes if label not in added]
    fresh = [label for label in ours.notes if label not in sent]
    again = _same_notes(base, theirs, added, [label for label in theirs.notes if label not in sent])
    standing = _same_notes(base, ours, added, fresh)
    taken = {*sent, *ours.notes}
    of_base = {label: standing.get(label) or _free(label, taken) for label in added}
    of_theirs = {again[label]: of_base[label] for label in again}
    for label in theirs.notes:
        if label in sent or label in of_theirs:
            continue
        same = [
            known
            for known in fresh
            if ours.notes[known] == theirs.notes[label] and known not in (*of_theirs.values(), *of_base.values())
        ]
        of_theirs[label] = (label if label in same else same[0]) if same else _free(label, taken)
    return rename_notes(base, of_base), rename_notes(theirs, of_theirs)


def _free(label: str, taken: set[str]) -> str:
    """Return `label`, or another one if it is taken, and take it."""
    found = label if label not in taken else next(str(n) for n in count(1) if str(n) not in taken)
    taken.add(found)
    return found


def _same_notes(one: Document, other: Document, labels: Sequence[str], others: Sequence[str]) -> dict[str, str]:
    """Return label → label there of the same note: by its text, else by what is alike, of it or of what its sign is at.

    Equal ones come first, of these those under the same label.
    """
    places = _places(one), _places(other)
    scored = []
    for label in labels:
        for there in others:
            here, now = one.notes[label], other.notes[there]
            words = likeness(words_of(Cluster(here)), words_of(Cluster(now)))
            place = likeness(places[0].get(label, []), places[1].get(there, []))
            if here == now or max(words, place) >= _ALIKE:
                scored.append((here == now, words + place, label == there, label, there))
    found: dict[str, str] = {}
    for *_, label, there in sorted(scored, key=lambda entry: entry[:3], reverse=True):
        if label not in found and there not in found.values():
            found[label] = there
    return found


def _places(document: Document) -> dict[str, list[str]]:
    """Return the words of the paragraphs that the signs of notes stand in, by the notes' labels."""
    leaves = (block for block in iterate_blocks(document.blocks) if isinstance(block, Heading | Paragraph))
    return {label: words_of(block) for block in leaves for label in note_labels((block,))}


def merge_notes(
    merger: Merger, blocks: Blocks, base: Document, ours: Document, theirs: Document
) -> tuple[Mapping[str, Blocks], tuple[Box, ...]]:
    """Return the notes of the merged `blocks`, in the order of their signs, and those that lost theirs in a conflict.

    A note whose sign one side took out goes with it, unless the other side changed the note.
    """
    shown = note_labels(blocks)
    unshown = [label for label in ours.notes if label not in shown and label not in note_labels(ours.blocks)]
    notes: dict[str, Blocks] = {}
    homeless: list[Box] = []
    for label in dict.fromkeys([*shown, *ours.notes, *theirs.notes]):
        old, mine, other = (version.notes.get(label) for version in (base, ours, theirs))
        if label in shown or label in unshown:
            if mine is not None and other is not None:
                notes[label] = merger.blocks(old or (), mine, other)
            elif mine is not None or other is not None:
                notes[label] = mine or other or ()
        elif old is not None and (mine or old) != old and (other or old) != old:
            homeless.append(merger.box(mine or (), other or (), NOTE))
        elif old is not None and (mine or old) != old:
            homeless.append(merger.box(mine or (), (), NOTE))
        elif old is not None and (other or old) != old:
            homeless.append(merger.box((), other or (), NOTE))
    merger.conflicts += len(homeless)
    return notes, tuple(homeless)
