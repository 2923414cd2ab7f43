"""Writing at the desk in a real browser: what an author types, clicks and pastes is in the chapter, nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.following import first_held
from desk.desk_servers import RunningDesk, running_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from ratgeber_tools.desk.store import Login

CHAPTER = "teil/hort"
TEXT = """# Hort

Der Hort hat offen.
Kommen Sie vorbei.

:::{tipp} Früh da sein
Es gibt ein Frühstück.
:::

- eins
- zwei

Mehr bei {kontakt}`amt telefon`.

:::{kontakt} amt
:::
"""
CONTACTS = "amt:\n  name: Jugendamt\n  art: amt\n  telefon: 01234 567-0\n"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path)
    shutil.copy(Path(__file__).parents[2] / "conf.py", project.root)
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/essen\nteil/hort\n```\n", head="")
    project.write(CHAPTER, TEXT)
    project.write("teil/essen", "# Essen\n\nEs gibt Essen.\n")
    project.write_file("daten/anlaufstellen.yaml", CONTACTS.encode())
    project.commit(SCHOOL)
    with running_desk(project.root) as found:
        yield found


Open = Callable[..., Any]


@pytest.fixture
def open_chapter(chromium: Any, running: RunningDesk) -> Iterator[Open]:
    """Return what opens the chapter as an office, on a screen of that width; any message of the console fails."""
    said: list[str] = []
    contexts = []

    def opened(
        office: str = SCHOOL, width: int = 1280, name: str = CHAPTER, before: Callable[[Any], object] = repr
    ) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 844})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{running.origin}/anmelden?zeichen={running.logins.invite(Login(office, MAILBOXES[office]))}")
        before(page)
        page.goto(f"{running.origin}/kapitel/{name}")
        page.get_by_role("textbox", name="Text des Kapitels").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [line for line in said if "net::" not in line and "has been blocked" not in line] == []


def source(running: RunningDesk) -> str:
    return (running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def saved(page: Any) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()


def at_the_end_of(page: Any, words: str) -> None:
    page.locator("#text").get_by_text(words).first.click()
    page.keyboard.press("End")


def test_a_sentence_typed_is_one_line_more_in_the_offices_name(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    before = source(running)
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.type(" Rufen Sie vorher an.")
    saved(page)
    assert source(running) == before.replace("vorbei.\n", "vorbei.\nRufen Sie vorher an.\n")
    assert git(running.root, "log", "-1", "--format=%an") == SCHOOL


def test_what_comes_from_the_register_is_shown_with_its_value(open_chapter: Open) -> None:
    text = open_chapter().locator("#text")
    expect(text.locator(".angabe")).to_contain_text("01234 567-0")
    expect(text.get_by_role("group", name="Kontakt")).to_contain_text("Jugendamt")


def test_lists_boxes_and_a_table_made_by_hand_become_ours(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    keys = page.keyboard
    at_the_end_of(page, "Mehr bei")
    for words in ("[] Ausweis", "Foto", "", "Bis Freitag anmelden."):
        keys.press("Enter")
        keys.type(words)
    page.get_by_label("Kasten", exact=True).select_option("Frist")
    keys.press("Enter")
    keys.press("Enter")
    page.get_by_role("button", name="Tabelle", exact=True).click()
    page.get_by_role("button", name="Einfügen").click()
    expect(page.locator("#text table")).to_be_visible()
    for words in ("Tag", "Zeit", "Montag", "8 Uhr"):
        keys.type(words)
        keys.press("Tab")
    saved(page)
    written = source(running)
    assert re.search(r"^([-*]) \[ \] Ausweis\n\1 \[ \] Foto\n", written, re.MULTILINE)
    assert ":::{frist}\nBis Freitag anmelden.\n:::\n" in written
    assert "| Tag | Zeit |" in written
    assert "| Montag | 8 Uhr |" in written


def test_a_value_and_a_chapter_are_put_in_by_their_words(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.get_by_role("button", name="Angabe").click()
    expect(page.locator("dialog[open] input").first).to_be_focused()
    page.keyboard.type("jugendamt telefon")
    expect(page.locator(".treffer > li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#text .angabe")).to_have_count(2)
    page.get_by_role("button", name="Verweis auf Kapitel").click()
    expect(page.locator("dialog[open] input").first).to_be_focused()
    page.keyboard.type("essen")
    expect(page.locator(".treffer > li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#text .angabe")).to_have_count(3)
    saved(page)
    assert "{kontakt}`amt telefon`" in source(running).split(":::")[0]
    assert "(essen.md)" in source(running)


def test_two_offices_write_in_one_paragraph_and_both_are_in_the_commit(
    running: RunningDesk, open_chapter: Open
) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    expect(school.get_by_text(f"Auch hier: {YOUTH}").first).to_be_visible()
    at_the_end_of(school, "Kommen Sie vorbei.")
    school.keyboard.type(" Montags.")
    expect(youth.get_by_text("Montags.")).to_be_visible()
    youth.locator("#text").get_by_text("eins").click()
    youth.keyboard.press("End")
    youth.keyboard.type(" und mehr")
    expect(school.get_by_text("eins und mehr")).to_be_visible()
    saved(school)
    expect(youth.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_visible()
    assert "Montags." in source(running)
    assert "- eins und mehr" in source(running)
    assert YOUTH in git(running.root, "log", "-1", "--format=%an%b")


def test_what_is_typed_without_a_line_comes_when_it_is_back_and_outlives_the_tab(
    running: RunningDesk, open_chapter: Open
) -> None:
    page = open_chapter()
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.evaluate("redaktion.connection.cut(true)")
    page.keyboard.type(" Ohne Netz.")
    expect(page.get_by_text("Was Sie schreiben, bleibt hier")).to_be_visible()
    page.wait_for_function(
        "() => Object.values(localStorage).some(kept => "
        "JSON.parse(kept).pending?.length === redaktion.connection.pending.length)"
    )
    page.goto("about:blank")
    page.goto(f"{running.origin}/kapitel/{CHAPTER}")
    expect(page.locator("#text").get_by_text("Ohne Netz.")).to_be_visible()
    saved(page)
    assert source(running).count("Ohne Netz.") == 1


def test_a_change_in_the_file_comes_into_the_open_page(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    path = running.root / "ratgeber" / f"{CHAPTER}.md"
    path.write_text(source(running).replace("- zwei", "- zwei neue"), encoding="utf-8")
    expect(page.get_by_text("zwei neue")).to_be_visible()


def test_undo_takes_back_ones_own_words_and_not_the_others(running: RunningDesk, open_chapter: Open) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    at_the_end_of(school, "Kommen Sie vorbei.")
    school.keyboard.type(" Meins.")
    expect(youth.get_by_text("Meins.")).to_be_visible()
    youth.locator("#text").get_by_text("eins", exact=True).click()
    youth.keyboard.press("End")
    youth.keyboard.type(" Deins.")
    expect(school.get_by_text("eins Deins.")).to_be_visible()
    school.keyboard.press("Control+z")
    expect(youth.get_by_text("Meins.")).to_be_hidden()
    expect(school.get_by_text("eins Deins.")).to_be_visible()


def test_the_head_is_a_form_that_others_see_at_once_and_is_saved_with_the_text(
    running: RunningDesk, open_chapter: Open
) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    for page in (school, youth):
        page.get_by_text("Zum Kapitel").click()
    office, day = school.get_by_label("Zuständig"), school.locator(".kopf-stand")
    office.fill("Amt für Horte")
    expect(youth.get_by_label("Zuständig")).to_have_value("Amt für Horte")
    day.locator("input").fill("31.2.2027")
    day.locator("input").press("Tab")
    expect(day.get_by_text("ist kein Datum, das es gibt")).to_be_visible()
    day.locator("input").fill("1.3.2027")
    expect(day.locator(".fehler")).to_be_hidden()
    points = school.get_by_label("Das Wichtigste")
    points.get_by_role("button", name="Satz dazu").click()
    school.keyboard.type("Der Hort hat offen.")
    school.keyboard.press("Enter")
    school.keyboard.type("Er kostet: Geld.")
    expect(youth.get_by_label("Satz 2", exact=True)).to_have_value("Er kostet: Geld.")
    school.get_by_label("Titel", exact=True).fill("Der Hort")
    school.keyboard.press("Tab")
    expect(youth.locator("#text h1")).to_have_text("Der Hort")
    saved(school)
    written = source(running)
    assert "zustaendig: Amt für Horte\n" in written
    assert "stand: 1.3.2027\n" in written
    assert 'kurz:\n  - Der Hort hat offen.\n  - "Er kostet: Geld."\n' in written
    assert "\n# Der Hort\n" in written


def test_the_page_beside_the_text_says_what_is_typed(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    before = source(running)
    page.get_by_role("button", name="Vorschau", exact=True).click()
    seen = page.frame_locator("iframe[title='Vorschau der Seite']").locator("article")
    expect(seen).to_contain_text("Kommen Sie vorbei.")
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.type(" Immer.")
    expect(seen).to_contain_text("vorbei. Immer.")
    expect(seen).to_contain_text("01234 567-0")
    assert source(running) == before
    page.get_by_role("button", name="Vorschau schließen").click()
    expect(page.get_by_role("complementary", name="Vorschau")).to_be_hidden()


def test_who_comes_back_finds_what_others_have_changed_and_clears_it(running: RunningDesk, open_chapter: Open) -> None:
    school = open_chapter(SCHOOL)
    expect(school.get_by_text("Zum Kapitel")).to_be_visible()  # who leaves before has seen nothing
    school.goto(running.origin)
    youth = open_chapter(YOUTH)
    expect(youth.get_by_text(f"Auch hier: {SCHOOL}")).to_have_count(0)  # whoever is still here sees it now
    at_the_end_of(youth, "Kommen Sie vorbei.")
    youth.keyboard.type(" Neues.")
    saved(youth)
    for is_seen in (False, True):
        school.goto(f"{running.origin}/kapitel/{CHAPTER}")
        school.get_by_role("textbox", name="Text des Kapitels").wait_for()
        told = school.get_by_text("Seit Ihrem letzten Besuch haben andere eine Stelle geändert")
        if is_seen:
            expect(school.get_by_text("Zum Kapitel")).to_be_visible()
            expect(told).to_be_hidden()
            continue
        told.click()
        expect(school.locator(".seither-marken > div")).to_have_count(1)
        school.get_by_role("button", name=re.compile(f"{YOUTH}.*Neues")).click()
        school.get_by_role("button", name="Gesehen").click()
        expect(told).to_be_hidden()


def test_two_in_one_value_of_the_head_both_find_theirs(running: RunningDesk, open_chapter: Open) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    fields = []
    for page in (school, youth):
        page.get_by_text("Zum Kapitel").click()
        fields.append(page.get_by_label("Für wen"))
    school.evaluate("redaktion.connection.cut(true)")
    fields[0].fill("alle Eltern")
    fields[0].press("Tab")
    fields[1].fill("Eltern von Hortkindern")
    fields[1].press("Tab")
    expect(youth.get_by_text("Übertragen, noch nicht")).to_be_visible()
    school.evaluate("redaktion.connection.cut(false)")
    expect(fields[1]).to_have_value("alle Eltern")
    group = youth.locator(".kopf-zielgruppe")
    expect(group).to_contain_text("Jemand anders schrieb: „Eltern von Hortkindern“")
    group.get_by_role("button", name="Nehmen").click()
    expect(fields[0]).to_have_value("Eltern von Hortkindern")
    expect(school.locator(".kopf-zielgruppe").get_by_role("button", name="Nehmen")).to_have_count(0)


def test_undo_after_a_merge_takes_back_ones_own_words_alone(running: RunningDesk, open_chapter: Open) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    school.evaluate("redaktion.connection.cut(true)")
    at_the_end_of(school, "Kommen Sie vorbei.")
    school.keyboard.type(" Meins.")
    paragraph = youth.locator("#text").get_by_text("Kommen Sie vorbei.")
    paragraph.click(click_count=3)
    youth.keyboard.type("Rufen Sie an, bevor Sie kommen.")
    expect(youth.get_by_text("Im Ratgeber gesichert", exact=True)).to_be_hidden()
    expect(youth.get_by_text("Übertragen, noch nicht")).to_be_visible()
    school.evaluate("redaktion.connection.cut(false)")
    text = school.locator("#text")
    expect(text).to_contain_text("Rufen Sie an")
    expect(text).to_contain_text("Meins.")
    school.keyboard.press("Control+z")
    expect(text).not_to_contain_text("Meins.")
    expect(text).to_contain_text("Rufen Sie an")
    expect(youth.locator("#text")).not_to_contain_text("Meins.")
    expect(youth.locator("#text")).to_contain_text("Rufen Sie an")


def test_undo_takes_back_what_was_typed_on_while_an_answer_was_under_way(open_chapter: Open) -> None:
    school, youth = open_chapter(SCHOOL), open_chapter(YOUTH)
    school.evaluate(
        """() => {
          const { socket } = redaktion.connection, { onmessage } = socket, held = []
          socket.onmessage = event => held.push(event)
          window.release = () => { socket.onmessage = onmessage; held.forEach(event => socket.onmessage(event)) }
        }"""
    )
    youth.locator("#text").get_by_text("Kommen Sie vorbei.").click()
    youth.keyboard.press("Home")
    youth.keyboard.type("Deins. ")
    expect(youth.get_by_text("Übertragen, noch nicht")).to_be_visible()
    at_the_end_of(school, "Kommen Sie vorbei.")
    school.keyboard.type(" Meins.")
    school.evaluate("release()")
    for key, words in {"End": " Meins.", "Control+z": "", "Control+y": " Meins."}.items():
        school.keyboard.press(key)
        for page in (school, youth):
            page.wait_for_function(
                "words => redaktion.view().state.doc.child(1).textContent === words",
                arg=f"Deins. Der Hort hat offen. Kommen Sie vorbei.{words}",
            )


@pytest.mark.parametrize(
    ("keys", "field"), [("Control+k", "Adresse"), ("Control+f", "Finden")], ids=["a dialog", "the search"]
)
def test_what_is_typed_before_a_dialog_has_come_goes_into_it_and_not_into_the_text(
    open_chapter: Open, keys: str, field: str
) -> None:
    held: list[Any] = []
    page = open_chapter(before=lambda page: page.route("**/web/beside.js", lambda route: held.append(route)))
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.press(keys)
    page.keyboard.type("stadt")
    first_held(page, held).continue_()
    entered = page.get_by_role("textbox", name=field, exact=True)
    expect(entered).to_have_value("stadt")
    expect(entered).to_be_focused()
    page.keyboard.type(".de")
    expect(entered).to_have_value("stadt.de")
    assert "stadt" not in page.evaluate("redaktion.view().state.doc.textContent")


def test_who_does_not_wait_for_a_dialog_is_back_in_the_text(open_chapter: Open) -> None:
    held: list[Any] = []
    page = open_chapter(before=lambda page: page.route("**/web/beside.js", lambda route: held.append(route)))
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.get_by_role("button", name="Angabe").click()
    page.keyboard.type("Telefon")
    page.keyboard.press("Escape")
    page.keyboard.type(" Gern.")
    first_held(page, held).continue_()
    expect(page.get_by_text("Zum Kapitel")).to_be_visible()
    assert page.locator("dialog").count() == 0
    expect(page.locator("#text > p").first).to_contain_text("Kommen Sie vorbei. Gern.")


def test_a_dialog_that_could_not_be_loaded_comes_with_the_connection(open_chapter: Open) -> None:
    held: list[Any] = []
    page = open_chapter(before=lambda page: page.route("**/web/beside.js", lambda route: held.append(route)))
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.press("Control+k")
    page.keyboard.type("stadt")
    first_held(page, held).abort()
    expect(page.locator(".meldung")).to_contain_text("Verbindung")
    assert "stadt" not in page.evaluate("redaktion.view().state.doc.textContent")
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Adresse", exact=True)).to_be_focused()


def test_without_a_connection_no_hints_are_not_said_to_be_none(open_chapter: Open) -> None:
    page = open_chapter()
    hints = page.locator(".hinweise > summary")
    expect(hints).to_have_text(re.compile(r"^(Keine Hinweise|Hinweise \(\d+\))$"))
    before = hints.inner_text()
    page.evaluate("redaktion.connection.cut(true)")
    expect(hints).to_have_text("Hinweise kommen wieder mit der Verbindung")
    page.evaluate("redaktion.connection.cut(false)")
    expect(hints).to_have_text(before)


def test_what_comes_from_the_register_is_spoken_with_its_kind(open_chapter: Open) -> None:
    value = open_chapter().locator("#text .angabe")
    expect(value).to_have_text("Kontakt: 01234 567-0")
    expect(value.locator(".nur-gehoert")).to_have_text("Kontakt: ")


def test_a_note_whose_words_are_taken_out_comes_back_once(open_chapter: Open) -> None:
    page = open_chapter()
    page.locator(".notizen").wait_for(state="attached")
    page.evaluate(
        """() => setTimeout(() => { // a page that does not come back is to end the test, not to hold it
          const { schema, tr } = redaktion.view().state
          const words = schema.nodes.paragraph.create(null, schema.text('Wann?'))
          const note = schema.nodes.box.create({ name: 'redaktionsnotiz', src: '90-93' }, words)
          redaktion.view().dispatch(tr.insert(0, note))
          redaktion.view().dispatch(redaktion.view().state.tr.delete(1, 8))
        })"""
    )
    page.wait_for_function("() => redaktion.view().state.doc.textContent.split('Wann?').length === 2")
    expect(page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert")).to_be_visible()


def test_keys_are_those_of_word_and_f1_says_them(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.keyboard.press("F1")
    keys = page.get_by_role("dialog", name="Tasten")
    expect(keys.get_by_role("row", name="Fett Strg+B")).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.type("Neues")
    page.keyboard.press("Control+Alt+2")
    expect(page.locator("#text h2")).to_have_text("Neues")


def test_tab_in_the_last_cell_is_a_new_row(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.get_by_role("button", name="Tabelle", exact=True).click()
    page.get_by_role("button", name="Einfügen").click()
    rows = page.locator("#text tr")
    expect(rows).to_have_count(3)
    for number in range(6):
        page.keyboard.type(f"z{number}")
        page.keyboard.press("Tab")
    page.keyboard.type("unten")
    expect(rows).to_have_count(4)
    saved(page)
    assert "| unten |" in source(running)


def test_everything_is_reached_by_keyboard_and_the_toolbar_is_one_stop(open_chapter: Open) -> None:
    page = open_chapter()
    page.locator("#text").focus()
    page.keyboard.press("Alt+F10")
    focused = "document.activeElement.closest('[role=toolbar]') !== null"
    assert page.evaluate(focused)
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Tabelle ändern"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "text"
    assert page.evaluate("document.querySelectorAll('[role=toolbar] [tabindex=\"0\"]').length") == 1


def test_a_script_in_pasted_html_is_words_at_most(running: RunningDesk, open_chapter: Open) -> None:
    page = open_chapter()
    at_the_end_of(page, "Kommen Sie vorbei.")
    page.evaluate(
        """() => {
          const data = new DataTransfer()
          data.setData('text/html', '<p>Gut<script>x()</script><img src=x onerror="x()">'
            + '<a href="javascript:x()">böse</a><b>fett</b></p>')
          redaktion.view().dom.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }))
        }"""
    )
    expect(page.locator("#text strong")).to_have_text("fett")
    assert page.locator("#text script, #text [onerror], #text a[href^=javascript]").count() == 0
    saved(page)
    assert "javascript" not in source(running)


def test_on_a_phone_nothing_is_wider_than_the_screen(open_chapter: Open) -> None:
    page = open_chapter(width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = page.evaluate(
        "[...document.querySelectorAll('[role=toolbar] button, [role=toolbar] select')]"
        ".filter(one => one.offsetParent).map(one => one.offsetHeight)"
    )
    assert min(heights) >= 44


def test_the_list_of_chapters_is_in_the_order_in_which_parents_meet_them(
    running: RunningDesk, open_chapter: Open
) -> None:
    page = open_chapter()
    page.goto(running.origin)
    links = page.locator(".kapitel a")
    expect(links.first).to_be_visible()
    expect(links).to_have_text(["Ratgeber", "Essen", "Hort"])
    page.get_by_label("Kapitel finden").fill("hor")
    expect(links).to_have_text(["Hort"])
    links.first.click()
    page.get_by_role("textbox", name="Text des Kapitels").wait_for()
