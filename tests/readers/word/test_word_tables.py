"""Tables on Word's grid."""

from __future__ import annotations

from pathlib import Path

from word_package import DECLARATIONS, STYLES, cell, found, p, package, r, read_body, read_bytes, row, style, table

from ratgeber_tools.document import BulletList, Container, Paragraph, Table, plain_text
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult

SPAN_2 = '<w:gridSpan w:val="2"/>'
OPEN = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"


def only_table(result: ReadResult) -> Table:
    made = next(block for block in result.document.blocks if isinstance(block, Table))
    return made


def grid(made: Table) -> list[list[str]]:
    """Return the cells of each row; a span as ``text 2x3`` (rows by columns)."""
    rows = []
    for line in made.rows:
        texts = []
        for entry in line.cells:
            text = " ".join(plain_text(b.children) for b in entry.blocks if isinstance(b, Paragraph))
            spans = f" {entry.row_span}x{entry.column_span}" if entry.row_span * entry.column_span > 1 else ""
            texts.append(text + spans)
        rows.append(texts)
    return rows


def read_grid(folder: Path, body: str, *, repair: bool = True) -> list[list[str]]:
    return grid(only_table(read_body(folder, body, repair=repair)))


def test_merged_cells_span_and_the_covered_ones_are_left_out(tmp_path: Path) -> None:
    body = table(
        row("Einkommen", cell("Beitrag", SPAN_2)),
        row(cell("bis 20", OPEN), "Kita", "0"),
        row(cell("", GOES_ON), "Hort", "10"),
    )
    assert read_grid(tmp_path, body) == [["Einkommen", "Beitrag 1x2"], ["bis 20 2x1", "Kita", "0"], ["Hort", "10"]]


def test_a_row_may_begin_and_end_inside_the_grid(tmp_path: Path) -> None:
    body = table(row("a", "b", "c"), row("x", properties='<w:gridBefore w:val="1"/>'))
    assert read_grid(tmp_path, body) == [["a", "b", "c"], ["", "x", ""]]


def test_columns_nobody_uses_are_squeezed_out_only_with_repair(tmp_path: Path) -> None:
    body = table(row(cell("a", SPAN_2), "b"), row(cell("c", SPAN_2), "d"))
    assert read_grid(tmp_path, body) == [["a", "b"], ["c", "d"]]
    assert read_grid(tmp_path, body, repair=False) == [["a 1x2", "b"], ["c 1x2", "d"]]


def test_a_row_all_covered_shortens_the_spans_above(tmp_path: Path) -> None:
    body = table(row(cell("a", OPEN), cell("b", OPEN)), row(cell("", GOES_ON), cell("", GOES_ON)), row("c", "d"))
    assert read_grid(tmp_path, body) == [["a", "b"], ["c", "d"]]


def test_words_in_a_covered_cell_are_kept(tmp_path: Path) -> None:
    body = table(row(cell("oben", OPEN), "b"), row(cell("unten", GOES_ON), "c"))
    assert read_grid(tmp_path, body)[0][0] == "oben unten 2x1"


def test_a_cell_that_goes_on_from_nothing_is_an_ordinary_cell(tmp_path: Path) -> None:
    assert read_grid(tmp_path, table(row(cell("a", GOES_ON), "b"))) == [["a", "b"]]


def test_old_horizontal_merges_join_the_cell_before(tmp_path: Path) -> None:
    body = table(row(cell("a", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "b"), row("1", "2", "3"))
    assert read_grid(tmp_path, body) == [["a 1x2", "b"], ["1", "2", "3"]]


def test_rows_and_cells_in_content_controls_are_found(tmp_path: Path) -> None:
    wrapped = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('c', 'd')}</w:sdtContent></w:sdt>"
    inner = f"<w:tr><w:sdt><w:sdtContent>{cell('e')}</w:sdtContent></w:sdt>{cell('f')}</w:tr>"
    assert read_grid(tmp_path, table(row("a", "b"), wrapped, inner)) == [["a", "b"], ["c", "d"], ["e", "f"]]


def test_marked_rows_are_the_head(tmp_path: Path) -> None:
    header = "<w:tblHeader/>"
    made = only_table(read_body(tmp_path, table(row("a", properties=header), row("b", properties=header), row("c"))))
    assert made.header_rows == 2


def test_the_look_of_the_first_row_makes_it_the_head_unless_it_is_alone(tmp_path: Path) -> None:
    look = '<w:tblLook w:val="0020"/>'
    assert only_table(read_body(tmp_path, table(row("a"), row("b"), look=look))).header_rows == 1
    assert only_table(read_body(tmp_path, table(row("a", "b"), look=look))).header_rows == 0
    assert only_table(read_body(tmp_path, table(row("a"), row("b"), look='<w:tblLook w:val="0000"/>'))).header_rows == 0


def test_a_caption_above_or_below_belongs_to_the_table(tmp_path: Path) -> None:
    caption = p("Tabelle 1: Gebühren", style="Beschriftung")
    grid_ = table(row("a", "b"))
    for body in (caption + grid_, grid_ + caption, p() + caption + p() + grid_):
        made = only_table(read_body(tmp_path, body))
        assert plain_text(made.caption) == "Tabelle 1: Gebühren"


def test_a_caption_between_two_tables_belongs_to_the_lower(tmp_path: Path) -> None:
    body = table(row("a", "b")) + p("Unten", style="Beschriftung") + table(row("c", "d"))
    first, second = (block for block in read_body(tmp_path, body).document.blocks if isinstance(block, Table))
    assert (plain_text(first.caption), plain_text(second.caption)) == ("", "Unten")


def test_a_table_in_a_cell_stays_one(tmp_path: Path) -> None:
    body = table(row(cell(table(row("innen")) + p()), "außen"))
    inner = only_table(read_body(tmp_path, body)).rows[0].cells[0].blocks[0]
    assert isinstance(inner, Table)
    assert grid(inner) == [["innen"]]


def test_tables_nested_beyond_reason_become_paragraphs_without_losing_a_word(tmp_path: Path) -> None:
    result = read_body(tmp_path, "<w:tbl><w:tr><w:tc>" * 40 + p("tief") + "</w:tc></w:tr></w:tbl>" * 40)
    assert "tief" in repr(result.document)
    assert "ineinander" in found(result, Code.CONTENT_REVIEW)[0].text


def test_a_list_in_a_cell_stays_one(tmp_path: Path) -> None:
    made = only_table(read_body(tmp_path, table(row(cell(p(r("- a")) + p(r("- b"))), "x"))))
    assert isinstance(made.rows[0].cells[0].blocks[0], BulletList)


def test_a_deleted_row_is_reported_with_its_words(tmp_path: Path) -> None:
    gone = row("alt", "weg", properties='<w:del w:id="1"/>')
    result = read_body(tmp_path, table(row("a", "b"), gone))
    assert grid(only_table(result)) == [["a", "b"]]
    (finding,) = found(result, Code.DELETION_DROPPED)
    assert finding.words == "alt weg"
    assert isinstance(result.document.blocks[1], Container)


def test_a_long_table_is_read_in_pieces_without_a_seam(tmp_path: Path) -> None:
    rows = "".join(row(str(at), cell("", GOES_ON if at % 2 else OPEN)) for at in range(1000))
    body = (
        f"<w:document {DECLARATIONS}><w:body>{p('vor')}<w:tbl>{rows}</w:tbl>{p('nach')}</w:body></w:document>"
    ).encode()
    result = read_bytes(tmp_path, package(body))
    made = result.document.blocks[1]
    assert isinstance(made, Table)
    assert [line[0] for line in grid(made)] == [str(at) for at in range(1000)]
    assert {entry.row_span for line in made.rows for entry in line.cells[1:]} == {2}
    assert len(result.document.blocks) == 3


def test_a_row_in_the_style_of_a_tables_head_is_its_head(tmp_path: Path) -> None:
    own = STYLES + style("TableHeading", "Table Heading")
    head = row(cell(p("Tag", style="TableHeading")), cell(p("Zeit", style="TableHeading")))
    made = only_table(read_body(tmp_path, table(head, row("Montag", "8 Uhr")), styles=own))
    assert made.header_rows == 1
    mixed = row(cell(p("Tag", style="TableHeading")), "8 Uhr")
    assert only_table(read_body(tmp_path, table(mixed, row("a", "b")), styles=own)).header_rows == 0
    assert only_table(read_body(tmp_path, table(head, head), styles=own)).header_rows == 0
