"""A chapter's head: values, and every mistake in German with its line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ratgeber_tools import dialect
from ratgeber_tools.data.fields import Confidence
from ratgeber_tools.findings import Code
from ratgeber_tools.guide.front_matter import FrontMatter, Head, Status, read_head, without_head
from ratgeber_tools.readers import myst

PATH = Path("kapitel.md")
ENGLISH = re.compile(r"\b(?:input|should|valid|field|required|extra|permitted|expected|value|error|the|type)\b", re.I)


def head(*lines: str, required: bool = True) -> Head:
    """Read a head of these lines; with `required` the keys every chapter needs come first (lines 2 to 4)."""
    first = ("status: entwurf", "zustaendig: Amt", "stand: 24.11.2026") if required else ()
    result = read_head("\n".join(["---", *first, *lines, "---", "", "# Titel", ""]), PATH)
    assert result is not None
    return result


def told(result: Head) -> list[tuple[Code, int | None]]:
    return [(finding.code, finding.line) for finding in result.findings]


def test_a_complete_head_is_read_without_a_finding() -> None:
    result = head(
        "mitwirkende: [Jugendamt]",
        "zielgruppe: Eltern",
        "pruefen_bis: 2027-03-01",
        "kurz:",
        "  - Ein Satz.",
        "quellen:",
        "  - titel: Seite",
        "    adresse: https://example.org/",
        "    stand: um 2024",
        "    vertrauen: Amtlich",
    )
    assert not result.findings
    values = result.values
    assert (values.status, values.responsible, values.as_of) == (Status.DRAFT, "Amt", date(2026, 11, 24))
    assert values.review_by == date(2027, 3, 1)
    assert values.contributors == ("Jugendamt",)
    assert values.sources[0].confidence is Confidence.OFFICIAL
    assert result.lines["kurz"] == 8


def test_a_chapter_without_a_head_has_none() -> None:
    assert read_head("# Titel\n", PATH) is None


def test_a_byte_order_mark_hides_no_head() -> None:
    assert read_head("\ufeff---\nstatus: entwurf\n---\n", PATH) is not None


def test_an_open_head_is_named() -> None:
    result = read_head("---\nstatus: entwurf\n\n# Titel\n", PATH)
    assert result is not None
    assert told(result) == [(Code.FRONT_MATTER_SYNTAX, 1)]


def test_every_mistake_is_told_at_once() -> None:
    result = head(
        "status: fertig",
        "stand: 31.02.2026",
        "pruefen_bis: bald",
        "autor: jemand",
        "kurz: [a, b, c, d, e, f]",
        "quellen:",
        "  - adresse: javascript:alert(1)",
        "    vertrauen: sicher",
        "zielgruppe: offen: nicht",
        required=False,
    )
    assert told(result) == [
        (Code.FRONT_MATTER_VALUE, 2),
        (Code.FRONT_MATTER_VALUE, 3),
        (Code.FRONT_MATTER_VALUE, 4),
        (Code.FRONT_MATTER_UNKNOWN, 5),
        (Code.FRONT_MATTER_VALUE, 6),
        (Code.FRONT_MATTER_MISSING, 8),
        (Code.FRONT_MATTER_VALUE, 8),
        (Code.FRONT_MATTER_VALUE, 9),
        (Code.FRONT_MATTER_SYNTAX, 10),
    ]


def test_what_is_right_is_used_although_something_is_wrong() -> None:
    result = head("pruefen_bis: bald", "zielgruppe: Eltern")
    assert result.values.audience == "Eltern"
    assert result.values.review_by is None


def test_a_missing_key_is_explained() -> None:
    result = head("status: entwurf", "stand: 24.11.2026", required=False)
    assert told(result) == [(Code.FRONT_MATTER_MISSING, 1)]
    assert "„zustaendig“" in result.findings[0].text


def test_an_empty_required_key_counts_as_missing_where_it_stands() -> None:
    result = head("status: entwurf", "zustaendig:", "stand: 24.11.2026", required=False)
    assert told(result) == [(Code.FRONT_MATTER_MISSING, 3)]


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [("pruefenbis: 1.1.2027", "pruefen_bis"), ("Quellen: []", "quellen"), ("zuständig: Amt", "zustaendig")],
)
def test_an_unknown_key_comes_with_the_nearest_one(line: str, suggestion: str) -> None:
    assert f"Meinten Sie „{suggestion}“?" in head(line).findings[0].text


def test_a_misspelt_required_key_is_told_once() -> None:
    result = head("status: entwurf", "zuständig: Amt", "stand: 24.11.2026", required=False)
    assert told(result) == [(Code.FRONT_MATTER_UNKNOWN, 3)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("status: Fachpruefung", "Meinten Sie „fachprüfung“?"),
        ("mitwirkende:\n  a: b", "Liste"),
        ("quellen: eine", "Liste"),
        ("quellen:\n  - eine", "Schlüssel, Doppelpunkt"),
        ("zielgruppe: [a, b]", "keine Liste"),
        ("kurz:\n  - Sie sagt: ja", "Anführungszeichen"),
        ("pruefen_bis: 1.1.27", "24.11.2026"),
    ],
)
def test_a_wrong_value_says_what_to_type(line: str, words: str) -> None:
    result = head(*(["zustaendig: Amt", "stand: 24.11.2026", line] if line.startswith("status") else [line]),
                  required=not line.startswith("status"))  # fmt: skip
    assert words in result.findings[0].text


def test_keys_of_sphinx_are_none_of_ours() -> None:
    assert len(head("orphan: true", "tocdepth: 2").findings) == 2


def test_key_points_may_be_a_text_of_sentences() -> None:
    result = head("kurz: Die Frist endet am 1. März. Sie gilt z. B. Für alle. Fragen Sie nach! Danke.")
    assert result.values.key_points == (
        "Die Frist endet am 1. März.",
        "Sie gilt z. B. Für alle.",
        "Fragen Sie nach!",
        "Danke.",
    )


_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates())
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
_KEYS = st.sampled_from([field.alias or name for name, field in FrontMatter.model_fields.items()] + ["titel", "x"])


@given(st.dictionaries(_KEYS, _VALUES, max_size=5))
def test_no_english_word_of_the_libraries_reaches_an_author(values: dict[str, object]) -> None:
    from io import StringIO

    stream = StringIO()
    YAML(typ="safe", pure=True).dump(values, stream)
    result = read_head(f"---\n{stream.getvalue()}---\n", PATH)
    assert result is not None
    for finding in result.findings:
        said = re.sub(r"„[^“]*“|\([^)]*\)|in quellen, [^.]*", "", finding.text)
        assert not ENGLISH.search(said), finding.text
        assert finding.line is not None


@pytest.mark.parametrize("opening", ["---", "----", "-----", "--- ", "--", "- --", "—"])
@pytest.mark.parametrize("closing", ["---", "----", "-----", "---- ", "...", "--", "", "--- a"])
def test_where_a_head_ends_is_the_same_for_us_and_for_the_engine(opening: str, closing: str) -> None:
    text = "\n".join([opening, "status: entwurf", closing, "", "# Titel", ""])
    ours = dialect.split_head(text)
    engine = myst.read(text, path=PATH).document
    assert engine.front_matter == (ours[0] if ours is not None and ours[1] else "")
    if ours is not None and ours[1]:
        assert without_head(text) == "\n# Titel\n"


def test_a_head_of_four_strokes_works_and_one_closed_with_three_is_an_error() -> None:
    good = read_head("----\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n----\n\n# Titel\n", PATH)
    assert good is not None
    assert (good.values.status, good.findings) == (Status.DRAFT, ())
    bad = read_head("----\nstatus: entwurf\n---\n\n# Titel\n", PATH)
    assert bad is not None
    [finding] = bad.findings
    assert (finding.code, finding.line) == (Code.FRONT_MATTER_SYNTAX, 1)
    assert "beginnt mit 4 Strichen" in finding.text
