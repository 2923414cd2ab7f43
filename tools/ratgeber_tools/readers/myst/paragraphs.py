"""Where paragraphs lie in a chapter's source, for whoever edits them in place.

Paragraphs of the text, of list items, definitions and footnotes, and of the bodies of our directives are found.  Not
found, for editing them is not safe or not wanted: paragraphs in quotations and in other directives, cells of pipe
tables, and whatever is not laid out as its parser sees it (tabs, odd indentation).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools import dialect
from ratgeber_tools.document import LineRange
from ratgeber_tools.readers.myst.directives import parse_directive
from ratgeber_tools.readers.myst.parser import Node, Parser

#: Directives whose body is ordinary Markdown; `fingerprint` enters the same.
ENTERED = frozenset(
    {*dialect.CONTAINERS, dialect.TABLE_DIRECTIVE, dialect.FIGURE_DIRECTIVE, dialect.GLOSSARY_DIRECTIVE}
    | {"list-table", "figure"}
)

_ENTERED_BLOCKS = frozenset({"bullet_list", "ordered_list", "list_item", "dl", "dd", "footnote_reference"})
#: What may stand before a paragraph on its first line: marks of items, a task's box, a definition, a footnote.
_MARKS = re.compile(r"(?P<note>\[\^[^\]\s]+\]:[ ]*)?(?:[ ]*(?:[-*+]|\d{1,9}[.)]|:|~)[ ]+)*[ ]*(?:\[[ xX]\][ ]+)?\Z")
_NOTE_INDENT = 4


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph in the source.

    `lines` are its lines, `content` is its text without indentation; `first` stands before its first line (marks of
    list items, for instance), `rest` before every other.
    """

    lines: LineRange
    content: str
    first: str
    rest: str


def find_paragraphs(text: str) -> tuple[SourceParagraph, ...]:
    """Return the paragraphs of a text with line feeds, in reading order."""
    lines = text.split("\n")
    return tuple(_find(Parser(), text, lines, offset=0))


def _find(parser: Parser, text: str, lines: Sequence[str], *, offset: int, boxes: int = 0) -> Iterator[SourceParagraph]:
    yield from _search(parser, parser.parse(text), lines, offset=offset, boxes=boxes)


def _search(
    parser: Parser, nodes: Sequence[Node], lines: Sequence[str], *, offset: int, boxes: int
) -> Iterator[SourceParagraph]:
    """Yield paragraphs in `nodes`, which stand in that many `boxes`; deeper than the dialect goes nothing is edited."""
    for node in nodes:
        if node.type == "paragraph":
            if (found := _locate(node, lines, offset)) is not None:
                yield found
        elif node.type in _ENTERED_BLOCKS:
            yield from _search(parser, node.children, lines, offset=offset, boxes=boxes)
        elif node.type in ("fence", "colon_fence") and node.token.map:
            directive = parse_directive(node.token)
            if directive is not None and directive.name in ENTERED and boxes < dialect.DEEPEST_BOX:
                start = offset + node.token.map[0] + directive.body_line
                yield from _find(parser, directive.body, lines, offset=start, boxes=boxes + 1)


def _locate(node: Node, lines: Sequence[str], offset: int) -> SourceParagraph | None:
    """Return the place of a paragraph, None if the source is not laid out as expected."""
    content = node.children[0].token.content.split("\n")
    first_line = (node.token.map or [0])[0] + offset
    place = LineRange(first_line, first_line + len(content))
    source = lines[place.first : place.end]
    if len(source) != len(content) or not source[0].rstrip().endswith(content[0].rstrip()):
        return None
    if any(line.strip() != part.strip() for line, part in zip(source[1:], content[1:], strict=True)):
        return None
    head = source[0].rstrip()
    first = head[: len(head) - len(content[0].rstrip())]
    found = _MARKS.match(first)
    if found is None:
        return None
    indent = len(re.sub(r"\[[ xX]\][ ]+\Z", "", first))  # a task's box does not indent
    if found["note"]:
        if found["note"] != first:
            return None
        indent = _NOTE_INDENT
    rest = " " * indent
    if len(source) > 1:
        rest = source[1][: len(source[1]) - len(source[1].lstrip(" "))]
    return SourceParagraph(lines=place, content="\n".join(content), first=first, rest=rest)
