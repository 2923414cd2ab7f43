"""Parts, their names and their relationships."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from word_package import STYLES, all_text, found, outline, p, package, picture, png, r, read_body, read_bytes

from ratgeber_tools.findings import Code


def test_the_main_part_may_lie_anywhere(tmp_path: Path) -> None:
    result = read_bytes(tmp_path, package(p("Woanders", style="berschrift1"), main="word/document2.xml"))
    assert outline(result) == ["# Woanders"]


def test_a_damaged_part_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    data = package(p("Text"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:styles" if name == "word/styles.xml" else old.read(name))
    result = read_bytes(tmp_path, stream.getvalue())
    assert outline(result) == ["Text"]
    (finding,) = found(result, Code.PART_UNREADABLE)
    assert "styles.xml" in finding.text


def test_part_names_differ_in_case_and_slashes(tmp_path: Path) -> None:
    body = p(f"<w:r>{picture('i1', 'Bild')}</w:r>")
    result = read_body(tmp_path, body, links=[("i1", "image", "..\\Word\\MEDIA\\a.png")], media={"media/a.png": png()})
    assert len(result.pictures) == 1


def test_a_strict_open_xml_file_reads_like_any_other(tmp_path: Path) -> None:
    data = package(p("Streng", style="berschrift1") + p(r("fett", "<w:b/>")))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for kind in ("wordprocessingml", "drawingml", "officeDocument"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/"
                )
            new.writestr(name, text)
    result = read_bytes(tmp_path, stream.getvalue())
    assert outline(result) == ["# Streng", "fett"]


def test_text_that_names_the_strict_address_keeps_it(tmp_path: Path) -> None:
    address = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert all_text(read_body(tmp_path, p(address)).document) == address


def test_a_document_without_styles_reads_by_its_style_ids(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("Kopf", style="Heading2") + p("Text"), repair=False, styles="")
    assert outline(result) == ["## Kopf", "Text"]


def test_headers_and_footers_are_reported_with_their_words_once(tmp_path: Path) -> None:
    section = '<w:sectPr><w:headerReference r:id="h1"/><w:headerReference r:id="h2"/></w:sectPr>'
    header = "<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" + p("Stadt") + "</w:hdr>"
    result = read_body(
        tmp_path,
        p("Text") + section,
        links=[("h1", "header", "header1.xml"), ("h2", "header", "header2.xml")],
        media={"header1.xml": header.encode(), "header2.xml": header.encode()},
    )
    (finding,) = found(result, Code.CONTENT_DROPPED)
    assert finding.words == "Stadt"
    assert "Kopfzeile" in finding.text


def test_a_word_of_the_header_that_word_has_cut_is_reported_whole(tmp_path: Path) -> None:
    lines = p(r("Schul") + r("amt")) + p(r("Seite") + "<w:r><w:tab/></w:r>" + r("2"))
    header = f"<w:hdr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{lines}</w:hdr>"
    result = read_body(
        tmp_path,
        p("Text") + '<w:sectPr><w:headerReference r:id="h1"/></w:sectPr>',
        links=[("h1", "header", "header1.xml")],
        media={"header1.xml": header.encode()},
    )
    assert [finding.words for finding in found(result, Code.CONTENT_DROPPED)] == ["Schulamt Seite 2"]


def test_an_inserted_html_file_is_reported_with_its_words(tmp_path: Path) -> None:
    result = read_body(
        tmp_path,
        p("vor") + '<w:altChunk r:id="a1"/>',
        links=[("a1", "aFChunk", "chunk.html")],
        media={"chunk.html": b"<p>Ein <b>alter</b> Text</p><script>x()</script>"},
    )
    (finding,) = found(result, Code.CONTENT_DROPPED)
    assert finding.words in ("Ein alter Text", "chunk.html", "word/chunk.html")


def test_styles_without_a_paragraph_style_do_not_stop_anything(tmp_path: Path) -> None:
    circle = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    )
    assert outline(read_body(tmp_path, p("Kreis", style="A"), styles=STYLES + circle)) == ["Kreis"]


def test_versions_of_a_footer_that_differ_in_figures_alone_are_reported_once(tmp_path: Path) -> None:
    def footer(text: str) -> bytes:
        return (
            f"<w:ftr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{p(text)}</w:ftr>".encode()
        )

    result = read_body(
        tmp_path,
        p("Text") + '<w:sectPr><w:footerReference r:id="f1"/><w:footerReference r:id="f2"/></w:sectPr>',
        links=[("f1", "footer", "footer1.xml"), ("f2", "footer", "footer2.xml")],
        media={"footer1.xml": footer("Stadt, Seite 2 von 9"), "footer2.xml": footer("Stadt, Seite 3 von 9")},
    )
    assert [finding.words for finding in result.findings] == ["Stadt, Seite 2 von 9"]


_PAGE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
_PAGE_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_SHOWN = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


@pytest.mark.parametrize(
    "line",
    [
        r("3"),
        r("- 3 -"),
        r("Seite ") + r("3"),
        r("Seite 3 von 8"),
        r("S. 3/8"),
        r("3 | 8"),
        r("Page 3 of 8"),
        r("Seite ") + _PAGE + _SHOWN + r("3") + _PAGE_END,
        r("Seite ") + _PAGE + _PAGE_END,
        '<w:fldSimple w:instr=" PAGE  \\* ROMAN ">' + r("III") + "</w:fldSimple>",
    ],
)
def test_a_footer_that_is_only_a_page_number_is_no_loss(tmp_path: Path, line: str) -> None:
    assert footer_losses(tmp_path, line) == []


@pytest.mark.parametrize(
    "words",
    ["Seite 3, Jugendamt", "2026", "12.03.2026", "Telefon 3", "0340 12", "§ 3", "Seite", "III"],
)
def test_a_footer_that_says_more_than_a_page_number_is_reported(tmp_path: Path, words: str) -> None:
    assert footer_losses(tmp_path, r(words)) == [words]


def footer_losses(folder: Path, line: str) -> list[str]:
    """Return the words reported of a document whose only footer is `line`."""
    footer = f"<w:ftr xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{p(line)}</w:ftr>"
    result = read_body(
        folder,
        p("Text") + '<w:sectPr><w:footerReference r:id="f1"/></w:sectPr>',
        links=[("f1", "footer", "footer1.xml")],
        media={"footer1.xml": footer.encode()},
    )
    return [finding.words for finding in result.findings]


def test_what_happened_once_is_told_in_words(tmp_path: Path) -> None:
    [finding] = read_body(tmp_path, p(r("rot", '<w:color w:val="FF0000"/>'))).findings
    assert "einmal weggelassen" in finding.text
