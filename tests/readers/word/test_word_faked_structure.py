"""Lists, frames and contents that authors set by hand."""

from __future__ import annotations

from pathlib import Path

from word_package import cell, found, outline, p, r, read_body, row, table

from ratgeber_tools.document import BulletList, Container, OrderedList, Table
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult

BOLD = "<w:b/>"


def lists(result: ReadResult) -> list[tuple[str, int]]:
    """Return kind and number of items of every list that stands on its own."""
    return [
        ("1" if isinstance(block, OrderedList) else "-", len(block.items))
        for block in result.document.blocks
        if isinstance(block, BulletList | OrderedList)
    ]


def typed(*lines: str) -> str:
    return "".join(p(line) for line in lines)


def test_lists_with_a_blank_paragraph_between_stay_separate(tmp_path: Path) -> None:
    result = read_body(tmp_path, typed("• a", "• b", "", "– c", "– d", "", "1) e", "2) f"))
    assert lists(result) == [("-", 2), ("-", 2), ("1", 2)]


def test_blank_paragraphs_between_items_of_one_sign_part_nothing(tmp_path: Path) -> None:
    assert lists(read_body(tmp_path, typed("1. a", "", "2. b", "", "3. c"))) == [("1", 3)]


def test_signs_of_one_hand_in_one_run_are_one_list(tmp_path: Path) -> None:
    assert lists(read_body(tmp_path, typed("• a", "- b", "– c", "• d"))) == [("-", 4)]


def test_letters_below_a_box_are_a_list_of_their_own(tmp_path: Path) -> None:
    assert lists(read_body(tmp_path, typed("☐ x", "a) y", "b) z"))) == [("-", 1), ("1", 2)]


def test_ticks_and_crosses_stay_where_both_occur(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, typed("✓ Obst", "✗ Handy"))) == ["✓ Obst", "✗ Handy"]
    assert outline(read_body(tmp_path, typed("✓ Obst", "✓ Brot"))) == ["Obst", "Brot"]


def test_a_frame_is_the_text_in_it(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("Vorher.") + table(row(cell(p("Innen.") + p("Noch mehr.")))) + p("Nachher."))
    assert outline(result) == ["Vorher.", "Innen.", "Noch mehr.", "Nachher."]
    assert not any(isinstance(block, Table) for block in result.document.blocks)
    assert "Ein Rahmen" in found(result, Code.STRUCTURE_REPAIRED)[0].text


def test_a_frame_that_says_important_is_our_box(tmp_path: Path) -> None:
    frame = table(row(cell(p(r("Achtung!", BOLD)) + p("Die Frist endet im März."))))
    [box] = read_body(tmp_path, p("Vorher.") + frame).document.blocks[1:]
    assert isinstance(box, Container)
    assert box.name == "wichtig"


def test_a_table_for_the_layout_gives_headings_and_text_back(tmp_path: Path) -> None:
    left = cell(p("Hort", style="berschrift2") + p("Er ist offen."))
    right = cell(p("Essen", style="berschrift2") + p("Es ist warm."))
    result = read_body(tmp_path, p("Schule", style="berschrift1") + table(row(left, right)))
    assert outline(result) == ["# Schule", "## Hort", "Er ist offen.", "## Essen", "Es ist warm."]


def test_typed_contents_are_left_out_and_reported_in_full(tmp_path: Path) -> None:
    body = p("Leitfaden", style="berschrift1") + typed("Inhalt", "1 Hort ........ 2", "2 Essen ....... 3") + p("Text.")
    result = read_body(tmp_path, body)
    assert outline(result) == ["# Leitfaden", "Text."]
    assert found(result, Code.CONTENT_DROPPED)[0].words == "Inhalt 1 Hort ........ 2 2 Essen ....... 3"


def test_bullets_indented_further_on_one_level_are_nested(tmp_path: Path) -> None:
    from word_package import NUMBERING

    deeper = '<w:ind w:left="1440" w:hanging="360"/>'
    number = (1, 0)
    body = p("Mappe", number=number) + p("blau", number=number, properties=deeper) + p("Schuhe", number=number)
    [made] = read_body(tmp_path, body, numbering=NUMBERING).document.blocks
    assert isinstance(made, BulletList)
    assert [len(item.blocks) for item in made.items] == [2, 1]


def test_signs_typed_without_a_blank_are_a_list_in_company(tmp_path: Path) -> None:
    assert lists(read_body(tmp_path, typed("-Pass", "-Foto", "-Impfbuch"))) == [("-", 3)]
    assert lists(read_body(tmp_path, typed("1)Antrag holen", "2)Antrag abgeben"))) == [("1", 2)]
    assert lists(read_body(tmp_path, typed("1.Antrag holen", "2.Antrag abgeben"))) == [("1", 2)]


def test_a_hyphen_or_a_number_without_company_or_before_figures_is_no_list(tmp_path: Path) -> None:
    assert lists(read_body(tmp_path, typed("-los", "Text."))) == []
    assert lists(read_body(tmp_path, typed("-5 Grad", "-3 Grad"))) == []
    assert lists(read_body(tmp_path, typed("1.Mai: frei", "3.Oktober: frei"))) == []
    assert lists(read_body(tmp_path, typed("*Pflichtfeld", "*Angabe freiwillig"))) == []
