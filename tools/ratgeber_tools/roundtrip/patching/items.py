"""Items of lists and definitions, each entered by itself: their signs, numbers and boxes stay as they were typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ratgeber_tools.document import (
    Block,
    BulletList,
    Definition,
    DefinitionList,
    LineRange,
    ListItem,
    OrderedList,
    Paragraph,
)
from ratgeber_tools.roundtrip.patching.elements import Known, Sequences, WholeError
from ratgeber_tools.roundtrip.patching.source import SourceLine, SourcePlace, placed
from ratgeber_tools.writers import inlines

if TYPE_CHECKING:
    from ratgeber_tools.roundtrip.patching.patcher import Patcher

_SIGN = re.compile(r"(?P<indent> {0,3})(?P<sign>[-*+]|\d{1,9}[.)])(?P<blanks>[ \t]+)(?P<box>\[[ xX]\][ \t]+)?")
_COLON = re.compile(r"(?P<sign> {0,3}[:~][ \t]+)")
_BOXES = {None: "", True: "[x] ", False: "[ ] "}


@dataclass(frozen=True, slots=True)
class Items:
    """Enters bullet, ordered and task lists."""

    patcher: Patcher

    def enter(self, old: Known[Any], new: BulletList | OrderedList, place: SourcePlace) -> list[SourceLine]:
        """Return the lines of the list `new` in place of `old`; raises `WholeError`."""
        known: list[Known[ListItem]] = []
        for item in old.element.items:
            known.append(Known(item, self._lines_of(item)))
        if not known or not new.items:
            raise WholeError
        targets = list(range(old.lines.first, known[0].lines.first))
        here = place.continued if targets else place
        signs = [self._sign(entry.lines.first, here if at == 0 else here.continued) for at, entry in enumerate(known)]
        numbers = _Numbers.of(old.element, new, [sign["sign"] for sign in signs])
        mark, blanks = signs[0]["sign"][-1], signs[0]["blanks"].replace("\t", " ")

        def write(item: ListItem, at: SourcePlace, before: Sequence[SourceLine]) -> list[SourceLine]:
            sign = f"{numbers.start}{mark}{blanks}" if isinstance(new, OrderedList) else f"{mark}{blanks}"
            tight, loose = self.patcher.writer.write_item(item, sign, mark)
            return placed(loose if tight is None else tight, at)

        def enter(entry: Known[ListItem], item: ListItem, at: SourcePlace) -> list[SourceLine]:
            return self._item(entry, item, at)

        gap = ("",) if len(known) > 1 and known[1].lines.first > known[0].lines.end else ()
        lines = self.patcher.sequence(known, new.items, here, Sequences(write=write, enter=enter, gap=gap))
        return [*targets, *self._numbered(lines, new, here, numbers)]

    def _lines_of(self, item: ListItem) -> LineRange:
        known = self.patcher.known(item.blocks, _whole_of(item.blocks))
        if not known:
            raise WholeError
        return LineRange(known[0].lines.first, known[-1].lines.end)

    def _sign(self, line: int, place: SourcePlace) -> re.Match[str]:
        text = self.patcher.source.text(line)
        found = _SIGN.match(text[len(place.first) :]) if text.startswith(place.first) else None
        if found is None:
            raise WholeError
        return found

    def _item(self, old: Known[ListItem], new: ListItem, place: SourcePlace) -> list[SourceLine]:
        if not new.blocks or (new.checked is not None and not isinstance(new.blocks[0], Paragraph)):
            raise WholeError
        sign = self._sign(old.lines.first, place)
        ahead = place.first + sign["indent"] + sign["sign"] + sign["blanks"]
        kept = sign["box"] or ""
        box = kept if new.checked == old.element.checked else _BOXES[new.checked]
        inner = SourcePlace(ahead + box, place.rest + " " * (len(ahead) - len(place.first)))
        known = self.patcher.known(old.element.blocks, old.lines)
        lines = self.patcher.blocks(known, new.blocks, inner, marker=sign["sign"][-1])
        if box != kept and isinstance(lines[0], int):
            lines[0] = ahead + box + self.patcher.source.text(lines[0])[len(ahead) + len(kept) :]
        return lines

    def _numbered(
        self, lines: list[SourceLine], new: BulletList | OrderedList, place: SourcePlace, numbers: _Numbers
    ) -> list[SourceLine]:  # fmt: skip
        """Return `lines` with the items numbered as the author did: one after the other, or all alike."""
        if not isinstance(new, OrderedList):
            return lines
        count = 0
        for at, line in enumerate(lines):
            ahead = place.first if at == 0 else place.rest
            text = self.patcher.source.text(line)
            found = _SIGN.match(text[len(ahead) :]) if text.startswith(ahead) else None
            if found is None or found["indent"] or not found["sign"][:-1].isdigit():
                continue
            wanted = str(numbers.start + (count if numbers.ascend else 0))
            count += 1
            if found["sign"][:-1] == wanted:
                continue
            if len(found["sign"][:-1]) == len(wanted) or at == 0:
                if len(found["sign"][:-1]) != len(wanted):
                    raise WholeError  # what stands below would no longer be indented as far as the text
                lines[at] = ahead + wanted + text[len(ahead) + len(wanted) :]
        return lines


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How a list is numbered: from where, and whether the numbers ascend."""

    start: int
    ascend: bool

    @classmethod
    def of(cls, old: BulletList | OrderedList, new: BulletList | OrderedList, signs: Sequence[str]) -> _Numbers:
        if not isinstance(old, OrderedList) or not isinstance(new, OrderedList):
            return cls(1, ascend=False)
        typed = [int(sign[:-1]) for sign in signs if sign[:-1].isdigit()]
        return cls(new.start, ascend=len(typed) < 2 or typed[0] != typed[1])


@dataclass(frozen=True, slots=True)
class Definitions:
    """Enters definition lists: a word's line, and below it a colon and what it means."""

    patcher: Patcher

    def enter(self, old: Known[Any], new: DefinitionList, place: SourcePlace) -> list[SourceLine]:
        """Return the lines of the list `new` in place of `old`; raises `WholeError`."""
        known: list[Known[Definition]] = []
        for item in old.element.items:
            known.append(Known(item, self._lines_of(item, old.lines)))
        if not known or not new.items or place.first != place.rest:
            raise WholeError
        targets = list(range(old.lines.first, known[0].lines.first))

        def write(item: Definition, at: SourcePlace, before: Sequence[SourceLine]) -> list[SourceLine]:
            return placed(self.patcher.writer.write_definitions((item,)), at)

        how = Sequences(write=write, enter=self._item, gap=("",))
        return [*targets, *self.patcher.sequence(known, new.items, place, how)]

    def _lines_of(self, item: Definition, inside: LineRange) -> LineRange:
        """Return the lines of a word with its meaning; the word stands in the last line with text before that."""
        known = self.patcher.known(item.blocks, _whole_of(item.blocks))
        if not known:
            raise WholeError
        term = known[0].lines.first - 1
        while term > inside.first and not self.patcher.source.text(term).strip(" \t>"):
            term -= 1
        if term < inside.first:
            raise WholeError
        return LineRange(term, known[-1].lines.end)

    def _item(self, old: Known[Definition], new: Definition, place: SourcePlace) -> list[SourceLine]:
        if not new.blocks:
            raise WholeError
        known = self.patcher.known(old.element.blocks, old.lines)
        text = self.patcher.source.text(known[0].lines.first)
        sign = _COLON.match(text[len(place.rest) :]) if text.startswith(place.rest) else None
        if sign is None:
            raise WholeError
        head: list[SourceLine] = list(range(old.lines.first, known[0].lines.first))
        if new.term != old.element.term:
            written = inlines.write_term(new.term, brackets=self.patcher.writer.brackets)
            if not written:
                raise WholeError
            head[0] = place.first + written
        inner = SourcePlace(place.rest + sign["sign"], place.rest + " " * len(sign["sign"]))
        return [*head, *self.patcher.blocks(known, new.blocks, inner)]


def _whole_of(blocks: Sequence[Block]) -> LineRange:
    """Return the lines blocks take, for footnote texts among them."""
    lines = [block.lines for block in blocks if block.lines is not None]
    if not lines:
        return LineRange(0, 0)
    return LineRange(lines[0].first, lines[-1].end)
