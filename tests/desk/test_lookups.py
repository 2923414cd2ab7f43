"""What an author finds while writing at the desk: chapters, values of the register, words of the glossary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.desk.lookups import Lookups
from ratgeber_tools.guide import load

CONTACTS = """amt:
  name: Jugendamt
  art: amt
  telefon: 01234 567-0
  email: jugendamt@stadt.example
schulamt:
  name: Schulamt
  art: amt
"""
FACTS = """stichtag:
  titel: Stichtag der Einschulung
  wert: 30. Juni
"""
CHAPTERS = {
    "index": "# Ratgeber\n",
    "schulanfang/index": "# Schulanfang\n",
    "schulanfang/hort": "# Hort und Ferien\n\nWer hilft: {kontakt}`amt`.\n",
    "schulanfang/anmeldung": "# Anmeldung in der Grundschule\n",
    "danach/schulen": "# Schulformen\n\n:::{glossar}\n\nHort\n: Betreuung nach der Schule.\n\nZeugnis\n: Noten.\n:::\n",
}


@pytest.fixture(scope="module")
def lookups(tmp_path_factory: pytest.TempPathFactory) -> Lookups:
    folder: Path = tmp_path_factory.mktemp("projekt") / "ratgeber"
    (folder / "daten").mkdir(parents=True)
    (folder / "daten" / "anlaufstellen.yaml").write_text(CONTACTS, encoding="utf-8")
    (folder / "daten" / "fakten.yaml").write_text(FACTS, encoding="utf-8")
    for name, text in CHAPTERS.items():
        path = folder / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    guide = load(folder)
    return Lookups(guide, guide.chapters["schulanfang/hort"], date(2026, 11, 24))


def test_a_chapter_is_found_by_a_word_of_its_title_and_put_in_as_a_path_from_here(lookups: Lookups) -> None:
    assert [(hit.key, hit.label, hit.detail) for hit in lookups.chapters("grundschule")] == [
        ("anmeldung.md", "Anmeldung in der Grundschule", "Schulanfang")
    ]
    assert [hit.key for hit in lookups.chapters("Schulformen")] == ["../danach/schulen.md"]


def test_all_chapters_but_this_one_are_offered_before_a_word_is_typed(lookups: Lookups) -> None:
    assert {hit.label for hit in lookups.chapters("")} == {
        "Ratgeber", "Schulanfang", "Anmeldung in der Grundschule", "Schulformen",
    }  # fmt: skip


def test_a_word_that_stands_nowhere_finds_nothing(lookups: Lookups) -> None:
    assert lookups.chapters("Schwimmbad") == []
    assert lookups.records("Schwimmbad") == []


def test_a_value_of_the_register_is_found_with_what_it_says(lookups: Lookups) -> None:
    assert [hit.key for hit in lookups.records("Stichtag")] == ["fakt stichtag"]
    [contact] = lookups.records("Jugendamt")
    assert contact.key == "kontakt amt"
    assert "01234 567-0" in contact.detail


def test_the_part_of_a_contact_that_is_typed_is_the_part_put_in(lookups: Lookups) -> None:
    assert [(hit.key, hit.detail) for hit in lookups.records("jugendamt telefon")] == [
        ("kontakt amt telefon", "01234 567-0")
    ]
    assert [hit.key for hit in lookups.records("Jugendamt E-Mail")] == ["kontakt amt email"]


def test_glossary_words_are_found_by_any_part(lookups: Lookups) -> None:
    assert [hit.key for hit in lookups.terms("zeug")] == ["Zeugnis"]
    assert [hit.key for hit in lookups.terms("")] == ["Hort", "Zeugnis"]


def test_what_the_text_only_names_is_shown_as_parents_would_read_it(lookups: Lookups) -> None:
    asked = [["role", "kontakt", "amt telefon"], ["link", "anmeldung.md"], ["role", "begriff", "Hort"]]
    assert lookups.answers(asked) == ["01234 567-0", "Anmeldung in der Grundschule", "Hort"]


def test_a_generated_list_shows_its_entries(lookups: Lookups) -> None:
    [said] = lookups.answers([["source", ":::{anlaufstellen}\n:::"]])
    assert "Jugendamt" in said
    assert "{" not in said


@pytest.mark.parametrize("question", [["code", "x"], ["role", "fakt"], "role", [], ["role", 1, 2]])
def test_a_question_of_another_form_is_refused(lookups: Lookups, question: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        lookups.answers([question])
