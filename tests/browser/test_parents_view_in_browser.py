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
    page.context.close()


def lines_of(page: Any) -> list[str]:
    return [line for line in page.locator("article").inner_text().split("\n") if line.strip()]


def test_parents_view_says_no_remark_of_the_editors(chromium: Any, tmp_path: Path) -> None:
    head = (
        "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\nquellen:\n"
        "  - titel: Eigene Zusammenstellung, fachlich zu prüfen\n"
        "    vertrauen: abgeleitet\n    stand: 24.11.2026\n---\n"
    )
    note = ":::{redaktionsnotiz}\n:art: offene Frage\n:von: Amt\n\nFehlt noch.\n:::\n"
    sections = f"## Geld\n\n- Geld: {{fakt}}`betrag`\n\n{note}\n## Rat\n\nFragen Sie.\n\n## Orte\n\nDort.\n"
    guide = DataGuide(tmp_path, {"a": f"{head}# A\n\n{TEXT}\n{sections}"})
    page = chromium.new_context().new_page()
    page.goto((guide.build().folder / "a.html").as_uri())
    page.get_by_text("Quellen und Stand").click()
    page.get_by_label("Ansicht für Eltern").check()
    seen = lines_of(page)
    assert page.locator(".rg-inhalt").is_hidden()
    assert "Eigene Zusammenstellung (Stand: 24.11.2026)" in seen
    assert not [line for line in seen if line in ("Geld", "Fehlt noch.") or line.startswith("Bearbeitung")]
    page.get_by_label("Ansicht für Eltern").uncheck()
    assert "Eigene Zusammenstellung, fachlich zu prüfen (abgeleitet, Stand: 24.11.2026)" in lines_of(page)
    page.context.close()
