"""A real Chromium, and a guide with every building block served with the headers the web edition is made for."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from lent_pages import LentPage

from ratgeber_tools.sphinx_ext.html.sharing.host_rules import POLICY
from sphinx_ext.sphinx_building import ROOT, build


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built pages."""
    target = tmp_path_factory.mktemp("bausteine")
    return build(ROOT / "tests" / "guides" / "bausteine", target, ratgeber_heute="24.11.2026").folder


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the pages of a folder and return where."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:  # a thread that goes on keeps the whole run from ending
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def serve() -> Callable[[Path], AbstractContextManager[str]]:
    """Return what serves a folder of built pages."""
    return serving


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Return where the pages are served."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def phones(chromium: Any) -> LentPage:
    return LentPage(chromium, is_mobile=True, has_touch=True)


@pytest.fixture(scope="session")
def screens(chromium: Any) -> LentPage:
    return LentPage(chromium)


@pytest.fixture
def phone(phones: LentPage) -> Iterator[Any]:
    """Return an empty page on a phone."""
    with phones.lend(width=390, height=844) as page:
        yield page


@pytest.fixture
def desk(screens: LentPage) -> Iterator[Any]:
    """Return an empty page on a wide screen."""
    with screens.lend(width=1280, height=900) as page:
        yield page


@pytest.fixture
def new_phone(chromium: Any) -> Iterator[Any]:
    """Return an empty page on a phone that nobody has used before and nobody will use again."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()
