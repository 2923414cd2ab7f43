"""Pasting at the desk in a real browser: what was copied elsewhere is in the chapter as its author meant it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

import picture_makers
from browser.following import first_held
from desk.desk_servers import RunningDesk, running_desk
from guide_project import MAILBOXES, SCHOOL, Project
from ratgeber_tools.desk.store import Login

CHAPTER = "hort"
TEXT = """# Hort

Der Hort hat offen.
Kommen Sie vorbei.

- eins
- zwei

| Tag | Zeit |
| --- | --- |
| Mo | 8 |

Ende.
"""
PASTE = """([html, text, files]) => {
  const data = new DataTransfer()
  if (html) data.setData('text/html', html)
  if (text) data.setData('text/plain', text)
  for (const { name, type, bytes } of files) data.items.add(new File([new Uint8Array(bytes)], name, { type }))
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
  redaktion.view().dom.dispatchEvent(event)
}"""
COPY = """() => {
  const data = new DataTransfer()
  const event = new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true })
  redaktion.view().dom.dispatchEvent(event)
  return data.getData('text/html')
}"""
WORD = """<html xmlns:o="x"><body><!--StartFragment--><h1>Ferien</h1>
<p class=MsoNormal>Der Hort hat <b>auch</b> in den Ferien offen.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span></span><![endif]>Brotdose</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Obst</p><p class=MsoNormal><span
style='color:red'>Rot.</span><img width=90 src="https://fremd.example/a.png"></p><!--EndFragment--></body></html>"""


#: What a socket takes in a test, in bytes.
LARGEST_FRAME = 40_000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path)
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nhort\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.commit(SCHOOL)
    with running_desk(project.root, largest_frame=LARGEST_FRAME) as found:
        yield found


Open = Callable[..., Any]


@pytest.fixture
def page(chromium: Any, running: RunningDesk) -> Iterator[Any]:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(SCHOOL, MAILBOXES[SCHOOL]))}")
    page.goto(f"{running.origin}/kapitel/{CHAPTER}")
    page.locator("body[data-annahme=bereit]").wait_for()
    page.get_by_role("textbox", name="Text des Kapitels").wait_for()
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(running.origin)] == []


def paste(page: Any, html: str = "", text: str = "", files: tuple[dict[str, Any], ...] = ()) -> None:
    page.evaluate(PASTE, [html, text, list(files)])


def at_the_end_of(page: Any, words: str) -> None:
    page.locator("#text").get_by_text(words).first.click()
    page.keyboard.press("End")


def wait_until(page: Any, said: str) -> None:
    """Wait until an expression is true."""  # as a function: the page's policy forbids `eval`
    page.wait_for_function(f"() => {said}")


def wait_for_cursor(page: Any, offset: int) -> None:
    """The browser tells the editor where its cursor is a moment after the key."""
    wait_until(page, f"redaktion.view().state.selection.$from.parentOffset === {offset}")


def saved(page: Any, running: RunningDesk) -> str:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def test_a_text_of_words_is_headings_and_lists_and_undo_takes_all_of_it(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.type(" Oder rufen Sie an.")
    paste(page, WORD)
    expect(page.locator("#text h2")).to_have_text("Ferien")
    expect(
        page.get_by_role("status").get_by_text("Nicht übernommen: Farben und ein Bild von einer anderen Seite.")
    ).to_be_visible()
    written = saved(page, running)
    part = "## Ferien\n\nDer Hort hat **auch** in den Ferien offen.\n\n- Brotdose\n  - Obst\n\nRot.\n"
    assert f"Oder rufen Sie an.\n\n{part}" in written
    page.locator("#text").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#text h2")).to_have_count(0)
    expect(page.locator("#text").get_by_text("Oder rufen Sie an.")).to_be_visible()


def test_a_few_words_go_into_the_line(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "Kommen Sie vorbei.")
    for _ in range(len(" vorbei.")):
        page.keyboard.press("ArrowLeft")
    wait_for_cursor(page, len("Der Hort hat offen. Kommen Sie"))
    paste(page, "<meta charset='utf-8'><span style='font-weight:700'> gern</span>", text=" gern")
    expect(page.locator("#text strong")).to_have_text("gern")
    assert "Kommen Sie **gern** vorbei." in saved(page, running)


def test_what_is_typed_meanwhile_stays_behind_what_was_pasted(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "Ende.")
    held: list[Any] = []
    page.route("**/api/einfuegen/**", lambda route: held.append(route))
    paste(page, "<p>Erster.</p><p>Zweiter.</p>")
    page.locator("#text").get_by_text("Der Hort hat offen.").click()
    page.keyboard.press("Home")
    page.keyboard.type("Neu: ")
    first_held(page, held).continue_()
    expect(page.locator("#text").get_by_text("Zweiter.")).to_be_visible()
    written = saved(page, running)
    assert "Neu: Der Hort" in written
    assert "Ende.\n\nErster.\n\nZweiter.\n" in written


def test_items_come_into_the_list_and_blocks_part_a_paragraph(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "eins")
    paste(page, "<ul><li>neu<li>auch neu</ul>")
    expect(page.locator("#text li")).to_have_count(4)
    page.locator("#text").get_by_text("Ende.").click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    wait_for_cursor(page, 1)
    paste(page, "<p>Mitten.</p><ul><li>drin</ul>")
    expect(page.locator("#text li")).to_have_count(5)
    written = saved(page, running)
    assert "- eins\n- neu\n- auch neu\n- zwei\n" in written
    assert "E\n\nMitten.\n\n* drin\n\nnde.\n" in written


def test_in_a_cell_a_list_is_a_list_and_a_heading_bold(page: Any, running: RunningDesk) -> None:
    page.locator("#text td").last.click()
    page.keyboard.press("End")
    paste(page, "<h2>Früh</h2><ul><li>ab 8</ul>")
    expect(page.locator("#text td li")).to_have_text("ab 8")
    expect(page.locator("#text td strong")).to_have_text("Früh")
    assert "- ab 8" in saved(page, running)


def test_typed_bullets_of_a_plain_text_are_a_list(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "Ende.")
    paste(page, text="Mitbringen:\n- Ausweis\n- Foto")
    expect(page.locator("#text li")).to_have_count(4)
    assert saved(page, running).endswith("Mitbringen:\n\n* Ausweis\n* Foto\n")


def test_without_a_line_the_text_comes_plainly_and_that_is_said(page: Any) -> None:
    at_the_end_of(page, "Ende.")
    page.route("**/api/einfuegen/**", lambda route: route.abort())
    paste(page, '<p>Gut</p><script>x()</script><div data-baustein="{include}">Teil</div><p><b>fett</b></p>')
    expect(page.get_by_role("status").get_by_text("Ohne Verbindung")).to_be_visible()
    expect(page.locator("#text strong")).to_have_text("fett")
    assert page.locator("#text script, #text .baustein").count() == 0


def test_copied_at_the_desk_it_comes_back_exactly(page: Any, running: RunningDesk) -> None:
    page.locator("#text").focus()
    page.keyboard.press("Control+a")
    copied = page.evaluate(COPY)
    before = page.evaluate("redaktion.view().state.doc.toString()")
    paste(page, copied)
    assert page.evaluate("redaktion.view().state.doc.toString()") == before


def test_markup_of_ours_that_was_not_copied_here_is_words(page: Any) -> None:
    at_the_end_of(page, "Ende.")
    paste(page, '<div data-pm-slice="0 0 []"><div data-baustein="```{include} x">a</div></div><p>Gut</p>')
    expect(page.locator("#text").get_by_text("Gut")).to_be_visible()
    assert page.locator("#text .baustein").count() == 0


def test_a_picture_is_asked_about_before_it_is_in_the_text(page: Any, running: RunningDesk) -> None:
    at_the_end_of(page, "Ende.")
    bytes_ = list(picture_makers.png(40, 30))
    paste(page, files=({"name": "IMG_1.png", "type": "image/png", "bytes": bytes_},))
    page.get_by_label("Was ist auf dem Bild zu sehen?").fill("Kinder auf dem Hof")
    page.get_by_label("Wem gehört das Bild").fill("Stadt, ja")
    page.get_by_role("button", name="Einfügen").click()
    expect(page.locator("#text figure img")).to_have_attribute("alt", "Kinder auf dem Hof")
    written = saved(page, running)
    assert "bilder/hort/kinder-auf-dem-hof-" in written
    assert "Bild: Stadt, ja." in written


# ---------------------------------------------------------------------------- what no server takes, and nothing is lost

ALL_SENT = "redaktion.connection.pending.length === 0 && redaktion.connection.isReady"
INSERT = "words => redaktion.view().dispatch(redaktion.view().state.tr.insertText(words, 1))"


@pytest.mark.parametrize(
    ("words", "told"), [("'\\ud83c'", "halbes Zeichen"), ("'x'.repeat(2100000)", "zu viel auf einmal")]
)
def test_half_a_character_and_far_too_much_do_not_come_in_and_that_is_said(page: Any, words: str, told: str) -> None:
    page.evaluate(f"() => ({INSERT})({words})")
    expect(page.get_by_role("status").get_by_text(told)).to_be_visible()
    expect(page.locator("#text h1")).to_have_text("Hort")


def test_what_is_too_much_for_one_message_goes_in_several(page: Any, running: RunningDesk) -> None:
    page.evaluate("redaktion.connection.cut(true)")
    for number in range(6):
        page.evaluate(INSERT, f"Wort{number} " * 150)
    page.evaluate("redaktion.connection.most = 2000")
    page.evaluate("redaktion.connection.cut(false)")
    wait_until(page, ALL_SENT)
    written = saved(page, running)
    assert [written.count(f"Wort{number}") for number in range(6)] == [150] * 6


def test_a_line_closed_for_a_message_too_large_is_drawn_anew_with_smaller_ones(page: Any, running: RunningDesk) -> None:
    page.evaluate("redaktion.connection.cut(true)")
    for number in range(12):  # each may come, all at once are more than the socket takes
        page.evaluate(INSERT, f"Wort{number} " * 1000)
    page.evaluate("redaktion.connection.most = 200000")
    page.evaluate("redaktion.connection.cut(false)")
    wait_until(page, ALL_SENT)
    assert page.evaluate("redaktion.connection.most") < 200_000
    assert saved(page, running).count("Wort") == 12_000


def test_what_the_server_refuses_is_there_to_be_copied(page: Any) -> None:
    page.evaluate("redaktion.connection.cut(true)")
    at_the_end_of(page, "Ende.")
    page.keyboard.type(" Guter Satz.")
    nonsense = "{ toJSON: () => ({ stepType: 'zaubern' }), apply: doc => ({ doc }) }"
    page.evaluate(f"redaktion.connection.changed({{ steps: [{nonsense}], getMeta: () => undefined }})")
    page.evaluate("redaktion.connection.cut(false)")
    dialog = page.get_by_role("dialog", name="Das wurde nicht übernommen")
    expect(dialog.get_by_label("Kopieren Sie, was Sie noch brauchen")).to_have_value("Ende. Guter Satz.")
    expect(page.get_by_role("status").get_by_text("passt nicht in ein Kapitel")).to_be_visible()
