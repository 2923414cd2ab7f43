"""What every reader keeps and every writer relies on: normalised inlines, plain text, reading order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.document import (
    BulletList,
    Cell,
    Code,
    CrossReference,
    Emphasis,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListItem,
    NoteReference,
    Paragraph,
    Row,
    Strikethrough,
    Strong,
    Superscript,
    Table,
    Text,
    iterate_blocks,
    normalise_inlines,
    plain_text,
)

texts = st.builds(Text, st.text(alphabet="ab \u00a0\n", max_size=4))
inlines: st.SearchStrategy[Inline] = st.recursive(
    st.one_of(texts, st.builds(LineBreak), st.builds(Code, st.sampled_from(["", "x"]))),
    lambda inner: st.one_of(
        *(st.builds(kind, st.lists(inner, max_size=3).map(tuple)) for kind in (Strong, Emphasis, Strikethrough)),
        st.builds(Link, st.just("tel:1"), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


def test_neighbouring_texts_and_equal_marks_are_joined() -> None:
    assert normalise_inlines([Text("a"), Text("b"), Strong((Text("c"),)), Strong((Text("d"),))]) == (
        Text("ab"),
        Strong((Text("cd"),)),
    )


def test_white_space_at_the_edge_of_a_mark_moves_out_of_it() -> None:
    assert normalise_inlines([Text("a"), Strong((Text(" b "),)), Text("c")]) == (
        Text("a "),
        Strong((Text("b"),)),
        Text(" c"),
    )


def test_a_mark_around_nothing_but_a_blank_leaves_the_blank() -> None:
    assert normalise_inlines([Text("a"), Emphasis((Text(" "),)), Text("b")]) == (Text("a b"),)


def test_a_mark_inside_the_same_mark_says_it_once() -> None:
    assert normalise_inlines([Strong((Text("a"), Emphasis((Strong((Text("b"),)),))))]) == (
        Strong((Text("a"), Emphasis((Text("b"),)))),
    )


def test_line_breaks_and_blanks_at_the_ends_of_a_block_are_cut() -> None:
    assert normalise_inlines([LineBreak(), Text(" a "), LineBreak()]) == (Text("a"),)


def test_a_link_without_words_disappears() -> None:
    assert normalise_inlines([Text("a"), Link("tel:110", ())]) == (Text("a"),)


def test_a_reference_without_words_stays_for_it_shows_its_targets_own() -> None:
    references = (CrossReference("ziel", ()), Text(" "), Link("kapitel.md", ()))
    assert normalise_inlines(references) == references


def test_blanks_beside_a_line_break_are_cut() -> None:
    assert normalise_inlines([Strong((Text("a "),)), LineBreak(), Text(" "), Text(" b")]) == (
        Strong((Text("a"),)),
        LineBreak(),
        Text("b"),
    )


@given(st.lists(inlines, max_size=5))
def test_normalising_loses_no_visible_character(given_inlines: list[Inline]) -> None:
    before = "".join(plain_text(given_inlines).replace("\n", " ").split())
    assert "".join(plain_text(normalise_inlines(given_inlines)).split()) == before


@given(st.lists(inlines, max_size=5))
def test_normalising_twice_changes_nothing_more(given_inlines: list[Inline]) -> None:
    once = normalise_inlines(given_inlines)
    assert normalise_inlines(once) == once


def test_plain_text_shows_a_break_as_a_blank_and_skips_pictures_and_note_marks() -> None:
    shown = [
        Text("a"),
        LineBreak(),
        Image("x.png", "Bild"),
        CrossReference("ziel", (Strong((Text("b"),)),)),
        Superscript("2"),
        NoteReference("1"),
    ]
    assert plain_text(shown) == "a b2"


def test_blocks_are_iterated_in_reading_order_into_lists_and_cells() -> None:
    first, second, third = (Paragraph((Text(word),)) for word in ("eins", "zwei", "drei"))
    items = BulletList((ListItem((first,)),))
    table = Table((Row((Cell((second,)), Cell((third,)))),))
    heading = Heading(1, (Text("Titel"),))
    assert list(iterate_blocks((heading, items, table))) == [heading, items, first, table, second, third]


def test_where_a_block_came_from_does_not_make_it_different() -> None:
    from ratgeber_tools.document import LineRange

    assert Paragraph((Text("a"),), lines=LineRange(1, 2)) == Paragraph((Text("a"),))
