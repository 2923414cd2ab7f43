"""Two versions of a chapter, change by change: each sentence once, and the chapter with any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prosemirror.model import Node

from desk.desk_chapters import CHAPTER, read_chapter
from desk.hands import do_something
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.smallest_steps import says_same
from ratgeber_tools.desk.tracking.changes import ChangeKind, TrackedChanges, changes_between
from ratgeber_tools.document import iterate_blocks
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.alignment import texts_of
from ratgeber_tools.writers import myst as writer
from strategies import documents
from thoroughness import is_thorough


def node(text: str) -> Node:
    return as_node(read_chapter(text.encode()))


def between(before: str, after: str) -> TrackedChanges:
    return changes_between(node(before), node(after))


def said(changes: TrackedChanges, *numbers: int) -> str:
    return writer.write(document_of(changes.with_taken(dict.fromkeys(numbers)))).strip()


def words(changes: TrackedChanges) -> list[tuple[str, str]]:
    return [(change.before, change.after) for change in changes.items]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Er hat offen. Kommen Sie.", "Er hat heute offen. Kommen Sie.", [("Er hat offen.", "Er hat heute offen.")]),
        ("Eins. Zwei. Drei.", "Eins. Drei.", [("Zwei.", "")]),
        ("Eins. Drei.", "Eins. Zwei. Und. Drei.", [("", "Zwei."), ("", "Und.")]),
        ("Eins.", "Eins. Zwei.", [("", "Zwei.")]),
        ("Eins ist da. Zwei ist da.", "Eins ist weg. Zwei ist fort.",
         [("Eins ist da.", "Eins ist weg."), ("Zwei ist da.", "Zwei ist fort.")]),
        ("Eins.\n\nZwei.", "Eins.\n\nNeu.\n\nAuch.\n\nZwei.", [("", "Neu."), ("", "Auch.")]),
        ("- eins\n- zwei Hefte", "- eins\n- zwei neue Hefte\n- drei",
         [("zwei Hefte", "zwei neue Hefte"), ("", "drei")]),
    ],
)  # fmt: skip
def test_each_sentence_paragraph_and_item_is_a_change_of_its_own(
    before: str, after: str, expected: list[tuple[str, str]]
) -> None:
    assert words(between(before, after)) == expected


def test_a_paragraph_that_was_moved_is_one_change_and_never_there_twice() -> None:
    changes = between("Der erste hier.\n\nZwei da.\n\nDrei dort.", "Zwei da.\n\nDrei dort.\n\nDer erste hier.")
    (moved,) = changes.items
    assert moved.kind is ChangeKind.MOVED
    assert said(changes) == "Der erste hier.\n\nZwei da.\n\nDrei dort."


def test_a_paragraph_split_in_two_is_one_change() -> None:
    changes = between("Der erste Satz. Der zweite Satz.", "Der erste Satz.\n\nDer zweite Satz.")
    assert len(changes.items) == 1


def test_a_footnote_comes_with_its_sign() -> None:
    changes = between("Eins. Zwei.", "Eins.[^a] Zwei neu.\n\n[^a]: Fuß.")
    assert len(changes.items) == 2
    assert "Fuß." not in said(changes, 2)
    assert "Fuß." in said(changes, 1)


def test_a_column_of_a_table_comes_whole_and_a_row_alone() -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    assert len(between(table, "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n").items) == 1
    rows = between(table, f"{table}| 3 | 4 |\n| 5 | 6 |\n")
    assert words(rows) == [("", "3\n4"), ("", "5\n6")]


def test_a_text_made_a_heading_and_its_words_are_decided_apart() -> None:
    changes = between("Eins.\n\nZwei ist da.", "Eins.\n\n## Zwei war da.")
    assert [change.kind for change in changes.items] == [ChangeKind.LOOK, ChangeKind.WORDS]
    assert said(changes, 1).endswith("## Zwei ist da.")
    assert said(changes, 2).endswith("Zwei war da.")


def test_a_conflict_is_taken_whole() -> None:
    box = ":::{konflikt}\n**Im Ratgeber:**\n\nEins.\n\n**Aus Word:**\n\nZwei.\n:::\n"
    assert len(between(box, box.replace("Eins.", "Eins neu.").replace("Zwei.", "Zwei neu.")).items) == 1


def test_somebody_may_put_own_words_in_place_of_a_sentence() -> None:
    changes = between("Eins. Zwei. Drei.", "Eins. Zwo. Drei.")
    assert writer.write(document_of(changes.with_taken({1: "Beides."}))).strip() == "Eins.\nBeides.\nDrei."


def test_a_value_of_the_head_is_a_change_with_its_label() -> None:
    base = SCHEMA.node("doc", {"kurz": ["Eins."]}, [])
    changes = changes_between(base, SCHEMA.node("doc", {"kurz": ["Eins.", "Zwei."]}, []))
    (change,) = changes.items
    assert (change.kind, change.heading) == (ChangeKind.HEAD, "Das Wichtigste")
    assert changes.with_taken({1: None}).attrs["kurz"] == ["Eins.", "Zwei."]


def test_an_empty_paragraph_more_or_less_is_no_change() -> None:
    base = SCHEMA.node("doc", None, [SCHEMA.node("paragraph", None, [SCHEMA.text("Eins.")]), SCHEMA.node("paragraph")])
    assert changes_between(base, SCHEMA.node("doc", None, [base.child(0)])).items == ()


def test_the_heading_says_where_a_change_is() -> None:
    changes = between("# Hort\n\nEins.\n\n## Zeiten\n\nZwei.", "# Hort\n\nEins neu.\n\n## Zeiten\n\nZwei neu.")
    assert [change.heading for change in changes.items] == ["Hort", "Zeiten"]


# ---------------------------------------------------------------------------------------------------- at random


def edited(base: Node, chance: Random, deeds: int) -> Node:
    document = base
    for number in range(deeds):
        deed = do_something(document, chance, f"w{number:04}x")
        if deed is not None and deed.way is not None:
            document = deed.way.doc
    return document


def counted(document: Node) -> Counter[str]:
    read = document_of(document)
    blocks = [*read.blocks, *(block for note in read.notes.values() for block in note)]
    return Counter(_sentences(blocks))


def _sentences(blocks: list[object]) -> Iterator[str]:
    for block in iterate_blocks(blocks):  # type: ignore[arg-type]
        for text in texts_of(block):
            yield from filter(None, sentences.split(" ".join(text.split())))


@pytest.mark.parametrize("seed", range(300 if is_thorough() else 12))
def test_whatever_was_done_all_of_it_is_the_later_version_and_none_the_earlier(seed: int) -> None:
    chance = Random(seed)
    base = as_node(read_chapter(CHAPTER))
    theirs = edited(base, chance, 12)
    changes = changes_between(base, theirs)
    everything = [change.number for change in changes.items]
    assert document_of(changes.with_taken(dict.fromkeys(everything))) == document_of(theirs)
    assert says_same(changes.with_taken({}), base)
    some = changes.with_taken(dict.fromkeys(chance.sample(everything, len(everything) // 2)))
    some.check()
    one, other, now = counted(base), counted(theirs), counted(some)
    for sentence in one.keys() & other.keys():
        assert min(one[sentence], other[sentence]) <= now[sentence] <= max(one[sentence], other[sentence]), sentence


@given(documents(), documents(), st.randoms(use_true_random=False))
def test_any_two_chapters_can_be_compared(before: object, after: object, chance: Random) -> None:
    base, theirs = as_node(before), as_node(after)  # type: ignore[arg-type]
    changes = changes_between(base, theirs)
    everything = [change.number for change in changes.items]
    assert document_of(changes.with_taken(dict.fromkeys(everything))) == document_of(theirs)
    assert says_same(changes.with_taken({}), base)
    document_of(changes.with_taken(dict.fromkeys(each for each in everything if chance.random() < 0.5)))
