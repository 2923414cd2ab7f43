"""“Gibt es nicht” in place of a value: nothing is missing, and parents read it where they would look for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.absence import says_none
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.grades import said_digest
from ratgeber_tools.data.loading import LoadResult, load_records
from ratgeber_tools.data.places import ContactPoint, School
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.fields import is_complete, lines_of, missing_in, vital_gaps
from ratgeber_tools.data.queries import MunicipalityQuery
from ratgeber_tools.data.record_fields import fields_of
from ratgeber_tools.data.school_queries import SocialWorkQuery
from ratgeber_tools.data.social_work import SocialWorkSite
from ratgeber_tools.data.states import State, state_of

TODAY = date(2026, 12, 1)
CONFIRMED = "  zustaendig: amt\n  bestaetigt_durch: amt\n  bestaetigt_am: 24.11.2026\n"
PUBLIC = {"edition": Edition.PUBLIC, "today": TODAY}


def loaded(folder: Path, **files: str) -> LoadResult:
    return load_records(write_data(folder, **files))


@pytest.mark.parametrize("typed", ["gibt es nicht", "Gibt es nicht.", " gibt  es hier nicht", ["gibt es nicht"]])
def test_the_words_are_understood_as_people_write_them(typed: object) -> None:
    assert says_none(typed)


@pytest.mark.parametrize("typed", ["", "nein", "gibt es nicht mehr lange", ["gibt es nicht", "Englisch"]])
def test_other_words_are_a_value_like_any(typed: object) -> None:
    assert not says_none(typed)


def test_an_office_without_a_phone_lacks_nothing_and_says_so_where_its_number_would_stand(tmp_path: Path) -> None:
    rat = "rat:\n  name: Elternrat\n  art: Vertretung\n  telefon: gibt es nicht\n  fax: gibt es nicht\n" + CONFIRMED
    result = loaded(tmp_path, anlaufstellen="amt:\n  name: Amt\n  art: Amt\n" + CONFIRMED + rat)
    assert result.findings == ()
    council = result.records.contacts["rat"]
    assert (council.phone, vital_gaps(council)) == (None, ())
    assert "Telefon" not in missing_in(council)
    told = {line.label: line.words for line in lines_of(council, View(result.records, **PUBLIC).disclose(council))}
    assert told == {"Telefon": ("gibt es hier nicht",)}  # nobody looks for a fax


def test_a_fact_of_which_there_is_none_is_known_and_confirmed_like_another(tmp_path: Path) -> None:
    plan = "plan:\n  titel: Plan der Schulwege\n  wert: gibt es nicht\n"
    assert state_of(loaded(tmp_path / "a", fakten=plan).records.facts["plan"], TODAY) is State.UNCONFIRMED
    result = loaded(tmp_path / "b", fakten=plan + CONFIRMED)
    fact = result.records.facts["plan"]
    assert (state_of(fact, TODAY), fact.value_with_unit) == (State.CONFIRMED, "gibt es nicht")
    assert result.findings == ()  # what there is not needs no source


def test_a_school_can_say_that_it_has_no_social_work(tmp_path: Path) -> None:
    schools = "".join(f"{name}:\n  name: {name}\n  schulform: Grundschule\n" for name in ("nord", "sued"))
    site = "nord:\n  schule: nord\n  schulsozialarbeit: gibt es nicht\n" + CONFIRMED
    records = loaded(tmp_path, schulen=schools, schulsozialarbeit=site).records
    answer = SocialWorkQuery().answer(View(records, **PUBLIC))
    assert [shown.school.record.name for shown in answer.open_schools] == ["sued"]
    assert [shown.site.record.is_none for shown in answer.sites] == [True]
    assert missing_in(records.social_work["nord"]) == ()


def test_a_day_that_does_not_come_is_no_open_question(tmp_path: Path) -> None:
    days = "frei:\n  titel: Bewegliche Ferientage\n  art: Ferien\n  von: gibt es nicht\n"
    entry = loaded(tmp_path, termine=days).records.appointments["frei"]
    assert (entry.is_known, entry.has_days, entry.period) == (True, False, "gibt es nicht")


def test_the_town_can_say_it_of_a_line_of_its_imprint(tmp_path: Path) -> None:
    records = loaded(tmp_path, kommune="impressum:\n  umsatzsteuer_nummer: gibt es nicht\n").records
    assert MunicipalityQuery("umsatzsteuer_nummer").answer(View(records, **PUBLIC)) == "gibt es nicht"


def test_what_a_record_cannot_do_without_has_to_be_there(tmp_path: Path) -> None:
    result = loaded(tmp_path, anlaufstellen="a:\n  name: A\n  art: gibt es nicht\n")
    assert ["„gibt es nicht“ geht bei „art“ nicht" in finding.text for finding in result.findings] == [True]


def test_it_counts_as_an_answer_for_the_pages_of_a_school(tmp_path: Path) -> None:
    asked = ("email", "web", "oeffnungszeiten", "barrierefreiheit", "sprachen", "bildungsgaenge", "fremdsprachen")
    school = "nord:\n  name: Nord\n  schulform: Grundschule\n  strasse: Weg 1\n  telefon: 0340 1\n" + CONFIRMED
    bare, told = (
        loaded(tmp_path / name, schulen=school + more).records
        for name, more in (("leer", ""), ("voll", "".join(f"  {key}: gibt es nicht\n" for key in asked)))
    )
    is_whole = [
        is_complete(each.schools["nord"], View(each, **PUBLIC).disclose(each.schools["nord"])) for each in (bare, told)
    ]
    assert is_whole == [False, True]


def test_a_check_made_before_there_was_the_word_still_holds_and_one_made_before_it_was_said_does_not() -> None:
    bare = {"@kennung": "a", "name": "A", "art": "Amt"}
    digest = said_digest(ContactPoint.model_validate(bare))
    assert digest == "8fe86b76"
    assert said_digest(ContactPoint.model_validate(bare | {"telefon": "gibt es nicht"})) != digest


@pytest.mark.parametrize("model", [ContactPoint, School, SocialWorkSite, Appointment])
def test_the_forms_offer_it_for_what_may_be_empty_and_not_for_who_stands_by_it(model: type) -> None:
    fields = {field.key: field for field in fields_of(model)}
    assert any(field.may_lack for field in fields.values())
    assert not any(field.may_lack for field in fields.values() if field.is_required)
    assert not any(fields[key].may_lack for key in ("zustaendig", "gueltig_bis", "quellen", "hinweis"))


def test_lines_without_the_word_stay_as_they_were(tmp_path: Path) -> None:
    records = loaded(tmp_path).records
    office = records.contacts["amt"]
    lines = tuple(lines_of(office, View(records, Edition.WORKING, TODAY).disclose(office)))
    assert lines == (said.Line("Telefon", (said.Phone("0340 204-2040"),), is_brief=True),)
