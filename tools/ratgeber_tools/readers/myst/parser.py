"""markdown-it as MyST sets it up, with the source of every block kept on its first token."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from ratgeber_tools import dialect

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

#: Keys of `Token.meta` and a token type that are ours.
SOURCE = "ratgeber_source"
POSITION = "ratgeber_position"
LINK_DEFINITION = "link_definition"

#: From this level on markdown-it, as Sphinx calls it, drops a block and all that follows (`maxNesting` of its
#: CommonMark preset); a list and its item are a level each.
DEEPEST_IN_ENGINE = 20
_DEEPEST_READ = 200


@dataclass(slots=True)
class Node:
    """A token with what lies between it and its closing token."""

    token: Token
    children: list[Node] = field(default_factory=list)

    @property
    def type(self) -> str:
        return self.token.type.removesuffix("_open")

    @property
    def source(self) -> str:
        """The block's source without its container's indentation and without blank lines after it."""
        return str(self.token.meta.get(SOURCE, "")).rstrip("\n")


class Parser:
    """Parses texts of one document; link definitions and footnotes are shared between its parts."""

    def __init__(self) -> None:
        self._markdown = _engine()
        self._environment: MutableMapping[str, Any] = {}
        self.lost_lines: list[str] = []
        self._ahead: dict[str, list[Node]] = {}

    def parse_ahead(self, text: str) -> list[Node]:
        """Return what `parse` will return for `text` the next time it is asked; nobody may change it until then."""
        nodes = self.parse(text)
        self._ahead[text] = nodes
        return nodes

    def parse(self, text: str) -> list[Node]:
        """Return the blocks of `text` as trees; a line too deep for the engine is noted in `lost_lines`."""
        known = self._ahead.pop(text, None)
        if known is not None:
            return known
        if not text:
            return []
        tokens = self._markdown.parse(text, self._environment)
        lost = next((token for token in tokens if token.level >= DEEPEST_IN_ENGINE and token.map), None)
        if lost is not None and lost.map:
            self.lost_lines.append(text.split("\n")[lost.map[0]])
        return list(_nest(iter(tokens)))

    def parse_inline(self, text: str) -> list[Token]:
        """Return the inline tokens of one line or paragraph."""
        tokens = self._markdown.parseInline(text, self._environment)
        return tokens[0].children or [] if tokens else []


@cache
def _engine() -> MarkdownIt:
    """Return markdown-it as we need it; what belongs to one document lies in the environment it is given."""
    config = MdParserConfig(enable_extensions=set(dialect.MYST_EXTENSIONS))
    markdown = create_md_parser(config, RendererHTML)
    # Addresses are kept as the author typed them; MyST encodes them when it renders.
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.disable("wordcount", True)
    markdown.core.ruler.disable("attr")  # attributes are ours to read: we need their lines
    _read_heads_only_where_text_begins(markdown)
    _record_sources(markdown)
    _record_html_positions(markdown)
    # Where the engine stops reading without a word, we go on, so that the loss can be told.
    markdown.options["maxNesting"] = _DEEPEST_READ
    return markdown


def _nest(tokens: Iterator[Token]) -> Iterator[Node]:
    for token in tokens:
        if token.nesting < 0:
            return
        yield Node(token, list(_nest(tokens)) if token.nesting > 0 else [])


def _read_heads_only_where_text_begins(markdown: MarkdownIt) -> None:
    """Keep the head's rule from a list's first item: it counts the dashes of “- 5--7 Jahre” together."""
    for rule in markdown.block.ruler.__rules__:
        if rule.name == "front_matter":
            rule.fn = _at_the_beginning(rule.fn)


def _at_the_beginning(rule: BlockRule) -> BlockRule:
    def guarded(state: StateBlock, first: int, end: int, silent: bool) -> bool:
        return state.bMarks[first] + state.tShift[first] == 0 and rule(state, first, end, silent)

    return guarded


def _record_sources(markdown: MarkdownIt) -> None:
    """Let every block rule note the source of the block it found on the block's first token.

    Rules asked whether they would end a paragraph (all chains but the main one) only answer, a hundred times as often
    as blocks are found; they stay as they are.
    """
    ruler = markdown.block.ruler
    plain = {rule.name: rule.fn for rule in ruler.__rules__}
    recording = {name: _recording(rule, is_definition=name == "reference") for name, rule in plain.items()}
    for rule in ruler.__rules__:
        rule.fn = recording[rule.name]
    ruler.__compile__()
    original = {recording[name]: rule for name, rule in plain.items()}
    for chain, rules in (ruler.__cache__ or {}).items():
        if chain:
            rules[:] = [original[rule] for rule in rules]


def _record_html_positions(markdown: MarkdownIt) -> None:
    """Let inline HTML note where in its paragraph's content it begins."""
    for rule in markdown.inline.ruler.__rules__:
        if rule.name == "html_inline":
            rule.fn = _positioned(rule.fn)


def _positioned(rule: InlineRule) -> InlineRule:
    def record(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if not rule(state, silent):
            return False
        if not silent:
            token = state.tokens[-1]
            token.meta = {**token.meta, POSITION: start}
        return True

    return record


def _recording(rule: BlockRule, *, is_definition: bool) -> BlockRule:
    def record(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        first = len(state.tokens)
        indent = state.blkIndent
        if not rule(state, start, end, silent):
            return False
        if silent:
            return True
        if is_definition:  # leaves no token of its own
            state.push(LINK_DEFINITION, "", 0).map = [start, state.line]
        if len(state.tokens) > first:
            token = state.tokens[first]
            token.meta = {**token.meta, SOURCE: state.getLines(start, state.line, indent, False)}
        return True

    return record
