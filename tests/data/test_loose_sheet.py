"""What stands on the loose date sheet, and what does not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.data_files import write_data
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.loose_sheet import LooseSheet, ends_within_brochure, loose_sheet

TODAY = date(2026, 12, 1)
CONFIRMED = "bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026"
LIFE = "broschuere:\n  gilt_bis: 31.07.2028\n"


def fact(name: str, until: str = "", *, confirmed: bool = True) -> str:
    end = f"  gueltig_bis: {until}\n" if until else ""
    return f"{name}:\n  titel: {name}\n  wert: '1'\n  zustaendig: amt\n{end}" + (
        f"  {CONFIRMED}\n" if confirmed else ""
    )


def day(name: str, days: str, *, confirmed: bool = True, more: str = "") -> str:
    return (
        f"{name}:\n  titel: {name}\n  art: Frist\n  zustaendig: amt\n{days}{more}"
        + (f"  {CONFIRMED}\n" if confirmed else "")
    )  # fmt: skip


def view_of(folder: Path, *, facts: str = "", dates: str = "", municipality: str = LIFE) -> View:
    files = {"fakten": facts, "termine": dates, "kommune": municipality}
    write_data(folder, **{name: text for name, text in files.items() if text})
    return View(load_records(folder).records, Edition.PRINT, TODAY)


def names(sheet: LooseSheet) -> list[str]:
    return [entry.identifier for entry in (*sheet.appointments, *sheet.facts)]


def test_a_value_that_ends_before_the_brochure_is_on_the_sheet(tmp_path: Path) -> None:
    view = view_of(tmp_path, facts=fact("kurz", "31.12.2027") + fact("lang", "31.12.2029") + fact("alt", "30.11.2026"))
    assert names(loose_sheet(view)) == ["kurz"]
    assert loose_sheet(view).valid_until == date(2027, 12, 31)


def test_a_confirmation_without_an_end_ends_after_a_year(tmp_path: Path) -> None:
    assert names(loose_sheet(view_of(tmp_path, facts=fact("ohne")))) == ["ohne"]


def test_a_value_nobody_confirmed_is_asked_of_its_office(tmp_path: Path) -> None:
    sheet = loose_sheet(view_of(tmp_path, facts=fact("offen", "31.12.2027", confirmed=False)))
    assert names(sheet) == []
    assert [(whom.office, [entry.identifier for entry in entries]) for whom, entries in sheet.open_entries] == [
        ("Schulamt", ["offen"])
    ]


def test_a_value_that_has_no_end_and_no_confirmation_is_not_on_it(tmp_path: Path) -> None:
    sheet = loose_sheet(view_of(tmp_path, facts=fact("irgendwas", confirmed=False)))
    assert (names(sheet), sheet.open_entries) == ([], ())


def test_days_stand_in_their_order_and_only_those_to_come(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        dates=day("spaet", "  bis: 01.03.2028\n")
        + day("frueh", "  bis: 01.03.2027\n")
        + day("vorbei", "  bis: 01.03.2026\n")
        + day("danach", "  bis: 01.03.2029\n")
        + day("laeuft", "  von: 01.10.2026\n  bis: 31.01.2027\n"),
    )
    assert names(loose_sheet(view)) == ["laeuft", "frueh", "spaet"]


def test_a_day_nobody_knows_yet_is_asked_while_it_may_come(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        dates=day("kommt", "", more="  schuljahr: 2027/28\n", confirmed=False)
        + day("verstrichen", "", more="  schuljahr: 2025/26\n", confirmed=False)
        + day("spaeter", "", more="  schuljahr: 2029/30\n", confirmed=False),
    )
    assert [[entry.identifier for entry in entries] for _, entries in loose_sheet(view).open_entries] == [["kommt"]]


def test_until_the_life_of_the_brochure_is_set_whatever_has_an_end_is_on_it(tmp_path: Path) -> None:
    view = view_of(tmp_path, facts=fact("lang", "31.12.2099"), municipality="name: Musterstadt\n")
    assert names(loose_sheet(view)) == ["lang"]
    assert ends_within_brochure(view.records.facts["lang"], view)
