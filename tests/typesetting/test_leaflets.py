"""Leaflets as printed: the two sides of the date sheet, and cards in three sizes."""

from __future__ import annotations

import datetime
import io
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from page import ValidationProfile

from ratgeber_tools.typesetting.leaflets import (
    CARD_SHEETS,
    CARDS,
    COUNTER_SHEET,
    DATE_SHEET,
    SMALL_CARD_SHEETS,
    Leaflet,
    page_count,
    qr_data,
    typeset_leaflet,
)
from ratgeber_tools.typesetting.typesetter import Mode
from second_opinion import objections
from typesetting.qr_reading import can_render, codes_on_pages
from typesetting.spoken_text import spoken

MOMENT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
ADDRESS = "https://ratgeber.example/k/hilfe"
needs_poppler = pytest.mark.skipif(not can_render(), reason="needs poppler")


def sheet(rows: int, **more: Any) -> dict[str, Any]:
    table = {
        "heading": "Termine",
        "head": ["Was", "Wann"],
        "rows": [[f"Termin #{n}", "01.02.2027"] for n in range(rows)],
    }
    return {
        "title": "Termine", "guide": "Ratgeber", "as_of": "24.11.2026", "holds_until": "", "mark": [],
        "tables": [table], "questions": [], "code": None, **more,
    }  # fmt: skip


def card(**more: Any) -> dict[str, Any]:
    empty = {"phone": "0340 204-2040", "mail": "", "room": "", "hours": [], "operator": "", "code": None}
    return {"school": "Grundschule Linden", **empty, **more}


def made(folder: Path, leaflet: Leaflet, data: dict[str, Any], mode: Mode = Mode.PRESS) -> bytes:
    return typeset_leaflet(folder / "satz", leaflet, data, timestamp=MOMENT, mode=mode, most_pages=2)


def words(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


@pytest.mark.parametrize("rows", [1, 25, 60, 150])
def test_the_date_sheet_has_two_sides_however_much_is_on_it(rows: int, tmp_path: Path) -> None:
    assert page_count(made(tmp_path, DATE_SHEET, sheet(rows))) == 2


def test_more_than_two_sides_hold_is_left_for_the_caller_to_tell(tmp_path: Path) -> None:
    assert page_count(made(tmp_path, DATE_SHEET, sheet(500))) > 2


@needs_poppler
def test_nothing_of_the_sheet_is_taken_for_markup(tmp_path: Path) -> None:
    questions = [{"office": "Amt #1 *A*", "way": "Telefon 0340 204-2040", "about": ["_Frist_ $1$", "#panic()"]}]
    text = words(made(tmp_path, DATE_SHEET, sheet(0, questions=questions, mark=["Probedruck"])))
    assert "Amt #1 *A*, Telefon 0340 204-2040: _Frist_ $1$; #panic()" in " ".join(text.split())
    assert "Probedruck" in text


@needs_poppler
def test_the_sheet_leads_to_the_web(tmp_path: Path) -> None:
    codes = codes_on_pages(made(tmp_path, DATE_SHEET, sheet(3, code=qr_data(ADDRESS))))
    assert [code for page in codes for code in page] == [ADDRESS]


@needs_poppler
@pytest.mark.parametrize(
    ("leaflet", "mode", "size_mm", "times"),
    [
        (CARDS, Mode.PRESS, (148, 105), 1),
        (CARD_SHEETS, Mode.SCREEN, (297, 210), 4),
        (SMALL_CARD_SHEETS, Mode.SCREEN, (210, 297), 10),
    ],
)
def test_each_school_has_its_page_and_every_code_on_it_reads(
    leaflet: Leaflet, mode: Mode, size_mm: tuple[int, int], times: int, tmp_path: Path
) -> None:
    data = {"cards": [card(code=qr_data(f"{ADDRESS}#{name}")) for name in ("a", "b")]}
    pdf = made(tmp_path, leaflet, data, mode)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(value) for value in page.trimbox.as_list()] for page in document.pages]
    assert [(round((b[2] - b[0]) / 72 * 25.4), round((b[3] - b[1]) / 72 * 25.4)) for b in boxes] == [size_mm] * 2
    codes = codes_on_pages(pdf)
    assert [set(page) for page in codes] == [{f"{ADDRESS}#a"}, {f"{ADDRESS}#b"}]
    assert words(pdf).count("Grundschule Linden") == 2 * times


@needs_poppler
def test_ten_codes_on_a_sheet_are_ten(tmp_path: Path) -> None:
    data = {"cards": [card(code=qr_data(ADDRESS))]}
    assert codes_on_pages(made(tmp_path, SMALL_CARD_SHEETS, data, Mode.SCREEN)) == [[ADDRESS] * 10]


@pytest.mark.parametrize("leaflet", [CARD_SHEETS, SMALL_CARD_SHEETS])
def test_a_listener_hears_each_card_once(leaflet: Leaflet, tmp_path: Path) -> None:
    path = tmp_path / "karten.pdf"
    path.write_bytes(made(tmp_path, leaflet, {"cards": [card(code=qr_data(ADDRESS))]}, Mode.SCREEN))
    if not can_render():
        pytest.skip("needs poppler")
    spoken = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    assert spoken.count("Grundschule Linden") == 1


def counter_data(language: str, direction: str, words: str) -> dict[str, Any]:
    def run(text: str, **more: bool) -> dict[str, Any]:
        return {"text": text, "is_strong": False, "is_record": False, **more}

    german = [run("Rufen Sie an: "), run("0340 204-1234", is_record=True, is_strong=True), run(".")]
    mother = [run(words), run(" "), run("0340 204-1234", is_record=True, is_strong=True), run(".")]
    rows = [
        {"number": 1, "is_heading": True, "german": [run("Anmeldung")], "translated": [run(words)]},
        {"number": 2, "is_heading": False, "german": german, "translated": mother},
        {"number": 3, "is_heading": False, "german": [run("Neu.")], "translated": []},
    ]
    return {
        "title": "Anmeldung", "own_title": words, "own_name": words, "language": language, "direction": direction,
        "guide": "Ratgeber", "office": "Schulamt", "as_of": "24.11.2026", "mark": [], "rows": rows,
        "code": qr_data(ADDRESS),
    }  # fmt: skip


@needs_poppler
@pytest.mark.parametrize(
    ("language", "direction", "sentence"),
    [("ar", "rtl", "سجّلوا طفلكم في المدرسة"), ("vi", "ltr", "Hãy đăng ký cho con")],
)
def test_the_counter_sheet_is_read_row_by_row_and_leads_to_the_web(
    language: str, direction: str, sentence: str, tmp_path: Path
) -> None:
    pdf = made(tmp_path, COUNTER_SHEET, counter_data(language, direction, sentence), Mode.SCREEN)
    for profile in (ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_2A):
        assert objections(pdf, profile) == []
    assert codes_on_pages(pdf) == [[ADDRESS]]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        cells = [" ".join(cell.split()) for cell in spoken(document, "TD")]
    assert [cell for cell in cells if "0340" in cell] == [
        "Rufen Sie an: 0340 204-1234.",
        f"{sentence} 0340 204-1234.",
    ]
    assert "Übersetzung noch nicht geprüft" in cells
