"""Headings by style, outline level and looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import NUMBERING, STYLES, cell, found, outline, p, r, read_body, row, style, table

from ratgeber_tools.document import Heading, Paragraph, Strong, Text
from ratgeber_tools.findings import Code

LARGE = '<w:sz w:val="32"/>'


def test_german_ids_and_the_title_style_make_headings(tmp_path: Path) -> None:
    body = p("Kita", style="Titel") + p("Fristen", style="berschrift1") + p("Ausnahmen", style="berschrift2")
    assert outline(read_body(tmp_path, body)) == ["# Kita", "## Fristen", "### Ausnahmen"]


@pytest.mark.parametrize("name", ["Überschrift 2", "heading 2", "Heading 2", "Titre 2"])
def test_a_heading_is_known_by_its_name_in_several_languages(tmp_path: Path, name: str) -> None:
    body = p("Oben", style="berschrift1") + p("Kopf", style="X2")
    assert outline(read_body(tmp_path, body, styles=STYLES + style("X2", name))) == ["# Oben", "## Kopf"]


def test_a_style_of_ones_own_is_a_heading_by_its_outline_level(tmp_path: Path) -> None:
    own = style("Kapitel", "Kapitel Stadt", inside='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    body = p("Oben", style="berschrift1") + p("Kopf", style="Kapitel")
    assert outline(read_body(tmp_path, body, styles=STYLES + own)) == ["# Oben", "## Kopf"]


def test_a_style_based_on_a_heading_is_one(tmp_path: Path) -> None:
    own = style("Bunt", "Bunte Überschrift", based_on="berschrift1")
    assert outline(read_body(tmp_path, p("Kopf", style="Bunt"), styles=STYLES + own)) == ["# Kopf"]


def test_a_style_based_on_a_heading_with_body_text_level_is_none(tmp_path: Path) -> None:
    own = style("Klein", "Klein", based_on="berschrift1", inside='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    assert outline(read_body(tmp_path, p("Kein Kopf.", style="Klein"), styles=STYLES + own)) == ["Kein Kopf."]


def test_an_empty_heading_is_left_out(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p("", style="berschrift1") + p("Text."))) == ["Text."]


def test_the_number_word_counts_before_a_heading_is_left_out_and_reported(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("Rechte", style="berschrift1", number=(2, 0)), numbering=NUMBERING)
    assert outline(result) == ["# Rechte"]
    assert "einmal weggelassen" in found(result, Code.FORMATTING_SIMPLIFIED)[0].text


def test_a_heading_that_is_bold_as_a_whole_is_not_marked_bold(tmp_path: Path) -> None:
    (heading,) = read_body(tmp_path, p(r("Kopf", "<w:b/>"), style="berschrift1")).document.blocks
    assert heading == Heading(1, (Text("Kopf"),))


def test_a_line_break_in_a_heading_is_a_blank(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p("<w:r><w:t>Ein</w:t><w:br/><w:t>Kopf</w:t></w:r>", style="berschrift1"))) == [
        "# Ein Kopf"
    ]


def test_a_heading_in_a_table_cell_is_a_bold_paragraph(tmp_path: Path) -> None:
    body = table(row(cell(p("Kopf", style="berschrift1")), "b"))
    (made,) = read_body(tmp_path, body).document.blocks
    assert made.rows[0].cells[0].blocks == (Paragraph((Strong((Text("Kopf"),)),)),)  # type: ignore[union-attr]


def test_skipped_levels_are_closed_and_reported(tmp_path: Path) -> None:
    body = p("A", style="berschrift1") + p("B", style="berschrift3") + p("C", style="berschrift3")
    result = read_body(tmp_path, body)
    assert outline(result) == ["# A", "## B", "## C"]
    assert len(found(result, Code.STRUCTURE_REPAIRED)) == 2


def test_levels_stay_as_they_are_without_repair(tmp_path: Path) -> None:
    body = p("A", style="berschrift1") + p("B", style="berschrift3")
    assert outline(read_body(tmp_path, body, repair=False)) == ["# A", "### B"]


# ------------------------------------------------------------------------------------------------ fake headings


def fake(tmp_path: Path, candidate: str, *, after: str = "Ein gewöhnlicher Satz folgt darauf.") -> str:
    body = p("Oben", style="berschrift1") + p("Erster Satz.") + candidate + p(after) + p("Noch einer, ganz gewöhnlich.")
    return outline(read_body(tmp_path, body))[2]


@pytest.mark.parametrize(
    "candidate",
    [
        p(r("Fristen im Überblick", "<w:b/>")),
        p(r("Fristen im ", "<w:b/>") + r("Überblick", "<w:b/>")),
        p(r("Fristen im Überblick", LARGE)),
        p(r("Fristen im Überblick", '<w:u w:val="single"/>')),
        p("Fristen im Überblick", style="Merksatz"),
    ],
)
def test_a_short_paragraph_that_stands_out_becomes_a_heading_one_level_down(tmp_path: Path, candidate: str) -> None:
    assert fake(tmp_path, candidate) == "## Fristen im Überblick"


def test_a_question_in_bold_is_a_heading(tmp_path: Path) -> None:
    assert fake(tmp_path, p(r("Wann wird mein Kind schulpflichtig?", "<w:b/>"))).startswith("## ")


def test_capitals_by_formatting_make_a_heading(tmp_path: Path) -> None:
    assert fake(tmp_path, p(r("Anmeldung", "<w:caps/>"))) == "## Anmeldung"


def test_capitals_make_a_heading(tmp_path: Path) -> None:
    assert fake(tmp_path, p("ANMELDUNG")) == "## ANMELDUNG"


@pytest.mark.parametrize(
    "candidate",
    [
        p(r("Ganz fett durch Vorlage.", "<w:b/>")),
        p(r("Mitbringen:", "<w:b/>")),
        p(r("Nur ", "<w:b/>") + r("halb")),
        p("Gewöhnlich"),
        p(
            r(
                "Dieser Absatz ist fett, aber so lang, dass ihn niemand für eine Überschrift hielte, trotz allem",
                "<w:b/>",
            )
        ),
        p(r("12", "<w:b/>")),
    ],
)
def test_a_paragraph_that_is_no_heading_stays_one(tmp_path: Path, candidate: str) -> None:
    assert not fake(tmp_path, candidate).startswith("#")


def test_a_subtitle_is_no_heading(tmp_path: Path) -> None:
    own = STYLES + style("Untertitel", "Subtitle", inside=f"<w:rPr>{LARGE}</w:rPr>")
    body = p("Kita", style="Titel") + p("Was Eltern wissen sollten", style="Untertitel") + p("Ein gewöhnlicher Satz.")
    assert outline(read_body(tmp_path, body, styles=own))[1] == "Was Eltern wissen sollten"


def test_a_bold_half_sentence_is_no_heading(tmp_path: Path) -> None:
    assert fake(tmp_path, p(r("Bitte senden Sie alles in Form eines", "<w:b/>")), after="formlosen Antrags.")[0] != "#"


def test_bold_lines_in_a_row_are_an_address(tmp_path: Path) -> None:
    lines = "".join(p(r(text, "<w:b/>")) for text in ("Stadt", "Jugendamt", "Rathausplatz 1"))
    result = read_body(tmp_path, p("Oben", style="berschrift1") + lines + p("Ein gewöhnlicher langer Satz danach."))
    assert outline(result)[1] == "Stadt"


def test_the_last_paragraph_is_no_heading(tmp_path: Path) -> None:
    assert outline(read_body(tmp_path, p("Ein Satz, lang genug.") + p(r("Ende", "<w:b/>"))))[-1] == "Ende"


def test_larger_fake_headings_stand_above_smaller_ones(tmp_path: Path) -> None:
    text = p("Ein gewöhnlicher Satz, der lang genug ist, um zu zeigen, wie groß die Schrift sonst ist.")
    body = (
        p(r("Kita", '<w:b/><w:sz w:val="36"/>')) + text
        + p(r("Fristen", '<w:b/><w:sz w:val="28"/>')) + text
        + p(r("Ausnahme", "<w:b/>")) + text
        + p(r("Kosten", '<w:b/><w:sz w:val="28"/>')) + text
    )  # fmt: skip
    headings = [line for line in outline(read_body(tmp_path, body)) if line.startswith("#")]
    assert headings == ["# Kita", "## Fristen", "### Ausnahme", "## Kosten"]


def test_bold_says_nothing_where_all_is_bold(tmp_path: Path) -> None:
    body = "".join(p(r(f"Zeile {word}", "<w:b/>")) + p(r("Ein ganzer Satz in Fett.", "<w:b/>")) for word in "abcd")
    assert not any(line.startswith("#") for line in outline(read_body(tmp_path, body)))


def test_an_outline_level_on_the_paragraph_counts_only_with_repair(tmp_path: Path) -> None:
    body = p("Kopf", properties='<w:outlineLvl w:val="0"/>') + p("Text.")
    assert outline(read_body(tmp_path, body)) == ["# Kopf", "Text."]
    assert outline(read_body(tmp_path, body, repair=False)) == ["Kopf", "Text."]


def test_each_repair_is_reported_with_heading_and_words(tmp_path: Path) -> None:
    body = p("Oben", style="berschrift1") + p("Satz eins.") + p(r("Fristen", "<w:b/>")) + p("Ein längerer Satz folgt.")
    (finding,) = found(read_body(tmp_path, body), Code.STRUCTURE_REPAIRED)
    assert finding.words == "Fristen"
    assert finding.text == "Ein hervorgehobener Absatz wurde zur Überschrift: „Fristen“."
