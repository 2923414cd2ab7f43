"""A Word file dropped on a chapter in a real browser: asked about, put in or taken over, and nobody loses a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from desk.desk_servers import RunningDesk, running_desk
from desk.word_contributions import contribution, exported
from guide_project import MAILBOXES, SCHOOL, Project
from ratgeber_tools.desk.store import Login
from word_editing import edit

CHAPTER = "teil/hort"
TEXT = "# Hort\n\nDer Hort hat offen.\n\n## Zeiten\n\nAb sieben Uhr.\n\nBis Abend.\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DROP = """([words, name, type, bytes]) => {
  const data = new DataTransfer()
  data.items.add(new File([new Uint8Array(bytes)], name, { type }))
  const place = [...document.querySelectorAll('#text p')].find(one => one.textContent.includes(words))
  const { left, top, height } = place.getBoundingClientRect()
  const event = { dataTransfer: data, bubbles: true, cancelable: true, clientX: left + 2, clientY: top + height / 2 }
  place.dispatchEvent(new DragEvent('drop', event))
}"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path / "p")
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/hort\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


@pytest.fixture
def page(chromium: Any, running: RunningDesk) -> Iterator[Any]:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(SCHOOL, MAILBOXES[SCHOOL]))}")
    page.goto(f"{running.origin}/kapitel/{CHAPTER}")
    page.locator("body[data-annahme=bereit]").wait_for()
    page.get_by_role("textbox", name="Text des Kapitels").wait_for()
    yield page
    context.close()


def drop(page: Any, words: str, data: bytes, *, name: str = "Beitrag.docx", kind: str = WORD) -> None:
    """Drop a file on the paragraph with these words."""
    page.evaluate(DROP, [words, name, kind, list(data)])


def saved(page: Any, running: RunningDesk) -> str:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def test_a_new_text_is_put_in_where_it_was_dropped_and_persons_are_said_first(page: Any, running: RunningDesk) -> None:
    drop(page, "Ab sieben Uhr.", contribution(picture=True))
    dialog = page.get_by_role("dialog", name="Word-Datei „Beitrag.docx“")
    expect(dialog.get_by_role("heading", level=3).first).to_have_text("Erst klären")
    expect(dialog).to_contain_text("Beispiel")
    dialog.get_by_role("button", name="An dieser Stelle einfügen").click()
    page.get_by_label("Was ist auf dem Bild zu sehen?").fill("Ein Hof")
    page.get_by_label("Wem gehört das Bild").fill("Stadt")
    page.get_by_role("button", name="Einfügen").click()
    expect(page.locator("#text li")).to_have_text("Brotdose")
    written = saved(page, running)
    assert "\n## Ferien\n" in written
    assert written.index("Brotdose") < written.index("bilder/teil/hort/ein-hof-") < written.index("Bis Abend.")


def test_a_returned_chapter_is_taken_over_while_somebody_types(page: Any, running: RunningDesk) -> None:
    file = exported(running.root)
    edit(file, file, ("Bis Abend.", "Bis siebzehn Uhr."))
    drop(page, "Ab sieben Uhr.", file.read_bytes(), name="Rueckgabe.docx")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Von welcher Stelle")).to_have_value(SCHOOL)
    dialog.get_by_role("button", name="Änderungen übernehmen").click()
    page.locator("#text").get_by_text("Der Hort hat offen.").click()
    page.keyboard.press("End")
    page.keyboard.type(" Immer.")
    expect(page.locator("#text").get_by_text("Bis siebzehn Uhr.")).to_be_visible()
    written = saved(page, running)
    assert "Immer." in written
    assert "Bis siebzehn Uhr." in written


@pytest.mark.parametrize(("name", "words"), [("Beitrag.odt", "speichern Sie sie als Word-Dokument"), ("a.pdf", "PDF")])
def test_another_kind_of_file_is_refused_and_the_page_stays(page: Any, name: str, words: str) -> None:
    drop(page, "Bis Abend.", b"%PDF-1.7", name=name, kind="application/pdf")
    expect(page.get_by_role("status").get_by_text(words)).to_be_visible()
    expect(page.locator("#text")).to_contain_text("Bis Abend.")


def test_a_file_can_be_chosen_with_a_button(page: Any) -> None:
    page.locator("#text").get_by_text("Bis Abend.").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Word-Datei").click()
    chooser.value.set_files({"name": "Beitrag.docx", "mimeType": WORD, "buffer": contribution()})
    page.get_by_role("dialog").get_by_role("button", name="Abbrechen").click()
    expect(page.locator("#text li")).to_have_count(0)


def test_a_file_dropped_on_the_first_page_comes_in_as_a_word_file(page: Any, running: RunningDesk) -> None:
    page.goto(running.origin)
    page.get_by_label("Kapitel finden").wait_for()
    drop_anywhere = DROP.replace(
        "[...document.querySelectorAll('#text p')].find(one => one.textContent.includes(words))", "document.body"
    )
    page.evaluate(drop_anywhere, ["", "Beitrag.docx", WORD, list(contribution())])
    page.wait_for_url("**/word/**")
    expect(page.get_by_text("Beitrag.docx").first).to_be_visible()
