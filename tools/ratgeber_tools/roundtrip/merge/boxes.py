"""The `{konflikt}`: a box with every version of a passage, first ours, then those of each returned file.

One without an argument stands in place of the passage.  One with an argument says what it is about and stands behind
the block that shows our version: a heading, whose place in the outline must not be lost, or a caption, a term, a box
to tick, where no box of ours can stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from ratgeber_tools.document import (
    Block,
    Blocks,
    Container,
    Emphasis,
    Heading,
    Paragraph,
    Strong,
    Text,
    normalise_inlines,
)

CONFLICT = "konflikt"

#: What a box behind a block is about.
HEADING, CAPTION, TERM, TICK, NOTE = "Überschrift", "Beschriftung", "Begriff", "Kästchen", "Fußnote"
#: Those that stand behind a block of the same sequence.
BESIDE = frozenset({HEADING, CAPTION})

_OURS, _THEIRS = "Im Ratgeber", "Aus Word"
_GONE = "(gestrichen)"
_LEVEL = "Überschrift der Ebene "


@dataclass(frozen=True, slots=True)
class Box:
    """The versions of a passage, ours first; one without blocks took it out.

    `offices` says of each whose it is, "" where nobody knows; it may be shorter.
    """

    versions: tuple[Blocks, ...]
    about: str = ""
    offices: tuple[str, ...] = ()

    def office(self, number: int) -> str:
        """Return whose the version `number` is."""
        return self.offices[number] if number < len(self.offices) else ""

    def holds(self, version: Blocks) -> bool:
        """Say whether a version is there already; targets do not count, they stay with the first."""
        return without_identifiers(version) in map(without_identifiers, self.versions)

    def with_version(self, version: Blocks, office: str = "") -> Box:
        """Return the box with one more version, unless it holds it; those there stay to the letter."""
        if self.holds(version):
            return self
        offices = tuple(self.office(number) for number in range(len(self.versions)))
        return replace(self, versions=(*self.versions, version), offices=(*offices, office))

    def block(self) -> Container:
        """Return the box as the working edition shows it and no release takes it."""
        parts: list[Block] = []
        seen: frozenset[str] = frozenset()
        for number, version in enumerate(self.versions):
            parts.append(_title(number, self.office(number)))
            held = tuple(_held(block) for block in version) or (Paragraph(children=(Text(_GONE),)),)
            parts += without_identifiers(held, only=seen)
            seen |= identifiers_in(version)
        return Container(name=CONFLICT, argument=self.about, blocks=tuple(parts))


def read_box(block: object) -> Box | None:
    """Return the versions in a box as a merge left it; None for any other block, also one somebody worked on."""
    if not isinstance(block, Container) or block.name != CONFLICT or block.options or block.identifiers:
        return None
    versions: list[Blocks] = []
    offices: list[str] = []
    for inner in block.blocks:
        office = _office_in(inner, len(versions))
        if office is not None:
            versions.append(())
            offices.append(office)
        elif not versions:
            return None
        else:
            versions[-1] = (*versions[-1], _released(inner))
    if len(versions) < 2 or not all(versions):  # ours and one other
        return None
    gone = (Paragraph(children=(Text(_GONE),)),)
    known = tuple(offices) if any(offices) else ()
    return Box(tuple(() if version == gone else version for version in versions), block.argument, known)


def add_box(blocks: Sequence[Block], box: Box) -> Blocks:
    """Return `blocks` with `box` behind them, or its versions in the box about the same that stands there already."""
    for at, block in enumerate(blocks):
        known = read_box(block)
        if known is not None and known.about == box.about:
            for number, version in enumerate(box.versions[1:], start=1):
                known = known.with_version(version, box.office(number))
            return (*blocks[:at], known.block(), *blocks[at + 1 :])
    return (*blocks, box.block())


def shown_words(box: Box) -> Blocks:
    """Return the version a box is found by: the first that has blocks."""
    return next((version for version in box.versions if version), ())


def identifiers_in(value: object) -> frozenset[str]:
    """Return every target in blocks or parts of them."""
    if type(value) is tuple:
        return frozenset().union(*map(identifiers_in, value))
    if not is_dataclass(value):
        return frozenset()
    own = frozenset(getattr(value, "identifiers", ()))
    return own.union(*(identifiers_in(getattr(value, entry.name)) for entry in fields(value)))


def without_identifiers(value: Any, *, only: frozenset[str] | None = None) -> Any:
    """Return blocks or parts of them without targets, or without those in `only`."""
    if type(value) is tuple:
        return tuple(without_identifiers(inner, only=only) for inner in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {
        entry.name: new
        for entry in fields(value)
        if (new := without_identifiers(old := getattr(value, entry.name), only=only)) is not old and new != old
    }
    if found := getattr(value, "identifiers", ()):
        changes["identifiers"] = tuple(name for name in found if only is not None and name not in only)
    return replace(value, **changes) if changes else value


def with_targets_once(blocks: Blocks) -> Blocks:
    """Return `blocks` with every target at its first place only."""
    seen: set[str] = set()

    def walk(value: Any) -> Any:
        if type(value) is tuple:
            return tuple(walk(inner) for inner in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        changes: dict[str, Any] = {}
        if found := getattr(value, "identifiers", ()):
            changes["identifiers"] = tuple(name for name in found if name not in seen)
            seen.update(found)
        changes |= {
            e.name: walk(getattr(value, e.name)) for e in fields(value) if e.name not in ("identifiers", "lines")
        }
        return replace(value, **changes)

    return walk(blocks)  # type: ignore[no-any-return]


def count_targets(value: object) -> Counter[str]:
    """Return how often every target stands in blocks or parts of them."""
    if type(value) is tuple:
        return sum(map(count_targets, value), Counter())
    if not is_dataclass(value):
        return Counter()
    inner = (count_targets(getattr(value, entry.name)) for entry in fields(value) if entry.name != "lines")
    return sum(inner, Counter(getattr(value, "identifiers", ())))


def _name(number: int) -> str:
    return (_OURS, _THEIRS)[number] if number <= 1 else f"{_THEIRS} ({number})"


def _title(number: int, office: str = "") -> Paragraph:
    words = ", ".join(filter(None, (_name(number), office)))
    return Paragraph(children=(Strong((Text(f"{words}:"),)),))


def _office_in(block: Block, number: int) -> str | None:
    """Return the office in the title of the version `number`, "" for none; None for a block that is no such title."""
    match block:
        case Paragraph(children=(Strong((Text(words),)),)) if words.endswith(":"):
            name, comma, office = words[:-1].partition(", ")
            if name == _name(number) and bool(comma) == bool(office) and _title(number, office) == block:
                return office
    return None


def _held(block: Block) -> Block:
    """Return a block as it may stand in a box: a heading there would break the outline, so its level is told."""
    if not isinstance(block, Heading):
        return block
    level = Emphasis((Text(f"{_LEVEL}{block.level}:"),))
    words = normalise_inlines((level, Text(" "), *block.children))
    return Paragraph(children=words, identifiers=block.identifiers, lines=block.lines)


def _released(block: Block) -> Block:
    match block:
        case Paragraph(children=(Emphasis((Text(words),)), Text(blank), *rest)) if words.startswith(_LEVEL):
            level = words[len(_LEVEL) : -1]
            if level.isdecimal() and 1 <= int(level) <= 6:  # levels there are
                words_left = normalise_inlines((Text(blank), *rest))
                return Heading(int(level), words_left, identifiers=block.identifiers, lines=block.lines)
            return block
        case _:
            return block
