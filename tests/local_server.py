"""A web server on this machine whose pages answer as a test tells them to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """The statuses to answer with, one a request, the last one for ever; where a redirect leads; a wait before."""

    statuses: tuple[int, ...] = (200,)
    location: str = ""
    wait_s: float = 0.0
    head_status: int | None = None


@dataclass
class Site:
    """A running server: its address, and every request as method and path."""

    address: str
    requests: list[tuple[str, str]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [path for _, path in self.requests]


@contextmanager
def serve(pages: dict[str, Page]) -> Iterator[Site]:
    """Serve `pages` by path; any other path is answered with 404."""
    site = Site("")
    met: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            site.requests.append((self.command, self.path))
            page = pages.get(self.path, Page((404,)))
            time.sleep(page.wait_s)
            index = met.get(self.path, 0)
            met[self.path] = index + 1
            status = page.statuses[min(index, len(page.statuses) - 1)]
            if self.command == "HEAD" and page.head_status is not None:
                status = page.head_status
            self.send_response(status)
            if page.location:
                self.send_header("Location", page.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:  # the name http.server asks for
            self.answer()

        def do_HEAD(self) -> None:  # the name http.server asks for
            self.answer()

        def log_message(self, format: str, *arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
