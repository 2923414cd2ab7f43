from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.press.content import Instruction, UnreadableContentError, elements, instructions, literal


def read(data: bytes) -> list[tuple[bytes, tuple[bytes, ...]]]:
    return [(each.operator, each.operands) for each in instructions(data)]


def test_operands_come_with_their_operator() -> None:
    assert read(b"q 1 0 0 -1 0 12.5 cm 0 0 0 1 k\n/F1 9 Tf") == [
        (b"q", ()),
        (b"cm", (b"1", b"0", b"0", b"-1", b"0", b"12.5")),
        (b"k", (b"0", b"0", b"0", b"1")),
        (b"Tf", (b"/F1", b"9")),
    ]


def test_operators_stand_without_blanks_between_other_tokens() -> None:
    assert read(b"/Span<</MCID 3>>BDC[(a)-7(b)]TJ/c0 cs") == [
        (b"BDC", (b"/Span", b"<<", b"/MCID", b"3", b">>")),
        (b"TJ", (b"[(a)-7(b)]",)),
        (b"cs", (b"/c0",)),
    ]


@pytest.mark.parametrize("shown", [b"[(a)-7(b)]", b"[(a(b)) -7 <62>]", b"[(a\\))-7.5(b)]", b"(a)"])
def test_what_is_shown_comes_apart_into_strings_and_numbers(shown: bytes) -> None:
    (instruction,) = instructions(shown + b"TJ")
    found = elements(instruction.operands)
    assert b"".join(found) == shown.replace(b" ", b"").strip(b"[]")


def test_nested_and_escaped_parentheses_belong_to_the_string() -> None:
    assert read(rb"(a(b)\)c)Tj") == [(b"Tj", (rb"(a(b)\)c)",))]
    assert literal(rb"(a(b)\)\101\n)") == b"a(b))A\n"


def test_an_inline_image_is_one_instruction() -> None:
    assert [each for each, _ in read(b"q BI /W 1 /H 1 /CS /RGB ID \x00\x01\x02 EI Q")] == [b"q", b"BI", b"Q"]


def test_a_place_leads_back_to_the_bytes() -> None:
    data = b"q  1 0 0 rg\nf"
    assert [data[each.start : each.end] for each in instructions(data)] == [b"q", b"1 0 0 rg", b"f"]


@pytest.mark.parametrize("data", [b"(open", b"BI /W 1", b"1 0 } k"])
def test_what_is_no_content_stream_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableContentError):
        list(instructions(data))


TOKENS = st.one_of(
    st.integers(-999, 999).map(lambda number: pikepdf.Object.parse(str(number).encode())),
    st.sampled_from(["/F1", "/Name"]).map(pikepdf.Name),
    st.binary(max_size=12).map(pikepdf.String),
)


@given(st.lists(st.tuples(st.lists(TOKENS, max_size=4), st.sampled_from(["Tj", "k", "re", "gs"])), max_size=6))
def test_another_reader_finds_the_same_operators_and_strings(given_: list[tuple[list[pikepdf.Object], str]]) -> None:
    data = pikepdf.unparse_content_stream([(operands, pikepdf.Operator(name)) for operands, name in given_])
    found: list[Instruction] = list(instructions(data))
    assert [each.operator.decode() for each in found] == [name for _, name in given_]
    for instruction, (operands, _) in zip(found, given_, strict=True):
        assert len(instruction.operands) == len(operands)
        for ours, theirs in zip(instruction.operands, operands, strict=True):
            if isinstance(theirs, pikepdf.String):
                assert literal(ours) == bytes(theirs)
