"""`ratgeber bilder`: screenshots of each kind of page, on a phone and on a desk, to be looked at.

Those of the browser desk and of the visual language are the pictures of the handbook.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.named_places import keep_what_is_there, overwrite_option
from ratgeber_tools.cli.output import count, short
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.errors import RatgeberError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

#: One page of each kind.
KINDS: tuple[tuple[str, str], ...] = (
    ("startseite", "index"),
    ("teil", "schulanfang/index"),
    ("kapitel", "schulanfang/anmeldung"),
    ("tabelle", "weiterfuehrend/schulformen"),
    ("termine", "vorspann/termine-auf-einen-blick"),
    ("hilfe", "hilfe/ich-suche-hilfe"),
    ("verzeichnis", "anhang/schulen"),
    ("glossar", "anhang/glossar"),
    ("rechtliches", "rechtliches/impressum"),
    ("stichwoerter", "genindex"),
    ("suche", "search"),
)


@dataclass(frozen=True, slots=True)
class ScreenshotView:
    """How a page is looked at; `width` in CSS pixels, `tap` the part of the page that is tapped first."""

    name: str
    width: int
    is_dark: bool = False
    tap: str = ""


VIEWS = (ScreenshotView("390", 390), ScreenshotView("390-dunkel", 390, is_dark=True), ScreenshotView("1280", 1280))
#: What the contact sheet shows, and how much of each page, in CSS pixels.
SHEET_PAGES = (
    "index",
    "schulanfang/index",
    "schulanfang/anmeldung",
    "vorspann/termine-auf-einen-blick",
    "vorspann/notrufe",
    "hilfe/ich-suche-hilfe",
    "hilfe/geld-und-fahrt",
    "weiterfuehrend/schulformen",
    "weiterfuehrend/schullaufbahnerklaerung",
    "anhang/schulen",
    "anhang/glossar",
    "genindex",
)
SHEET = "web-kontaktbogen.png"
_SHEET_PHONE, _SHEET_DESK = 1000, 860
MENU = ScreenshotView("390-menue", 390, tap="details.menu > summary")
_HEIGHT = 844


EXAMPLES = (
    "bilder --redaktion",
    "bilder --gestaltung",
    "bilder --ein-bild",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "seite", nargs="*", metavar="SEITE", help="nur diese Seiten, etwa schulanfang/anmeldung; sonst eine jeder Art"
    )
    parser.add_argument(
        "--redaktion", action="store_true", help="die Seiten des Redaktionstischs, von einer Kopie des Eingecheckten"
    )
    parser.add_argument("--gestaltung", action="store_true", help="Farben, Zeichen und Zeichnungen auf vier Blättern")
    parser.add_argument(
        "--ein-bild", action="store_true", help="eine Seite jeder Art, am Telefon und am Schreibtisch, auf einem Bild"
    )
    parser.add_argument("--html", type=Path, metavar="ORDNER", help="gebaute Seiten (_build/html)")
    to = parser.add_argument("--nach", type=Path, metavar="ORDNER", help="wohin die Bilder kommen (_build/bilder)")
    former_name(parser, "--ziel", to)
    overwrite_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Take the pictures; return 1 if a page asked for by name is not there."""
    if arguments.redaktion:
        return _of_the_desk(arguments)
    if arguments.gestaltung:
        return _of_the_visual_language(arguments)
    pages: Path = arguments.html or project_root() / "_build" / "html"
    target: Path = arguments.nach or project_root() / "_build" / "bilder"
    if not (pages / "index.html").is_file():
        raise RatgeberError(f"In {short(pages)} liegt keine Webfassung. Bauen Sie sie zuerst: {program()} build html")
    if arguments.ein_bild:
        return _on_one_sheet(arguments, pages, target)
    asked = [_page(words, pages) for words in arguments.seite]
    wanted = [(name.replace("/", "-"), name) for name in asked] or list(KINDS)
    absent = [page for _, page in wanted if not (pages / f"{page}.html").is_file()]
    names = [picture_name(name, view) for index, (name, _) in enumerate(wanted) for view in views(index)]
    keep_what_is_there([target / name for name in names], overwrites=arguments.ueberschreiben)
    found = [(name, page) for name, page in wanted if page not in absent]
    taken = list(take_pictures(pages, found, target))
    print(f"{count(len(taken), 'Bild', 'Bilder')} in {short(target)}.")
    for page in absent:
        print(f"Die Seite {page} gibt es nicht.")
    return 1 if absent and arguments.seite else 0


def _on_one_sheet(arguments: argparse.Namespace, pages: Path, target: Path) -> int:
    """Draw what is seen first of each page, on phones and below on desks."""
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.files import write_whole
    from ratgeber_tools.typesetting.contact_sheet import screens_on_a_sheet

    if arguments.seite:
        raise InputError("Auf den Kontaktbogen kommen immer dieselben Seiten; lassen Sie SEITE weg.")
    keep_what_is_there([target / SHEET], overwrites=arguments.ueberschreiben)
    shown = [page for page in SHEET_PAGES if (pages / f"{page}.html").is_file()]
    groups = []
    with browser_for_pictures() as browser:
        for view, height, a_row in ((VIEWS[0], _SHEET_PHONE, 6), (VIEWS[-1], _SHEET_DESK, 4)):
            screens = [_first_screen(browser, (pages / f"{page}.html").as_uri(), view, height) for page in shown]
            groups.append((a_row, screens))
    target.mkdir(parents=True, exist_ok=True)
    write_whole(target / SHEET, screens_on_a_sheet(groups))
    print(f"{count(len(shown), 'Seite', 'Seiten')} auf {short(target / SHEET)}.")
    return 0


def _first_screen(browser: Browser, address: str, view: ScreenshotView, height: int) -> bytes:
    context = context_for(browser, view)
    page = context.new_page()
    page.set_viewport_size({"width": view.width, "height": height})
    page.goto(address)
    taken = page.screenshot()
    context.close()
    return taken


def _of_the_desk(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.cli.desk_screenshots import DESK_PAGES, DESK_VIEWS, take_desk_pictures
    from ratgeber_tools.errors import InputError

    if arguments.seite or arguments.html:
        raise InputError("Mit --redaktion kommen immer dieselben Seiten; lassen Sie SEITE und --html weg.")
    root = project_root()
    target: Path = arguments.nach or root / "_build" / "bilder"
    names = [picture_name(f"redaktion-{name}", view) for name in DESK_PAGES for view in DESK_VIEWS]
    keep_what_is_there([target / name for name in names], overwrites=arguments.ueberschreiben)
    taken = list(take_desk_pictures(root, target))
    print(f"{count(len(taken), 'Bild', 'Bilder')} in {short(target)}.")
    return 0


def _of_the_visual_language(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.files import write_whole
    from ratgeber_tools.typesetting.visual_samples import draw_samples, sample_names

    if arguments.seite or arguments.html:
        raise InputError("Mit --gestaltung kommen immer dieselben Blätter; lassen Sie SEITE und --html weg.")
    target: Path = arguments.nach or project_root() / "_build" / "bilder"
    keep_what_is_there([target / name for name in sample_names()], overwrites=arguments.ueberschreiben)
    target.mkdir(parents=True, exist_ok=True)
    samples = draw_samples()
    for name, picture in samples.items():
        write_whole(target / name, picture)
    print(f"{count(len(samples), 'Bild', 'Bilder')} in {short(target)}.")
    return 0


def _page(words: str, pages: Path) -> str:
    """Return the page called `words`, a chapter or one Sphinx makes; one that is not there keeps its name."""
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.guide.chapter_names import chapter_called

    known = [path.relative_to(pages).with_suffix("").as_posix() for path in sorted(pages.rglob("*.html"))]
    try:
        return chapter_called(words, known, folder=Path("ratgeber"))
    except TargetError as error:
        print(error)
        return words


def views(index: int) -> tuple[ScreenshotView, ...]:
    """Return how the page at `index` is looked at; on the first one the menu is opened too."""
    return (*VIEWS, MENU) if index == 0 else VIEWS


def picture_name(name: str, view: ScreenshotView) -> str:
    return f"{name}-{view.name}.png"


def take_pictures(pages: Path, wanted: list[tuple[str, str]], target: Path) -> Iterator[Path]:
    """Yield the pictures as they are written, each of a whole page; raises if there is no browser."""
    target.mkdir(parents=True, exist_ok=True)
    with browser_for_pictures() as browser:
        for index, (name, page) in enumerate(wanted):
            for view in views(index):
                path = target / picture_name(name, view)
                _take_picture(browser, (pages / f"{page}.html").as_uri(), view, path)
                yield path


@contextmanager
def browser_for_pictures() -> Iterator[Browser]:
    """Start Chromium; raises if there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise RatgeberError("Für Bilder der Seiten fehlt Chromium. Nachholen: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def context_for(browser: Browser, view: ScreenshotView) -> BrowserContext:
    """Return a browser of its own that looks at pages so."""
    is_phone = view.width < 600
    return browser.new_context(
        viewport={"width": view.width, "height": _HEIGHT},
        color_scheme="dark" if view.is_dark else "light",
        locale="de-DE",
        is_mobile=is_phone,
        has_touch=is_phone,
    )


def _take_picture(browser: Browser, address: str, view: ScreenshotView, path: Path) -> None:
    context = context_for(browser, view)
    page = context.new_page()
    page.goto(address)
    if view.tap:
        page.locator(view.tap).click()
    page.screenshot(path=path, full_page=True)
    context.close()
