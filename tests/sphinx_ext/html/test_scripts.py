"""Scripts as pages load them: short, and the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import ratgeber_tools.sphinx_ext
from ratgeber_tools.sphinx_ext.html.scripts import shorten_script
from ratgeber_tools.sphinx_ext.html.search.indexing import engine

SCRIPTS = sorted(
    path for path in Path(ratgeber_tools.sphinx_ext.__file__).parent.rglob("*.js") if path.parent.name != "engine"
)


def test_comments_with_lines_of_their_own_go_and_words_stay() -> None:
    comments = "/* What it\n   does. */\n"
    text = comments + '(function () {\n  // why\n\n  say("/* no comment */ // nor this");  // beside\n}());\n'
    assert shorten_script(text) == '(function () {\nsay("/* no comment */ // nor this");  // beside\n}());\n'


@pytest.mark.parametrize("text", [*(path.read_text(encoding="utf-8") for path in SCRIPTS), engine()])
def test_no_script_has_a_text_over_several_lines(text: str) -> None:
    short = shorten_script(text)
    for line in short.splitlines():
        assert line.count("`") % 2 == 0, line
        assert not line.endswith("\\"), line
        assert line.count("/*") == line.count("*/"), line
    assert len(short) < len(text)
