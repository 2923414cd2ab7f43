"""Document → MyST, as a careful editor would type it: one sentence a line, as few backslashes as it takes.

What `readers.myst` reads back from the text is the document again; `proof.differences` says where it is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.document import Blocks, BulletList, OrderedList, Paragraph
from ratgeber_tools.writers import escaping, inlines, pieces, tables
from ratgeber_tools.writers.directives import write_directive
from ratgeber_tools.writers.layout import NOTHING, indented, shielded, spaced, write_code

_EMPTY_SPAN = "[]{}"  # what `NOTHING` is between blocks, within a line

#: A definition; after a definition list, whatever line stands before it is taken for a term.
_DEFINITION = re.compile(r"\s*[:~]\s+\S")

_UNDERLINE = re.compile(r"=+[ \t]*$", re.MULTILINE)
_LINK_DEFINITION = re.compile(r"^[ >]*\[[^\]^][^\]]*\]:", re.MULTILINE)


def write(document: doc.Document, *, standard_figures: bool = False) -> str:
    """Return `document` as MyST: line feeds only, no blanks at line ends, one newline at the end.

    `standard_figures` writes figures with docutils' directive, which every MyST program knows, instead of ours.
    """
    writer = BlockWriter.of(document, standard_figures=standard_figures)
    lines: list[str] = []
    if document.front_matter:
        lines += ["---", *document.front_matter.split("\n"), "---", ""]
    body = writer.write_blocks(document.blocks, is_first=not document.front_matter)
    lines += body if document.front_matter else shielded(body)
    for label, blocks in document.notes.items():
        if lines and lines[-1]:
            lines.append("")
        lines += writer.write_note(label, blocks)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join([*lines, ""]) if lines else "\n"


def _has_link_definitions(document: doc.Document) -> bool:
    """Say whether verbatim parts define link labels, so that `[words]` in a text could become a link."""
    everything = [document.blocks, *document.notes.values()]
    return any(
        isinstance(block, doc.Verbatim) and _LINK_DEFINITION.search(block.source)
        for blocks in everything
        for block in doc.iterate_blocks(blocks)
    )


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes blocks as lists of lines without indentation; `brackets` as in `inlines.write_paragraph`.

    `in_definition` says that a definition is around them, where markdown-it takes a bare `-` or `=` below any line,
    even a target, for the underline of a heading.
    """

    brackets: bool
    standard_figures: bool = False
    in_definition: bool = False

    @classmethod
    def of(cls, document: doc.Document, *, standard_figures: bool = False) -> BlockWriter:
        """Return the writer for blocks of `document`."""
        return cls(brackets=_has_link_definitions(document), standard_figures=standard_figures)

    def write_note(self, label: str, blocks: doc.Blocks) -> list[str]:
        """Return the lines of a footnote's text."""
        written = self.write_blocks(blocks, is_first=True)
        if blocks and not isinstance(blocks[0], doc.Paragraph):
            written.insert(0, "")  # a list or a term on the mark's own line would be read as something else
        return indented(written, first=f"[^{label}]: ", rest="    ")

    def write_blocks(self, blocks: doc.Blocks, *, is_first: bool = False, parent_marker: str = "") -> list[str]:
        """Return the lines of `blocks`, a blank line between two.

        `is_first` says that nothing stands before them in their container, `parent_marker` the mark of the list
        item they open.
        """
        return spaced(self._write_parts(blocks, opens=is_first, taken=parent_marker))

    def _write_parts(self, blocks: doc.Blocks, *, opens: bool, taken: str) -> list[list[str]]:
        """Return the lines of each block that has any; between two that would run into each other, a separator."""
        parts: list[list[str]] = []
        after_definitions = False
        for number, block in enumerate(blocks):
            written, taken = self._write_block(block, opens=opens and number == 0, taken=taken)
            if not written:
                continue
            if after_definitions and any(_DEFINITION.match(line) for line in written[1:3]):
                parts.append([NOTHING])
            parts.append([*_targets(block), *written])
            after_definitions = isinstance(block, doc.DefinitionList)
        return parts

    def _write_block(self, block: doc.Block, *, opens: bool, taken: str) -> tuple[list[str], str]:
        """Return a block's lines and the list marker its successor must not use; `taken` is its predecessor's."""
        match block:
            case doc.BulletList(items=items):
                marker = next(mark for mark in "-*+" if mark != taken)
                return self._write_list(items, [f"{marker} "] * len(items), marker), marker
            case doc.OrderedList(items=items, start=start):
                marker = "." if taken != "." else ")"
                return self._write_list(items, [f"{start + i}{marker} " for i in range(len(items))], marker), marker
            case doc.Verbatim(source=source):
                return source.split("\n"), _last_marker(source)
            case doc.DefinitionList(items=items):
                return self.write_definitions(items), ""
            case _:
                return self._write_plain_block(block, opens=opens), ""

    def _write_plain_block(self, block: doc.Block, *, opens: bool) -> list[str]:
        match block:
            case doc.Heading(level=level, children=children):
                source = escaping.escape_heading_end(self.write_line(children))
                return [f"{'#' * level} {source}".rstrip()]
            case doc.Paragraph(children=children):
                source = self._no_underline(inlines.write_paragraph(children, brackets=self.brackets))
                return source.split("\n") if source else []
            case doc.Table():
                return tables.write_table(
                    block,
                    write_blocks=lambda blocks: self.write_blocks(blocks, is_first=True, parent_marker="-"),
                    write_line=self.write_line,
                )
            case doc.Figure():
                return self._write_figure(block)
            case doc.CodeBlock(text=text, language=language):
                return write_code(text, language)
            case doc.BlockQuote(blocks=blocks):
                return indented(self.write_blocks(blocks, is_first=True), first="> ", rest="> ")
            case doc.ThematicBreak():
                return ["___" if opens else "---"]
            case doc.Container():
                return self._write_container(block)
            case _:
                raise TypeError(f"unknown block: {type(block).__name__}")

    def _no_underline(self, source: str) -> str:
        return f"\\{source}" if self.in_definition and _UNDERLINE.match(source) else source

    def write_line(self, children: doc.Inlines) -> str:
        return inlines.write_line(children, brackets=self.brackets)

    def _write_list(self, items: Sequence[doc.ListItem], markers: Sequence[str], marker: str) -> list[str]:
        written = [self.write_item(item, mark, marker) for item, mark in zip(items, markers, strict=True)]
        if all(lines is not None for lines in (tight for tight, _ in written)):
            return [line for tight, _ in written for line in tight or ()]
        return spaced(loose for _, loose in written)

    def write_item(self, item: doc.ListItem, mark: str, marker: str) -> tuple[list[str] | None, list[str]]:
        """Return an item's lines twice: tight (None if it cannot be), and with blank lines between its blocks."""
        blocks = item.blocks
        parts = self._write_parts(blocks, opens=True, taken=marker)
        if not parts and self.in_definition and marker == "-":
            parts = [[NOTHING]]
        first = mark
        if item.checked is not None:
            first += "[x] " if item.checked else "[ ] "
            if not (blocks and isinstance(blocks[0], doc.Paragraph) and not blocks[0].identifiers and parts):
                parts.insert(0, [NOTHING])
        rest = " " * len(mark)
        loose = indented(spaced(parts), first=first, rest=rest)
        if not _is_tight(blocks, parts):
            return None, loose
        return indented([line for part in parts for line in part], first=first, rest=rest), loose

    def write_definitions(self, items: Sequence[doc.Definition]) -> list[str]:
        lines: list[str] = []
        inside = replace(self, in_definition=True)
        for item in items:
            if lines:
                lines.append("")
            term = self._no_underline(inlines.write_term(item.term, brackets=self.brackets))
            lines.append(term or _EMPTY_SPAN)
            body = inside.write_blocks(item.blocks, is_first=True) or [NOTHING]
            lines += indented(body, first=": ", rest="  ")
        return lines

    def _write_figure(self, block: doc.Figure) -> list[str]:
        image = block.image
        name, width = ("figure", "width") if self.standard_figures else (dialect.FIGURE_DIRECTIVE, "breite")
        options = [("alt", image.alt)]
        if image.width_mm is not None:
            options.append((width, pieces.format_width(image.width_mm)))
        options.extend(block.options)
        if block.identifiers:
            options.append(("name", block.identifiers[-1]))
        caption = inlines.write_paragraph(block.caption, brackets=self.brackets)
        body = caption.split("\n") if caption else []
        return write_directive(name, image.source, options, body)

    def _write_container(self, block: doc.Container) -> list[str]:
        body = self.write_blocks(block.blocks, is_first=True)
        return write_directive(block.name, block.argument, block.options, body)


def _targets(block: doc.Block) -> list[str]:
    """Return the lines of a block's targets; a directive with a name carries its last one itself."""
    named = isinstance(block, doc.Figure) or (isinstance(block, doc.Table) and not tables.fits_pipes(block))
    identifiers = block.identifiers[:-1] if named else block.identifiers
    return [f"({identifier})=" for identifier in identifiers]


def _is_tight(blocks: Blocks, parts: Sequence[Sequence[str]]) -> bool:
    """Say whether an item reads the same without blank lines: one paragraph, then lists that may interrupt it."""
    if len(parts) != len(blocks):
        return len(parts) <= 1
    for number, block in enumerate(blocks):
        match block:
            case Paragraph() if number == 0:
                continue
            case BulletList(identifiers=()) | OrderedList(identifiers=()) if number > 0:
                follows_paragraph = number == 1
                starts_at_one = not isinstance(block, OrderedList) or block.start == 1
                first_is_empty = parts[number][0].rstrip()[-1:] in "-*+.)" and len(parts[number][0].split()) == 1
                if "" in parts[number] or (follows_paragraph and (not starts_at_one or first_is_empty)):
                    return False
            case _:
                return False
    return True


def _last_marker(source: str) -> str:
    """Return the marker of a list that verbatim source may end with."""
    for line in reversed(source.split("\n")):
        found = re.match(r"([-*+])(?:\s|$)|\d{1,9}([.)])(?:\s|$)", line)
        if found:
            return found[1] or found[2]
    return ""
