"""Three grades: what an office confirms, what two offices have checked, and what an official source says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.confirming import check, confirm
from ratgeber_tools.data.disclosure import Disclosure, Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.states import State, end_of, state_of
from ratgeber_tools.errors import InputError

OFFICES = """\
amt:
  name: Schulamt
  art: Amt
  telefon: 0340 204-2040
  zustaendig: amt
buero:
  name: Büro
  art: Amt
"""
FACTS = """\
# bleibt stehen
frist:
  titel: Frist   # auch das
  wert: 1. März
  geltung: bundesweit
  quellen:
    - titel: Gesetz
      adresse: https://gesetze.example/1
      vertrauen: amtlich
belegt:
  titel: Belegt
  wert: 2. März
  zustaendig: amt
  quellen:
    - titel: Stadt
      adresse: https://stadt.example/
      stand: 14.01.2026
      vertrauen: amtlich
"""
TODAY, ADDRESS, FACT = date(2026, 11, 30), "https://gesetze.example/1", Key("facts", "frist")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_data(tmp_path / "daten", anlaufstellen=OFFICES, fakten=FACTS)


def read(folder: Path) -> Records:
    return load_records(folder).records


def checked_by(folder: Path, *offices: str, day: date = TODAY) -> State:
    for office in offices:
        check(read(folder), [FACT], office=office, address=ADDRESS, day=day, today=TODAY)
    return state_of(read(folder).facts["frist"], TODAY)


def shown(folder: Path, name: str, edition: Edition) -> Disclosure:
    records = read(folder)
    return View(records, edition, TODAY).disclose(records.facts[name])


def test_two_offices_make_a_value_checked_and_one_does_not_however_often_it_looks(folder: Path) -> None:
    assert checked_by(folder, "amt", "amt") is State.EVIDENCED
    assert checked_by(folder, "buero") is State.CHECKED
    assert shown(folder, "frist", Edition.PUBLIC).is_shown
    assert not shown(folder, "frist", Edition.PUBLIC).is_provisional
    assert load_records(folder).findings == ()


def test_a_check_adds_its_own_line_and_when_its_source_was_seen_and_touches_no_comment(folder: Path) -> None:
    checked_by(folder, "amt", "buero")
    text = (folder / "fakten.yaml").read_text(encoding="utf-8")
    added = ("pruefungen", "gesehen_am", "gesehen_wert")
    lines = [line for line in text.splitlines(keepends=True) if not any(key in line for key in added)]
    assert "".join(lines) == FACTS
    assert len(text.splitlines()) == len(lines) + len(added)


def test_a_check_is_of_the_words_it_saw(folder: Path) -> None:
    checked_by(folder, "amt", "buero")
    path = folder / "fakten.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1. März", "31. März"), encoding="utf-8")
    assert state_of(read(folder).facts["frist"], TODAY) is State.UNCONFIRMED


def test_a_check_lasts_a_year_from_the_older_look(folder: Path) -> None:
    checked_by(folder, "amt", day=date(2026, 1, 10))
    checked_by(folder, "buero")
    fact = read(folder).facts["frist"]
    assert end_of(fact) == date(2027, 1, 10)
    assert state_of(fact, date(2027, 1, 11)) is State.EXPIRED


def test_no_office_of_the_town_confirms_what_holds_nationwide(folder: Path) -> None:
    with pytest.raises(InputError, match=r"gilt bundesweit.*fakten pruefen frist"):
        confirm(read(folder), [FACT], office="amt", day=TODAY, today=TODAY)
    typed = FACTS.replace(
        "  geltung", "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n  geltung"
    )
    write_data(folder, anlaufstellen=OFFICES, fakten=typed)
    result = load_records(folder)
    assert state_of(result.records.facts["frist"], TODAY) is State.UNCONFIRMED
    assert ["keine Stelle der Stadt" in finding.text for finding in result.findings] == [True]


@pytest.mark.parametrize(
    ("office", "address", "day", "sentence"),
    [
        ("amtt", ADDRESS, TODAY, "Meinten Sie „amt“"),
        ("amt", "https://zeitung.example/", TODAY, "keine amtliche Quelle von „frist“"),
        ("amt", ADDRESS, date(2026, 12, 1), "liegt in der Zukunft"),
        ("amt", ADDRESS, date(2025, 11, 1), "über ein Jahr zurück"),
    ],
)
def test_a_check_that_proves_nothing_is_refused(
    folder: Path, office: str, address: str, day: date, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        check(read(folder), [FACT], office=office, address=address, day=day, today=TODAY)
    assert (folder / "fakten.yaml").read_text(encoding="utf-8") == FACTS


def test_an_official_page_with_a_day_is_evidence_for_the_web_and_not_for_print(folder: Path) -> None:
    public = shown(folder, "belegt", Edition.PUBLIC)
    assert (public.state, public.is_shown, public.is_provisional) == (State.EVIDENCED, True, True)
    assert public.evidence is not None
    assert public.evidence.title == "Stadt"
    assert not shown(folder, "belegt", Edition.PRINT).is_shown


@pytest.mark.parametrize("stand", ["ohne Datum", "um 2024", "2025", "14.01.2019", "01.12.2026", "13/2025"])
def test_a_page_without_a_day_or_too_old_or_of_tomorrow_is_no_evidence(folder: Path, stand: str) -> None:
    write_data(folder, anlaufstellen=OFFICES, fakten=FACTS.replace("14.01.2026", f'"{stand}"'))
    assert state_of(read(folder).facts["belegt"], TODAY) is State.UNCONFIRMED
    assert not shown(folder, "belegt", Edition.PUBLIC).is_shown


def test_another_town_proves_nothing_about_this_one(folder: Path) -> None:
    head, tail = FACTS.split("belegt:\n")
    elsewhere = tail.replace("vertrauen: amtlich", "vertrauen: amtlich andernorts")
    write_data(folder, anlaufstellen=OFFICES, fakten=f"{head}belegt:\n{elsewhere}")
    assert state_of(read(folder).facts["belegt"], TODAY) is State.UNCONFIRMED


def test_an_empty_value_cannot_be_checked_or_confirmed(folder: Path) -> None:
    write_data(folder, anlaufstellen=OFFICES, fakten=FACTS.replace("wert: 1. März", "wert:"))
    with pytest.raises(InputError, match="hat keinen Wert"):
        check(read(folder), [FACT], office="amt", address=ADDRESS, day=TODAY, today=TODAY)
    typed = "leer:\n  titel: Leer\n  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
    write_data(folder, anlaufstellen=OFFICES, fakten=typed)
    assert ["Der Eintrag ist leer" in finding.text for finding in load_records(folder).findings] == [True]
