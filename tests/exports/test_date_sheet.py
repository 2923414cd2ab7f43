"""The loose date sheet in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.data_files import write_data
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.exports.date_sheet import DateSheet, date_sheet

CONFIRMED = "zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
MUNICIPALITY = (
    "titel_des_ratgebers: Ratgeber\nadresse_des_ratgebers: https://ratgeber.example/\n"
    "broschuere:\n  gilt_bis: 31.07.2028\n"
)
DATES = (
    f"ferien:\n  titel: Winterferien\n  art: Ferien\n  von: 01.02.2027\n  bis: 05.02.2027\n  {CONFIRMED}"
    "tuer:\n  titel: Tag der offenen Tür\n  art: Tag der offenen Tür\n  von: 20.01.2027\n  uhrzeit: 10 Uhr\n"
    f"  {CONFIRMED}"
)
FACTS = f"geld:\n  titel: Schulbedarf\n  wert: '100'\n  einheit: Euro\n  gueltig_bis: 31.12.2027\n  {CONFIRMED}"


def sheet(folder: Path, *, municipality: str = MUNICIPALITY, **files: str) -> DateSheet:
    write_data(folder, kommune=municipality, **files)
    return date_sheet(View(load_records(folder).records, Edition.PRINT, date(2026, 12, 1)))


def test_dates_and_sums_stand_in_tables_of_their_own(tmp_path: Path) -> None:
    made = sheet(tmp_path, termine=DATES, fakten=FACTS)
    assert [(table.heading, table.rows) for table in made.tables] == [
        ("Termine und Fristen", (("Tag der offenen Tür", "20.01.2027, 10 Uhr"),)),
        ("Ferien und Schulbeginn", (("Winterferien", "01.02. bis 05.02.2027"),)),
        ("Beträge und andere Werte", (("Schulbedarf", "100\u00a0Euro, gilt bis 31.12.2027"),)),
    ]
    assert (made.as_of, made.holds_until, made.address) == ("01.12.2026", "31.12.2027", "https://ratgeber.example/")
    assert made.reasons == ()


def test_what_nobody_confirmed_is_a_question_and_a_reason(tmp_path: Path) -> None:
    made = sheet(tmp_path, termine="tag:\n  titel: Anmeldung\n  art: Anmeldung\n  zustaendig: amt\n")
    assert [(question.office, question.about) for question in made.questions] == [("Schulamt", ("Anmeldung",))]
    assert made.tables == ()
    assert made.reasons == ("Nicht bestätigt, fragen: Schulamt: Anmeldung.",)


def test_without_the_life_of_the_brochure_the_sheet_is_no_clean_one(tmp_path: Path) -> None:
    made = sheet(tmp_path, municipality="name: Musterstadt\n")
    assert made.is_empty
    assert made.reasons == ("Wie lange die Broschüre gilt, steht nicht fest (kommune.yaml: broschuere, gilt_bis).",)


def test_the_day_on_which_most_values_end_is_said_once_above_them(tmp_path: Path) -> None:
    ends = ("31.12.2027", "31.12.2027", "30.06.2027")
    facts = "".join(
        f"wert-{number}:\n  titel: Wert {number}\n  wert: '{number}'\n  gueltig_bis: {end}\n  {CONFIRMED}"
        for number, end in enumerate(ends)
    )
    (table,) = sheet(tmp_path, fakten=facts).tables
    assert table.head == ("Was", "Wert, gilt bis 31.12.2027")
    assert table.rows == (("Wert 0", "0"), ("Wert 1", "1"), ("Wert 2", "2, gilt bis 30.06.2027"))
