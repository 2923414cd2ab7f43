"""A chapter as `Document` → the same as JSON of the editor's document (`schema`).

Nothing is lost but the nesting of marks that reach equally far, which the editor does not know: it comes back in the
order of `schema.MARKS`.  Where that matters, compare with the chapter through the editor and back
(`out_of_editor.normal_form`), never with the chapter itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from prosemirror.model import Node

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.data.fields import IDENTIFIER
from ratgeber_tools.desk.schema import LINK, PLAIN, REFERENCE, SCHEMA, TICKED, UNTICKED, Json

_MARKS = {doc.Strong: "strong", doc.Emphasis: "em", doc.Strikethrough: "strike"}


def as_json(document: doc.Document) -> Json:
    """Return the editor's document; the head stays behind, it is no part of the text."""
    notes = (_node("note", _holding(blocks), label=at) for at, blocks in document.notes.items())
    return _node("doc", [*map(_block, document.blocks), *notes])


def as_node(document: doc.Document) -> Node:
    """Return the editor's document as steps are applied to it."""
    return Node.from_json(SCHEMA, as_json(document))


def _node(kind: str, content: Iterable[Json] = (), /, **attributes: Any) -> Json:
    node: Json = {"type": kind}
    if attributes:
        node["attrs"] = attributes
    if inner := list(content):
        node["content"] = inner
    return node


def _holding(blocks: doc.Blocks) -> Iterable[Json]:
    """Return what stands in something that holds blocks: where that is nothing, a paragraph for the cursor.

    `out_of_editor` drops it again where nobody has written in it.
    """
    return map(_block, blocks) if blocks else [_node("paragraph", ids=[], src="")]


def _block(block: doc.Block) -> Json:
    place = {
        "ids": list(block.identifiers),
        "src": f"{block.lines.first}-{block.lines.end}" if block.lines else "",
    }
    match block:
        case doc.Heading(level=level, children=children):
            return _node("heading", _inlines(children), **place, level=level)
        case doc.Paragraph(children=children):
            return _node("paragraph", _inlines(children), **place)
        case doc.BulletList(items=items):
            return _node("bullet_list", map(_item, items), **place)
        case doc.OrderedList(items=items, start=start):
            return _node("ordered_list", map(_item, items), **place, start=start)
        case doc.Table():
            return _table(block, place)
        case doc.Figure(image=image, caption=caption, options=options):
            return _node("figure", _inlines(caption), **place, **_picture(image), options=_options(options))
        case doc.CodeBlock(text=text, language=language):
            return _node("code_block", _texts(text), **place, language=language)
        case doc.BlockQuote(blocks=blocks):
            return _node("blockquote", _holding(blocks), **place)
        case doc.DefinitionList(items=items):
            return _node("definition_list", map(_definition, items), **place)
        case doc.ThematicBreak():
            return _node("rule", **place)
        case doc.Container(name=name, blocks=blocks, argument=argument, options=options):
            inner = () if _shows_record(block) else _holding(blocks)
            return _node("box", inner, **place, name=name, argument=argument, options=_options(options))
        case doc.Verbatim(source=source):
            return _node("verbatim", **place, source=source)


def _shows_record(box: doc.Container) -> bool:
    """Say whether a box shows a record instead of words of its own."""
    return box.name in dialect.RECORD_ROLES and not box.blocks and IDENTIFIER.fullmatch(box.argument) is not None


def _options(options: Sequence[tuple[str, str]]) -> list[list[str]]:
    return [list(pair) for pair in options]


def _item(item: doc.ListItem) -> Json:
    state = PLAIN if item.checked is None else TICKED if item.checked else UNTICKED
    return _node("list_item", _holding(item.blocks), checked=state)


def _definition(definition: doc.Definition) -> Json:
    return _node("definition", [_node("term", _inlines(definition.term)), _node("detail", _holding(definition.blocks))])


def _table(table: doc.Table, place: Json) -> Json:
    rows = [
        _node(
            "table_row",
            [
                _node(
                    "table_header" if number < table.header_rows else "table_cell",
                    _holding(cell.blocks),
                    colspan=cell.column_span,
                    rowspan=cell.row_span,
                )
                for cell in row.cells
            ],
        )
        for number, row in enumerate(table.rows)
    ]
    parts = [_node("table", rows), _node("caption", _inlines(table.caption))]
    return _node("table_block", parts, **place, options=_options(table.options))


def _picture(image: doc.Image) -> Json:
    return {"source": image.source, "alt": image.alt, "width": image.width_mm}


def _texts(words: str, marks: Sequence[Json] = ()) -> list[Json]:
    if not words:  # the editor has no empty texts
        return []
    return [{"type": "text", "text": words, **({"marks": list(marks)} if marks else {})}]


def _inlines(inlines: Iterable[doc.Inline], marks: tuple[Json, ...] = ()) -> list[Json]:
    return [node for inline in inlines for node in _inline(inline, marks)]


def _inline(inline: doc.Inline, marks: tuple[Json, ...]) -> list[Json]:
    match inline:
        case doc.Text(words):
            return _texts(words, marks)
        case doc.Strong(children) | doc.Emphasis(children) | doc.Strikethrough(children):
            return _inlines(children, (*marks, {"type": _MARKS[type(inline)]}))
        case doc.Superscript(words):
            return _texts(words, (*marks, {"type": "sup"}))
        case doc.Subscript(words):
            return _texts(words, (*marks, {"type": "sub"}))
        case doc.Code(words):
            return _texts(words, (*marks, {"type": "code"}))
        case doc.Foreign(text=words, language=language, right_to_left=rtl):
            return _texts(words, (*marks, {"type": "foreign", "attrs": {"language": language, "rtl": rtl}}))
        case doc.Link(target=target, children=children) if children:
            return _inlines(children, (*marks, {"type": "link", "attrs": {"target": target}}))
        case doc.CrossReference(target=target, children=children) if children:
            return _inlines(children, (*marks, {"type": "xref", "attrs": {"target": target}}))
        case doc.Link(target=target):
            return _atom("autolink", marks, kind=LINK, target=target)
        case doc.CrossReference(target=target):
            return _atom("autolink", marks, kind=REFERENCE, target=target)
        case doc.LineBreak():
            return _atom("hard_break", marks)
        case doc.Math(tex):
            return _atom("math", marks, tex=tex)
        case doc.Image():
            return _atom("image", marks, **_picture(inline))
        case doc.NoteReference(label):
            return _atom("note_ref", marks, label=label)
        case doc.Role(name=name, content=content):
            return _atom("role", marks, name=name, content=content)


def _atom(kind: str, marks: Sequence[Json], /, **attributes: Any) -> list[Json]:
    return [{**_node(kind, **attributes), **({"marks": list(marks)} if marks else {})}]
