"""Files that are no Word document, or none anybody should open."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from word_package import MAIN_TYPE, NAMESPACES, p, package, part, read_body, read_bytes, relationships

from ratgeber_tools.errors import InputError
from ratgeber_tools.readers.word import read

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(folder: Path, data: bytes, *, name: str = "beitrag.docx") -> str:
    with pytest.raises(InputError) as caught:
        read_bytes(folder, data, name=name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ist leer"),
        (b"Nur Text", "ist kein Word-Dokument"),
        (rb"{\rtf1 Hallo}", "ist eine RTF-Datei"),
        (b"%PDF-1.7", "ist eine PDF-Datei"),
        (b"\n<html><body>", "ist eine Webseite"),
        (OLE + bytes(2000), "im alten Word-Format (.doc)"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort verschlüsselt"),
        (package(p("Hallo"))[:900], "ist beschädigt oder unvollständig übertragen"),
    ],
)
def test_a_foreign_file_is_named_for_what_it_is(tmp_path: Path, data: bytes, words: str) -> None:
    message = refusal(tmp_path, data)
    assert words in message
    assert "„beitrag.docx“" in message
    assert message.endswith(".")


def test_the_lock_file_word_leaves_is_recognised_by_its_name(tmp_path: Path) -> None:
    assert "Sperrdatei" in refusal(tmp_path, b"\x05 " * 80, name="~$beitrag.docx")


def test_a_file_that_does_not_exist_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gibt es nicht"):
        read(tmp_path / "fehlt.docx")


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ist ein Ordner"):
        read(tmp_path)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_an_opendocument_file_under_another_name_is_recognised(tmp_path: Path) -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert "OpenDocument" in refusal(tmp_path, data)


def test_an_excel_file_under_another_name_is_recognised(tmp_path: Path) -> None:
    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relationships([("r1", "officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": "<x/>",
        }
    )
    assert "ist eine Excel-Datei" in refusal(tmp_path, data)


def test_a_zip_of_holiday_photos_is_no_document(tmp_path: Path) -> None:
    assert "Zip-Archiv" in refusal(tmp_path, zipped({"foto.jpg": b"x"}))


def test_a_package_without_its_main_part_says_which_one_is_missing(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", "_rels/.rels": relationships([])})
    assert "word/document.xml" in refusal(tmp_path, data)


def test_too_many_parts_are_refused_before_the_directory_is_read(tmp_path: Path) -> None:
    data = zipped({"[Content_Types].xml": "<Types/>", **{f"word/{at}.xml": b"" for at in range(10_001)}})
    assert "mehr als 10000 Teile" in refusal(tmp_path, data)


def test_a_main_part_that_bursts_when_unpacked_is_refused(tmp_path: Path) -> None:
    body = part("document", "<w:body><w:p><w:r><w:t>" + "A" * (97 * 2**20) + "</w:t></w:r></w:p></w:body>").encode()
    assert "entpackt 97 MB" in refusal(tmp_path, package(body))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_entities_of_its_own_make_a_document_suspect(tmp_path: Path, doctype: str) -> None:
    body = (
        doctype
        + f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "XML-Platzhalter" in refusal(tmp_path, package(body.encode()))


def test_a_document_type_that_declares_nothing_does_no_harm(tmp_path: Path) -> None:
    body = (
        '<!DOCTYPE document SYSTEM "http://127.0.0.1:9/nie.dtd">'
        f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{p("Text")}</w:body></w:document>'
    )
    result = read_bytes(tmp_path, package(body.encode()))
    assert len(result.document.blocks) == 1


def test_nesting_beyond_reason_is_refused(tmp_path: Path) -> None:
    body = "<w:sdt><w:sdtContent>" * 500 + p("tief") + "</w:sdtContent></w:sdt>" * 500
    assert "unsinnig tief verschachtelt" in refusal(tmp_path, package(body))


def test_xml_that_breaks_off_is_refused(tmp_path: Path) -> None:
    assert "beschädigt" in refusal(tmp_path, package(b"<w:document><w:body>"))


def test_a_main_part_of_another_language_is_refused(tmp_path: Path) -> None:
    assert "keinen Word-Text" in refusal(tmp_path, package(b"<html/>"))


def test_a_document_with_macros_is_read_and_the_macros_are_reported(tmp_path: Path) -> None:
    data = package(p("Text"), main_type=MAIN_TYPE.replace("document.main", "document.macroEnabled.main"))
    result = read_bytes(tmp_path, data, name="beitrag.docm")
    assert any("Makros" in finding.text for finding in result.findings)


def test_a_table_that_no_booklet_holds_is_refused(tmp_path: Path) -> None:
    rows = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>"
    assert "mehr als 60000 Zellen" in refusal(tmp_path, package(f"<w:tbl>{rows * 1001}</w:tbl>"))


def test_a_span_of_a_hundred_million_columns_is_one_column(tmp_path: Path) -> None:
    body = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>{p("x")}</w:tc></w:tr></w:tbl>'
    caption = p("Mit Beschriftung ist es eine Tabelle", style="Beschriftung")
    (table,) = read_body(tmp_path, caption + body).document.blocks
    assert table.rows[0].cells[0].column_span == 1  # type: ignore[union-attr]


def test_a_list_level_of_a_hundred_million_is_the_deepest_there_is(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("tief", number=(1, 99_999_999)), numbering='<w:abstractNum w:abstractNumId="1"/>')
    assert len(result.document.blocks) == 1
