"""Blocks of a chapter laid over the merged ones: equal ones keep their lines, parents are entered, the rest is written.

A sequence is the chapter's blocks, the blocks in a box, the items of a list.  Between neighbours that were neighbours
before, the lines between them stay too; elsewhere one blank line parts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ratgeber_tools.document import (
    Block,
    Blocks,
    BulletList,
    DefinitionList,
    Document,
    LineRange,
    OrderedList,
)
from ratgeber_tools.roundtrip.merge.alignment import align
from ratgeber_tools.roundtrip.patching.elements import E, Known, Sequences, SourceNote, WholeError
from ratgeber_tools.roundtrip.patching.parents import Parents
from ratgeber_tools.roundtrip.patching.source import PatchedSource, SourceLine, SourcePlace, placed
from ratgeber_tools.writers.myst import BlockWriter

#: Stands between two blocks that would run into each other.
SEPARATOR = "<!-- -->"
_MARKER = re.compile(r"(?:([-*+])|\d{1,9}([.)]))(?:[ \t]|\Z)")
_DEFINITION = re.compile(r"[ >]*[:~]\s+\S")


@dataclass(slots=True)
class Patcher:
    """Patches one chapter; blocks of `merged` whose index is in `whole` are not entered."""

    source: PatchedSource
    ours: Document
    merged: Document
    whole: frozenset[int] = frozenset()
    writer: BlockWriter = field(init=False)

    def __post_init__(self) -> None:
        self.writer = BlockWriter.of(self.merged)

    # ------------------------------------------------------------------ the chapter

    def patched(self) -> list[SourceLine]:
        """Return the lines of the new chapter."""
        known = self.known(self.ours.blocks, LineRange(0, len(self.source.lines)))
        start = known[0].lines.first if known else self._end_of_head()
        end = known[-1].lines.end if known else start
        lines: list[SourceLine] = list(range(start))
        body = self.blocks(known, self.merged.blocks, SourcePlace(), top=True)
        for label, blocks in self.merged.notes.items():
            if label not in self.ours.notes:
                body += [*([""] if body else []), *placed(self.writer.write_note(label, blocks), SourcePlace())]
        if body and lines and self.source.text(lines[-1]).strip():
            lines.append("")
        return [*lines, *body, *self._rest(end)]

    def _end_of_head(self) -> int:
        return self.ours.front_matter.count("\n") + 3 if self.ours.front_matter else 0

    def _rest(self, end: int) -> list[SourceLine]:
        rest: list[SourceLine] = list(range(end, len(self.source.lines)))
        return rest or [""]

    # ------------------------------------------------------------------ sequences

    def known(self, blocks: Blocks, inside: LineRange) -> list[Known[Block | SourceNote]]:
        """Return `blocks` with their lines and, between them, the footnote texts that stand on their level."""
        found: list[Known[Block | SourceNote]] = []
        for block in blocks:
            if block.lines is None:
                raise WholeError
            found.append(Known(block, block.lines))
        for label, note in self.ours.notes.items():
            lines = self._lines_of_note(label, note)
            within = inside.first <= lines.first < inside.end
            if within and not any(other.lines.first <= lines.first < other.lines.end for other in found):
                found.append(Known(SourceNote(label, note), lines))
        return sorted(found, key=lambda entry: entry.lines.first)

    def _lines_of_note(self, label: str, note: Blocks) -> LineRange:
        if note:
            first, last = note[0].lines, note[-1].lines
            if first is not None and last is not None:
                return LineRange(first.first, last.end)
        sign = f"[^{label}]:"  # a note without words has no block that would know its line
        for number, line in enumerate(self.source.lines):
            if line.strip(" \t>") == sign:
                return LineRange(number, number + 1)
        raise WholeError

    def blocks(
        self,
        known: Sequence[Known[Block | SourceNote]],
        new: Blocks,
        place: SourcePlace,
        *,
        marker: str = "",
        top: bool = False,
    ) -> list[SourceLine]:
        """Return the lines of `new` in place of `known`; `marker` is the sign of the item they open."""
        parents = Parents(self)
        whole = [block for at, block in enumerate(new) if top and at in self.whole]

        def enter(old: Known[Block | SourceNote], element: Block | SourceNote, at: SourcePlace) -> list[SourceLine]:
            if isinstance(element, SourceNote) or isinstance(old.element, SourceNote):
                raise WholeError
            if any(element is block for block in whole):
                raise WholeError
            return parents.enter(Known(old.element, old.lines), element, at)

        def write(element: Block | SourceNote, at: SourcePlace, before: Sequence[SourceLine]) -> list[SourceLine]:
            if isinstance(element, SourceNote):
                return placed(self.writer.write_note(element.label, element.blocks), at)
            taken = marker if not before else self._marker_of(before, at)
            return placed(self.writer.write_blocks((element,), is_first=not before, parent_marker=taken), at)

        return self.sequence(known, self._with_notes(known, new), place, Sequences(write=write, enter=enter, gap=("",)))

    def _with_notes(self, known: Sequence[Known[Block | SourceNote]], new: Blocks) -> list[Block | SourceNote]:
        """Return `new` with the footnote texts where they stood: behind the block before them, or at the end."""
        blocks = [entry.element for entry in known if not isinstance(entry.element, SourceNote)]
        matching = align(blocks, new)
        plain = (number for number, entry in enumerate(known) if not isinstance(entry.element, SourceNote))
        last = max(plain, default=-1)
        behind: dict[int, list[SourceNote]] = {}  # index in `new`, -1 for the beginning
        index = -1
        anchor = -1
        for number, entry in enumerate(known):
            if not isinstance(entry.element, SourceNote):
                index += 1
                anchor = matching.get(index, anchor)
                continue
            note = self.merged.notes.get(entry.element.label)
            if note is not None:
                at = len(new) - 1 if number > last else anchor
                behind.setdefault(at, []).append(SourceNote(entry.element.label, note))
        result: list[Block | SourceNote] = [*behind.get(-1, ())]
        for at, block in enumerate(new):
            result += [block, *behind.get(at, ())]
        return result

    def sequence(
        self, known: Sequence[Known[E]], new: Sequence[E], place: SourcePlace, how: Sequences[E]
    ) -> list[SourceLine]:
        """Return the lines of `new` in place of `known`."""
        origin = self._origin(known, new)
        lines: list[SourceLine] = []
        previous: int | None = None  # the index in `known` of the element written last
        last: list[SourceLine] = []
        for at, element in enumerate(new):
            index = origin.get(at)
            opens = not lines
            here = place if opens else place.continued
            keeps_sign = place.first == place.rest or opens == (index == 0)
            made: list[SourceLine] | None = None
            if index is not None and keeps_sign:
                if known[index].element == element and not self._has_changed_notes(known[index].lines):
                    made = list(range(*known[index].lines))
                else:
                    try:
                        made = how.enter(known[index], element, here)
                    except WholeError:
                        made = None
            if made is None:
                made = how.write(element, here, lines)
            if not made:
                continue
            if not opens:
                if index is not None and previous is not None and index == previous + 1:
                    lines += range(known[previous].lines.end, known[index].lines.first)
                else:
                    lines += self._gap(new[at - 1], element, last, made, place, how.gap)
            lines += made
            previous, last = index, made
        return lines

    def _origin(self, known: Sequence[Known[E]], new: Sequence[E]) -> dict[int, int]:
        """Return index in `new` → index in `known` of the same element."""
        elements = [entry.element for entry in known]
        notes = {note.label: number for number, note in enumerate(elements) if isinstance(note, SourceNote)}
        plain = [number for number, entry in enumerate(known) if not isinstance(entry.element, SourceNote)]
        fresh = [at for at, element in enumerate(new) if not isinstance(element, SourceNote)]
        matching = align([known[number].element for number in plain], [new[at] for at in fresh])
        origin = {fresh[at]: plain[number] for number, at in matching.items()}
        origin |= _in_place(known, new, origin, plain, fresh)
        for at, element in enumerate(new):
            if isinstance(element, SourceNote):
                origin[at] = notes[element.label]
        return origin

    def _has_changed_notes(self, lines: LineRange) -> bool:
        """Whether a footnote text that stands inside `lines` is another one now, or gone."""
        for label, note in self.ours.notes.items():
            first = note[0].lines if note else None
            inside = first is not None and lines.first < first.first < lines.end
            if inside and self.merged.notes.get(label) != note:
                return True
        return False

    # ------------------------------------------------------------------ what stands between

    def _gap(
        self, before: object, after: object, last: Sequence[SourceLine], made: Sequence[SourceLine], place: SourcePlace,
        gap: tuple[str, ...],
    ) -> Iterable[SourceLine]:  # fmt: skip
        blank = place.rest.rstrip()
        lists = (BulletList, OrderedList)
        runs_on = (
            isinstance(before, lists)
            and type(before) is type(after)
            and self._marker_of(last, place.continued) == self._marker_of(made, place.continued)
        )
        if isinstance(before, DefinitionList):
            runs_on = any(_DEFINITION.match(self.source.text(line)) for line in made[1:3])
        if runs_on:
            return [blank, place.rest + SEPARATOR, blank]
        return [blank for _ in gap]

    def _marker_of(self, lines: Sequence[SourceLine], place: SourcePlace) -> str:
        """Return the sign of the list that `lines` end with, empty for none."""
        for line in reversed(lines):
            text = self.source.text(line)
            found = _MARKER.match(text[len(place.rest) :])
            if found:
                return found[1] or found[2]
        return ""


def _in_place(
    known: Sequence[Known[E]], new: Sequence[E], origin: Mapping[int, int], plain: Sequence[int], fresh: Sequence[int]
) -> dict[int, int]:
    """Pair elements that share no words but stand, as many as before, between the same neighbours."""
    taken = set(origin.values())
    found: dict[int, int] = {}
    run: list[int] = []
    before = -1
    for at in [*fresh, len(new)]:
        if at in origin or at == len(new):
            after = origin.get(at, len(known))
            free = [number for number in plain if before < number < after and number not in taken]
            if len(free) == len(run):
                pairs = zip(run, free, strict=True)
                found |= {one: other for one, other in pairs if type(new[one]) is type(known[other].element)}
            run, before = [], after
        else:
            run.append(at)
    return found
