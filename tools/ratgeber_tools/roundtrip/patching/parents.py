"""What holds other blocks, entered: its own lines stay, and what is in it is patched in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Container,
    DefinitionList,
    LineRange,
    OrderedList,
    Table,
)
from ratgeber_tools.roundtrip.patching.elements import Known, SourceNote, WholeError
from ratgeber_tools.roundtrip.patching.items import Definitions, Items
from ratgeber_tools.roundtrip.patching.rows import rows_of
from ratgeber_tools.roundtrip.patching.source import SourceLine, SourcePlace, placed

if TYPE_CHECKING:
    from ratgeber_tools.roundtrip.patching.patcher import Patcher

_FENCE = re.compile(r"(?P<before>[ \t>]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*)(?P<fence>:{3,}|`{3,}|~{3,})(?P<after>.*)\Z")


@dataclass(frozen=True, slots=True)
class Parents:
    """Enters one block after the other for a patcher."""

    patcher: Patcher

    def enter(self, old: Known[Block], new: Block, place: SourcePlace) -> list[SourceLine]:
        """Return the lines of `new` in place of `old`; raises `WholeError` where it has to be written as a whole."""
        enter = _ENTER.get(type(new))
        if enter is None or type(old.element) is not type(new) or old.element.identifiers != new.identifiers:
            raise WholeError
        return enter(self, old, new, place)

    # ------------------------------------------------------------------ boxes and quotations

    def _container(self, old: Known[Any], new: Container, place: SourcePlace) -> list[SourceLine]:
        before: Container = old.element
        known = self.patcher.known(before.blocks, old.lines)
        if not known or not new.blocks:
            raise WholeError
        close = self._closing_line(old.lines, known)
        head: list[SourceLine] = list(range(old.lines.first, known[0].lines.first))
        if replace(new, blocks=()) != replace(before, blocks=()):
            written = self.patcher.writer.write_blocks((replace(new, blocks=()),))[:-1]
            blank = [""] if new.options else []
            head = [*placed(written, place), *blank]
        body = self.patcher.blocks(known, new.blocks, place.continued)
        tail: list[SourceLine] = list(range(known[-1].lines.end, close))
        return self._fenced(head, [*body, *tail], close)

    def _closing_line(self, lines: LineRange, known: Sequence[Known[Block | SourceNote]]) -> int:
        close = lines.end - 1
        text = self.patcher.source.text(close).lstrip(" \t>")
        if close < known[-1].lines.end or len(text.rstrip()) < 3 or text.strip(text[0]).strip() or text[0] not in ":`~":
            raise WholeError
        return close

    def _fenced(self, head: Sequence[SourceLine], body: Sequence[SourceLine], close: int) -> list[SourceLine]:
        """Return a box whose fence is longer than any in it; a longer one is needed where a box came into a box."""
        text = self.patcher.source.text
        at = next((at for at, line in enumerate(head) if (_FENCE.match(text(line)) or [""])[0]), None)
        found = None if at is None else _FENCE.match(text(head[at]))
        if at is None or found is None:
            raise WholeError
        sign = found["fence"][0]
        inner = [match["fence"] for line in body if (match := _FENCE.match(text(line))) and match["fence"][0] == sign]
        longest = max(map(len, inner), default=0)
        if longest < len(found["fence"]):
            return [*head, *body, close]
        fence = sign * (longest + 1)
        opening = found["before"] + fence + found["after"]
        closing = text(close).rstrip()
        return [*head[:at], opening, *head[at + 1 :], *body, closing.rstrip(sign) + fence]

    def _quote(self, old: Known[Any], new: BlockQuote, place: SourcePlace) -> list[SourceLine]:
        known = self.patcher.known(old.element.blocks, old.lines)
        if not known or not new.blocks:
            raise WholeError
        targets = list(range(old.lines.first, known[0].lines.first))
        here = place.continued if targets else place
        inner = SourcePlace(f"{here.first}> ", f"{here.rest}> ")
        return [*targets, *self.patcher.blocks(known, new.blocks, inner)]

    # ------------------------------------------------------------------ lists and tables

    def _list(self, old: Known[Any], new: BulletList | OrderedList, place: SourcePlace) -> list[SourceLine]:
        return Items(self.patcher).enter(old, new, place)

    def _definitions(self, old: Known[Any], new: DefinitionList, place: SourcePlace) -> list[SourceLine]:
        return Definitions(self.patcher).enter(old, new, place)

    def _table(self, old: Known[Any], new: Table, place: SourcePlace) -> list[SourceLine]:
        head, body, close = rows_of(self.patcher, old, new, place)
        return [*head, *body] if close is None else self._fenced(head, body, close)


_ENTER: Mapping[type, Callable[[Parents, Known[Any], Any, SourcePlace], list[SourceLine]]] = {
    Container: Parents._container,
    BlockQuote: Parents._quote,
    BulletList: Parents._list,
    OrderedList: Parents._list,
    DefinitionList: Parents._definitions,
    Table: Parents._table,
}
