"""The preview's web server: built pages with the preview added, and its own addresses.  Answers this computer only.

/…                           what was built
/_vorschau/ereignisse?seite= a stream of events (text/event-stream): one for each build and each run of the checks
/_vorschau/telefon?seite=    the page beside the same page as wide as a phone
"""

from __future__ import annotations

import errno
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from ratgeber_tools.calling import program
from ratgeber_tools.errors import RatgeberError, reason
from ratgeber_tools.preview.pages import OWN, as_json, missing_page, page_name, phone_page, with_preview
from ratgeber_tools.preview.state import PreviewState

HOST = "127.0.0.1"
_STATIC = Path(__file__).parent / "static"
#: Seconds after which a stream says something even if nothing has happened, and so notices that nobody listens.
_PATIENCE_S = 20.0
_TRIES = 20


class PortError(RatgeberError):
    """No free port."""


class PreviewServer(ThreadingHTTPServer):
    """Serves `folder`; streams end when `state` is closed."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, folder: Path, state: PreviewState) -> None:
        self.state = state
        super().__init__((HOST, port), partial(_RequestHandler, directory=str(folder)))

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/"


def open_server(port: int, folder: Path, state: PreviewState, *, is_chosen: bool = False) -> PreviewServer:
    """Open a server at `port` or the next free one; raise `PortError` if there is none among the next twenty.

    A port somebody has chosen is taken or refused, with the next free one in the sentence.
    """
    for number in range(port, port + _TRIES):
        try:
            server = PreviewServer(number, folder, state)
            if is_chosen and number != port:
                server.server_close()
                raise PortError(
                    f"Der Port {port} ist belegt; vielleicht läuft dort schon eine Vorschau: http://{HOST}:{port}/ "
                    f"Frei ist {number}: {program()} vorschau --port {number}"
                )
            return server
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise PortError(f"Die Vorschau kann nicht starten ({reason(error)}).") from error
        except OverflowError as error:
            raise PortError(
                f"Den Port {number} gibt es nicht. Nehmen Sie eine Zahl zwischen 1024 und 65000."
            ) from error
    raise PortError(f"Die Ports {port} bis {port + _TRIES - 1} sind alle belegt. Nennen Sie mit --port einen anderen.")


class _RequestHandler(SimpleHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._is_local():
            self._send(b"", "text/plain", HTTPStatus.FORBIDDEN)
            return
        parts = urlsplit(self.path)
        asked = parse_qs(parts.query).get("seite", ["/"])[0]
        if parts.path == f"{OWN}ereignisse":
            self._stream(page_name(asked))
        elif parts.path == f"{OWN}telefon":
            self._send(phone_page(asked), "text/html; charset=utf-8")
        elif parts.path in (f"{OWN}vorschau.js", f"{OWN}vorschau.css"):
            kind = "text/javascript" if parts.path.endswith(".js") else "text/css"
            self._send((_STATIC / parts.path.removeprefix(OWN)).read_bytes(), f"{kind}; charset=utf-8")
        else:
            self._page_or_file()

    def do_HEAD(self) -> None:
        self.do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""

    def _is_local(self) -> bool:
        """Refuse other names for this computer: a page elsewhere must not reach the preview through one."""
        host = self.headers.get("Host", "").rpartition(":")[0]
        return host in (HOST, "localhost")

    def _page_or_file(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        try:
            data = path.read_bytes()
        except OSError:
            self._send(missing_page(self.path, self.server.state.now), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
            return
        kind = self.guess_type(str(path))
        if kind == "text/html":
            data, kind = with_preview(data), "text/html; charset=utf-8"
        self._send(data, kind)

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self, page: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for moment in self.server.state.moments(patience_s=_PATIENCE_S):
                self.wfile.write(f"data: {as_json(moment, page)}\n\n".encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionError):
            return  # the page was left
