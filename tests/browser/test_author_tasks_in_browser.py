"""What an author does at the desk, each task done twice: with keys alone, and with a finger on a phone of 390 pixels.

The table is `TASKS`.  With keys: no mouse, no finger; the cursor stands where the task begins, as arrow keys bring it
there.  With a finger: taps, and letters from the screen's keyboard, which has Enter and Backspace but no short cuts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from desk_states import CHAPTER, Visit, desk_guide
from playwright.sync_api import expect

from desk.desk_servers import running_desk
from guide_project import YOUTH
from patience import until

PICTURE = Path(__file__).parents[1] / "guides" / "bausteine" / "bilder" / "quadrat.png"
_NARROW = 390
#: CSS pixels: WCAG 2.2, 2.5.5.
_FINGER = 44


class Hand:
    """How somebody works who has the chapter open; `self.type` is the same for both."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.keys = visit.page.keyboard

    def text(self) -> Any:
        return self.page.locator("#text")

    def dialog(self) -> Any:
        return self.page.get_by_role("dialog")

    def type(self, words: str) -> None:
        self.keys.type(words)

    def back_in_text(self) -> None:
        """Wait until a dialog is gone and the browser's cursor stands where the text's does: no person is quicker."""
        self.dialog().wait_for(state="detached")
        self.page.wait_for_function(
            """() => {
              const [view, here] = [redaktion.view(), getSelection()]
              const isIn = here.anchorNode && view.dom.contains(here.anchorNode)
              const { from } = view.state.selection
              return view.hasFocus() && isIn && view.posAtDOM(here.anchorNode, here.anchorOffset) === from
            }"""
        )

    def document(self) -> str:
        return str(self.page.evaluate("String(redaktion.view().state.doc)"))


class Keys(Hand):
    """With keys alone."""

    def stand(self, words: str) -> None:
        self.visit.stand_at(words)

    def tool(self, name: str, short: str = "") -> None:
        """Use a tool by its short cut where it has one, else in the toolbar."""
        if short:
            self.keys.press(short)
            return
        self._reach(name)
        self.keys.press("Enter")

    def choose(self, tool: str, choice: str) -> None:
        self._reach(tool)
        steps = self.page.evaluate(
            """wanted => {
              const list = document.activeElement
              const open = [...list.options].filter(one => !one.disabled || one.index === list.selectedIndex)
              const place = words => open.findIndex(one => one.label === words)
              return place(wanted) - open.findIndex(one => one.index === list.selectedIndex)
            }""",
            choice,
        )
        self.keys.press("ArrowDown")  # opens the list
        for _ in range(abs(steps)):
            self.keys.press("ArrowDown" if steps > 0 else "ArrowUp")
        self.keys.press("Enter")

    def _reach(self, name: str) -> None:
        self.keys.press("Alt+F10")
        for _ in range(40):
            if self.page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
                return
            self.keys.press("ArrowRight")
        raise AssertionError(f"{name} is not in the toolbar")

    def fill(self, label: str, words: str) -> None:
        """Go on with Tab to a field of the dialog and write."""
        field = self.dialog().get_by_label(label)
        for _ in range(12):
            if field.evaluate("field => field === document.activeElement"):
                break
            self.keys.press("Tab")
        self.keys.press("Control+a")
        self.keys.type(words)

    def go(self, place: Any, *, back: bool = False) -> None:
        """Bring the focus to what stands before the text or behind it."""
        for _ in range(40):
            if place.evaluate("one => one === document.activeElement"):
                return
            self.keys.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not come to {place}")

    def use(self, place: Any, *, back: bool = False) -> None:
        self.go(place, back=back)
        self.keys.press("Enter")

    def bar(self) -> None:
        self.keys.press("Alt+F10")

    def accept(self) -> None:
        self.keys.press("Enter")

    def hit(self) -> None:
        self.keys.press("Enter")


class Finger(Hand):
    """With a finger."""

    def stand(self, words: str) -> None:
        """Tap behind the words, as one does; what is small is brought there first."""
        exact = self.text().get_by_text(words, exact=True)
        place = exact.last if exact.count() else self.text().get_by_text(words).first
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        assert box is not None
        self.page.touchscreen.tap(box["x"] + min(box["width"] - 2, 300), box["y"] + box["height"] - 4)
        self.visit.stand_at(words)  # where in the line a tap lands is the system's matter

    def tool(self, name: str, short: str = "") -> None:
        self._shown(self._bar().get_by_role("button", name=name, exact=True)).tap()

    def choose(self, tool: str, choice: str) -> None:
        self._shown(self._bar().get_by_label(tool, exact=True)).select_option(choice)  # the system's own list

    def _bar(self) -> Any:
        return self.page.get_by_role("toolbar", name="Text gestalten")

    def _shown(self, control: Any) -> Any:
        if not control.is_visible():
            self._bar().get_by_role("button", name="Mehr").tap()
        return control

    def fill(self, label: str, words: str) -> None:
        self.dialog().get_by_label(label).tap()
        self.keys.press("Control+a")
        self.keys.type(words)

    def go(self, place: Any, *, back: bool = False) -> None:
        place.tap()

    def use(self, place: Any, *, back: bool = False) -> None:
        place.tap()

    def bar(self) -> None:
        """The bar is where a finger finds it."""

    def accept(self) -> None:
        self.dialog().locator("button.haupt").tap()

    def hit(self) -> None:
        self.dialog().get_by_role("option").first.tap()


# ------------------------------------------------------------------------------------------------- what is expected

Expected = Callable[[Any], None]


def says(part: str) -> Expected:
    """Expect the document to have a part, as ProseMirror writes it."""

    def check(hand: Any) -> None:
        until(lambda: part in hand.document())

    return check


def says_not(part: str) -> Expected:
    def check(hand: Any) -> None:
        assert part not in hand.document()

    return check


def shows(selector: str, words: str = "") -> Expected:
    def check(hand: Any) -> None:
        found = hand.page.locator(selector)
        expect(found.filter(has_text=words).first if words else found.first).to_be_visible()

    return check


def told(words: str) -> Expected:
    def check(hand: Any) -> None:
        expect(hand.page.get_by_text(words).first).to_be_visible()

    return check


# --------------------------------------------------------------------------------------------------------- the tasks


@dataclass(frozen=True)
class Task:
    """Where the cursor stands at first, what is done, and what has come of it."""

    at: str
    do: Callable[[Any], None]
    expected: Expected


def tool(name: str, short: str = "", words: str = "") -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        hand.tool(name, short)
        hand.type(words)

    return do


def choose(name: str, choice: str) -> Callable[[Any], None]:
    return lambda hand: hand.choose(name, choice)


def table(choice: str) -> Callable[[Any], None]:
    return choose("Tabelle ändern", choice)


def into_text(hand: Any) -> None:
    if isinstance(hand, Finger):
        hand.page.evaluate("document.activeElement.blur()")
        hand.text().get_by_text("eins", exact=True).tap()
        return
    hand.visit.open_chapter()
    hand.keys.press("Tab")
    expect(hand.page.get_by_role("link", name="Zum Text")).to_be_focused()
    hand.keys.press("Enter")


def is_in_text(hand: Any) -> None:
    expect(hand.text()).to_be_focused()


def in_a_new_paragraph(words: str, then: Callable[[Any], None]) -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        hand.keys.press("Enter")
        hand.type(words)
        then(hand)

    return do


def heading(level: str, short: str) -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        if isinstance(hand, Keys):
            hand.keys.press(short)
        else:
            hand.choose("Absatz oder Überschrift", level)

    return do


def marked(name: str, short: str) -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        hand.tool(name, short)
        hand.type("neu")
        hand.tool(name, short)
        hand.type("alt")

    return do


def link(hand: Any) -> None:
    hand.tool("Link ins Internet", "Control+k")
    hand.dialog().wait_for()
    hand.fill("Adresse", "stadt.example")
    hand.fill("Wörter, die man antippt", "Stadt")
    hand.accept()


def found(name: str, words: str) -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        hand.tool(name)
        hand.dialog().wait_for()
        hand.type(words)
        hand.dialog().get_by_text("1 Treffer").wait_for()
        hand.hit()
        hand.dialog().wait_for(state="detached")

    return do


def every_box(hand: Any) -> None:
    names = hand.page.evaluate("[...document.querySelector('[aria-label=Kasten]').options].map(one => one.label)")
    for name in names[2:]:
        hand.choose("Kasten", name)
        expect(hand.text().get_by_role("group", name=re.compile(f"^{re.escape(name)}: Früh"))).to_have_count(1)


def box_title(hand: Any) -> None:
    field = hand.page.get_by_label("Eigener Titel des Kastens Tipp")
    if isinstance(hand, Finger):
        field.tap()
    else:
        hand.keys.press("ArrowUp")
    hand.keys.press("Control+a")
    hand.type("Pünktlich")
    hand.keys.press("Enter")
    is_in_text(hand)


def tick(hand: Any) -> None:
    if isinstance(hand, Finger):
        hand.text().get_by_role("checkbox").first.tap()
    else:
        hand.keys.press("Control+Enter")


def is_ticked(hand: Any) -> None:
    expect(hand.text().get_by_role("checkbox").first).to_be_checked()


def new_table(hand: Any) -> None:
    hand.tool("Tabelle")
    hand.dialog().wait_for()
    hand.accept()
    hand.back_in_text()
    hand.type("Woche")


def picture(hand: Any) -> None:
    hand.tool("Bild")
    hand.dialog().get_by_label("Bild", exact=True).set_input_files(PICTURE)  # the system's own dialog
    hand.fill("Was ist auf dem Bild zu sehen?", "Ein rotes Quadrat")
    hand.fill("Wem gehört das Bild", "Stadt, ja")
    hand.accept()


def picture_words(hand: Any) -> None:
    if isinstance(hand, Finger):
        hand.page.get_by_label("Was auf dem Bild zu sehen ist").tap()
    else:
        hand.keys.press("ArrowUp")
    hand.keys.press("Control+a")
    hand.type("Ein rotes Feld")
    hand.keys.press("Enter")
    is_in_text(hand)


def foreign(hand: Any) -> None:
    hand.tool("Andere Sprache")
    hand.dialog().wait_for()
    hand.fill("Wörter", "welcome")
    hand.accept()


def undone(hand: Any) -> None:
    hand.type("Versehen")
    hand.tool("Rückgängig", "Control+z")


def redone(hand: Any) -> None:
    undone(hand)
    hand.tool("Wiederholen", "Control+y")


def search(hand: Any) -> None:
    hand.tool("Finden", "Control+f")
    field = hand.page.get_by_role("textbox", name="Finden")
    field.wait_for()
    hand.type("hort")
    bar = hand.page.get_by_role("search")
    expect(bar).to_contain_text("2 von 2")  # the first one stands before the cursor
    if isinstance(hand, Finger):
        bar.get_by_role("button", name="Weiter").tap()
        expect(bar).to_contain_text("1 von 2")
        bar.get_by_role("button", name="Schließen").tap()
    else:
        hand.keys.press("Enter")
        expect(bar).to_contain_text("1 von 2")
        hand.keys.press("Escape")
    is_in_text(hand)


def hint_and_back(hand: Any) -> None:
    way = hand.page.locator(".hinweiszahl")
    way.wait_for()
    hints = hand.page.locator(".hinweise button")
    if isinstance(hand, Finger):
        way.tap()
        hints.first.tap()
        is_in_text(hand)
        way.tap()
    else:
        hand.keys.press("F7")
        expect(hints.first).to_be_focused()
        hand.keys.press("Enter")
        is_in_text(hand)
        hand.keys.press("F7")
    expect(hints.first).to_be_focused()


def somebody_comes(hand: Any) -> None:
    context = hand.page.context.browser.new_context()
    other = Visit(hand.visit.running, context.new_page())
    other.log_in(YOUTH)
    other.open_chapter()
    other.stand_at("eins")
    other.page.keyboard.press("ArrowLeft")
    expect(hand.page.locator(".leute")).to_have_text(f"Auch hier: {YOUTH}")
    expect(hand.page.locator(".cursor")).to_have_text(YOUTH)
    context.close()


def save(hand: Any) -> None:
    hand.type(" gesichert")
    button = hand.page.get_by_role("button", name="Sichern")
    if isinstance(hand, Finger):
        button.tap()
    else:
        hand.keys.press("Control+s")
    expect(hand.page.locator(".lage")).to_have_text("Im Ratgeber gesichert")
    assert "eins gesichert" in (hand.visit.running.root / "ratgeber" / f"{CHAPTER}.md").read_text(encoding="utf-8")


def leave_and_return(hand: Any) -> None:
    hand.type(" bleibt")
    home = hand.page.get_by_role("link", name="Alle Kapitel")
    chapter = hand.page.locator("#alle").get_by_role("link", name="Hort")
    if isinstance(hand, Finger):
        home.tap()
        chapter.tap()
    else:
        hand.keys.press("Alt+F10")  # in a list, Shift+Tab goes a step back
        for _ in range(8):
            if home.evaluate("one => one === document.activeElement"):
                break
            hand.keys.press("Shift+Tab")
        hand.keys.press("Enter")
        chapter.wait_for()
        for _ in range(30):
            hand.keys.press("Tab")
            if chapter.evaluate("one => one === document.activeElement"):
                break
        hand.keys.press("Enter")
    hand.page.locator(".hinweiszahl").wait_for()


def without_a_line(hand: Any) -> None:
    hand.page.evaluate("redaktion.connection.cut(true)")
    told("Keine Verbindung")(hand)
    hand.type(" unterwegs")
    hand.page.evaluate("redaktion.connection.cut(false)")
    told("noch nicht im Ratgeber gesichert")(hand)


def decide(hand: Any) -> None:
    button = hand.page.get_by_role("button", name="Diese gilt: Vom Redaktionstisch, Jugendamt")
    if isinstance(hand, Finger):
        button.tap()
    else:
        hand.keys.press("Tab")
        hand.keys.press("Tab")
        expect(button).to_be_focused()
        hand.keys.press("Enter")
    is_in_text(hand)


def in_head(change: Callable[[Any], None]) -> Callable[[Any], None]:
    """Open the head of the chapter, change something there, close it, and go back to the text."""

    def do(hand: Any) -> None:
        head, summary = hand.page.locator("details.kopf"), hand.page.locator(".kopf > summary")
        hand.use(summary, back=True)
        expect(head).to_have_attribute("open", "")
        change(hand)
        hand.use(summary, back=True)
        expect(head).not_to_have_attribute("open", "")
        # what has many lines has its middle behind the tools, which a finger does not look for
        hand.go(hand.text().get_by_text("Kommen Sie") if isinstance(hand, Finger) else hand.text())
        is_in_text(hand)

    return do


def head_value(label: str, words: str) -> Callable[[Any], None]:
    def change(hand: Any) -> None:
        hand.go(hand.page.locator(".kopf").get_by_label(label, exact=True))
        hand.keys.press("Control+a")
        hand.type(words)

    return in_head(change)


def key_point(hand: Any) -> None:
    hand.use(hand.page.get_by_role("button", name="Satz dazu"))
    hand.type("Der Hort hat offen.")


def has_in_head(key: str, value: Any) -> Expected:
    def check(hand: Any) -> None:
        hand.page.wait_for_function(
            "([key, value]) => JSON.stringify(redaktion.view().state.doc.attrs[key]) === JSON.stringify(value)",
            arg=[key, value],
        )

    return check


def see_the_page(hand: Any) -> None:
    hand.visit.lend_preview()
    hand.bar()
    hand.use(hand.page.get_by_role("button", name="Vorschau", exact=True), back=True)
    hand.page.frame_locator("iframe").get_by_role("heading", name="Hort").wait_for()
    frame = hand.page.locator("iframe")
    if isinstance(hand, Keys):  # on a phone the page is as wide as the phone
        for name, width in (("Bildschirm", 1180), ("Telefon", 390)):
            hand.use(hand.page.get_by_role("button", name=name, exact=True), back=name == "Telefon")
            expect(frame).to_have_js_property("offsetWidth", width)
    assert hand.page.evaluate("document.activeElement.closest('.vorschau, .ProseMirror')?.className") == "vorschau"
    hand.use(hand.page.get_by_role("button", name="Vorschau schließen"))
    expect(hand.page.get_by_role("complementary", name="Vorschau")).to_be_hidden()
    expect(hand.page.get_by_role("button", name="Vorschau", exact=True)).to_be_focused()


def what_others_did(hand: Any) -> None:
    hand.visit.meanwhile(" Neues.")
    shown = hand.page.locator(".seither")
    hand.use(shown.locator("summary"))
    hand.use(shown.get_by_role("button", name=re.compile(f"{YOUTH}.*Der Hort hat offen")))
    is_in_text(hand)
    assert "Neues." in hand.page.evaluate("redaktion.view().state.selection.$from.parent.textContent")
    hand.use(shown.get_by_role("button", name="Gesehen"), back=True)
    expect(shown).to_have_count(0)


def merged(choice: str) -> Callable[[Any], None]:
    def do(hand: Any) -> None:
        table("Zellen verbinden")(hand)
        hand.dialog().wait_for()
        hand.dialog().get_by_label("Diese Zelle").select_option(choice)  # the system's own list
        hand.use(hand.dialog().get_by_role("button", name="Verbinden"))
        hand.back_in_text()
        hand.type(" früh")

    return do


def selected_and_merged(hand: Any) -> None:
    if isinstance(hand, Keys):
        hand.keys.press("Shift+ArrowRight")
        table("Zellen verbinden")(hand)
        expect(hand.text().locator("td[colspan]")).to_have_count(1)
    else:
        merged("mit der Zelle rechts daneben")(hand)


def split(hand: Any) -> None:
    merged("mit der Zelle rechts daneben")(hand)
    hand.stand("Montag")
    table("Zelle teilen")(hand)


#: By the name an author would give it.
TASKS: dict[str, Task] = {
    "in den Text kommen": Task("eins", into_text, is_in_text),
    "einen Titel schreiben": Task("Hort", lambda hand: hand.type(" am Park"), says('heading("Hort am Park")')),
    "eine Überschrift schreiben": Task(
        "Kommen Sie", in_a_new_paragraph("Essen", heading("Überschrift", "Control+Alt+2")), says('heading("Essen")')
    ),
    "die Ebene einer Überschrift ändern": Task(
        "Anmelden", heading("Zwischenüberschrift", "Control+Alt+3"), shows("#text h3", "Anmelden")
    ),
    "fett schreiben": Task("eins", marked("Fett", "Control+b"), says('"eins", strong("neu"), "alt"')),
    "kursiv schreiben": Task("eins", marked("Kursiv", "Control+i"), says('"eins", em("neu"), "alt"')),
    "einen Link ins Internet setzen": Task("eins", link, shows('#text a[href="https://stadt.example"]', "Stadt")),
    "auf ein Kapitel verweisen": Task(
        "eins", found("Verweis auf Kapitel", "essen"), says('paragraph("eins", autolink)')
    ),
    "eine Liste schreiben": Task(
        "Kommen Sie", in_a_new_paragraph("Brot", tool("Liste", "Control+Shift+l")), says('list_item(paragraph("Brot"))')
    ),
    "eine Liste in der Liste": Task(
        "zwei", tool("Eine Stufe tiefer", "Tab"), says('paragraph("eins"), bullet_list(list_item(paragraph("zwei")')
    ),
    "eine Stufe zurück": Task(
        "tiefer",
        tool("Eine Stufe höher", "Shift+Tab"),
        says('list_item(paragraph("zwei")), list_item(paragraph("tiefer"))'),
    ),
    "eine nummerierte Liste": Task(
        "Kommen Sie",
        in_a_new_paragraph("Brot", tool("Nummerierte Liste")),
        says('ordered_list(list_item(paragraph("Brot")))'),
    ),
    "eine Liste zum Abhaken": Task(
        "Kommen Sie", in_a_new_paragraph("Brot", tool("Liste zum Abhaken")), shows("#text .task-list-item", "Brot")
    ),
    "einen Punkt abhaken": Task("Ausweis", tick, is_ticked),
    "jede Art Kasten": Task("Es gibt ein Frühstück.", every_box, shows("#text .rg-box")),
    "den Titel eines Kastens ändern": Task(
        "Es gibt ein Frühstück.", box_title, shows("#text .rg-tipp[aria-label$=Pünktlich]")
    ),
    "einen Kasten wegnehmen, sein Text bleibt": Task(
        "Es gibt ein Frühstück.",
        choose("Kasten", "kein Kasten"),
        says('heading("Anmelden"), paragraph("Es gibt ein Frühstück.")'),
    ),
    "eine Tabelle einfügen": Task("Kommen Sie", new_table, says('table_header(paragraph("Woche"))')),
    "eine Zeile dazu": Task(
        "Montag", table("Zeile darunter"), says("table_row(table_cell(paragraph), table_cell(paragraph))")
    ),
    "eine Zeile weg": Task("Montag", table("Zeile löschen"), says_not("Montag")),
    "eine Spalte dazu": Task(
        "Montag", table("Spalte rechts"), says('table_cell(paragraph("Montag")), table_cell(paragraph), ')
    ),
    "eine Spalte weg": Task("Montag", table("Spalte löschen"), says_not("Montag")),
    "die Kopfzeile an und aus": Task("Montag", table("Kopfzeile an oder aus"), says_not("table_header")),
    "zwei Zellen verbinden": Task(
        "Montag",
        merged("mit der Zelle rechts daneben"),
        says('table_row(table_cell(paragraph("Montag"), paragraph("8 Uhr früh")))'),
    ),
    "zwei Zellen übereinander verbinden": Task(
        "Tag", merged("mit der Zelle darunter"), says('paragraph("Tag"), paragraph("Montag früh")')
    ),
    "ausgewählte Zellen verbinden": Task("Montag", selected_and_merged, shows("#text td[colspan='2']", "Montag")),
    "verbundene Zellen teilen": Task(
        "Montag", split, says('table_cell(paragraph("Montag"), paragraph("8 Uhr früh")), table_cell(paragraph)')
    ),
    "ein Bild mit Beschreibung und Rechten": Task(
        "Kommen Sie", picture, says('figure, box(paragraph("Bild: Stadt, ja. Zu sehen: niemand, den man erkennt."))')
    ),
    "die Beschreibung eines Bildes ändern": Task(
        "Das Quadrat.", picture_words, shows('#text img[alt="Ein rotes Feld"]')
    ),
    "eine Fußnote": Task(
        "eins", tool("Fußnote", "Control+Alt+f", "Nur montags."), says('note(paragraph("Nur montags."))')
    ),
    "ein Wort aus dem Glossar": Task("eins", found("Wort aus dem Glossar", "hort"), says('paragraph("eins", role)')),
    "Wörter in einer anderen Sprache": Task("eins", foreign, shows("#text [lang=en]", "welcome")),
    "eine Angabe der Stadt": Task("eins", found("Angabe", "stichtag"), shows("#text li .angabe", "30. Juni")),
    "eine Telefonnummer": Task("eins", found("Angabe", "jugendamt telefon"), shows("#text li .angabe", "01234 567-0")),
    "einen Termin": Task("eins", found("Angabe", "anmeldeschluss"), shows("#text li .angabe", "01.03.2027")),
    "rückgängig machen": Task("eins", undone, says_not("Versehen")),
    "wiederholen": Task("eins", redone, says('"einsVersehen"')),
    "einen Absatz nach oben": Task(
        "Kommen Sie", tool("Nach unten", "Alt+Shift+ArrowDown"), says('heading("Anmelden"), paragraph("Der Hort')
    ),
    "einen Absatz nach unten": Task(
        "Anmelden", tool("Nach oben", "Alt+Shift+ArrowUp"), says('heading("Anmelden"), paragraph("Der Hort')
    ),
    "einen Punkt löschen": Task("eins", tool("Löschen", "Alt+Shift+Delete"), says_not('"eins"')),
    "finden": Task("Hort", search, is_in_text),
    "zu einem Hinweis und zurück": Task("eins", hint_and_back, told("Hinweise (")),
    "sehen, wer noch hier ist": Task("eins", somebody_comes, told("")),
    "einen Konflikt lösen": Task(
        "Fragen Sie im Bürgerbüro.", decide, says('paragraph("Fragen Sie im Bürgerbüro."), blockquote')
    ),
    "im Kopf den Titel ändern": Task("Kommen Sie", head_value("Titel", "Der Hort"), says('heading("Der Hort")')),
    "im Kopf die zuständige Stelle ändern": Task(
        "Kommen Sie", head_value("Zuständig", "Amt für Horte"), has_in_head("zustaendig", "Amt für Horte")
    ),
    "im Kopf den Stand ändern": Task("Kommen Sie", head_value("Stand", "1.3.2027"), has_in_head("stand", "1.3.2027")),
    "einen Satz zu „Das Wichtigste“": Task(
        "Kommen Sie", in_head(key_point), has_in_head("kurz", ["Der Hort hat offen."])
    ),
    "die Seite sehen, wie Eltern sie sehen": Task("eins", see_the_page, told("")),
    "ohne Netz weiterschreiben": Task("eins", without_a_line, says("eins unterwegs")),
    "sichern": Task("eins", save, told("Im Ratgeber gesichert")),
    "gehen und wiederkommen": Task("eins", leave_and_return, says("eins bleibt")),
    "nachsehen, was andere geändert haben": Task("eins", what_others_did, is_in_text),
}


@contextmanager
def at_the_desk(chromium: Any, root: Path, **options: Any) -> Iterator[Visit]:
    """Yield somebody who has the chapter open, at a desk of their own."""
    with running_desk(desk_guide(root).root) as running:
        context = chromium.new_context(**options)
        visit = Visit(running, context.new_page())
        visit.log_in()
        visit.open_chapter()
        visit.page.locator(".hinweiszahl").wait_for()
        yield visit
        context.close()


@pytest.fixture(scope="module")
def keyboard(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    root = tmp_path_factory.mktemp("tasten") / "guide"
    with at_the_desk(chromium, root, viewport={"width": 1280, "height": 844}) as visit:
        yield visit


@pytest.fixture(scope="module")
def phone_at_desk(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    root = tmp_path_factory.mktemp("finger") / "guide"
    screen = {"viewport": {"width": _NARROW, "height": 844}, "is_mobile": True, "has_touch": True}
    with at_the_desk(chromium, root, **screen) as visit:
        yield visit


def done(hand: Any, task: Task) -> None:
    """Begin with the text as it was, do the task, and look."""
    hand.page.evaluate(
        """() => {
          const { state } = redaktion.view()
          window.anfang ??= state.doc.toJSON()
          const begun = state.schema.nodeFromJSON(window.anfang)
          const again = state.tr.replaceWith(0, state.doc.content.size, begun.content)
          redaktion.view().dispatch(again.setMeta('addToHistory', false))
        }"""
    )
    hand.stand(task.at)
    task.do(hand)
    task.expected(hand)


@pytest.mark.parametrize("name", TASKS)
def test_with_keys_alone(keyboard: Visit, name: str) -> None:
    done(Keys(keyboard), TASKS[name])


@pytest.mark.parametrize("name", TASKS)
def test_with_a_finger_on_a_phone(phone_at_desk: Visit, name: str) -> None:
    done(Finger(phone_at_desk), TASKS[name])


_TARGETS = """least => [...document.querySelectorAll('button, select, input, textarea, summary, a, [role=option]')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.matches('.zum-text, #text *'))
  .map(one => [one.getAttribute('aria-label') || one.textContent || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.round(Math.min(box.width, box.height)) < least)
  .map(([name, box]) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`)"""


def test_whatever_a_finger_is_meant_for_is_as_wide_as_a_finger(phone_at_desk: Visit) -> None:
    hand = Finger(phone_at_desk)
    hand.stand("eins")
    small = {"folded": hand.page.evaluate(_TARGETS, _FINGER)}
    hand.page.get_by_role("button", name="Mehr").tap()
    small["unfolded"] = hand.page.evaluate(_TARGETS, _FINGER)
    hand.tool("Bild")
    hand.dialog().wait_for()
    small["dialog"] = hand.page.evaluate(_TARGETS, _FINGER)
    hand.dialog().get_by_role("button", name="Abbrechen").tap()
    is_in_text(hand)
    assert small == {"folded": [], "unfolded": [], "dialog": []}


def test_tools_and_messages_stay_in_sight_when_the_screens_keyboard_comes(phone_at_desk: Visit) -> None:
    """Where the page is pushed up behind the upper edge, what stays in sight follows by as much."""
    hand = Finger(phone_at_desk)
    hand.page.evaluate(
        """() => {
          for (const [name, value] of Object.entries({ height: 400, offsetTop: 120 })) {
            Object.defineProperty(visualViewport, name, { configurable: true, get: () => value })
          }
          visualViewport.dispatchEvent(new Event('resize'))
        }"""
    )
    top = "wanted => Math.round(document.querySelector('.oben').getBoundingClientRect().top) === wanted"
    hand.page.evaluate("scrollTo(0, 600)")
    hand.page.wait_for_function(top, arg=120)
    hand.page.evaluate(
        """() => {
          delete visualViewport.height
          delete visualViewport.offsetTop
          visualViewport.dispatchEvent(new Event('resize'))
        }"""
    )
    hand.page.wait_for_function(top, arg=0)
