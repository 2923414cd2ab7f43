"""The sheet a school fills in in the browser: what it saves is what the tool reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from data.data_files import write_data
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.fact_sheets.answers import AnswerVerdict, interpret
from ratgeber_tools.fact_sheets.school_sheets import school_sheet
from ratgeber_tools.readers.web_sheets import read_web_sheet
from ratgeber_tools.writers.web_sheet import web_sheet

SCHOOL = "linde:\n  name: Lindenschule\n  schulform: Gymnasium\n  telefon: 0340 1-0\n  zustaendig: amt\n"


def test_what_is_ticked_and_typed_is_saved_as_answers(phone: Any, tmp_path: Path) -> None:
    write_data(tmp_path / "daten", schulen=SCHOOL)
    sheet = school_sheet(load_records(tmp_path / "daten").records, "linde", today=date(2026, 11, 30))
    path = tmp_path / "blatt.html"
    path.write_bytes(web_sheet(sheet, "antwort.json"))
    phone.goto(path.as_uri())

    def question(title: str) -> Any:
        return phone.get_by_role("group", name=title, exact=True)

    question("Telefon").get_by_label("stimmt").check()
    question("Fremdsprachen").locator(".worte").fill('Englisch "ab 5" & Latein')
    question("Hort").get_by_label("entfällt").check()
    question("Ganztag").locator(".anmerkung").fill("Das klären wir noch.")
    phone.get_by_label("Ausgefüllt am").fill("02.12.2026")
    with phone.expect_download() as saved:
        phone.get_by_role("button").click()
    assert saved.value.suggested_filename == "antwort.json"
    expect(phone.get_by_role("status")).to_contain_text("Bitte schicken Sie sie zurück.")
    saved.value.save_as(tmp_path / "antwort.json")

    filled = read_web_sheet(tmp_path / "antwort.json")
    assert filled.identity == sheet.identity
    assert filled.closing["datum"] == "02.12.2026"
    answers = {entry.shown.partition("\n")[0]: interpret(entry.fields) for entry in filled.entries}
    assert answers["Telefon"].verdict is AnswerVerdict.RIGHT
    assert answers["Fremdsprachen"].words == 'Englisch "ab 5" & Latein'
    assert answers["Hort"].verdict is AnswerVerdict.DROPPED
    assert answers["Ganztag"].remark == "Das klären wir noch."
    assert answers["E-Mail"].verdict is AnswerVerdict.EMPTY
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
