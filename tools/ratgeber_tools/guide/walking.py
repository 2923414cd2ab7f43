"""A walk through a chapter's blocks that also enters what the model keeps as `Verbatim`, with lines for every block.

Verbatim directives (a note of MyST's own, a table with options the model has no field for) are text to an export, but a
check has to look inside: it asks whether links, pictures and tables are right, not how to write them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.myst.directives import Directive, directive_in

#: Directives whose content is no text of the guide.
_NOT_TEXT = frozenset({"toctree", "code", "code-block", "raw", "eval-rst", "math", "image"})
#: Options that change a table's looks only; without them the reader knows the table.
_TABLE_LOOKS = frozenset({"kopfspalten", "breiten", "name", "widths", "width", "align", "stub-columns", "class"})


class PlacedBlock(NamedTuple):
    """A block, its 0-based source lines, and the names of what it stands in, outermost first.

    Names are those of directives, and `list`, `quote`, `table`, `definition`, `note`.
    """

    block: doc.Block
    lines: doc.LineRange
    within: tuple[str, ...]

    @property
    def line(self) -> int:
        """The block's first line, counted from 1 as editors do."""
        return self.lines.first + 1


def walk(document: doc.Document) -> Iterator[PlacedBlock]:
    """Yield every block of a chapter in reading order, footnotes last."""
    yield from _walk(document.blocks, doc.LineRange(0, 1), ())
    for blocks in document.notes.values():
        yield from _walk(blocks, doc.LineRange(0, 1), ("note",))


def content_of(directive: Directive) -> tuple[doc.Block, ...]:
    """Return the blocks in a verbatim directive's body; their lines count from the body."""
    return myst.read(directive.body).document.blocks


def _walk(blocks: Iterable[doc.Block], around: doc.LineRange, within: tuple[str, ...]) -> Iterator[PlacedBlock]:
    for block in blocks:
        lines = block.lines or around
        yield PlacedBlock(block, lines, within)
        match block:
            case doc.BulletList(items=items) | doc.OrderedList(items=items):
                for item in items:
                    yield from _walk(item.blocks, lines, (*within, "list"))
            case doc.Table(rows=rows):
                for cell in (cell for row in rows for cell in row.cells):
                    yield from _walk(cell.blocks, lines, (*within, "table"))
            case doc.BlockQuote(blocks=children):
                yield from _walk(children, lines, (*within, "quote"))
            case doc.Container(name=name, blocks=children):
                yield from _walk(children, lines, (*within, name))
            case doc.DefinitionList(items=definitions):
                for definition in definitions:
                    yield from _walk(definition.blocks, lines, (*within, "definition"))
            case doc.Verbatim(source=source):
                yield from _enter(source, lines, within)
            case _:
                pass


def _enter(source: str, lines: doc.LineRange, within: tuple[str, ...]) -> Iterator[PlacedBlock]:
    """Yield the blocks inside a verbatim directive, with their lines in the chapter."""
    directive = directive_in(source)
    if directive is None or directive.name in _NOT_TEXT:
        return
    if directive.name in (dialect.TABLE_DIRECTIVE, "list-table"):
        table = _plain_table(directive, source, lines)
        if table is not None:
            yield from _walk((table,), lines, within)
            return
    if directive.name in (dialect.FIGURE_DIRECTIVE, "figure"):
        image = doc.Image(directive.argument, directive.values.get("alt", ""))
        yield PlacedBlock(doc.Figure(image=image), lines, within)
    # Blank lines before the body make its lines count as in the chapter.
    body = "\n" * (lines.first + directive.body_line) + directive.body
    yield from _walk(myst.read(body).document.blocks, lines, (*within, directive.name))


def _plain_table(directive: Directive, source: str, lines: doc.LineRange) -> doc.Table | None:
    """Read a table without the options that only change its looks, or return None if it is none even so."""
    typed = source.split("\n")
    kept = [f":{name}: {value}".rstrip() for name, value in directive.options if name not in _TABLE_LOOKS]
    before = "\n" * (lines.first + directive.body_line - 1 - len(kept))  # so that the rows have their lines
    plain = "\n".join([typed[0], *kept, *typed[directive.body_line :]])
    blocks = myst.read(before + plain).document.blocks
    if len(blocks) == 1 and isinstance(blocks[0], doc.Table):
        return replace(blocks[0], lines=lines)
    return None


def is_code(block: doc.Block) -> bool:
    """Say whether the block shows something as it is typed, so that nothing in it means anything."""
    if isinstance(block, doc.Verbatim):
        directive = directive_in(block.source)
        return directive is not None and directive.name in _NOT_TEXT
    return isinstance(block, doc.CodeBlock)
