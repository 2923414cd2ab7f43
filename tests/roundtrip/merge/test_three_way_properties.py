"""Whatever two people do to one chapter: nothing of it is lost, nothing comes back, nothing is there twice.

`HYPOTHESIS_PROFILE=gruendlich` draws anew, and many more: with `HYPOTHESIS_FACTOR=100` ten thousand of each.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, note
from hypothesis import strategies as st

from merging import (
    INSIDE,
    bases,
    doubled_words,
    edits,
    lost_words,
    sentences_of,
    settled_and_disputed,
    versions,
    words_back,
    words_in,
)
from ratgeber_tools.document import Document
from ratgeber_tools.roundtrip.merge import Merge, merge
from ratgeber_tools.roundtrip.merge.boxes import identifiers_in, without_identifiers
from ratgeber_tools.writers.myst import write
from thoroughness import examples

_THOROUGH = examples(20, by_night=50, suppress_health_check=list(HealthCheck))
Versions = tuple[Document, Document, Document]


@pytest.fixture(params=[True, False], ids=["marks", "copied"], scope="module")
def by_lines(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def merged(drawn: Versions, by_lines: bool) -> Merge:
    result = merge(*drawn, by_lines=by_lines)
    for title, document in zip(("base", "ours", "theirs", "merged"), (*drawn, result.document), strict=True):
        note(f"---- {title}\n{write(document)}")
    return result


@_THOROUGH
@given(drawn=versions())
def test_every_word_a_side_put_in_or_both_kept_is_in_the_result(drawn: Versions, by_lines: bool) -> None:
    assert not lost_words(*drawn, merged(drawn, by_lines).document)


@_THOROUGH
@given(drawn=versions())
def test_every_deletion_is_carried_out_or_in_a_conflict(drawn: Versions, by_lines: bool) -> None:
    assert not words_back(*drawn, merged(drawn, by_lines).document)


@_THOROUGH
@given(drawn=versions())
def test_no_word_is_there_twice_but_in_a_conflict(drawn: Versions, by_lines: bool) -> None:
    assert not doubled_words(merged(drawn, by_lines).document)


@_THOROUGH
@given(drawn=versions())
def test_nothing_is_left_to_be_compared_by_hand(drawn: Versions, by_lines: bool) -> None:
    assert not any(notice.startswith("Bitte vergleichen") for notice in merged(drawn, by_lines).notices)


@_THOROUGH
@given(drawn=versions())
def test_every_target_of_ours_is_there_once(drawn: Versions, by_lines: bool) -> None:
    base, ours, theirs = drawn
    document = merged(drawn, by_lines).document
    found = Counter(name for name in identifiers_in(base.blocks) for _ in range(str(document).count(f"'{name}'")))
    assert all(count == 1 for count in found.values())
    assert identifiers_in(ours.blocks) & identifiers_in(theirs.blocks) <= set(found)


@_THOROUGH
@given(drawn=versions())
def test_a_sentence_nobody_wrote_is_reported(drawn: Versions, by_lines: bool) -> None:
    result = merged(drawn, by_lines)
    written = {sentence for version in drawn for sentence in sentences_of(version)}
    settled, _ = settled_and_disputed(result.document)
    for sentence in set(sentences_of(settled)) - written:
        assert any(sentence in reported for reported in result.mixed)


@_THOROUGH
@given(drawn=versions())
def test_the_same_file_a_second_time_changes_nothing(drawn: Versions, by_lines: bool) -> None:
    theirs = drawn[2]
    first = merged(drawn, by_lines).document
    assert merge(theirs, first, theirs, by_lines=by_lines).document == first  # what was read is the base by then


@_THOROUGH
@given(drawn=versions(), data=st.data())
def test_a_file_worked_on_further_brings_every_new_word_and_loses_none(
    drawn: Versions, data: st.DataObject, by_lines: bool
) -> None:
    theirs = drawn[2]
    later = data.draw(edits(theirs, "t9"))
    first = merged(drawn, by_lines).document
    second = merge(theirs, first, later, by_lines=by_lines).document
    note(f"---- later\n{write(later)}\n---- second\n{write(second)}")
    assert words_in(later) - words_in(theirs) <= words_in(second)
    assert words_in(first) & (words_in(later) | (words_in(first) - words_in(theirs))) <= words_in(second)


@_THOROUGH
@given(drawn=versions())
def test_what_one_side_alone_did_is_the_result(drawn: Versions, by_lines: bool) -> None:
    base, ours, theirs = drawn
    alone = merge(base, base, theirs, by_lines=by_lines).document
    assert (without_identifiers(alone.blocks), alone.notes) == (without_identifiers(theirs.blocks), theirs.notes)
    assert merge(base, ours, base, by_lines=by_lines).document == ours
    assert merge(base, ours, ours, by_lines=by_lines).document == ours


@st.composite
def apart(draw: st.DrawFn) -> tuple[Document, Document, Document, Document]:
    """A base, two versions whose edits are in different blocks, and one with both edits."""
    base = draw(bases())
    assume(len(base.blocks) > 1 and not base.notes)
    ours, theirs, both = [], [], []
    for number, block in enumerate(base.blocks):
        alone = Document((block,))
        mark = "ot"[draw(st.integers(0, 1))] + str(number) + "0"
        changed = draw(edits(alone, mark, INSIDE, most=2)).blocks
        ours += changed if mark[0] == "o" else (block,)
        theirs += changed if mark[0] == "t" else (block,)
        both += changed
    return base, Document(tuple(ours)), Document(tuple(theirs)), Document(tuple(both))


@_THOROUGH
@given(drawn=apart())
def test_edits_in_different_blocks_are_both_taken_without_a_word(
    drawn: tuple[Document, Document, Document, Document], by_lines: bool
) -> None:
    result = merged(drawn[:3], by_lines)
    assert (result.document, result.conflicts, result.mixed) == (drawn[3], 0, ())
