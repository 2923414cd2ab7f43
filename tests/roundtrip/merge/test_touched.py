"""Only what differs is merged, and the result is what a merge of the whole chapter gives."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given

from merging import versions
from ratgeber_tools.document import Document
from ratgeber_tools.readers import myst
from ratgeber_tools.roundtrip.merge import merge, three_way
from ratgeber_tools.roundtrip.merge.touched import touched
from thoroughness import examples

_CHAPTER = "\n\n".join(
    ["# Titel", *(f"Absatz {word} steht hier für alle." for word in ("eins", "zwei", "drei", "vier", "fünf", "sechs"))]
)


def read(*changes: tuple[str, str]) -> Document:
    text = _CHAPTER
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return myst.read(text + "\n").document


def stretches(ours: Document, theirs: Document) -> list[tuple[int, int, int, int]] | None:
    found = touched(read(), ours, theirs)
    return None if found is None else [(each.places, *map(len, (each.base, each.ours, each.theirs))) for each in found]


def test_paragraphs_changed_far_apart_are_stretches_of_their_own() -> None:
    assert stretches(read(("eins steht", "eins liegt")), read(("fünf steht", "fünf liegt"))) == [
        ((range(1, 2),), 1, 1, 1),
        ((range(5, 6),), 1, 1, 1),
    ]


def test_neighbours_are_one_stretch() -> None:
    assert stretches(read(("zwei steht", "zwei liegt")), read(("drei steht", "drei liegt"))) == [
        ((range(2, 4),), 2, 2, 2)
    ]


def test_what_was_put_in_is_looked_at_with_what_was_taken_out_and_a_seam_between() -> None:
    ours = read(("Absatz zwei", "Neu ist das.\n\nAbsatz zwei"), ("vier steht", "vier liegt"))
    theirs = read(("\n\nAbsatz sechs steht hier für alle.", ""))
    assert stretches(ours, theirs) == [((range(5, 6),), 1, 1, 1), ((range(2, 3), range(7, 8)), 2, 3, 1)]


def test_what_is_put_in_stays_before_the_paragraph_it_was_put_before() -> None:
    ours = read(("Absatz zwei", "Neu ist das.\n\nAbsatz zwei"))
    merged = merge(read(), ours, read(("Absatz fünf", "Neu ist jenes.\n\nAbsatz fünf")))
    assert merged.document == read(
        ("Absatz zwei", "Neu ist das.\n\nAbsatz zwei"), ("Absatz fünf", "Neu ist jenes.\n\nAbsatz fünf")
    )


def test_a_paragraph_moved_here_and_changed_there_is_changed_where_it_is_now() -> None:
    one, other = "Melden Sie Ihr Kind im Rathaus an.", "Hefte und Stifte kaufen Sie im Sommer."
    middle = "Die Mitte bleibt.\n\nUnd der Rest auch."
    base, ours, theirs, both = (
        myst.read("\n\n".join(("# Titel", *parts)) + "\n").document
        for parts in (
            (one, middle, other),
            (other, one, middle),
            (one, middle, other.replace("Sommer", "Herbst")),
            (other.replace("Sommer", "Herbst"), one, middle),
        )
    )
    (stretch,) = touched(base, ours, theirs) or ()
    assert stretch.places == (range(1, 2), range(5, 5))
    assert merge(base, ours, theirs).document == both


def test_where_footnotes_differ_the_whole_chapter_is_looked_at() -> None:
    noted = myst.read(f"{_CHAPTER} Mehr.[^1]\n\n[^1]: Eine Note.\n").document
    assert stretches(noted, read(("eins steht", "eins liegt"))) is None


@pytest.mark.parametrize("by_lines", [True, False], ids=["marks", "copied"])
@examples(60, suppress_health_check=list(HealthCheck))
@given(drawn=versions())
def test_in_stretches_or_as_a_whole_a_merge_is_the_same(
    drawn: tuple[Document, Document, Document], by_lines: bool
) -> None:
    # the only block of a stretch is known by its place, however it was written anew; in a chapter it is not
    assume(
        not any(
            len(each.base) == 1 and each.base[0] not in (*each.ours, *each.theirs) for each in touched(*drawn) or ()
        )
    )
    in_stretches = merge(*drawn, by_lines=by_lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(three_way, "touched", lambda *_: None)
        whole = merge(*drawn, by_lines=by_lines)
    assert in_stretches.document == whole.document
    assert in_stretches.conflicts == whole.conflicts
