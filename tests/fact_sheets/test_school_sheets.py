"""A school is asked about itself, in Word and in the browser, and what it says is entered with its word."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest

from data.data_files import write_data
from ratgeber_tools.cli import main
from ratgeber_tools.data.disclosure import Disclosure, Edition, View
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.states import State, state_of
from ratgeber_tools.errors import InputError
from ratgeber_tools.readers.web_sheets import read_web_sheet

OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  telefon: 0340 204-2040\n  zustaendig: amt\n"
SCHOOL = """\
linde:
  name: Lindenschule
  schulform: Gymnasium   # seit 1991
  telefon: 0340 1-0
  web: https://linde.example
  zustaendig: amt
  quellen:
    - titel: Zeitung
      stand: 2013
      vertrauen: Presse

# die nächste
ahorn:
  name: Ahornschule
  schulform: Gymnasium
  zustaendig: amt
"""
RIGHT, CHANGED, DROPPED, REMARK = range(4)


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "ratgeber"
    write_data(folder / "daten", anlaufstellen=OFFICE, schulen=SCHOOL)
    return folder


def run(guide: Path, *arguments: str, today: str = "10.12.2026") -> int:
    return main(["faktenblatt", "--ordner", str(guide), "--heute", today, *arguments])


@pytest.fixture
def out(guide: Path) -> Path:
    assert run(guide, "--stelle", "Lindenschule", "--nach", str(guide.parent), today="30.11.2026") == 0
    return guide.parent / "schulblatt-linde-2026-11-30.docx"


def fill(out: Path, *answers: tuple[str, int, str]) -> Path:
    """Type words into fields of the Word file, by the question's title and the field's place."""
    document: Any = docx.Document(str(out))
    tables = {table.rows[0].cells[0].paragraphs[0].text: table for table in document.tables}
    for title, field, words in answers:
        tables[title].rows[1].cells[field].paragraphs[0].add_run(f" {words}")
    document.save(str(out))
    return out


def answer_in_browser(out: Path, **typed: str) -> Path:
    """Return what the page would save if words were typed below the questions with these titles."""
    page = out.with_suffix(".html").read_text(encoding="utf-8")
    entries = []
    for mark, shown, body in re.findall(
        r'<fieldset data-kennung="([^"]*)" data-gezeigt="([^"]*)">(.*?)</fieldset>', page, re.DOTALL
    ):
        title = unescape(shown).partition("\n")[0]
        words = typed.get(title, "")
        fields = [
            ("\u2612 " if words and label.endswith(":") else "\u2610 ") * ("<input" in inner)
            + label
            + (f" {words}" if words and "<input" in inner and label.endswith(":") else "")
            for label, inner in re.findall(r'data-feld="([^"]*)">(.*?)</(?:label|span)>', body)
        ]
        entries.append({"kennung": mark, "gezeigt": unescape(shown), "felder": fields})
    identity = re.search(r'data-blatt="([^"]*)"', page)
    assert identity is not None
    saved = {"blatt": unescape(identity[1]), "eintraege": entries, "schluss": {"datum": "02.12.2026", "sonst": ""}}
    path = out.with_name("antwort.json")
    path.write_text(json.dumps(saved), encoding="utf-8")
    return path


def take_in(guide: Path, file: Path) -> int:
    return run(guide, "--einlesen", str(file), "--am", "02.12.2026", "--herkunft", "E-Mail der Schule")


def entry(guide: Path) -> str:
    return (guide / "daten" / "schulen.yaml").read_text(encoding="utf-8").partition("# die nächste")[0]


def note(guide: Path) -> str:
    return (guide / "redaktion" / "rueckmeldungen" / "2026-12-02-linde.md").read_text(encoding="utf-8")


def test_a_sheet_asks_what_the_page_shows_and_helps_with_a_hint(out: Path) -> None:
    document: Any = docx.Document(io.BytesIO(out.read_bytes()))
    asked = {table.rows[0].cells[0].paragraphs[0].text: table.rows[0].cells[0].text for table in document.tables[:-1]}
    assert {"Telefon", "Internet", "Fremdsprachen", "Ganztag", "Hort", "Barrierefreiheit"} <= set(asked)
    assert "Träger" not in asked  # the office knows
    assert asked["Telefon"] == "Telefon\n0340 1-0"
    assert "Englisch ab 3" in asked["Fremdsprachen"]


def test_every_school_gets_a_sheet_for_word_and_for_the_browser(guide: Path) -> None:
    assert run(guide, "--alle", "--schulen", "--nach", str(guide.parent)) == 0
    assert sorted(path.name for path in guide.parent.glob("schulblatt-*")) == [
        f"schulblatt-{name}-2026-12-10.{kind}" for name in ("ahorn", "linde") for kind in ("docx", "html")
    ]


def test_answers_are_entered_and_nothing_else_changes(guide: Path, out: Path) -> None:
    fill(out, ("Fremdsprachen", CHANGED, "Englisch ab 5, Französisch ab 6"), ("Ganztag", DROPPED, "x"))
    assert take_in(guide, out) == 0
    lines = [line for line in entry(guide).splitlines(keepends=True) if "gesehen_wert" not in line]
    assert "".join(lines) == SCHOOL.partition("\n# die nächste")[0] + (
        "  fremdsprachen: [Englisch ab 5, Französisch ab 6]\n  ganztag: gibt es nicht\n\n"
    )
    assert "ratgeber fakten bestaetigen linde --stelle amt --am TT.MM.JJJJ" in note(guide)


def test_the_schools_word_is_a_source_only_once_it_has_looked_at_all_that_was_known(guide: Path, out: Path) -> None:
    fill(out, ("Telefon", CHANGED, "0340 2-0"))
    assert take_in(guide, out) == 0
    assert "telefon: 0340 2-0" in entry(guide)
    assert "Auskunft der Schule" not in entry(guide)


def test_it_is_a_source_then(guide: Path, out: Path) -> None:
    fill(out, ("Telefon", RIGHT, "x"), ("Internet", RIGHT, "x"))
    assert take_in(guide, out) == 0
    assert re.search(
        r"      vertrauen: Presse\n    - titel: Auskunft der Schule\n      stand: 02.12.2026\n"
        r"      vertrauen: Einrichtung\n      gesehen_wert: [0-9a-f]{8}$",
        entry(guide).rstrip(),
    )


def test_what_was_said_of_another_value_does_not_vouch_for_the_schools_new_one(guide: Path, out: Path) -> None:
    path = guide / "daten" / "schulen.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2013", "01.11.2026").replace("Presse", "amtlich", 1))
    sheet = fill(out, ("Telefon", CHANGED, "0340 2-0"))

    def public() -> Disclosure:
        records = load_records(guide / "daten").records
        return View(records, Edition.PUBLIC, date(2026, 12, 10)).disclose(records.schools["linde"])

    assert public().is_shown
    assert take_in(guide, sheet) == 0
    assert "telefon: 0340 2-0" in entry(guide)
    assert not public().is_shown


def test_nothing_is_confirmed_and_new_values_take_the_old_confirmation_away(guide: Path, out: Path) -> None:
    def confirm() -> None:
        command = ["fakten", "bestaetigen", "linde", "--stelle", "amt", "--am", "03.12.2026"]
        assert main([*command, "--ordner", str(guide), "--heute", "10.12.2026"]) == 0

    def state() -> State:
        return state_of(load_records(guide / "daten").records.schools["linde"], date(2026, 12, 10))

    confirm()
    assert state() is State.CONFIRMED
    fill(out, ("Ganztag", CHANGED, "bis 15 Uhr"))
    assert take_in(guide, out) == 0
    assert state() is not State.CONFIRMED
    confirm()
    assert state() is State.CONFIRMED


@pytest.mark.parametrize(
    ("title", "words", "why"),
    [
        ("E-Mail", "anna.beispiel@linde.example", "nennt eine Person"),
        ("E-Mail", "Sekretariat", "ist keine E-Mail-Adresse"),
        ("Anschrift", "am Markt", "ließen sich nicht trennen"),
    ],
)
def test_what_names_a_person_or_is_no_such_value_is_left_to_the_editors(
    guide: Path, out: Path, title: str, words: str, why: str
) -> None:
    fill(out, (title, CHANGED, words))
    assert take_in(guide, out) == 0
    assert entry(guide) == SCHOOL.partition("# die nächste")[0]
    assert "## Unklar" in note(guide)
    assert why in note(guide).replace("\\", "")


def test_an_address_is_taken_apart(guide: Path, out: Path) -> None:
    fill(out, ("Anschrift", CHANGED, "Am Markt 3, 06844 Dessau-Roßlau"))
    assert take_in(guide, out) == 0
    assert "  strasse: Am Markt 3\n  plz: 06844\n  ort: Dessau-Roßlau\n" in entry(guide)


def test_what_changed_meanwhile_is_left_to_the_editors(guide: Path, out: Path) -> None:
    fill(out, ("Telefon", RIGHT, "x"))
    data = guide / "daten" / "schulen.yaml"
    data.write_text(SCHOOL.replace("0340 1-0", "0340 9-0"), encoding="utf-8")
    assert take_in(guide, out) == 0
    assert "In den Daten steht inzwischen „0340 9-0“." in note(guide)
    assert "Auskunft" not in entry(guide)


def test_answers_from_the_browser_are_read_as_those_from_word(guide: Path, out: Path) -> None:
    assert take_in(guide, answer_in_browser(out, Fremdsprachen="Latein ab 5")) == 0
    assert "  fremdsprachen: [Latein ab 5]\n" in entry(guide)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"blatt": 1, "eintraege": [], "schluss": {}}', "[" * 5000])
def test_a_file_that_holds_no_answers_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "antwort.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"„antwort\.json“ enthält keine Antworten aus unserem Blatt"):
        read_web_sheet(path)
