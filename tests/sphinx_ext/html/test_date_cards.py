"""Dates as cards, a list a month; the table they are made of stays in other editions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docutils import nodes

from sphinx_ext.data.data_guide import CONFIRMED, page_guide
from sphinx_ext.sphinx_building import Built

DATES = (
    "herbst:\n  titel: Herbstferien\n  art: Ferien\n  von: 10.10.2026\n  bis: 23.10.2026\n" + CONFIRMED +
    "weihnachten:\n  titel: Weihnachtsferien\n  art: Ferien\n  von: 21.12.2026\n  bis: 02.01.2027\n" + CONFIRMED +
    "winter:\n  titel: Winterferien\n  art: Ferien\n  von: 01.02.2027\n  bis: 05.02.2027\n" + CONFIRMED +
    "tage:\n  titel: Anmeldetage\n  art: Anmeldung\n  bekanntgabe: Die Stadt nennt sie.\n" + CONFIRMED
)  # fmt: skip
STEPS = (
    "anmelden:\n  titel: Anmelden\n  thema: schulanfang\n  jahr: -1\n  monat: 2\n  fakten: frist\n"
    "sehen:\n  titel: Ferien planen\n  thema: schulanfang\n  jahr: -1\n  termin: winter\n"
    "hort:\n  titel: Hort beantragen\n  thema: schulanfang\n  jahr: -1\n  monat: 2\n  fakten: frist\n"
    "warten:\n  titel: Brief abwarten\n  thema: schulanfang\n  jahr: -1\n  bekanntgabe: Den Tag nennt der Brief.\n"
)
TEXT = ":::{termine}\n:::\n\n:::{was-ist-wann-dran}\n:jahrgang: 2028\n:::"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    facts = "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED + "frist:\n  titel: F\n  wert: x\n" + CONFIRMED
    guide = page_guide(
        tmp_path_factory.mktemp("karten"),
        TEXT,
        termine=DATES,
        fakten=facts,
        schritte=STEPS,
        kommune="stichtag: stichtag\n",
    )
    return guide.build(edition="oeffentlich")


def headings(part: str) -> list[str]:
    return re.findall(r'<p class="rg-monat">([^<]*)</p>', part)


def test_each_month_is_a_list_and_what_has_no_day_or_is_past_comes_last(built: Built) -> None:
    dates, _, steps = built.article().partition('class="rg-jahrgang"')
    assert headings(dates) == ["Dezember 2026", "Februar 2027", "Ohne festen Tag", "Schon vorbei"]
    assert headings(steps) == ["Februar 2027", "Ohne festen Tag"]
    assert "<table" not in dates + steps


def test_a_card_has_its_tile_its_name_its_days_and_a_way_into_the_calendar(built: Built) -> None:
    cards = re.findall(r"<li>.*?</li>", built.article(), re.DOTALL)
    winter = next(card for card in cards if "Winterferien" in card)
    places = [winter.index(each) for each in ("rg-kachel", "Winterferien", "01.02. bis 05.02.2027", "tag-winter.ics")]
    assert places == sorted(places)
    autumn, days = (next(card for card in cards if name in card) for name in ("Herbstferien", "Anmeldetage"))
    assert ".ics" not in autumn, "what is past is in nobody's way"
    assert "<b>folgt</b>" in days
    assert ".ics" not in days


def test_a_step_whose_month_is_known_shows_the_month_and_one_with_an_own_date_offers_it(built: Built) -> None:
    steps = built.article().partition('class="rg-jahrgang"')[2]
    cards = re.split(r"<li>", steps)
    assert "<span>im</span> <b>Feb</b> <span>2027</span>" in next(card for card in cards if "Anmelden" in card)
    assert "tag-winter.ics" in next(card for card in cards if "Ferien planen" in card)
    assert re.search(r'<h2 class="[^"]*rubric"[^>]*>Einschulung 2028', steps)


def test_the_page_on_paper_keeps_its_tables(tmp_path: Path) -> None:
    guide = page_guide(tmp_path, ":::{termine}\n:::", termine=DATES)
    doctree = guide.build(edition="druck").doctree()
    assert len([*doctree.findall(nodes.table)]) == 1
