"""The ways to all pages of the desk: side by side where there is room, behind one word on a phone; without script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from desk.desk_servers import RunningDesk, desk_with_one_chapter
from guide_project import MAILBOXES, SCHOOL
from ratgeber_tools.desk.store import Login


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    with desk_with_one_chapter(tmp_path, "hort", "# Hort\n\nDer Hort hat offen.\n") as found:
        yield found


def opened(chromium: Any, running: RunningDesk, width: int) -> Any:
    page = chromium.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False).new_page()
    page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(SCHOOL, MAILBOXES[SCHOOL]))}")
    page.goto(f"{running.origin}/stand")
    return page


def test_on_a_phone_the_ways_lie_behind_one_word_and_are_reached_by_keys(chromium: Any, running: RunningDesk) -> None:
    page = opened(chromium, running, 390)
    ways = page.get_by_role("navigation", name="Redaktion")
    expect(ways).to_have_count(0)
    words = page.locator(".haus").bounding_box()["height"]
    assert page.locator("header").bounding_box()["height"] < 5 * words  # a row and the word, once four rows
    while page.evaluate("document.activeElement.textContent") != "Menü":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(ways.get_by_role("link", name="Stand", exact=True)).to_have_attribute("aria-current", "page")
    while page.evaluate("document.activeElement.textContent") != "Angaben":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Angaben")
    page.context.close()


def test_with_room_they_stand_side_by_side_in_one_row(chromium: Any, running: RunningDesk) -> None:
    page = opened(chromium, running, 1280)
    expect(page.get_by_text("Menü", exact=True)).to_be_hidden()
    ways = page.get_by_role("navigation", name="Redaktion").get_by_role("link")
    tops = {round(way.bounding_box()["y"]) for way in ways.all()}
    assert len(tops) == 1
    page.context.close()
