"""How each search is asked in a real Chromium, every question with an empty cache, over a server that compresses."""

from __future__ import annotations

import gzip
import http.server
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit


class Answer(NamedTuple):
    """Names of the pages found, best first, and what finding them took; bytes as sent, without the page itself."""

    pages: tuple[str, ...]
    bytes_loaded: int
    milliseconds: float


class Engine(NamedTuple):
    """`site` is the folder it searches; `ask` opens it and returns the addresses found."""

    site: str
    ask: Callable[[Any, str, str], list[str]]


_RESULTS = "#search-results ul.search > li > a"
_LINKS = "links => links.map(link => link.href)"
_SETTLING_MS = 300
_PAGEFIND = """async query => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(query);
  return (await Promise.all(found.results.slice(0, 10).map(result => result.data()))).map(data => data.url);
}"""


def _ask_ours(page: Any, address: str, question: str) -> list[str]:
    page.goto(f"{address}/search.html?q={quote(question)}")
    page.wait_for_selector("#search-results[aria-busy=false]", state="attached")
    return list(page.eval_on_selector_all(_RESULTS, _LINKS))


def _ask_pagefind(page: Any, address: str, question: str) -> list[str]:
    page.goto(f"{address}/index.html")
    return list(page.evaluate(_PAGEFIND, question))


def _ask_sphinx(page: Any, address: str, question: str) -> list[str]:
    page.goto(f"{address}/search.html?q={quote(question)}", wait_until="networkidle")
    page.wait_for_timeout(_SETTLING_MS)  # it lists one result after the other and, in German, never says it has ended
    return list(page.eval_on_selector_all(_RESULTS, _LINKS))


ENGINES = {
    "ratgeber": Engine("ratgeber", _ask_ours),
    "Pagefind": Engine("ratgeber", _ask_pagefind),
    "Sphinx": Engine("sphinx", _ask_sphinx),
}


def ask_all(playwright: Any, engine: Engine, site: Path, questions: Sequence[str]) -> list[Answer]:
    chromium = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
    )
    with _serving(site) as (address, sent):
        plain = _loaded_by_any_page(chromium, address, sent)
        answers = [_ask(chromium, engine, address, sent, plain, question) for question in questions]
    chromium.close()
    return answers


def _loaded_by_any_page(chromium: Any, address: str, sent: dict[str, int]) -> set[str]:
    context = chromium.new_context()
    context.new_page().goto(f"{address}/index.html", wait_until="networkidle")
    context.close()
    return {*sent, "/search.html"}


def _ask(chromium: Any, engine: Engine, address: str, sent: dict[str, int], plain: set[str], question: str) -> Answer:
    context = chromium.new_context()
    sent.clear()
    started = time.perf_counter()
    found = engine.ask(context.new_page(), address, question)
    took = time.perf_counter() - started
    context.close()
    size = sum(size for path, size in sent.items() if path not in plain)
    return Answer(tuple(_page_name(url) for url in found), size, took * 1000)


def _page_name(url: str) -> str:
    return urlsplit(url).path.strip("/").removesuffix(".html")


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve a folder compressed; return where, and the bytes sent by path, which the caller may clear."""
    sent: dict[str, int] = {}

    class Handler(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            file = folder / path.lstrip("/")
            if not file.is_file():
                self.send_error(404)
                return
            body = gzip.compress(file.read_bytes(), 6, mtime=0)
            sent[path] = len(body)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(str(file)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            with suppress(BrokenPipeError, ConnectionResetError):  # the browser has its answer, and has gone
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
