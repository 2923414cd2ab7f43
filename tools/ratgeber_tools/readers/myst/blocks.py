"""Block tokens → the model's blocks, with their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.readers.myst import parser
from ratgeber_tools.readers.myst.fences import FenceReader
from ratgeber_tools.readers.myst.inlines import NotModelledError, convert_inlines
from ratgeber_tools.readers.myst.parser import Node, Parser
from ratgeber_tools.readers.myst.plain import PlainPassage, PlainRuns
from ratgeber_tools.readers.myst.tables import read_pipe_table

_EMPTY_COMMENT = re.compile(r"<!--\s*-->\s*\Z")
_KEPT_AS_IT_STANDS = frozenset({"html_block", "myst_block_break"})


def read_document(
    text: str, *, sealed: frozenset[str] = frozenset(), parser: Parser | None = None
) -> tuple[doc.Document, tuple[str, ...]]:
    """Return the model of a chapter's text, and the lines from which on the engine would drop everything.

    Directives named in `sealed` stay as they are.  `parser` may have read some of the text ahead; without it plain
    passages are read at sight.
    """
    normalised = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = normalised.split("\n")
    at_sight = parser is None
    partly = _partly_at_sight(lines) if parser is None else None
    nodes: list[Node | PlainPassage]
    if partly is not None:
        parser, nodes = partly
    else:
        parser = parser or Parser()
        nodes = list(parser.parse(normalised))
    reader = _MystBlockReader(parser, lines, sealed, at_sight=at_sight)
    front_matter = ""
    if nodes and isinstance(nodes[0], Node) and nodes[0].type == "front_matter":
        front_matter = nodes[0].token.content
        del nodes[0]
    blocks = reader.read(nodes, offset=0)
    document = doc.Document(blocks=blocks, notes=reader.ordered_notes(), front_matter=front_matter)
    return document, tuple(reader.parser.lost_lines)


def _partly_at_sight(lines: Sequence[str]) -> tuple[Parser, list[Node | PlainPassage]] | None:
    """Return the blocks of a text with its plain passages read at sight; None where the engine has to read them."""
    plain = PlainRuns(lines)
    if not plain:
        return None
    parser = Parser()
    nodes = plain.put_back(parser.parse(plain.masked))
    return None if nodes is None else (parser, nodes)


@dataclass(slots=True)
class _Pending:
    """Targets and attributes that belong to the block to come."""

    identifiers: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)  # source of attributes the model does not have
    first_line: int | None = None

    def note_line(self, line: int) -> None:
        if self.first_line is None:
            self.first_line = line

    def claimed(self, passage: PlainPassage) -> doc.Block:
        """Return a plain passage with what stands before it."""
        block, (first, end) = passage.block, passage.lines
        if self.attributes:
            block = doc.Verbatim(source="\n".join([*self.attributes, passage.source]))
        lines = doc.LineRange(first if self.first_line is None else self.first_line, end)
        return replace(block, identifiers=tuple(self.identifiers), lines=lines)


@dataclass(slots=True)
class _MystBlockReader:
    parser: Parser
    lines: Sequence[str]
    sealed: frozenset[str] = frozenset()
    at_sight: bool = False
    notes: dict[str, doc.Blocks] = field(default_factory=dict)
    references: dict[str, None] = field(default_factory=dict)
    boxes: int = 0  # we are in

    def ordered_notes(self) -> dict[str, doc.Blocks]:
        """Return the footnotes in the order they are first referred to, then those nobody refers to."""
        labels = [label for label in self.references if label in self.notes]
        return {label: self.notes[label] for label in dict.fromkeys([*labels, *self.notes])}

    # ---------------------------------------------------------------------------------------- sequences

    def read(self, nodes: Sequence[Node | PlainPassage], *, offset: int) -> doc.Blocks:
        """Return the blocks of `nodes`; `offset` is the document's line their line 0 is."""
        blocks: list[doc.Block] = []
        pending = _Pending()
        for node in nodes:
            if isinstance(node, PlainPassage):
                blocks.append(pending.claimed(node) if pending.first_line is not None else node.block)
                pending = _Pending()
                continue
            first, end = self._lines_of(node, offset)
            match node.type:
                case "myst_target":
                    pending.identifiers.append(node.token.content)
                    pending.note_line(first)
                    continue
                case "attrs_block" if set(node.token.attrs) == {"id"}:
                    pending.identifiers.append(str(node.token.attrs["id"]))
                    pending.note_line(first)
                    continue
                case "attrs_block":
                    pending.attributes.append(node.source)
                    pending.note_line(first)
                    continue
                case "footnote_reference":
                    blocks.extend(self._read_note(node, doc.LineRange(first, end), offset))
                    continue
                case "html_block" if _EMPTY_COMMENT.match(node.token.content):
                    continue
                case "myst_line_comment" | parser.LINK_DEFINITION:  # nothing a target could point to
                    blocks.append(doc.Verbatim(source=node.source, lines=doc.LineRange(first, end)))
                    continue
                case _:
                    pass
            block = self._read_block(node, offset, attributes=pending.attributes)
            if block is None and not pending.identifiers:
                continue
            start = first if pending.first_line is None else pending.first_line
            block = block or doc.Paragraph(children=())
            identifiers = (*pending.identifiers, *block.identifiers)
            blocks.append(replace(block, identifiers=identifiers, lines=doc.LineRange(start, end)))
            pending = _Pending()
        if pending.first_line is not None:
            rest = [f"({identifier})=" for identifier in pending.identifiers] + pending.attributes
            line = pending.first_line
            blocks.append(doc.Verbatim(source="\n".join(rest), lines=doc.LineRange(line, line + len(rest))))
        return tuple(blocks)

    def _lines_of(self, node: Node, offset: int) -> doc.LineRange:
        first, end = node.token.map or (0, 0)
        first, end = first + offset, end + offset
        while end > first + 1 and not self.lines[end - 1].strip():
            end -= 1
        return doc.LineRange(first, end)

    def _read_note(self, node: Node, lines: doc.LineRange, offset: int) -> doc.Blocks:
        """Keep a footnote's text; a second one with the same label stays where it is."""
        label = str(node.token.meta["label"])
        blocks = self.read(node.children, offset=offset)
        if label in self.notes:
            return (doc.Verbatim(source=node.source, lines=lines),)
        if blocks:
            blocks = (replace(blocks[0], lines=doc.LineRange(lines.first, (blocks[0].lines or lines).end)), *blocks[1:])
        self.notes[label] = blocks
        return ()

    # ------------------------------------------------------------------------------------------- blocks

    def _read_block(self, node: Node, offset: int, *, attributes: Sequence[str]) -> doc.Block | None:
        """Return the block in `node`, as it stands if the model has no type for it; None for an empty paragraph."""
        if attributes:
            return doc.Verbatim(source="\n".join([*attributes, node.source]))
        notes_before = len(self.notes)
        try:
            return self._convert(node, offset)
        except NotModelledError:
            for label in list(self.notes)[notes_before:]:
                del self.notes[label]  # they stay in the source
            return doc.Verbatim(source=_closed(node))

    def _convert(self, node: Node, offset: int) -> doc.Block | None:
        token = node.token
        match node.type:
            case "paragraph":
                children = self._inlines(node.children[0])
                return doc.Paragraph(children=children) if children else None
            case "heading":
                return doc.Heading(level=int(token.tag[1:]), children=self._inlines(node.children[0]))
            case "bullet_list":
                return doc.BulletList(items=self._items(node, offset))
            case "ordered_list":
                return doc.OrderedList(items=self._items(node, offset), start=int(token.attrs.get("start", 1)))
            case "blockquote":
                return doc.BlockQuote(blocks=self.read(node.children, offset=offset))
            case "hr":
                return doc.ThematicBreak()
            case "table":
                return read_pipe_table(node, read_inlines=self._inlines, offset=offset)
            case "code_block":
                return doc.CodeBlock(text=token.content.removesuffix("\n"))
            case "fence" | "colon_fence":
                return self._read_fence(node, offset)
            case "dl":
                return self._read_definitions(node, offset)
            case kind if kind in _KEPT_AS_IT_STANDS:
                return doc.Verbatim(source=node.source)
            case _:
                raise NotModelledError(node.type)

    def _read_fence(self, node: Node, offset: int) -> doc.Block:
        if self.boxes >= dialect.DEEPEST_BOX:
            raise NotModelledError("boxes in boxes without end")
        self.boxes += 1
        try:
            return FenceReader(self.parser, self.read, self.sealed, self.at_sight).read_fence(node, offset=offset)
        finally:
            self.boxes -= 1

    def _inlines(self, node: Node) -> doc.Inlines:
        tokens = node.token.children
        if tokens is None:
            tokens = self.parser.parse_inline(node.token.content)
        for token in tokens:
            if token.type == "footnote_ref":
                self.references.setdefault(str(token.meta["label"]))
        return convert_inlines(tokens)

    def _items(self, node: Node, offset: int) -> tuple[doc.ListItem, ...]:
        return tuple(
            doc.ListItem(self.read(item.children, offset=offset), checked=item.token.meta.get("checked"))
            for item in node.children
        )

    def _read_definitions(self, node: Node, offset: int) -> doc.Block:
        items: list[doc.Definition] = []
        if [part.type for part in node.children] != ["dt", "dd"] * (len(node.children) // 2):
            raise NotModelledError("a term with several definitions")
        for term, definition in zip(node.children[::2], node.children[1::2], strict=True):
            items.append(doc.Definition(self._inlines(term.children[0]), self.read(definition.children, offset=offset)))
        return doc.DefinitionList(items=tuple(items))


def _closed(node: Node) -> str:
    """Return a block's source; a fence left open at the end is closed, lest it swallow what is written after it."""
    source = node.source
    if node.type not in ("fence", "colon_fence"):
        return source
    last = source.partition("\n")[2].rpartition("\n")[2].strip()
    markup = node.token.markup
    is_closed = len(last) >= len(markup) and not last.strip(markup[0])
    return source if is_closed else f"{source}\n{markup}"
