"""A merge is counted through: what no rule explains is named for somebody to compare."""

from __future__ import annotations

from ratgeber_tools.document import Document
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.roundtrip.merge.audit import audit


def read(text: str) -> Document:
    return myst.read(text).document


BASE = read("Der Hort ist offen. Die Kita auch.\n\nEin Satz.\n")


def test_a_sound_merge_raises_no_doubt() -> None:
    ours = read("Der Hort ist lange offen. Die Kita auch.\n\nEin Satz.\n")
    theirs = read("Der Hort ist offen. Die Kita auch.\n\nNoch ein Satz.\n")
    assert list(audit(BASE, ours, theirs, merge(BASE, ours, theirs).document)) == []


def test_words_that_come_back_are_named_with_their_sentence() -> None:
    ours = read("Der Hort ist offen.\n\nEin Satz.\n")
    assert list(audit(BASE, ours, BASE, BASE)) == [
        "Bitte vergleichen: „Die Kita auch.“ steht im Ergebnis, obwohl eine Seite davon etwas gestrichen hat."
    ]


def test_words_that_are_missing_are_named_with_their_sentence() -> None:
    theirs = read("Der Hort ist offen. Die Kita auch.\n\nEin Satz.\n\nGanz neu hier.\n")
    assert list(audit(BASE, BASE, theirs, BASE)) == [
        "Bitte vergleichen: „Ganz neu hier.“ steht im Ergebnis nicht mehr vollständig."
    ]


def test_words_of_a_conflict_are_no_doubt() -> None:
    ours = read("Der Hort ist immer offen. Die Kita auch.\n\nEin Satz.\n")
    theirs = read("Der Hort ist selten offen. Die Kita auch.\n\nEin Satz.\n")
    result = merge(BASE, ours, theirs)
    assert result.conflicts == 1
    assert result.notices == ()


def test_words_outside_sentences_are_named_too() -> None:
    base = read("```{abbildung} weg.png\n:alt: Ein langer Weg\n```\n")
    ours = read("```{abbildung} weg.png\n:alt: Ein Weg\n```\n")
    assert list(audit(base, ours, base, base)) == [
        "Bitte vergleichen: „langer“ steht im Ergebnis, obwohl eine Seite davon etwas gestrichen hat."
    ]
