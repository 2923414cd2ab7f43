from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.prose.comparison import Mark, SentenceChange, SentencePiece, compare_sentences

ONE, TWO, THREE = "Eins ist hier.", "Die Frist ist der 1. März.", "Drei kommt dann."


def test_what_stays_is_no_change() -> None:
    assert compare_sentences([ONE, TWO], [ONE, TWO]) == ()


def test_a_changed_sentence_is_one_change_with_its_words_marked() -> None:
    (change,) = compare_sentences([ONE, TWO], [ONE, "Die Frist ist der 15. März."])
    assert change.pieces() == (
        SentencePiece(Mark.KEPT, "Die Frist ist der"),
        SentencePiece(Mark.REMOVED, "1."),
        SentencePiece(Mark.ADDED, "15."),
        SentencePiece(Mark.KEPT, "März."),
    )


def test_another_sentence_in_the_same_place_is_one_gone_and_one_come() -> None:
    assert set(compare_sentences([ONE], [TWO])) == {SentenceChange("", TWO), SentenceChange(ONE, "")}


def test_a_sentence_that_only_moved_is_no_change() -> None:
    assert compare_sentences([ONE, TWO, THREE], [THREE, ONE, TWO]) == ()


def test_of_a_sentence_that_stood_twice_one_may_go() -> None:
    assert compare_sentences([ONE, TWO, ONE], [TWO, ONE]) == (SentenceChange(ONE, ""),)


def test_a_new_sentence_before_a_changed_one_does_not_take_its_place() -> None:
    found = compare_sentences([TWO], [ONE, "Die Frist ist der 2. März."])
    assert found == (SentenceChange("", ONE), SentenceChange(TWO, "Die Frist ist der 2. März."))


_SENTENCES = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4).map(" ".join), max_size=8)


@given(old=_SENTENCES, new=_SENTENCES)
def test_the_changes_are_exactly_the_difference_of_the_two_texts(old: list[str], new: list[str]) -> None:
    changes = compare_sentences(old, new)
    gone = Counter(change.old for change in changes if change.old)
    come = Counter(change.new for change in changes if change.new)
    assert Counter(old) - gone + come == Counter(new)
    assert all(change.old != change.new for change in changes)


@given(old=_SENTENCES, new=_SENTENCES)
def test_the_pieces_give_both_sentences_back(old: list[str], new: list[str]) -> None:
    for change in compare_sentences(old, new):
        pieces = change.pieces()
        assert " ".join(piece.words for piece in pieces if piece.mark is not Mark.ADDED) == change.old
        assert " ".join(piece.words for piece in pieces if piece.mark is not Mark.REMOVED) == change.new
