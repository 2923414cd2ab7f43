"""What only a screen can do is told before it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from ratgeber_tools.sphinx_ext.pdf.web_words import web_words


def said(sentence: str) -> list[str]:
    document = nodes.document(None, None)  # type: ignore[arg-type]
    document += nodes.paragraph("", "", nodes.Text(sentence))
    document[0].line = 7
    return [f"{finding.text} {finding.line}" for finding in web_words(document, Path("kapitel.md"))]


@pytest.mark.parametrize("word", ["tippen", "antippen", "klicken", "anklicken", "Abspielen"])
def test_a_sentence_that_tells_paper_readers_to_tap_is_found_with_its_line(word: str) -> None:
    assert said(f"Hier können Sie {word}.") == [f"„{word}“ kann auf Papier niemand. 7"]


@pytest.mark.parametrize("sentence", ["Die Schulen ansehen.", "Ein Tipp für Sie.", "Das Kind tippt ab."])
def test_words_that_mean_something_else_are_none(sentence: str) -> None:
    assert said(sentence) == []
