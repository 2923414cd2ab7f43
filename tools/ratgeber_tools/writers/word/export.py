"""A chapter → the Word file that goes to reviewers: real styles, marked passages, changes tracked.

Coverage (what the file holds besides is only there to be read; the reader takes it from the exported chapter again):
    [x] headings, paragraphs, marks, lists and their boxes, tables with spans, quotes, definitions, footnotes, pictures
    [x] our boxes, each with the line that names it
    [-] links to other chapters: the words only where those are not in the file
    [-] code, records, generated lists, comments: locked passages with words a reader understands
    [-] the chapter's head: what parents read first and the sources, as lines behind the chapter; the rest not
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import quoteattr

from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part as WordPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ratgeber_tools.dialect import EXPORT_PROPERTY
from ratgeber_tools.document import Block, CrossReference, Document, Image, Inline, NoteReference
from ratgeber_tools.outline import Outline, lay_out
from ratgeber_tools.writers.word import export_styles
from ratgeber_tools.writers.word.house_file import fill_body, fill_numbering, fill_section, house_file
from ratgeber_tools.writers.word.package_parts import (
    CORE_PROPERTY_LENGTH,
    SEPARATORS,
    fill_footnotes,
    footnotes_part,
    set_property,
)
from ratgeber_tools.writers.word.packaging import to_bytes
from ratgeber_tools.writers.word.runs import RunWriter, plain_run, printable
from ratgeber_tools.writers.word.sections import ExportHeader, Sections, ending
from ratgeber_tools.writers.word.story import StoryWriter

__all__ = ["Division", "ExportHeader", "FilePart", "StandInWords", "write", "write_several"]

_WIDEST_MM, _HIGHEST_MM = 150.0, 125.0
_EMU_PER_MM = 36_000


@dataclass(frozen=True, slots=True)
class StandInWords:
    """What a reader sees of that which has no words of its own: records, references, generated lists."""

    of_inline: Callable[[Inline], str]
    of_block: Callable[[Block], str]


@dataclass(frozen=True, slots=True)
class FilePart:
    """One of several chapters in a file: its title for the header, empty for a part without one; words, pictures.

    `head` are lines of the chapter's head (`roundtrip.heads`), shown behind its text.
    """

    title: str
    words: StandInWords
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    head: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """How several chapters share a file: each begins a page, with a header of its own.

    `part_of` says which part the unit of a number belongs to, `leads_to` which unit an inline in it refers to (None:
    not in the file), `looks` which units bear another paragraph style.
    """

    parts: tuple[FilePart, ...]
    part_of: Callable[[int], int]
    leads_to: Callable[[Inline, int], int | None]
    looks: Mapping[int, str] = field(default_factory=dict)


def write(
    document: Document, *, cover: ExportHeader, words: StandInWords, pictures: Mapping[str, bytes] | None = None,
    head: tuple[str, ...] = (),
) -> bytes:  # fmt: skip
    """Return the .docx file of `document`; equal arguments give equal bytes.  `head` is as in `FilePart`.

    `pictures` are PNG or JPEG files by the `source` of their images; an image without one is a locked passage.
    """
    outline = lay_out(document)
    targets = {name: unit.number for unit in outline.everything() for name in unit.block.identifiers}

    def leads_to(inline: Inline, number: int) -> int | None:
        return targets.get(inline.target) if isinstance(inline, CrossReference) else None

    part = FilePart(cover.chapter, words, pictures or {}, head)
    return _ExportWriter(outline, cover, Division((part,), lambda number: 0, leads_to)).finish()


def write_several(document: Document, *, cover: ExportHeader, division: Division) -> bytes:
    """Return the .docx file of several chapters in one `document`, as `write` does; every part must have a unit."""
    return _ExportWriter(lay_out(document), cover, division).finish()


@dataclass(slots=True)
class _ExportWriter:
    outline: Outline
    cover: ExportHeader
    division: Division
    word: WordDocument = field(default_factory=lambda: house_file(tracks_changes=True))
    _drawings: int = 0
    _notes: dict[str, int] = field(default_factory=dict)

    def finish(self) -> bytes:
        self._set_up()
        body = self._story(self.word.part, notes=True)
        text = self._body(body)
        notes = ""
        part: WordPart | None = None
        if self._notes:
            part = footnotes_part(self.word)
            story = self._story(part, notes=False)
            story.lists, story.body_style, story.runs.bookmarks = body.lists, "FootnoteText", body.runs.bookmarks
            for label, number in self._notes.items():
                content = story.write(self.outline.notes[label]) or "<w:p/>"
                notes += f'<w:footnote w:id="{number}">{_with_sign(content)}</w:footnote>'
            fill_footnotes(part, notes)
            self._name_separators()
        fill_body(self.word, text)
        fill_numbering(self.word, body.lists)
        return to_bytes(self.word)

    def _body(self, story: StoryWriter) -> str:
        """Return the text of all parts, each but the last one with a paragraph of its own that ends its section.

        LibreOffice loses the bookmarks of a paragraph that does both, says something and ends a section.
        """
        texts: list[str] = []
        parts = self.division.parts
        sections = Sections(self.word.part, self.cover)
        for index, units in groupby(self.outline.units, key=lambda unit: self.division.part_of(unit.number)):
            text = story.write(units) + "".join(map(_head_line, parts[index].head))
            section = sections.section(parts[index].title)
            if index < len(parts) - 1:
                text += ending(section)
            else:
                fill_section(self.word, section)
            texts.append(text)
        if not texts:
            fill_section(self.word, sections.section(parts[-1].title))
        return "".join(texts)

    def _story(self, part: WordPart, *, notes: bool) -> StoryWriter:
        def address(target: str) -> str:
            return part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

        def anchor(inline: Inline, number: int) -> str | None:
            target = self.division.leads_to(inline, number)
            return None if target is None else f"_rg_{target}"

        runs = RunWriter(
            shown=self._shown,
            picture=self._picture if notes else lambda image, number: None,
            note=self._note if notes else lambda label: None,
            address=address,
            anchor=anchor,
        )
        return StoryWriter(
            runs,
            self.outline.parents,
            lambda block, number: self._part(number).words.of_block(block),
            looks=self.division.looks,
        )

    def _part(self, number: int) -> FilePart:
        return self.division.parts[self.division.part_of(number)]

    def _shown(self, inline: Inline, number: int) -> str:
        if isinstance(inline, NoteReference) and inline.label in self._notes:
            return f" (siehe Fußnote {self._notes[inline.label]})"  # the number Word gives it
        return self._part(number).words.of_inline(inline)

    # ------------------------------------------------------------------ pictures and notes

    def _note(self, label: str) -> str | None:
        """Return the sign of a note; Word has a second sign for the same note only as a field."""
        if label in self._notes or label not in self.outline.notes:
            return None
        number = self._notes[label] = len(self._notes) + 1
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _picture(self, image: Image, number: int) -> str | None:
        data = self._part(number).pictures.get(image.source)
        if data is None:
            return None
        try:
            relation, found = self.word.part.get_or_add_image(io.BytesIO(data))
        except UnrecognizedImageError:
            return None
        width_mm = min(image.width_mm or found.width / _EMU_PER_MM, _WIDEST_MM)
        proportion = found.px_height / max(found.px_width, 1)
        width_mm = min(width_mm, _HIGHEST_MM / max(proportion, 0.01))
        width = round(width_mm * _EMU_PER_MM)
        height = round(width * proportion)
        self._drawings += 1
        drawing, alt = self._drawings, quoteattr(printable(image.alt))
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{drawing}" name="Bild {drawing}" descr={alt}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{drawing}" name="Bild {drawing}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    # ------------------------------------------------------------------ the rest of the file

    def _set_up(self) -> None:
        word = self.word
        properties = word.core_properties
        properties.title = printable(self.cover.chapter)[:CORE_PROPERTY_LENGTH]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = "de-DE"
        properties.created = properties.modified = datetime.datetime.combine(self.cover.day, datetime.time())
        set_property(word, EXPORT_PROPERTY, self.cover.identifier)

    def _name_separators(self) -> None:
        """Say in the settings which notes are the separators, as ECMA-376 part 1, 17.11.9 asks for."""
        entries = "".join(f'<w:footnote w:id="{number}"/>' for number in SEPARATORS)
        compat = self.word.settings.element.find(qn("w:compat"))
        compat.addprevious(parse_xml(f"<w:footnotePr {nsdecls('w')}>{entries}</w:footnotePr>"))


def _head_line(line: str) -> str:
    style = f'<w:pStyle w:val="{export_styles.HEAD_LINE}"/>'
    return f"<w:p><w:pPr>{style}</w:pPr>{plain_run(printable(line))}</w:p>"


def _with_sign(content: str) -> str:
    """Put the note's sign at the start of its first paragraph, behind the properties."""
    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    if not content.startswith("<w:p>"):
        return f"<w:p>{sign}</w:p>{content}"
    end = content.find("</w:pPr>")
    if end < 0:
        return content.replace("<w:p>", f"<w:p>{sign}", 1)
    return content[: end + 8] + sign + content[end + 8 :]
