"""Writes `hort-und-ferien.docx`: a contribution with the quirks real authors leave.

Run it to make the file anew: `python tests/golden/make_contribution.py`.  The Word file is kept beside this script,
because it is also a contribution to the guide; a test compares the two part by part.

Quirks on purpose: title and headings are only large or bold (one in CAPITALS), one heading is real; bullets and
numbers are typed; hours stand in columns made with tabs; empty paragraphs are used as space and line breaks as
paragraphs; a tracked deletion and insertion, a comment, a footnote, a merged cell, a picture without alternative text.
Every statement comes from the project's collection of facts, with the source it names there.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image, ImageDraw, ImageFont

TARGET = Path(__file__).with_name("hort-und-ferien.docx")

_WRITTEN = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
_AUTHOR = "Redaktion"  # an office, as all authors in this project; Word would put a person's name here

_LAND = (
    "https://ms.sachsen-anhalt.de/themen/familie/familienratgeber/familie-mit-schulkindern/"
    "teilhabe-und-betreuung/hortbetreuung"
)
_STADT = (
    "https://integrationsportal.dessau-rosslau.de/integrationsportal-dessau/willkommenskompass/"
    "willkommenskompass-deutsch/6-bildung.html"
)
_PRESSE = (
    "https://www.mz.de/lokal/dessau-rosslau/jugendamt-dessau-rosslau-weist-kritik-an-fehlenden-platzen-zuruck-"
    "haben-hort-trager-zu-spat-reagiert-3891311"
)


def build() -> Document:
    """Return the contribution as a python-docx document."""
    document = docx.Document()
    _set_up(document)
    _write_opening(document)
    _write_hours(document)
    _write_registration(document)
    _write_costs(document)
    _write_providers(document)
    _write_sources(document)
    _add_footnotes(
        document,
        "Familienratgeber des Landes Sachsen-Anhalt, Seite „Hortbetreuung“; sie nennt das GaFöG 2026/27.",
    )
    return document


def write(target: Path) -> None:
    """Write the contribution to `target`; the same bytes every time."""
    buffer = io.BytesIO()
    build().save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 9, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)


def _set_up(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    properties = document.core_properties
    properties.author = properties.last_modified_by = _AUTHOR
    properties.title = properties.comments = ""
    properties.created = properties.modified = _WRITTEN.replace(tzinfo=None)


def _write_opening(document: Document) -> None:
    title = document.add_paragraph().add_run("Hort und Ferien")
    title.bold, title.font.size = True, Pt(20)
    document.add_paragraph()
    paragraph = document.add_paragraph("In Sachsen-Anhalt hat Ihr Kind ")
    claim = paragraph.add_run("bis zum 14. Geburtstag")
    claim.bold = True
    paragraph.add_run(" Anspruch auf Betreuung.")
    _refer_to_footnote(paragraph, 1)
    paragraph.add_run("  Der bundesweite Anspruch auf Ganztag ab 2026/27 ist damit in Sachsen-Anhalt schon erfüllt.")
    comment = document.add_comment(
        claim,
        "Bitte mit dem Jugendamt klären: Der Willkommenskompass der Stadt sagt „bis zum 7. Schuljahr (14 Jahre)“.",
        author=_AUTHOR,
        initials="R",
    )
    comment._comment_elm.date = _WRITTEN
    document.paragraphs[-1].paragraph_format.space_after = Pt(0)
    document.add_paragraph()


def _write_hours(document: Document) -> None:
    _fake_heading(document, "Wie viele Stunden sind es?")
    for index, (left, right) in enumerate(
        (
            ("An einem Schultag", "Stunden"),
            ("Grundschule", "5,5"),
            ("Hort", "6"),
            ("Zusammen", "11,5"),
        )
    ):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(8))
        run = paragraph.add_run(f"{left}\t{right}")
        run.bold = index == 0
    document.add_paragraph()
    document.add_paragraph().add_run().add_picture(io.BytesIO(_day_as_picture()), width=Cm(12))
    document.paragraphs[-1]._p.xpath(".//wp:docPr")[0].attrib.pop("descr", None)
    document.add_paragraph("In den Ferien sind es 8 Stunden am Tag, bei Bedarf bis zu 10 Stunden.")


def _write_registration(document: Document) -> None:
    document.add_paragraph()
    _fake_heading(document, "So melden Sie Ihr Kind an")
    for text in (
        "- Melden Sie Ihr Kind in der Regel spätestens zur Schulanmeldung oder zum Schulhalbjahr an.",
        "- In Dessau-Roßlau geht das über das Elternportal LittleBird.",
    ):
        document.add_paragraph(text)
    paragraph = document.add_paragraph("-\t2024 fehlten ")
    paragraph._p.append(_tracked("w:del", "in Kleinkühnau und Waldersee "))
    paragraph.add_run("Hortzusagen.")
    paragraph._p.append(_tracked("w:ins", " Melden Sie Ihr Kind deshalb früh an."))
    document.add_paragraph()


def _write_costs(document: Document) -> None:
    _fake_heading(document, "WAS KOSTET DER HORT?")
    paragraph = document.add_paragraph("Es fallen Elternbeiträge an.")
    paragraph.add_run().add_break()
    paragraph.add_run("Wie hoch sie in Dessau-Roßlau sind: bitte beim Jugendamt erfragen.")
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    rows = (
        ("Was", "Wer hilft", "Wie"),
        ("Elternbeitrag", "Jugendamt", "kann bei Leistungsbezug den Beitrag ganz oder zum Teil übernehmen"),
        ("Mittagessen", "Amt für Soziales und Integration", "Bitte dort fragen, welches Amt für Sie zuständig ist."),
        ("", "Jobcenter", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    for column in (0, 2):
        merged = table.cell(2, column).merge(table.cell(3, column))
        merged.text = rows[2][column]
    document.add_paragraph()


def _write_providers(document: Document) -> None:
    _fake_heading(document, "Wer bietet Hort an?")
    document.add_paragraph("Beispiele für Träger, aus Quellen von 2019 bis 2025:")
    for text in (
        "1. Dekita",
        "2. Behindertenverband Dessau",
        '3. Urbanistisches Bildungswerk ("Zauberburg")',
        "4. Anhaltische Diakonissenanstalt",
    ):
        document.add_paragraph(text)
    document.add_paragraph()


def _write_sources(document: Document) -> None:
    document.add_paragraph("Quellen", style="Heading 2")
    for before, words, address in (
        ("Land: ", "Familienratgeber, Hortbetreuung", _LAND),
        ("Stadt: ", "Willkommenskompass, Kapitel Bildung", _STADT),
        ("Presse (08/2024): ", "mz.de, Jugendamt zu fehlenden Hortplätzen", _PRESSE),
    ):
        paragraph = document.add_paragraph("• " + before)
        _link(document, paragraph, words, address)


def _fake_heading(document: Document, text: str) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(13)


def _tracked(tag: str, text: str) -> OxmlElement:
    change = OxmlElement(tag)
    change.set(qn("w:id"), "101" if tag == "w:del" else "102")
    change.set(qn("w:author"), _AUTHOR)
    change.set(qn("w:date"), _WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ"))
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText" if tag == "w:del" else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    return change


def _link(document: Document, paragraph: Paragraph, words: str, address: str) -> None:
    identifier = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), identifier)
    run = Run(OxmlElement("w:r"), paragraph)
    run.text = words
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _refer_to_footnote(paragraph: Paragraph, number: int) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    run._r.append(reference)


def _add_footnotes(document: Document, text: str) -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="1"><w:p>{mark}<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _day_as_picture() -> bytes:
    """Return a PNG: a school day as a bar, 5.5 hours of school and 6 hours of after-school care."""
    width, height, margin, hours = 1500, 330, 30, 11.5
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(44)
    scale = (width - 2 * margin) / hours
    left = float(margin)
    for label, length, colour in (("Grundschule: 5,5 Stunden", 5.5, "#1f4e79"), ("Hort: 6 Stunden", 6.0, "#7a3e00")):
        right = left + length * scale
        draw.rectangle((left, 40, right - 6, 190), fill=colour)
        draw.text(((left + right) / 2, 115), label, fill="white", font=font, anchor="mm")
        left = right
    draw.line((margin, 225, width - margin - 6, 225), fill="black", width=4)
    draw.text((width / 2, 275), "zusammen 11,5 Stunden an einem Schultag", fill="black", font=font, anchor="mm")
    buffer = io.BytesIO()
    image.quantize(32).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    write(TARGET)
