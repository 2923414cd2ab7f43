"""Rules of the theme that no single page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ratgeber_tools.typesetting.typesetter import THEME

FILES = sorted(THEME.glob("*.typ"))
SIGNING = [path for path in FILES if path.name != "icons.typ"]


def source(name: str) -> str:
    return (THEME / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SIGNING, ids=lambda path: path.name)
def test_a_sign_always_stands_before_words(path: Path) -> None:
    text = source(path.name)
    signs = re.findall(r"\bicon\((?!s)", text)
    before_words = re.findall(r"\bicon\([^()]+\); h\(4pt\); (?:title|words\.[\w-]+)", text)
    assert len(signs) == len(before_words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_theme_file_begins_with_its_one_concern(path: Path) -> None:
    first = source(path.name).splitlines()[0]
    assert first.startswith("// ")


def test_exceptions_of_hyphenation_are_words_with_joints_in_order() -> None:
    words = re.findall(r'^  "(.+)",$', source("hyphenation.typ"), re.MULTILINE)
    assert len(words) > 20
    assert words == sorted(words)
    assert all(re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+(-[a-zäöüß]{3,})+", word) for word in words)
