"""What comes into a chapter from outside: what somebody pastes.

    POST /api/einfuegen/NAME   {"html", "text", "above": LEVEL, "inside": bool, "depth": N}
                               →  {"content": [NODE, …], "pictures": [{"name", "data": base64}, …], "sentences": […]}

NAME is a chapter's.  The nodes are the editor's, to be put in by its own steps; a picture among them bears a name of
`pictures`, and has a place in the guide only when its author has said whose it is (`/api/bilder/NAME`).
"""

from __future__ import annotations

import base64
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.routing import Route

from ratgeber_tools.desk.pasting import Insertion, PastePlace, insertion_of
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.answers import NOT_UNDERSTOOD, Answering, json_body
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight

#: Text with pictures in it, as it travels.
_LARGEST_PASTE = 40_000_000
_DEEPEST = 100


class Intake:
    """Answers for the chapters of a desk."""

    def __init__(self, desk: Desk, answering: Answering) -> None:
        self._desk = desk
        self._answering = answering

    def routes(self) -> list[Route]:
        """Return the addresses above."""
        return [self._answering.route("/api/einfuegen/{name:path}", self._paste, method="POST", right=DeskRight.WRITE)]

    async def _paste(self, request: Request, _login: Login) -> dict[str, Any]:
        self._desk.path_of(request.path_params["name"])  # refuses what is no chapter
        html, text, place = _clipboard(await json_body(request, _LARGEST_PASTE))
        return _as_json(await run_in_threadpool(insertion_of, html, text, place))


def _as_json(insertion: Insertion) -> dict[str, Any]:
    pictures = [
        {"name": picture.name, "data": base64.b64encode(picture.data).decode("ascii")} for picture in insertion.pictures
    ]
    return {"content": insertion.content, "pictures": pictures, "sentences": list(insertion.sentences)}


def _clipboard(values: dict[str, Any]) -> tuple[str, str, PastePlace]:
    html, text = values.get("html", ""), values.get("text", "")
    above, depth, is_inside = values.get("above", 0), values.get("depth", 0), values.get("inside", False)
    is_understood = (
        isinstance(html, str)
        and isinstance(text, str)
        and isinstance(is_inside, bool)
        and type(above) is int
        and 0 <= above <= 6
        and type(depth) is int
        and 0 <= depth <= _DEEPEST
    )
    if not is_understood:
        raise RefusedError(NOT_UNDERSTOOD)
    return html, text, PastePlace(above, is_inside, depth)
