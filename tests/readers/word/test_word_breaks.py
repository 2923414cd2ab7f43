"""Line breaks, empty paragraphs, columns set by hand, drop caps."""

from __future__ import annotations

from pathlib import Path

from word_package import cell, found, outline, p, r, read_body, row, table

from ratgeber_tools.document import LineBreak, Paragraph, Table, Text, ThematicBreak, plain_text
from ratgeber_tools.findings import Code

LONG = "Dieser Satz ist so lang, dass ihn niemand für eine Zeile einer Anschrift halten wird."


def lines(*texts: str) -> str:
    return p("<w:r>" + "<w:br/>".join(f"<w:t>{text}</w:t>" for text in texts) + "</w:r>")


def page_end(kind: str = "page") -> str:
    return f'<w:r><w:br w:type="{kind}"/></w:r>'


def cells(made: Table) -> list[list[str]]:
    return [
        [" ".join(plain_text(b.children) for b in entry.blocks if isinstance(b, Paragraph)) for entry in line.cells]
        for line in made.rows
    ]


def test_the_lines_of_an_address_stay_in_one_paragraph(tmp_path: Path) -> None:
    (made,) = read_body(tmp_path, lines("Rathausplatz 1", "12345 Musterhausen")).document.blocks
    assert made == Paragraph((Text("Rathausplatz 1"), LineBreak(), Text("12345 Musterhausen")))


def test_two_breaks_in_a_row_are_two_paragraphs(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, lines("eins", "", "zwei"))) == ["eins", "zwei"]
    assert outline(read_body(tmp_path, lines("eins", "", "zwei"), repair=False)) == ["eins  zwei"]


def test_a_break_behind_a_long_sentence_ends_the_paragraph(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, lines(LONG, LONG))) == [LONG, LONG]


def test_breaks_at_the_edges_of_a_paragraph_go(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, lines("", "Text", ""))) == ["Text"]


def test_text_on_both_sides_of_a_page_end_does_not_run_together(tmp_path: Path) -> None:
    body = p('<w:r><w:t>vorn</w:t><w:br w:type="page"/><w:t>hinten</w:t></w:r>')
    assert outline(read_body(tmp_path, body)) == ["vorn hinten"]


def test_a_page_end_behind_a_sentence_ends_the_paragraph(tmp_path: Path) -> None:
    body = p(r("Ende.") + page_end() + r("Neu."))
    assert outline(read_body(tmp_path, body)) == ["Ende.", "Neu."]


def test_a_page_end_in_a_sentence_is_a_blank_and_no_line_break(tmp_path: Path) -> None:
    body = p(r("Bringen Sie den neuen ") + page_end() + r("Ausweis mit.")) + p(page_end("column") + r("Danach."))
    (first, second) = read_body(tmp_path, body).document.blocks
    assert first == Paragraph((Text("Bringen Sie den neuen Ausweis mit."),))
    assert second == Paragraph((Text("Danach."),))


def test_a_page_end_between_lines_of_an_address_leaves_its_line_breaks(tmp_path: Path) -> None:
    body = p(r("Es ist so.") + page_end() + r("Rathausplatz 1") + "<w:r><w:br/></w:r>" + r("12345 Musterhausen"))
    (first, second) = read_body(tmp_path, body).document.blocks
    assert first == Paragraph((Text("Es ist so."),))
    assert second == Paragraph((Text("Rathausplatz 1"), LineBreak(), Text("12345 Musterhausen")))


def test_a_page_end_never_stands_in_what_is_written(tmp_path: Path) -> None:
    body = p(r("vorn") + page_end() + r("hinten"), style="Heading1") + p(r("Eins.") + page_end() + r("Zwei."))
    for repair in (True, False):
        document = read_body(tmp_path, body, repair=repair).document
        assert "\\x0c" not in repr(document)
        assert "LineBreak" not in repr(document)


def test_no_break_spaces_at_the_edges_of_a_paragraph_go(tmp_path: Path) -> None:
    body = p(r("\u00a0 \u00a0") + r("\u00a0Am 3.\u00a0Mai") + r("\u00a0 "))
    assert outline(read_body(tmp_path, body)) == ["Am 3.\u00a0Mai"]
    assert outline(read_body(tmp_path, p("a\u00a0"), repair=False)) == ["a\u00a0"]


def test_empty_paragraphs_go(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p() + p("a") + p(r("  ")) + p(r("\u00a0")) + p("b") + p())) == ["a", "b"]


def test_a_no_break_space_holds_a_paragraph_open_without_repair(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p("a") + p(r("\u00a0")), repair=False)) == ["a", "\u00a0"]


def test_an_empty_paragraph_with_a_rule_is_a_thematic_break(tmp_path: Path) -> None:
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="6"/></w:pBdr>'
    blocks = read_body(tmp_path, p("a") + p("", properties=rule) + p("b")).document.blocks
    assert blocks[1] == ThematicBreak()


def test_a_drop_cap_joins_its_paragraph(tmp_path: Path) -> None:
    body = p("E", properties='<w:framePr w:dropCap="drop"/>') + p("s war einmal.")
    assert outline(read_body(tmp_path, body)) == ["Es war einmal."]


def test_a_tab_in_running_text_is_a_blank(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p(r("Telefon\t0123 456")))) == ["Telefon 0123 456"]


def test_lines_set_in_three_columns_become_a_table(tmp_path: Path) -> None:
    body = p(r("Tag\tVon\tBis")) + p(r("Mo\t8\t16")) + p(r("Di\t9\t17"))
    result = read_body(tmp_path, body)
    (made,) = result.document.blocks
    assert isinstance(made, Table)
    assert cells(made) == [["Tag", "Von", "Bis"], ["Mo", "8", "16"], ["Di", "9", "17"]]
    assert "Spalten" in found(result, Code.STRUCTURE_REPAIRED)[0].text


def test_a_bold_first_line_is_the_head_of_the_table(tmp_path: Path) -> None:
    body = p(r("Tag\tZeit", "<w:b/>")) + p(r("Mo\t8 Uhr")) + p(r("Di\t9 Uhr"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert isinstance(made, Table)
    assert made.header_rows == 1


def test_columns_set_with_blanks_become_a_table(tmp_path: Path) -> None:
    body = p(r("Mo    8 Uhr")) + p(r("Di    9 Uhr")) + p(r("Mi    9 Uhr"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert isinstance(made, Table)


def test_two_aligned_lines_and_labels_stay_text(tmp_path: Path) -> None:
    assert len(read_body(tmp_path, p(r("a\tb")) + p(r("c\td"))).document.blocks) == 2
    labels = "".join(p(r(f"{name}:\t123")) for name in ("Telefon", "Fax", "Mobil"))
    assert outline(read_body(tmp_path, labels)) == ["Telefon: 123", "Fax: 123", "Mobil: 123"]


def test_columns_stay_text_without_repair(tmp_path: Path) -> None:
    body = p(r("a\tb\tc")) + p(r("d\te\tf"))
    assert outline(read_body(tmp_path, body, repair=False)) == ["a b c", "d e f"]


def test_columns_in_a_cell_stay_text(tmp_path: Path) -> None:
    body = table(row(cell(p(r("a\tb\tc")) + p(r("d\te\tf"))), "g"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert isinstance(made, Table)
    assert cells(made) == [["a b c d e f", "g"]]
