"""A journey: a slip of the pen on a page parents read is mended, released and live, by one office, in four clicks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.plain_words import Journey
from browser.town_in_public import town_in_public
from guide_project import MAILBOXES, YOUTH, git
from ratgeber_tools.releases.keeping import read_log


def test_a_slip_on_a_live_page_is_mended_with_four_clicks(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_in_public(tmp_path, monkeypatch) as town:
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        town.log_in(page, YOUTH)
        page.goto(f"{town.desk.served.address}/kapitel/hort")
        page.locator("body[data-annahme=bereit]").wait_for()

        journey = Journey(page)
        journey.click(page.get_by_text("Der Hort hatt jeden Tag offen."), "in den Text")
        page.keyboard.press("Home")
        for _ in range(len("Der Hort hat")):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Delete")
        expect(page.get_by_text("Der Hort hat jeden Tag offen.")).to_be_visible()
        journey.button("Sichern")
        expect(page.get_by_text("Gesichert").first).to_be_visible()
        journey.link("Veröffentlichen")
        expect(page.get_by_text("Das lesen Eltern dann anders")).to_be_visible()
        expect(page.locator("del")).to_contain_text("hatt")
        journey.button("Freigeben und veröffentlichen")
        expect(page.get_by_role("heading", name="Die neue Fassung wird gebaut und eingesetzt")).to_be_visible()
        page.close()  # nobody has to stay

        town.wait()
        parents = context.new_page()
        parents.goto(f"{town.web}/hort.html")
        expect(parents.get_by_text("Der Hort hat jeden Tag offen.")).to_be_visible()
        assert len(journey.clicks) <= 4, journey.clicks
        current = read_log(town.project.root).current("hort")
        assert current is not None
        assert (current.office, current.decision) == (YOUTH, "Berichtigung nach Protokoll 3, TOP 2: 2 Wörter")
        entered = git(town.project.root, "log", "-1", "--format=%ae", "--", "ratgeber/redaktion/freigaben/hort")
        assert entered == MAILBOXES[YOUTH]

        office = context.new_page()
        office.goto(f"{town.desk.served.address}/veroeffentlichen")
        back = Journey(office)
        back.click(office.get_by_role("button", name="Zurück zur Fassung vom"), "zurück")
        town.wait()
        another = chromium.new_page()  # a device that has kept nothing of the guide
        another.goto(f"{town.web}/hort.html")
        expect(another.get_by_text("Der Hort hatt jeden Tag offen.")).to_be_visible()
        assert len(back.clicks) == 1
        another.close()
        context.close()
