"""Films, pictures and the exhibition as records: what is wrong with them, and what may be shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.data_files import write_data
from ratgeber_tools.checks import record_files
from ratgeber_tools.data.consents import Purpose
from ratgeber_tools.data.design import contrast
from ratgeber_tools.data.film import missing_in
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.media import MediaPicture, Right, format_seconds, is_cleared
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load

FILM = "film:\n  name: Film\n  zustaendig: amt\n"
EXHIBITION = "schau:\n  name: Schau\n  zustaendig: amt\n"
TODAY = date(2026, 12, 1)
PICTURE = {"datei": "a.png", "beschreibung": "Ein Hof"}
CONSENT = {"zweck": "web", "erteilt_am": "01.09.2026", "bis": "31.07.2027"}


def sentences(folder: Path, **files: str) -> list[str]:
    return [finding.text for finding in load_records(write_data(folder / "daten", **files)).findings]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("dauer: lang", "„lang“ ist keine Zeit im Film."),
        ("dauer: 1:75", "„1:75“ ist keine Zeit im Film."),
        ("datei: film.avi", "Nehmen Sie eine Datei, die auf .mp4 oder .webm endet."),
        ("untertitel: [{datei: film.srt}]", "Nehmen Sie eine Datei im Format WebVTT (.vtt)."),
        ("datei: film.mp4", "Film „film“: Es fehlt „untertitel“"),
        ("standbild: {datei: bild.png}", "Dem Bild „bild.png“ fehlt „beschreibung“."),
        ("kapitel: [{ab: 2:00, titel: B}, {ab: 1:00, titel: A}]", "„A“ unter „kapitel“ beginnt nicht nach „B“."),
        ("dauer: 2:00\n  kapitel: [{ab: 2:00, titel: B}]", "steht 2:00, der Film dauert aber nur 2:00."),
        ("vorfuehrungen: niemand", "„niemand“ bei „vorfuehrungen“ steht nicht unter den Einträgen"),
        ("fremd: {anbieter: X, adresse: ftp://x}", "ist keine Internetadresse"),
    ],
)
def test_a_mistake_in_a_film_is_one_german_sentence(tmp_path: Path, line: str, says: str) -> None:
    (sentence,) = sentences(tmp_path, film=f"{FILM}  {line}\n")
    assert says in sentence


def test_a_film_of_which_nothing_is_known_lists_everything_as_missing(tmp_path: Path) -> None:
    film = load_records(write_data(tmp_path / "daten", film=FILM)).records.films["film"]
    assert not film.is_known
    assert missing_in(film)[:3] == ("Film-Datei oder Adresse", "Titel", "Worum es geht")
    assert "Wortlaut zum Lesen" in missing_in(film)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (65, "1:05"), (3600, "1:00:00"), (3725, "1:02:05")])
def test_times_are_written_as_they_are_typed(seconds: int, words: str) -> None:
    assert format_seconds(seconds) == words


@pytest.mark.parametrize(
    ("changes", "is_shown"),
    [
        ({}, False),  # nobody said that there are no people on it
        ({"personen": "nein"}, True),
        ({"einwilligungen": [CONSENT]}, True),
        ({"einwilligungen": [CONSENT | {"bis": "30.11.2026"}]}, False),
        ({"einwilligungen": [CONSENT, CONSENT | {"widerrufen_am": "01.12.2026"}]}, False),
        ({"einwilligungen": [CONSENT | {"zweck": "druck"}]}, False),
        ({"personen": "nein", "beschreibung": ""}, False),
        ({"personen": "nein", "rechte": [{"was": "Foto", "bis": "30.11.2026"}]}, False),
        ({"personen": "nein", "rechte": [{"was": "Foto", "bis": "01.12.2026"}]}, True),
    ],
)
def test_a_picture_is_shown_only_as_far_as_people_and_rights_allow(changes: dict[str, object], is_shown: bool) -> None:
    picture = MediaPicture.model_validate(PICTURE | changes)
    assert picture.may_be_shown(Purpose.WEB, TODAY, TODAY) is is_shown


def test_in_print_a_right_has_to_hold_as_long_as_the_brochure() -> None:
    ending, endless = Right(was="Foto", bis=date(2027, 7, 31)), Right(was="Foto")
    assert not is_cleared([ending], None, Purpose.PRINT, TODAY, date(2028, 7, 31))
    assert is_cleared([ending], None, Purpose.PRINT, TODAY, date(2027, 7, 31))
    assert not is_cleared([ending], None, Purpose.PRINT, TODAY, None)
    assert is_cleared([endless], None, Purpose.PRINT, TODAY, None)


# -------------------------------------------------------------------------------------------------------- colours

COLORS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_least_gray_that_may_be_read_on_white_is_known() -> None:
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@given(COLORS, COLORS)
def test_contrast_does_not_depend_on_the_order_and_stays_in_bounds(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


@pytest.mark.parametrize(
    ("look", "says"),
    [
        ("hell: {grund: '#ffffff', schrift: '#777777', akzent: '#000000'}", "„schrift“ auf „grund“ bei „hell“"),
        ("dunkel: {grund: '#000000', schrift: '#ffffff', akzent: '#333333'}", "„akzent“ auf „grund“ bei „dunkel“"),
        ("hell: {grund: '#ffffff', schrift: '#000000'}", "hier fehlt: akzent."),
        ("hell: {grund: weiß}", "„weiß“ ist keine Farbe."),
        ("schriftart: 'Arial; } body {'", "ist kein Name einer Schrift"),
        ("eckenradius: 90", "eckenradius"),
    ],
)
def test_a_look_that_cannot_be_read_is_a_finding(tmp_path: Path, look: str, says: str) -> None:
    (sentence,) = sentences(tmp_path, ausstellung=f"{EXHIBITION}  gestaltung:\n    {look}\n")
    assert says in sentence


def test_a_readable_look_is_none(tmp_path: Path) -> None:
    look = "hell: {grund: '#ffffff', schrift: '#000000', akzent: '#0b5394'}"
    assert sentences(tmp_path, ausstellung=f"{EXHIBITION}  gestaltung:\n    {look}\n") == []


# ---------------------------------------------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "Die Datei a.vtt gibt es unter ratgeber/ nicht."), ("1\n", "beginnt nicht mit „WEBVTT“")],
)
def test_a_file_that_is_missing_or_no_captions_is_told_with_its_line(
    tmp_path: Path, content: str | None, says: str
) -> None:
    write_data(tmp_path / "daten", film=FILM + "  untertitel: [{datei: a.vtt}]\n")
    if content is not None:
        (tmp_path / "a.vtt").write_text(content, encoding="utf-8")
    (finding,) = record_files.check(load(tmp_path))
    assert (finding.code, finding.line) == (Code.DATA_VALUE, 1)
    assert says in finding.text


@pytest.mark.parametrize("start", ["WEBVTT\n", "\ufeffWEBVTT\n"])
def test_captions_as_browsers_read_them_are_fine(tmp_path: Path, start: str) -> None:
    write_data(tmp_path / "daten", film=FILM + "  untertitel: [{datei: /a.vtt}]\n")
    (tmp_path / "a.vtt").write_text(start, encoding="utf-8")
    assert list(record_files.check(load(tmp_path))) == []


def test_a_file_outside_the_guide_is_none_of_it(tmp_path: Path) -> None:
    write_data(tmp_path / "ratgeber" / "daten", film=FILM + "  untertitel: [{datei: ../a.vtt}]\n")
    (tmp_path / "a.vtt").write_text("WEBVTT\n", encoding="utf-8")
    (finding,) = record_files.check(load(tmp_path / "ratgeber"))
    assert "gibt es unter ratgeber/ nicht" in finding.text


def test_forms_and_pictures_of_records_are_looked_for_too(tmp_path: Path) -> None:
    write_data(
        tmp_path / "daten",
        foerderung="plus:\n  name: PLUS\n  formulare: [{titel: A, datei: antrag.pdf}]\n",
        ausstellung=EXHIBITION + "  tafeln: [{titel: T, bild: {datei: t.png, beschreibung: x}}]\n",
    )
    assert [finding.text.split(":")[0] for finding in record_files.check(load(tmp_path))] == [
        "Förderung „plus“",
        "Ausstellung „schau“",
    ]
