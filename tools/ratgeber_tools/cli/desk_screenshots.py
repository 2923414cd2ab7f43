"""`ratgeber bilder --redaktion`: the desk's pages as the office sees them that has the guide in its care.

They are taken of a copy, so that nothing is written into the project and nothing goes anywhere.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ratgeber_tools.cli.screenshots_command import (
    ScreenshotView,
    browser_for_pictures,
    context_for,
    picture_name,
)

#: What each picture is called, and the page it shows.
DESK_PAGES: dict[str, str] = {
    "uebersicht": "/",
    "suche": "/suche?q=Anmeldung",
    "stand": "/stand",
    "kapitel": "/kapitel/schulanfang/anmeldung",
    "verlauf": "/verlauf/schulanfang/anmeldung",
    "sitzung": "/sitzung",
    "angaben": "/angaben",
    "word": "/word",
}
DESK_VIEWS = (ScreenshotView("1280", 1280), ScreenshotView("390", 390))
#: The text of a chapter comes after the page, and what stands beside it after that.
_READY = "body:not(.redaktion), .hinweise"


def take_desk_pictures(root: Path, target: Path) -> Iterator[Path]:
    """Yield the pictures as they are written, each of what is seen without scrolling; raises if there is no browser."""
    from ratgeber_tools.desk.server.showing import shown_desk

    target.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        browser_for_pictures() as browser,
        shown_desk(root, Path(folder) / "tisch") as shown,
    ):
        for view in DESK_VIEWS:
            context = context_for(browser, view)
            page = context.new_page()
            page.goto(shown.link())
            for name, place in DESK_PAGES.items():
                page.goto(f"{shown.address}{place}")
                page.locator(_READY).first.wait_for()
                path = target / picture_name(f"redaktion-{name}", view)
                page.screenshot(path=path)
                yield path
            context.close()
