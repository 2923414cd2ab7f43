"""What of a chapter's text is no text of ours: foreign names, fences left open, raw HTML, odd attributes, git's marks.

The engine refuses the same things while it builds (`sphinx_ext.closed_parser`); here they are found without it, each
with its line.  Bodies of our directives are entered; nothing inside a refused one is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from markdown_it.token import Token

from ratgeber_tools import dialect
from ratgeber_tools.readers.myst.directives import parse_directive
from ratgeber_tools.readers.myst.parser import Node, Parser

_COMMENT = re.compile(r"<!--(?:-?>|.*?(?:-->|\Z))", re.DOTALL)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>?")
#: Git leaves these at the start of a line where two people have changed the same words.
_CONFLICT_START = re.compile(r"<{7}(?: |$)")
_CONFLICT_END = re.compile(r">{7}(?: |$)")
#: What the parser itself notes on tokens, beside what an author typed in braces.
_OWN_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "link": frozenset({"href", "title"}),
    "image": frozenset({"src", "alt", "title"}),
    "ordered_list": frozenset({"start", "class"}),
    "bullet_list": frozenset({"class"}),
    "list_item": frozenset({"class"}),
    "myst_target": frozenset({"class"}),
    "myst_line_comment": frozenset({"class"}),
    "myst_block_break": frozenset({"class"}),
    "th": frozenset({"style"}),
    "td": frozenset({"style"}),
}


class RefusalReason(Enum):
    """Why something is refused."""

    DIRECTIVE = "directive"  # not in the dialect
    ROLE = "role"
    ENTRY = "entry"  # a table of contents leads to an address nobody may link to
    HTML = "html"
    ATTRIBUTE = "attribute"
    OPEN_BOX = "open box"
    OPEN_CODE = "open code"
    STRAY_FENCE = "stray fence"  # closes nothing and so opens something
    TOO_DEEP = "too deep"
    CONFLICT = "conflict"


class Refusal(NamedTuple):
    """One thing that is refused: why, its name or words as typed, and its 0-based line."""

    reason: RefusalReason
    what: str
    line: int


def find_refusals(text: str, parser: Parser | None = None) -> tuple[Refusal, ...]:
    """Return what is refused in a chapter's `text`, whose line ends must be `\\n`, by line.

    What `parser` reads here it need not read again.
    """
    walker = _Walker(parser or Parser())
    found = list(walker.walk(walker.parser.parse_ahead(text), offset=0, depth=0))
    found += [mark for mark in conflict_marks(text) if not any(mark.line in lines for lines in walker.code)]
    return tuple(sorted(dict.fromkeys(found), key=lambda refusal: refusal.line))


def fence_name(info: str) -> str | None:
    """Return the directive that a fence's first line names, None if it is code or names nothing."""
    name = (info.split(maxsplit=1) or [""])[0]
    return name[1:-1] if name.startswith("{") and name.endswith("}") else None


def is_open(lines: Sequence[int], content: str) -> bool:
    """Say whether a fence has no last line; `lines` are its first line and the one after its last."""
    inside = content.count("\n") + (content != "" and not content.endswith("\n"))
    return lines[1] - lines[0] - 1 <= inside


def without_conflicts(text: str, stand_in: str) -> str:
    """Return `text` with the line `stand_in` where git has left a conflict; all other lines keep their numbers."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text
    lines = text.split("\n")
    for refusal in find_refusals(text):
        if refusal.reason is not RefusalReason.CONFLICT:
            continue
        first = refusal.line
        rest = range(first, len(lines))
        last = next((index for index in rest if _CONFLICT_END.match(lines[index])), first)
        lines[first : last + 1] = [stand_in] + [""] * (last - first)
    return "\n".join(lines)


def conflict_marks(text: str) -> Iterator[Refusal]:
    """Yield the lines git leaves around a conflict: the first of each, and whichever stands alone."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    is_inside = False
    for index, line in enumerate(text.split("\n")):
        if _CONFLICT_START.match(line):
            is_inside = True
            yield Refusal(RefusalReason.CONFLICT, line, index)
        elif _CONFLICT_END.match(line):
            if not is_inside:
                yield Refusal(RefusalReason.CONFLICT, line, index)
            is_inside = False


@dataclass(slots=True)
class _Walker:
    parser: Parser
    code: list[range]

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.code = []

    def walk(self, nodes: Iterable[Node], *, offset: int, depth: int) -> Iterator[Refusal]:
        """Yield what is refused in `nodes`, whose line 0 is line `offset` of the text, inside `depth` boxes."""
        for node in nodes:
            token = node.token
            line = offset + (token.map[0] if token.map else 0)
            match node.type:
                case "fence" | "colon_fence":
                    yield from self._fence(node, line, depth)
                    continue
                case "html_block":
                    yield from html_refusals(token.content, line)
                case "code_block":
                    self.code.append(range(line, offset + (token.map or [0, 0])[1]))
                case "inline":
                    tokens = token.children
                    yield from self.inline(self.parser.parse_inline(token.content) if tokens is None else tokens, line)
                case _:
                    yield from _attributes(token, node.type, line)
            yield from self.walk(node.children, offset=offset, depth=depth)

    def inline(self, tokens: Iterable[Token], line: int) -> Iterator[Refusal]:
        """Yield what is refused in the tokens of words that begin in `line`."""
        depth = 0
        has_html = False
        for token in tokens:
            depth += token.nesting
            if depth > dialect.DEEPEST_WORDS:
                yield Refusal(RefusalReason.TOO_DEEP, "", line)
                return
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "myst_role" and token.meta["name"] not in dialect.ROLES:
                yield Refusal(RefusalReason.ROLE, str(token.meta["name"]), line)
            elif token.type == "html_inline" and not (has_html and token.content.startswith("</")):
                for refusal in html_refusals(token.content, line):
                    has_html = True  # what ends an element need not be told as well
                    yield refusal
            yield from _attributes(token, token.type.removesuffix("_open"), line)

    def _fence(self, node: Node, line: int, depth: int) -> Iterator[Refusal]:
        token = node.token
        info = token.info.strip()
        name = fence_name(info)
        left_open = token.map is not None and is_open(token.map, token.content)
        if name is None:
            if node.type == "colon_fence":
                yield Refusal(RefusalReason.STRAY_FENCE, info, line)
                yield from self._body(token, "", line, depth)
                return
            if left_open:
                yield Refusal(RefusalReason.OPEN_CODE, token.markup, line)
            self.code.append(range(line, line + 1 + token.content.count("\n")))
            return
        if name not in dialect.DIRECTIVES:
            yield Refusal(RefusalReason.DIRECTIVE, name, line)
        elif left_open:
            yield Refusal(RefusalReason.OPEN_BOX, name, line)
        if name in dialect.DIRECTIVES:
            yield from self._body(token, name, line, depth)

    def _body(self, token: Token, name: str, line: int, depth: int) -> Iterator[Refusal]:
        if depth >= dialect.DEEPEST_BOX:
            yield Refusal(RefusalReason.TOO_DEEP, "", line)
            return
        directive = parse_directive(token) if name else None
        body, offset = (token.content, line + 1) if directive is None else (directive.body, line + directive.body_line)
        if directive is not None and directive.argument:
            yield from self.inline(self.parser.parse_inline(directive.argument), line)
        if name and dialect.DIRECTIVES[name] is dialect.Body.ENTRIES:
            for index, entry in enumerate(body.split("\n")):
                if not dialect.is_allowed_entry(entry.strip()):
                    yield Refusal(RefusalReason.ENTRY, entry.strip(), offset + index)
            return
        yield from self.walk(self.parser.parse_ahead(body), offset=offset, depth=depth + 1)


def is_line_break(html: str) -> bool:
    """Say whether HTML in a line is `<br>`, which is what a backslash at the line's end is too."""
    return _BREAK.fullmatch(html) is not None


def html_refusals(source: str, line: int) -> Iterator[Refusal]:
    """Yield the first tag of HTML that begins in `line`; a comment is none, nor is the break of a line."""
    without_comments = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    found = _TAG.search(without_comments)
    if found is not None and not is_line_break(without_comments):
        line += without_comments.count("\n", 0, found.start())
        yield Refusal(RefusalReason.HTML, " ".join(found[0].split()), line)


def _attributes(token: Token, kind: str, line: int) -> Iterator[Refusal]:
    if not token.attrs:
        return
    for name, value in token.attrs.items():
        if name in dialect.ATTRIBUTES or name in _OWN_ATTRIBUTES.get(kind, ()):
            continue
        if name == "class" and set(str(value).split()) <= dialect.CLASSES:
            continue
        yield Refusal(RefusalReason.ATTRIBUTE, f".{value}" if name == "class" else str(name), line)
