"""Every state the desk can be in, each with the way to it: one list for the test with axe and for pictures to look at.

`python tests/browser/desk_states.py FOLDER` takes a picture of each at 1280 and 390 CSS pixels.
"""

from __future__ import annotations

import itertools
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.following import follow
from desk.desk_servers import RunningDesk, running_desk
from desk.served_desks import served_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.roles import ROLES

CHAPTER = "teil/hort"
_HEAD = "---\nstatus: entwurf\nzustaendig: Schulamt\nstand: 24.11.2026\n---\n\n"
TEXT = """# Hort

Der Hort hat offen, auch **früh**.
Kommen Sie [vorbei](https://example.org), es gibt {begriff}`Hort`-Plätze.[^a]

## Anmelden

:::{tipp} Früh da sein
Es gibt ein Frühstück.
:::

- eins
- zwei
  - tiefer

1. erst
2. dann

:::{checkliste} Mitbringen
- [ ] Ausweis
- [x] Heft
:::

Mehr bei {kontakt}`amt telefon` bis {fakt}`stichtag`, siehe [](essen.md).
Auf Englisch: {fremd}`welcome <en>`.

| Tag | Zeit |
|-----|------|
| Montag | 8 Uhr |

:::{abbildung} ../bilder/quadrat.png
:alt: Ein Quadrat

Das Quadrat.
:::

:::{kontakt} amt
:::

:::{konflikt}
**Im Ratgeber:**

Fragen Sie im Jugendamt.

**Vom Redaktionstisch, Jugendamt:**

Fragen Sie im Bürgerbüro.
:::

> Ein Zitat.

[^a]: Solange Plätze da sind.
"""
_DATA = {
    "daten/anlaufstellen.yaml": "amt:\n  name: Jugendamt\n  art: amt\n  telefon: 01234 567-0\n  zustaendig: schulamt\n",
    "daten/fakten.yaml": "stichtag:\n  titel: Stichtag\n  wert: 30. Juni\n  zustaendig: schulamt\n",
    "daten/termine.yaml": (
        "anmeldeschluss:\n  titel: Anmeldeschluss\n  art: Frist\n  bis: 01.03.2027\n  zustaendig: schulamt\n"
    ),
}


def desk_guide(root: Path) -> Project:
    """Make a small guide in which the chapter `CHAPTER` has one of everything."""
    project = Project.create(root)
    (project.root / "conf.py").touch()
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", "# Schule\n\n```{toctree}\nessen\nhort\nglossar\n```\n", head="")
    project.write(CHAPTER, TEXT, head=_HEAD)
    project.write("teil/essen", "# Essen in der Schule\n\nEs gibt Essen.\n", head=_HEAD)
    project.write("teil/glossar", "# Wörter\n\n:::{glossar}\nHort\n: Betreuung nach dem Unterricht.\n:::\n", head=_HEAD)
    for name, content in _DATA.items():
        project.write_file(name, content.encode())
    picture = Path(__file__).parents[1] / "guides" / "bausteine" / "bilder" / "quadrat.png"
    project.write_file("bilder/quadrat.png", picture.read_bytes())
    project.commit(SCHOOL)
    return project


@dataclass
class Visit:
    """Somebody at the desk: the page they see, and what opens another one for somebody else."""

    running: RunningDesk
    page: Any

    def log_in(self, office: str = SCHOOL) -> None:
        self.page.goto(
            f"{self.running.origin}/anmelden?zeichen={self.running.logins.invite(Login(office, MAILBOXES[office]))}"
        )

    def open_chapter(self, name: str = CHAPTER) -> None:
        self.page.goto(f"{self.running.origin}/kapitel/{name}")
        self.page.get_by_role("textbox", name="Text des Kapitels").wait_for()
        self.page.locator(".hinweise").wait_for()  # whatever stands beside the text has come

    def stand_at(self, words: str) -> None:
        """Put the cursor behind the block that has these words."""
        self.page.evaluate(
            """words => {
              const view = redaktion.view()
              let place = -1
              view.state.doc.descendants((node, at) => {
                if (place < 0 && node.isTextblock && node.textContent.includes(words)) place = at + node.nodeSize - 1
              })
              const near = view.state.selection.constructor.near(view.state.doc.resolve(place))
              view.focus()
              view.dispatch(view.state.tr.setSelection(near).scrollIntoView())
            }""",
            words,
        )

    def lend_preview(self) -> None:
        """Have a page shown beside the text that nobody has to build first."""
        page = '<!DOCTYPE html><html lang="de"><title>Hort</title><article><h1>Hort</h1><p>eins</p></article></html>'
        self.page.route("**/api/vorschau/**", lambda asked: asked.fulfill(json={"page": "/geliehen/hort.html"}))
        self.page.route("**/geliehen/hort.html", lambda asked: asked.fulfill(body=page, content_type="text/html"))

    def meanwhile(self, words: str) -> None:
        """Go to the list of chapters, have another office write behind "Kommen Sie vorbei", and come back."""
        self.page.goto(self.running.origin)
        context = self.page.context.browser.new_context()
        other = Visit(self.running, context.new_page())
        other.log_in(YOUTH)
        other.open_chapter()
        other.stand_at("Kommen Sie")
        other.page.keyboard.type(words)
        other.page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert").wait_for()
        context.close()
        self.open_chapter()
        self.page.locator(".seither").wait_for()

    def press(self, name: str) -> None:
        """Press a button of the toolbar, on a phone in the panel behind "Mehr"."""
        toolbar = self.page.get_by_role("toolbar", name="Text gestalten")
        button = toolbar.get_by_role("button", name=name, exact=True)
        if not button.is_visible():
            toolbar.get_by_role("button", name="Mehr").click()
        button.click()


#: What brings a visit into a state, and back to the open chapter where that is not where it ends.
Way = Callable[[Visit], None]


def _dialog(button: str, words: str = "") -> Way:
    def way(visit: Visit) -> None:
        visit.stand_at("Es gibt ein Frühstück.")
        visit.press(button)
        dialog = visit.page.get_by_role("dialog")
        dialog.wait_for()
        if words:
            visit.page.keyboard.type(words)
            dialog.get_by_text("Treffer").wait_for()

    return way


def _home(visit: Visit) -> None:
    visit.page.goto(visit.running.origin)
    visit.page.locator(".kapitel a").first.wait_for()


def _searched_home(visit: Visit) -> None:
    visit.page.get_by_label("Kapitel finden").fill("hort")


def _page(place: str) -> Way:
    def way(visit: Visit) -> None:
        visit.page.goto(f"{visit.running.origin}{place}")

    return way


def _menu(visit: Visit) -> None:
    """Open the ways to all pages where there is no room for them side by side."""
    visit.page.goto(f"{visit.running.origin}/stand")
    menu = visit.page.get_by_text("Menü", exact=True)
    if menu.is_visible():
        menu.click()
        visit.page.get_by_role("link", name="Word-Dateien").wait_for()


def _chapter(visit: Visit) -> None:
    visit.open_chapter()
    visit.page.get_by_text("Hinweise (").wait_for()


def _head(visit: Visit) -> None:
    visit.page.locator("summary", has_text="Zum Kapitel").click()
    visit.page.locator("summary", has_text="Für die Redaktion").click()
    visit.page.get_by_role("button", name="Satz dazu").click()
    visit.page.get_by_role("button", name="Quelle dazu").click()
    visit.page.evaluate("scrollTo(0, 0)")


def _head_closed(visit: Visit) -> None:
    visit.page.locator("summary", has_text="Zum Kapitel").click()


def _preview(width: str) -> Way:
    def way(visit: Visit) -> None:
        visit.lend_preview()
        visit.page.get_by_role("button", name="Vorschau", exact=True).click()
        choice = visit.page.get_by_role("button", name=width, exact=True)
        if choice.is_visible():  # on a phone, the page is as wide as it is
            choice.click()
        visit.page.frame_locator("iframe").get_by_role("heading", name="Hort").wait_for()

    return way


def _preview_closed(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Vorschau schließen").click()


def _since(visit: Visit) -> None:
    visit.meanwhile(" Neues.")
    visit.page.locator(".seither > summary").click()
    visit.page.evaluate("scrollTo(0, 0)")


def _since_seen(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Gesehen").click()


def _keys(visit: Visit) -> None:
    visit.stand_at("eins")
    visit.page.keyboard.press("F1")
    visit.page.get_by_role("dialog").wait_for()


def _table(visit: Visit) -> None:
    visit.stand_at("Montag")


def _conflict(visit: Visit) -> None:
    visit.stand_at("Fragen Sie im Bürgerbüro.")


def _unfolded(visit: Visit) -> None:
    visit.stand_at("Montag")
    more = visit.page.get_by_role("button", name="Mehr", exact=True)
    if more.is_visible():
        more.click()


def _folded(visit: Visit) -> None:
    more = visit.page.get_by_role("button", name="Mehr", exact=True)
    if more.is_visible():
        more.click()


def _find(visit: Visit) -> None:
    visit.stand_at("eins")
    visit.page.keyboard.press("Control+f")
    visit.page.get_by_label("Finden", exact=True).last.fill("hort")
    visit.page.get_by_text(re.compile(r"\d von \d")).wait_for()


def _hints(visit: Visit) -> None:
    visit.page.locator(".hinweise > summary").click()


def _offline(visit: Visit) -> None:
    visit.page.locator(".hinweise > summary").click()
    visit.page.evaluate("redaktion.connection.cut(true)")
    visit.stand_at("eins")
    visit.page.keyboard.type(" und mehr")
    visit.page.get_by_text("bleibt hier und kommt").wait_for()


def _online_again(visit: Visit) -> None:
    visit.page.evaluate("redaktion.connection.cut(false)")
    visit.page.get_by_text("noch nicht im Ratgeber gesichert").wait_for()


def _saved(visit: Visit) -> None:
    visit.page.keyboard.press("Control+s")
    visit.page.get_by_text("Im Ratgeber gesichert", exact=True).wait_for()


def _others_cursor(visit: Visit) -> None:
    context = visit.page.context.browser.new_context()
    other = Visit(visit.running, context.new_page())
    other.log_in(YOUTH)
    other.open_chapter()
    other.stand_at("eins")
    other.page.keyboard.press("ArrowLeft")
    visit.page.locator(".cursor").wait_for()


def _alone_again(visit: Visit) -> None:
    visit.page.context.browser.contexts[-1].close()


def _refused(visit: Visit) -> None:
    visit.page.evaluate("redaktion.connection.page.say('Das geht hier nicht. Laden Sie die Seite neu.', true)")


def _note_begun(visit: Visit) -> None:
    visit.open_chapter()
    visit.page.locator(".notizen").wait_for(state="attached")
    visit.page.locator(".vorschlagen").wait_for()
    visit.stand_at("zwei")
    visit.page.keyboard.press("Control+Alt+m")
    visit.page.get_by_label("Ihre Notiz").fill("Zwei wovon?")


def _note_sent(visit: Visit) -> None:
    visit.page.locator(".notiz.neu").get_by_role("button", name="Anmerken").click()
    visit.page.locator(".notiz.neu").wait_for(state="detached")
    visit.page.locator(".angemerkt").click()
    visit.page.locator(".notiz").wait_for()


def _note_answered(visit: Visit) -> None:
    visit.page.locator(".notiz").get_by_role("button", name="Antworten").click()
    visit.page.get_by_label("Ihre Antwort").fill("Zwei Hefte.")


def _note_done(visit: Visit) -> None:
    visit.page.locator(".notiz form").get_by_role("button", name="Antworten").click()
    visit.page.locator(".antwort").wait_for()
    visit.page.locator(".notiz").get_by_role("button", name="Erledigt").click()
    visit.page.locator(".notiz.erledigt summary").click()


def _selected(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.stand_at("Montag")
    visit.page.keyboard.press("Shift+Home")
    visit.page.locator(".anmerken").wait_for()


def _suggesting(visit: Visit) -> None:
    visit.stand_at("Montag")
    visit.page.get_by_role("button", name="Vorschlag machen").click()
    visit.page.get_by_text("Sie schreiben an einem Vorschlag.").wait_for()
    visit.page.locator(".hinweise").wait_for()


def _suggested(visit: Visit) -> None:
    visit.stand_at("Es gibt ein Frühstück.")
    visit.page.keyboard.type(" Auch Obst.")
    visit.stand_at("Kommen Sie")
    visit.page.keyboard.type(" Neu.")
    visit.page.get_by_text("Übertragen, noch nicht im Ratgeber gesichert").wait_for()
    visit.page.get_by_label("Warum?").fill("Obst fehlt.")
    visit.page.get_by_role("button", name="Vorschlag abgeben").click()
    visit.page.get_by_role("button", name="annehmen").first.wait_for()


def _suggestion_decided(visit: Visit) -> None:
    visit.page.get_by_role("button", name="annehmen").nth(1).click()
    visit.page.get_by_text("Angenommen. Es steht").wait_for()
    for summary in visit.page.locator(".aenderungen summary").all():
        summary.click()


def _suggestions(visit: Visit) -> None:
    visit.page.goto(f"{visit.running.origin}/vorschlag")
    visit.page.get_by_text("eine Änderung wartet").wait_for()


def _unknown_chapter(visit: Visit) -> None:
    visit.page.goto(f"{visit.running.origin}/kapitel/gibt/es/nicht")


def _logged_out(visit: Visit) -> None:
    visit.page.context.clear_cookies()
    visit.page.goto(visit.running.origin)


def _escape(visit: Visit) -> None:
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("dialog").wait_for(state="detached")


def _nothing(_visit: Visit) -> None:
    pass


#: In this order on one page: German name, way there, way back.
STATES: dict[str, tuple[Way, Way]] = {
    "start": (_home, _nothing),
    "start-gesucht": (_searched_home, _nothing),
    "stand": (_page("/stand"), _nothing),
    "menue": (_menu, _nothing),
    "suche": (_page("/suche?q=hort"), _nothing),
    "verlauf": (_page(f"/verlauf/{CHAPTER}"), _nothing),
    "kapitel": (_chapter, _nothing),
    "kopf": (_head, _head_closed),
    "vorschau": (_preview("Telefon"), _preview_closed),
    "vorschau-bildschirm": (_preview("Bildschirm"), _preview_closed),
    "seither": (_since, _since_seen),
    "tasten": (_keys, _escape),
    "tabelle": (_table, _nothing),
    "dialog-link": (_dialog("Link ins Internet"), _escape),
    "dialog-angabe": (_dialog("Angabe", "a"), _escape),
    "dialog-kapitel": (_dialog("Verweis auf Kapitel", "essen"), _escape),
    "dialog-glossar": (_dialog("Wort aus dem Glossar"), _escape),
    "dialog-bild": (_dialog("Bild"), _escape),
    "dialog-tabelle": (_dialog("Tabelle"), _escape),
    "dialog-sprache": (_dialog("Andere Sprache"), _escape),
    "konflikt": (_conflict, _nothing),
    "leiste-offen": (_unfolded, _folded),
    "finden": (_find, lambda visit: visit.page.keyboard.press("Escape")),
    "hinweise": (_hints, _nothing),
    "andere": (_others_cursor, _alone_again),
    "ohne-netz": (_offline, _online_again),
    "gesichert": (_saved, _nothing),
    "abgelehnt": (_refused, _nothing),
    "notiz-neu": (_note_begun, _nothing),
    "notiz": (_note_sent, _nothing),
    "notiz-antwort": (_note_answered, _nothing),
    "notiz-erledigt": (_note_done, _nothing),
    "gewaehlt": (_selected, _nothing),
    "vorschlag-schreiben": (_suggesting, _nothing),
    "vorschlag": (_suggested, _nothing),
    "vorschlag-entschieden": (_suggestion_decided, _nothing),
    "vorschlaege": (_suggestions, _nothing),
    "kein-kapitel": (_unknown_chapter, _nothing),
    "abgemeldet": (_logged_out, _nothing),
}


@contextmanager
def walk(
    chromium: Any, root: Path, width: int, *, only: Sequence[str] = (), **options: Any
) -> Iterator[Iterator[tuple[str, Any]]]:
    """Yield the states in turn, each with the page that is in it by then; last those before and around the desk.

    `only` are names of states that can be had without the others.
    """
    desk_guide(root)
    table = root / ROLES
    table.write_text(f"{table.read_text(encoding='utf-8')}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 844}, **options)
    page = context.new_page()
    with running_desk(root) as running:
        visit = Visit(running, page)
        visit.log_in()
        inside = _walked(visit, only or tuple(STATES))
        yield inside if only else itertools.chain(inside, _entered(page, root))
    context.close()


def _walked(visit: Visit, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        there, back = STATES[name]
        there(visit)
        visit.page.wait_for_load_state()
        yield name, visit.page
        back(visit)


def _entered(page: Any, root: Path) -> Iterator[tuple[str, Any]]:
    """Log in to a served desk as an office that may only read along."""
    with served_desk(root, has_passkeys=True) as desk:
        page.goto(f"{desk.served.address}/anmelden")
        yield "anmelden", page
        page.get_by_label("E-Mail-Adresse Ihrer Stelle").fill(MAILBOXES[YOUTH])
        follow(page.get_by_role("button", name="Link schicken"))
        page.get_by_role("heading", name="Sehen Sie in Ihr Postfach").wait_for()
        yield "anmelden-geschickt", page
        page.goto(f"{desk.served.address}{desk.mailed_link()}")
        yield "anmelden-link", page
        follow(page.get_by_role("button", name="Jetzt anmelden"))
        page.goto(f"{desk.served.address}/konto")
        yield "konto", page
        page.goto(f"{desk.served.address}/datenschutz")
        yield "datenschutz", page
        page.goto(f"{desk.served.address}/kapitel/{CHAPTER}")
        page.locator(".notizen").wait_for(state="attached")
        page.locator(".hinweise", has_text=re.compile(r"Hinweise \(|Keine Hinweise")).wait_for()
        yield "nur-lesen", page


def main(folder: Path) -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for width in (1280, 390):
            with tempfile.TemporaryDirectory() as place, walk(browser, Path(place) / "guide", width) as states:
                for name, page in states:
                    page.screenshot(path=folder / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
