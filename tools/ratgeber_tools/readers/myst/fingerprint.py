"""What a text means to MyST, as one value: equal for two texts that render the same.

It is the parser's own token stream, bodies of our directives included, less what shows nowhere: positions, and
whether a blank between two words is a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from markdown_it.token import Token

from ratgeber_tools.readers.myst.directives import parse_directive
from ratgeber_tools.readers.myst.paragraphs import ENTERED
from ratgeber_tools.readers.myst.parser import POSITION, SOURCE, Node, Parser

Fingerprint: TypeAlias = tuple[Any, ...]


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a chapter's text; line ends do not matter."""
    parser = Parser()
    return _of_nodes(parser, parser.parse(text))


def inline_fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of one paragraph's text, taken by itself."""
    return tuple(_of_inlines(Parser().parse_inline(text)))


def _of_nodes(parser: Parser, nodes: Iterable[Node]) -> Fingerprint:
    return tuple(_of_node(parser, node) for node in nodes)


def _of_node(parser: Parser, node: Node) -> Fingerprint:
    token = node.token
    directive = parse_directive(token) if token.type in ("fence", "colon_fence") else None
    if directive is not None and directive.name in ENTERED:
        body = _of_nodes(parser, parser.parse(directive.body))
        return (token.type, directive.name, directive.argument, directive.options, body)
    inlines = tuple(_of_inlines(token.children)) if token.children is not None else ()
    content = "" if token.type == "inline" else token.content
    return (*_of_token(token), content, inlines, _of_nodes(parser, node.children))


def _of_inlines(tokens: Sequence[Token]) -> Iterator[Fingerprint]:
    """Yield inline tokens with neighbouring texts and soft breaks as one text."""
    words: list[str] = []
    for token in tokens:
        if token.type == "text":
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        else:
            if words:
                yield ("text", "".join(words))
                words = []
            yield (*_of_token(token), token.content, tuple(_of_inlines(token.children or ())))
    if words:
        yield ("text", "".join(words))


def _of_token(token: Token) -> Fingerprint:
    meta = {key: value for key, value in token.meta.items() if key not in (SOURCE, POSITION)}
    return (token.type, token.tag, token.markup, token.info, token.hidden, repr(token.attrs), repr(meta))
