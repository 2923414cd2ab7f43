"""Chapters in Einfache Sprache know the sentences they rest on, so that exactly what has changed makes them old."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.guide.chapters import Chapter, parse_chapter
from ratgeber_tools.languages.plain import (
    OldSentence,
    german_sentences,
    held_beside,
    kept_sentences,
    old_sections,
    old_sentences,
    original_of,
)

HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\n"
GERMAN = """# Anmeldung

Sie melden Ihr Kind in der Grundschule an. Bringen Sie die Geburtsurkunde mit.

Der Hort kostet {fakt}`hort-beitrag` im Monat.

:::{redaktionsnotiz}
Wer weiß das?
:::
"""
PLAIN = """# Mein Kind anmelden

## Wo?

Gehen Sie in die Grundschule.

## Was nehme ich mit?

Nehmen Sie die Geburtsurkunde mit.
"""


def original(text: str = GERMAN) -> Chapter:
    return parse_chapter(f"{HEAD}---\n\n{text}", path=Path("anmeldung.md"), name="schulanfang/anmeldung")


def plain(text: str | None = None, name: str = "sprachen/de-einfach/anmeldung") -> Chapter:
    typed = f"{HEAD}zu: schulanfang/anmeldung\n---\n\n{PLAIN}" if text is None else text
    return parse_chapter(typed, path=Path("einfach.md"), name=name)


def compared() -> Chapter:
    return plain(held_beside(plain(), original()))


def old_after(before: str, now: str) -> tuple[OldSentence, ...]:
    assert before in GERMAN
    return old_sentences(compared(), original(GERMAN.replace(before, now)))


def test_a_chapter_in_the_folder_says_in_its_head_what_it_puts_in_plainer_words() -> None:
    assert original_of(plain()) == "schulanfang/anmeldung"
    assert original_of(plain(name="schulanfang/einfach")) == ""


def test_the_head_keeps_every_sentence_parents_read_and_the_text_stays_as_it_is() -> None:
    kept = [sentence.words for sentence in kept_sentences(compared())]
    assert kept == [
        "Anmeldung", "Sie melden Ihr Kind in der Grundschule an.", "Bringen Sie die Geburtsurkunde mit.",
        "Der Hort kostet im Monat.",
    ]  # fmt: skip
    assert "\n".join(compared().lines).endswith(PLAIN)


def test_what_has_just_been_compared_is_not_old() -> None:
    assert old_sentences(compared(), original()) == ()


def test_a_changed_sentence_is_old_alone_and_named_where_it_is_said() -> None:
    (old,) = old_after("Bringen Sie die Geburtsurkunde mit.", "Bringen Sie die Geburtsurkunde und den Impfpass mit.")
    assert (old.before, old.now) == (
        "Bringen Sie die Geburtsurkunde mit.", "Bringen Sie die Geburtsurkunde und den Impfpass mit.",
    )  # fmt: skip
    assert old.place is not None
    assert old.place.words == "Nehmen Sie die Geburtsurkunde mit."
    assert compared().lines[old.place.line - 1] == old.place.words
    assert old_sections([old]) == ("Was nehme ich mit?",)


def test_another_sentence_of_the_same_paragraph_stays_valid() -> None:
    (old,) = old_after("Sie melden Ihr Kind in der Grundschule an.", "Sie melden Ihr Kind in der Schule an.")
    assert old.before == "Sie melden Ihr Kind in der Grundschule an."


def test_a_changed_value_and_an_editors_note_make_nothing_old() -> None:
    assert old_after("hort-beitrag", "hortbeitrag") == ()
    assert old_after("Wer weiß das?", "Das ist geklärt.") == ()


def test_a_sentence_that_is_gone_and_one_that_is_new_are_told_apart() -> None:
    (gone,) = old_after("Bringen Sie die Geburtsurkunde mit.", "")
    assert (gone.before, gone.now) == ("Bringen Sie die Geburtsurkunde mit.", "")
    (new,) = old_after("# Anmeldung\n", "# Anmeldung\n\nDonnerstags ist geschlossen.\n")
    assert (new.before, new.now, new.place) == ("", "Donnerstags ist geschlossen.", None)


def test_without_anything_kept_nothing_can_be_old() -> None:
    assert old_sentences(plain(), original()) == ()


def test_holding_both_beside_each_other_again_settles_what_was_old() -> None:
    changed = original(GERMAN.replace("Geburtsurkunde", "Urkunde"))
    assert old_sentences(compared(), changed)
    assert old_sentences(plain(held_beside(compared(), changed)), changed) == ()


def test_a_sentence_has_the_same_key_wherever_it_stands_in_a_paragraph() -> None:
    first = original("# A\n\nZuerst {fakt}`x`. Der Hort kostet {fakt}`y` im Monat.\n")
    alone = original("# A\n\nDer Hort kostet {fakt}`y` im Monat.\n")
    assert german_sentences(first)[-1] == german_sentences(alone)[-1]
