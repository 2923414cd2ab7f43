"""A journey: a meeting with ten chapters, from the agenda over the projector and one vote to the minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from playwright.sync_api import expect
from test_desk_states_in_browser import judged

from browser.meeting_guides import NAMES, NUMBERS, at_the_desk, ten_chapters
from browser.plain_words import Journey
from guide_project import MAILBOXES, SCHOOL, YOUTH, git
from ratgeber_tools.releases.keeping import read_log

#: What the element that has the focus is called.
_FOCUSED = "document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"


def test_ten_chapters_are_shown_decided_by_one_vote_and_stand_in_the_minutes(chromium: Any, tmp_path: Path) -> None:
    project = ten_chapters(tmp_path / "p")
    with at_the_desk(chromium, project) as (_, page):
        journey = Journey(page)
        journey.way("Sitzung")
        expect(page.get_by_role("main")).to_contain_text("10 Kapitel sind bereit zur Abstimmung")
        assert judged(page) == []

        journey.button("Nacheinander vorführen")
        shown = page.frame_locator("iframe")
        expect(shown.get_by_role("heading", name="Kapitel eins")).to_be_visible()
        expect(shown.locator("[data-neu]").first).to_contain_text("Das steht jetzt in Nummer eins.")
        expect(page.locator("ins").first).to_have_text("jetzt")
        expect(page.get_by_role("button", name="Zur nächsten neuen Stelle")).to_be_visible()
        assert judged(page) == []
        for number, words in enumerate(NUMBERS[1:], start=2):
            page.keyboard.press("ArrowRight")
            expect(page.get_by_text(f"{number} von 10")).to_be_visible()
            expect(shown.get_by_role("heading", name=f"Kapitel {words}")).to_be_visible()
        shown.get_by_role("heading", name="Kapitel zehn").click()  # the keys go on where the shown page has the focus
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("9 von 10")).to_be_visible()

        journey.link("Über alle 10 abstimmen")
        page.get_by_label("Wo der Beschluss steht").fill("Sitzung vom 30.11.2026, Punkt 3")
        for label, number in {"Ja": "9", "Nein": "1", "Enthaltungen": "2"}.items():
            page.get_by_label(label, exact=True).fill(number)
        for office in (SCHOOL, YOUTH):
            journey.click(page.get_by_label(office), office)
        assert judged(page) == []
        journey.button("10 Kapitel freigeben")
        expect(page.get_by_role("heading", name="Das sehen Eltern ab der nächsten Veröffentlichung")).to_be_visible()
        assert judged(page) == []
        assert set(NAMES) <= set(read_log(project.root).released())

        journey.link("Zum Protokoll")
        page.get_by_label("Bemerkungen").fill("Das nächste Mal am 14. Dezember.")
        assert judged(page) == []
        journey.button("Protokoll schreiben")
        expect(page.get_by_role("heading", name="Protokoll der Sitzung vom 30.11.2026")).to_be_visible()
        assert judged(page) == []
        journey.fetch("Word-Datei", tmp_path / "protokoll.docx")
        journey.button("Genehmigen")
        expect(page.get_by_text("Genehmigt am 30.11.2026 durch Jugendamt.")).to_be_visible()
    told = [paragraph.text for paragraph in docx.Document(str(tmp_path / "protokoll.docx")).paragraphs]
    assert "Anwesend: Schulamt, Jugendamt." in told
    assert "Das nächste Mal am 14. Dezember." in told
    assert sum("freigegeben am 30.11.2026 durch Jugendamt" in line for line in told) == len(NAMES)
    assert git(project.root, "log", "-3", "--format=%ae").split("\n") == [MAILBOXES[YOUTH]] * 3
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""
    assert len(journey.clicks) == 10, journey.clicks


def test_the_meeting_can_be_held_at_a_phone_and_on_a_projector(chromium: Any, tmp_path: Path) -> None:
    project = ten_chapters(tmp_path / "p")
    with at_the_desk(chromium, project) as (desk, page):
        for place in (
            "/sitzung",
            "/sitzung/abstimmen?kapitel=teil/kapitel-1&kapitel=teil/kapitel-2",
            "/sitzung/protokoll",
            "/sitzung/zuruecknehmen",
            "/sitzung/zuruecknehmen/teil/kapitel-1",
            "/stellen",
            f"/sitzung/kapitel/{NAMES[0]}?kapitel={NAMES[0]}&kapitel={NAMES[1]}",
        ):
            page.goto(f"{desk.origin}{place}")
            for width in (390, 1920):
                page.set_viewport_size({"width": width, "height": 900})
                assert judged(page) == [], (place, width)
                for letters in ("200%", "100%"):
                    page.evaluate("size => { document.documentElement.style.fontSize = size }", letters)
                    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                    assert over <= 0, (place, width, letters)
        shown = page.frame_locator("iframe").get_by_role("heading", name="Kapitel eins")
        for width, least in ((390, 16), (1920, 22)):
            page.set_viewport_size({"width": width, "height": 900})
            expect(shown).to_be_visible()
            size = shown.evaluate("each => getComputedStyle(each.ownerDocument.documentElement).fontSize")
            assert float(size.removesuffix("px")) >= least


def test_the_meeting_goes_by_keys_alone(chromium: Any, tmp_path: Path) -> None:
    project = ten_chapters(tmp_path / "p")
    with at_the_desk(chromium, project) as (desk, page):
        page.goto(f"{desk.origin}/sitzung/abstimmen?kapitel={NAMES[1]}")

        def tab_to(name: str) -> None:
            for _ in range(40):
                page.keyboard.press("Tab")
                if (
                    page.evaluate("document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText")
                    == name
                ):
                    return
            raise AssertionError(name)

        for name, typed in {"Wo der Beschluss steht": "Punkt 3", "Ja": "9", "Nein": "1", "Enthaltungen": "0"}.items():
            tab_to(name)
            page.keyboard.type(typed)
        tab_to("Freigeben")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Freigegeben", exact=True)).to_be_visible()
    assert NAMES[1] in read_log(project.root).released()
