"""The changes between two versions of a chapter, as somebody decides on them: sentence by sentence, each once.

What belongs together is one change: a sentence or paragraph that only stands elsewhere, a footnote and its sign.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from typing import Any, TypeAlias

from prosemirror.model import Node

from ratgeber_tools import dialect
from ratgeber_tools.desk.head_fields import BY_KEY, FIELDS
from ratgeber_tools.desk.smallest_steps import content_key
from ratgeber_tools.desk.tracking.plan import Overlay, Pair, Swap, ThingWords
from ratgeber_tools.prose import sentences
from ratgeber_tools.prose.comparison import SentencePiece, compare_words
from ratgeber_tools.quotation import quoted

#: What is taken: the number of a change with the words somebody put there instead, None for the change as it is.
Choice: TypeAlias = Mapping[int, str | None]
#: Between two lines of words that are compared.
LINE_END = "⏎"
_KEYS = tuple(field.key for field in FIELDS)
_SEVERAL = "Hier ist mehr zusammen, das nur zusammen gilt."


class ChangeKind(StrEnum):
    """What a change does, as it is said above it."""

    WORDS = "Anders"
    NEW = "Neu"
    GONE = "Weg"
    MOVED = "An anderer Stelle"
    LOOK = "Sieht anders aus"
    HEAD = "Zum Kapitel"


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One change: the words before and after, "" for none; `remarks` name in German what no word shows.

    `heading` is the one it stands under; `takes_words` says whether somebody may put words of their own there.
    """

    number: int
    kind: ChangeKind
    heading: str
    before: str
    after: str
    remarks: tuple[str, ...] = ()
    takes_words: bool = False

    @property
    def pieces(self) -> tuple[SentencePiece, ...]:
        """The words, with what becomes of each; `LINE_END` stands between two lines."""
        return tuple(compare_words(*(words.replace("\n", f" {LINE_END} ") for words in (self.before, self.after))))


@dataclass(frozen=True, slots=True)
class TrackedChanges:
    """All changes from one version to the other, in reading order; numbered from 1, always alike for two versions."""

    items: tuple[TrackedChange, ...]
    _plan: Overlay
    _places: Mapping[int, tuple[int, ...]]

    def with_taken(self, choice: Choice) -> Node:
        """Return the earlier version with the changes in `choice`."""
        taken: dict[int, str | None] = {
            place: words for number, words in choice.items() for place in self._places.get(number, ())
        }
        return self._plan.built(taken)


def _words_of_thing(node: Node) -> str:
    """Return how a thing is called where nobody looks up what it says."""
    return {"note_ref": "[Fußnote]", "image": "[Bild]", "hard_break": "", "math": "[Formel]"}.get(
        node.type.name, "[Angabe]"
    )


def changes_between(base: Node, theirs: Node, say: ThingWords = _words_of_thing) -> TrackedChanges:
    """Return the changes from `base` to `theirs`; `say` has the words for values, pictures and links."""
    plan = Overlay.of(base, theirs, _KEYS)
    groups = _Groups.of(plan)
    found: list[TrackedChange] = []
    places: dict[int, tuple[int, ...]] = {}
    for at, key in plan.head.items():
        number = len(found) + 1
        before, after = (_said_of_head(each.attrs[key]) for each in (base, theirs))
        found.append(TrackedChange(number, ChangeKind.HEAD, BY_KEY[key].label, before, after))
        places[number] = (at,)
    parts = {part.place: part for part in plan.places() if part.place is not None}
    for group in groups.in_order(parts):
        if all(map(_says_nothing, (parts[at] for at in group))):
            continue
        number = len(found) + 1
        found.append(_change(number, [parts[at] for at in group], plan.headings[group[0]], say))
        places[number] = tuple(group)
    return TrackedChanges(tuple(found), plan, places)


def _says_nothing(part: Swap | Pair) -> bool:
    """Say whether a place only has empty paragraphs in one version, as an editor leaves them to write in."""
    return isinstance(part, Swap) and all(
        node.type.name in ("paragraph", "heading") and not node.content.size for node in (*part.before, *part.after)
    )


def _said_of_head(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    return "\n".join(" – ".join(filter(None, line)) if isinstance(line, list) else str(line) for line in lines)


# ------------------------------------------------------------------------------------------- what belongs together


@dataclass(slots=True)
class _Groups:
    """Places that are decided together."""

    above: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Overlay) -> _Groups:
        groups = cls()
        gone: defaultdict[str, list[int]] = defaultdict(list)
        come: defaultdict[str, list[int]] = defaultdict(list)
        notes: defaultdict[str, list[int]] = defaultdict(list)
        for part in plan.places():
            if part.place is None:
                continue
            if isinstance(part, Swap):
                before, after = Counter(_sentences(part.before)), Counter(_sentences(part.after))
                for sentence in before - after:
                    gone[sentence].append(part.place)
                for sentence in after - before:
                    come[sentence].append(part.place)
            for label in _changed_labels(part):
                notes[label].append(part.place)
        for sentence in gone.keys() & come.keys():
            groups.join([*gone[sentence], *come[sentence]])
        for places in notes.values():
            groups.join(places)
        return groups

    def join(self, places: Sequence[int]) -> None:
        for one, other in combinations(places, 2):
            first, second = sorted((self._top(one), self._top(other)))
            if first != second:
                self.above[second] = first

    def _top(self, place: int) -> int:
        while place in self.above:
            place = self.above[place]
        return place

    def in_order(self, places: Iterable[int]) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in places:
            found.setdefault(self._top(place), []).append(place)
        return list(found.values())


def _sentences(nodes: Sequence[Node]) -> Iterator[str]:
    for line in _lines(nodes, content_key):  # things alike are the same thing
        for sentence in sentences.split(line):
            if any(map(str.isalnum, sentence)):
                yield " ".join(sentence.split())


def _changed_labels(part: Swap | Pair) -> set[str]:
    """Return the labels of the footnotes that a place brings or takes, or whose sign it does."""
    if isinstance(part, Pair):
        labels = {str(node.attrs["label"]) for node in (part.before, part.after) if node.type.name == "note"}
        return labels if len(labels) > 1 else set()
    before, after = (frozenset(_labels(nodes)) for nodes in (part.before, part.after))
    return set(before ^ after)


def _labels(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if node.type.name in ("note", "note_ref"):
            yield str(node.attrs["label"])
        yield from _labels(node.content.content)


# ------------------------------------------------------------------------------------------------------ in words


def _change(number: int, parts: Sequence[Swap | Pair], heading: str, say: ThingWords) -> TrackedChange:
    swaps = [part for part in parts if isinstance(part, Swap)]
    before = [line for swap in swaps for line in _lines(swap.before, say)]
    after = [line for swap in swaps for line in _lines(swap.after, say)]
    remarks = list(dict.fromkeys(_in_short([remark for part in parts for remark in _remarks(part)])))
    if len(parts) == 1:
        (part,) = parts
        if isinstance(part, Pair):
            said = "\n".join(_lines((part.after,), say))
            return TrackedChange(number, ChangeKind.LOOK, heading, said, said, tuple(remarks))
        kind = ChangeKind.WORDS if before and after else ChangeKind.NEW if after else ChangeKind.GONE
        takes_words = part.is_inline or _is_one_text(part)
        return TrackedChange(number, kind, heading, "\n".join(before), "\n".join(after), tuple(remarks), takes_words)
    if sorted(before) == sorted(after):
        return TrackedChange(number, ChangeKind.MOVED, heading, "\n".join(before), "\n".join(after), tuple(remarks))
    words = "\n".join(before), "\n".join(after)
    return TrackedChange(number, ChangeKind.WORDS, heading, *words, (_SEVERAL, *remarks))


def _is_one_text(swap: Swap) -> bool:
    nodes = swap.after or swap.before
    return len(nodes) == 1 and len(swap.before) < 2 and nodes[0].type.name in ("paragraph", "heading")


def _lines(nodes: Sequence[Node], say: ThingWords) -> list[str]:
    """Return what nodes say, a paragraph, item or cell a line; words side by side are one line."""
    found: list[str] = []
    words = ""
    for node in nodes:
        if node.is_text or node.is_inline:
            words += node.text or "" if node.is_text else say(node)
            continue
        if node.inline_content:
            found += _lines(node.content.content, say)
        elif node.is_leaf:
            found.append(say(node))
        else:
            found += [str(node.attrs["argument"])] if node.type.name == "box" else []
            found += _lines(node.content.content, say)
        if node.type.name in ("figure", "image"):
            found.append(str(node.attrs["alt"]))
    return [line for line in [*found, words.strip()] if line]


_NEW, _GONE = "Neu: ", "Weg: "
_BLOCKS = {
    "heading": "Überschrift", "bullet_list": "Liste", "ordered_list": "Liste mit Nummern",
    "list_item": "Punkt der Liste", "blockquote": "Zitat", "code_block": "fester Text", "rule": "Linie",
    "verbatim": "fester Baustein", "figure": "Bild", "table_block": "Tabelle", "table": "Tabelle",
    "table_row": "Zeile der Tabelle", "table_cell": "Zelle", "table_header": "Kopfzelle",
    "definition_list": "Worterklärungen", "definition": "Worterklärung", "note": "Fußnote",
}  # fmt: skip


def _called(node: Node) -> str:
    """Return what authors call a block, "" for a paragraph."""
    if node.type.name == "box":
        spec = dialect.CONTAINERS[str(node.attrs["name"])]
        return f"Kasten {quoted(spec.label or spec.title)}"
    return _BLOCKS.get(node.type.name, "")


def _remarks(part: Swap | Pair) -> Iterator[str]:
    if isinstance(part, Swap):
        if part.is_inline:
            if _plain(part.before) == _plain(part.after):
                yield "Anders ausgezeichnet: fett, kursiv oder ein Verweis."
            return
        before, after = ([name for node in side if (name := _called(node))] for side in (part.before, part.after))
        if before != after or not (part.before and part.after):
            yield from (f"{_GONE}{name}." for name in dict.fromkeys(before))
            yield from (f"{_NEW}{name}." for name in dict.fromkeys(after))
        return
    yield from _looks(part)


def _in_short(remarks: Sequence[str]) -> Iterator[str]:
    """Yield remarks; what goes at one place and comes at another stands elsewhere."""
    for remark in remarks:
        name = remark.removeprefix(_NEW).removeprefix(_GONE)
        if name != remark and {f"{_NEW}{name}", f"{_GONE}{name}"} <= {*remarks}:
            yield f"An anderer Stelle: {name}"
        else:
            yield remark


def _plain(nodes: Sequence[Node]) -> str:
    return "".join(node.text or "" if node.is_text else "\N{OBJECT REPLACEMENT CHARACTER}" for node in nodes)


def _looks(pair: Pair) -> Iterator[str]:
    before, after = _called(pair.before) or "Text", _called(pair.after) or "Text"
    if before != after:
        yield f"{before} wird {after}."
    one, other = pair.before.attrs, pair.after.attrs
    for name in one.keys() & other.keys() - {"src"}:
        if one[name] != other[name]:
            match name:
                case "level":
                    yield "Die Überschrift bekommt eine andere Stufe."
                case "argument":
                    yield f"Titel des Kastens: {quoted(str(one[name]))} wird {quoted(str(other[name]))}."
                case "alt":
                    yield f"Bildbeschreibung: {quoted(str(one[name]))} wird {quoted(str(other[name]))}."
                case "source":
                    yield "Ein anderes Bild."
                case "checked":
                    yield "Zum Abhaken, abgehakt oder nicht."
                case "name":
                    pass  # said above
                case _:
                    yield "Form oder Anordnung ist anders."
