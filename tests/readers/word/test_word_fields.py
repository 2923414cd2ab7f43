"""Fields, links, bookmarks and cross references."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import NUMBERING, STYLES, all_text, cell, field, found, outline, p, r, read_body, row, style, table

from ratgeber_tools.document import (
    Blocks,
    CrossReference,
    Heading,
    Inlines,
    Link,
    Paragraph,
    Table,
    Text,
    iterate_blocks,
)
from ratgeber_tools.findings import Code

BOOKMARK = '<w:bookmarkStart w:id="1" w:name="_Ref100"/>{}<w:bookmarkEnd w:id="1"/>'


def bookmarked(text: str, name: str = "_Ref100") -> str:
    return BOOKMARK.format(r(text)).replace("_Ref100", name)


def hyperlink(attributes: str, content: str) -> str:
    return f"<w:hyperlink {attributes}>{content}</w:hyperlink>"


def last_inlines(folder: Path, body: str, links: list[tuple[str, str, str, bool]] | None = None) -> Inlines:
    last = read_body(folder, body, links=links or []).document.blocks[-1]
    assert isinstance(last, Paragraph)
    return last.children


def test_a_link_leads_to_its_address(tmp_path: Path) -> None:
    links = [("l1", "hyperlink", "https://www.example.org/a_(b)?x=1&y=ä", True)]
    body = p(r("Mehr: ") + hyperlink('r:id="l1"', r("hier ") + r("fett", "<w:b/>")))
    link = last_inlines(tmp_path, body, links)[1]
    assert isinstance(link, Link)
    assert link.target == "https://www.example.org/a_(b)?x=1&y=ä"


def test_a_link_may_name_a_place_on_the_page(tmp_path: Path) -> None:
    links = [("l1", "hyperlink", "https://example.org/", True)]
    link = last_inlines(tmp_path, p(hyperlink('r:id="l1" w:anchor="oben"', r("dort"))), links)[0]
    assert isinstance(link, Link)
    assert link.target == "https://example.org/#oben"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("mailto:kita@example.org", "mailto:kita@example.org"),
        ("tel:+493400000", "tel:+493400000"),
        ("www.example.org", "https://www.example.org"),
        ("https://example.org/ein blank", "https://example.org/ein%20blank"),
    ],
)
def test_addresses_a_chapter_may_have(tmp_path: Path, address: str, target: str) -> None:
    assert last_inlines(tmp_path, p(hyperlink('r:id="l"', r("x"))), [("l", "hyperlink", address, True)]) == (
        Link(target, (Text("x"),)),
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "java\tscript:alert(1)", "file:///C:/geheim.docx", "data:text/html,x", "..\\Formular.docx",
     "vbscript:x", "//fremd.example/x", "Formular.docx"],
)  # fmt: skip
def test_an_odd_address_is_dropped_and_reported_and_its_words_stay(tmp_path: Path, address: str) -> None:
    escaped = address.replace("\t", "&#9;")
    result = read_body(tmp_path, p(hyperlink('r:id="l"', r("Klick"))), links=[("l", "hyperlink", address, True)])
    assert result.document.blocks == (Paragraph((Text("Klick"),)),), escaped
    (finding,) = found(result, Code.LINK_DROPPED)
    assert finding.words


def test_a_hyperlink_field_is_a_link(tmp_path: Path) -> None:
    body = p(r("Zum ") + field('HYPERLINK "https://example.org/a?b=1" \\o "Hinweis" \\t "_blank"', r("Formular")))
    assert last_inlines(tmp_path, body)[1] == Link("https://example.org/a?b=1", (Text("Formular"),))


def test_an_odd_address_in_a_field_is_dropped_too(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(field('HYPERLINK "javascript:x()"', r("Klick"))))
    assert result.document.blocks == (Paragraph((Text("Klick"),)),)
    assert found(result, Code.LINK_DROPPED)


def test_a_simple_field_and_nested_fields_work_alike(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/&quot; ">' + r("eins") + "</w:fldSimple>"
    nested = field('HYPERLINK "https://example.org/"', r("am ") + field('DATE \\@ "d.M."', r("1.3.")))
    assert last_inlines(tmp_path, p(simple)) == (Link("https://example.org/", (Text("eins"),)),)
    assert last_inlines(tmp_path, p(nested)) == (Link("https://example.org/", (Text("am 1.3."),)),)


def test_a_field_inside_an_instruction_is_part_of_it(tmp_path: Path) -> None:
    inner = field("MERGEFIELD adresse", r("https://example.org/"))
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "</w:instrText></w:r>'
        f'{inner}<w:r><w:instrText>"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("Ziel")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert last_inlines(tmp_path, body) == (Link("https://example.org/", (Text("Ziel"),)),)


@pytest.mark.parametrize(
    "reference",
    [
        field("REF _Ref100 \\h", r("oben")),
        field("REF _ref100 \\h", r("oben")),
        field('HYPERLINK \\l "_Ref100"', r("oben")),
        hyperlink('w:anchor="_Ref100"', r("oben")),
    ],
)
def test_a_reference_to_a_heading_leads_there_by_its_words(tmp_path: Path, reference: str) -> None:
    body = p(bookmarked("Öffnungszeiten"), style="berschrift1") + p(r("Siehe ") + reference)
    blocks = read_body(tmp_path, body).document.blocks
    assert blocks[0] == Heading(1, (Text("Öffnungszeiten"),), identifiers=("oeffnungszeiten",))
    assert blocks[1] == Paragraph((Text("Siehe "), CrossReference("oeffnungszeiten", (Text("oben"),))))


def test_a_page_reference_leads_to_the_place(tmp_path: Path) -> None:
    body = p(bookmarked("Kopf"), style="berschrift1") + p(r("Seite ") + field("PAGEREF _Ref100 \\h", r("12")))
    assert last_inlines(tmp_path, body)[1] == CrossReference("kopf", (Text("12"),))


def test_a_paragraph_is_named_after_its_bookmark_and_two_bookmarks_are_one_place(tmp_path: Path) -> None:
    target = p('<w:bookmarkStart w:id="1" w:name="Fristen Ende"/><w:bookmarkStart w:id="2" w:name="zwei"/>' + r("Ziel"))
    body = target + p(hyperlink('w:anchor="Fristen Ende"', r("a")) + hyperlink('w:anchor="zwei"', r("b")))
    blocks = read_body(tmp_path, body).document.blocks
    assert blocks[0] == Paragraph((Text("Ziel"),), identifiers=("fristen-ende",))
    assert blocks[1] == Paragraph((CrossReference("fristen-ende", (Text("ab"),)),))


def test_a_bookmark_nobody_refers_to_leaves_no_trace(tmp_path: Path) -> None:
    assert read_body(tmp_path, p(bookmarked("Text"))).document.blocks == (Paragraph((Text("Text"),)),)


def test_a_bookmark_in_an_empty_paragraph_or_between_blocks_names_the_next_block(tmp_path: Path) -> None:
    between = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    for before in (p(between), between):
        body = before + p("Ziel") + p(hyperlink('w:anchor="x"', r("hin")))
        assert read_body(tmp_path, body).document.blocks[0] == Paragraph((Text("Ziel"),), identifiers=("x",))


def test_a_bookmark_in_a_cell_names_the_table(tmp_path: Path) -> None:
    body = table(row(p(bookmarked("a")), "b")) + p(hyperlink('w:anchor="_Ref100"', r("hin")))
    made = read_body(tmp_path, body).document.blocks[0]
    assert isinstance(made, Table)
    assert made.identifiers == ("ref100",)


def test_a_reference_to_nowhere_is_plain_text(tmp_path: Path) -> None:
    assert last_inlines(tmp_path, p(hyperlink('w:anchor="fehlt"', r("Text")))) == (Text("Text"),)


def test_identifiers_are_unique(tmp_path: Path) -> None:
    heads = p(bookmarked("Kopf", "a"), style="berschrift1") + p(bookmarked("Kopf", "b"), style="berschrift1")
    body = heads + p(hyperlink('w:anchor="a"', r("1")) + hyperlink('w:anchor="b"', r("2")))
    names = [block.identifiers for block in read_body(tmp_path, body).document.blocks[:2]]
    assert names == [("kopf",), ("kopf-2",)]


@pytest.mark.parametrize("named", ["Begriff", "Erkl", "Quelltext"])
def test_a_bookmark_in_a_term_its_definition_or_code_keeps_its_target(tmp_path: Path, named: str) -> None:
    styles = STYLES + style("Begriff", "Definition Term") + style("Erkl", "Definition")
    texts = {"Begriff": "Hort", "Erkl": "Ein Ort.", "Quelltext": "make"}
    body = "".join(p(bookmarked(text, "ziel") if each == named else text, style=each) for each, text in texts.items())
    result = read_body(tmp_path, body + p(hyperlink('w:anchor="ziel"', r("hin"))), styles=styles)
    targets = [name for block in iterate_blocks(result.document.blocks) for name in block.identifiers]
    assert targets == ["ziel"]
    last = result.document.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.children == (CrossReference("ziel", (Text("hin"),)),)


# ------------------------------------------------------------------------------------------- generated lists


def test_the_words_of_a_dropped_list_are_reported_whole_where_word_has_cut_them(tmp_path: Path) -> None:
    sign = "<w:r><w:t>E</w:t><w:noBreakHyphen/><w:t>Mail</w:t></w:r>"
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>"
    body = (
        p(begin + "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + r("Anmel") + r("dung"))
        + p(sign)
        + p("<w:r><w:fldChar w:fldCharType='end'/></w:r>")
    )
    (finding,) = found(read_body(tmp_path, body + p("Text")), Code.CONTENT_DROPPED)
    assert finding.words == "Anmeldung E\u2011Mail"


TOC = (
    p("Inhalt", style="Inhaltsverzeichnisberschrift")
    + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("Ferien\t3"), style="Verzeichnis1")
    + p(r("Kosten\t4"), style="Verzeichnis1")
    + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
)  # fmt: skip


def test_a_table_of_contents_is_dropped_and_reported_once(tmp_path: Path) -> None:
    result = read_body(tmp_path, TOC + p("Ferien", style="berschrift1"))
    assert outline(result) == ["# Ferien"]
    words = " ".join(finding.words for finding in found(result, Code.CONTENT_DROPPED))
    assert {"Inhalt", "Ferien", "Kosten"} <= set(words.split())


def test_a_table_of_contents_in_a_content_control_is_dropped(tmp_path: Path) -> None:
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{TOC}</w:sdtContent></w:sdt>"
    )
    result = read_body(tmp_path, p("Vorher.") + control + p("Ferien", style="berschrift1") + p("Text."))
    assert outline(result) == ["Vorher.", "# Ferien", "Text."]
    (finding,) = found(result, Code.CONTENT_DROPPED)
    assert finding.words == "Inhalt Ferien 3 Kosten 4"
    assert finding.heading == ""


def test_a_heading_only_a_table_of_contents_refers_to_gets_no_identifier(tmp_path: Path) -> None:
    line = hyperlink('w:anchor="_Toc1"', r("Ferien\t") + field("PAGEREF _Toc1 \\h", r("3")))
    body = p(field("TOC \\h", line), style="Verzeichnis1") + p(bookmarked("Ferien", "_Toc1"), style="berschrift1")
    assert read_body(tmp_path, body).document.blocks == (Heading(1, (Text("Ferien"),)),)


def test_without_repair_a_table_of_contents_stays_as_text(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, TOC, repair=False)) == ["# Inhalt", "Ferien 3", "Kosten 4"]


def test_a_table_of_contents_that_never_ends_does_not_swallow_the_document(tmp_path: Path) -> None:
    opened = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
               '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("Eins\t1"))  # fmt: skip
    result = read_body(tmp_path, opened + p("Eins", style="berschrift1") + p("Text."))
    assert outline(result) == ["# Eins", "Text."]


def test_an_unfinished_instruction_is_reported_with_the_words_in_it(tmp_path: Path) -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("verschluckt"))
    result = read_body(tmp_path, body)
    assert found(result, Code.CONTENT_DROPPED)[0].words == "verschluckt"


def test_a_page_number_in_the_text_stays_and_is_to_be_looked_at(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Seite ") + field("PAGE", r("3")) + r(".")))
    assert all_text(result.document) == "Seite 3."
    assert "Seitenzahl" in found(result, Code.CONTENT_REVIEW)[0].text


@pytest.mark.parametrize("kind", ["DDEAUTO c:\\\\cmd.exe", "INCLUDEPICTURE http://127.0.0.1/x.png", "INCLUDETEXT x"])
def test_a_field_that_would_start_something_is_only_reported(tmp_path: Path, kind: str) -> None:
    result = read_body(tmp_path, p(field(kind, r("Feld"))))
    assert all_text(result.document) == "Feld"
    assert found(result, Code.CONTENT_REVIEW)


def test_a_macro_button_shows_its_words(tmp_path: Path) -> None:
    body = p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> MACROBUTTON Nichts Hier klicken </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert all_text(read_body(tmp_path, body).document) == "Hier klicken"


def test_an_old_form_box_shows_its_state(tmp_path: Path) -> None:
    box = (
        '<w:r><w:fldChar w:fldCharType="begin">'
        "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert all_text(read_body(tmp_path, p(r("Ja ") + box)).document) == "Ja ☒"


def targets_of(blocks: Blocks) -> list[str]:
    return [name for block in iterate_blocks(blocks) for name in block.identifiers]


@pytest.mark.parametrize(
    "place",
    [
        p("a", style="Begriff") + p("b", style="Erkl") + p("{}", style="Begriff") + p("d", style="Erkl"),
        p("a", style="Begriff") + p("{}", style="Erkl"),
        p("x = 1", style="Code") + p("{}", style="Code"),
        p("a", number=(1, 0)) + p("{empty}", number=(1, 0)) + p("b", number=(1, 0)),
        p("a", number=(1, 0)) + p("{empty}", number=(1, 0)),
        p("{empty}", number=(1, 0)) + p("a"),
        p("{empty}", style="Begriff") + p("a"),
        p("{empty}", style="Code") + p("a"),
        p("a") + p("{empty}", properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>') + p("b"),
        p("a", style="Zitat") + p("{}", style="Zitat"),
        p("a") + table(row(cell("b"), cell("{}"))) + p("c"),
    ],
)
def test_a_bookmark_keeps_its_target_wherever_it_stands(tmp_path: Path, place: str) -> None:
    empty = '<w:bookmarkStart w:id="1" w:name="ziel"/><w:bookmarkEnd w:id="1"/>'
    body = place.replace(r("{empty}"), empty).replace(r("{}"), empty + r("c"))
    reference = '<w:hyperlink w:anchor="ziel"><w:r><w:t>dort</w:t></w:r></w:hyperlink>'
    styles = STYLES + style("Begriff", "Definition Term") + style("Erkl", "Definition") + style("Code", "Source Code")
    styles += style("Zitat", "Quote")
    result = read_body(tmp_path, p(r("Siehe ") + reference) + body, styles=styles, numbering=NUMBERING)
    assert targets_of(result.document.blocks) == ["ziel"]
    assert result.document.blocks[0] == Paragraph((Text("Siehe "), CrossReference("ziel", (Text("dort"),))))


DROP_DOWN = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="Sekundarschule"/></w:ddList>'
    "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_the_value_of_a_drop_down_in_what_is_left_out_is_told(tmp_path: Path) -> None:
    body = p("Anfang.") + f'<w:del w:id="1">{p(DROP_DOWN)}</w:del>'
    assert [finding.words for finding in found(read_body(tmp_path, body), Code.DELETION_DROPPED)] == ["Sekundarschule"]


def test_the_value_of_a_deleted_drop_down_is_told(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Schulart: ") + f'<w:del w:id="1">{DROP_DOWN}</w:del>'))
    assert [finding.words for finding in found(result, Code.DELETION_DROPPED)] == ["Sekundarschule"]
