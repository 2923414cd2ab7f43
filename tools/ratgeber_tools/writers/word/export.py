"""A chapter → the Word file that goes to reviewers: real styles, marked passages, changes tracked.

Coverage (what the file holds besides is only there to be read; the reader takes it from the exported chapter again):
    [x] headings, paragraphs, marks, lists and their boxes, tables with spans, quotes, definitions, footnotes, pictures
    [x] our boxes, each with the line that names it
    [-] links to other chapters: the words only, since the reviewer has not got the file
    [-] code, records, generated lists, comments: locked passages with words a reader understands
    [ ] the chapter's head
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document as WordDocument
from docx.image.exceptions import UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from ratgeber_tools.dialect import CONTAINERS, EXPORT_PROPERTY
from ratgeber_tools.document import Block, Container, Document, Image, Inline
from ratgeber_tools.outline import Outline, lay_out
from ratgeber_tools.writers.word import export_styles, style_sheet
from ratgeber_tools.writers.word.package_parts import fill_footnotes, footnotes_part, set_property
from ratgeber_tools.writers.word.packaging import to_bytes
from ratgeber_tools.writers.word.runs import RunWriter
from ratgeber_tools.writers.word.story import StoryWriter

_WIDEST_MM = 150.0
_EMU_PER_MM = 36_000
_SENTENCES = (
    "Bitte schreiben Sie Ihre Änderungen einfach in den Text; Word merkt sie sich. Graue Stellen kommen aus den Daten: "
    "Stimmt dort etwas nicht, schreiben Sie bitte einen Kommentar."
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the header says: the export's id, the chapter's name as people call it, the day, and where to send it."""

    identifier: str
    chapter: str
    day: datetime.date
    send_to: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What a reader sees of that which has no words of its own: records, references, generated lists."""

    of_inline: Callable[[Inline], str]
    of_block: Callable[[Block], str]


def write(
    document: Document, *, cover: Cover, words: Words, pictures: Mapping[str, bytes] | None = None
) -> bytes:  # fmt: skip
    """Return the .docx file of `document`; equal arguments give equal bytes.

    `pictures` are PNG or JPEG files by the `source` of their images; an image without one is a locked passage.
    """
    return _Export(lay_out(document), cover, words, pictures or {}).finish()


@dataclass(slots=True)
class _Export:
    outline: Outline
    cover: Cover
    words: Words
    pictures: Mapping[str, bytes]
    word: WordDocument = field(default_factory=docx.Document)
    _drawings: int = 0
    _notes: dict[str, int] = field(default_factory=dict)

    def finish(self) -> bytes:
        self._set_up()
        body = self._story(self.word.part, notes=True)
        text = body.write(self.outline.units)
        notes = ""
        part: Part | None = None
        if self._notes:
            part = footnotes_part(self.word)
            story = self._story(part, notes=False)
            story.lists, story.body_style, story.runs.bookmarks = body.lists, "FootnoteText", body.runs.bookmarks
            for label, number in self._notes.items():
                content = story.write(self.outline.notes[label]) or "<w:p/>"
                notes += f'<w:footnote w:id="{number}">{_with_sign(content)}</w:footnote>'
            fill_footnotes(part, notes)
        self._fill_body(text)
        self._fill_numbering(body)
        return to_bytes(self.word)

    def _story(self, part: Part, *, notes: bool) -> StoryWriter:
        anchors = {name: f"_rg_{unit.number}" for unit in self.outline.everything() for name in unit.block.identifiers}

        def address(target: str) -> str:
            return part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

        runs = RunWriter(
            shown=self.words.of_inline,
            picture=self._picture if notes else lambda image: None,
            note=self._note if notes else lambda label: None,
            address=address,
            anchor=anchors.get,
        )
        return StoryWriter(runs, self.outline.parents, self.words.of_block)

    # ------------------------------------------------------------------ pictures and notes

    def _note(self, label: str) -> str | None:
        """Return the sign of a note; Word has a second sign for the same note only as a field."""
        if label in self._notes or label not in self.outline.notes:
            return None
        number = self._notes[label] = len(self._notes) + 1
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    def _picture(self, image: Image) -> str | None:
        data = self.pictures.get(image.source)
        if data is None:
            return None
        try:
            relation, found = self.word.part.get_or_add_image(io.BytesIO(data))
        except UnrecognizedImageError:
            return None
        width_mm = min(image.width_mm or found.width / _EMU_PER_MM, _WIDEST_MM)
        width = round(width_mm * _EMU_PER_MM)
        height = round(width * found.px_height / max(found.px_width, 1))
        self._drawings += 1
        number, alt = self._drawings, quoteattr(image.alt)
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Bild {number}" descr={alt}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Bild {number}" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    # ------------------------------------------------------------------ the rest of the file

    def _set_up(self) -> None:
        word = self.word
        style_sheet.replace_content(word.styles.element, style_sheet.styles(bold_heads=False))
        style_sheet.replace_content(word.settings.element, style_sheet.settings())
        for element in parse_xml(f"<w:styles {nsdecls('w')}>{export_styles.styles()}</w:styles>"):
            word.styles.element.append(element)
        word.settings.element[0].addnext(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
        section = word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(32), Mm(18)
        properties = word.core_properties
        properties.title = self.cover.chapter
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = "de-DE"
        properties.created = properties.modified = datetime.datetime.combine(self.cover.day, datetime.time())
        set_property(word, EXPORT_PROPERTY, self.cover.identifier)
        self._write_header()

    def _write_header(self) -> None:
        cover = self.cover
        header = self.word.sections[0].header
        lines = (
            f"Elternratgeber · „{cover.chapter}“ · Stand {cover.day:%d.%m.%Y}",
            f"{_SENTENCES} Danach zurück an {cover.send_to or 'die Stelle, von der die Datei kam'}.",
        )
        header.paragraphs[0].text = lines[0]
        header.add_paragraph(lines[1])
        for paragraph in header.paragraphs:
            paragraph.style = self.word.styles["header"]

    def _fill_body(self, text: str) -> None:
        body = self.word.element.body
        section = body.sectPr
        for element in list(body):
            if element is not section:
                body.remove(element)
        for element in list(parse_xml(f"<w:body {nsdecls('w', 'r', 'wp', 'a', 'pic')}>{text}</w:body>")):
            section.addprevious(element)

    def _fill_numbering(self, body: StoryWriter) -> None:
        root = self.word.part.numbering_part.element
        abstract, concrete = export_styles.numbering(body.lists)
        style_sheet.replace_content(root, style_sheet.numbering())
        first = root.find(f"{{{root.nsmap['w']}}}num")
        for element in list(parse_xml(f"<w:numbering {nsdecls('w')}>{abstract}</w:numbering>")):
            first.addprevious(element)
        for element in list(parse_xml(f"<w:numbering {nsdecls('w')}>{concrete}</w:numbering>")):
            root.append(element)


def _with_sign(content: str) -> str:
    """Put the note's sign at the start of its first paragraph, behind the properties."""
    sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    if not content.startswith("<w:p>"):
        return f"<w:p>{sign}</w:p>{content}"
    end = content.find("</w:pPr>")
    if end < 0:
        return content.replace("<w:p>", f"<w:p>{sign}", 1)
    return content[: end + 8] + sign + content[end + 8 :]


def title_of(block: Block) -> str:
    """Return what kind of box a container is, in German; empty for anything else."""
    return CONTAINERS[block.name].title if isinstance(block, Container) and block.name in CONTAINERS else ""
