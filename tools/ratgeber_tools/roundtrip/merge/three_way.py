"""Base, our version and theirs of a chapter → the merged chapter, with conflicts where both sides disagree.

Whatever one side alone changed, moved, added or took out is taken.  Where both changed the same words differently,
both versions stay, in a `{konflikt}` in place of the passage or, where no box can stand, behind it.  A sentence with
changes of both sides in different places is merged and reported, if half of it still stands.  Another file about a
passage in conflict adds its version to the box, unless a version there says the same.  The result is counted through,
and what no rule explains is in a conflict as well (see `audit`).

Nothing here guesses whether theirs was merged into ours before: whoever calls says so by the base, which then is what
was read of theirs (see `roundtrip.readings`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ratgeber_tools.document import Blocks, Document
from ratgeber_tools.roundtrip.merge.audit import doubts
from ratgeber_tools.roundtrip.merge.boxes import (
    FROM_WORD,
    Box,
    VersionSource,
    count_targets,
    identifiers_in,
    with_targets_once,
)
from ratgeber_tools.roundtrip.merge.enclosing import Versions, enclosed
from ratgeber_tools.roundtrip.merge.merger import Merger
from ratgeber_tools.roundtrip.merge.notes import merge_notes, with_own_notes
from ratgeber_tools.roundtrip.merge.standing import standing
from ratgeber_tools.roundtrip.merge.strays import Strays, numbered, without_numbers
from ratgeber_tools.roundtrip.merge.touched import put_back, touched

__all__ = ["FROM_WORD", "Merge", "VersionSource", "merge"]

#: So many sentences in doubt are put into conflicts, one after the other; where that leads nowhere, they are named.
_MOST_DOUBTS = 20


@dataclass(frozen=True, slots=True)
class Merge:
    """The merged chapter, how many conflicts this merge met, and sentences that hold changes of both sides.

    `notices` are German sentences on what else somebody should look at.
    """

    document: Document
    conflicts: int
    mixed: tuple[str, ...]
    notices: tuple[str, ...] = ()


def merge(
    base: Document,
    ours: Document,
    theirs: Document,
    *,
    by_lines: bool = False,
    source: VersionSource = FROM_WORD,
    keeps_both: bool = False,
) -> Merge:
    """Merge `theirs` into `ours`; `by_lines` says that its blocks carry the source lines of `base`.

    `source` is where theirs comes from, for conflicts to say so.  With `keeps_both` what both sides put in at one
    place stays, ours first: right where people write at the same time, wrong where each read the text alone.

    The front matter is ours: it does not go out.
    """
    if (theirs.blocks, theirs.notes) in ((base.blocks, base.notes), (ours.blocks, ours.notes)):
        return Merge(ours, 0, ())
    merger = Merger(by_lines=by_lines, source=source, keeps_both=keeps_both)
    stretches = touched(base, ours, theirs)
    if stretches is None:
        return _whole(base, ours, theirs, merger)
    made = [_whole(Document(each.base), Document(each.ours), Document(each.theirs), merger) for each in stretches]
    document = put_back(ours, zip(stretches, (each.document.blocks for each in made), strict=True))
    if document is None:
        return _whole(base, ours, theirs, merger)
    return Merge(
        document,
        sum(each.conflicts for each in made),
        tuple(sentence for each in made for sentence in each.mixed),
        tuple(dict.fromkeys(notice for each in made for notice in each.notices)),
    )


def _whole(base: Document, ours: Document, theirs: Document, way: Merger) -> Merge:
    """Merge documents, or stretches of such; `way` says how, as `merge` was asked to."""
    lost = identifiers_in(base.blocks) - identifiers_in(theirs.blocks)
    if (ours.blocks, ours.notes) == (base.blocks, base.notes) and not lost:
        return Merge(replace(theirs, front_matter=ours.front_matter), 0, ())
    if (theirs.blocks, theirs.notes) == (base.blocks, base.notes):
        return Merge(ours, 0, ())
    base, theirs = with_own_notes(base, ours, theirs)
    base, ours, theirs = numbered(base, ours, theirs)
    strays = Strays.of(base, ours, theirs, by_lines=way.by_lines)
    result, all_found = _merged(base, ours, theirs, way.anew(targets=lost, strays=strays))
    if not all_found:  # what was moved and changed is then in a conflict where it was
        result, _ = _merged(base, ours, theirs, way.anew(targets=lost))
    return result


def _merged(base: Document, ours: Document, theirs: Document, merger: Merger) -> tuple[Merge, bool]:
    """Return the merge and whether everything that moved and changed is in its new place."""
    blocks = merger.blocks(base.blocks, ours.blocks, theirs.blocks)
    merger.settle_doubles(blocks)
    document, all_found = Document(blocks), True
    if merger.strays is not None:
        document, all_found = merger.strays.put(document)
    document = replace(document, blocks=_audited(merger, base.blocks, ours.blocks, theirs.blocks, document.blocks))
    if _has_twice(document) and not _has_twice(ours) and not _has_twice(theirs):
        document = replace(document, blocks=with_targets_once(document.blocks))
    notes, homeless = merge_notes(merger, document.blocks, base, ours, theirs)
    document = Document(without_numbers(_with_homeless(document.blocks, homeless)), notes, ours.front_matter)
    notices = tuple(dict.fromkeys(merger.notices))
    return Merge(document, merger.conflicts, tuple(merger.mixed), notices), all_found


def _audited(merger: Merger, base: Blocks, ours: Blocks, theirs: Blocks, merged: Blocks) -> Blocks:
    """Return merged blocks with every sentence in doubt in a conflict, or once where both sides have the same."""
    counted = standing(base), standing(ours), standing(theirs)
    left = _MOST_DOUBTS
    while found := doubts(*counted, standing(merged)):
        made = enclosed(Versions(base, ours, theirs, merged), found[0], found, merger.box)
        if made.blocks == merged or not left:
            merger.notices += (
                f"Bitte vergleichen: „{sentence}“ steht öfter oder seltener da, als die drei Stände es erklären."
                for sentence in found
            )
            break
        merger.conflicts += made.conflicts
        merger.report_moves(made.agreed)
        merged, left = made.blocks, left - 1
    if left < _MOST_DOUBTS:
        shown = standing(merged).settled
        merger.mixed = [sentence for sentence in merger.mixed if " ".join(sentence.split()) in shown]
    return merged


def _has_twice(document: Document) -> bool:
    return max(count_targets(document.blocks).values(), default=0) > 1


def _with_homeless(blocks: Blocks, homeless: tuple[Box, ...]) -> Blocks:
    """Return `blocks` with the notes one side changed and the other took out, as conflicts at the chapter's end."""
    known = set(blocks)
    return (*blocks, *(block for box in homeless if (block := box.block()) not in known))
