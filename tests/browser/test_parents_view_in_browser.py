"""“Ansicht für Eltern” in a real Chromium: one tick hides what editors alone see, and holds from page to page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_ext.data.data_guide import DataGuide

pytestmark = pytest.mark.browser

TEXT = "Es gibt {fakt}`betrag` im Jahr.\n\n- Geld: {fakt}`betrag`\n"


def test_the_tick_shows_the_page_as_parents_see_it_and_holds_on_the_next(chromium: Any, tmp_path: Path) -> None:
    built = DataGuide(tmp_path, {"a": f"# A\n\n{TEXT}", "b": f"# B\n\n{TEXT}"}).build()
    page = chromium.new_context().new_page()
    page.goto((built.folder / "a.html").as_uri())
    article = page.locator("article")
    assert "2.000\u00a0Euro" in article.inner_text()
    assert "Angaben fehlen noch" not in article.inner_text()
    page.get_by_label("Ansicht für Eltern").check()
    assert "Es gibt (noch offen) im Jahr." in article.inner_text()
    assert "2 Angaben fehlen noch." in article.inner_text()
    assert "Geld" not in article.inner_text()
    page.goto((built.folder / "b.html").as_uri())
    assert "Geld" not in article.inner_text()
    page.get_by_label("Ansicht für Eltern").uncheck()
    page.reload()
    assert "Geld: 2.000\u00a0Euro" in article.inner_text()
