"""Catalogues are checked: what cannot be read, has no chapter, lost a place, was checked by its own maker."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import translations
from ratgeber_tools.guide import load
from ratgeber_tools.languages.units import key_of

GERMAN = "Der Hort kostet <1/> im Monat."
TEXT = "Група коштує <1/> на місяць."


def found(folder: Path, entry: str, place: str = "uk/hort") -> list[str]:
    """Return what is said of a catalogue with one entry."""
    (folder / "hort.md").write_text("# Hort\n\nDer Hort kostet {fakt}`hort-beitrag` im Monat.\n", encoding="utf-8")
    path = folder / "sprachen" / f"{place}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"sprache: uk\nkapitel: hort\nsaetze:\n{entry}", encoding="utf-8")
    return [f"{each.line or 0}: {each.text}" for each in translations.check(load(folder))]


def entry(*, text: str = TEXT, state: str = "geprüft", by: str = "Schulamt", checked_by: str = "Jugendamt") -> str:
    return (
        f"  - quelle: {key_of(GERMAN)!r}\n    deutsch: {GERMAN!r}\n    text: {text!r}\n    stand: {state}\n"
        f"    von: {by}\n    geprueft_von: {checked_by!r}\n    stellen:\n      - fakt hort-beitrag\n"
    )


def test_a_right_one_is_nothing_to_talk_about(tmp_path: Path) -> None:
    assert found(tmp_path, entry()) == []


@pytest.mark.parametrize(
    ("written", "place", "sentence"),
    [
        (entry(text="Група."), "uk/hort", "4: Die Stelle <1> fehlt: Dort steht eine Angabe, ein Verweis oder eine"),
        (entry(checked_by="Schulamt"), "uk/hort", "4: Schulamt hat diesen Satz übersetzt und selbst geprüft."),
        (entry(checked_by=""), "uk/hort", "4: Dieser Satz gilt als geprüft, aber es steht nicht da, von wem."),
        (entry(), "ukr/hort", "0: Eine Sprache „ukr“ kennt der Ratgeber nicht. Meinten Sie „uk“?"),
        (entry(), "uk/alt/hort", "0: Ein Kapitel „alt/hort“ gibt es nicht (mehr). Die Sätze stehen jetzt in „hort“:"),
        (entry(state="fertig"), "uk/hort", "7: stand"),
        ("  - [kaputt\n", "uk/hort", ""),
    ],
    ids=["place", "same office", "nobody", "language", "chapter", "state", "broken"],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, written: str, place: str, sentence: str) -> None:
    said = found(tmp_path, written, place)
    assert len(said) == 1, said
    assert sentence.partition(": ")[0] == said[0].partition(": ")[0] or not sentence
    assert sentence in said[0] or "stand" in sentence
