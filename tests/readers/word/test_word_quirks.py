"""Characters, fields, languages and alternative texts as files from the field carry them."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import field, found, outline, p, picture, png, r, read_body

from ratgeber_tools.document import Container, Figure, LineBreak, Paragraph, Strong, Text, iterate_blocks
from ratgeber_tools.findings import Code


def drop_down(*entries: str, chosen: str, result: str | None = None) -> str:
    """Return an old drop-down field; `chosen` is XML that says which entry."""
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result) if result else ""}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{listed}</w:ddList></w:ffData></w:fldChar>'
        f'</w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("chosen", "result", "value"),
    [
        ('<w:result w:val="1"/>', None, "Hort"),
        ('<w:default w:val="1"/>', None, "Hort"),
        ("", None, "Kita"),
        ('<w:result w:val="1"/>', "", "Hort"),
        ('<w:result w:val="1"/>', "Hort", "Hort"),
        ('<w:result w:val="7"/>', None, ""),
    ],
)
def test_what_was_chosen_in_an_old_drop_down_list_stands_in_the_chapter(
    tmp_path: Path, chosen: str, result: str | None, value: str
) -> None:
    body = p(r("Wo? ") + drop_down("Kita", "Hort", chosen=chosen, result=result) + r("."))
    assert outline(read_body(tmp_path, body)) == [f"Wo? {value}."]


def test_an_unfilled_merge_field_is_said_with_its_name(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Liebe ") + field("MERGEFIELD Anrede", r("«Anrede»"))))
    assert "„Anrede“ ist nicht ausgefüllt" in found(result, Code.CONTENT_REVIEW)[0].text


def test_a_filled_merge_field_is_text(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Liebe ") + field("MERGEFIELD Anrede", r("Eltern"))))
    assert outline(result) == ["Liebe Eltern"]
    assert not result.findings


def test_a_drop_cap_is_no_subscript(tmp_path: Path) -> None:
    letter = p(r("D", '<w:position w:val="-12"/>'), properties='<w:framePr w:dropCap="drop"/>')
    assert outline(read_body(tmp_path, letter + p("ie Schule."))) == ["Die Schule."]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Das Formular bekommen Sie per", "E-Mail.", True),
        ("Das Formular, das Sie in der Schule", "bekommen können.", True),
        ("Schulamt Musterstadt", "Am Markt 1", False),
        ("Das Formular gibt es hier.", "es ist blau.", False),
        ("Morgens früh um sechs", "kommt die kleine Hex.", False),
    ],
)
def test_a_break_inside_a_sentence_goes_and_one_that_is_meant_stays(
    tmp_path: Path, first: str, second: str, joined: bool
) -> None:
    result = read_body(tmp_path, p(r(first) + "<w:r><w:br/></w:r>" + r(second)))
    [paragraph] = result.document.blocks
    assert isinstance(paragraph, Paragraph)
    assert any(isinstance(inline, LineBreak) for inline in paragraph.children) is not joined
    assert len(found(result, Code.STRUCTURE_REPAIRED)) == joined


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de-AT", "Meldung anlegen, prüfen, absenden"),
        ("en-US", "Martin Rid, Florian Kreher, Silas Schäffer"),
        ("en-GB", "Legende Prioritäten Termine Beschlüsse"),
        ("en-US", "https://www.schule.example/the/way/to/your/school"),
        ("en-US", "Anna Berta Clara Dora Emil"),
    ],
)
def test_german_names_and_addresses_are_never_marked_as_foreign(tmp_path: Path, tag: str, text: str) -> None:
    result = read_body(tmp_path, p(r(text, f'<w:lang w:val="{tag}"/>')))
    assert not [block for block in iterate_blocks(result.document.blocks) if isinstance(block, Container)]


def test_an_english_sentence_with_a_german_name_is_english(tmp_path: Path) -> None:
    text = "Ms Müller will help you with the registration of your child."
    result = read_body(tmp_path, p(r(text, '<w:lang w:val="en-US"/>')))
    assert isinstance(result.document.blocks[0], Container)


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("Bild1.png", ""),
        (r"C:\Users\erika\Desktop\Foto.jpg", ""),
        ("/home/erika/foto", ""),
        ("Grafik 3", ""),
        ("Foto vom Ausflug 2024.jpg", ""),
        ("DSC_0132-small", ""),
        ("IMG_20240503_101500", ""),
        ("https://www.schule.example/_bilder/4.202", ""),
        ("Das Logo der Schule", "Das Logo der Schule"),
        ("Bild 3 zeigt den Schulhof", "Bild 3 zeigt den Schulhof"),
        ("Siehe https://www.schule.example", "Siehe https://www.schule.example"),
    ],
)
def test_a_file_name_is_no_alternative_text(tmp_path: Path, alt: str, kept: str) -> None:
    links = [("rIdP", "image", "media/a.png")]
    result = read_body(tmp_path, p(picture("rIdP", alt)), links=links, media={"media/a.png": png()})
    [figure] = [block for block in result.document.blocks if isinstance(block, Figure)]
    assert figure.image.alt == kept
    assert any("keinen Alternativtext" in finding.text for finding in result.findings) == (not kept)


@pytest.mark.parametrize(
    ("alt", "dropped"),
    [
        ("Foto vom Ausflug 2024.jpg", ["Foto vom Ausflug 2024.jpg"]),
        (r"C:\Users\erika\Desktop\Foto.jpg", ["Foto.jpg"]),
        ("/home/erika/foto", ["foto"]),
        ("Grafik 3", []),
        ("", []),
    ],
)
def test_a_file_name_that_was_dropped_is_told_without_its_folders(tmp_path: Path, alt: str, dropped: list[str]) -> None:
    links = [("rIdP", "image", "media/a.png")]
    result = read_body(tmp_path, p(picture("rIdP", alt)), links=links, media={"media/a.png": png()})
    assert [finding.words for finding in result.findings if finding.code is Code.CONTENT_DROPPED] == dropped
    assert "erika" not in " ".join(finding.text for finding in result.findings)


def test_a_bold_comma_between_plain_words_is_a_comma(tmp_path: Path) -> None:
    bold = "<w:b/>"
    result = read_body(tmp_path, p(r("Der Hort") + r(",", bold) + r(" alles „") + r("neu", bold) + r("!", bold)))
    [paragraph] = result.document.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.children == (Text("Der Hort, alles „"), Strong((Text("neu!"),)))
