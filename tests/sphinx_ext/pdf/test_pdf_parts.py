"""The small pure modules: lengths, column widths, extent, addresses, formulas, index."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.sphinx_ext.pdf.column_widths import CHARACTERS_PER_LINE, lay_out
from ratgeber_tools.sphinx_ext.pdf.extent import lines_at_the_end, lines_of
from ratgeber_tools.sphinx_ext.pdf.figures import typst_length
from ratgeber_tools.sphinx_ext.pdf.formulas import UnknownTexError, to_typst
from ratgeber_tools.sphinx_ext.pdf.index_entries import Index, sort_key
from ratgeber_tools.sphinx_ext.pdf.references import printed_address

# ------------------------------------------------------------------------------------------------------- lengths


@pytest.mark.parametrize(
    ("written", "typst"),
    [("50%", "50%"), ("8cm", "8cm"), ("80mm", "80mm"), ("100px", "75pt"), ("100", "75pt"), ("1.5 em", "1.5em")],
)
def test_a_length_is_told_in_typsts_words(written: str, typst: str) -> None:
    assert typst_length(written) == typst


@pytest.mark.parametrize("written", ["", "breit", "10 Fuß", "-3cm", "1e3px", '1pt"'])
def test_what_is_no_length_is_refused(written: str) -> None:
    assert typst_length(written) is None


# ------------------------------------------------------------------------------------------------- column widths


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    layout = lay_out([["Schullaufbahnerklärung", "x"], ["ein langer Satz, der umbrechen darf " * 5, "y"], ["z", "7 €"]])
    assert layout.fractions[0] >= len("Schullaufbahnerklärung")
    assert not layout.hyphenate
    assert layout.density == 0


def test_columns_whose_words_do_not_fit_get_smaller_type() -> None:
    assert lay_out([["Schuleingangsphase"]] * 4).density > 0


def test_a_word_longer_than_its_column_may_be_hyphenated() -> None:
    assert lay_out([["Zuständigkeitsbereich"]] * 6).hyphenate


def test_the_authors_widths_count_as_long_as_words_stay_whole() -> None:
    first, second = lay_out([["a"], ["b"]], wanted=[20, 80]).fractions
    assert second == pytest.approx(4 * first)


def test_one_long_word_breaks_before_short_columns_suffer() -> None:
    layout = lay_out([["Schulentwicklungsplanung" * 2], *[["Montag"]] * 7])
    assert layout.hyphenate
    assert layout.fits
    assert min(layout.fractions) >= len("Montag")


@pytest.mark.parametrize(("columns", "fits"), [(8, True), (40, False)])
def test_a_table_of_forty_columns_does_not_fit(columns: int, fits: bool) -> None:
    assert lay_out([["Wochentag"]] * columns).fits is fits


@given(st.lists(st.lists(st.text(max_size=40), max_size=5), min_size=1, max_size=12))
def test_every_column_gets_room_and_the_whole_stays_within_the_line(columns: list[list[str]]) -> None:
    layout = lay_out(columns)
    assert len(layout.fractions) == len(columns)
    assert all(fraction > 0 for fraction in layout.fractions)
    assert sum(layout.fractions) <= CHARACTERS_PER_LINE[layout.density] + 0.1


# -------------------------------------------------------------------------------------------------------- extent


def test_extent_counts_lines_breaks_and_rows() -> None:
    long = nodes.paragraph("", "x" * 130)
    broken = nodes.paragraph("", "", nodes.Text("a"), nodes.raw("", "<br />\n", format="html"), nodes.Text("b"))
    row = nodes.row("", nodes.entry("", nodes.paragraph("", "x" * 80)), nodes.entry("", nodes.paragraph("", "y")))
    assert [lines_of(node) for node in (long, broken, row)] == [3, 2, 4]


# ----------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("uri", "text", "shown"),
    [
        ("https://www.stadt.example/", "die Stadt", "stadt.example"),
        ("https://stadt.example/schule", "Schule", "stadt.example/schule"),
        ("https://stadt.example", "https://stadt.example", None),
        ("https://stadt.example", "auf stadt.example", None),
        ("https://stadt.example/ein/sehr/langer/pfad/zu/einer/seite", "Seite", None),
        ("https://stadt.example/?seite=3", "Seite", None),
        ("mailto:schule@stadt.example?subject=Hallo", "Schreiben Sie", "schule@stadt.example"),
        ("mailto:schule@stadt.example", "schule@stadt.example", None),
        ("tel:+4934012345", "0340 12345", None),
        ("tel:+4934012345", "Rufen Sie an", "+4934012345"),
    ],
)
def test_an_address_is_printed_only_where_the_words_do_not_say_it_and_it_is_short(
    uri: str, text: str, shown: str | None
) -> None:
    assert printed_address(uri, text) == shown


# ------------------------------------------------------------------------------------------------------ formulas


@pytest.mark.parametrize(
    "tex", [r"\begin{matrix}", r"\unknown", "x^", "{x", "x}", r"\frac{1}", r"\text{a", "a & b", "x_^2", r"\left"]
)
def test_tex_outside_the_subset_is_refused_and_never_guessed(tex: str) -> None:
    if tex == r"\left":  # a delimiter that is left out is TeX's own "none"
        assert to_typst(tex) == "{}"
        return
    with pytest.raises(UnknownTexError):
        to_typst(tex)


def test_power_and_index_of_the_same_base_come_together() -> None:
    assert to_typst("x_1^2").count("math.attach") == 1


# --------------------------------------------------------------------------------------------------------- index


def test_the_index_sorts_umlauts_as_their_vowels_and_eszett_as_double_s() -> None:
    words = ["Zeugnis", "Ärztin", "Abitur", "Arzt", "Straße", "Strasse", "Übergang", "Ufer"]
    assert sorted(words, key=sort_key) == [
        "Abitur", "Arzt", "Ärztin", "Strasse", "Straße", "Übergang", "Ufer", "Zeugnis",
    ]  # fmt: skip


def test_the_index_groups_by_letter_with_signs_first() -> None:
    index = Index()
    for word in ("Österreich", "Ort", "§ 13a", "1. März"):
        index.add(word, "a")
    assert [(letter, [word for word, _ in entries]) for letter, entries in index.groups()] == [
        ("#", ["1. März", "§ 13a"]),
        ("O", ["Ort", "Österreich"]),
    ]


def test_the_same_place_counts_once() -> None:
    index = Index()
    index.add("Hort", "a")
    index.add("Hort", "a")
    assert index.groups() == [("H", [("Hort", ["a"])])]


def entry_of(lines: int) -> nodes.list_item:
    return nodes.list_item("", *(nodes.paragraph("", "Wort") for _ in range(lines)))


@pytest.mark.parametrize(
    ("lengths", "together"),
    [
        ([1, 1, 1], 0),
        ([6, 6], 0),
        ([7, 6], 10),
        ([3, 3, 3], 6),
        ([1, 2, 40], 5),
        ([40, 40, 40], 15),
        ([12], 0),
        ([13], 3),
    ],
)
def test_a_short_list_is_not_torn_and_of_a_long_one_two_items_stay_together(lengths: list[int], together: int) -> None:
    assert lines_at_the_end([entry_of(lines) for lines in lengths]) == together
