"""The lines of a chapter's head in a Word file: what a reviewer did to them, also to the one that names the chapter."""

from __future__ import annotations

from ratgeber_tools.roundtrip.heads import HeadEdit, edits_of

OPENER = "Aus dem Kopf des Kapitels schulanfang/hort:"
SENT = [OPENER, "Das Wichtigste:", "Der Hort kostet Geld.", "Fragen Sie früh.", "Quellen:", "Schulgesetz"]
OTHER = ["Aus dem Kopf des Kapitels schulanfang/geld:", "Das Wichtigste:", "Geld hilft."]


def edits(returned: list[str], sent: list[str] = SENT) -> tuple[HeadEdit, ...]:
    return edits_of("schulanfang/hort", sent, returned)


def test_what_nobody_touched_is_no_edit() -> None:
    assert edits(SENT) == ()


def test_a_changed_sentence_is_one_edit() -> None:
    returned = [line.replace("kostet", "kostet wenig") for line in SENT]
    assert edits(returned) == (HeadEdit("Der Hort kostet Geld.", "Der Hort kostet wenig Geld."),)


def test_a_word_in_the_line_that_names_the_chapter_is_kept_and_costs_no_other_line() -> None:
    returned = ["Aus Neu Kopf des Kapitels schulanfang/hort:", *SENT[1:]]
    assert edits(returned) == (HeadEdit(OPENER, returned[0]),)


def test_a_struck_opener_is_one_edit() -> None:
    assert edits(SENT[1:]) == ()


def test_lines_cut_off_altogether_are_no_edit() -> None:
    assert edits([]) == ()
    assert edits(["Etwas ganz anderes."]) == ()


def test_of_several_chapters_each_keeps_its_lines_though_an_opener_was_written_over() -> None:
    returned = [*SENT, "Aus dem Kopf Neu Kapitels schulanfang/geld:", *OTHER[1:]]
    assert edits(returned, [*SENT, *OTHER]) == ()
    changed = [OPENER.replace("dem", "Neu"), *SENT[1:3], "Fragen Sie spät.", *SENT[4:], *OTHER]
    assert edits(changed, [*SENT, *OTHER]) == (
        HeadEdit(OPENER, changed[0]),
        HeadEdit("Fragen Sie früh.", "Fragen Sie spät."),
    )
