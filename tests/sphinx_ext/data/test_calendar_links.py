"""Pages offer the calendars that go with their dates, and none while there is nothing in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream

from sphinx_ext.data.data_guide import CONFIRMED, DataGuide, words_of
from sphinx_ext.sphinx_building import Built

UNSURE = "  zustaendig: amt\n  quellen: [{titel: Zeitung, vertrauen: Presse}]\n"
HOLIDAYS = """\
herbst-{year}:
  titel: Herbstferien
  art: Ferien
  von: 18.10.{year}
  bis: 22.10.{year}
  schuljahr: {year}/{next}
"""
FACTS = "stichtag:\n  titel: S\n  wert: 30. Juni\n" + CONFIRMED + "regel:\n  titel: R\n  wert: ja\n"
STEPS = "schluss:\n  titel: Anmeldung\n  thema: schulanfang\n  jahr: -1\n  bis: 01.03.\n  fakten: regel\n"
DUE = ":::{was-ist-wann-dran}\n:jahrgang: 2028, 2040\n:::"


def holidays(year: int, state: str) -> str:
    return HOLIDAYS.format(year=year, next=year % 100 + 1) + state


def guide_of(folder: Path, text: str, *, confirmed: bool = True, address: str = "", **data: str) -> DataGuide:
    state = CONFIRMED if confirmed else UNSURE
    files = {
        "termine": holidays(2027, state) + holidays(2028, state),
        "fakten": FACTS + state,
        "schritte": STEPS,
        "kommune": f"stichtag: stichtag\nadresse_des_ratgebers: {address}\n",
    }
    return DataGuide(folder, {"a": f"# A\n\n{text}\n"}, **files | data)


def calendar_lines(built: Built) -> list[str]:
    """Return the words of each paragraph about a calendar."""
    found = re.findall(r'<p class="rg-kalender">(.*?)</p>', built.article("a"), re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", entry)) for entry in found]


def addresses(built: Built) -> list[str]:
    """Return where the page leads to calendars, without the files of single dates."""
    return re.findall(r'href="((?!kalender/tag-)[^"]*\.ics)"', built.article("a"))


def test_dates_and_steps_offer_the_calendars_they_are_in(tmp_path: Path) -> None:
    built = guide_of(tmp_path, f":::{{termine}}\n:::\n\n{DUE}").build(edition="oeffentlich")
    assert addresses(built) == ["kalender/ferien.ics", "kalender/schulanfang-2028.ics"]
    for address in addresses(built):
        text = (built.folder / address).read_text(encoding="utf-8")
        assert IcsCalendarStream.calendar_from_ics(text).events


def test_without_an_address_the_page_says_how_to_subscribe_to_the_plain_link(tmp_path: Path) -> None:
    built = guide_of(tmp_path, ":::{termine}\n:::").build(edition="oeffentlich")
    assert calendar_lines(built) == [
        "Diese Termine in den Kalender holen: Ferien und Schulbeginn (ICS). Wenn Ihr Kalender Abonnements kennt, "
        "kopieren Sie die Adresse dieses Links und fügen Sie sie dort ein: Dann kommen Änderungen von selbst an."
    ]


def test_with_an_address_one_tap_subscribes(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, ":::{termine}\n:::", address="https://ratgeber.example/eltern/")
    built = guide.build(edition="oeffentlich")
    assert addresses(built) == ["webcal://ratgeber.example/eltern/kalender/ferien.ics", "kalender/ferien.ics"]
    assert "Ferien und Schulbeginn abonnieren oder einmal als Datei laden (ICS)" in calendar_lines(built)[0]
    assert addresses(guide.build()) == ["kalender/ferien.ics"]  # drafts are nothing to subscribe to


def test_with_an_address_a_page_says_once_what_to_do_on_which_device(tmp_path: Path) -> None:
    text = f":::{{termine}}\n:::\n\n{DUE}"
    article = guide_of(tmp_path, text, address="https://ratgeber.example/").build(edition="oeffentlich").article("a")
    assert article.count("rg-kalenderhilfe") == 1
    assert re.findall(r"<dt>(.*?)</dt>", article) == ["iPhone", "Android mit Google-Kalender", "Anderer Kalender"]
    assert ">https://ratgeber.example/kalender/ferien.ics<" in re.sub(r"</?span[^>]*>", "", article)


def test_a_new_address_reaches_the_page(tmp_path: Path) -> None:
    guide = guide_of(tmp_path, ":::{termine}\n:::")
    guide.build(edition="oeffentlich")
    guide.data(kommune="adresse_des_ratgebers: https://ratgeber.example\n", termine=holidays(2027, CONFIRMED))
    assert addresses(guide.build(edition="oeffentlich"))[0].startswith("webcal://ratgeber.example/kalender/")


@pytest.mark.parametrize(
    "text",
    [":::{termine}\n:::", DUE],
)
def test_while_nothing_is_confirmed_no_calendar_is_offered_and_none_is_written(tmp_path: Path, text: str) -> None:
    built = guide_of(tmp_path, text, confirmed=False).build(edition="oeffentlich")
    assert addresses(built) == []
    assert calendar_lines(built) == []
    assert not list(built.folder.glob("kalender/*"))


def test_a_cohort_that_has_no_calendar_is_offered_none(tmp_path: Path) -> None:
    text = ":::{was-ist-wann-dran}\n:jahrgang: 2040\n:::"
    built = guide_of(tmp_path, text).build(edition="oeffentlich")
    assert "Einschulung 2040" in words_of(built, "a")
    assert calendar_lines(built) == []


def test_several_lists_of_one_calendar_offer_it_once(tmp_path: Path) -> None:
    text = ":::{termine}\n:schuljahr: 2027/28\n:::\n\n:::{termine}\n:schuljahr: 2028/29\n:::"
    built = guide_of(tmp_path, text).build(edition="oeffentlich")
    assert len(calendar_lines(built)) == 1


def test_print_has_no_calendar(tmp_path: Path) -> None:
    built = guide_of(tmp_path, f":::{{termine}}\n:::\n\n{DUE}").build(builder="pdf")
    assert "Kalender" not in (built.folder / "satz" / "main.typ").read_text(encoding="utf-8")
