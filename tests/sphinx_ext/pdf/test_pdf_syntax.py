from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from ratgeber_tools.sphinx_ext.pdf import syntax
from thoroughness import USUAL, examples

NO_FONTS = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)

SIGNS = (
    [
        '"',
        "\\",
        "#",
        "$",
        "*",
        "_",
        "`",
        "[",
        "]",
        "{",
        "}",
        "<a>",
        "@b",
        "//",
        "/*",
        "*/",
        "--",
        "~",
        "=",
        ";",
        "\\u{41}",
    ],
    ["\n", "\r\n", "\x00", "\x85", "\u2028", "\ufeff", "\u200b", "- ", "+ ", "/ ", "#let x = 1"],
)

#: Signs that mean something to Typst, alone and together, beside any other text.
NASTY = st.lists(
    st.one_of(
        st.sampled_from([*SIGNS[0], *SIGNS[1]]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    ),
    max_size=12,
).map("".join)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typst")


def evaluate(folder: Path, expression: str) -> object:
    """Return what Typst makes of `expression`, by way of its JSON."""
    main = folder / "main.typ"
    main.write_text(f"#metadata({expression})<it>\n", encoding="utf-8", newline="\n")
    compiler = typst.Compiler(str(main), root=str(folder), font_paths=NO_FONTS)
    return json.loads(compiler.query("<it>", field="value", one=True))


@examples(150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NASTY)
def test_any_text_comes_back_from_typst_as_it_went_in(folder: Path, text: str) -> None:
    assert evaluate(folder, syntax.string(text)) == text


@examples(100)
@given(texts=st.lists(NASTY, min_size=1, max_size=4))
def test_texts_side_by_side_neither_merge_into_markup_nor_lose_a_character(folder: Path, texts: list[str]) -> None:
    assert evaluate(folder, syntax.sequence(map(syntax.string, texts))) == "".join(texts)
    assert evaluate(folder, syntax.strings(texts)) == texts


@given(text=NASTY)
def test_an_expression_is_one_line_so_that_typsts_lines_lead_back_to_the_chapter(text: str) -> None:
    assert len(syntax.call("par", syntax.string(text), alt=syntax.words(text)).splitlines()) == 1


@examples(USUAL, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NASTY)
def test_running_text_keeps_all_but_ordinary_white_space(folder: Path, text: str) -> None:
    kept = evaluate(folder, syntax.words(text))
    assert isinstance(kept, str)
    drop_blanks = str.maketrans("", "", " \t\r\n\f\v")
    assert kept.translate(drop_blanks) == text.translate(drop_blanks)
    assert not set(kept) & set("\t\r\n\f\v")
    assert "  " not in kept


def test_a_no_break_space_stays() -> None:
    assert syntax.words("20\u00a0€") == '"20\u00a0€"'


def test_an_endless_word_may_end_a_line_and_an_ordinary_one_stays_whole() -> None:
    assert syntax.breakable("x" * 100) == "x" * 40 + "\u200b" + "x" * 40 + "\u200b" + "x" * 20
    longest = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"[:60]
    assert syntax.breakable(longest) == longest


def test_an_array_of_one_is_still_an_array(folder: Path) -> None:
    assert evaluate(folder, syntax.strings(["a"])) == ["a"]
    assert evaluate(folder, syntax.strings([])) == []


def test_an_empty_dictionary_is_not_an_empty_array(folder: Path) -> None:
    assert evaluate(folder, syntax.dictionary({})) == {}


def test_arguments_left_out_do_not_appear() -> None:
    assert syntax.call("f", '"x"', span_rows="2", caption=None) == 'f(span-rows:2,"x")'
