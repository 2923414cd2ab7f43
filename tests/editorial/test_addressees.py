from __future__ import annotations

import pytest

from ratgeber_tools.editorial.addressees import Addressed, Offices, addressed_in

YOUTH = "Jugendamt"
HEALTH = "Gesundheitsamt, Kinder- und Jugendärztlicher Dienst"
NETWORK = "Netzwerkstelle „Schulerfolg für Musterstadt“"
JOBS = "Jobcenter Musterstadt"
PSYCHOLOGY = "Beratung des Schulamts"
OFFICES = Offices([YOUTH, HEALTH, NETWORK, JOBS, PSYCHOLOGY, "Schulamt, Sitz A", "Schulamt, Sitz B"], ["Rechtsamt"])


@pytest.mark.parametrize(
    ("note", "office"),
    [
        ("An das Jugendamt: Bis wann?", YOUTH),
        ("An die Netzwerkstelle: Wer?", NETWORK),
        ("Gesundheitsamt: Ab wann?", HEALTH),
        ("Rechtsamt: Bitte prüfen.", "Rechtsamt"),
    ],
)
def test_a_note_goes_to_whom_it_addresses_without_the_words_that_say_so(note: str, office: str) -> None:
    assert OFFICES.addressee(note, responsible="Amt") == Addressed(office, note.partition(": ")[2])


@pytest.mark.parametrize(
    ("note", "office"),
    [
        ("An die Netzwerkstelle, erster Punkt von allen: Wer?", NETWORK),
        ("An das Jobcenter und das Jugendamt: Was gilt?", JOBS),
        ("An das Standesamt: Bitte prüfen.", "Standesamt"),
        # a heading of one's own is no office, and a short name two offices share is none of them
        ("Zu klären: Was gilt?", "Amt"),
        ("Schulamt: Was gilt?", "Amt"),
        # named in the text, also in the genitive; the first counts
        ("Die Zahl des Jugendamts stimmt nicht, sagt das Gesundheitsamt.", YOUTH),
        ("Das Landesjugendamt weiß mehr.", "Amt"),
        ("Was gilt?", "Amt"),
    ],
)
def test_else_to_whom_it_names_or_to_the_office_of_its_chapter_word_for_word(note: str, office: str) -> None:
    assert OFFICES.addressee(note, responsible="Amt") == Addressed(office, note)


def test_the_option_counts_where_it_is_an_office_and_not_where_it_is_a_signature() -> None:
    assert OFFICES.addressee("Was gilt?", asked="Jugendamt", responsible="Amt").office == YOUTH
    assert OFFICES.addressee("Was gilt?", asked="AB", responsible="Netzwerkstelle").office == NETWORK


def test_an_office_nobody_has_entered_is_known_from_the_notes_that_address_it() -> None:
    notes = ["An das Rechtsamt: Wer?", "An die Stelle für Datenschutz, bitte bald: Wer?", "Rechtsamt: Wer?"]
    assert addressed_in(notes) == {"Rechtsamt", "Stelle für Datenschutz"}


def test_what_is_entered_already_is_not_known_a_second_time_under_a_shorter_name() -> None:
    offices = Offices([JOBS], ["Jobcenter", "Jobcenter und das Jugendamt"])
    assert offices.addressee("An das Jobcenter: Wann?").office == JOBS
    assert offices.addressee("An das Jobcenter und das Jugendamt: Wann?").office == JOBS


def test_without_any_office_nobody_is_meant() -> None:
    assert Offices([]).addressee("Was gilt?") == Addressed("", "Was gilt?")


@pytest.mark.parametrize(
    "also",
    [
        NETWORK,
        "Netzwerkstelle",
        "Netzwerkstelle „Schulerfolg“",
        'Netzwerkstelle "Schulerfolg für Musterstadt"',
        "Netzwerkstelle  „Schulerfolg für Musterstadt“",
    ],
)
def test_an_office_entered_in_a_second_file_stays_one_office_whatever_form_its_name_has_there(also: str) -> None:
    offices = Offices([YOUTH, NETWORK], also=[YOUTH, also])
    for words in (NETWORK, "Netzwerkstelle", also):
        assert offices.named(words) == NETWORK
    assert offices.addressee("An die Netzwerkstelle: Wer?", responsible=NETWORK).office == NETWORK
    assert offices.addressee("Was gilt?", responsible=also).office == NETWORK


@pytest.mark.parametrize(
    ("names", "also"),
    [
        ([YOUTH], "Hort"),
        (["Schulamt, Sitz A"], "Schulamt, Sitz B"),
        (["Schulamt, Sitz A", "Schulamt, Sitz B"], "Schulamt"),
    ],
)
def test_what_is_no_name_of_exactly_one_office_is_an_office_of_its_own(names: list[str], also: str) -> None:
    offices = Offices(names, also=[also])
    assert offices.named(also) == also
    assert [offices.named(name) for name in names] == names


def test_an_office_is_known_by_its_identifier_too_but_not_in_the_middle_of_a_note() -> None:
    offices = Offices([YOUTH, NETWORK], identifiers={"netzwerkstelle": NETWORK})
    assert offices.named("netzwerkstelle") == NETWORK
    assert offices.addressee("Die netzwerkstelle fragt.", responsible=YOUTH).office == YOUTH
