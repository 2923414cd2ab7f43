"""What is asked of every request before anything else looks at it, and what every answer bears.

A page of somebody else's must not reach the desk through the browser of somebody who is logged in: not under another
name for this computer (DNS rebinding), not by a form or a socket of its own.  Who asks is the peer, or who a proxy of
ours says it is; a body that comes too slowly is given up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ratgeber_tools.desk.login.settings import Network
from ratgeber_tools.voices import PATH

#: Nothing from elsewhere, nothing inline, no exceptions.
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
#: Behind https: never again without, for a year.
_ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
_SAME = "same-origin"
_READING = frozenset({"GET", "HEAD"})
#: Seconds without a byte of a body, and for all of it.
_BODY_PAUSE_S, _BODY_S = 20.0, 300.0
_TOO_SLOW = "Die Verbindung war zu langsam, es ist nicht alles angekommen. Versuchen Sie es noch einmal."
#: What a service manager may ask under this computer's own name.
_HEALTH = "/gesund"
#: What pages of the public edition may send here, wherever they lie; who answers there looks at no cookie.
_FROM_ANYWHERE = frozenset({("POST", PATH)})
_FOREIGN = "Diese Anfrage kommt nicht vom Redaktionstisch selbst und wird nicht beantwortet."
#: How a socket is closed that was refused before it opened; browsers see 403.
POLICY_VIOLATION = 1008


class Guards:
    """Lets nothing through but requests of our own pages to one of `hosts` (name and port)."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str],
        scheme: str = "http",
        *,
        proxies: Sequence[Network] = (),
        own_hosts: frozenset[str] = frozenset(),
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.origins = frozenset(f"{scheme}://{host}" for host in hosts)
        self.proxies = proxies
        self.own_hosts = own_hosts
        self.headers = {**HEADERS, **(_ONLY_HTTPS if scheme == "https" else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if not self._is_own(scope):
            await self._refuse(scope, receive, send)
            return
        scope["client"] = self._client(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)  # pages of the preview have a policy of their own
            await send(message)

        is_read = scope["type"] == "http" and scope["method"] not in _READING
        await self.app(scope, _in_time(receive) if is_read else receive, send_with_headers)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host in self.own_hosts and scope["type"] == "http" and scope["path"] == _HEALTH:
            return True
        if host not in self.hosts:
            return False
        origin = headers.get("origin")
        if scope["type"] == "http" and (scope["method"], scope["path"]) in _FROM_ANYWHERE:
            return True
        if scope["type"] == "websocket" or scope["method"] not in _READING:
            return origin in self.origins and headers.get("sec-fetch-site", _SAME) == _SAME
        return origin is None or origin in self.origins

    def _client(self, scope: Scope) -> tuple[str, int] | None:
        """Return who asks: the peer; behind our proxies, the last of the chain that is none of them."""
        client: tuple[str, int] | None = scope.get("client")
        if client is None or not self._is_proxy(client[0]):
            return client
        chain = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        for address in reversed([each.strip() for each in chain]):
            if not _is_address(address):
                break
            if not self._is_proxy(address):
                return (address, 0)
        return client

    def _is_proxy(self, address: str) -> bool:
        return _is_address(address) and any(ip_address(address) in network for network in self.proxies)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
            return
        await PlainTextResponse(_FOREIGN, 403, headers=self.headers)(scope, receive, send)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _in_time(receive: Receive) -> Receive:
    """Return how to receive a body that may not take for ever; raises `HTTPException` in the reader."""
    loop = asyncio.get_running_loop()
    end = loop.time() + _BODY_S
    has_all = False

    async def bounded() -> Message:
        nonlocal has_all
        if has_all:
            return await receive()  # what comes then is the end of the connection
        try:
            async with asyncio.timeout_at(min(end, loop.time() + _BODY_PAUSE_S)):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, _TOO_SLOW) from None
        has_all = not message.get("more_body", False)
        return message

    return bounded


def cookie_of(headers: Any, name: str) -> str:
    """Return the value of a cookie, "" if there is none."""
    for part in headers.get("cookie", "").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return str(value)
    return ""
