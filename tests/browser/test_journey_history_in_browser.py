"""From a wrong sentence to the one it was before: found, seen who changed it, taken back; and by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from test_desk_states_in_browser import judged

from browser.plain_words import Journey, strange_words
from desk.desk_servers import RunningDesk, running_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.store import Login

CHAPTER = "teil/hort"
BEFORE = "# Hort\n\nDer Hort hat von 8 bis 16 Uhr offen.\n\n## Essen\n\nEs gibt Suppe.\n"
AFTER = BEFORE.replace("8 bis 16", "9 bis 17").replace("Suppe", "Brot")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path / "p")
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\n```\n", head="")
    for office, text in ((SCHOOL, BEFORE), (YOUTH, AFTER)):
        project.write(CHAPTER, text)
        project.commit(office)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture(params=[1280, 390])
def page(request: pytest.FixtureRequest, chromium: Any, running: RunningDesk) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": request.param, "height": 844})
    page = context.new_page()
    page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(SCHOOL, MAILBOXES[SCHOOL]))}")
    yield page
    context.close()


def text(running: RunningDesk) -> str:
    return (running.root / f"ratgeber/{CHAPTER}.md").read_text(encoding="utf-8").partition("---\n\n")[2]


def test_a_wrong_sentence_is_found_and_goes_back_with_six_clicks(page: Any, running: RunningDesk) -> None:
    journey = Journey(page)
    journey.way("Suche")
    page.get_by_label("Wörter").fill("17 Uhr")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Suche: 17 Uhr").wait_for()
    assert judged(page) == []
    journey.click(page.get_by_role("link", name="Der Hort hat von 9 bis 17 Uhr offen."))

    expect(page.get_by_text("1 von 1")).to_be_visible()
    expect(page.locator("#text").get_by_text("9 bis 17")).to_be_in_viewport()

    journey.click(page.get_by_role("link", name="Verlauf: wer hier wann was geändert hat"))
    expect(page.get_by_role("heading", name=YOUTH)).to_be_visible()
    assert judged(page) == []
    journey.click(page.get_by_role("link", name="Genauer").first)
    page.get_by_role("link", name="Alles davon").wait_for()
    assert judged(page) == []
    journey.click(page.get_by_role("link", name="Das zurücknehmen").first)
    page.get_by_role("button", name="Ins Kapitel schreiben").wait_for()
    assert judged(page) == []
    journey.click(page.get_by_role("button", name="Ins Kapitel schreiben"))

    expect(page.get_by_role("status")).to_contain_text("Das Kapitel ist geändert und gesichert.")
    assert text(running) == AFTER.replace("9 bis 17", "8 bis 16")
    assert len(journey.clicks) == 6 + ("Menü" in journey.clicks)


def test_a_whole_state_goes_back_by_keys_alone(page: Any, running: RunningDesk) -> None:
    page.goto(f"{running.origin}/verlauf/{CHAPTER}")
    for name, role in (("Diesen Stand wieder holen", "link"), ("Ins Kapitel schreiben", "button")):
        wanted = page.get_by_role(role, name=name)
        wanted.wait_for()
        for _ in range(40):
            page.keyboard.press("Tab")
            if wanted.evaluate("one => one === document.activeElement"):
                break
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert text(running) == BEFORE
    assert strange_words(page) == []


def test_who_writes_meanwhile_sees_the_state_come_back(page: Any, running: RunningDesk) -> None:
    other = page.context.new_page()
    other.goto(f"{running.origin}/kapitel/{CHAPTER}")
    other.locator("#text").get_by_text("Brot").wait_for()
    page.goto(f"{running.origin}/verlauf/{CHAPTER}")
    page.get_by_role("link", name="Diesen Stand wieder holen").click()
    page.get_by_role("button", name="Ins Kapitel schreiben").click()

    expect(other.locator("#text")).to_contain_text("Es gibt Suppe.")
    expect(other.locator("#text")).to_contain_text("8 bis 16")
