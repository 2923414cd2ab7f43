"""What is old: just the units whose German words have changed since, by no date and no flag."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from merging import bases
from ratgeber_tools import document as doc
from ratgeber_tools.guide.chapters import parse_chapter
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import Catalogue, TranslationEntry, TranslationState
from ratgeber_tools.languages.units import TranslationUnit, document_units, units_of
from ratgeber_tools.outline import lay_out
from thoroughness import examples

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\nkurz:\n  - Melden Sie Ihr Kind an.\n---\n\n"


def units(text: str) -> tuple[TranslationUnit, ...]:
    return units_of(parse_chapter(HEAD + text, path=Path("hort.md"), name="hort"))


def entry(unit: TranslationUnit) -> TranslationEntry:
    german = unit.german
    return TranslationEntry(
        quelle=unit.key,
        deutsch=german.text,
        text=german.text,
        stand=TranslationState.CHECKED,
        stellen=german.signatures,
    )


def catalogue(of: tuple[TranslationUnit, ...]) -> Catalogue:
    entries = {unit.key: entry(unit) for unit in of}
    return Catalogue("uk", "hort", tuple(entries.values()))


def described(found: tuple[UnitStanding, ...]) -> list[tuple[str, str]]:
    return [
        (standing.unit.german.plain, "alt" if standing.is_old else "da" if standing.entry else "fehlt")
        for standing in found
    ]


TEXT = "# Hort\n\nDer Hort hat ab 6 Uhr offen.\n\n- Melden Sie sich an.\n- Bringen Sie Essen mit.\n"


def test_nothing_is_old_while_nothing_has_changed() -> None:
    found = standings(units(TEXT), catalogue(units(TEXT)))
    assert {state for _, state in described(found)} == {"da"}
    assert all(standing.is_checked for standing in found)


def test_a_changed_sentence_is_old_and_its_neighbours_are_not() -> None:
    changed = units(TEXT.replace("Essen mit", "Essen und Trinken mit"))
    found = standings(changed, catalogue(units(TEXT)))
    assert [words for words, state in described(found) if state == "alt"] == ["Bringen Sie Essen und Trinken mit."]
    [old] = [standing for standing in found if standing.is_old]
    assert old.entry is not None
    assert old.entry.german == "Bringen Sie Essen mit."


def test_a_new_sentence_is_missing_not_old() -> None:
    found = standings(units(TEXT + "- Sagen Sie, wer Ihr Kind abholt.\n"), catalogue(units(TEXT)))
    assert [words for words, state in described(found) if state != "da"] == ["Sagen Sie, wer Ihr Kind abholt."]
    assert described(found)[-1][1] == "fehlt"


def test_a_sentence_that_moved_is_not_old() -> None:
    lines = TEXT.split("\n")
    lines[4], lines[5] = lines[5], lines[4]
    found = standings(units("\n".join(lines)), catalogue(units(TEXT)))
    assert {state for _, state in described(found)} == {"da"}


def test_what_a_record_says_makes_nothing_old() -> None:
    before = units("# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` im Monat.\n")
    after = units("# Hort\n\nDer Hort kostet {fakt}`hort-gebuehr` im Monat.\n")
    assert {state for _, state in described(standings(after, catalogue(before)))} == {"da"}


def test_an_old_translation_is_shown_only_while_numbers_and_places_are_the_same() -> None:
    known = catalogue(units(TEXT))
    [reworded] = [s for s in standings(units(TEXT.replace("hat ab 6", "hat schon ab 6")), known) if s.is_old]
    [later] = [s for s in standings(units(TEXT.replace("ab 6", "ab 7")), known) if s.is_old]
    assert reworded.may_be_shown
    assert not later.may_be_shown


def test_an_old_translation_with_another_record_in_it_is_not_shown() -> None:
    before = units("# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` im Monat.\n")
    after = units("# Hort\n\nDer Hort kostet jetzt {fakt}`essen-beitrag` im Monat.\n")
    [old] = [standing for standing in standings(after, catalogue(before)) if standing.is_old]
    assert not old.may_be_shown


def test_words_found_to_mean_the_same_are_not_old() -> None:
    known = catalogue(units(TEXT))
    changed = units(TEXT.replace("Bringen Sie", "Geben Sie"))
    [old] = [standing for standing in standings(changed, known) if standing.is_old]
    same = {"quelle": old.unit.key, "deutsch": old.unit.german.text, "von": "Schulamt", "am": "30.11.2026"}
    entries = tuple(
        TranslationEntry.model_validate({**each.model_dump(by_alias=True), "auch": (same,)})
        if old.entry is not None and each.key == old.entry.key
        else each
        for each in known.entries
    )
    found = standings(changed, replace(known, entries=entries))
    assert {state for _, state in described(found)} == {"da"}


@examples(25)
@given(bases(), st.integers(0, 2**32))
def test_of_random_edits_just_those_of_words_make_old(base: doc.Document, seed: int) -> None:
    before = tuple(document_units(lay_out(base)))
    chance = random.Random(seed)
    chosen = {unit.key for unit in before if chance.random() < 0.2}
    after = tuple(_with_a_word_more(before, chosen, chance))
    found = standings(after, catalogue(before))
    assert [standing.is_old for standing in found] == [unit.key in chosen for unit in before]
    assert all(standing.entry is not None for standing in found)
    assert all(standing.entry.key == unit.key for standing, unit in zip(found, before, strict=True) if standing.entry)


def _with_a_word_more(
    before: tuple[TranslationUnit, ...], chosen: set[str], chance: random.Random
) -> Iterator[TranslationUnit]:  # fmt: skip
    for at, unit in enumerate(before):
        if unit.key not in chosen:
            yield unit
            continue
        text = unit.german.text
        place = chance.choice([0, len(text)])
        yield replace(unit, german=replace(unit.german, text=f"{text[:place]} neu{at}x {text[place:]}".strip()))
