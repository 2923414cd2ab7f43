"""Sections of an exported file: A4, a header with chapter, day and way back, a footer with page numbers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart

from ratgeber_tools.quotation import quoted
from ratgeber_tools.writers.word import style_sheet
from ratgeber_tools.writers.word.runs import plain_run

_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1814" w:right="1417" w:bottom="1134" w:left="1417" w:header="567" w:footer="510" w:gutter="0"/>'
)
_ACROSS = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="510" w:gutter="0"/>'
)
_LOW = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="BFBFBF"/></w:pBdr>'
_SENTENCES = (
    "Bitte schreiben Sie Ihre Änderungen einfach in den Text; Word merkt sie sich. Graue Stellen kommen aus den Daten: "
    "Stimmt dort etwas nicht, schreiben Sie bitte einen Kommentar."
)


@dataclass(frozen=True, slots=True)
class ExportHeader:
    """What the header says: the export's id, the chapter's name as people call it, the day, and where to send it."""

    identifier: str
    chapter: str
    day: datetime.date
    send_to: str = ""


def _field(name: str) -> str:
    """Return a simple field; Word and LibreOffice put the number in."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def footer_section(part: DocumentPart, *, across: bool = False) -> str:
    """Return `w:sectPr` of a page without a header, its number at its foot; A4, `across` on its long side."""
    footer, relation = part.add_footer_part()  # type: ignore[no-untyped-call]  # not typed there
    _fill(footer.element, _FOOTER)
    page = _ACROSS if across else _PAGE
    return f'<w:sectPr><w:footerReference w:type="default" r:id="{relation}"/>{page}</w:sectPr>'


_FOOTER = (
    f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{plain_run("Seite ")}{_field("PAGE")}{plain_run(" von ")}'
    f"{_field('NUMPAGES')}</w:p>"
)


@dataclass(slots=True)
class Sections:
    """Makes sections of one file; all share a footer."""

    part: DocumentPart
    cover: ExportHeader
    _footer: str = ""

    def section(self, title: str) -> str:
        """Return `w:sectPr` of a chapter called `title`: a page of its own; without a title it has no header."""
        if not self._footer:
            footer, self._footer = self.part.add_footer_part()  # type: ignore[no-untyped-call]  # not typed there
            _fill(footer.element, _FOOTER)
        references = f'<w:footerReference w:type="default" r:id="{self._footer}"/>'
        if title:
            header, relation = self.part.add_header_part()  # type: ignore[no-untyped-call]  # not typed there
            _fill(header.element, self._header(title))
            references = f'<w:headerReference w:type="default" r:id="{relation}"/>{references}'
        return f"<w:sectPr>{references}{_PAGE}</w:sectPr>"

    def _header(self, title: str) -> str:
        back = self.cover.send_to or "die Stelle, von der die Datei kam"
        lines = (
            f"Elternratgeber · {quoted(title)} · Stand {self.cover.day:%d.%m.%Y}",
            f"{_SENTENCES} Danach zurück an {back}.",
        )
        last = len(lines) - 1
        return "".join(
            f'<w:p><w:pPr><w:pStyle w:val="Header"/>{_RULE if number == last else ""}</w:pPr>'
            f"{plain_run(line, strong=number == 0)}</w:p>"
            for number, line in enumerate(lines)
        )


def ending(section: str) -> str:
    """Return a paragraph, too low to be seen, that ends a section in the middle of a file."""
    return f"<w:p><w:pPr>{_LOW}{section}</w:pPr></w:p>"


def _fill(element: BaseOxmlElement, content: str) -> None:
    """Put paragraphs in the place of what a new header or footer holds."""
    style_sheet.replace_content(element, f"<w:hdr {nsdecls('w')}>{content}</w:hdr>")
