"""What goes with the press file: booklet, loose date sheet, cards."""

from __future__ import annotations

import datetime
from pathlib import Path

import pikepdf
import pytest

from data.data_files import write_data
from press.press_pages import numbered_pages
from ratgeber_tools.cli.handouts import (
    CARD_FILES,
    SHEET_FILE,
    card_address,
    write_booklet,
    write_cards,
    write_contact_sheet,
    write_date_sheet,
    write_year_sheets,
)
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.guide import load
from typesetting.qr_reading import can_render, codes_on_pages

MOMENT = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
LIFE = "titel_des_ratgebers: Ratgeber\nbroschuere:\n  gilt_bis: 31.07.2028\n"
WEB = "https://ratgeber.example/"


def view_of(folder: Path, *, municipality: str = LIFE, **files: str) -> View:
    write_data(folder / "daten", kommune=municipality, **files)
    return View(load_records(folder / "daten").records, Edition.PRINT, datetime.date(2026, 12, 1))


def test_the_booklet_says_how_many_sheets_to_put_in(tmp_path: Path) -> None:
    press_file = tmp_path / "druck.pdf"
    press_file.write_bytes(numbered_pages(12, bleed_mm=3))
    made = write_booklet(press_file, tmp_path / "heft.pdf", sheet_mm=0.1)
    assert made.line == "Heft: 3 Bogen A4, beidseitig, in Originalgröße, an der kurzen Kante wenden"
    assert made.findings == ()
    with pikepdf.open(tmp_path / "heft.pdf") as document:
        assert len(document.pages) == 6


def test_a_booklet_nobody_can_staple_is_a_finding(tmp_path: Path) -> None:
    press_file = tmp_path / "druck.pdf"
    press_file.write_bytes(numbered_pages(68))
    (finding,) = write_booklet(press_file, tmp_path / "heft.pdf", sheet_mm=0.1).findings
    assert "heft.pdf braucht 17 Bogen" in finding.text


def test_the_date_sheet_is_written_with_its_code(tmp_path: Path) -> None:
    facts = f"geld:\n  titel: Schulbedarf\n  wert: '100'\n  gueltig_bis: 31.12.2027\n{CONFIRMED}"
    view = view_of(tmp_path, municipality=f"{LIFE}adresse_des_ratgebers: {WEB}\n", fakten=facts)
    made = write_date_sheet(view, tmp_path / "print", tmp_path / "satz", moment=MOMENT)
    assert (made.reasons, made.findings) == ((), ())
    pdf = (tmp_path / "print" / SHEET_FILE).read_bytes()
    if not can_render():
        pytest.skip("needs poppler")
    assert [code for page in codes_on_pages(pdf) for code in page] == [WEB]


def test_without_an_address_there_is_no_code_and_a_finding(tmp_path: Path) -> None:
    facts = f"geld:\n  titel: Schulbedarf\n  wert: '100'\n  gueltig_bis: 31.12.2027\n{CONFIRMED}"
    made = write_date_sheet(view_of(tmp_path, fakten=facts), tmp_path, tmp_path / "satz", moment=MOMENT)
    assert [finding.code.identifier for finding in made.findings] == ["druck-ohne-qr"]


def test_more_than_fits_on_two_sides_is_an_error(tmp_path: Path) -> None:
    facts = "".join(
        f"geld-{n}:\n  titel: Betrag {n}\n  wert: '100'\n  gueltig_bis: 31.12.2027\n{CONFIRMED}" for n in range(500)
    )
    made = write_date_sheet(view_of(tmp_path, fakten=facts), tmp_path, tmp_path / "satz", moment=MOMENT)
    assert "einlegeblatt-zu-lang" in [finding.code.identifier for finding in made.findings]


def test_where_nothing_ends_there_is_no_sheet_left_from_last_time(tmp_path: Path) -> None:
    (tmp_path / SHEET_FILE).write_bytes(b"old")
    made = write_date_sheet(view_of(tmp_path), tmp_path, tmp_path / "satz", moment=MOMENT)
    assert made.path is None
    assert not (tmp_path / SHEET_FILE).exists()
    assert [finding.code.identifier for finding in made.findings] == ["druck-ohne-qr"]


def test_cards_are_written_for_printer_and_office(tmp_path: Path) -> None:
    view = view_of(
        tmp_path,
        schulen="a:\n  name: Schule A\n  schulform: Gymnasium\n",
        schulsozialarbeit=f"a:\n  schule: a\n  telefon: 0340 204-2040\n  gueltig_bis: 31.12.2030\n{CONFIRMED}",
    )
    made = write_cards(view, tmp_path / "print", tmp_path / "satz", address=f"{WEB}k/hilfe", moment=MOMENT)
    assert [handout.path for handout in made] == [tmp_path / "print" / name for name, *_ in CARD_FILES]
    assert all(handout.path is not None and handout.path.stat().st_size > 1000 for handout in made)
    assert made[1].line == "Karten „Ihre Schulsozialarbeit“, 1 Schule: je Schule ein Bogen A4 mit 4 Karten A6"


@pytest.mark.parametrize(
    ("base", "address"), [("", ""), ("https://ratgeber.example", "https://ratgeber.example/k/verzeichnis/")]
)
def test_cards_lead_to_the_directory_of_the_school_social_work(base: str, address: str, tmp_path: Path) -> None:
    listing = ":::{schulsozialarbeit}\n:::\n"
    for name, text in {
        "kurz": f"# Kurz\n\n{listing}",
        "verzeichnis": f"# Alle\n\n{listing}\n## Noch\n\n{listing}",
    }.items():
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    assert card_address(load(tmp_path), base) == address


def test_a_contact_sheet_is_a_picture(tmp_path: Path) -> None:
    (tmp_path / "druck.pdf").write_bytes(numbered_pages(4))
    made = write_contact_sheet(tmp_path / "druck.pdf", tmp_path / "bogen.png")
    assert made.path is not None
    assert made.path.read_bytes().startswith(b"\x89PNG")


def test_without_a_confirmed_entry_there_are_no_cards(tmp_path: Path) -> None:
    view = view_of(tmp_path, schulen="a:\n  name: Schule A\n  schulform: Gymnasium\n")
    (made,) = write_cards(view, tmp_path, tmp_path / "satz", address="", moment=MOMENT)
    assert made.path is None
    assert made.reasons[0].startswith("1 Schule ohne Eintrag in schulsozialarbeit.yaml.")


def test_each_school_year_that_is_not_over_has_a_calendar_of_one_sheet(tmp_path: Path) -> None:
    holidays = "".join(
        f"ferien-{year}:\n  titel: Ferien\n  art: Ferien\n  schuljahr: {year}/{year % 100 + 1}\n  von: 20.12.{year}\n"
        for year in (2025, 2026)
    )
    (made,) = write_year_sheets(view_of(tmp_path, termine=holidays), tmp_path, tmp_path / "satz", moment=MOMENT)
    assert made.path == tmp_path / "jahreskalender-2026-27.pdf"
    with pikepdf.open(made.path) as document:
        assert [round(float(size) / 72 * 25.4) for size in document.pages[0].MediaBox[2:]] == [420, 297]
        assert len(document.pages) == 1
