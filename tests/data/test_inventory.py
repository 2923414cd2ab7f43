from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.confirming import confirm, find_record
from ratgeber_tools.data.inventory import (
    a_year_on,
    by_office,
    ending_before,
    inventory,
    school_year_changes,
    uses_in_data,
)
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.states import State
from ratgeber_tools.errors import InputError, TargetError

TODAY = date(2026, 12, 1)
SOURCE = "  quellen: [{titel: Stadt, vertrauen: amtlich}]\n"


def fact(identifier: str, **values: str) -> str:
    entry = {"titel": identifier, "wert": "1", "zustaendig": "amt", **values}
    return f"{identifier}:\n" + "".join(f"  {key}: {value}\n" for key, value in entry.items()) + SOURCE


def appointment(identifier: str, school_year: str, day: str = "") -> str:
    return (
        f"{identifier}:\n  titel: {identifier}\n  art: Ferien\n  schuljahr: {school_year}\n"
        f"  von: {day}\n  zustaendig: amt\n{SOURCE}"
    )


def records(folder: Path, **files: str) -> Records:
    result = load_records(write_data(folder, **files))
    assert [finding.text for finding in result.findings] == []
    return result.records


def test_what_ends_before_a_day_comes_soonest_first_and_excludes_the_day(tmp_path: Path) -> None:
    data = records(
        tmp_path,
        fakten=fact("spaet", gueltig_bis="31.12.2026") + fact("frueh", gueltig_bis="30.11.2026")
        + fact("genau", gueltig_bis="01.01.2027") + fact("nie"),
    )  # fmt: skip
    found = [entry.key.identifier for entry in ending_before(inventory(data, TODAY), date(2027, 1, 1))]
    assert found == ["frueh", "spaet"]


def test_the_offices_come_by_name_and_what_nobody_owns_comes_last(tmp_path: Path) -> None:
    contacts = "amt:\n  name: Zollamt\n  art: Amt\n  zustaendig: amt\nbuero:\n  name: Büro\n  art: Amt\n"
    data = records(tmp_path, anlaufstellen=contacts, fakten=fact("frist"))
    groups = by_office(inventory(data, TODAY))
    assert {office: [entry.key.identifier for entry in group] for office, group in groups.items()} == {
        "Zollamt": ["amt", "frist"],
        "": ["buero"],
    }
    assert list(groups) == ["Zollamt", ""]


def test_the_next_school_year_lists_what_ends_what_is_open_and_what_nobody_has_begun(tmp_path: Path) -> None:
    data = records(
        tmp_path,
        fakten=fact("jetzt", gueltig_bis="31.07.2027") + fact("bald", gueltig_bis="31.07.2028")
        + fact("spaeter", gueltig_bis="01.08.2028"),
        termine=appointment("herbst-2026", "2026/27", "19.10.2026")
        + appointment("herbst-2027", "2027/28", "18.10.2027")
        + appointment("winter-2027", "2026/27", "01.02.2027") + appointment("winter-2028", "2027/28")
        + appointment("ostern-2027", "2026/27", "22.03.2027") + appointment("wandertag", "2026/27", "01.06.2027"),
    )  # fmt: skip
    changes = school_year_changes(data, TODAY)
    assert str(changes.year) == "2027/28"
    assert [entry.key.identifier for entry in changes.ending] == ["jetzt", "bald"]
    assert [entry.key.identifier for entry in changes.unknown] == ["winter-2028"]
    assert [entry.key.identifier for entry in changes.unconfirmed] == ["herbst-2027"]
    assert [successor for _, successor in changes.missing] == ["ostern-2028"]


@pytest.mark.parametrize(
    ("identifier", "following"),
    [
        ("ferien-2027", "ferien-2028"),
        ("schuljahr-2026-27", "schuljahr-2027-28"),
        ("schuljahr-2098-99", "schuljahr-2099-00"),
        ("paragraf-13", "paragraf-13"),
        ("wandertag", "wandertag"),
    ],
)
def test_the_years_in_an_identifier_move_on_by_one(identifier: str, following: str) -> None:
    assert a_year_on(identifier) == following


def test_a_record_that_rules_or_other_records_rest_on_is_in_use(tmp_path: Path) -> None:
    step = "schritt:\n  titel: S\n  thema: wechsel\n  jahr: 1\n  termin: tag-{jahr}\n  fakten: frist\n"
    data = records(
        tmp_path, fakten=fact("frist") + fact("allein"), schritte=step, termine=appointment("tag-2027", "2026/27")
    )
    uses = uses_in_data(data)
    assert uses[Key("facts", "frist")] == ("Schritt „schritt“",)
    assert uses[Key("appointments", "tag-2027")] == ("Schritt „schritt“",)
    assert Key("facts", "allein") not in uses
    assert "zuständig für „frist“" in uses[Key("contacts", "amt")]


def test_a_confirmation_is_written_and_read_back(tmp_path: Path) -> None:
    before = fact("frist") + "\n# Bemerkung\n" + fact("andere")
    data = records(tmp_path, fakten=before)
    changed = confirm(
        data, [find_record(data, "frist")], office="amt", day=TODAY, today=TODAY, valid_until=date(2028, 7, 31)
    )
    assert changed == (tmp_path / "fakten.yaml",)
    after = load_records(tmp_path)
    states = {entry.key.identifier: entry.state for entry in inventory(after.records, TODAY)}
    assert (states["frist"], states["andere"]) == (State.CONFIRMED, State.UNCONFIRMED)
    text = (tmp_path / "fakten.yaml").read_text(encoding="utf-8")
    confirmed = r"  bestaetigt_durch: amt\n  bestaetigt_am: 01.12.2026\n  bestaetigt_wert: \w{8}\n"
    added = rf"{confirmed}  gueltig_bis: 31.07.2028\n"
    assert re.sub(added, "", text) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_several_values_are_confirmed_at_once_or_none(tmp_path: Path) -> None:
    data = records(tmp_path, fakten=fact("eins") + fact("zwei") + fact("leer", wert=""))
    keys = [find_record(data, name) for name in ("eins", "zwei", "leer")]
    with pytest.raises(InputError, match="„leer“ hat keinen Wert"):
        confirm(data, keys, office="amt", day=TODAY, today=TODAY)
    assert "bestaetigt" not in (tmp_path / "fakten.yaml").read_text(encoding="utf-8")
    confirm(data, keys[:2], office="amt", day=TODAY, today=TODAY)
    assert (tmp_path / "fakten.yaml").read_text(encoding="utf-8").count("bestaetigt_am: 01.12.2026") == 2


@pytest.mark.parametrize(
    ("office", "day", "valid_until", "says"),
    [
        ("buero", TODAY, None, "Zuständig ist „amt“"),
        ("amtt", TODAY, None, "Meinten Sie „amt“"),
        ("amt", date(2026, 12, 2), None, "liegt in der Zukunft"),
        ("amt", TODAY, date(2026, 11, 30), "vor dem Tag der Bestätigung"),
    ],
)
def test_a_confirmation_that_cannot_be_right_is_refused(
    tmp_path: Path, office: str, day: date, valid_until: date | None, says: str
) -> None:
    contacts = "amt:\n  name: Amt\n  art: Amt\nbuero:\n  name: Büro\n  art: Amt\n"
    data = records(tmp_path, anlaufstellen=contacts, fakten=fact("frist"))
    with pytest.raises(InputError, match=says):
        confirm(data, [find_record(data, "frist")], office=office, day=day, today=TODAY, valid_until=valid_until)


def test_an_entry_that_cannot_be_changed_alone_is_left_to_the_hand(tmp_path: Path) -> None:
    data = records(
        tmp_path, fakten="frist: {titel: F, wert: '1', zustaendig: amt, quellen: [{titel: x, vertrauen: Presse}]}\n"
    )
    with pytest.raises(TargetError, match="von Hand"):
        confirm(data, [find_record(data, "frist")], office="amt", day=TODAY, today=TODAY)


def test_a_name_that_two_files_use_needs_the_file(tmp_path: Path) -> None:
    data = records(tmp_path, fakten=fact("frist"), termine=appointment("frist", "2026/27", "01.03.2027"))
    with pytest.raises(InputError, match="fakten/frist oder termine/frist"):
        find_record(data, "frist")
    assert find_record(data, "termine/frist") == Key("appointments", "frist")
    with pytest.raises(InputError, match=r"Daten nicht\. Meinten Sie „frist“"):
        find_record(data, "fris")
