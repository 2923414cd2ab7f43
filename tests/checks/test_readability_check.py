"""A chapter too hard to read is named, with its hardest sentence."""

from __future__ import annotations

from pathlib import Path

from guide.guides import HEAD, make_guide
from ratgeber_tools.checks import readability
from ratgeber_tools.findings import Severity

EASY = "Ihr Kind geht gern zur Schule. " * 20
HARD = "Die Voraussetzungen der Schuleingangsuntersuchung unterliegen gesetzlichen Bestimmungen. "
HARDEST = "Schulentwicklungsplanungsverordnungen berücksichtigen Zuständigkeitsregelungen ausdrücklich."


def test_an_easy_chapter_has_no_finding(tmp_path: Path) -> None:
    assert list(readability.check(make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{EASY}\n"))) == []


def test_a_hard_chapter_is_named_with_its_hardest_sentence(tmp_path: Path) -> None:
    guide = make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{HARD * 12}\n\n{HARDEST}\n")
    (finding,) = readability.check(guide)
    assert finding.severity is Severity.WARNING
    assert f"„{HARDEST}“" in finding.text
    assert "höchstens 9" in finding.text


def test_a_page_of_a_few_words_is_not_judged(tmp_path: Path) -> None:
    assert list(readability.check(make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{HARDEST}\n"))) == []
