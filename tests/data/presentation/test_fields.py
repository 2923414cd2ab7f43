"""The one table of fields: what the agenda says is missing, the fact sheet asks for, under the same name."""

from __future__ import annotations

from datetime import date

import pytest

from data.data_files import write_data
from guide.guides import HEAD, make_guide
from ratgeber_tools.data.grades import PROVENANCE_KEYS
from ratgeber_tools.data.places import ContactPoint, Operator, School
from ratgeber_tools.data.presentation.fields import FIELDS, missing_in
from ratgeber_tools.data.records import COLLECTIONS
from ratgeber_tools.data.social_work import SocialWorkSite
from ratgeber_tools.fact_sheets.sheets import sheet_for
from ratgeber_tools.guide import Guide
from ratgeber_tools.newsroom.open_points import open_points

TODAY = date(2026, 12, 1)
OFFICE = "amt:\n  name: Schulamt\n  art: Amt\n  zustaendig: amt\n"
#: An entry of each kind that says nothing but what it is.
BARE = {
    "schulen": "schule:\n  name: Schule\n  schulform: Grundschule\n  zustaendig: amt\n",
    "schulsozialarbeit": "stelle:\n  schule: schule\n  zustaendig: amt\n",
    "traeger": "verein:\n  name: Verein\n  zustaendig: amt\n",
    "film": "film:\n  name: Film\n  zustaendig: amt\n",
    "ausstellung": "schau:\n  name: Schau\n  zustaendig: amt\n",
}
#: Fields of the models that no line of their own says: they stand in the name or another field, or are not for parents.
SAID_OTHERWISE = {
    School: {"name", "street", "postcode", "town", "form", "form_note"},
    ContactPoint: {"name", "street", "postcode", "town", "district", "kind", "part_of", "topics"},
    Operator: {"name", "street", "postcode", "town", "district", "kind"},
    SocialWorkSite: {"school", "person", "offer"},
}


#: Of the entry as such: who stands by it, and since when.
@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    folder = tmp_path_factory.mktemp("ratgeber")
    write_data(folder / "daten", **{"anlaufstellen": OFFICE} | BARE)
    return make_guide(folder, kapitel=f"{HEAD}# Kapitel\n\nText.\n")


def test_what_the_agenda_says_an_office_owes_its_fact_sheet_asks_for(guide: Guide) -> None:
    owed = {
        point.origin: point.detail.partition("Es fehlt: ")[2].removesuffix(".")
        for point in open_points(guide, TODAY)
        if "Es fehlt: " in point.detail
    }
    asked = {
        line.partition("Das wissen wir nicht: ")[2]
        for section in sheet_for(guide, "amt", today=TODAY).sections
        for entry in section.entries
        for line in entry.lines
        if line.startswith("Das wissen wir nicht: ")
    }
    assert len(owed) == 5  # all but the operator, of which nothing is asked
    assert set(owed.values()) == asked
    assert (
        "Träger, Anschrift, Telefon, E-Mail, Internet, Sprechzeiten, Barrierefreiheit, Sprachen, "
        "Abschlüsse und Profile, Fremdsprachen, Ganztag, Hort, Tag der offenen Tür"
    ) in asked


@pytest.mark.parametrize("kind", FIELDS, ids=lambda kind: kind.__name__)
def test_every_field_of_a_record_is_in_the_table(kind: type[School]) -> None:
    fields = set(kind.model_fields) - PROVENANCE_KEYS - {"absent"} - SAID_OTHERWISE[kind]
    assert fields - {field.attribute for field in FIELDS[kind]} == set()
    assert all(hasattr(kind, field.attribute) or field.attribute in kind.model_fields for field in FIELDS[kind])


def test_a_kind_that_is_one_value_lacks_nothing(guide: Guide) -> None:
    lacking = {key.collection for key, record in guide.data.records.everything() if missing_in(record)}
    assert lacking == {"contacts", "schools", "social_work", "films", "exhibitions"}
    assert lacking <= {entry.name for entry in COLLECTIONS}
