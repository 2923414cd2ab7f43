from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.persons import Person, Persons, load_persons
from ratgeber_tools.data.records import Records
from ratgeber_tools.errors import InputError

TODAY = date(2026, 12, 1)
FILE = """\
fachkraft-1:
  name: Beispiel Person
  foto: bild.jpg
  foto_beschreibung: Eine Person lächelt.
  einwilligungen:
    - zweck: Web
      umfang: [name, Foto]
      erteilt_am: 01.09.2026
      bis: 31.07.2027
"""


def persons(folder: Path, *changes: tuple[str, str]) -> Persons:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "personen.yaml"
    path.write_text(text, encoding="utf-8")
    loaded, findings = load_persons(path)
    assert findings == ()
    return loaded


def name_in(edition: Edition, people: Persons, *, today: date = TODAY, brochure_end: str = "") -> str:
    brochure = {"broschuere": {"gilt_bis": brochure_end}} if brochure_end else {}
    view = View(Records(municipality=Municipality.model_validate(brochure)), edition, today, people)
    shown = view.person("fachkraft-1")
    return shown.name if shown is not None else ""


def test_a_consent_for_the_web_shows_name_and_photo_there_and_not_in_print(tmp_path: Path) -> None:
    people = persons(tmp_path)
    assert name_in(Edition.PUBLIC, people) == "Beispiel Person"
    assert name_in(Edition.WORKING, people) == "Beispiel Person"
    assert name_in(Edition.PRINT, people, brochure_end="31.12.2026") == ""
    shown = View(Records(), Edition.PUBLIC, TODAY, people).person("fachkraft-1")
    assert shown is not None
    assert (shown.photo, shown.until) == (tmp_path / "bild.jpg", date(2027, 7, 31))


@pytest.mark.parametrize(
    ("today", "shown"),
    [(date(2026, 8, 31), False), (date(2026, 9, 1), True), (date(2027, 7, 31), True), (date(2027, 8, 1), False)],
)
def test_a_consent_holds_from_its_first_to_its_last_day(tmp_path: Path, today: date, shown: bool) -> None:
    assert bool(name_in(Edition.PUBLIC, persons(tmp_path), today=today)) is shown


def test_a_withdrawal_counts_from_its_day(tmp_path: Path) -> None:
    people = persons(tmp_path, ("bis: 31.07.2027", "bis: 31.07.2027\n      widerrufen_am: 01.12.2026"))
    assert name_in(Edition.PUBLIC, people, today=date(2026, 11, 30)) == "Beispiel Person"
    assert name_in(Edition.PUBLIC, people, today=date(2026, 12, 1)) == ""


@pytest.mark.parametrize(("brochure_end", "shown"), [("31.07.2027", True), ("01.08.2027", False), ("", False)])
def test_print_needs_a_consent_as_long_as_the_brochure(tmp_path: Path, brochure_end: str, shown: bool) -> None:
    people = persons(tmp_path, ("Web", "druck"))
    assert bool(name_in(Edition.PRINT, people, brochure_end=brochure_end)) is shown


def test_a_name_without_photo_is_shown_without_and_a_photo_without_name_not_at_all(tmp_path: Path) -> None:
    view = View(Records(), Edition.PUBLIC, TODAY, persons(tmp_path, ("[name, Foto]", "name")))
    shown = view.person("fachkraft-1")
    assert shown is not None
    assert shown.photo is None
    assert name_in(Edition.PUBLIC, persons(tmp_path, ("[name, Foto]", "foto"))) == ""


def test_an_unknown_person_or_none_is_nobody(tmp_path: Path) -> None:
    view = View(Records(), Edition.PUBLIC, TODAY, persons(tmp_path))
    assert view.person("fachkraft-2") is None
    assert view.person(None) is None


def test_a_consent_with_a_mistake_is_no_consent(tmp_path: Path) -> None:
    path = tmp_path / "personen.yaml"
    path.write_text(FILE.replace("bis: 31.07.2027", "bis: immer"), encoding="utf-8")
    people, findings = load_persons(path)
    assert [finding.line for finding in findings] == [9]
    assert name_in(Edition.PUBLIC, people) == ""


def test_a_consent_without_an_end_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "personen.yaml"
    path.write_text(FILE.replace("      bis: 31.07.2027\n", ""), encoding="utf-8")
    _, findings = load_persons(path)
    assert "Es fehlt „bis“" in findings[0].text


def test_a_file_inside_a_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "tief" / "innen"
    inner.mkdir(parents=True)
    (inner / "personen.yaml").write_text(FILE, encoding="utf-8")
    with pytest.raises(InputError, match="liegt in einer Versionsverwaltung"):
        load_persons(inner / "personen.yaml")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="RATGEBER_PERSONEN"):
        load_persons(tmp_path / "personen.yaml")


@given(st.integers(-400, 400), st.integers(-400, 400), st.integers(-400, 400), st.sampled_from(Edition))
def test_nobody_is_ever_shown_outside_what_they_agreed_to(
    granted: int, until: int, withdrawn: int, edition: Edition
) -> None:
    consent = {
        "zweck": "web",
        "umfang": "name",
        "erteilt_am": (TODAY + timedelta(granted)).isoformat(),
        "bis": (TODAY + timedelta(until)).isoformat(),
        "widerrufen_am": (TODAY + timedelta(withdrawn)).isoformat(),
    }
    person = Person.model_validate({"@kennung": "fachkraft-1", "name": "N", "einwilligungen": [consent]})
    shown = name_in(edition, Persons({"fachkraft-1": person}, Path()), brochure_end="01.12.2026")
    assert bool(shown) == (edition is not Edition.PRINT and granted <= 0 <= until and withdrawn > 0)
