"""How each unit of a chapter stands in a language: translated, old, or missing.

A unit is old if an entry was made for what stood in its place before, in other words.  Which that was is found by
`align`, the round trip's rule for which paragraph is which: by equality first, then by place and likeness.  No dates
and no flags take part, so nothing is old that has not changed, and nothing that has changed is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ratgeber_tools.document import Block, Paragraph, Text
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, TranslationState
from ratgeber_tools.languages.tagged import TaggedText
from ratgeber_tools.languages.units import TranslationUnit
from ratgeber_tools.roundtrip.merge.alignment import align


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """A unit beside what the catalogue has for it.

    `is_old` says that the entry was made for other German words, which its `german` has; without an entry nobody has
    translated anything like it.
    """

    unit: TranslationUnit
    entry: TranslationEntry | None = None
    is_old: bool = False

    @property
    def may_be_shown(self) -> bool:
        """Whether parents may read it: an old one only if no number and no place in the German has changed since."""
        if self.entry is None:
            return False
        before, now = self.entry.german, self.unit.german
        return not self.is_old or (TaggedText(before).numbers == now.numbers and self.entry.places == now.signatures)

    @property
    def is_current(self) -> bool:
        return self.entry is not None and not self.is_old

    @property
    def is_checked(self) -> bool:
        """Whether a second person has checked a translation of just these words, so that it may be printed."""
        entry = self.entry
        if entry is None or self.is_old or entry.state is not TranslationState.CHECKED:
            return False
        return not entry.checked_by or entry.checked_by != entry.by


def standings(units: Sequence[TranslationUnit], catalogue: Catalogue) -> tuple[UnitStanding, ...]:
    """Return how each unit stands, in the order of `units`."""
    found = [UnitStanding(unit, catalogue.entry_for(unit)) for unit in units]
    if all(standing.entry is not None for standing in found):
        return tuple(found)
    in_use = {standing.entry.key for standing in found if standing.entry is not None}
    if all(entry.key in in_use for entry in catalogue.entries):
        return tuple(found)
    before = [_as_block(entry.german) for entry in catalogue.entries]
    now = [_as_block(standing.unit.german.text) for standing in found]
    for old, new in align(before, now).items():
        entry = catalogue.entries[old]
        if found[new].entry is None and entry.key not in in_use:
            found[new] = UnitStanding(found[new].unit, entry, is_old=True)
    return tuple(found)


def _as_block(german: str) -> Block:
    return Paragraph((Text(TaggedText(german).plain or german),))
