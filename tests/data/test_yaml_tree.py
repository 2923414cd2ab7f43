"""YAML read with lines and German mistakes."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ratgeber_tools.data import yaml_tree
from ratgeber_tools.data.yaml_tree import read_yaml

ENGLISH = re.compile(r"\b(?:expected|found|while|mapping|scalar|token|could|not find|block|stream|the)\b")


def test_values_stay_the_strings_that_were_typed() -> None:
    tree = read_yaml("jahr: 2027/28\nwort: nein\ntag: 24.11.2026\nzahl: 007\niso: 2026-11-24\n")
    assert tree.values == {"jahr": "2027/28", "wort": "nein", "tag": "24.11.2026", "zahl": "007", "iso": "2026-11-24"}


def test_a_place_in_a_list_knows_its_line() -> None:
    tree = read_yaml("quellen:\n  - titel: a\n    stand: b\n  - titel: c\n", first_line=2)
    assert tree.line_of(("quellen", 1, "titel"), 0) == 5
    assert tree.line_of(("quellen", 0, "fehlt"), 0) == 3
    assert tree.line_of(("nichts",), 99) == 99


def test_an_empty_key_is_none_and_an_empty_quotation_is_empty() -> None:
    assert read_yaml("a:\nb: ''\n").values == {"a": None, "b": ""}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b: c\n", 1, "Doppelpunkt"),
        ("a: x\n\tb: y\n", 2, "Tabulator"),
        ("a:b\n", 1, "Leerzeichen"),
        ("x: 1\na: 'offen\nb: 2\n", 2, "Anführungszeichen"),
        ("a: [1, 2\nb: 3\n", 1, "Klammer"),
        ("a:\n  - x\n - y\n", 3, "Einrückung"),
        ("a: *x\n", 1, "„*“"),
        ("a: & x\n", 1, "„&“"),
        ("a: @x\n", 1, "Zeichen"),
        ('a: "x" y\n', 1, "schließenden"),
        ('a: "C:\\q"\n', 1, "Schrägstrich"),
        ("a: 1\na: 2\n", 2, "zweimal"),
        ("- a\n- b\n", 1, "Schlüssel"),
        ("a: x\n? [1]\n: b\n", 2, "Schlüssel"),
        ("a: \x01\n", 1, "Steuerzeichen"),
    ],
)
def test_a_slip_is_told_in_german_with_its_line(text: str, line: int, words: str) -> None:
    mistakes = read_yaml(text).mistakes
    assert [mistake.line for mistake in mistakes] == [line]
    assert words in mistakes[0].sentence
    assert not ENGLISH.search(mistakes[0].sentence)


def test_an_unreadable_entry_does_not_hide_the_others() -> None:
    tree = read_yaml("a: b: c\nd: e\nf: 'g\n")
    assert tree.values == {"d": "e"}
    assert [mistake.line for mistake in tree.mistakes] == [1, 3]


def test_an_alias_inside_itself_ends() -> None:
    tree = read_yaml("a: &x\n  - *x\n")
    assert "verweist mit „*“" in tree.mistakes[0].sentence


@example("---")
@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@`, \n\t0\\", max_size=60))
def test_whatever_is_typed_ends_in_values_and_german_sentences(text: str) -> None:
    tree = read_yaml(text)
    for mistake in tree.mistakes:
        assert 1 <= mistake.line <= text.count("\n") + 1
        assert not ENGLISH.search(mistake.sentence)


#: What means something in YAML, and what is said in our files.
PIECES = (
    "a", "b c", "ä“", ":", ": ", "- ", '"', "'", "[", "]", "{", "}", "#", " #", "|", ">", "\n", "\n  ", "\n- ", "? ",
    "&a ", "*a", "!x ", "%", "@", ",", "---\n", "\t", "\\n", "~", "<<", "\r\n", "\x07", "\x85", "\u2028", "|-\n  ",
)  # fmt: skip


@pytest.mark.filterwarnings("ignore::ruamel.yaml.error.ReusedAnchorWarning")
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("telefon:   # nicht gefunden\nmail: a\n")
@example("a:\n  -\n  - b\n")
def test_both_readers_say_the_same(text: str) -> None:
    quick = read_yaml(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_tree, "_LIBYAML", None)
        assert read_yaml(text) == quick
