"""How a question of a page is answered: who asks is known, the answer is JSON, what is refused is one sentence."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.gate import Gate
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError

NOT_UNDERSTOOD = "Diese Frage versteht der Redaktionstisch nicht. Laden Sie die Seite neu."

#: So much too much is still read, in bytes.
THROWN_AWAY = 500_000_000

#: Answers a question; raises `RatgeberError` with the sentence for whoever asked.
Answer = Callable[[Request, Login], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Answering:
    """`gate` says who asks, or refuses."""

    gate: Gate

    def route(self, path: str, answer: Answer, *, method: str = "GET", right: DeskRight | None = None) -> Route:
        """Return the route at which `answer` answers whoever is logged in and has the right it needs."""

        async def respond(request: Request) -> Response:
            login = self.gate.require(request) if right is None else self.gate.require_right(request, right)
            try:
                return JSONResponse(await answer(request, login))
            except RatgeberError as error:
                return JSONResponse({"sentence": str(error)}, 400)

        return Route(path, respond, methods=[method])


async def body_of(request: Request, most: int) -> bytes:
    """Return what was sent; raises `RefusedError` for more than `most` bytes.

    The rest is read and thrown away: a browser that is still sending hears no answer, it finds the line cut.
    """
    data = bytearray()
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= most:
            data += part
        elif size > most + THROWN_AWAY:
            break
    if size > most:
        raise RefusedError(f"Das ist zu groß: mehr als {most // 1_000_000} MB auf einmal gehen nicht.", "size")
    return bytes(data)


async def json_body(request: Request, most: int) -> dict[str, Any]:
    """Return the JSON object that was sent; raises `RefusedError` for anything else."""
    try:
        values = json.loads(await body_of(request, most))
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise RefusedError(NOT_UNDERSTOOD)
    return values
