"""One title a chapter, honest levels, and headings without what the guide counts itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from word_package import found, outline, p, r, read_body

from ratgeber_tools.findings import Code

BIG, LARGE = '<w:b/><w:sz w:val="40"/>', '<w:b/><w:sz w:val="28"/>'


def heading(text: str, level: int = 1) -> str:
    return p(text, style=f"berschrift{level}")


def test_all_headings_stand_below_the_title_and_the_report_says_so(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("Schule", style="Titel") + heading("A") + heading("B", 2) + heading("C"))
    assert outline(result) == ["# Schule", "## A", "### B", "## C"]
    [finding] = found(result, Code.STRUCTURE_REPAIRED)
    assert finding.text.startswith("3 Überschriften rückten um eine Ebene nach unten")


def test_taken_literally_levels_stay_as_they_are(tmp_path: Path) -> None:
    result = read_body(tmp_path, p("Schule", style="Titel") + heading("A") + heading("B", 2), repair=False)
    assert outline(result) == ["# Schule", "# A", "## B"]


def test_a_title_in_two_lines_is_one(tmp_path: Path) -> None:
    body = p(r("Handreichung", BIG)) + p(r("für Eltern", LARGE)) + p("Willkommen hier.") + p(r("Hort", LARGE))
    result = read_body(tmp_path, body + p("Ein ganzer Satz."))
    assert outline(result) == ["# Handreichung für Eltern", "Willkommen hier.", "## Hort", "Ein ganzer Satz."]


def test_two_lines_in_the_style_of_a_title_are_one_title(tmp_path: Path) -> None:
    body = p("Handreichung", style="Titel") + p("Für Eltern", style="Titel") + p("Text.")
    assert outline(read_body(tmp_path, body)) == ["# Handreichung Für Eltern", "Text."]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1.1 Anmeldung", "Anmeldung"),
        ("2.3.1. Anmeldung", "Anmeldung"),
        ("1. Anmeldung", "Anmeldung"),
        ("A) Anmeldung", "Anmeldung"),
        ("IV. Anmeldung", "Anmeldung"),
        ("§ 3 Anmeldung", "Anmeldung"),
        ("3. Klasse", "3. Klasse"),
        ("3 Wege zum Hort", "3 Wege zum Hort"),
        ("24 Stunden Kita", "24 Stunden Kita"),
        ("1. März: Stichtag", "1. März: Stichtag"),
    ],
)
def test_a_typed_number_before_a_heading_goes_but_not_one_that_counts(tmp_path: Path, typed: str, kept: str) -> None:
    result = read_body(tmp_path, heading(typed) + p("Text."))
    assert outline(result) == [f"# {kept}", "Text."]
    assert len(found(result, Code.FORMATTING_SIMPLIFIED)) == (typed != kept)


def test_bare_numbers_that_count_on_are_numbers_of_headings(tmp_path: Path) -> None:
    body = heading("Leitfaden") + heading("1 Anmeldung", 2) + p("X.") + heading("2 Hort", 2) + p("Y.")
    assert outline(read_body(tmp_path, body)) == ["# Leitfaden", "## Anmeldung", "X.", "## Hort", "Y."]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [("Schul-|anfang", "Schulanfang"), ("Vor-|und Nachteile", "Vor- und Nachteile"), ("Der|Hort", "Der Hort")],
)
def test_a_heading_in_two_lines_is_one_line(tmp_path: Path, lines: str, joined: str) -> None:
    first, second = lines.split("|")
    result = read_body(tmp_path, p(r(first) + "<w:r><w:br/></w:r>" + r(second), style="berschrift1") + p("Text."))
    assert outline(result) == [f"# {joined}", "Text."]


def test_a_heading_as_long_as_a_paragraph_is_asked_about(tmp_path: Path) -> None:
    result = read_body(tmp_path, heading("Sehr lang " * 12) + p("Text."))
    assert "ungewöhnlich lang" in found(result, Code.CONTENT_REVIEW)[0].text


def test_bold_questions_with_short_answers_are_headings(tmp_path: Path) -> None:
    bold = "<w:b/>"
    body = heading("Fragen") + p(r("Wann muss ich mein Kind anmelden?", bold)) + p("Im Mai.")
    body += p(r("Wer hilft mir bei der Anmeldung?", bold)) + p("Das Amt.")
    assert outline(read_body(tmp_path, body)) == [
        "# Fragen",
        "## Wann muss ich mein Kind anmelden?",
        "Im Mai.",
        "## Wer hilft mir bei der Anmeldung?",
        "Das Amt.",
    ]
