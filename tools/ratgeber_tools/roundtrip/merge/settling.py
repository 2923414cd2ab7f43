"""What a merge does where both sides disagree, or where one took out what the other has elsewhere or changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Self, TypeVar

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    Heading,
    Inlines,
    Paragraph,
)
from ratgeber_tools.roundtrip.merge.alignment import Cluster, words_of
from ratgeber_tools.roundtrip.merge.boxes import (
    FROM_WORD,
    Box,
    VersionSource,
    identifiers_in,
    without_identifiers,
)
from ratgeber_tools.roundtrip.merge.shortening import is_shortened
from ratgeber_tools.roundtrip.merge.strays import Settle, Strays, leaves
from ratgeber_tools.roundtrip.merge.tokens import inlines_of, tokens_of
from ratgeber_tools.roundtrip.merge.wording import merge_words

_FIRST_WORDS = 6

V = TypeVar("V", bound=Hashable)


class Savepoint(NamedTuple):
    """What a merge had noted down at some time, to go back to where an attempt comes to nothing."""

    conflicts: int
    mixed: int
    notices: int
    strays: Mapping[int, Blocks]


class ClashError(Exception):
    """Both sides changed what cannot be merged; whoever holds the block keeps both versions of it."""


@dataclass(slots=True)
class Settling(ABC):
    """Counts what a merge could not settle; as `three_way.Merge`.

    `targets` are those of the base that are nowhere in theirs: Word cannot show them, so they are only lost.
    `strays` are looked for where something is taken out.  `source` is where theirs comes from, as conflicts say it.
    With `keeps_both` what both sides put in at one place stays, ours first; else it is a conflict.
    """

    by_lines: bool
    targets: frozenset[str] = frozenset()
    strays: Strays | None = None
    source: VersionSource = FROM_WORD
    keeps_both: bool = False
    conflicts: int = 0
    mixed: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def anew(self, *, targets: frozenset[str] = frozenset(), strays: Strays | None = None) -> Self:
        """Return a merge of the same kind with nothing noted down."""
        return type(self)(self.by_lines, targets, strays, self.source, self.keeps_both)

    def savepoint(self) -> Savepoint:
        """Return what is noted down by now."""
        found = self.strays.found if self.strays is not None else {}
        return Savepoint(self.conflicts, len(self.mixed), len(self.notices), dict(found))

    def go_back(self, saved: Savepoint) -> None:
        """Forget all that was noted down since `saved`."""
        self.conflicts = saved.conflicts
        del self.mixed[saved.mixed :], self.notices[saved.notices :]
        if self.strays is not None:
            self.strays.found = dict(saved.strays)

    @abstractmethod
    def blocks(self, base: Blocks, ours: Blocks, theirs: Blocks) -> Blocks:
        """Return the merge of a sequence of blocks."""

    @abstractmethod
    def cluster(self, base: Cluster, ours: Cluster, theirs: Cluster) -> Blocks:
        """Return the merge of one element of a sequence."""

    def report_moves(self, elements: Iterable[object]) -> None:
        for element in elements:
            self.notices.append(
                f"„{beginning(element)}“ wurde auf beiden Seiten verschoben, an verschiedene Stellen. "
                "Es steht dort, wo es im Ratgeber steht."
            )

    def is_settled(self, base: Blocks, changed: Blocks, *, ours: bool) -> bool:
        """Say whether nothing need be here of what one side changed and the other took out."""
        if self.follows(base, changed, ours=ours):
            return True
        if not is_shortened(base, changed):
            return False
        side = None if self.strays is None else self.strays.theirs if ours else self.strays.ours
        return side is None or not any(side.parts_of(leaf) for leaf in leaves(base))

    def follows(self, base: Blocks, changed: Blocks, *, ours: bool) -> bool:
        """Say whether blocks that were changed on one side go on where the other moved them; see `strays`."""
        if self.strays is None or len(base) != len(changed):
            return False
        side = self.strays.theirs if ours else self.strays.ours
        before = self.savepoint()

        def merge_one(old: Block, here: Block, there: Block) -> Blocks:
            versions = (here, there) if ours else (there, here)
            return self.cluster(Cluster((old,)), Cluster((versions[0],)), Cluster((versions[1],)))

        def left_out(place: Block) -> Blocks:
            return self.conflict((), (place,)) if ours else self.conflict((place,), ())

        # as one box, so that all of them follow or none
        if self.strays.follow(BlockQuote(base), BlockQuote(changed), side, Settle(merge_one, left_out)):
            return True
        self.go_back(before)
        return False

    def strayed(self, blocks: Blocks, *, ours: bool) -> Blocks:
        """Return, and take from where they are now, paragraphs one side moved away from what is in a conflict here."""
        if self.strays is None:
            return ()
        side = self.strays.ours if ours else self.strays.theirs
        found = {place.number: place for leaf in leaves(blocks) for place in side.parts_of(leaf)}
        places = [place for number, place in found.items() if number not in self.strays.found]
        for place in places:
            self.strays.note(place, ())
        return tuple(replace(place, number=None) for place in places)  # others than those noted down

    def settle_doubles(self, merged: Blocks) -> None:
        """See to paragraphs that both sides moved, as neither side of a sequence could tell: each is in two places."""
        if self.strays is None:
            return
        for leaf, mine, other in self.strays.doubles(merged):
            self.strays.note(mine, self.cluster(Cluster((leaf,)), Cluster((mine,)), Cluster((other,))))
            self.strays.note(other, ())

    def gone(self, blocks: Blocks, *, inside: Blocks = ()) -> None:
        """See to paragraphs that are here no more on any side, but somewhere else, not `inside`, on one or both."""
        if self.strays is None:
            return
        here = {leaf.number for leaf in leaves(inside)} - {None}
        for leaf in leaves(blocks):
            mine, other = self.strays.ours.place_of(leaf), self.strays.theirs.place_of(leaf)
            if any(place is not None and place.number in here for place in (mine, other)):
                continue
            if mine is not None and other is not None:
                self.strays.note(mine, self.cluster(Cluster((leaf,)), Cluster((mine,)), Cluster((other,))))
                self.strays.note(other, ())
                self.report_moves([mine])
            elif mine is not None:
                self.strays.note(mine, () if mine == leaf else self.conflict((mine,), ()))
            elif other is not None:
                self.strays.note(other, () if other == leaf else self.conflict((), (other,)))

    def loses_targets(self, blocks: Blocks) -> bool:
        return bool(self.targets) and not self.targets.isdisjoint(identifiers_in(blocks))

    def words(self, base: Inlines, ours: Inlines, theirs: Inlines, about: str) -> tuple[Inlines, Box | None]:
        """Return merged words of a place that holds no box, and what goes into the box behind it in a conflict."""
        rows = tokens_of(base), tokens_of(ours), tokens_of(theirs)
        merged = merge_words(*rows, keeps_both=self.keeps_both)
        mine = inlines_of(merged.ours)
        if not merged.clashes:
            self.mixed += merged.mixed
            return mine, None
        self.conflicts += 1
        versions = [unless_empty(Paragraph(children=words)) for words in (mine, inlines_of(merged.theirs))]
        return ours, self.box(versions[0], versions[1], about)

    def pick(self, base: V, ours: V, theirs: V) -> V:
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        raise ClashError

    def conflict(self, ours: Blocks, theirs: Blocks) -> Blocks:
        self.conflicts += 1
        return (self.box(ours, theirs).block(),)

    def box(self, ours: Blocks, theirs: Blocks, about: str = "") -> Box:
        return Box((ours, theirs), about, (self.source,))

    def into_box(self, base: Blocks, box: Box, theirs: Blocks) -> Blocks:
        """Return a conflict of an earlier merge with what another returned file says about the passage.

        The versions there are other people's and stay to the letter, whatever theirs is about; it becomes one more,
        unless one of them already says all that it changed.  Where people write at the same time, one of them may go
        on with a version of their own and not know yet that it is in a conflict: then it is that version that goes on.
        """
        bare_base, bare_theirs = without_identifiers(base), without_identifiers(theirs)
        if self.keeps_both and (own := box.place_of(bare_base)) is not None:
            return (box.with_changed(own, theirs).block(),)
        self.conflicts += 1
        for version in map(without_identifiers, box.versions):
            trial = self.anew()
            if trial.blocks(bare_base, version, bare_theirs) == version and trial.conflicts == 0:
                return (box.block(),)
        return (box.with_version(theirs, self.source).block(),)


def beginning(element: object) -> str:
    """Return the first words of an element, to name it by."""
    words = words_of(element)
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def unless_empty(block: Heading | Paragraph) -> tuple[Heading | Paragraph, ...]:
    """Return a block as a sequence, none without words."""
    return (block,) if block.children else ()
