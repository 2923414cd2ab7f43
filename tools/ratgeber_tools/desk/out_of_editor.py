"""The editor's document (`schema`) → `Document`, whatever people did to it in the browser.

What the model has no place for is put where its words stay: a break in a heading becomes a blank, two texts of one
footnote stand one behind the other, the targets of an emptied paragraph go to its neighbour.  An empty paragraph, list
or table says nothing and goes.  A second block with the source lines of another is a copy, and new.

The editor knows fewer ways to nest marks than a chapter: what nobody touched there becomes again what it was
(`as_in_chapter`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from prosemirror.model import Node

from ratgeber_tools import document as doc
from ratgeber_tools.desk.into_editor import as_json
from ratgeber_tools.desk.schema import LINK, MARKS, PLAIN, TICKED, Json
from ratgeber_tools.traversal import map_inlines

#: Marks that lead somewhere, and those that only look.
_HOLDERS = frozenset({"link", "xref"})
_KINDS: Mapping[str, type[doc.Strong | doc.Emphasis | doc.Strikethrough]] = {
    "strong": doc.Strong,
    "em": doc.Emphasis,
    "strike": doc.Strikethrough,
}
_RANK = {name: rank for rank, name in enumerate(MARKS)}


def document_of(node: Node | Json, *, front_matter: str = "") -> doc.Document:
    """Return what the editor's document says; `front_matter` is the chapter's head, which the editor does not have."""
    values: Mapping[str, Any] = node.to_json() if isinstance(node, Node) else node
    return _Reader().document(values, front_matter)


def normal_form(document: doc.Document) -> doc.Document:
    """Return a chapter as it comes back from the editor if nobody touches it."""
    return document_of(as_json(document), front_matter=document.front_matter)


def as_in_chapter(edited: doc.Document, chapter: doc.Document) -> doc.Document:
    """Return `edited`, which came through the editor, with every block that says what one of `chapter` says as it is
    there; so the source of those stays to the byte."""
    as_edited = normal_form(chapter)
    known: dict[doc.Block, doc.Block] = {}
    if len(as_edited.blocks) == len(chapter.blocks):
        known = dict(zip(as_edited.blocks, chapter.blocks, strict=True))
    notes = {
        label: chapter.notes[label] if as_edited.notes.get(label) == blocks and label in chapter.notes else blocks
        for label, blocks in edited.notes.items()
    }
    return replace(edited, blocks=tuple(known.get(block, block) for block in edited.blocks), notes=notes)


class _Piece(NamedTuple):
    """A leaf of a paragraph and the marks it still has to be put into."""

    node: Mapping[str, Any]
    marks: tuple[Mapping[str, Any], ...]


@dataclass(slots=True)
class _Reader:
    """Reads one document; knows which source lines were met."""

    met: set[str] = field(default_factory=set)

    def document(self, node: Mapping[str, Any], front_matter: str) -> doc.Document:
        blocks = self.blocks([child for child in _content(node) if child["type"] != "note"])
        notes: dict[str, doc.Blocks] = {}
        for child in _content(node):
            if child["type"] == "note":
                label = child["attrs"]["label"]
                notes[label] = (*notes.get(label, ()), *self.blocks(_content(child)))
        return doc.Document(blocks, notes, front_matter)

    def blocks(self, nodes: Iterable[Mapping[str, Any]]) -> doc.Blocks:
        found: list[doc.Block] = []
        homeless: tuple[str, ...] = ()
        for node in nodes:
            block = self.block(node)
            if block is None:
                homeless += tuple(node["attrs"]["ids"])
            else:
                found.append(_with_targets(block, homeless, first=True))
                homeless = ()
        if homeless:
            found[-1:] = [_with_targets(found[-1], homeless)] if found else [doc.Paragraph((), identifiers=homeless)]
        return tuple(found)

    def block(self, node: Mapping[str, Any]) -> doc.Block | None:
        """Return the block in a node, None for one that says nothing."""
        at, inner = node["attrs"], _content(node)
        place: Any = {"identifiers": tuple(at["ids"]), "lines": self.lines(at["src"])}
        match node["type"]:
            case "paragraph":
                words = _words(inner)
                return doc.Paragraph(words, **place) if words else None
            case "heading":
                words = _in_one_line(_words(inner))
                return doc.Heading(at["level"], words, **place) if words else None
            case "bullet_list":
                return doc.BulletList(self.items(inner), **place) if inner else None
            case "ordered_list":
                return doc.OrderedList(self.items(inner), at["start"], **place) if inner else None
            case "table_block":
                return self.table(node, place)
            case "figure":
                return doc.Figure(_picture(at), _words(inner), _options(at), **place)
            case "code_block":
                return doc.CodeBlock("".join(text["text"] for text in inner), at["language"], **place)
            case "blockquote":
                return doc.BlockQuote(blocks, **place) if (blocks := self.blocks(inner)) else None
            case "definition_list":
                return doc.DefinitionList(tuple(map(self.definition, inner)), **place) if inner else None
            case "rule":
                return doc.ThematicBreak(**place)
            case "box":
                return doc.Container(at["name"], self.blocks(inner), at["argument"], _options(at), **place)
            case "verbatim":
                return doc.Verbatim(at["source"], **place)
        raise AssertionError(node["type"])

    def lines(self, source: str) -> doc.LineRange | None:
        if not source or source in self.met:
            return None
        self.met.add(source)
        first, _, end = source.partition("-")
        return doc.LineRange(int(first), int(end))

    def items(self, nodes: Iterable[Mapping[str, Any]]) -> tuple[doc.ListItem, ...]:
        return tuple(
            doc.ListItem(
                self.blocks(_content(node)),
                None if node["attrs"]["checked"] == PLAIN else node["attrs"]["checked"] == TICKED,
            )
            for node in nodes
        )

    def definition(self, node: Mapping[str, Any]) -> doc.Definition:
        words = [word for part in _content(node) if part["type"] == "term" for word in _content(part)]
        inner = [block for part in _content(node) if part["type"] == "detail" for block in _content(part)]
        return doc.Definition(_in_one_line(_words(words)), self.blocks(inner))

    def table(self, node: Mapping[str, Any], place: Any) -> doc.Block | None:
        """Return a table; its caption as a paragraph where nobody left it a row."""
        nodes = [row for part in _content(node) if part["type"] == "table" for row in _content(part)]
        words = [word for part in _content(node) if part["type"] == "caption" for word in _content(part)]
        caption = _in_one_line(_words(words))
        if not any(_content(row) for row in nodes):
            return doc.Paragraph(caption, **place) if caption else None
        rows = tuple(
            doc.Row(
                tuple(
                    doc.Cell(self.blocks(_content(cell)), cell["attrs"]["rowspan"], cell["attrs"]["colspan"])
                    for cell in _content(row)
                )
            )
            for row in nodes
        )
        headers = 0
        for row in nodes:
            if any(cell["type"] != "table_header" for cell in _content(row)) or not (_content(row) or headers):
                break
            headers += 1
        return doc.Table(rows, headers, caption, _options(node["attrs"]), **place)


def _content(node: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return node.get("content", ())  # type: ignore[no-any-return]


def _with_targets(block: doc.Block, names: tuple[str, ...], *, first: bool = False) -> doc.Block:
    if not names:
        return block
    return replace(block, identifiers=(*names, *block.identifiers) if first else (*block.identifiers, *names))


def _options(attributes: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in attributes["options"])


def _picture(attributes: Mapping[str, Any]) -> doc.Image:
    width = attributes["width"]
    return doc.Image(attributes["source"], attributes["alt"], None if width is None else float(width))


def _words(nodes: Iterable[Mapping[str, Any]]) -> doc.Inlines:
    return doc.normalise_inlines(_folded([_Piece(node, _marks(node)) for node in nodes]))


def _marks(node: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return a leaf's marks; the sign of a footnote is no part of a link, MyST has none there."""
    marks = node.get("marks", ())
    is_sign = node["type"] == "note_ref"
    return tuple(mark for mark in marks if not (is_sign and mark["type"] in _HOLDERS))


def _in_one_line(words: doc.Inlines) -> doc.Inlines:
    """Return the words of a place that holds a single line."""
    return doc.normalise_inlines(
        map_inlines(words, lambda inline: (doc.Text(" "),) if isinstance(inline, doc.LineBreak) else None)
    )


def _folded(pieces: Sequence[_Piece]) -> Iterator[doc.Inline]:
    """Put leaves into their marks: the one that reaches furthest outside, but none that would cut a link in two.

    Of two that reach equally far a link is inside, as our chapters have it.
    """
    at = 0
    while at < len(pieces):
        reaching = [
            (end, mark["type"] not in _HOLDERS, -_RANK[mark["type"]], mark)
            for mark in pieces[at].marks
            if mark["type"] in _HOLDERS or mark["type"] in _KINDS
            if (end := _end_of(mark, pieces, at)) > at
        ]
        if not reaching:
            yield from _leaf(pieces[at])
            at += 1
            continue
        end, _, _, mark = max(reaching, key=lambda found: found[:3])
        rest = [_Piece(node, tuple(other for other in marks if other != mark)) for node, marks in pieces[at:end]]
        inner = tuple(_folded(rest))
        kind = mark["type"]
        if kind == "link":
            yield doc.Link(mark["attrs"]["target"], inner)
        elif kind == "xref":
            yield doc.CrossReference(mark["attrs"]["target"], inner)
        else:
            yield _KINDS[kind](inner)
        at = end


def _end_of(mark: Mapping[str, Any], pieces: Sequence[_Piece], start: int) -> int:
    """Return where a mark ends that is on the leaf at `start`: before a link that goes on where it does not."""
    end = next((at for at in range(start, len(pieces)) if mark not in pieces[at].marks), len(pieces))
    while mark["type"] not in _HOLDERS and start < end < len(pieces):
        link = next((other for other in pieces[end].marks if other["type"] in _HOLDERS), None)
        if link is None or link not in pieces[end - 1].marks:
            break
        while end > start and link in pieces[end - 1].marks:
            end -= 1
    return end


def _leaf(piece: _Piece) -> Iterator[doc.Inline]:
    node = piece.node
    if node["type"] == "text":
        yield _text(node["text"], {mark["type"]: mark for mark in piece.marks})
        return
    at = node.get("attrs", {})
    match node["type"]:
        case "hard_break":
            yield doc.LineBreak()
        case "image":
            yield _picture(at)
        case "math":
            yield doc.Math(at["tex"])
        case "note_ref":
            yield doc.NoteReference(at["label"])
        case "role" if at["name"] and at["content"]:
            yield doc.Role(at["name"], at["content"])
        case "autolink" if at["target"]:
            yield doc.Link(at["target"], ()) if at["kind"] == LINK else doc.CrossReference(at["target"], ())


def _text(words: str, marks: Mapping[str, Mapping[str, Any]]) -> doc.Inline:
    if "code" in marks:
        return doc.Code(words)
    if "sup" in marks:
        return doc.Superscript(words)
    if "sub" in marks:
        return doc.Subscript(words)
    if "foreign" in marks:
        said = marks["foreign"]["attrs"]
        return doc.Foreign(words, said["language"], said["rtl"])
    return doc.Text(words)
