"""Lists: numbering as Word counts it, and lists typed by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from word_package import NUMBERING, STYLES, abstract, found, level, number, outline, p, r, read_body, style

from ratgeber_tools.document import (
    Block,
    BulletList,
    Heading,
    OrderedList,
    Paragraph,
    plain_text,
)
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult


def shape(blocks: Iterable[Block], indent: str = "") -> list[str]:
    """Return lists as an author would type them: ``2. zwei``, nested ones further in, what follows on with ``|``."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                for at, item in enumerate(items):
                    mark = f"{block.start + at}." if isinstance(block, OrderedList) else "-"
                    if item.checked is not None:
                        mark += " [x]" if item.checked else " [ ]"
                    first, *rest = item.blocks
                    assert isinstance(first, Paragraph)
                    lines.append(f"{indent}{mark} {plain_text(first.children)}")
                    lines += shape(rest, indent + "  ")
            case Paragraph(children=children):
                lines.append((f"{indent}| " if indent else "") + plain_text(children))
            case Heading(children=children):
                lines.append("# " + plain_text(children))
            case _:
                lines.append(type(block).__name__)
    return lines


def lists(result: ReadResult) -> list[str]:
    return shape(result.document.blocks)


def read_list(folder: Path, body: str, *, repair: bool = True, numbering: str = NUMBERING) -> list[str]:
    return lists(read_body(folder, body, repair=repair, numbering=numbering))


def test_nested_and_mixed_lists_keep_their_kinds(tmp_path: Path) -> None:
    mixed = abstract(1, level(0), level(1, "bullet"), level(2)) + number(1, 1)
    body = "".join(
        p(text, number=(1, depth)) for text, depth in (("A", 0), ("a", 1), ("b", 1), ("x", 2), ("y", 2), ("B", 0))
    )
    assert read_list(tmp_path, body, numbering=mixed) == ["1. A", "  - a", "  - b", "    1. x", "    2. y", "2. B"]


def test_a_list_goes_on_counting_after_an_interruption(tmp_path: Path) -> None:
    body = p("a", number=(2, 0)) + p("b", number=(2, 0)) + p("Dazwischen.") + p("c", number=(2, 0))
    assert read_list(tmp_path, body) == ["1. a", "2. b", "Dazwischen.", "3. c"]


def test_lists_that_share_a_definition_count_together(tmp_path: Path) -> None:
    assert read_list(tmp_path, p("a", number=(2, 0)) + p("Text.") + p("b", number=(3, 0)))[-1] == "2. b"


def test_an_override_starts_anew(tmp_path: Path) -> None:
    assert read_list(tmp_path, p("a", number=(2, 0)) + p("Text.") + p("b", number=(4, 0)))[-1] == "1. b"


def test_an_override_may_start_anywhere(tmp_path: Path) -> None:
    five = NUMBERING + number(9, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    assert read_list(tmp_path, p("a", number=(9, 0)) + p("b", number=(9, 0)), numbering=five) == ["5. a", "6. b"]


def test_an_override_may_change_a_level(tmp_path: Path) -> None:
    changed = NUMBERING + number(9, 2, f'<w:lvlOverride w:ilvl="0">{level(0, "bullet")}</w:lvlOverride>')
    assert read_list(tmp_path, p("a", number=(9, 0)), numbering=changed) == ["- a"]


def test_a_deeper_level_starts_anew_under_the_next_item(tmp_path: Path) -> None:
    body = "".join(p(text, number=(2, depth)) for text, depth in (("A", 0), ("a", 1), ("B", 0), ("b", 1)))
    assert read_list(tmp_path, body) == ["1. A", "  1. a", "2. B", "  1. b"]


def test_a_level_that_never_restarts_goes_on(tmp_path: Path) -> None:
    on = abstract(1, level(0), level(1, inside='<w:lvlRestart w:val="0"/>')) + number(1, 1)
    body = "".join(p(text, number=(1, depth)) for text, depth in (("A", 0), ("a", 1), ("B", 0), ("b", 1)))
    assert read_list(tmp_path, body, numbering=on) == ["1. A", "  1. a", "2. B", "  2. b"]


def test_a_style_brings_its_list_and_its_level(tmp_path: Path) -> None:
    styles = (
        STYLES
        + style("L1", "Liste eins", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("L2", "Liste zwei", based_on="L1")
    )
    numbering = abstract(
        1, level(0, "bullet", inside='<w:pStyle w:val="L1"/>'), level(1, "bullet", inside='<w:pStyle w:val="L2"/>')
    ) + number(1, 1)
    body = p("a", style="L1") + p("b", style="L2")
    assert lists(read_body(tmp_path, body, styles=styles, numbering=numbering)) == ["- a", "  - b"]


def test_a_definition_may_be_borrowed_from_a_numbering_style(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Punkte"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Punkte"/>{level(0, "bullet")}</w:abstractNum>'
        + number(1, 1) + number(2, 2)
    )  # fmt: skip
    assert read_list(tmp_path, p("a", number=(1, 0)), numbering=numbering) == ["- a"]


def test_several_paragraphs_belong_to_one_item(tmp_path: Path) -> None:
    body = (
        p("eins", number=(2, 0))
        + p("Absatz mit der Vorlage der Liste", style="Listenabsatz")
        + p("zwei", number=(2, 0))
        + p("eingerückter Absatz", properties='<w:ind w:left="720"/>')
        + p("drei", number=(2, 0))
    )
    assert read_list(tmp_path, body) == [
        "1. eins", "  | Absatz mit der Vorlage der Liste", "2. zwei", "  | eingerückter Absatz", "3. drei",
    ]  # fmt: skip


def test_a_paragraph_whose_number_was_taken_away_stays_in_its_item(tmp_path: Path) -> None:
    without = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="360"/>'
    assert read_list(tmp_path, p("eins", number=(2, 0)) + p("weiter", properties=without)) == ["1. eins", "  | weiter"]


def test_a_blank_bullet_is_a_continuation(tmp_path: Path) -> None:
    blank = NUMBERING + abstract(7, level(0, "bullet", text=" ")) + number(7, 7)
    assert read_list(tmp_path, p("a", number=(1, 0)) + p("b", number=(7, 0)), numbering=blank) == ["- a", "  | b"]


def test_an_empty_item_is_left_out_and_the_list_stays_one(tmp_path: Path) -> None:
    body = p("a", number=(2, 0)) + p("", number=(2, 0)) + p("b", number=(2, 0))
    (made,) = read_body(tmp_path, body, numbering=NUMBERING).document.blocks
    assert isinstance(made, OrderedList)
    assert len(made.items) == 2


def test_a_paragraph_behind_empty_items_only_stands_for_itself(tmp_path: Path) -> None:
    indented = p("eingerückt", properties='<w:ind w:left="720"/>')
    body = p("vorher") + p("", number=(1, 0)) + p("", number=(1, 1)) + indented + p("a", number=(1, 0)) + indented
    assert read_list(tmp_path, body) == ["vorher", "eingerückt", "- a", "  | eingerückt"]


def test_a_bullet_that_is_a_box_makes_tasks(tmp_path: Path) -> None:
    boxes = (
        abstract(1, level(0, "bullet", text="☐"))
        + abstract(2, level(0, "bullet", text="☒"))
        + number(1, 1)
        + number(2, 2)
    )
    body = p("offen", number=(1, 0)) + p("fertig", number=(2, 0))
    assert read_list(tmp_path, body, numbering=boxes) == ["- [ ] offen", "- [x] fertig"]
    assert read_list(tmp_path, body, numbering=boxes, repair=False) == ["- ☐ offen", "- ☒ fertig"]


def test_a_box_control_makes_a_task(tmp_path: Path) -> None:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert read_list(tmp_path, p(box + r(" Ausweis"))) == ["- [x] Ausweis"]


@pytest.mark.parametrize(
    "taken_out",
    [
        '<w:del w:id="1">{box}</w:del>',
        '<w:moveFrom w:id="1">{box}</w:moveFrom>',
        "{box_with_deleted_sign}",
        '<w:del w:id="1"><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
        '</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>',
    ],
)
def test_a_box_deleted_with_tracking_ticks_nothing_and_is_told(tmp_path: Path, taken_out: str) -> None:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    deleted_sign = '<w:del w:id="2"><w:r><w:delText>☒</w:delText></w:r></w:del>'
    body = taken_out.format(box=box.format(r("☒")), box_with_deleted_sign=box.format(deleted_sign))
    result = read_body(tmp_path, p(body + r("Ausweis")) + p("Ende"))
    told = [] if "moveFrom" in taken_out else ["☒"]
    assert shape(result.document.blocks) == ["Ausweis", *("Container" for _ in told), "Ende"]
    assert [finding.words for finding in found(result, Code.DELETION_DROPPED)] == told


def test_an_item_deleted_with_tracking_does_not_count(tmp_path: Path) -> None:
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>weg</w:delText></w:r></w:del>',
        number=(2, 0),
        properties='<w:rPr><w:del w:id="2"/></w:rPr>',
    )
    (made,) = read_body(
        tmp_path, p("a", number=(2, 0)) + gone + p("b", number=(2, 0)), numbering=NUMBERING
    ).document.blocks
    assert isinstance(made, OrderedList)
    assert len(made.items) == 2


def test_letters_become_digits_and_the_report_says_so(tmp_path: Path) -> None:
    letters = abstract(1, level(0, "lowerLetter")) + number(1, 1)
    result = read_body(tmp_path, p("a", number=(1, 0)) + p("b", number=(1, 0)), numbering=letters)
    assert lists(result) == ["1. a", "2. b"]
    assert "2-mal" in found(result, Code.FORMATTING_SIMPLIFIED)[0].text


def test_an_unknown_list_is_a_plain_paragraph(tmp_path: Path) -> None:
    assert read_list(tmp_path, p("allein", number=(77, 0))) == ["allein"]


# ------------------------------------------------------------------------------------------------- typed lists


def typed(folder: Path, *lines: str) -> list[str]:
    return read_list(folder, "".join(p(r(line)) for line in lines))


@pytest.mark.parametrize("sign", ["-\t", "– ", "•\t", "• ", "* ", "·\t", "➢ ", "o\t", "✓ "])
def test_typed_bullets_become_a_list(tmp_path: Path, sign: str) -> None:
    assert typed(tmp_path, "Mitbringen:", f"{sign}Ausweis", f"{sign}Impfpass") == [
        "Mitbringen:",
        "- Ausweis",
        "- Impfpass",
    ]


@pytest.mark.parametrize("after", [". ", ") ", ".\t", ")\t"])
def test_typed_numbers_become_a_list(tmp_path: Path, after: str) -> None:
    assert typed(tmp_path, f"1{after}Anmelden", f"2{after}Warten", f"3{after}Gespräch") == [
        "1. Anmelden", "2. Warten", "3. Gespräch",
    ]  # fmt: skip


def test_typed_letters_become_numbers_and_the_report_says_so(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("a) erstens") + p("b) zweitens"))
    assert lists(result) == ["1. erstens", "2. zweitens"]
    assert "Aus Buchstaben" in found(result, Code.STRUCTURE_REPAIRED)[0].text


@pytest.mark.parametrize(
    "line",
    ["Am 1. Mai ist geschlossen.", "1. Mai ist Feiertag.", "3. Das steht allein.", "- sagte niemand", "z. B. so"],
)
def test_what_only_looks_like_an_item_stays_text(tmp_path: Path, line: str) -> None:
    assert typed(tmp_path, "Vorher.", line, "Nachher.") == ["Vorher.", line, "Nachher."]


def test_dates_are_no_list(tmp_path: Path) -> None:
    assert typed(tmp_path, "1. März: Anmeldung", "2. März: Gespräch")[0] == "1. März: Anmeldung"


def test_school_years_are_no_list(tmp_path: Path) -> None:
    lines = ("3. Klasse: Informationsabend", "4. Klasse: Schullaufbahnerklärung")
    assert typed(tmp_path, *lines) == list(lines)


def test_a_typed_list_may_begin_at_any_number(tmp_path: Path) -> None:
    assert typed(tmp_path, "5. fünf", "6. sechs") == ["5. fünf", "6. sechs"]
    (made,) = read_body(tmp_path, p(r("5. fünf")) + p(r("6. sechs"))).document.blocks
    assert isinstance(made, OrderedList)


def test_bullets_under_typed_numbers_are_nested(tmp_path: Path) -> None:
    assert typed(tmp_path, "1. A", "- a", "- b", "2. B") == ["1. A", "  - a", "  - b", "2. B"]


def test_a_deeper_indent_nests(tmp_path: Path) -> None:
    assert typed(tmp_path, "- A", "\t- a", "\t- b", "- B") == ["- A", "  - a", "  - b", "- B"]


def test_typed_bullets_under_a_real_item_belong_to_it(tmp_path: Path) -> None:
    body = p("A", number=(2, 0)) + p(r("- a")) + p(r("- b")) + p("B", number=(2, 0))
    assert read_list(tmp_path, body) == ["1. A", "  - a", "  - b", "2. B"]


def test_typed_numbers_go_on_after_a_paragraph(tmp_path: Path) -> None:
    assert typed(tmp_path, "1. A", "2. B", "Dazu ein Absatz.", "3. C") == ["1. A", "2. B", "Dazu ein Absatz.", "3. C"]
    body = "".join(p(r(line)) for line in ("1. A", "2. B", "Dazu ein Absatz.", "3. C"))
    kinds = [type(block).__name__ for block in read_body(tmp_path, body).document.blocks]
    assert kinds == ["OrderedList", "Paragraph", "OrderedList"]


def test_bold_numbered_lines_with_text_between_are_headings(tmp_path: Path) -> None:
    text = p("Ein gewöhnlicher Absatz, der länger ist als die Zeile darüber.")
    body = p(r("1. Anmeldung", "<w:b/>")) + text + p(r("2. Fristen", "<w:b/>")) + text
    assert [line for line in read_list(tmp_path, body) if line.startswith("#")] == ["# Anmeldung", "# Fristen"]


def test_typed_boxes_become_tasks(tmp_path: Path) -> None:
    assert typed(tmp_path, "☐ Ausweis", "☒ Impfpass", "[ ] Foto") == ["- [ ] Ausweis", "- [x] Impfpass", "- [ ] Foto"]


def test_a_typed_box_in_a_real_item_becomes_its_state(tmp_path: Path) -> None:
    assert read_list(tmp_path, p("☑ fertig", number=(1, 0))) == ["- [x] fertig"]


def test_marks_behind_a_typed_bullet_survive(tmp_path: Path) -> None:
    body = p(r("- ") + r("Ausweis", "<w:b/>") + r(" der Eltern")) + p(r("- Pass"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert "Strong" in repr(made)
    assert shape([made]) == ["- Ausweis der Eltern", "- Pass"]


def test_items_set_with_line_breaks_become_a_list(tmp_path: Path) -> None:
    body = p("<w:r><w:t>Bitte:</w:t><w:br/><w:t>- Ausweis</w:t><w:br/><w:t>- Impfpass</w:t></w:r>")
    assert read_list(tmp_path, body) == ["Bitte:", "- Ausweis", "- Impfpass"]


def test_nothing_typed_is_changed_without_repair(tmp_path: Path) -> None:
    body = p(r("- Ausweis")) + p(r("- Pass"))
    assert outline(read_body(tmp_path, body, repair=False)) == ["- Ausweis", "- Pass"]
