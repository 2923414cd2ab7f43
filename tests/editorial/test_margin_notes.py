"""A note as people talk in it: in the margin of the desk, in Word and in git it is the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ratgeber_tools.document import Container, Document
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.margin_notes import (
    MarginNote,
    NoteAnswer,
    answer_lines,
    new_note,
    notes_in,
    read_note,
    state_line,
)
from ratgeber_tools.editorial.notes import addressed_by
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer

SCHOOL, YOUTH = "Schulamt", "Jugendamt"


def box(text: str) -> Container:
    (block,) = reader.read(text).document.blocks
    assert isinstance(block, Container)
    return block


def through_git(note: Container) -> Container:
    return box(writer.write(Document((note,))))


def test_a_note_is_a_comment_on_words_in_an_offices_name() -> None:
    note = new_note(SCHOOL, "hat  offen", "Bis wann?\n\nUnd freitags?", asked=YOUTH)
    assert writer.write(Document((note,))) == (
        ":::{redaktionsnotiz}\n:art: kommentar\n:von: Schulamt\n\n"
        "Kommentar zu „hat offen“: An das Jugendamt: Bis wann?\n\nUnd freitags?\n:::\n"
    )
    assert read_note(through_git(note)) == MarginNote(
        "kommentar", SCHOOL, "hat offen", "Jugendamt", ("Bis wann?", "Und freitags?")
    )


def test_answers_and_what_was_settled_are_read_back() -> None:
    note = new_note(SCHOOL, "offen", "Bis wann?")
    note = replace(note, blocks=(*note.blocks, *answer_lines(YOUTH, "Bis 17 Uhr.\nFreitags bis 15 Uhr.")))
    settled = replace(note, blocks=(*note.blocks, *state_line(SCHOOL, is_done=True)))
    again = replace(settled, blocks=(*settled.blocks, *state_line(YOUTH, is_done=False)))
    read = [read_note(through_git(each)) for each in (note, settled, again)]
    assert [each.is_done for each in read] == [False, True, False]
    assert {each.answers for each in read} == {(NoteAnswer(YOUTH, ("Bis 17 Uhr.", "Freitags bis 15 Uhr.")),)}
    assert len({each.key for each in read}) == 1


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Kommentar zu „Hort“, in Word als erledigt markiert: Stimmt das?", ("Hort", True)),
        ("Kommentar zu „der ‚Hort‘ hier“: Stimmt das?", ("der ‚Hort‘ hier", False)),
        ("Kommentar: Stimmt das?", ("", False)),
    ],
)
def test_a_comment_from_word_is_such_a_note(first: str, expected: tuple[str, bool]) -> None:
    note = read_note(box(f":::{{redaktionsnotiz}}\n:art: kommentar\n\n{first}\n:::\n"))
    assert (note.anchor, note.is_done) == expected
    assert note.words == ("Stimmt das?",)


def test_a_note_of_another_kind_says_whom_it_asks() -> None:
    note = read_note(box(":::{redaktionsnotiz}\n:art: offene Frage\n:von: Netzwerkstelle\n\nWelche Träger?\n:::\n"))
    assert (note.kind, note.office, note.asked, note.words) == (
        "offene Frage", "", "Netzwerkstelle", ("Welche Träger?",)
    )  # fmt: skip


def test_of_a_comment_not_its_author_is_to_answer_but_who_is_addressed_else_who_answers_for_the_chapter() -> None:
    offices = Offices([SCHOOL, YOUTH, "Gesundheitsamt"])
    for asked, expected in ((YOUTH, YOUTH), ("", "Gesundheitsamt")):
        note = read_note(new_note(SCHOOL, "Wort", "Bis wann?", asked=asked))
        assert addressed_by(note, "…", offices, "Gesundheitsamt").office == expected


def test_notes_are_found_wherever_they_stand() -> None:
    text = "- eins\n\n  :::{redaktionsnotiz}\n  Fehlt.\n  :::\n\n:::{tipp}\n::::{redaktionsnotiz}\nAuch.\n::::\n:::\n"
    assert [note.words for _, note in notes_in(reader.read(text).document.blocks)] == [("Fehlt.",), ("Auch.",)]
