"""Forms made from records: a field changes its own lines, mistakes stand at their fields, nobody loses a change."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from data.data_files import write_data
from ratgeber_tools.data.attestation import CONFIRMATION_KEYS
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.fields import SEEN_VALUE
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.persons import Person
from ratgeber_tools.data.picture_records import PictureRecord
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.record_edits import RecordFile, merged, new_mistakes, problems_in, with_new, with_values
from ratgeber_tools.data.record_fields import (
    RecordField,
    RecordFieldKind,
    Typed,
    fields_of,
    label_of_key,
    order_of,
    without_empty,
)
from ratgeber_tools.data.records import COLLECTIONS, MUNICIPALITY_FILE
from ratgeber_tools.data.yaml_tree import read_yaml
from thoroughness import examples

MODELS: tuple[type[BaseModel], ...] = (*(each.model for each in COLLECTIONS), Municipality, PictureRecord, Person)
GUIDE = Path(__file__).parents[1] / "guides" / "bausteine" / "daten"
MADE_UP = """\
# Fristen
anmeldefrist:   # die wichtigste
  titel: "Frist: Grundschule"   # kurz
  wert: 1. März
  # von der Stadt
  quellen:
    - titel: Stadt   # ohne Datum
      vertrauen: amtlich
      stand: 01.12.2026
    - titel: Land
      adresse: https://land.example/frist
      vertrauen: amtlich
  widersprueche:
    - aussage: 2. März
      quelle:
        titel: Zeitung
        vertrauen: Presse
      notiert_am: 01.11.2026
  zustaendig: amt
  hinweis: >
    zwei
    Zeilen
hort:
  titel: 'Hort'
  wert:
  zustaendig: amt
"""


@pytest.mark.parametrize("model", MODELS)
def test_every_value_of_a_record_has_a_field_with_a_name_of_its_own_or_of_the_pages(model: type[BaseModel]) -> None:
    def all_fields(fields: tuple[RecordField, ...]) -> Iterator[RecordField]:
        for each in fields:
            yield each
            yield from all_fields(each.parts)

    fields = fields_of(model)
    keys = set(order_of(model)) - set(CONFIRMATION_KEYS)
    assert {each.key for each in fields} == keys
    assert all(each.label and each.label != each.key for each in all_fields(fields))


def test_a_field_is_called_as_the_pages_call_it() -> None:
    assert label_of_key(ContactPoint, "opening_hours", "oeffnungszeiten")[0] == "Sprechzeiten"


# ---------------------------------------------------------------- any field of any record


@cache
def guide_file(name: str) -> str:
    return (GUIDE / name).read_bytes().decode("utf-8")


@cache
def guide_entries(name: str) -> tuple[str, ...]:
    return tuple(read_yaml(guide_file(name)).values)


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12).map(
    lambda words: " ".join(words.split())
)


def other_value(draw: Any, field: RecordField, now: Typed) -> Typed:
    """Return a value for a field that is not the one it has; what it may be does not matter here."""
    match field.kind:
        case RecordFieldKind.LINES | RecordFieldKind.NAMED_LIST | RecordFieldKind.GROUPS:
            assert isinstance(now, list)
            rows = list(now)
            if rows and draw(st.booleans()):
                at = draw(st.integers(0, len(rows) - 1))
                rows[at] = other_row(draw, field, rows[at])
            elif rows and draw(st.booleans()):
                del rows[draw(st.integers(0, len(rows) - 1))]
            else:
                rows.insert(draw(st.integers(0, len(rows))), other_row(draw, field, None))
            return [row for row in rows if without_empty(row) is not None]
        case RecordFieldKind.GROUP:
            return other_row(draw, field, now)
        case _:
            return draw(st.one_of(st.just(""), WORDS))  # type: ignore[no-any-return]


def other_row(draw: Any, field: RecordField, now: Typed | None) -> Typed:
    if not field.parts:
        return draw(WORDS)  # type: ignore[no-any-return]
    row = dict(now) if isinstance(now, dict) else {part.key: part.empty for part in field.parts}
    part = draw(st.sampled_from(field.parts))
    row[part.key] = other_value(draw, part, row[part.key])
    return row


@st.composite
def changes(draw: Any) -> tuple[str, RecordFile, dict[str, Typed], dict[str, Typed], str]:
    """A data file, made up or of a guide, a record in it, what it says and is to say, and the field that differs."""
    names = [
        "",
        MUNICIPALITY_FILE,
        *(each.file for each in COLLECTIONS if (GUIDE / each.file).is_file() and guide_entries(each.file)),
    ]
    name = draw(st.sampled_from(names))
    if name == MUNICIPALITY_FILE:
        text, place = guide_file(name), RecordFile(GUIDE / name, None, Municipality)
    elif name:
        model = next(each.model for each in COLLECTIONS if each.file == name)
        text, entry = guide_file(name), draw(st.sampled_from(guide_entries(name)))
        place = RecordFile(GUIDE / name, entry, model)
    else:
        text, place = MADE_UP, RecordFile(GUIDE / "fakten.yaml", draw(st.sampled_from(["anmeldefrist", "hort"])), Fact)
    said = place.said(text)
    assert said is not None
    field = draw(st.sampled_from(place.fields))
    return text, place, said, {**said, field.key: other_value(draw, field, said[field.key])}, field.key


def removed_lines(before: str, after: str) -> list[int]:
    """Return the numbers of lines of `before` that are not in `after`, from 1."""
    old, new = before.split("\n"), after.split("\n")
    found: list[int] = []
    for kind, i, j, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            found += range(i + 1, j + 1)
    return found


def span_of(text: str, place: RecordFile, key: str) -> tuple[int, int]:
    """Return where the lines of a field begin and where the next one's do; nothing for one that is not there."""
    lines = read_yaml(text).lines
    outer = () if place.entry is None else (place.entry,)
    first = lines.get((*outer, key))
    if first is None:
        return 0, 0
    after = [line for where, line in lines.items() if where and len(where) <= len(outer) + 1 and line > first]
    return first, min(after, default=len(text.split("\n")))


def unmarked(value: object) -> object:
    """Return sources without what says for which value they were seen."""
    if not isinstance(value, list):
        return value
    return [{k: v for k, v in row.items() if k != SEEN_VALUE} if isinstance(row, dict) else row for row in value]


@examples(100)
@given(changes())
def test_a_changed_field_changes_its_own_lines_and_nothing_else_that_is_said(
    change: tuple[str, RecordFile, dict[str, Typed], dict[str, Typed], str],
) -> None:
    text, place, before, wanted, key = change

    after = with_values(text, place, before, wanted)

    vouching = set(CONFIRMATION_KEYS)  # goes with what it was said of
    tree, now = read_yaml(text).values, read_yaml(after).values
    entry, entry_now = (tree, now) if place.entry is None else (tree[place.entry], now[place.entry])
    assert isinstance(entry, dict)
    assert isinstance(entry_now, dict)
    assert place.said(after) == wanted
    assert {k: v for k, v in now.items() if k != (place.entry or key)} == {
        k: v for k, v in tree.items() if k != (place.entry or key)
    }
    assert {k: unmarked(v) for k, v in entry_now.items() if k != key and k not in vouching} == {
        k: unmarked(v) for k, v in entry.items() if k != key and k not in vouching
    }
    comments = [line.strip() for line in text.split("\n") if line.lstrip().startswith("#")]
    kept = [line.strip() for line in after.split("\n")]
    assert [comment for comment in comments if comment not in kept] == []
    own = {line for each in (key, *vouching) for line in range(*span_of(text, place, each))}
    own |= {line for line in range(*span_of(text, place, "quellen")) if "[{" in text.split("\n")[line - 1]}
    assert [line for line in removed_lines(text, after) if line not in own] == []


# ---------------------------------------------------------------- what is wrong, and where


def fact(folder: Path) -> tuple[RecordFile, str, dict[str, Typed]]:
    path = write_data(folder, fakten=MADE_UP) / "fakten.yaml"
    place = RecordFile(path, "anmeldefrist", Fact)
    said = place.said(MADE_UP)
    assert said is not None
    return place, MADE_UP, said


def test_each_mistake_stands_at_its_field_in_words_without_keys(tmp_path: Path) -> None:
    place, _, said = fact(tmp_path)
    sources = said["quellen"]
    assert isinstance(sources, list)
    assert isinstance(sources[0], dict)
    assert isinstance(sources[1], dict)
    wrong: dict[str, Typed] = {
        **said,
        "titel": "",
        "gueltig_bis": "31.02.2027",
        "quellen": [{**sources[0], "titel": ""}, {**sources[1], "vertrauen": "gut", "adresse": "land.example"}],
    }
    record, problems = problems_in(wrong, Fact, "anmeldefrist")
    assert record is None
    assert problems == {
        "titel": ["Das fehlt hier noch."],
        "gueltig_bis": ["„31.02.2027“ ist kein Datum, das es gibt. Schreiben Sie zum Beispiel 24.11.2026."],
        "quellen.0.titel": ["Das fehlt hier noch."],
        "quellen.1.vertrauen": [
            "„gut“ geht bei „Quellen, Eintrag 2, Woher“ nicht; möglich sind: amtlich, amtlich andernorts, "
            "Einrichtung, Presse, sekundär, abgeleitet."
        ],
        "quellen.1.adresse": ["„land.example“ ist keine Internetadresse. Sie beginnt mit https:// oder http://."],
    }
    assert place.said(MADE_UP) == said


def test_what_does_not_fit_the_other_records_stands_at_its_field(tmp_path: Path) -> None:
    place, text, said = fact(tmp_path)
    known = load_records(place.path.parent)
    broken = with_values(text, place, said, {**said, "zustaendig": "anderes-amt", "quellen": []})
    assert new_mistakes(broken, place, known) == {
        "zustaendig": ["„anderes-amt“ bei „Zuständig“ steht nicht unter den Einträgen der Art „Anlaufstelle“."],
        "quellen": ["Es fehlt „Quellen“: Woher stammt der Wert?"],
    }


def test_what_was_wrong_before_keeps_nobody_from_changing_something_else(tmp_path: Path) -> None:
    place, text, said = fact(tmp_path)
    path = write_data(tmp_path, fakten=text, termine="x:\n  titel: X\n  art: Frist\n") / "fakten.yaml"
    changed = with_values(text, place, said, {**said, "wert": "2. März"})
    assert new_mistakes(changed, place, load_records(path.parent)) == {}


# ---------------------------------------------------------------- two at one record


def test_two_who_change_different_fields_are_both_right(tmp_path: Path) -> None:
    place, _, base = fact(tmp_path)
    found = merged(place.fields, base, {**base, "wert": "2. März"}, {**base, "einheit": "Tage"})
    assert (found.values["wert"], found.values["einheit"]) == ("2. März", "Tage")
    assert (found.meanwhile, found.conflicts) == (("Einheit",), {})


def test_two_who_change_one_field_differently_are_asked(tmp_path: Path) -> None:
    place, _, base = fact(tmp_path)
    found = merged(place.fields, base, {**base, "wert": "2. März"}, {**base, "wert": "3. März"})
    assert (found.values["wert"], found.conflicts) == ("2. März", {"wert": "3. März"})


def test_two_who_add_lines_to_one_list_at_different_places_are_both_right(tmp_path: Path) -> None:
    place, _, base = fact(tmp_path)
    sources = base["quellen"]
    assert isinstance(sources, list)
    first: Typed = {"titel": "Erste", "vertrauen": "Presse"}
    last: Typed = {"titel": "Letzte", "vertrauen": "Presse"}
    mine: dict[str, Typed] = {**base, "quellen": [first, *sources]}
    found = merged(place.fields, base, mine, {**base, "quellen": [*sources, last]})
    assert found.values["quellen"] == [first, *sources, last]
    assert found.conflicts == {}


def test_two_who_change_parts_of_one_group_are_both_right() -> None:
    fields = fields_of(Municipality)
    base = {each.key: each.empty for each in fields}
    imprint = base["impressum"]
    assert isinstance(imprint, dict)
    mine: dict[str, Typed] = {**base, "impressum": {**imprint, "server": "Rechenzentrum"}}
    now: dict[str, Typed] = {**base, "impressum": {**imprint, "auflage": "500"}}
    found = merged(fields, base, mine, now)
    assert found.values["impressum"] == {**imprint, "server": "Rechenzentrum", "auflage": "500"}
    clash = merged(fields, base, mine, {**base, "impressum": {**imprint, "server": "Firma"}})
    assert clash.conflicts == {"impressum.server": "Firma"}


# ---------------------------------------------------------------- who vouched for what

CONFIRMED = MADE_UP.replace("  zustaendig: amt\n  hinweis", "  zustaendig: amt\n  bestaetigt_durch: amt\n"
                            "  bestaetigt_am: 20.11.2026\n  pruefungen: [x]\n  hinweis")  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value", "stays"),
    [
        ("wert", "2. März", False),
        ("gueltig_bis", "31.12.2030", False),
        ("zustaendig", "", False),
        ("hinweis", "Bitte lesen.", True),
        ("quellen", [], True),
    ],
)
def test_an_office_vouches_for_the_words_it_saw_and_the_end_it_named(
    tmp_path: Path, field: str, value: Typed, stays: bool
) -> None:
    text = CONFIRMED.replace("  pruefungen: [x]\n", "")
    place, _, _ = fact(tmp_path)
    said = place.said(text)
    assert said is not None
    changed = with_values(text, place, said, {**said, field: value})
    assert ("bestaetigt_am: 20.11.2026" in changed) is stays


def test_a_new_record_reads_back_as_it_was_typed(tmp_path: Path) -> None:
    place, text, _ = fact(tmp_path)
    new = RecordFile(place.path, "hort-frist", Fact)
    values = {each.key: each.empty for each in new.fields}
    values |= {"titel": "Frist: Hort", "wert": "1. Mai", "zustaendig": "amt"}
    values["quellen"] = [{"titel": "Stadt", "vertrauen": "amtlich", "adresse": "", "stand": "", "gesehen_am": ""}]
    after = with_new(text, new, values)
    assert new.said(after) == values
    assert after.startswith(text)
    assert after.removeprefix(text).split("\n")[:3] == ["", "hort-frist:", '  titel: "Frist: Hort"']
