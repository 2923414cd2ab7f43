"""The footnotes of a merged chapter."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from ratgeber_tools.document import Blocks, Document
from ratgeber_tools.editorial.merge.boxes import NOTE, Box
from ratgeber_tools.editorial.merge.merger import Merger
from ratgeber_tools.editorial.merge.references import note_labels, rename_notes


def with_own_notes(base: Document, ours: Document, theirs: Document) -> Document:
    """Return `theirs` with each new note under a label nobody else has, or the one we have the same note under."""
    fresh = [label for label in ours.notes if label not in base.notes]
    names: dict[str, str] = {}
    for label in theirs.notes:
        if label in base.notes:
            continue
        same = [known for known in fresh if ours.notes[known] == theirs.notes[label] and known not in names.values()]
        if same:
            names[label] = label if label in same else same[0]
        elif label in ours.notes or label in names.values():
            taken = {*base.notes, *ours.notes, *theirs.notes, *names.values()}
            names[label] = next(str(number) for number in count(1) if str(number) not in taken)
    return rename_notes(theirs, names) if names else theirs


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
