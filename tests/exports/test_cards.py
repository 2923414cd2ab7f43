"""Cards of the school social work: who gets one, and what is on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.data_files import write_data
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.exports.cards import Cards, social_work_cards

CONFIRMED = "  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n  gueltig_bis: 31.12.2030\n"
SCHOOLS = "linden:\n  name: Grundschule Linden\n  schulform: Grundschule\n"
SITE = "sozial-linden:\n  schule: linden\n  zustaendig: amt\n"


def cards(folder: Path, site: str, schools: str = SCHOOLS) -> Cards:
    municipality = "broschuere:\n  gilt_bis: 31.07.2028\nredaktion: amt\n"
    write_data(folder, kommune=municipality, schulen=schools, schulsozialarbeit=site)
    return social_work_cards(View(load_records(folder).records, Edition.PRINT, date(2026, 12, 1)))


def test_a_confirmed_school_gets_a_card_with_the_contact_of_the_function(tmp_path: Path) -> None:
    made = cards(tmp_path, f"{SITE}  postfach: sozial@linden.example\n  raum: '12'\n  fachkraft: jemand\n{CONFIRMED}")
    assert made.reasons == ()
    (card,) = made.cards
    assert (card.school, card.mail, card.phone, card.room) == ("Grundschule Linden", "sozial@linden.example", "", "12")


def test_an_unconfirmed_school_gets_a_reason_instead(tmp_path: Path) -> None:
    made = cards(tmp_path, f"{SITE}  postfach: sozial@linden.example\n")
    assert (made.cards, made.reasons) == ((), ("Grundschule Linden: unbestätigt. Fragen: Schulamt.",))


def test_a_school_nobody_can_reach_gets_no_card(tmp_path: Path) -> None:
    made = cards(tmp_path, SITE + CONFIRMED)
    assert (made.cards, made.reasons) == ((), ("Grundschule Linden: weder Telefon noch Postfach. Fragen: Schulamt.",))


def test_schools_without_an_entry_are_counted(tmp_path: Path) -> None:
    made = cards(tmp_path, "", SCHOOLS + "eiche:\n  name: Eiche\n  schulform: Gymnasium\n")
    assert made.reasons == ("2 Schulen ohne Eintrag in schulsozialarbeit.yaml. Fragen: Schulamt.",)


def test_a_school_that_has_none_gets_no_card_and_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    made = cards(tmp_path, f"{SITE}  schulsozialarbeit: gibt es nicht\n{CONFIRMED}")
    assert made == Cards((), ())
