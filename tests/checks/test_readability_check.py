"""A chapter too hard to read is named, with its hardest sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.guides import HEAD, make_guide
from ratgeber_tools.checks import readability
from ratgeber_tools.findings import Code, Severity

EASY = "Ihr Kind geht jeden Tag gern zur Schule. " * 20
HARD = "Die Voraussetzungen der Schuleingangsuntersuchung unterliegen gesetzlichen Bestimmungen. "
HARDEST = "Schulentwicklungsplanungsverordnungen berücksichtigen Zuständigkeitsregelungen ausdrücklich."


def test_an_easy_chapter_has_no_finding(tmp_path: Path) -> None:
    assert list(readability.check(make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{EASY}\n"))) == []


def test_a_hard_chapter_is_named_with_its_hardest_sentence(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{HARD * 12}\n\n{HARDEST}\n")
    (finding,) = readability.check(guide)
    assert finding.severity is Severity.WARNING
    assert f"„{HARDEST}“" in finding.text
    assert "höchstens 7,5" in finding.text


def test_a_page_of_a_few_words_is_not_judged(tmp_path: Path) -> None:
    assert list(readability.check(make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{HARDEST}\n"))) == []


def hints(tmp_path: Path, body: str) -> list[tuple[Code, int | None]]:
    findings = readability.check(make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{body}\n"))
    return [(finding.code, finding.line) for finding in findings if finding.severity is Severity.HINT]


CALM = "Rufen Sie an, weil die Schule sonst nach Ihrem Kind sucht. "


def test_a_chapter_chopped_to_pieces_gets_a_hint(tmp_path: Path) -> None:
    assert hints(tmp_path, "Das tut weh. " * 4 + CALM * 6) == [(Code.STACCATO, None)]


def test_one_short_sentence_in_four_is_fine(tmp_path: Path) -> None:
    assert hints(tmp_path, "Das tut weh. " * 3 + CALM * 9) == []


def test_items_of_a_list_are_no_short_sentences(tmp_path: Path) -> None:
    assert hints(tmp_path, CALM * 10 + "\n\n" + "- Stifte und Schere\n" * 9) == []


@pytest.mark.parametrize(("times", "expected"), [(3, []), (4, [(Code.ONLY_ASKING, None)])])
def test_a_chapter_that_mostly_tells_parents_to_ask_gets_a_hint(
    tmp_path: Path, times: int, expected: list[tuple[Code, int | None]]
) -> None:
    body = "Fragen Sie in der Schule nach dem Tag, an dem es beginnt. " * times
    assert hints(tmp_path, body + CALM * 9) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Der Antrag muss am 1. März da sein.",
        "Ein Monat nach dem Bescheid ist Schluss.",
        "Rufen Sie vor Unterrichtsbeginn an.",
        "Spätestens in den Osterferien.",
        "Letzter Tag: {fakt}`anmeldefrist`",
    ],
)
def test_a_deadline_with_a_day_or_a_rule_is_fine(tmp_path: Path, text: str) -> None:
    assert hints(tmp_path, f":::{{frist}}\n{text}\n:::") == []


def test_a_rule_may_stand_in_the_title_of_the_box(tmp_path: Path) -> None:
    assert hints(tmp_path, ":::{frist} Zwei Wochen vorher\nGeben Sie ihn ab.\n:::") == []


def test_a_deadline_that_does_not_say_when_gets_a_hint_at_its_line(tmp_path: Path) -> None:
    ((code, line),) = hints(tmp_path, "Text.\n\n:::{frist} Fragen Sie früh\nJe eher, desto leichter.\n:::")
    assert code is Code.DEADLINE_VAGUE
    assert line is not None
