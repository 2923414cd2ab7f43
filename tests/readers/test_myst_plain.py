"""Plain passages are read at sight: always as the engine reads them, and most of a chapter is plain."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ratgeber_tools.document import Document, LineRange
from ratgeber_tools.readers.myst.blocks import read_document
from ratgeber_tools.readers.myst.parser import Parser
from ratgeber_tools.readers.myst.plain import PlainRuns
from ratgeber_tools.readers.myst.plain_rows import rows_at_sight
from ratgeber_tools.writers.myst import write
from strategies import documents
from thoroughness import examples

#: Signs in any order, those that mean nothing and those that do.
_SIGNS = ["ab", "Zäß", "ß1", "\u00a0", "…", *".,-–:!?()/'\"„“%+*_#|[]{}<>&`~\\=$@^", "**", "\u2029", "\u200b"]
_words = st.lists(st.sampled_from(["Wort", "die Anmeldung", "12", "12.", "e.", *_SIGNS]), max_size=6).map(" ".join)
_glued = st.lists(st.sampled_from(["Wort", "é", "3", " ", *_SIGNS]), min_size=1, max_size=8).map("".join)
_marked = st.builds(
    lambda before, sign, inner, after: f"{before}{sign}{inner}{sign}{after}",
    st.sampled_from(["", "Wort ", "Wort", "(", "a, "]),
    st.sampled_from(["*", "**", "***", "_"]),
    st.sampled_from(["fett", "fett und mehr", "fett.", "fett:", " fett", "fett ", "1. fett", "„fett“", "a*b"]),
    st.sampled_from(["", " Wort", "Wort", ", Wort", ". **noch** eins", ")", "*"]),
)
_lines = st.one_of(st.just("Ein Satz, wie er im Buche steht."), _words, _glued, _marked)
_openings = st.sampled_from(
    ["", "", "", "- ", "* ", "1. ", "7. ", "12) ", "# ", "### ", "> ", "  ", "    ", ": ", "| ", "[^1]: ", "(ziel)=",
     "%", "```", ":::", ":::{tipp}", "---", "<!--", "<div>", "+++", "{#id}", "{.k}", "[a]: b", "~ ", "$$", "- [ ] ",
     "| --- |"]
)  # fmt: skip
_any_passage = st.lists(st.builds(str.__add__, _openings, _lines), min_size=1, max_size=3).map("\n".join)
_lists = st.lists(
    st.builds(str.__add__, st.sampled_from(["- ", "- ", "  ", "1. ", "2. "]), _lines), min_size=1, max_size=4
)
_tables = st.builds(
    lambda rows: "\n".join(
        ["| " + " | ".join(rows[0]) + " |", "| --- | --- |"] + ["| " + " | ".join(r) + " |" for r in rows]
    ),
    st.lists(st.tuples(st.sampled_from(["", "a", "Zeit"]), _lines), min_size=1, max_size=3),
)
_list_tables = st.builds(
    lambda options, cells, end: "\n".join([":::{list-table}", *options, *cells, end]),
    st.sampled_from([[], [""], [":header-rows: 1", ""], [":header-rows: 0"], [":name: ziel", ":widths: 1 2", ""]]),
    st.lists(
        st.builds(
            str.__add__, st.sampled_from(["* - ", "* - ", "  - ", "  - ", "    ", "* -", "  -", "*", ""]), _lines
        ),
        max_size=5,
    ),
    st.sampled_from([":::", ":::", "\n:::", "::::", ""]),
)
_passages = st.one_of(_lines, _any_passage, _lists.map("\n".join), _tables, _list_tables)
_texts = st.builds(
    lambda passages, gaps: "".join(passage + gap for passage, gap in zip(passages, gaps, strict=False)),
    st.lists(_passages, min_size=1, max_size=5),
    st.lists(st.sampled_from(["\n\n", "\n\n", "\n\n", "\n\n\n", "\n", "\n \n", ""]), min_size=5, max_size=5),
)


def _lines_of(value: object) -> Iterator[object]:
    """Yield where every block in `value` says that it stands, which is no part of what makes two blocks equal."""
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from _lines_of(part)
    elif isinstance(value, dict):
        yield from _lines_of(tuple(value.values()))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield getattr(value, "lines", None)
        for field in dataclasses.fields(value):
            yield from _lines_of(getattr(value, field.name))


def _same(text: str) -> None:
    at_sight, by_engine = read_document(text), read_document(text, parser=Parser())
    assert at_sight == by_engine
    assert list(_lines_of(at_sight[0])) == list(_lines_of(by_engine[0]))


@given(_texts)
@example("Wort\n\n: Erklärung")
@example("Wort\n\n:")
@example("| a |\n| --- |\n| b |\n\n:::{tipp}\nc\n:::")
@example("**eins**\n\n- zwei\n\n**drei**")
@example("*\n\n- zwei\n\n+")
@example("- eins\n\n- zwei")
@example("- eins\n\n  noch dazu\n\n- zwei")
@example("Text:\n- eins\n\n- zwei")
@example(":::{tipp}\nEin Satz.\n\nNoch einer.\n:::\n\nDanach.")
@example("```\nEin Satz.\n\nNoch einer.")
@example(":::{list-table}\n\n* - a\n  -\n* -\n  - b\n    c\n:::")
@example(":::{list-table} Titel\n:header-rows: 1\n\n* - a\n\n  - b\n* - 12. c\n:::")
@example(":::{list-table}\n  - a\n* - b\n:::")
@example(":::{list-table}\n* -\n    a\n  - b\n:::\n\n:::{list-table}\n:::")
@example("- eins\n\n  :::{list-table}\n  * - a\n    - b\n  :::")
@example("---\nstatus: entwurf\n\nnotiz: a\n---\n\nText.")
@example("<!-- Ein Satz.\n\nNoch einer. -->\n\nDanach.")
@example("(ziel)=\n\nEin Satz.")
@example("{.klasse}\n\nEin **Satz**.")
@example("[^1]: Ein Satz.\n\n    Noch einer.\n\nDanach.")
@example("- 5--7 Jahre\n- 8--9 Jahre\n--- \n")
@example("a\u00a0\n\nb")
@example("Ein Satz.\u2028Noch einer.\n\nb\x0bc\n\nd\x85e")
@examples(250)
def test_a_text_says_at_sight_what_it_says_to_the_engine(text: str) -> None:
    _same(text)


@given(documents())
@examples(30)
def test_a_written_document_says_at_sight_what_it_says_to_the_engine(document: Document) -> None:
    _same(write(document))


@pytest.mark.parametrize(
    "text",
    [
        "Ein Satz.\nNoch einer, mit **fetten Wörtern** und *schrägen*.",
        "## Abschnitt 1.2",
        "Davor.\n\n- eins\n- zwei,\n  und mehr\n\nDanach.",
        "Davor.\n\n3. eins\n4. zwei\n\nDanach.",
        "| Tag | Zeit |\n| --- | --- |\n| Montag | 8 bis 12 Uhr |\n| Freitag |  |",
        "**Wichtig:** Bringen Sie den Bescheid mit.",
        "Bringen Sie das mit:\n**den Bescheid**\n\n- eins\n- zwei",
    ],
)
def test_what_chapters_are_made_of_needs_no_engine(text: str) -> None:
    _same(text)
    assert not set("".join(PlainRuns(text.split("\n")).masked.split())) - set("x#-1.")


def test_a_list_table_of_plain_words_needs_no_engine() -> None:
    rows = rows_at_sight(["", "* - **Tag**", "  - Zeit", "* - Montag", "    und Dienstag", "  -", ""], offset=7)
    assert rows is not None
    assert [[len(cell.blocks) for cell in row.cells] for row in rows] == [[1, 1], [1, 0]]
    assert rows[1].cells[0].blocks[0].lines == LineRange(10, 12)


@pytest.mark.parametrize(
    "line", ["* - [ ] a", "* - 1. a", "* - `a`", "* - a ", "* -  a", "- - a", "  - a", "    a", "*"]
)
def test_anything_else_in_a_list_table_is_left_to_the_engine(line: str) -> None:
    assert rows_at_sight([line], offset=0) is None


def test_a_box_behind_a_passage_is_no_definition_of_it() -> None:
    assert PlainRuns(["Ein Satz.", "", ":::{tipp}", "b", ":::"]).masked == "x\n\n:::{tipp}\nb\n:::"
