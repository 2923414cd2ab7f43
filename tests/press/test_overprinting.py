from __future__ import annotations

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary
from screen_pages import form, page_of

from ratgeber_tools.press.content import instructions
from ratgeber_tools.press.overprinting import overprint_black_text, with_overprinting
from ratgeber_tools.press.painting import PaintKind, paints

BLACK, PETROL, PAPER = b"0 0 0 1 k ", b"1 0.3 0.45 0.35 k ", b"0 0 0 0 k "
TEXT = b"BT (x) Tj ET "


def overprints(content: bytes, resources: Dictionary | None = None, pdf: pikepdf.Pdf | None = None) -> list[bool]:
    pdf = page_of(content, resources, pdf=pdf)
    overprint_black_text(pdf)
    return [paint.overprints for paint in paints(pdf.pages[0])]


def test_black_text_overprints_and_coloured_or_white_text_does_not() -> None:
    assert overprints(BLACK + TEXT + PETROL + TEXT + PAPER + TEXT + BLACK + TEXT) == [True, False, False, True]


def test_dark_grey_and_rich_black_text_knocks_out() -> None:
    assert overprints(b"0 0 0 0.75 k " + TEXT + b"0.5 0 0 1 k " + TEXT) == [False, False]


def test_areas_and_lines_in_black_knock_out() -> None:
    assert overprints(BLACK + TEXT + b"0 0 9 9 re f 0 0 0 1 K 0 0 m 9 9 l S") == [True, False, False]


def test_nothing_is_set_between_a_path_and_its_painting() -> None:
    content = with_overprinting(BLACK + TEXT + b"0 0 m 9 9 l S q 0 0 9 9 re W n Q 0 0 9 9 re f")
    operators = [each.operator for each in instructions(content)]
    assert operators.count(b"gs") == 2
    at = len(operators) - 1 - operators[::-1].index(b"gs")
    assert operators[at + 1] == b"m"


def test_the_colour_follows_save_and_restore() -> None:
    assert overprints(BLACK + b"q " + PETROL + TEXT + b"Q " + TEXT) == [False, True]


def test_outlined_text_knocks_out() -> None:
    assert overprints(BLACK + b"BT 1 Tr (x) Tj 0 Tr (y) Tj ET") == [False, True]


def test_text_in_a_form_overprints_and_the_form_begins_without() -> None:
    pdf = pikepdf.new()
    inner = form(pdf, b"0 0 9 9 re f " + BLACK + TEXT)
    content = BLACK + TEXT + b"/A Do " + TEXT
    assert overprints(content, Dictionary(XObject=Dictionary(A=inner)), pdf) == [True, False, True, True]


def test_a_page_without_black_text_keeps_its_bytes() -> None:
    assert with_overprinting(PETROL + TEXT) == PETROL + TEXT


@given(st.lists(st.sampled_from([b"q ", b"Q ", BLACK, PETROL, TEXT, b"0 0 9 9 re f ", b"0 g "]), max_size=20))
def test_only_settings_are_added(parts: list[bytes]) -> None:
    before = b"".join(parts)
    added = [each.operands for each in instructions(with_overprinting(before)) if each.operator != b"gs"]
    assert added == [each.operands for each in instructions(before)]


@given(st.lists(st.sampled_from([b"q ", b"Q ", BLACK, PETROL, TEXT, b"0 0 9 9 re f "]), max_size=20))
def test_exactly_black_text_overprints_whatever_stands_around_it(parts: list[bytes]) -> None:
    pdf = page_of(b"".join(parts))
    overprint_black_text(pdf)
    for paint in paints(pdf.pages[0]):
        assert paint.overprints is (paint.kind is PaintKind.WORDS and paint.colour.values == (0, 0, 0, 1))
