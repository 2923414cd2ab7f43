"""A source vouches for the value it was seen for, and for no other; whoever changes one says where the new is from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.data_files import write_data
from ratgeber_tools.data.confirming import check, confirm
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.provenance import provenance_of
from ratgeber_tools.data.queries import RecordQuery
from ratgeber_tools.data.record_edits import RecordFile, with_new, with_values
from ratgeber_tools.data.record_fields import Typed, fields_of
from ratgeber_tools.data.records import COLLECTIONS, Key, Records
from ratgeber_tools.data.seen_values import source_mark
from ratgeber_tools.data.states import State, state_of
from ratgeber_tools.findings import Code

TODAY = date(2026, 11, 30)
SOURCE = """\
  zustaendig: amt
  quellen:
    - titel: Satzung   # im Netz
      adresse: https://stadt.example/satzung
      stand: 14.01.2026
      vertrauen: amtlich
"""
OFFICE = "amt:\n  name: Amt\n  art: Amt\n  telefon: 0340 1-0\n"
#: A record of every kind that a public edition shows by its source alone, and what of it is changed to what.
RECORDS = {
    "fakten": ("frist:\n  titel: Frist\n  wert: 1. März\n", {"wert": "2. April"}),
    "anlaufstellen": (OFFICE, {"telefon": "0340 2-0"}),
    "traeger": ("verein:\n  name: Verein\n  email: a@verein.example\n", {"email": "b@verein.example"}),
    "termine": ("tag:\n  titel: Tag\n  art: Frist\n  bis: 01.03.2027\n", {"bis": "02.03.2027"}),
    "schulen": ("linde:\n  name: Linde\n  schulform: Gymnasium\n  strasse: Weg 1\n", {"strasse": "Weg 2"}),
    "schulsozialarbeit": ("linde:\n  schule: linde\n  telefon: 0340 3-0\n", {"telefon": "0340 4-0"}),
    "foerderung": ("plus:\n  name: Plus\n  beschreibung: Geld\n", {"beschreibung": "Mehr Geld"}),
    "film": ("imagefilm:\n  name: Film\n  titel: Der Film\n", {"titel": "Ein Film"}),
    "ausstellung": ("wander:\n  name: Tafeln\n  beschreibung: Acht\n", {"beschreibung": "Neun"}),
}
KINDS = {Path(each.file).stem: each for each in COLLECTIONS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {stem: text + SOURCE for stem, (text, _) in RECORDS.items()}
    return write_data(tmp_path / "daten", **texts)


def place_of(folder: Path, stem: str) -> RecordFile:
    kind = KINDS[stem]
    return RecordFile(folder / kind.file, RECORDS[stem][0].partition(":")[0], kind.model)


def change(folder: Path, stem: str = "fakten", *, seen: bool = False, **typed: Typed) -> str:
    """Write a form with these values; return the file."""
    place = place_of(folder, stem)
    text = place.text()
    now = place.said(text)
    assert now is not None
    marks = [source_mark(row) for row in now["quellen"] if isinstance(row, dict)] if seen else []
    fresh = with_values(text, place, now, {**now, **typed}, seen=marks)
    place.path.write_text(fresh, encoding="utf-8")
    return fresh


def read(folder: Path) -> Records:
    return load_records(folder).records


def state(folder: Path, stem: str = "fakten") -> State:
    kind = KINDS[stem]
    record = getattr(read(folder), kind.name)[place_of(folder, stem).entry]
    return state_of(record, TODAY)


def new_source(**more: str) -> dict[str, Typed]:
    parts = next(each.parts for each in fields_of(Fact) if each.key == "quellen")
    row: dict[str, Typed] = {each.key: "" for each in parts}
    return (
        row
        | {
            "titel": "Amtsblatt",
            "adresse": "https://stadt.example/amtsblatt",
            "vertrauen": "amtlich",
            "gesehen_am": "30.11.2026",
        }
        | more
    )


@pytest.mark.parametrize("stem", RECORDS)
def test_a_changed_value_of_any_kind_of_record_does_not_inherit_its_source(folder: Path, stem: str) -> None:
    assert state(folder, stem) is State.EVIDENCED
    change(folder, stem, **RECORDS[stem][1])
    assert state(folder, stem) is State.UNCONFIRMED
    record = getattr(read(folder), KINDS[stem].name)[place_of(folder, stem).entry]
    assert not View(read(folder), Edition.PUBLIC, TODAY).disclose(record).is_shown
    assert record.sources  # it stays, for whoever looks there again


@pytest.mark.parametrize("stem", RECORDS)
def test_a_source_looked_at_again_vouches_for_the_new_value(folder: Path, stem: str) -> None:
    change(folder, stem, seen=True, **RECORDS[stem][1])
    assert state(folder, stem) is State.EVIDENCED


def test_only_the_lines_of_the_value_and_of_what_the_source_was_seen_for_change(folder: Path) -> None:
    before = place_of(folder, "fakten").text()
    lines = change(folder, wert="2. April").splitlines()
    kept = [line for line in lines if "gesehen_wert: " not in line]
    assert kept == before.replace("1. März", "2. April").splitlines()
    assert len(lines) == len(kept) + 1


def test_a_new_source_vouches_for_the_new_value_and_is_the_only_one_named(folder: Path) -> None:
    rows = place_of(folder, "fakten").said(place_of(folder, "fakten").text())
    assert rows is not None
    change(folder, wert="2. April", quellen=[*rows["quellen"], new_source()])
    assert state(folder) is State.EVIDENCED
    view = View(read(folder), Edition.PUBLIC, TODAY)
    assert [each.title for each in provenance_of([RecordQuery(("facts",), "frist")], view).sources] == ["Amtsblatt"]


def test_a_later_day_at_the_same_source_is_another_look(folder: Path) -> None:
    change(folder, wert="2. April")
    (row,) = load_records(folder).records.facts["frist"].sources
    assert row.seen_value
    change(folder, quellen=[new_source(titel="Satzung", adresse="https://stadt.example/satzung", stand="14.01.2026")])
    assert state(folder) is State.EVIDENCED


def test_the_old_value_has_its_source_again(folder: Path) -> None:
    change(folder, wert="2. April")
    change(folder, wert="1. März")
    assert state(folder) is State.EVIDENCED


def test_what_is_said_about_a_value_does_not_change_it(folder: Path) -> None:
    change(folder, hinweis="Bald neu.", gueltig_bis="31.12.2027")
    assert state(folder) is State.EVIDENCED
    assert "gesehen_wert" not in place_of(folder, "fakten").text()
    change(folder, "anlaufstellen", themen=["Kita"])
    assert state(folder, "anlaufstellen") is State.EVIDENCED


def test_a_value_changed_by_hand_after_a_look_does_not_inherit_it(folder: Path) -> None:
    change(folder, wert="2. April", seen=True)
    path = folder / "fakten.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2. April", "3. Mai"), encoding="utf-8")
    assert state(folder) is State.UNCONFIRMED


def test_a_look_of_one_and_a_new_value_of_another_merged_line_by_line_are_no_evidence(folder: Path) -> None:
    path = folder / "fakten.yaml"
    before = path.read_text(encoding="utf-8")
    change(folder, wert="2. April")
    path.write_text(before, encoding="utf-8")
    looked = change(folder, seen=True)
    path.write_text(looked.replace("1. März", "2. April"), encoding="utf-8")  # what git makes of both
    assert state(folder) is State.UNCONFIRMED


def test_a_record_made_by_a_form_says_for_which_value_its_sources_were_seen(folder: Path) -> None:
    place = RecordFile(folder / "fakten.yaml", "neu", Fact)
    values = {each.key: each.empty for each in fields_of(Fact)}
    values |= {"titel": "Neu", "wert": "5", "zustaendig": "amt", "quellen": [new_source()]}
    place.path.write_text(with_new(place.text(), place, values), encoding="utf-8")
    assert state_of(read(folder).facts["neu"], TODAY) is State.EVIDENCED
    place.path.write_text(place.text().replace('wert: "5"', "wert: 6").replace("wert: 5", "wert: 6"), encoding="utf-8")
    assert state_of(read(folder).facts["neu"], TODAY) is State.UNCONFIRMED


def test_one_office_that_looks_at_the_source_is_evidence_of_that_day(folder: Path) -> None:
    change(folder, wert="2. April")
    address = "https://stadt.example/satzung"
    check(read(folder), [Key("facts", "frist")], office="amt", address=address, day=TODAY, today=TODAY)
    assert state(folder) is State.EVIDENCED
    assert "gesehen_am: 30.11.2026" in place_of(folder, "fakten").text()


def test_a_value_changed_by_hand_is_not_what_its_office_has_confirmed(folder: Path) -> None:
    key, path = Key("facts", "frist"), folder / "fakten.yaml"
    confirm(read(folder), [key], office="amt", day=TODAY, today=TODAY)
    assert state(folder) is State.CONFIRMED
    path.write_text(path.read_text(encoding="utf-8").replace("1. März", "2. April"), encoding="utf-8")
    assert state(folder) is State.UNCONFIRMED  # nor is its source, which is older, of the new value
    assert [finding.code for finding in load_records(folder).findings] == [Code.DATA_NEW_VALUE]
    confirm(read(folder), [key], office="amt", day=TODAY, today=TODAY)
    assert state(folder) is State.CONFIRMED


def test_a_confirmation_and_a_new_value_merged_line_by_line_confirm_nothing(folder: Path) -> None:
    path = folder / "fakten.yaml"
    before = path.read_text(encoding="utf-8")
    changed = change(folder, wert="2. April")
    path.write_text(before, encoding="utf-8")
    confirm(read(folder), [Key("facts", "frist")], office="amt", day=TODAY, today=TODAY)
    vouched = path.read_text(encoding="utf-8").removeprefix(before)
    path.write_text(changed + vouched, encoding="utf-8")  # what git makes of both
    assert "bestaetigt_am" in path.read_text(encoding="utf-8")
    assert state(folder) is State.UNCONFIRMED


def test_a_confirmation_typed_by_hand_is_of_what_it_stands_with(folder: Path) -> None:
    path = folder / "fakten.yaml"
    typed = path.read_text(encoding="utf-8") + "  bestaetigt_durch: amt\n  bestaetigt_am: 30.11.2026\n"
    path.write_text(typed, encoding="utf-8")
    assert state(folder) is State.CONFIRMED


def test_a_phone_that_an_office_has_not_published_itself_is_not_shown(folder: Path) -> None:
    path = folder / "anlaufstellen.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("      stand: 14.01.2026\n", ""), encoding="utf-8")
    view = View(read(folder), Edition.PUBLIC, TODAY)
    assert view.disclose(view.records.contacts["amt"]).is_shown
    change(folder, "anlaufstellen", telefon="0340 9-9")
    view = View(read(folder), Edition.PUBLIC, TODAY)
    assert not view.disclose(view.records.contacts["amt"]).is_shown
    assert provenance_of([RecordQuery(("contacts",), "amt")], view).sources == ()


def test_check_names_a_new_value_until_somebody_looks_or_its_office_confirms(folder: Path) -> None:
    change(folder, wert="2. April")
    (finding,) = load_records(folder).findings
    assert finding.code is Code.DATA_NEW_VALUE
    assert "Neuer Wert, Quelle noch nicht angesehen." in finding.text
    assert "fakten pruefen frist --amt AMT --quelle https://stadt.example/satzung" in finding.text
    confirm(read(folder), [Key("facts", "frist")], office="amt", day=TODAY, today=TODAY)
    assert load_records(folder).findings == ()
    assert state(folder) is State.CONFIRMED


def test_a_digest_that_is_none_is_refused_in_a_sentence(folder: Path) -> None:
    path = folder / "fakten.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "      gesehen_wert: ja\n", encoding="utf-8")
    assert any("„ja“ ist kein Fingerabdruck" in finding.text for finding in load_records(folder).findings)
    assert state(folder) is State.UNCONFIRMED
