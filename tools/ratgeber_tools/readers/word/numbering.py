"""Numbering: which paragraph is an item of which list, and which number Word prints before it.

Counters belong to the abstract definition, so lists that share one go on counting unless an override restarts them
(ISO/IEC 29500-1, 17.9); that is how Word itself continues a list after an interruption.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.properties import read_paragraph_properties, read_run_properties, whole_number
from ratgeber_tools.readers.word.styles import Style, Styles
from ratgeber_tools.readers.word.symbols import SYMBOL_FONTS, symbol_text
from ratgeber_tools.readers.word.xml import Element

DEEPEST_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # w:lvlRestart: 0 never restarts, n restarts after a level above n
    left: int = 0  # twips
    style: str | None = None
    sign: str = ""  # what a bullet shows: its text, characters of symbol fonts as ordinary ones

    @property
    def is_ordered(self) -> bool:
        return self.format not in ("bullet", "none")

    @property
    def has_marker(self) -> bool:
        """Whether Word prints anything before the paragraph; a blank bullet is how programs fake a continuation."""
        if self.format == "none":
            return False
        return self.is_ordered or bool(self.text.strip(" \t\u00a0"))


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's place in a list: `ordinal` is the number Word prints (1-based), `kind` tells lists apart."""

    number: str  # w:numId
    depth: int  # 0 to 8
    level: Level
    ordinal: int


@dataclass(slots=True)
class _Abstract:
    identifier: str
    levels: dict[int, Level] = field(default_factory=dict)
    style_link: str | None = None


@dataclass(slots=True)
class _Number:
    abstract: _Abstract
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document; `label` must be asked in reading order, since it counts."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._numbers: dict[str, _Number] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root, styles)

    def label(self, number: str | None, depth: int | None, style: Style) -> Label | None:
        """Count one paragraph and return its label; None if it is in no list (numId 0 takes a style's list away)."""
        if number is None:
            number = style.paragraph.number
            depth = style.paragraph.level if depth is None else depth
        if number is None or number == "0":
            return None
        entry = self._numbers.get(number)
        if entry is None:
            return None
        if depth is None:
            depth = next((at for at, level in entry.levels.items() if level.style == style.id), 0)
        level = entry.levels.get(depth, Level(format="none"))
        if not level.is_ordered:
            return Label(number, depth, level, 1)
        return Label(number, depth, level, self._count(entry, depth, level))

    def _count(self, entry: _Number, depth: int, level: Level) -> int:
        counters = self._counters.setdefault(entry.abstract.identifier, {})
        if depth in entry.starts and depth not in entry.begun:
            counters.pop(depth, None)
        entry.begun.add(depth)
        for above in range(depth):
            if above not in counters and above in entry.levels:
                counters[above] = entry.starts.get(above, entry.levels[above].start)
        start = entry.starts.get(depth, level.start)
        counters[depth] = counters[depth] + 1 if depth in counters else start
        for below in [at for at in counters if at > depth]:
            restart = entry.levels.get(below, level).restart
            if restart is None or (restart > 0 and depth < restart):
                del counters[below]
        return counters[depth]

    def _read(self, root: Element, styles: Styles) -> None:
        abstracts: dict[str, _Abstract] = {}
        style_links: dict[str, _Abstract] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            identifier = element.get(f"{W}abstractNumId", "")
            abstract = abstracts.setdefault(identifier, _Abstract(identifier))
            for child in element:
                if child.tag == f"{W}lvl":
                    depth, level = _read_level(child)
                    abstract.levels[depth] = level
                elif child.tag == f"{W}numStyleLink":
                    abstract.style_link = child.get(VAL)
                elif child.tag == f"{W}styleLink":
                    style_links[child.get(VAL, "")] = abstract
        for element in root.iterchildren(f"{W}num"):
            abstract_id = element.find(f"{W}abstractNumId")
            named = abstracts.get("" if abstract_id is None else abstract_id.get(VAL, ""))
            if named is None:
                continue
            if named.style_link is not None:
                named = style_links.get(named.style_link, named)
            levels, starts = dict(named.levels), {}
            for override in element.iterchildren(f"{W}lvlOverride"):
                depth = whole_number(override.get(f"{W}ilvl"))
                for child in override:
                    if child.tag == f"{W}startOverride":
                        starts[depth] = whole_number(child.get(VAL), 1)
                    elif child.tag == f"{W}lvl":
                        levels[depth] = _read_level(child)[1]
            self._numbers[element.get(f"{W}numId", "")] = _Number(named, levels, starts)


def _read_level(element: Element) -> tuple[int, Level]:
    level = Level()
    font = ""
    for child in element:
        value = child.get(VAL)
        match child.tag.rpartition("}")[2]:
            case "numFmt":
                level = replace(level, format=value or "decimal")
            case "lvlText":
                level = replace(level, text=value or "")
            case "start":
                level = replace(level, start=whole_number(value, 1))
            case "lvlRestart":
                level = replace(level, restart=whole_number(value))
            case "pStyle":
                level = replace(level, style=value)
            case "pPr":
                level = replace(level, left=read_paragraph_properties(child).left or 0)
            case "rPr":
                font = read_run_properties(child).font or ""
    sign = symbol_text(font, level.text) if font.lower() in SYMBOL_FONTS else level.text
    return whole_number(element.get(f"{W}ilvl")), replace(level, sign=sign.strip())
