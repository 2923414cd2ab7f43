"""The pages of data, pictures and persons: judged by axe in light and dark, wide and narrow, and in large words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
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


@pytest.fixture(scope="module")
def visit(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """Run a desk with data of every kind; yield somebody at it."""
    folder = tmp_path_factory.mktemp("daten")
    path = folder / "namen" / "personen.yaml"
    path.parent.mkdir()
    path.write_text(PERSONS, encoding="utf-8")
    project = Project.create(folder / "projekt")
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", "# Der Hort\n\n{kontakt}`schulamt`\n\n![Ein Quadrat](bilder/quadrat.png)\n")
    shutil.copytree(GUIDE / "daten", project.guide / "daten")
    project.write_file("bilder/quadrat.png", (GUIDE / "bilder" / "quadrat.png").read_bytes())
    project.commit(SCHOOL)
    with pytest.MonkeyPatch.context() as patched, running_desk(project.root) as running:
        patched.setenv(PERSONS_VARIABLE, str(path))
        context = chromium.new_context()
        visit = Visit(running, context.new_page())
        visit.log_in(SCHOOL)
        yield visit
        context.close()


@dataclass
class Found:
    """What was not to be seen on the pages, by the width of the screen; nothing where all is well."""

    judged: dict[int, list[str]] = field(default_factory=lambda: {1280: [], 390: []})
    cut: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def found(visit: Visit) -> Found:
    """Open each page once, and look at it on every screen."""
    page, seen = visit.page, Found()

    def judge(place: str) -> None:
        for width, lines in seen.judged.items():
            page.set_viewport_size({"width": width, "height": 844})
            lines += [f"{place}: {line}" for line in (*strange_words(page), *judged(page))]

    for place in PLACES:
        opened(visit, place)
        judge(place)
        page.set_viewport_size({"width": 320, "height": 844})
        page.evaluate(_LARGE)
        seen.cut += [f"{place}: {cut}" for cut in page.evaluate(_WIDER)]
    opened(visit, "/angaben/anlaufstellen/schulamt/aendern")
    page.get_by_label("Telefon").fill("ruf an")
    follow(page.get_by_role("button", name="Speichern").last)
    page.get_by_role("alert").wait_for()
    judge("Fehler")
    return seen


def opened(visit: Visit, place: str) -> None:
    """Show a page with whatever is folded on it unfolded."""
    visit.page.goto(f"{visit.running.origin}{place}")
    visit.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_leaves_nothing_undecided(found: Found, width: int) -> None:
    assert found.judged[width] == []


def test_words_twice_as_large_fit_on_320_pixels(found: Found) -> None:
    assert found.cut == []
