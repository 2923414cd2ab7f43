"""What is asked of every request before anything else looks at it, and what every answer bears.

A page of somebody else's must not reach the desk through the browser of somebody who is logged in: not under another
name for this computer (DNS rebinding), not by a form or a socket of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing from elsewhere, nothing inline, no exceptions.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_READING = frozenset({"GET", "HEAD"})
_FOREIGN = "Diese Anfrage kommt nicht vom Redaktionstisch selbst und wird nicht beantwortet."
#: How a socket is closed that was refused before it opened; browsers see 403.
POLICY_VIOLATION = 1008


class Guards:
    """Lets nothing through but requests of our own pages to one of `hosts` (name and port)."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], scheme: str = "http") -> None:
        self.app = app
        self.hosts = hosts
        self.origins = frozenset(f"{scheme}://{host}" for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if not self._is_own(scope):
            await self._refuse(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self.hosts:
            return False
        origin = headers.get("origin")
        if scope["type"] == "websocket" or scope["method"] not in _READING:
            return origin in self.origins
        return origin is None or origin in self.origins

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
            return
        await PlainTextResponse(_FOREIGN, 403, headers=dict(HEADERS))(scope, receive, send)


def cookie_of(headers: Any, name: str) -> str:
    """Return the value of a cookie, "" if there is none."""
    for part in headers.get("cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return str(value)
    return ""
