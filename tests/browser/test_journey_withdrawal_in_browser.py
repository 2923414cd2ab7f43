"""A journey: a chapter that is wrong is taken out of the public edition, after what follows was shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from test_desk_states_in_browser import judged

from browser.meeting_guides import NAMES, at_the_desk, ten_chapters
from browser.plain_words import Journey
from guide_project import MAILBOXES, YOUTH, git
from ratgeber_tools.releases.keeping import Withdrawal, read_log


def test_a_chapter_is_taken_back_with_a_reason_and_the_way_leads_to_publishing(chromium: Any, tmp_path: Path) -> None:
    project = ten_chapters(tmp_path / "p")
    project.release_all(*NAMES, reference="Protokoll 8")
    with at_the_desk(chromium, project) as (_, page):
        journey = Journey(page)
        journey.way("Sitzung")
        journey.link("Ein Kapitel zurücknehmen")
        assert judged(page) == []
        journey.link("Kapitel zwei")
        follows = page.get_by_role("main")
        expect(follows).to_contain_text("Ein Kapitel verweist darauf")
        expect(follows.get_by_role("link", name="Kapitel eins")).to_be_visible()
        assert judged(page) == []
        page.get_by_label("Warum es zurückgenommen wird").fill("Die Frist stimmt nicht.")
        journey.button("Zurücknehmen")
        expect(page.get_by_role("heading", name="Veröffentlichen", level=1)).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("„Kapitel zwei“ ist zurückgenommen.")
    newest = read_log(project.root).history(NAMES[1])[-1]
    assert isinstance(newest, Withdrawal)
    assert (newest.office, newest.reason) == (YOUTH, "Die Frist stimmt nicht.")
    assert git(project.root, "log", "-1", "--format=%ae") == MAILBOXES[YOUTH]
    assert git(project.root, "status", "--porcelain", "ratgeber") == ""
    assert len(journey.clicks) == 4, journey.clicks
