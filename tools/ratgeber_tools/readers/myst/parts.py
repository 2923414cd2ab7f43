"""A chapter's text taken apart by position: where each directive, comment, list item and footnote lies in the source.

The model says what a chapter means and lets go of places inside a line.  Whoever takes something out of a text and
leaves every other character as it is (a public edition takes out notes) needs those places.  Bodies of directives are
entered, whatever they stand in; positions count characters of the text with `\\n` as line end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

from markdown_it.token import Token

from ratgeber_tools import dialect
from ratgeber_tools.readers.myst.directives import parse_directive
from ratgeber_tools.readers.myst.parser import POSITION, Node, Parser

#: An HTML comment, open to the end if nothing closes it.
COMMENT = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))", re.DOTALL)
_TICK_BOX = re.compile(r"\[[ xX]\][ \t]+\Z")
_FENCE_NAME = re.compile(r"\{(?P<name>[^\s}]+)\}")


class Span(NamedTuple):
    """A stretch of the text: position of its first character, and the position after its last."""

    start: int
    end: int


class PartKind(Enum):
    """What a part is, as far as its place matters."""

    DIRECTIVE = "directive"
    COMMENT = "comment"  # nothing else in it; one without words is no comment but a separator
    LIST = "list"  # of items, or of words with their definitions
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"  # a footnote's text
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A block of the source.

    `name` is a directive's or a footnote's; `argument`, `options` and `body` are a directive's.  `comments` are the
    places of HTML comments in the block's own words, `references` the footnotes its own words refer to.
    """

    kind: PartKind
    span: Span
    name: str = ""
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()
    body: str = ""
    children: tuple[SourcePart, ...] = ()
    comments: tuple[Span, ...] = ()
    references: tuple[str, ...] = ()


def read_parts(text: str) -> tuple[SourcePart, ...]:
    """Return the blocks of `text`, without its front matter; line ends must be `\\n`."""
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    reader = _PartReader(Parser(), text, lines, starts)
    return reader.read(reader.parser.parse(text), offset=0)


def inline_comments(text: str) -> tuple[Span, ...]:
    """Return where HTML comments lie in one line or paragraph of words, such as a sentence of the head."""
    parser = Parser()
    reader = _PartReader(parser, text, text.split("\n"), ())
    return reader.words(Span(0, len(text)), [(text, parser.parse_inline(text))]).comments


def walk_parts(parts: Iterable[SourcePart]) -> Iterator[SourcePart]:
    """Yield every part, those around before those inside."""
    for part in parts:
        yield part
        yield from walk_parts(part.children)


@dataclass(frozen=True, slots=True)
class _PartReader:
    parser: Parser
    text: str
    lines: Sequence[str]
    starts: Sequence[int]
    boxes: list[str] = field(default_factory=list)  # names of those we are in

    def read(self, nodes: Iterable[Node], *, offset: int) -> tuple[SourcePart, ...]:
        """Return the parts in `nodes`, whose line 0 is line `offset` of the text."""
        return tuple(self._part(node, offset) for node in nodes if node.token.map and node.type != "front_matter")

    def _part(self, node: Node, offset: int) -> SourcePart:
        span = self._span(node, offset)
        match node.type:
            case "fence" | "colon_fence":
                return self._directive(node, span, offset)
            case "footnote_reference":
                children = self.read(node.children, offset=offset)
                return SourcePart(PartKind.NOTE, span, name=str(node.token.meta["label"]), children=children)
            case "bullet_list" | "ordered_list":
                items = tuple(self._item(item, offset) for item in node.children)
                return SourcePart(PartKind.LIST, span, children=items)
            case "dl":
                return SourcePart(PartKind.LIST, span, children=tuple(self._definitions(node, span, offset)))
            case "blockquote":
                return SourcePart(PartKind.QUOTE, span, children=self.read(node.children, offset=offset))
            case "myst_line_comment" | "myst_block_break":
                has_words = self.text[span.start : span.end].strip("%+> \t\n")
                return SourcePart(PartKind.COMMENT if has_words else PartKind.OTHER, span)
            case "html_block":
                return self._html(span)
            case _:
                return self.words(span, _inline_contents(node))

    def _directive(self, node: Node, span: Span, offset: int) -> SourcePart:
        token = node.token
        name = _FENCE_NAME.match(token.info.strip())
        if name is None:
            return SourcePart(PartKind.OTHER, span)
        directive = parse_directive(token)
        if directive is None:
            return SourcePart(PartKind.DIRECTIVE, span, name=name["name"])
        children: tuple[SourcePart, ...] = ()
        if dialect.DIRECTIVES.get(directive.name, dialect.Body.BLOCKS) is not dialect.Body.ENTRIES and (
            len(self.boxes) < dialect.DEEPEST_BOX  # what is deeper no edition shows
        ):
            body_offset = offset + (token.map or [0])[0] + directive.body_line
            self.boxes.append(directive.name)
            children = self.read(self.parser.parse(directive.body), offset=body_offset)
            self.boxes.pop()
        head_end = self.text.find("\n", span.start)
        head = Span(span.start, span.end if head_end < 0 else min(head_end, span.end))
        words = self.words(head, [(directive.argument, self.parser.parse_inline(directive.argument))])
        return SourcePart(
            PartKind.DIRECTIVE,
            span,
            name=directive.name,
            argument=directive.argument,
            options=directive.options,
            body=directive.body,
            children=children,
            comments=words.comments,
            references=words.references,
        )

    def _item(self, node: Node, offset: int) -> SourcePart:
        """An item begins where its content does, behind the list's sign."""
        children = self.read(node.children, offset=offset)
        if not children:
            end = self._line_end((node.token.map or [0])[0] + offset)
            return SourcePart(PartKind.ITEM, Span(end, end))
        start = children[0].span.start
        tick_box = _TICK_BOX.search(self.text, self.starts[self._line_of(start)], start)
        if tick_box is not None:
            start = tick_box.start()
        return SourcePart(PartKind.ITEM, Span(start, children[-1].span.end), children=children)

    def _definitions(self, node: Node, span: Span, offset: int) -> Iterator[SourcePart]:
        """A word with all its definitions is one item."""
        groups: list[tuple[Node, list[Node]]] = []
        for child in node.children:
            if child.type == "dt":
                groups.append((child, []))
            elif groups:
                groups[-1][1].append(child)
        start = span.start
        for index, (term, definitions) in enumerate(groups):
            if index:
                start = self._own_start((term.token.map or [0])[0] + offset)
            children = tuple(part for each in definitions for part in self.read(each.children, offset=offset))
            end = children[-1].span.end if children else start
            words = self.words(Span(start, self._line_end(self._line_of(start))), _inline_contents(term))
            yield SourcePart(
                PartKind.ITEM,
                Span(start, end),
                children=children,
                comments=words.comments,
                references=words.references,
            )

    def _html(self, span: Span) -> SourcePart:
        source = self.text[span.start : span.end]
        found = (m for m in COMMENT.finditer(source) if m[0].strip("<>!- \t\n"))
        comments = tuple(Span(span.start + m.start(), span.start + m.end()) for m in found)
        is_comment = comments and not COMMENT.sub("", source).strip(" \t\n>")
        return SourcePart(PartKind.COMMENT if is_comment else PartKind.OTHER, span, comments=comments)

    def words(self, span: Span, contents: Iterable[tuple[str, Sequence[Token]]]) -> SourcePart:
        """Return a block of words with its comments and references; `contents` are words and tokens of its pieces."""
        comments: list[Span] = []
        references: list[str] = []
        cursor = span.start
        behind = ""  # words between the comment found last and the one looked for
        for content, tokens in contents:
            done = 0
            for token in tokens:
                if token.type == "footnote_ref":
                    references.append(str(token.meta["label"]))
                is_comment = token.type == "html_inline" and token.content.startswith("<!--")
                if not is_comment or not token.content.strip("<>!- \t\n"):
                    continue
                position = int(token.meta[POSITION])
                behind += content[done:position]
                # The same characters may stand in code or escaped before it; they are no comment.
                found = self._find(token.content, cursor, span.end, skip=behind.count(token.content))
                if found is not None:
                    comments.append(found)
                    cursor, done, behind = found.end, position + len(token.content), ""
            behind += content[done:]
        return SourcePart(PartKind.OTHER, span, comments=tuple(comments), references=tuple(references))

    def _find(self, words: str, start: int, end: int, *, skip: int) -> Span | None:
        """Return where `words` stand; their lines may be indented or quoted, their bars escaped."""
        typed = (re.escape(line).replace(r"\|", r"\\?\|") for line in words.split("\n"))
        pattern = re.compile(r"[ \t]*\n[ \t>]*".join(typed))
        matches = [Span(*match.span()) for match in pattern.finditer(self.text, start, end)]
        return matches[skip] if len(matches) > skip else None

    def _span(self, node: Node, offset: int) -> Span:
        """Return where a block's own text lies: behind the signs of what it stands in, without blank lines after it."""
        first, end = ((node.token.map or [0, 0])[0] + offset, (node.token.map or [0, 0])[1] + offset)
        end = max(end, first + 1)
        while end > first + 1 and not self.lines[end - 1].strip():
            end -= 1
        typed = self.lines[first].rstrip()
        own = node.source.split("\n", 1)[0].strip()
        column = len(typed) - len(own) if typed.endswith(own) else len(typed) - len(typed.lstrip())
        return Span(self.starts[first] + column, self._line_end(end - 1))

    def _line_end(self, line: int) -> int:
        return self.starts[line] + len(self.lines[line].rstrip())

    def _line_of(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    def _own_start(self, line: int) -> int:
        """Return where the text of a line begins behind blanks and the signs of quotations."""
        return self.starts[line] + len(self.lines[line]) - len(self.lines[line].lstrip(" \t>"))


def _inline_contents(node: Node) -> Iterator[tuple[str, Sequence[Token]]]:
    """Yield the words and tokens of every paragraph, cell or heading in `node`."""
    if node.token.type == "inline":
        yield node.token.content, node.token.children or []
    for child in node.children:
        yield from _inline_contents(child)
