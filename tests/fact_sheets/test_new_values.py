"""What an office's words change in its record: taken where it is plain, else left to a person with the reason."""

from __future__ import annotations

from typing import Any

import pytest

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.record_fields import fields_of, typed_record
from ratgeber_tools.fact_sheets.new_values import NewValues, new_values


def changed(words: str, model: type[Attested], **values: Any) -> tuple[dict[str, Any], NewValues]:
    """Return what differs afterwards, and all that was found."""
    record = model.model_validate({"@kennung": "eintrag", **values})
    now = typed_record(fields_of(model), values)
    found = new_values(words, record, now)
    return {key: value for key, value in found.values.items() if value != now[key]}, found


def fact(words: str, **values: Any) -> tuple[dict[str, Any], NewValues]:
    return changed(words, Fact, titel="Beitrag", **values)


def appointment(words: str, **values: Any) -> tuple[dict[str, Any], NewValues]:
    return changed(words, Appointment, titel="Anmeldung", art="Anmeldung", **values)


@pytest.mark.parametrize("words", ["75", "75 Euro", "75 euro", " 75  Euro "])
def test_a_number_is_taken_with_its_unit_or_without(words: str) -> None:
    values, found = fact(words, wert="70", einheit="Euro")
    assert values == {"wert": "75"}
    assert not found.problems


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("75 Cent", {"wert": "70", "einheit": "Euro"}),
        ("auf 75 Euro im Monat", {"wert": "70", "einheit": "Euro"}),
        ("Ende März", {"wert": "1. März"}),
        ("fragen Sie im Februar", {"wert": "24.11.2026"}),
        ("weiß noch niemand", {"wert": "", "einheit": "Euro"}),
        ("Formlos. Das Kind kommt mit.", {"wert": "schriftlich"}),
    ],
)
def test_what_is_no_such_value_as_before_is_for_the_form_which_says_so_at_its_field(
    words: str, before: dict[str, str]
) -> None:
    _, found = fact(words, **before)
    assert list(found.problems) == ["wert"]
    assert found.values["wert"]


def test_a_number_or_day_is_changed_in_its_sentence_too_where_it_stands_there_once() -> None:
    values, found = fact("15. März", wert="1. März", wortlaut="Melden Sie Ihr Kind bis zum 1. März an.")
    assert values == {"wert": "15. März", "wortlaut": "Melden Sie Ihr Kind bis zum 15. März an."}
    assert not found.problems


@pytest.mark.parametrize(
    ("value", "wording"),
    [
        ("5", "Es kostet 5 Euro, nach 5 Jahren mehr."),
        ("5", "Es kostet 25 Euro oder 5,50 Euro."),
        ("5", "Es kostet fünf Euro."),
        ("freiwillig", "Das ist freiwillig."),
    ],
)
def test_a_sentence_in_which_the_value_cannot_be_changed_is_for_a_person(value: str, wording: str) -> None:
    values, found = fact("6" if value == "5" else "nötig", wert=value, wortlaut=wording)
    assert list(found.problems) == ["wortlaut"]
    assert "wortlaut" not in values


def test_words_about_a_person_are_put_into_no_field() -> None:
    values, found = fact("Fragen Sie Frau Beispiel, 0171 2345678", wert="schriftlich")
    assert values == {}
    assert "Person" in found.problems[""][0]


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("am 2.3.2027", {"von": "01.03.2027"}, {"von": "02.03.2027"}),
        ("2.3.2027", {}, {"von": "02.03.2027"}),
        ("bis 2.3.2027", {"bis": "01.03.2027"}, {"bis": "02.03.2027"}),
        ("2.3.2027", {"von": "01.03.2027", "bis": "01.03.2027"}, {"von": "02.03.2027", "bis": "02.03.2027"}),
        (
            "vom 2.3. bis 9.3.2027",
            {"von": "01.03.2027", "bis": "08.03.2027"},
            {"von": "02.03.2027", "bis": "09.03.2027"},
        ),
    ],
)
def test_days_are_taken_as_days(words: str, before: dict[str, str], after: dict[str, str]) -> None:
    values, found = appointment(words, **before)
    assert values == after
    assert not found.problems


@pytest.mark.parametrize("words", ["2.3.2027", "bis 9.3.2027"])
def test_one_day_in_place_of_a_period_is_for_a_person(words: str) -> None:
    _, found = appointment(words, von="01.03.2027", bis="08.03.2027")
    assert list(found.problems) == ["von"]


def test_two_days_in_place_of_one_are_for_a_person() -> None:
    _, found = appointment("2.3.2027 bis 3.3.2027", von="01.03.2027")
    assert list(found.problems) == ["bis"]


def test_of_several_fields_the_one_the_office_names_is_meant_and_without_a_name_none() -> None:
    contact = {"name": "Schulamt", "art": "Amt", "telefon": "0340 1-0", "email": "amt@stadt.example"}
    values, found = changed("Telefon: 0340 2-0", ContactPoint, **contact)
    assert values == {"telefon": "0340 2-0"}
    assert not found.problems
    values, found = changed("0340 2-0", ContactPoint, **contact)
    assert values == {}
    assert "0340 2-0" in found.problems[""][0]
