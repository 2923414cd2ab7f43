"""Fences → code, our building blocks, list tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.readers.myst.directives import Directive, parse_directive
from ratgeber_tools.readers.myst.inlines import NotModelledError, convert_inlines, width_mm
from ratgeber_tools.readers.myst.parser import Node, Parser
from ratgeber_tools.readers.myst.plain_rows import rows_at_sight
from ratgeber_tools.readers.myst.tables import read_list_table


class ReadBlocks(Protocol):
    """Reads nodes; `offset` is the document's line their line 0 is."""

    def __call__(self, nodes: Sequence[Node], *, offset: int) -> doc.Blocks: ...


@dataclass(frozen=True, slots=True)
class FenceReader:
    """Reads fences; their bodies go through `read_blocks`, those of directives named in `sealed` are not entered.

    With `at_sight`, list tables whose words are plain are read without the engine.
    """

    parser: Parser
    read_blocks: ReadBlocks
    sealed: frozenset[str] = frozenset()
    at_sight: bool = False

    def read_fence(self, node: Node, *, offset: int) -> doc.Block:
        """Return the block in a fence; raises `NotModelledError` if the model has no type for it.

        `offset` is the document's line the node's line 0 is.
        """
        token = node.token
        if node.type == "fence" and not token.info.strip().startswith("{"):
            return doc.CodeBlock(text=token.content.removesuffix("\n"), language=token.info.strip())
        directive = parse_directive(token)
        if directive is None:
            raise NotModelledError("a fence that is no directive")
        if directive.name in self.sealed:
            raise NotModelledError(directive.name)
        body_offset = offset + (token.map or [0])[0] + directive.body_line
        if directive.name in dialect.CONTAINERS:
            return doc.Container(
                name=directive.name,
                argument=directive.argument,
                options=directive.options,
                blocks=self._read_body(directive, body_offset),
            )
        match directive.name:
            case "list-table":
                return self._read_table(directive, body_offset, header_option="header-rows")
            case dialect.TABLE_DIRECTIVE:
                return self._read_table(directive, body_offset, header_option="kopfzeilen")
            case "figure":
                return self._read_figure(directive, body_offset, width_option="width")
            case dialect.FIGURE_DIRECTIVE:
                return self._read_figure(directive, body_offset, width_option="breite")
            case _:
                raise NotModelledError(directive.name)

    def _parse_body(self, directive: Directive) -> list[Node]:
        nodes = self.parser.parse(directive.body)
        if nodes and nodes[0].type == "front_matter":
            raise NotModelledError("front matter in a directive")
        return nodes

    def _read_body(self, directive: Directive, offset: int) -> doc.Blocks:
        return self.read_blocks(self._parse_body(directive), offset=offset)

    def _read_table(self, directive: Directive, offset: int, *, header_option: str) -> doc.Table:
        options = dict(directive.options)
        identifiers = _pop_name(options)
        rows = options.pop(header_option, "0").strip() or "0"
        if not rows.isdigit():
            raise NotModelledError("table options")
        caption = convert_inlines(self.parser.parse_inline(directive.argument)) if directive.argument else ()
        plain = rows_at_sight(directive.body.split("\n"), offset=offset) if self.at_sight else None
        if plain is not None:
            return doc.Table(plain, int(rows), caption, identifiers=identifiers, options=tuple(options.items()))
        table = read_list_table(
            self._parse_body(directive),
            header_rows=int(rows),
            caption=caption,
            with_spans=directive.name == dialect.TABLE_DIRECTIVE,
            read_cell=lambda nodes: self.read_blocks(nodes, offset=offset),
        )
        return replace(table, identifiers=identifiers, options=tuple(options.items()))

    def _read_figure(self, directive: Directive, offset: int, *, width_option: str) -> doc.Figure:
        options = dict(directive.options)
        identifiers = _pop_name(options)
        alt = options.pop("alt", "")
        width = options.pop(width_option, None)
        match self._read_body(directive, offset):
            case ():
                caption: doc.Inlines = ()
            case (doc.Paragraph(children=caption, identifiers=()),):
                pass
            case _:
                raise NotModelledError("figure with a legend")
        return doc.Figure(
            image=doc.Image(directive.argument, alt, None if width is None else width_mm(width.replace(" ", ""))),
            caption=caption,
            identifiers=identifiers,
            options=tuple(options.items()),
        )


def _pop_name(options: dict[str, str]) -> tuple[str, ...]:
    name = options.pop("name", "")
    return (name,) if name else ()
