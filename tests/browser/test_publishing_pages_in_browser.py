"""Publishing and preview links, each state of their pages: judged by axe, in large words, used by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from following import follow
from plain_words import strange_words
from playwright.sync_api import expect
from test_desk_states_in_browser import _LARGE, _WIDER, judged

from desk.served_desks import ServedDesk, served_desk
from desk.test_publishing_at_the_desk import lay_out, place
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.frozen_page import OutsideFrame
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editions.placing import FOLDER
from ratgeber_tools.editions.run_card import EditionRun, RunEnd, RunGoal, recorded, write_run

PLACE = "/veroeffentlichen"
CORRECTION = f"{PLACE}/berichtigung/hort"
TEXT = "# Hort\n\nDer Hort hatt offen.\n"


@dataclass
class Publishing:
    """Somebody before the pages; `now` is when everything is that is laid out, `going_on` a run that has not ended."""

    served: ServedDesk
    page: Any
    project: Project
    www: Path
    now: datetime = field(default_factory=local_now)
    going_on: ExitStack = field(default_factory=ExitStack)

    def open(self, path: str = f"{PLACE}?still") -> None:
        self.page.goto(f"{self.served.served.address}{path}")

    def ended(self, end: RunEnd, goal: RunGoal = RunGoal.BUILD, **said: Any) -> None:
        write_run(self.project.root, EditionRun(goal, self.now.isoformat(), YOUTH, end=end, process=1, **said))


def _nothing_built(desk: Publishing) -> None:
    desk.open()
    expect(desk.page.get_by_text("noch keine Fassung eingesetzt")).to_be_visible()


def _nothing_released(desk: Publishing) -> None:
    desk.ended(RunEnd.REFUSED, has_nothing_released=True)
    desk.open()
    expect(desk.page.get_by_text("noch kein Kapitel freigegeben")).to_be_visible()


def _legal_pages_missing(desk: Publishing) -> None:
    desk.ended(RunEnd.REFUSED, missing_legal=("Impressum", "Datenschutz"))
    desk.open()
    expect(desk.page.get_by_role("listitem").filter(has_text="Impressum")).to_be_visible()


def _building(desk: Publishing) -> None:
    log = desk.going_on.enter_context(recorded(desk.project.root, RunGoal.BUILD_AND_PLACE, 4, lambda: desk.now))
    log.step("Freigegebene Kapitel zusammenstellen")
    log.step("PDF setzen")
    desk.open()
    expect(desk.page.get_by_role("progressbar")).to_be_visible()


def _built(desk: Publishing) -> None:
    desk.going_on.close()
    lay_out(desk.project.root, "eins", built=desk.now)
    desk.open()
    expect(desk.page.get_by_role("button", name="Jetzt veröffentlichen")).to_be_visible()


def _in_place(desk: Publishing) -> None:
    for hours, words in enumerate(("eins", "zwei")):
        place(desk.project.root, desk.www, words, desk.now + timedelta(hours=hours))
    desk.open()
    expect(desk.page.get_by_role("button", name="Zurück zur Fassung vom")).to_be_visible()


def _failed(desk: Publishing) -> None:
    desk.ended(RunEnd.FAILED, sentences=("Ein Bild lässt sich nicht lesen, oder es lädt Fremdes nach.",))
    desk.open()
    expect(desk.page.get_by_text("ließen sich nicht bauen")).to_be_visible()


def _broken_off(desk: Publishing) -> None:
    desk.ended(RunEnd.NOT_YET)
    desk.open()
    expect(desk.page.get_by_text("wurde unterbrochen")).to_be_visible()


def _not_placed(desk: Publishing) -> None:
    desk.ended(RunEnd.REFUSED, RunGoal.PLACE, sentences=("Das Hochladen ging nicht. Versuchen Sie es noch einmal.",))
    desk.open()
    expect(desk.page.get_by_text("Zuletzt wurde nichts eingesetzt")).to_be_visible()


def _withdrawn(desk: Publishing) -> None:
    desk.ended(RunEnd.DONE, sentences=("„Hort“: Ob die Freigabe von der genannten Stelle kommt, ist ungeprüft.",))
    lay_out(desk.project.root, "drei", built=desk.now + timedelta(hours=2))
    desk.project.now = desk.now + timedelta(hours=3)
    desk.project.withdraw("hort", reason="Die Frist ist falsch.")
    desk.open()
    expect(desk.page.get_by_text("zurückgenommen wurde").first).to_be_visible()


def _correction(desk: Publishing) -> None:
    desk.project.write("hort", TEXT.replace("hatt", "hat"))
    desk.project.commit(YOUTH)
    desk.open(CORRECTION)
    expect(desk.page.locator("del")).to_contain_text("hatt")


def _no_correction(desk: Publishing) -> None:
    desk.project.write("hort", f"{TEXT}\n:::{{redaktionsnotiz}}\nStimmt das?\n:::\n")
    desk.project.commit(YOUTH)
    desk.open(CORRECTION)
    expect(desk.page.get_by_text("geht hier nicht als Berichtigung")).to_be_visible()


def _link_form(desk: Publishing) -> None:
    desk.open("/vorschau?kapitel=hort")
    expect(desk.page.get_by_role("button", name="Link anlegen")).to_be_visible()


def _unknown_link(desk: Publishing) -> None:
    desk.open(f"/vorschau/g-{'x' * 43}/")
    expect(desk.page.get_by_role("heading", name="Dieser Link gilt nicht")).to_be_visible()


def _broken_link(desk: Publishing) -> None:
    desk.open(f"/vorschau/z-{'0' * 40}/")
    expect(desk.page.get_by_role("heading", level=1)).to_be_visible()


#: In this order at one desk: what an office meets, each state with the way to it.
STATES: dict[str, Callable[[Publishing], None]] = {
    "noch nicht gebaut": _nothing_built,
    "nichts freigegeben": _nothing_released,
    "Impressum fehlt": _legal_pages_missing,
    "Berichtigung": _correction,
    "keine Berichtigung": _no_correction,
    "baut": _building,
    "gebaut": _built,
    "eingesetzt": _in_place,
    "gescheitert": _failed,
    "abgebrochen": _broken_off,
    "nicht eingesetzt": _not_placed,
    "zurückgenommen": _withdrawn,
    "Vorschau-Links": _link_form,
    "Link unbekannt": _unknown_link,
    "Link zu einem Vorschlag": _broken_link,
}


@contextmanager
def at_the_desk(chromium: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> Iterator[Publishing]:
    """Run a desk whose guide has a released chapter, in a town that lets an office correct."""
    monkeypatch.setenv(FOLDER, str(folder / "www"))
    project = Project.create(folder / "projekt")
    (project.root / "conf.py").write_text('extensions = ["ratgeber_tools.sphinx_ext"]\n', encoding="utf-8")
    (project.root / ".gitignore").write_text("_build/\n/_redaktion/\n", encoding="utf-8")
    project.allow_corrections(YOUTH)
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write("hort", TEXT)
    project.commit(SCHOOL)
    project.release("hort", YOUTH)
    with served_desk(project.root) as served, ExitStack() as going_on:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        page = context.new_page()
        token = served.logins.invite(Login(YOUTH, MAILBOXES[YOUTH]))
        page.goto(f"{served.served.address}/anmelden?zeichen={token}")
        follow(page.get_by_role("button", name="Jetzt anmelden"))
        yield Publishing(served, page, project, folder / "www", going_on=going_on)
        context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_leaves_nothing_undecided_in_any_state(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    found: list[str] = []
    with at_the_desk(chromium, tmp_path, monkeypatch, width) as desk:
        for name, bring_about in STATES.items():
            bring_about(desk)
            found += [f"{name}: {word}" for word in strange_words(desk.page)]
            found += [f"{name}: {line}" for line in judged(desk.page)]
    assert "\n".join(found) == ""


def test_words_twice_as_large_fit_on_320_pixels(chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    with at_the_desk(chromium, tmp_path, monkeypatch, 320) as desk:
        for name, bring_about in STATES.items():
            bring_about(desk)
            desk.page.evaluate(_LARGE)
            found += [f"{name}: {cut}" for cut in desk.page.evaluate(_WIDER)]
    assert "\n".join(found) == ""


def _tab_to(page: Any, name: str) -> None:
    """Go by the tabulator to what has this name; it is to be seen where one is."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.textContent"):
            break
    focused = page.locator(":focus")
    expect(focused).to_have_text(name)
    expect(focused).to_be_in_viewport()
    ring = focused.evaluate("one => getComputedStyle(one).outlineStyle")
    assert ring != "none", f"nobody sees that “{name}” is next"


def test_by_keys_alone_a_correction_is_released_and_an_edition_looked_at_placed_and_taken_back(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[RunGoal] = []
    monkeypatch.setattr(
        "ratgeber_tools.desk.publishing.Publishing.begin",
        lambda _self, goal, _login, **_options: begun.append(goal) is None,
    )
    with at_the_desk(chromium, tmp_path, monkeypatch, 1280) as desk:
        _correction(desk)
        _tab_to(desk.page, "Freigeben und veröffentlichen")
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_text("Freigegeben. Die öffentliche Fassung wird gebaut")).to_be_visible()
        _in_place(desk)
        _tab_to(desk.page, "Diese Fassung ansehen")
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_role("heading", name="zwei")).to_be_visible()
        lay_out(desk.project.root, "drei", built=desk.now + timedelta(hours=2))
        for button, goal in (
            ("Jetzt veröffentlichen", RunGoal.PLACE),
            ("Zurück zur Fassung vom", RunGoal.BACK),
            ("Neue Fassung bauen", RunGoal.BUILD),
        ):
            desk.open()
            names = desk.page.get_by_role("button", name=button).inner_text()
            _tab_to(desk.page, names)
            desk.page.keyboard.press("Enter")
            expect(desk.page.locator(".meldung").first).to_be_visible()
            assert begun[-1] is goal
    assert begun == [RunGoal.BUILD_AND_PLACE, RunGoal.PLACE, RunGoal.BACK, RunGoal.BUILD]


def test_the_page_for_somebody_outside_says_in_words_that_it_is_a_draft(chromium: Any) -> None:
    now = datetime(2026, 11, 30, 12)
    frame = OutsideFrame("Hort", now, now.date() + timedelta(days=14), (("Essen", "seite-2.html"),))
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    page.set_content(frame.around("<body>", "", "<article><h1>Hort</h1><p>Der Hort hat offen.</p></article>"))
    assert strange_words(page) == []
    assert judged(page) == []
    page.evaluate(_LARGE)
    assert page.evaluate(_WIDER) == []
    page.close()
