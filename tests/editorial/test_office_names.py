from __future__ import annotations

import pytest

from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.records import Records
from ratgeber_tools.editorial.office_names import office_identifier, office_in_words, office_name
from ratgeber_tools.errors import InputError


def contact(identifier: str, name: str) -> ContactPoint:
    return ContactPoint.model_validate({"@kennung": identifier, "name": name, "art": "Amt"})


RECORDS = Records(
    contacts={
        identifier: contact(identifier, name)
        for identifier, name in {
            "jugendamt": "Jugendamt",
            "oeffentlichkeit": "Büro für Öffentlichkeitsarbeit",
            "netzwerkstelle": "Netzwerkstelle „Schulerfolg für Musterstadt“",
            "gesundheitsamt": "Gesundheitsamt, Kinder- und Jugendärztlicher Dienst",
            "schule-nord": "Schule",
            "schule-sued": "Schule",
        }.items()
    }
)


@pytest.mark.parametrize(
    ("typed", "identifier"),
    [
        ("jugendamt", "jugendamt"),
        ("Jugendamt", "jugendamt"),
        (" JUGENDAMT ", "jugendamt"),
        ("Büro für Öffentlichkeitsarbeit", "oeffentlichkeit"),
        ("buero fuer oeffentlichkeitsarbeit", "oeffentlichkeit"),
        ("Öffentlichkeit", "oeffentlichkeit"),
        ("Netzwerkstelle", "netzwerkstelle"),
        ("netzwerkstelle schulerfolg für musterstadt", "netzwerkstelle"),
        ("Gesundheitsamt", "gesundheitsamt"),
    ],
)
def test_an_office_is_understood_by_identifier_and_by_name(typed: str, identifier: str) -> None:
    assert office_identifier(typed, RECORDS) == identifier


def test_an_unknown_office_is_refused_with_the_nearest_and_with_all_there_are() -> None:
    with pytest.raises(InputError) as refusal:
        office_identifier("Jugendamd", RECORDS)
    assert str(refusal.value) == (
        "„Jugendamd“ ist keine Stelle des Ratgebers. Meinten Sie „Jugendamt“? Bekannt sind: jugendamt, "
        "oeffentlichkeit, netzwerkstelle, gesundheitsamt, schule-nord, schule-sued."
    )


@pytest.mark.parametrize("typed", ["", "  ", "„“"])
def test_nothing_is_no_office(typed: str) -> None:
    with pytest.raises(InputError, match="ist keine Stelle des Ratgebers"):
        office_identifier(typed, RECORDS)


def test_a_name_two_offices_have_lists_them() -> None:
    with pytest.raises(InputError, match=r"„Schule“ heißen mehrere Stellen.*: schule-nord, schule-sued"):
        office_identifier("Schule", RECORDS)


def test_a_guide_without_offices_says_where_they_stand() -> None:
    with pytest.raises(InputError, match=r"noch keine; sie stehen in ratgeber/daten/anlaufstellen\.yaml"):
        office_identifier("Jugendamt", Records())


@pytest.mark.parametrize("typed", ["schulamt", "Schulamt", "SCHULAMT"])
def test_an_office_that_is_in_no_data_is_understood_by_its_name(typed: str) -> None:
    assert office_name(typed, ["Schulamt", "Jugendamt"], RECORDS) == "Schulamt"


def test_an_identifier_stands_for_the_name() -> None:
    assert office_name("oeffentlichkeit", ["Schulamt"], RECORDS) == "Büro für Öffentlichkeitsarbeit"
    assert office_in_words("oeffentlichkeit", RECORDS) == "Büro für Öffentlichkeitsarbeit"
    assert office_in_words("Frau am Empfang, Zimmer 3", RECORDS) == "Frau am Empfang, Zimmer 3"
