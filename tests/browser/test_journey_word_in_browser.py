"""Journeys with Word files at the desk, by clicks alone: a first contribution, a review and back, a conflict."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clicks import Counted
from following import follow
from playwright.sync_api import expect

from data.data_files import write_data
from desk.desk_servers import RunningDesk, running_desk
from desk.word_contributions import contribution
from fact_sheets.filled_sheets import CONTACTS, FACTS
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk.store import Login
from word_editing import edit

ROOT = Path(__file__).parents[2]
CHAPTER = "teil/hort"
TEXT = (
    "# Hort\n\nDer Hort hat offen.\n\n## Zeiten\n\nAb sieben Uhr.\n\nBis Abend.\n\n## Essen\n\n- Suppe\n- Brot\n\n"
    "Es gibt jeden Tag etwas Warmes.\n"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path / "p")
    shutil.copy(ROOT / "conf.py", project.root)
    (project.root / ".gitignore").write_text("/_redaktion/\n_build/\n", encoding="utf-8")
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Vor der Schule\n\n```{toctree}\nhort\n```\n", head="")
    project.write(CHAPTER, TEXT)
    write_data(project.guide / "daten", fakten=FACTS, anlaufstellen=CONTACTS)
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def hand(chromium: Any, running: RunningDesk) -> Iterator[Counted]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(SCHOOL, MAILBOXES[SCHOOL]))}")
    yield Counted(page)
    context.close()


def said(running: RunningDesk, name: str = CHAPTER) -> str:
    return (running.root / "ratgeber" / f"{name}.md").read_text(encoding="utf-8")


def pictured(page: Any, name: str) -> None:
    """Put pictures of a screen into the folder the variable names, wide and narrow, for somebody to look at."""
    folder = os.environ.get("BILDER")
    if not folder:
        return
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_first_contribution_is_handed_in_read_as_parents_will_and_taken(
    hand: Counted, running: RunningDesk, tmp_path: Path
) -> None:
    (tmp_path / "Beitrag Ferien.docx").write_bytes(contribution(picture=True))
    page = hand.page
    hand.click("link", "Word-Dateien", exact=True)
    hand.look()
    pictured(page, "word-leer")
    hand.hand_in("Datei auswählen oder hierher ziehen", tmp_path / "Beitrag Ferien.docx")
    hand.click("button", "Hereingeben")
    hand.look()
    pictured(page, "wohin")
    hand.click("button", "Vor der Schule")
    expect(page.get_by_role("heading", name="Erst klären")).to_be_visible()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Ferien", exact=True).first).to_be_visible()
    expect(frame.get_by_text("auch in den Ferien offen")).to_be_visible()
    hand.look()
    pictured(page, "vorschlag-neu")
    hand.click("button", "Übernehmen", exact=True)
    expect(page.get_by_role("status")).to_contain_text("„Ferien“ ist im Ratgeber")
    hand.look()
    assert "auch in den Ferien offen" in said(running, "teil/ferien")
    assert hand.clicks == 5
    assert hand.found == []


def test_a_chapter_goes_to_review_in_word_and_back_change_by_change(
    hand: Counted, running: RunningDesk, tmp_path: Path
) -> None:
    page = hand.page
    hand.click("link", "Word-Dateien", exact=True)
    hand.click("link", "Ein Kapitel zum Gegenlesen geben")
    hand.look()
    pictured(page, "hinaus")
    hand.choose("Kapitel", "Hort")
    hand.choose("An wen geht es?", YOUTH)
    page.get_by_label("Bis wann").fill("2026-12-10")
    out = tmp_path / "hinaus.docx"
    hand.fetch("Word-Datei holen", out)
    hand.look()
    pictured(page, "ausgabe")
    back = edit(out, tmp_path / "Hort zurück.docx", ("Ab sieben Uhr.", "Ab acht Uhr."), ("Brot", "Brot und Obst"))
    out_clicks, hand.clicks = hand.clicks, 0
    hand.click("link", "Word-Dateien", exact=True)
    expect(page.get_by_text(f"bei {YOUTH}")).to_be_visible()
    hand.look()
    pictured(page, "word-unterwegs")
    hand.hand_in("Datei auswählen oder hierher ziehen", back)
    hand.choose("Von wem ist sie?", YOUTH)
    hand.click("button", "Hereingeben")
    first = page.get_by_role("group", name="Unter „Zeiten“: Anders")
    expect(first).to_contain_text("acht")
    hand.look()
    pictured(page, "vorschlag-aenderungen")
    first.get_by_label("So lassen, wie es ist").check()
    hand.clicks += 1
    hand.click("button", "So übernehmen, wie gewählt")
    expect(page.get_by_role("status")).to_contain_text("„Hort“ ist im Ratgeber")
    assert said(running).endswith(TEXT.replace("- Brot\n", "- Brot und Obst\n"))
    hand.hand_in("Datei auswählen oder hierher ziehen", back)
    follow(page.get_by_role("button", name="Hereingeben"))
    expect(page.get_by_role("status")).to_contain_text("schon im Ratgeber")
    assert (out_clicks, hand.clicks - 1) == (7, 7)
    assert hand.found == []


def test_a_conflict_is_two_cards_and_one_click_in_the_list_and_in_the_editor(
    hand: Counted, running: RunningDesk
) -> None:
    box = ":::{konflikt}\n**Im Ratgeber:**\n\nAb sieben Uhr.\n\n**Aus Word, Jugendamt:**\n\nAb acht Uhr.\n:::\n"
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    other = box.replace("Ab sieben Uhr.", "Bis Abend.").replace("Ab acht Uhr.", "Bis zum Abend.")
    path.write_text(said(running).replace("Ab sieben Uhr.\n\nBis Abend.\n", f"{box}\n{other}"), encoding="utf-8")
    git(running.root, "-c", "user.email=a@b.example", "commit", "--quiet", "-am", "beides")
    page = hand.page
    page.goto(f"{running.origin}/konflikte")
    expect(page.get_by_text("An 2 Stellen")).to_be_visible()
    hand.look()
    pictured(page, "konflikte")
    follow(page.get_by_role("button", name="Diese gilt: Aus Word, Jugendamt").first)
    expect(page.get_by_role("status")).to_contain_text("Entschieden.")
    assert "Ab acht Uhr." in said(running)
    hand.click("link", "Hort")
    page.get_by_role("textbox", name="Text des Kapitels").wait_for()
    ours, theirs = (page.locator(f"#text .fassung.{one}:not(.von)") for one in ("f1", "f2"))
    expect(ours).to_have_text("Bis Abend.")
    expect(theirs).to_have_text("Bis zum Abend.")
    page.get_by_role("button", name="Diese gilt: Aus Word, Jugendamt").wait_for()
    places = [each.bounding_box() for each in (ours, theirs)]
    assert places[0]["y"] == places[1]["y"]
    assert places[0]["x"] < places[1]["x"]
    pictured(page, "konflikt-im-editor")
    hand.click("button", "Eigene Worte")
    page.get_by_label("Was soll hier stehen?").fill("Bis 17 Uhr.")
    hand.click("button", "Das gilt")
    page.keyboard.press("Control+s")
    expect(page.get_by_text(f"Gesichert ({SCHOOL})")).to_be_visible()
    assert "Ab acht Uhr.\n\nBis 17 Uhr.\n" in said(running)
    assert hand.found == []


def test_an_office_answers_its_fact_sheet_by_a_link_and_one_click_takes_it(
    hand: Counted, running: RunningDesk, chromium: Any
) -> None:
    page = hand.page
    hand.click("link", "Word-Dateien", exact=True)
    hand.choose("Wer wird gefragt?", "Schulamt")
    hand.click("button", "Link zum Antworten")
    address = page.get_by_label("Der Link").input_value()
    hand.look()
    pictured(page, "link")
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    office = Counted(context.new_page())
    office.page.goto(address)
    office.look()
    pictured(office.page, "antwort")
    office.page.get_by_role("group", name="Anmeldefrist").get_by_label("Stimmt").check()
    beitrag = office.page.get_by_role("group", name="Beitrag", exact=True)
    beitrag.get_by_label("Geändert in:", exact=True).check()
    beitrag.get_by_label("Wie es heißt").fill("75 Euro")
    follow(office.page.get_by_role("button", name="Antworten schicken"))
    expect(office.page.get_by_role("heading", level=1)).to_have_text("Danke, das ist angekommen")
    office.look()
    assert context.cookies() == []
    context.close()
    hand.click("link", "Word-Dateien", exact=True)
    hand.click("link", "Antworten von Schulamt")
    hand.look()
    pictured(page, "antworten")
    hand.click("button", "Ausgewählte übernehmen")
    expect(page.get_by_role("status")).to_contain_text("Eine Angabe ist übernommen.")
    hand.look()
    pictured(page, "antworten-danach")
    facts = (running.root / "ratgeber" / "daten" / "fakten.yaml").read_text(encoding="utf-8")
    assert facts.count("bestaetigt_durch: amt") == 1
    hand.click("button", "Eintragen")
    expect(page.get_by_role("status")).to_contain_text("eingetragen und bestätigt: Schulamt")
    facts = (running.root / "ratgeber" / "daten" / "fakten.yaml").read_text(encoding="utf-8")
    assert re.search(r"wert: ['\"]?75\b", facts)
    assert facts.count("bestaetigt_durch: amt") == 2
    assert hand.found + office.found == []
