"""What browser and server say to each other about one chapter; JSON, one message a WebSocket frame.

Positions count as ProseMirror does (UTF-16 units).  Steps are ProseMirror's JSON on the schema in `schema.json`.
A *version* is the number of steps a room has taken; the document at a version never changes.

**Addresses** (all need the cookie `redaktion`, which `GET /anmelden?zeichen=…` sets once for a login link)

    GET  /                       the list of chapters (page)
    GET  /kapitel/NAME           a chapter (page); NAME is the chapter's name with its slashes
    GET  /web/DATEI              the editor's files, from `desk/web/` in the package
    GET  /api/ich                {"office": …, "mail": …, "rights": […]}, as in `editorial.rights`
    GET  /api/kapitel            {"chapters": [{"name", "title", "folder", "open": [office, …], "unsaved": bool}, …]}
    GET  /api/dialekt            the boxes and roles there are (`schema.dialect_as_json`)
    GET  /api/bild/NAME          a picture of the guide, NAME as seen from the guide's folder
    WS   /raum/NAME              the room of a chapter, as below

Pages and answers bear `Content-Security-Policy: default-src 'self'`, nothing inline.  A request whose `Host` is not
this server, or a socket or POST whose `Origin` is another, is refused (403).

**From the browser**

    {"type": "open", "client": ID, "version": V?}
        First message of every socket.  ID is the browser tab's own, `[A-Za-z0-9-]{8,64}`, new for each page load.
        With `version` after a reconnect: the tab has the document at V (and perhaps steps of its own on top).
    {"type": "steps", "id": ID, "version": V, "steps": [STEP, …], "after": ID?, "done": N?}
        All steps the tab has made on top of the document at V that no answer was taken in for, in order.  `after` and
        `done`: the first N of them were in the request `after`, which was answered, but the answer could not be taken
        in because more was typed meanwhile.  One request at a time.  A request that may not have arrived is sent again
        as it was, with the same id: it is never done twice.
    {"type": "cursor", "version": V, "anchor": A, "head": H}
    {"type": "catch-up", "version": V}
    {"type": "save"}

**From the server**

    {"type": "state", "version": V, "doc": DOC, "client": ID, "saved": bool, "title": …}
        Answer to `open` without a version, or with one the server does not have any more (`"fresh": true` then).
    {"type": "steps", "version": V, "steps": [STEP, …], "office": …, "client": ID}
        What happened to the document at V: answer to `catch-up` and to `open` with a version (`client` is "" then, and
        there may be no steps), and whenever somebody else has written (`office` is "" for a change in git).
    {"type": "answer", "id": ID, "version": V, "steps": [STEP, …], "merged": bool, "conflicts": N}
        The request is on the disk.  `steps` lead from the document the tab had when it sent the request (the one at
        the request's version with all its steps) to the one at V.  They are to be taken in as somebody else's, so undo
        survives.  `merged`: rebasing would have lost words, both versions were merged; N conflicts are boxes
        `konflikt` in the text now.
    {"type": "refused", "id": ID?, "sentence": …, "code": …}
        German, for the person.  `code`: "step" (the request breaks the schema: its steps cannot stay; show the
        sentence, keep the text for copying, `open` anew), "size", "old" (the version is not kept any more), "message"
        (nothing the server understands), "save" (nothing is lost; the room stays as it is), "read" (this login may not
        write: its steps cannot stay either), "login" (nobody is logged in any more; the socket is closed with 4401),
        "busy" (closed with 1013: come again later).
    {"type": "here", "people": [{"client": ID, "office": …, "version": V, "anchor": A|null, "head": H|null}, …]}
        Who has the chapter open, whenever that or a cursor changes; the tab itself is in it.
    {"type": "saved", "version": V, "by": office, "commit": … | "", "moment": ISO 8601, "conflicts": N}
        To everybody in the room, with a `notice` (German) where something is still to come.
        `unsaved` is a matter of comparing versions: all up to V is in the guide.
    {"type": "right", "refusal": …}
        Before the answer to `open`, and whenever it is another: "" if this login may write here, else why it may not.
    {"type": "notice", "sentence": …}
        German, to everybody at the desk; nothing is to be done.

**The tab** (`client` has it in Python; tests and simulations use that)

    doc, version    the document, and the room's version it stands on
    pending         own steps on top of that version, in order
    request         {id, count} while one is under way, count = how many of pending were in it
    answered        {id, count} of the last answer that was not taken in

    own edit:    append its steps to pending; send
    send:        if online and no request and len(pending) > (answered.count or 0): request = a new id with all of
                 pending, version, and after/done from `answered`
    answer:      if its id is not the request's: ignore.  If len(pending) == request.count: apply its steps as remote,
                 version = its version, pending = [], answered = none.  Else if its steps are empty: version = its
                 version, drop the first count of pending, answered = none.  Else if what is pending beyond count
                 only puts in, and finds its place behind the answer's steps (undone, theirs done, done again where it
                 has moved to): version = its version, pending = what was done again, answered = none.  Else answered =
                 request.  request = none; send.
    steps:       if pending is not empty: ignore, the answer will bring it.  Else if message.version == version: apply
                 as remote, version += len(steps).  Else if it begins earlier and ends later: apply the rest.  Else if
                 message.version > version: catch-up.  Else: ignore.
    reconnect:   `open` with version.  On the `steps` that answers: as above; then if a request is under way send it
                 again as it was, else send.
    Never trust a message of a socket that was replaced.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from ratgeber_tools.errors import RatgeberError

#: More than this no message may be long, in characters; a day of typing without a network is a tenth of it.
LARGEST_MESSAGE = 8_000_000
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RefusedError(RatgeberError):
    """A message cannot be done; nothing in the room has changed.  `code` is for the program at the other end."""

    def __init__(self, sentence: str, code: str = "message", request: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.request = request

    def as_message(self) -> dict[str, Any]:
        told = {"id": self.request} if self.request else {}
        return {"type": "refused", **told, "sentence": str(self), "code": self.code}


@dataclass(frozen=True, slots=True)
class StepsRequest:
    """The message `steps`; `steps` are as they came."""

    identifier: str
    version: int
    steps: list[Any]
    after: str = ""
    done: int = 0


def read_message(text: str | bytes) -> dict[str, Any]:
    """Return a message; raises `RefusedError` for what is none."""
    if len(text) > LARGEST_MESSAGE:
        raise RefusedError(
            "Das war zu viel auf einmal. Fügen Sie den Text in kleineren Stücken ein; ein Bild gehört als Datei dazu.",
            "size",
        )
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise RefusedError("Diese Nachricht versteht der Redaktionstisch nicht. Laden Sie die Seite neu.")
    return message


def read_steps_request(message: dict[str, Any]) -> StepsRequest:
    """Return the request in a message `steps`; raises `RefusedError`."""
    identifier, after = message.get("id"), message.get("after", "")
    version, steps, done = message.get("version"), message.get("steps"), message.get("done", 0)
    if (
        not is_identifier(identifier)
        or not (after == "" or is_identifier(after))
        or not _is_count(version)
        or not isinstance(steps, list)
        or not _is_count(done)
        or done > len(steps)
    ):
        raise RefusedError("Diese Nachricht versteht der Redaktionstisch nicht. Laden Sie die Seite neu.")
    return StepsRequest(str(identifier), version, steps, after, done)  # type: ignore[arg-type]


def is_identifier(value: object) -> bool:
    """Say whether a browser may call itself or a request so."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
