"""A journey: a parent asks below a public page; it becomes a note, is answered in the text, and the page says so."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.plain_words import Journey
from browser.town_in_public import town_in_public
from guide_project import SCHOOL, YOUTH
from ratgeber_tools.data.dates import format_long, local_day

ASKED = "Gilt das auch in den Ferien?"


def test_a_question_is_asked_without_script_or_cookie_answered_and_the_page_says_what_changed(
    chromium: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town_in_public(tmp_path, monkeypatch) as town:
        phone = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
        parent = phone.new_page()
        parent.goto(f"{town.web}/hort.html")
        parent.get_by_text("Stimmt etwas nicht, fehlt etwas").click()
        parent.get_by_label("Ich verstehe etwas nicht").check()
        parent.get_by_label("Wo auf dieser Seite?").select_option("Zeiten")
        parent.get_by_label("Ihre Worte").fill(ASKED)
        parent.get_by_role("button", name="Abschicken").click()
        expect(parent.get_by_role("heading", name="Danke")).to_be_visible()
        assert phone.cookies() == []
        parent.get_by_role("link", name="Zurück zum Kapitel").click()
        expect(parent).to_have_url(f"{town.web}/hort.html")

        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        town.log_in(page, SCHOOL)
        page.goto(f"{town.desk.served.address}/")
        journey = Journey(page)
        journey.way("Stimmen von Eltern")
        expect(page.get_by_text(ASKED)).to_be_visible()
        journey.click(page.get_by_role("button", name="Als Notiz ins Kapitel"), "Als Notiz ins Kapitel")
        journey.link("Hort")
        page.locator("body[data-annahme=bereit]").wait_for()
        expect(page.locator(".notiz")).to_contain_text(ASKED)
        journey.click(page.get_by_text("Auch am Freitag."), "in den Text")
        page.keyboard.press("End")
        page.keyboard.type(" In den Ferien nicht.")
        journey.button("Sichern")
        expect(page.get_by_text("Gesichert").first).to_be_visible()
        page.goto(f"{town.desk.served.address}/stimmen")
        journey.click(page.get_by_role("button", name="Erledigt: "), "Erledigt")
        expect(page.get_by_text("nach einem Hinweis von Eltern geändert")).to_be_visible()
        assert len(journey.clicks) == 6, journey.clicks
        assert ASKED not in (town.project.guide / "hort.md").read_text(encoding="utf-8")

        town.project.now = town.desk.moment + timedelta(minutes=1)
        town.project.release("hort", YOUTH)
        town.publish()
        parent.reload()
        expect(parent.get_by_text("In den Ferien nicht.")).to_be_visible()
        parent.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        day = format_long(local_day(town.desk.moment))
        expect(parent.locator("article")).to_contain_text(f"Geändert nach einem Hinweis von Eltern: {day}")
        assert ASKED not in parent.content()
        phone.close()
        context.close()
