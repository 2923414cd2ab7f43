"""Somebody at the pages for Word files: files handed in and forms sent, as a browser does it without script."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.desk_servers import PATIENCE_S, RunningDesk, Visitor
from ratgeber_tools.desk.server.logins import COOKIE
from ratgeber_tools.desk.store import Login

_BOUNDARY = "grenze0815"
_FIELD = re.compile(r'<input type="radio" name="(?P<name>[^"]+)" value="(?P<value>[^"]+)"(?P<checked> checked)?')
_AREA = re.compile(r'<textarea[^>]* name="(?P<name>worte-[^"]+)"[^>]*>(?P<words>[^<]*)</textarea>')


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object) -> None:
        return None


@dataclass
class WordVisit:
    """Somebody of an office; `page` is what they see, `place` where they are."""

    visitor: Visitor
    page: str = ""
    content: bytes = b""
    place: str = ""
    status: int = 0

    @classmethod
    def of(cls, running: RunningDesk, login: Login) -> WordVisit:
        return cls(running.visitor(login))

    def go(self, place: str) -> str:
        self.status, answer, body = self.visitor.get(place)
        if self.status in (302, 303):
            return self.go(answer.headers["Location"])
        self.place, self.page = place, html.unescape(body.decode())
        return self.page

    def send(self, place: str, fields: Mapping[str, str | Iterable[str]]) -> str:
        """Send a form, and go on where it leads."""
        lists = ((key, [value] if isinstance(value, str) else value) for key, value in fields.items())
        pairs = [(key, each) for key, values in lists for each in values]
        body = urllib.parse.urlencode(pairs).encode()
        return self._post(place, body, "application/x-www-form-urlencoded")

    def download(self, place: str, fields: Mapping[str, str]) -> bytes:
        """Send a form that is answered with a file."""
        self.send(place, fields)
        return self.content

    def hand_in(self, *files: tuple[str, bytes], office: str = "") -> str:
        parts = [_part('name="stelle"', office.encode())]
        parts += [_part(f'name="datei"; filename="{name}"', data) for name, data in files]
        body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
        return self._post("/word", body, f"multipart/form-data; boundary={_BOUNDARY}")

    def chosen(self, **others: str) -> dict[str, str]:
        """Return what the form of a proposal sends if nothing is touched; `others` by the field's value or words."""
        fields = {each["name"]: each["value"] for each in _FIELD.finditer(self.page) if each["checked"]}
        fields |= {each["name"]: each["words"] for each in _AREA.finditer(self.page)}
        return {**fields, "tun": "gewaehlt", **others}

    def decide(self, **others: str) -> str:
        return self.send(self.place, self.chosen(**others))

    def _post(self, place: str, body: bytes, kind: str) -> str:
        headers = {
            "Cookie": f"{COOKIE}={self.visitor.cookie}",
            "Origin": self.visitor.running.origin,
            "Content-Type": kind,
        }
        address = f"{self.visitor.running.origin}{place}"
        request = urllib.request.Request(address, data=body, headers=headers, method="POST")
        try:
            answer = urllib.request.build_opener(_Stay).open(request, timeout=PATIENCE_S)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.status, text = answer.status, answer.read()
            self.content = text
            if self.status == 303:
                return self.go(answer.headers["Location"].partition("#")[0])
        self.page = html.unescape(text.decode("utf-8", "replace"))
        return self.page


def _part(head: str, data: bytes) -> bytes:
    return f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + data + b"\r\n"
