"""Where the words of a note stand: looked for anew each time, so that whatever moved or merged them does not matter.

Nothing but the quoted words ties a note to its place.  They are found wherever they went; where somebody changed them,
the passage that has most of them; where there is none, the note has its own place in the text and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prosemirror.model import Node

from ratgeber_tools import dialect
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.schema import Json
from ratgeber_tools.document import Container
from ratgeber_tools.editorial.margin_notes import MarginNote, read_note

#: A passage in which at least this share of the words still stands is the one somebody has changed.
_MOST_OF_THEM = 0.5
#: So much of words that reached over the end of a paragraph is looked for in it, at the least.
_LEAST_START = 15
_QUOTES = frozenset("„“”‚‘’\"'»«›‹")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and its box; `anchor` is where its words stand, None if nowhere; positions are ProseMirror's.

    `is_changed` says that the words are others by now.
    """

    note: MarginNote
    start: int
    end: int
    anchor: tuple[int, int] | None = None
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one paragraph, alike for whoever types other quotation marks, with the place of each sign."""

    text: str
    places: tuple[int, ...]
    end: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end] if end < len(self.places) else self.end


def placed_notes(document: Node) -> list[PlacedNote]:
    """Return the notes of a chapter in reading order, each with the place of its words."""
    boxes: list[tuple[Node, int]] = []
    lines: list[_Line] = []
    _look(document, 0, boxes, lines)
    found = []
    for box, at in boxes:
        note, end = read_note(_container(box)), at + box.node_size
        place, is_changed = _place_of(note.anchor, at, lines)
        found.append(PlacedNote(note, at, end, place, is_changed))
    return found


def _look(node: Node, at: int, boxes: list[tuple[Node, int]], lines: list[_Line]) -> None:
    for child in node.content.content:
        if child.type.name == "box" and child.attrs["name"] == dialect.EDITORIAL_NOTE:
            boxes.append((child, at))
        elif child.inline_content:
            if child.content.size:
                lines.append(_line(child, at + 1))
        elif not child.is_leaf:
            _look(child, at + 1, boxes, lines)
        at += child.node_size


def _container(box: Node) -> Container:
    values: Json = {"type": "doc", "content": [box.to_json()]}
    (block,) = document_of(values).blocks
    assert isinstance(block, Container)
    return block


def _line(node: Node, at: int) -> _Line:
    signs: list[str] = []
    places: list[int] = []
    for child in node.content.content:
        if child.is_text:
            place = at
            for sign in child.text or "":
                _add(sign, place, signs, places)
                place += 1 if ord(sign) < 0x10000 else 2
        elif child.type.name == "hard_break":
            _add(" ", at, signs, places)
        at += child.node_size
    return _Line("".join(signs), tuple(places), at)


def _add(sign: str, place: int, signs: list[str], places: list[int]) -> None:
    sign = _folded(sign)
    if sign and not (sign == " " and signs and signs[-1] == " "):
        signs.append(sign)
        places.append(place)


def _folded(sign: str) -> str:
    if sign in _QUOTES:
        return "'"
    return " " if sign.isspace() else "" if sign == "\N{SOFT HYPHEN}" else sign


def _place_of(anchor: str, box: int, lines: Sequence[_Line]) -> tuple[tuple[int, int] | None, bool]:
    wanted = " ".join("".join(map(_folded, anchor)).split())
    if not wanted:
        return None, False
    for look in (_whole, _beginning):
        spans = [span for line in lines for span in look(line, wanted)]
        if spans:
            return min(spans, key=lambda span: _distance(span, box)), False
    weights = _weights(wanted, lines)
    likely = [found for line in lines if (found := _most(line, weights))]
    if not likely:
        return None, True
    best = max(share for share, _ in likely)
    return min((span for share, span in likely if share == best), key=lambda span: _distance(span, box)), True


def _distance(span: tuple[int, int], box: int) -> tuple[bool, int]:
    """Return what makes a place the nearer one: a note stands behind its words."""
    return span[0] > box, abs(box - span[1])


def _whole(line: _Line, wanted: str) -> Iterator[tuple[int, int]]:
    at = line.text.find(wanted)
    while at >= 0:
        yield line.span(at, at + len(wanted))
        at = line.text.find(wanted, at + 1)


def _beginning(line: _Line, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the end of a paragraph that words begin with which went on in the next one."""
    text = line.text.rstrip()
    for size in range(min(len(text), len(wanted) - 1), _LEAST_START - 1, -1):
        if text.endswith(wanted[:size]):
            yield line.span(len(text) - size, len(text))
            return


def _weights(wanted: str, lines: Sequence[_Line]) -> dict[str, float]:
    """Return how much each of the words says about a place: one that stands in every line says nothing."""
    met = Counter(word for line in lines for word in set(_WORD.findall(line.text)))
    return {word: 1 / max(met[word], 1) for word in _WORD.findall(wanted)}


def _most(line: _Line, weights: Mapping[str, float]) -> tuple[float, tuple[int, int]] | None:
    """Return which share of the words still stands in a line, and from where to where; None for too few."""
    met = [match for match in _WORD.finditer(line.text) if match[0] in weights]
    share = sum(weights[word] for word in {match[0] for match in met}) / max(sum(weights.values()), 1e-9)
    if share < _MOST_OF_THEM:
        return None
    return share, line.span(met[0].start(), met[-1].end())
