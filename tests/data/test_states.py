from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Edition, Reason, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.states import State, end_of, state_of

TODAY = date(2026, 12, 1)
CONFIRMED = {"bestaetigt_durch": "amt", "bestaetigt_am": "24.11.2026"}


def fact(**values: Any) -> Fact:
    return Fact.model_validate(
        {"@kennung": "frist", "titel": "Frist", "wert": "1. März", "zustaendig": "amt", **values}
    )


def appointment(**values: Any) -> Appointment:
    entry = {"@kennung": "schluss", "titel": "Schluss", "art": "Frist", "bis": "01.03.2027", "zustaendig": "amt"}
    return Appointment.model_validate(entry | values)


def contact(identifier: str = "amt", **values: Any) -> ContactPoint:
    return ContactPoint.model_validate({"@kennung": identifier, "name": "Schulamt", "art": "Amt", **values})


def contradiction(day: str) -> list[dict[str, str]]:
    return [{"aussage": "Anderswo steht der 4. März.", "notiert_am": day}]


def view(edition: Edition, *contacts: ContactPoint, brochure_end: str = "", information: str = "") -> View:
    municipality: dict[str, Any] = {}
    if brochure_end:
        municipality["broschuere"] = {"gilt_bis": brochure_end}
    if information:
        municipality["auskunft"] = information
    records = Records(
        contacts={entry.identifier: entry for entry in contacts}, municipality=Municipality.model_validate(municipality)
    )
    return View(records, edition, TODAY)


def test_an_official_source_alone_confirms_nothing() -> None:
    assert state_of(fact(quellen=[{"titel": "Gesetz", "vertrauen": "amtlich"}]), TODAY) is State.UNCONFIRMED


def test_the_owner_confirms_and_nobody_else() -> None:
    assert state_of(fact(**CONFIRMED), TODAY) is State.CONFIRMED
    assert state_of(fact(**CONFIRMED | {"bestaetigt_durch": "presse"}), TODAY) is State.UNCONFIRMED


def test_a_confirmation_counts_from_its_day_on() -> None:
    assert state_of(fact(**CONFIRMED), date(2026, 11, 23)) is State.UNCONFIRMED
    assert state_of(fact(**CONFIRMED), date(2026, 11, 24)) is State.CONFIRMED


def test_a_confirmation_settles_what_was_known_and_not_what_came_later() -> None:
    assert state_of(fact(widersprueche=contradiction("23.11.2026")), TODAY) is State.CONTRADICTORY
    assert state_of(fact(**CONFIRMED, widersprueche=contradiction("24.11.2026")), TODAY) is State.CONFIRMED
    assert state_of(fact(**CONFIRMED, widersprueche=contradiction("25.11.2026")), TODAY) is State.CONTRADICTORY


def test_a_value_holds_through_its_last_day() -> None:
    ending = fact(**CONFIRMED, gueltig_bis="01.12.2026")
    assert state_of(ending, date(2026, 12, 1)) is State.CONFIRMED
    assert state_of(ending, date(2026, 12, 2)) is State.EXPIRED


def test_a_confirmation_without_an_end_holds_for_a_year() -> None:
    assert end_of(fact(**CONFIRMED)) == date(2027, 11, 24)
    assert end_of(fact(**CONFIRMED | {"bestaetigt_am": "29.02.2028"})) == date(2029, 2, 28)
    assert end_of(fact()) is None


def test_without_a_value_nothing_else_counts() -> None:
    assert state_of(fact(wert="", widersprueche=contradiction("23.11.2026"), **CONFIRMED), TODAY) is State.UNKNOWN


def test_a_date_expires_when_its_last_day_has_passed() -> None:
    assert state_of(appointment(**CONFIRMED), date(2027, 3, 1)) is State.CONFIRMED
    assert state_of(appointment(**CONFIRMED), date(2027, 3, 2)) is State.EXPIRED
    assert state_of(appointment(bis=None), TODAY) is State.UNKNOWN


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (CONFIRMED, None),
        ({}, Reason.UNCONFIRMED),
        (CONFIRMED | {"gueltig_bis": "30.11.2026"}, Reason.EXPIRED),
        (CONFIRMED | {"widersprueche": contradiction("30.11.2026")}, Reason.CONTRADICTORY),
        ({"wert": ""}, Reason.UNKNOWN),
    ],
)
def test_the_public_edition_shows_only_what_is_confirmed(values: dict[str, Any], reason: Reason | None) -> None:
    assert view(Edition.PUBLIC).disclose(fact(**values)).reason is reason
    expected = Reason.UNKNOWN if reason is Reason.UNKNOWN else None
    assert view(Edition.WORKING).disclose(fact(**values)).reason is expected


@pytest.mark.parametrize(
    ("brochure_end", "valid_until", "reason"),
    [
        ("31.07.2028", "31.07.2028", None),
        ("31.07.2028", "30.07.2028", Reason.ENDS_TOO_SOON),
        ("24.11.2027", "", None),
        ("25.11.2027", "", Reason.ENDS_TOO_SOON),
        ("", "31.12.2099", Reason.LIFE_UNKNOWN),
    ],
)
def test_print_shows_what_outlives_the_brochure(brochure_end: str, valid_until: str, reason: Reason | None) -> None:
    value = fact(**CONFIRMED, **({"gueltig_bis": valid_until} if valid_until else {}))
    assert view(Edition.PRINT, brochure_end=brochure_end).disclose(value).reason is reason


def test_a_confirmed_date_is_printed_even_if_it_passes_within_the_brochures_life() -> None:
    assert view(Edition.PRINT, brochure_end="31.07.2028").disclose(appointment(**CONFIRMED)).is_shown
    assert not view(Edition.PRINT, brochure_end="31.07.2028").disclose(appointment()).is_shown


def test_a_confirmed_date_that_has_passed_is_shown_as_past() -> None:
    past = view(Edition.PUBLIC).disclose(appointment(**CONFIRMED, von="20.11.2026", bis=None))
    assert (past.is_shown, past.is_past) == (True, True)
    assert not view(Edition.PUBLIC).disclose(appointment(bis="30.11.2026")).is_shown


def test_the_public_edition_shows_a_number_the_office_has_published_itself_as_provisional() -> None:
    own = contact(telefon="0340 1", quellen=[{"titel": "Stadt", "vertrauen": "amtlich"}])
    shown = view(Edition.PUBLIC).disclose(own)
    assert (shown.is_shown, shown.is_provisional) == (True, True)
    from_the_press = contact(telefon="0340 1", quellen=[{"titel": "Zeitung", "vertrauen": "Presse"}])
    assert view(Edition.PUBLIC).disclose(from_the_press).reason is Reason.UNCONFIRMED
    assert view(Edition.PRINT, brochure_end="31.07.2028").disclose(own).reason is Reason.UNCONFIRMED


def test_whoever_owns_the_value_is_asked_by_phone() -> None:
    ask = view(Edition.PUBLIC, contact(telefon="0340 204-2040")).disclose(fact()).ask
    assert (ask.office, ask.phone, ask.via) == ("Schulamt", "0340 204-2040", "")


def test_an_office_without_a_phone_is_reached_through_the_information() -> None:
    information = contact("buero", name="Bildungsbüro", telefon="0340 204-1305")
    ask = view(Edition.PUBLIC, contact(), information, information="buero").disclose(fact()).ask
    assert (ask.office, ask.phone, ask.via) == ("Schulamt", "0340 204-1305", "Bildungsbüro")


def test_an_office_is_not_asked_for_its_own_number() -> None:
    office, information = contact(zustaendig="amt"), contact("buero", name="Bildungsbüro", telefon="0340 204-1305")
    ask = view(Edition.PUBLIC, office, information, information="buero").disclose(office).ask
    assert (ask.office, ask.phone) == ("Bildungsbüro", "0340 204-1305")


def test_print_gives_no_number_that_nobody_has_confirmed() -> None:
    unconfirmed = contact(telefon="0340 1", zustaendig="amt")
    assert view(Edition.PRINT, unconfirmed).disclose(fact()).ask.phone is None
    confirmed = contact(telefon="0340 1", zustaendig="amt", **CONFIRMED)
    assert view(Edition.PRINT, confirmed).disclose(fact()).ask.phone == "0340 1"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("0340 204-2040", "tel:+493402042040"),
        ("116 111", "tel:116111"),
        ("0800 111 0 550", "tel:+498001110550"),
        ("+49 340 2040", "tel:+493402040"),
        ("0049 340 2040", "tel:+493402040"),
    ],
)
def test_a_number_is_dialled_as_from_anywhere(typed: str, address: str) -> None:
    assert dial_address(typed) == address


@given(st.integers(-800, 800), st.integers(-800, 800), st.booleans(), st.sampled_from(Edition))
def test_no_public_or_printed_value_is_unconfirmed_or_over(
    confirmed: int, ends: int, contradicted: bool, edition: Edition
) -> None:
    value = fact(
        bestaetigt_durch="amt",
        bestaetigt_am=(TODAY + timedelta(confirmed)).isoformat(),
        gueltig_bis=(TODAY + timedelta(ends)).isoformat(),
        widersprueche=contradiction("01.12.2026") if contradicted else [],
    )
    shown = view(edition, brochure_end="31.07.2027").disclose(value).is_shown
    is_safe = confirmed <= 0 and ends >= 0 and not (contradicted and confirmed < 0)
    if edition is Edition.WORKING:
        assert shown
    elif edition is Edition.PUBLIC:
        assert shown == is_safe
    else:
        assert shown == (is_safe and TODAY + timedelta(ends) >= date(2027, 7, 31))
