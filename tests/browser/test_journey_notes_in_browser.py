"""Notes in the margin and suggestions, from the first word to the last, in a real browser; clicks are counted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.plain_words import strange_words
from desk.desk_servers import RunningDesk, running_desk
from guide_project import HEALTH, MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight

CHAPTER = "teil/hort"
TEXT = (
    "# Hort\n\nDer Hort hat offen.\nKommen Sie vorbei.\n\nRufen Sie vorher an.\n\n- eins\n- zwei Hefte\n\n"
    "## Zeiten\n\nMontags bis freitags.\n"
)

Open = Callable[..., Any]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path)
    shutil.copy(Path(__file__).parents[2] / "conf.py", project.root)
    project.write("index", f"# Ratgeber\n\n```{{toctree}}\n{CHAPTER}\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def open_chapter(chromium: Any, running: RunningDesk) -> Iterator[Open]:
    """Return what opens the chapter as an office; any message of the console fails."""
    said: list[str] = []
    contexts = []

    def opened(office: str = SCHOOL, width: int = 1280, *, comes: str = ".vorschlagen", **more: Any) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 844}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(office, MAILBOXES[office]))}")
        page.goto(f"{running.origin}/kapitel/{CHAPTER}")
        page.get_by_role("textbox", name="Text des Kapitels").wait_for()
        page.locator(comes).wait_for(state="attached")  # all of the page has come
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [line for line in said if "net::" not in line] == []


def source(running: RunningDesk) -> str:
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def only(running: RunningDesk, office: str, *rights: DeskRight) -> None:
    """Have an office be one that may only do that."""
    before = running.logins.rights
    running.logins.rights = lambda who: frozenset(rights) if who.office == office else before(who)


def annotate(page: Any, word: str, words: str, *, asked: str = "") -> None:
    page.locator("#text").get_by_text(word).first.dblclick(position={"x": 8, "y": 8})
    page.get_by_role("button", name="Anmerken").click()
    page.get_by_label("Ihre Notiz").fill(words)
    if asked:
        page.get_by_label("An", exact=True).select_option(asked)
    page.locator(".notiz.neu").get_by_role("button", name="Anmerken").click()
    expect(page.locator(".notiz.neu")).to_have_count(0)
    expect(page.locator(".notiz")).to_have_count(1)


def test_a_note_is_added_answered_and_settled_by_another_office(running: RunningDesk, open_chapter: Open) -> None:
    youth, school = open_chapter(YOUTH), open_chapter(SCHOOL, width=390, has_touch=True, is_mobile=True)
    annotate(youth, "Rufen Sie", "Unter welcher Nummer?", asked=SCHOOL)
    expect(youth.locator("#text [data-am-rand]")).to_be_hidden()
    school.locator(".angemerkt").tap()
    card = school.locator(".notiz")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Unter welcher Nummer?")
    card.get_by_role("button", name="Antworten").tap()
    school.get_by_label("Ihre Antwort").fill("0340 steht unten.")
    card.locator("form").get_by_role("button", name="Antworten").tap()
    expect(card.locator(".antwort")).to_contain_text("0340 steht unten.")
    card.get_by_role("button", name="Erledigt").tap()
    expect(youth.locator(".notiz.erledigt")).to_contain_text("Erledigt")
    assert strange_words(youth) == strange_words(school) == []
    youth.keyboard.press("Control+s")
    expect(youth.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    assert ":von: Jugendamt\n\nKommentar zu „Rufen“: An das Schulamt: Unter welcher Nummer?\n" in source(running)
    assert "Antwort (Schulamt): 0340 steht unten.\n\nErledigt (Schulamt).\n" in source(running)


def test_to_annotate_is_offered_while_the_text_is_in_hand_and_lies_over_nothing_otherwise(open_chapter: Open) -> None:
    page = open_chapter()
    offer = page.locator(".anmerken")
    page.locator("#text").get_by_text("Rufen Sie").dblclick(position={"x": 8, "y": 8})
    expect(offer).to_be_visible()
    page.keyboard.press("Control+f")
    page.get_by_role("textbox", name="Finden", exact=True).fill("hort")
    expect(page.get_by_text("von 2")).to_be_visible()
    expect(offer).to_be_hidden()
    page.keyboard.press("Escape")
    expect(offer).to_be_visible()
    page.locator(".hinweise > summary").click()
    expect(offer).to_be_hidden()


def test_a_note_is_written_and_left_by_keys_alone_and_read_out_at_its_words(open_chapter: Open) -> None:
    page = open_chapter(YOUTH)
    page.locator("#text").get_by_text("Montags bis").click()
    page.keyboard.press("Home")
    page.keyboard.press("Control+Alt+m")
    expect(page.get_by_label("Ihre Notiz")).to_be_focused()
    page.keyboard.type("Auch samstags?")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notiz")).to_contain_text("„Montags“")
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").get_by_text("Rufen Sie").click()
    page.locator(".angemerkt").click()
    expect(page.locator(".nur-gehoert[role=status]")).to_have_text(f"Notiz von {YOUTH} zu „Montags“: Auch samstags?")
    page.locator(".notizzahl").press("Enter")
    expect(page.locator(".notiz")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#text")).to_be_focused()


def test_who_deletes_the_text_around_a_note_deletes_no_note(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter(YOUTH)
    annotate(page, "Rufen Sie", "Unter welcher Nummer?")
    page.locator("#text").get_by_text("Kommen Sie").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    expect(page.locator("#text")).not_to_contain_text("Montags")
    page.keyboard.type("Alles neu.")
    expect(page.locator(".notiz")).to_contain_text("Diese Wörter stehen nicht mehr im Text.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    assert source(running).count("Unter welcher Nummer?") == 1


def test_a_note_that_outlives_its_text_does_not_become_a_footnote(running: RunningDesk, open_chapter: Open) -> None:
    with_footnote = TEXT.replace("bis freitags.", "bis freitags.[^a]") + "\n[^a]: Nicht in den Ferien.\n"
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(TEXT, with_footnote), encoding="utf-8")
    page = open_chapter(YOUTH)
    annotate(page, "Rufen Sie", "Unter welcher Nummer?")
    page.evaluate(
        """() => {
          const { state } = redaktion.view()
          const kept = []
          state.doc.forEach(block => { if (block.attrs.name !== 'redaktionsnotiz') kept.push(block) })
          redaktion.view().dispatch(state.tr.replaceWith(0, state.doc.content.size, kept))
        }"""
    )
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    assert source(running).count(":::{redaktionsnotiz}") == 1
    assert source(running).endswith("\n[^a]: Nicht in den Ferien.\n")


def test_a_paragraph_is_moved_past_a_note_in_one_step_and_the_note_stays_at_its_words(open_chapter: Open) -> None:
    page = open_chapter(YOUTH)
    annotate(page, "Rufen Sie", "Unter welcher Nummer?")
    page.locator("#text").get_by_text("Der Hort hat").click()
    page.keyboard.press("Alt+Shift+ArrowDown")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.locator("#text > :is(p, ul, h1)").nth(1)).to_contain_text("Rufen Sie")
    expect(page.locator("#text > :is(p, ul, h1)").nth(3)).to_contain_text("Der Hort hat")
    expect(page.locator(".angemerkt")).to_have_text("Rufen")


def test_who_looks_for_what_a_note_says_is_led_to_its_card(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter(YOUTH)
    annotate(page, "Rufen Sie", "Unter welcher Nummer?")
    page.goto(f"{running.origin}/")
    page.goto(f"{running.origin}/kapitel/{CHAPTER}#finden=Unter%20welcher")
    expect(page.locator(".notiz.vorn")).to_contain_text("Unter welcher Nummer?")


def test_who_may_only_comment_cannot_change_the_text(running: RunningDesk, open_chapter: Open) -> None:
    only(running, HEALTH, DeskRight.COMMENT)
    before = source(running)
    page = open_chapter(HEALTH, comes=".notizen")  # it has no button to make a suggestion
    page.locator("#text").get_by_text("Kommen Sie").click()
    page.keyboard.type("Anders. ")
    expect(page.locator("#text")).not_to_contain_text("Anders.")
    page.locator("#text").get_by_text("Rufen Sie").first.dblclick(position={"x": 8, "y": 8})
    page.get_by_role("button", name="Anmerken").click()
    page.get_by_label("Ihre Notiz").fill("Stimmt die Nummer?")
    page.locator(".notiz.neu").get_by_role("button", name="Anmerken").click()
    expect(page.locator(".notiz")).to_contain_text("Stimmt die Nummer?")
    saving = open_chapter(SCHOOL)
    saving.keyboard.press("Control+s")
    expect(saving.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    said = "Kommentar zu „Rufen“: Stimmt die Nummer?"
    note = f":::{{redaktionsnotiz}}\n:art: kommentar\n:von: {HEALTH}\n\n{said}\n:::\n\n"
    assert source(running) == before.replace("- eins", f"{note}- eins")


def test_a_suggestion_is_written_and_accepted_in_part(running: RunningDesk, open_chapter: Open) -> None:
    only(running, YOUTH, DeskRight.PROPOSE, DeskRight.COMMENT)
    before = source(running)
    page = open_chapter(YOUTH, width=390)
    page.get_by_role("button", name="Vorschlag schreiben").click()
    expect(page.get_by_text("Sie schreiben an einem Vorschlag.")).to_be_visible()
    for words, more in (("Rufen Sie", " Danke."), ("Montags", " Freitags bis 15 Uhr.")):
        page.locator("#text").get_by_text(words).click()
        page.keyboard.press("End")
        page.keyboard.type(more)
    expect(page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert")).to_be_visible()
    page.get_by_label("Warum?").fill("Freitags ist kürzer.")
    page.get_by_role("button", name="Vorschlag abgeben").click()
    page.wait_for_url("**/vorschlag/*")
    assert strange_words(page) == []
    assert page.get_by_role("button", name="Annehmen").count() == 0
    assert source(running) == before

    school = open_chapter(SCHOOL)
    clicks = 0
    school.goto(f"{running.origin}/vorschlag")
    school.get_by_role("link", name="Hort").click()
    clicks += 1
    expect(school.get_by_text("Freitags ist kürzer.")).to_be_visible()
    school.locator("li.karte", has_text="Freitags bis 15 Uhr.").get_by_role("button", name="annehmen").click()
    clicks += 1
    expect(school.get_by_text("Es steht jetzt im Kapitel.")).to_be_visible()
    school.locator("li.karte", has_text="Danke.").get_by_role("button", name="ablehnen").click()
    clicks += 1
    expect(school.get_by_text("Über alle Änderungen ist entschieden.")).to_be_visible()
    assert strange_words(school) == []
    assert source(running) == before.replace("freitags.", "freitags.\nFreitags bis 15 Uhr.")
    assert clicks == 3
