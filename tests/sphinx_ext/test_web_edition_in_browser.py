"""The web edition in a real Chromium: nothing sticks out, the menu opens, the search answers in German."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sphinx_building import KLEIN, build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium"),
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the small guide; Sphinx's search does not read summaries from disk."""
    built = build(KLEIN, tmp_path_factory.mktemp("klein"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(built.folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_is_wider_than_the_screen_and_none_asks_elsewhere(browser: Any, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index", "schulanfang/anmeldung", "anhang/glossar", "genindex", "search"):
        page.goto(f"{address}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if width < 960:  # a sign beside a heading that fills its line would stick out
            assert not page.locator(".headerlink").first.is_visible()
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    page.close()


def test_the_phone_menu_opens_by_click_and_closes_by_key(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{address}/schulanfang/anmeldung.html")
    menu = page.get_by_role("navigation", name="Kapitel")
    assert not menu.is_visible()
    page.get_by_role("button", name="Kapitelübersicht").click()
    menu.wait_for(state="visible")
    page.keyboard.press("Escape")
    menu.wait_for(state="hidden")
    page.close()


def test_the_search_answers_in_german(browser: Any, address: str) -> None:
    page = browser.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.goto(f"{address}/search.html?q=Geburtsurkunde")
    page.get_by_text("Eine Seite gefunden.").wait_for()
    page.goto(f"{address}/search.html?q=Gibtesnicht")
    page.get_by_text("Ihre Suche ergab keine Treffer.").wait_for()
    assert mistakes == []
    page.close()
