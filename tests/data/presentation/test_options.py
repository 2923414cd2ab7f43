"""The options of a list: several words with commas, read whatever their capitals, what is wrong told and left out."""

from __future__ import annotations

from datetime import date

import pytest

from ratgeber_tools.data.places import ContactKind, School, SchoolForm
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.records import Records

SCHOOL = School.model_validate({"@kennung": "linden", "name": "Linden", "schulform": "Gymnasium", "stadtteil": "Mitte"})
RECORDS = Records(schools={"linden": SCHOOL})


def options(directive: str, **typed: str) -> ListOptions:
    return ListOptions(directive, typed, RECORDS, ("ziel", "wer"))


def test_words_are_read_whatever_their_capitals() -> None:
    read = options("schulverzeichnis", schulform="gymnasium, GRUNDSCHULE", stadtteil="mitte", schule="linden")
    chosen = read.school_filter()
    assert chosen.forms == {SchoolForm.GRAMMAR, SchoolForm.PRIMARY}
    assert (chosen.districts, chosen.schools) == ({"Mitte"}, {"linden"})
    assert list(read.problems()) == []


def test_an_option_means_what_its_list_is_about() -> None:
    assert options("anlaufstellen", art="amt").choices("art", ContactKind) == {ContactKind.OFFICE}
    assert options("termine", art="amt").known("art") == ()


def test_what_is_left_out_or_wrong_has_its_default() -> None:
    assert options("schulsozialarbeit").first("ansicht", "ausführlich") == "ausführlich"
    assert options("schulsozialarbeit", ansicht="lang").first("ansicht", "ausführlich") == "ausführlich"


@pytest.mark.parametrize(
    ("directive", "typed", "sentence"),
    [
        (
            "schulverzeichnis",
            {"schulform": "Gymnasum"},
            "„Gymnasum“ geht bei „:schulform:“ in {schulverzeichnis} nicht. Meinten Sie „Gymnasium“?",
        ),
        ("foerderung", {"teile": "zie"}, "„zie“ geht bei „:teile:“ in {foerderung} nicht. Meinten Sie „ziel“?"),
        ("termine", {"schuljahr": "2026"}, "„2026“ bei „:schuljahr:“ ist kein Schuljahr. Schreiben Sie 2026/27."),
        ("was-ist-wann-dran", {"klasse": "4, ²"}, "„²“ geht bei „:klasse:“ nicht: 1 bis 13."),
        (
            "was-ist-wann-dran",
            {"geboren": "30.06.2022 bis 01.07.2021"},
            "„30.06.2022 bis 01.07.2021“ bei „:geboren:“ geht nicht. Schreiben Sie 01.07.2021 bis 30.06.2022.",
        ),
    ],
)
def test_a_slip_is_one_sentence(directive: str, typed: dict[str, str], sentence: str) -> None:
    assert list(options(directive, **typed).problems()) == [sentence]


def test_birthdays_are_a_day_or_a_span() -> None:
    assert options("was-ist-wann-dran", geboren="01.07.2021").birthdays() == (date(2021, 7, 1), date(2021, 7, 1))
    span = options("was-ist-wann-dran", geboren="01.07.2021 bis 30.06.2022").birthdays()
    assert span == (date(2021, 7, 1), date(2022, 6, 30))
    assert options("was-ist-wann-dran", klasse="4, 99, ²").numbers("klasse") == (4,)
