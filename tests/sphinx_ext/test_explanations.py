"""`{erklaerung}`: what the glossary says of a word, put where the word is named."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from sphinx_ext.sphinx_building import HEAD, Built, build, build_pages

GLOSSARY = """# Wörter

:::{glossar}
Hort
: Betreuung nach dem Unterricht.
  Auch in den {begriff}`Ferien`.

Ferien
: Freie Wochen.
:::
"""
ABC = "# ABC\n\n## H\n\n[Hort](woerter.md)\n: {erklaerung}`Hort`\n"


def _words(built: Built, page: str = "abc") -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", built.article(page))).split())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    # the glossary is read after the page that says its words
    return build_pages(tmp_path_factory.mktemp("abc"), abc=HEAD + ABC, woerter=HEAD + GLOSSARY)


def test_a_page_says_what_the_glossary_says(built: Built) -> None:
    assert built.warnings == []
    assert "Betreuung nach dem Unterricht. Auch in den Ferien" in _words(built)


def test_words_in_an_explanation_lead_on_from_the_page_that_shows_it(built: Built) -> None:
    assert re.search(r'<dd><p>.*href="woerter.html#[^"]*"', built.article("abc"), re.DOTALL)


def test_a_word_that_nobody_explains_is_told(tmp_path: Path) -> None:
    text = HEAD + ABC.replace("erklaerung}`Hort", "erklaerung}`Hord")
    (warning,) = build_pages(tmp_path, abc=text, woerter=HEAD + GLOSSARY).warnings
    assert "Das Wort „Hord“ steht nicht im Glossar. Meinten Sie „" in warning


def test_what_changes_in_the_glossary_changes_on_the_page(tmp_path: Path) -> None:
    build_pages(tmp_path, abc=HEAD + ABC, woerter=HEAD + GLOSSARY)
    chapter = tmp_path / "ratgeber" / "woerter.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("Betreuung", "Aufsicht"), encoding="utf-8")
    assert "Aufsicht nach dem Unterricht." in _words(build(tmp_path / "ratgeber", tmp_path / "bau"))
