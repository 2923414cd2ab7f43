"""The pages of data, pictures and persons: judged by axe in light and dark, wide and narrow, and in large words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from desk_states import Visit
from plain_words import strange_words
from test_desk_states_in_browser import _LARGE, _WIDER, judged

from browser.following import follow
from desk.desk_servers import running_desk
from guide_project import SCHOOL, Project
from ratgeber_tools.data.persons import PERSONS_VARIABLE

GUIDE = Path(__file__).parents[1] / "guides" / "bausteine"
PERSONS = (
    "eins:\n  name: Beispielname\n  einwilligungen:\n    - zweck: web\n      umfang: [name]\n"
    "      erteilt_am: 01.09.2026\n      bis: 31.07.2027\n"
)
PLACES = (
    "/angaben",
    "/angaben?zustand=unbestaetigt",
    "/angaben?stelle=schulamt",
    "/angaben/nachsehen",
    "/angaben/neu?worte=30.%20Juni",
    "/angaben/anlaufstellen/schulamt",
    "/angaben/anlaufstellen/schulamt/aendern",
    "/angaben/anlaufstellen/schulamt/verlauf",
    "/angaben/schulen/gs-nord",
    "/angaben/kommune/stadt/aendern",
    "/angaben/neu/termine",
    "/bilder",
    "/bilder/quadrat.png",
    "/personen",
    "/personen/eins",
)


@contextmanager
def at_the_desk(
    chromium: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> Iterator[tuple[Visit, list[str]]]:
    """Run a desk with data of every kind; yield somebody at it, and what was not to be seen on the way."""
    path = folder / "namen" / "personen.yaml"
    path.parent.mkdir()
    path.write_text(PERSONS, encoding="utf-8")
    monkeypatch.setenv(PERSONS_VARIABLE, str(path))
    project = Project.create(folder / "projekt")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", "# Der Hort\n\n{kontakt}`schulamt`\n\n![Ein Quadrat](bilder/quadrat.png)\n")
    shutil.copytree(GUIDE / "daten", project.guide / "daten")
    project.write_file("bilder/quadrat.png", (GUIDE / "bilder" / "quadrat.png").read_bytes())
    project.commit(SCHOOL)
    with running_desk(project.root) as running:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        visit = Visit(running, context.new_page())
        visit.log_in(SCHOOL)
        yield visit, []
        context.close()


def opened(visit: Visit, place: str) -> None:
    """Show a page with whatever is folded on it unfolded."""
    visit.page.goto(f"{visit.running.origin}{place}")
    visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_leaves_nothing_undecided(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    with at_the_desk(chromium, tmp_path, monkeypatch, width) as (visit, found):
        for place in PLACES:
            opened(visit, place)
            found += [f"{place}: {word}" for word in strange_words(visit.page)]
            found += [f"{place}: {line}" for line in judged(visit.page)]
        opened(visit, "/angaben/anlaufstellen/schulamt/aendern")
        visit.page.get_by_label("Telefon").fill("ruf an")
        follow(visit.page.get_by_role("button", name="Speichern").last)
        visit.page.get_by_role("alert").wait_for()
        found += [f"Fehler: {line}" for line in judged(visit.page)]
        assert "\n".join(found) == ""


def test_words_twice_as_large_fit_on_320_pixels(chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_the_desk(chromium, tmp_path, monkeypatch, 320) as (visit, found):
        for place in PLACES:
            opened(visit, place)
            visit.page.evaluate(_LARGE)
            found += [f"{place}: {cut}" for cut in visit.page.evaluate(_WIDER)]
        assert "\n".join(found) == ""
