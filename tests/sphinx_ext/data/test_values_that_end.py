"""What a page of the public edition says of a value once it has ended, without and with a new build."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from sphinx_ext.data.data_guide import CONFIRMED, page_guide
from sphinx_ext.sphinx_building import Built

DATE = "fest:\n  titel: Fest\n  art: Veranstaltung\n  von: 10.01.2027\n" + CONFIRMED
ENDED = "(abgelaufen; fragen Sie: Schulamt, Telefon 0340 204-2040)"
EXPIRING = re.compile(
    r'<span class="rg-ablauf" data-bis="([\d-]+)"><span>(.*?)</span><span hidden>(.*?)</span></span>', re.S
)


def endings(built: Built) -> list[tuple[str, str, str]]:
    """Return each last day, what is shown until then, and what from then on."""

    def words(html: str) -> str:
        return unescape(re.sub(r"<[^>]+>", "", html))

    # a span inside the shown one would end the match early: the classes are enough to keep them apart
    source = re.sub(r'<span class="rg-(?:stand|fakt|termin|erfragen|telefon)">(.*?)</span>', r"\1", built.article())
    return [(day, words(shown), words(instead)) for day, shown, instead in EXPIRING.findall(source)]


def test_a_fact_that_has_ended_says_so_and_whom_to_ask(tmp_path: Path) -> None:
    built = page_guide(tmp_path, "{fakt}`frist`").build(edition="oeffentlich")
    assert endings(built) == [("2027-07-31", "1. März", ENDED)]


def test_a_day_that_has_passed_is_past_and_no_question(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, "{termin}`fest`", termine=DATE)
    built = guide.build(edition="oeffentlich")
    assert endings(built) == [("2027-01-10", "10.01.2027", "10.01.2027 (vorbei)")]
    afterwards = guide.build(edition="oeffentlich", today="11.01.2027")
    assert endings(afterwards) == []  # the script leaves it as it is
    assert "10.01.2027" in afterwards.article()
    assert "(vorbei)" in afterwards.article()


STEPS = (
    "schluss:\n  titel: Anmeldung\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: frist\n"
    "fest:\n  titel: Fest\n  thema: schulanfang\n  jahr: -1\n  termin: fest\n"
)


@pytest.mark.parametrize(
    ("until", "first"),
    [
        # the day comes first: past; the confirmation ends first: to be asked for
        ("31.07.2027", ("2027-03-01", "bis Montag, 1. März 2027",
                        "bis Montag, 1. März 2027 (vorbei)")),
        ("31.01.2027", ("2027-01-31", "bis Montag, 1. März 2027", ENDED)),
    ],
)  # fmt: skip
def test_a_step_says_by_itself_when_it_is_past_or_no_longer_sure(
    tmp_path: Path, until: str, first: tuple[str, str, str]
) -> None:
    facts = f"frist:\n  titel: F\n  wert: 1. März\n  gueltig_bis: {until}\n{CONFIRMED}"
    facts += "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED
    text = ":::{was-ist-wann-dran}\n:jahrgang: 2028\n:::"
    built = page_guide(
        tmp_path, text, fakten=facts, schritte=STEPS, termine=DATE, kommune="stichtag: stichtag\n"
    ).build(edition="oeffentlich")
    own = ("2027-01-10", "Sonntag, 10. Januar 2027", "Sonntag, 10. Januar 2027 (vorbei)")
    assert sorted(endings(built)) == sorted([first, own])
