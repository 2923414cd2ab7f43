"""Lists and columns as authors set them by hand: signs that mean something, levels by indent, days before tabs."""

from __future__ import annotations

from pathlib import Path

from word_package import NUMBERING, abstract, level, number, outline, p, r, read_body

from ratgeber_tools.document import Block, BulletList, OrderedList, Paragraph, Table, plain_text

WINGDINGS = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
TICKS_AND_CROSSES = (
    abstract(1, level(0, "bullet", text="\uf0fc", inside=WINGDINGS))
    + abstract(2, level(0, "bullet", text="\uf0fb", inside=WINGDINGS))
    + abstract(3, level(0, "bullet", text="\uf0a8", inside=WINGDINGS))
    + number(1, 1)
    + number(2, 2)
    + number(3, 3)
)


def listed(block: Block, depth: int = 0) -> list[str]:
    """Return the items of a list, one line each, indented by their level."""
    assert isinstance(block, BulletList | OrderedList)
    lines = []
    for item in block.items:
        box = {None: "", True: "[x] ", False: "[ ] "}[item.checked]
        for inner in item.blocks:
            if isinstance(inner, Paragraph):
                lines.append("  " * depth + box + plain_text(inner.children))
            else:
                lines += listed(inner, depth + 1)
    return lines


def indented(text: str, left: int, numbering: tuple[int, int]) -> str:
    return p(text, number=numbering, properties=f'<w:ind w:left="{left}" w:hanging="360"/>')


def test_a_tick_and_a_cross_of_words_own_bullets_keep_their_meaning(tmp_path: Path) -> None:
    body = p("Obst", number=(1, 0)) + p("Handy", number=(2, 0))
    (made,) = read_body(tmp_path, body, numbering=TICKS_AND_CROSSES).document.blocks
    assert listed(made) == ["✓ Obst", "✗ Handy"]


def test_ticks_alone_are_bullets(tmp_path: Path) -> None:
    body = p("Obst", number=(1, 0)) + p("Brot", number=(1, 0))
    (made,) = read_body(tmp_path, body, numbering=TICKS_AND_CROSSES).document.blocks
    assert listed(made) == ["Obst", "Brot"]


def test_empty_boxes_of_a_symbol_font_are_tasks(tmp_path: Path) -> None:
    body = p("Pass", number=(3, 0)) + p("Foto", number=(3, 0))
    (made,) = read_body(tmp_path, body, numbering=TICKS_AND_CROSSES).document.blocks
    assert listed(made) == ["[ ] Pass", "[ ] Foto"]


def test_another_list_of_words_that_stands_further_in_is_a_level_below(tmp_path: Path) -> None:
    body = indented("Mappe", 720, (1, 0)) + indented("blau", 1440, (5, 0)) + indented("Heft", 720, (1, 0))
    (made,) = read_body(tmp_path, body, numbering=NUMBERING + number(5, 1)).document.blocks
    assert listed(made) == ["Mappe", "  blau", "Heft"]


def test_bullets_further_in_belong_to_the_number_above_them(tmp_path: Path) -> None:
    body = indented("Packen", 720, (2, 0)) + indented("Heft", 1440, (1, 0)) + indented("Gehen", 720, (2, 0))
    (made,) = read_body(tmp_path, body, numbering=NUMBERING).document.blocks
    assert isinstance(made, OrderedList)
    assert listed(made) == ["Packen", "  Heft", "Gehen"]


def test_a_level_of_words_own_is_never_taken_away(tmp_path: Path) -> None:
    body = indented("Packen", 720, (2, 0)) + indented("Heft", 720, (1, 1)) + indented("Gehen", 360, (5, 0))
    (made, *_) = read_body(tmp_path, body, numbering=NUMBERING + number(5, 1)).document.blocks
    assert listed(made)[:2] == ["Packen", "  Heft"]


def test_numbers_of_one_list_go_on_counting_wherever_they_stand(tmp_path: Path) -> None:
    body = indented("Packen", 720, (2, 0)) + indented("Gehen", 1080, (2, 0))
    (made,) = read_body(tmp_path, body, numbering=NUMBERING).document.blocks
    assert listed(made) == ["Packen", "Gehen"]


def test_letters_after_a_box_are_a_list_of_their_own(tmp_path: Path) -> None:
    body = p("☐ Hort") + p("☐ Essen") + p("a) Vollkost") + p("b) Schonkost") + p("c) vegetarisch")
    boxes, letters = read_body(tmp_path, body).document.blocks
    assert listed(boxes) == ["[ ] Hort", "[ ] Essen"]
    assert listed(letters) == ["Vollkost", "Schonkost", "vegetarisch"]


def test_days_with_their_hours_behind_a_tab_are_a_table(tmp_path: Path) -> None:
    body = p(r("Montag:\t8–12 Uhr")) + p(r("Dienstag:\t8–16 Uhr")) + p(r("Freitag:\tgeschlossen"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert isinstance(made, Table)


def test_a_first_row_that_begins_with_a_tab_is_the_head_of_its_table(tmp_path: Path) -> None:
    body = p(r("\tMontag\tDienstag", "<w:b/>")) + p(r("Hort\t7 Uhr\t8 Uhr")) + p(r("Essen\t12 Uhr\t12 Uhr"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert isinstance(made, Table)
    assert [len(row.cells) for row in made.rows] == [3, 3, 3]
    assert made.header_rows == 1


def test_lines_of_an_address_stay_lines(tmp_path: Path) -> None:
    body = p(r("Telefon:\t0340 123")) + p(r("Zimmer:\t12")) + p(r("E-Mail:\tamt@stadt.example"))
    assert len(outline(read_body(tmp_path, body))) == 3
