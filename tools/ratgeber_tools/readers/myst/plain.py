"""Plain passages of a chapter, read without the engine: most of any text is letters, blanks and commas.

A passage is a stretch between blank lines: a paragraph, a heading, a list of one level or a pipe table in which no
sign stands that could mean anything to MyST.  What it means is known at sight, if it stands by itself.  Whether it does
depends on what is around it (an open fence, a list that goes on, a definition below its term), and that only the engine
can say: it is handed the text with a stand-in of the same kind for the first and the last passage of each run, and
blank lines for the others.  A run counts as read if the engine finds both there, each on its own at the top level;
else the engine reads everything.

The engine's reading is the measure: `tests/readers/test_myst_plain.py` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools import document as doc
from ratgeber_tools.readers.myst.parser import Node

# All that means nothing within a line: any character but controls, line ends and the signs of MyST's inlines.
_SAFE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029#$&*<=>\[\\\]^_`{|}~]"
_WORDS = re.compile(rf"{_SAFE}*")
# A line that opens with one of these opens no list, comment, definition or target (`12.` does), nor does `**bold**`.
_OPENING = re.compile(r"[^\W\d_]|[„“]|\d+(?![.)\d])|\*\*?[^\W_]")
# `**bold**` and `*slanted*` that can only open where they open and only close where they close (CommonMark 0.31, 6.2).
_MARKED = rf"[^\W_](?:{_SAFE}*(?:[^\W_]|[.:?!](?=\*\*?(?: |\Z))))?"
_MARK = re.compile(rf"(?<![^ ])(?P<sign>\*\*?)(?P<words>{_MARKED})(?P=sign)(?=[ ,.;:?!)]|\Z)")
_HEADING = re.compile(r"(#{1,6}) ([^ ].*)")
_ITEM = re.compile(r"(?P<mark>- |(?P<number>\d{1,9})\. )(?P<words>.+)")
_DELIMITERS = re.compile(r"\|(?: --- \|)+")
#: A line that opens a list, or goes on in one; a line that makes a definition of the passage before.
_LIST_LIKE, _DEFINITION = re.compile(r"[-*+](?:[ \t]|\Z)|[0-9 \t]"), re.compile(r"[:~](?:[ \t]|\Z)")
_FENCE = re.compile(r"(`{3,}|~{3,}|:{3,})")
_STRONG = 2


@dataclass(frozen=True, slots=True)
class PlainPassage:
    """A block read at sight, where it stands, and its source."""

    block: doc.Block
    lines: doc.LineRange
    source: str


@dataclass(slots=True)
class _SourcePassage:
    """A passage between blank lines; `read` is what it says, None if only the engine can tell."""

    first: int
    lines: Sequence[str]
    read: doc.Block | None = None

    @property
    def end(self) -> int:
        return self.first + len(self.lines)


class PlainRuns:
    """The runs of plain passages in a text, and the text without them."""

    def __init__(self, lines: Sequence[str]) -> None:
        passages = list(_passages(lines))
        _read(passages)
        self._runs = list(_runs(passages))
        masked = list(lines)
        for run in self._runs:
            masked[run[0].first : run[-1].end] = [""] * (run[-1].end - run[0].first)
            for passage in (run[0], run[-1]):
                masked[passage.first] = _stand_in(passage)
        self._masked = masked

    def __bool__(self) -> bool:
        return bool(self._runs)

    @property
    def masked(self) -> str:
        """The text the engine has to read: as many lines as the whole, stand-ins for the runs."""
        return "\n".join(self._masked)

    def put_back(self, nodes: Sequence[Node]) -> list[Node | PlainPassage] | None:
        """Return what the engine found in `masked` with the runs in their places; None if one is not on its own."""
        found: list[Node | PlainPassage] = []
        at = {passage.first: (run, passage) for run in self._runs for passage in (run[0], run[-1])}
        seen = 0
        for node in nodes:
            start, end = node.token.map or (-1, -1)
            if start not in at:
                found.append(node)
                continue
            run, passage = at[start]
            if not self._is_stand_in(node, passage, end):
                return None
            seen += 1
            if passage is run[0]:
                found += (
                    PlainPassage(each.read, doc.LineRange(each.first, each.end), "\n".join(each.lines))
                    for each in run
                    if each.read is not None
                )
        return found if seen == len(at) else None

    def _is_stand_in(self, node: Node, passage: _SourcePassage, end: int) -> bool:
        return node.type == _KINDS[type(passage.read)] and not any(self._masked[passage.first + 1 : end])


#: The engine's name for the stand-in of each kind of block; a paragraph stands in for a table.
_KINDS: dict[type, str] = {
    doc.Paragraph: "paragraph",
    doc.Table: "paragraph",
    doc.Heading: "heading",
    doc.BulletList: "bullet_list",
    doc.OrderedList: "ordered_list",
}


def _stand_in(passage: _SourcePassage) -> str:
    match passage.read:
        case doc.Heading():
            return "# x"
        case doc.BulletList():
            return "- x"
        case doc.OrderedList():
            return "1. x"
        case _:
            return "x"


def _passages(lines: Sequence[str]) -> Iterator[_SourcePassage]:
    start = None
    for number, line in enumerate(lines):
        if not line or line.isspace():
            if start is not None:
                yield _SourcePassage(start, lines[start:number])
                start = None
        elif start is None:
            start = number
    if start is not None:
        yield _SourcePassage(start, lines[start:])


def _runs(passages: Sequence[_SourcePassage]) -> Iterator[list[_SourcePassage]]:
    run: list[_SourcePassage] = []
    for passage in passages:
        if passage.read is not None:
            run.append(passage)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _read(passages: Sequence[_SourcePassage]) -> None:
    """Read what can be read at sight; what lies in an open fence or beside a list or definition cannot."""
    fence = ""
    for number, passage in enumerate(passages):
        after = passages[number + 1].lines[0] if number + 1 < len(passages) else ""
        if not fence and not _DEFINITION.match(after):
            neighbours = [*(passages[number - 1].lines if number else ()), after]
            passage.read = _block(passage, beside_list=any(map(_LIST_LIKE.match, neighbours)))
        if passage.read is None:
            fence = _still_open(passage.lines, fence, at_beginning=passage.first == 0)


def _still_open(lines: Sequence[str], fence: str, *, at_beginning: bool) -> str:
    """Return the fence, or the strokes of the head, that are open behind `lines`."""
    for number, line in enumerate(lines):
        if fence:
            if line.rstrip() == fence or (fence != "---" and line.startswith(fence) and not line.strip(fence[0] + " ")):
                fence = ""
        elif at_beginning and number == 0 and line.rstrip() == "---":
            fence = "---"
        elif found := _FENCE.match(line):
            fence = found[1]
    return fence


def _block(passage: _SourcePassage, *, beside_list: bool) -> doc.Block | None:
    lines, place = passage.lines, doc.LineRange(passage.first, passage.end)
    first = lines[0]
    if first[0] == "#":
        found = _HEADING.fullmatch(first)
        children = _inlines(found[2]) if found and len(lines) == 1 else None
        return doc.Heading(len(found[1]), children, lines=place) if found and children else None
    if first[0] == "|":
        return _table(lines, passage.first, place)
    if _ITEM.match(first):
        return None if beside_list or passage.first == 0 else _list(lines, passage.first, place)
    children = plain_paragraph(lines)
    return doc.Paragraph(children, lines=place) if children else None


def plain_paragraph(lines: Sequence[str]) -> doc.Inlines | None:
    """Return the words of a paragraph's lines; None if a sign among them may mean something."""
    if all(_OPENING.match(line) and not line[-1].isspace() for line in lines):
        return _inlines(" ".join(lines))
    return None


def _inlines(source: str) -> doc.Inlines | None:
    """Return the words of a line, or of lines put together, with their marks; None if anything else is in them."""
    if source[0].isspace() or source[-1].isspace():
        return None
    if "*" not in source:
        return (doc.Text(source),) if _WORDS.fullmatch(source) else None
    found: list[doc.Inline] = []
    position = 0
    for mark in _MARK.finditer(source):
        between = source[position : mark.start()]
        if not _WORDS.fullmatch(between):
            return None
        if between:
            found.append(doc.Text(between))
        kind = doc.Strong if len(mark["sign"]) == _STRONG else doc.Emphasis
        found.append(kind((doc.Text(mark["words"]),)))
        position = mark.end()
    rest = source[position:]
    if not _WORDS.fullmatch(rest):
        return None
    return (*found, doc.Text(rest)) if rest else tuple(found)


def _list(lines: Sequence[str], first: int, place: doc.LineRange) -> doc.Block | None:
    items: list[doc.ListItem] = []
    starts: list[int] = []
    marks: list[re.Match[str]] = []
    for number, line in enumerate(lines):
        found = _ITEM.fullmatch(line)
        if found is not None:
            starts.append(number)
            marks.append(found)
        elif not line.startswith(" " * len(marks[-1]["mark"])):
            return None
    for start, end, mark in zip(starts, [*starts[1:], len(lines)], marks, strict=True):
        indent = len(mark["mark"])
        children = plain_paragraph([line[indent:] for line in lines[start:end]])
        if not children or (mark["number"] is None) != (marks[0]["number"] is None):
            return None
        paragraph = doc.Paragraph(children, lines=doc.LineRange(first + start, first + end))
        items.append(doc.ListItem((paragraph,)))
    if marks[0]["number"] is None:
        return doc.BulletList(tuple(items), lines=place)
    return doc.OrderedList(tuple(items), start=int(marks[0]["number"]), lines=place)


def _table(lines: Sequence[str], first: int, place: doc.LineRange) -> doc.Block | None:
    if len(lines) == 1 or not _DELIMITERS.fullmatch(lines[1]):
        return None
    columns = lines[1].count("|") - 1
    rows: list[doc.Row] = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        if not (line.startswith("| ") and line.endswith(" |") and line.count("|") == columns + 1):
            return None
        cells = line[2:-2].split(" | ")
        if len(cells) != columns:
            return None
        at = doc.LineRange(first + number, first + number + 1)
        read: list[doc.Cell] = []
        for cell in cells:
            words = _inlines(cell) if cell else ()
            if words is None:
                return None
            read.append(doc.Cell((doc.Paragraph(words, lines=at),) if words else ()))
        rows.append(doc.Row(tuple(read)))
    return doc.Table(tuple(rows), header_rows=1, lines=place)
