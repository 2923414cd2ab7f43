"""The `{konflikt}`: a box with every version of a passage, first ours, then those of each returned file.

One without an argument stands in place of the passage.  One with an argument says what it is about and stands behind
the block that shows our version: a heading, whose place in the outline must not be lost, or a caption, a term, a box
to tick, where no box of ours can stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from ratgeber_tools import dialect
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
    plain_text,
)
from ratgeber_tools.traversal import map_values, values_in

#: What a box behind a block is about.
HEADING, CAPTION, TERM, TICK, NOTE = "Überschrift", "Beschriftung", "Begriff", "Kästchen", "Fußnote"
#: Those that stand behind a block of the same sequence.
BESIDE = frozenset({HEADING, CAPTION})

_OURS = "Im Ratgeber"
#: Where the other versions may come from: files that went out, and the desk in the browser.
SOURCES = ("Aus Word", "Vom Redaktionstisch")
_GONE = "(gestrichen)"
_LEVEL = "Überschrift der Ebene "


class VersionSource(NamedTuple):
    """Where a version comes from: one of `SOURCES`, and whose it is, "" where nobody knows; never a person."""

    label: str
    office: str = ""


FROM_WORD = VersionSource(SOURCES[0])


@dataclass(frozen=True, slots=True)
class Box:
    """The versions of a passage, ours first; one without blocks took it out.  `sources` says of each other one whose.

    There are as many sources as versions besides ours.
    """

    versions: tuple[Blocks, ...]
    about: str = ""
    sources: tuple[VersionSource, ...] = (FROM_WORD,)

    def holds(self, version: Blocks) -> bool:
        """Say whether a version is there already; targets do not count, they stay with the first."""
        return without_identifiers(version) in map(without_identifiers, self.versions)

    def place_of(self, version: Blocks) -> int | None:
        """Return which of the other versions this is, the latest of several; None if it is none of them."""
        bare = without_identifiers(version)
        places = range(len(self.versions) - 1, 0, -1)
        return next((at for at in places if without_identifiers(self.versions[at]) == bare), None)

    def with_changed(self, place: int, version: Blocks) -> Box:
        """Return the box with `version` at `place`, where an earlier one by the same hand was."""
        return replace(self, versions=(*self.versions[:place], version, *self.versions[place + 1 :]))

    def with_version(self, version: Blocks, source: VersionSource = FROM_WORD) -> Box:
        """Return the box with one more version, unless it holds it; those there stay to the letter."""
        if self.holds(version):
            return self
        return replace(self, versions=(*self.versions, version), sources=(*self.sources, source))

    def block(self) -> Container:
        """Return the box as the working edition shows it and no release takes it."""
        parts: list[Block] = []
        seen: frozenset[str] = frozenset()
        for number, version in enumerate(self.versions):
            parts.append(_title(number, self.sources[number - 1] if number else None))
            held = tuple(held_in_box(block) for block in version) or (Paragraph(children=(Text(_GONE),)),)
            parts += without_identifiers(held, only=seen)
            seen |= identifiers_in(version)
        return Container(name=dialect.CONFLICT, argument=self.about, blocks=tuple(parts))


def read_box(block: object) -> Box | None:
    """Return the versions in a box as a merge left it; None for any other block, also one somebody worked on."""
    if not isinstance(block, Container) or block.name != dialect.CONFLICT or block.options or block.identifiers:
        return None
    versions: list[Blocks] = []
    sources: list[VersionSource] = []
    for inner in block.blocks:
        if inner == _title(0, None) and not versions:
            versions.append(())
        elif versions and (source := _source_in(inner, len(versions))) is not None:
            versions.append(())
            sources.append(source)
        elif not versions:
            return None
        else:
            versions[-1] = (*versions[-1], _released(inner))
    if len(versions) < 2 or not all(versions):  # ours and one other
        return None
    gone = (Paragraph(children=(Text(_GONE),)),)
    settled = tuple(() if version == gone else version for version in versions)
    return Box(settled, block.argument, tuple(sources))


def named_versions(block: object) -> tuple[tuple[str, Blocks], ...]:
    """Return the versions in a box (`read_box` knows it) as they stand there, each with the line that names it."""
    known = read_box(block)
    assert known is not None
    assert isinstance(block, Container)
    found: list[tuple[str, Blocks]] = []
    at = 0
    for version in known.versions:
        title, end = block.blocks[at], at + 1 + max(len(version), 1)
        found.append((plain_text(title.children) if isinstance(title, Paragraph) else "", block.blocks[at + 1 : end]))
        at = end
    return tuple(found)


def held_in_box(block: Block) -> Block:
    """Return a block as it may stand in a box: a heading there would break the outline, so its level is told."""
    if not isinstance(block, Heading):
        return block
    level = Emphasis((Text(f"{_LEVEL}{block.level}:"),))
    words = normalise_inlines((level, Text(" "), *block.children))
    return Paragraph(children=words, identifiers=block.identifiers, lines=block.lines)


def add_box(blocks: Sequence[Block], box: Box) -> Blocks:
    """Return `blocks` with `box` behind them, or its versions in the box about the same that stands there already."""
    for at, block in enumerate(blocks):
        known = read_box(block)
        if known is not None and known.about == box.about:
            for version, source in zip(box.versions[1:], box.sources, strict=True):
                known = known.with_version(version, source)
            return (*blocks[:at], known.block(), *blocks[at + 1 :])
    return (*blocks, box.block())


def shown_words(box: Box) -> Blocks:
    """Return the version a box is found by: the first that has blocks."""
    return next((version for version in box.versions if version), ())


def identifiers_in(value: object) -> frozenset[str]:
    """Return every target in blocks or parts of them."""
    return frozenset(count_targets(value))


def without_identifiers(value: Any, *, only: frozenset[str] | None = None) -> Any:
    """Return blocks or parts of them without targets, or without those in `only`."""

    def bare(inner: Any) -> Any:
        found = getattr(inner, "identifiers", ())
        kept = tuple(name for name in found if only is not None and name not in only)
        return inner if kept == found else replace(inner, identifiers=kept)

    return map_values(value, bare)


def with_targets_once(blocks: Blocks) -> Blocks:
    """Return `blocks` with every target at its first place only."""
    seen: set[str] = set()

    def first_only(inner: Any) -> Any:
        found = getattr(inner, "identifiers", ())
        kept = tuple(name for name in found if name not in seen)
        seen.update(found)
        return inner if kept == found else replace(inner, identifiers=kept)

    return map_values(blocks, first_only)  # type: ignore[no-any-return]


def count_targets(value: object) -> Counter[str]:
    """Return how often every target stands in blocks or parts of them."""
    return Counter(name for inner in values_in(value) for name in getattr(inner, "identifiers", ()))


def _title(number: int, source: VersionSource | None) -> Paragraph:
    """Return the title of the version `number`; `source` is None for ours."""
    label = _OURS if source is None else source.label if number == 1 else f"{source.label} ({number})"
    words = ", ".join(filter(None, (label, source.office if source else "")))
    return Paragraph(children=(Strong((Text(f"{words}:"),)),))


def _source_in(block: Block, number: int) -> VersionSource | None:
    """Return the source in the title of the version `number`; None for a block that is no such title."""
    match block:
        case Paragraph(children=(Strong((Text(words),)),)) if words.endswith(":"):
            name, _, office = words[:-1].partition(", ")
            sources = (VersionSource(label, office) for label in SOURCES if name.startswith(label))
            return next((source for source in sources if _title(number, source) == block), None)
        case _:
            return None


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
