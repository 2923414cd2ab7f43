"""The frame of the desk's pages: who asks, the way to every other page, and what has just been done.

A page is asked for with GET and changes nothing.  A deed is a form sent with POST; it answers with the page to go on
with (303) and one sentence of what was done, or with the same page again and why it was not, and everything that was
typed still in it.  `Guards` has seen to it that forms come from our own pages.

What is more than a page asks for is read and thrown away, so that its browser hears the sentence instead of a cut line.
Templates lie in `templates/` (Jinja2; every value is escaped), looks in `web/tisch.css`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.answers import THROWN_AWAY
from ratgeber_tools.desk.server.gate import Gate
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.errors import RatgeberError

_FOLDER = Path(__file__).resolve().parent
#: The way through the desk: address, its name, and the right without which it is not shown (None: for everybody).
MENU: tuple[tuple[str, str, DeskRight | None], ...] = (
    ("/", "Übersicht", None),
    ("/suche", "Suche", None),
    ("/stand", "Stand", None),
    ("/vorschlag", "Vorschläge", None),
    ("/stimmen", "Stimmen von Eltern", None),
    ("/sitzung", "Sitzung", None),
    ("/angaben", "Angaben", None),
    ("/bilder", "Bilder", None),
    ("/word", "Word-Dateien", None),
    ("/sprachen", "Sprachen", None),
    ("/veroeffentlichen", "Veröffentlichen", DeskRight.PUBLISH),
    ("/stellen", "Stellen", DeskRight.ADMINISTER),
)
#: So many sessions have a sentence waiting for their next page; older ones are forgotten.
_MOST_WAITING = 1000
#: A form without files, in bytes, and so many fields.
_LONGEST_FORM, _MOST_FIELDS = 2_000_000, 5_000
_NOT_HERE = "Das gibt es hier nicht."
_TOO_LONG = "Das ist zu viel auf einmal. Gehen Sie zurück, und schicken Sie weniger."
_BROKEN_FORM = "Dieses Formular ist nicht ganz angekommen. Gehen Sie zurück, und schicken Sie es noch einmal."


def has_page(place: str) -> bool:
    """Say whether the desk has a page in its menu; others lead to it only then."""
    return any(each == place for each, _, _ in MENU)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its template and what that shows; with `alert`, why a deed was not done."""

    template: str
    values: Mapping[str, Any]
    alert: str = ""
    status: int = 200

    def because(self, alert: str) -> PageView:
        """Return the same page, saying why a deed was not done."""
        return PageView(self.template, self.values, alert, 400)


@dataclass(frozen=True, slots=True)
class Done:
    """A deed was done: the page to go on with, and one sentence said there."""

    place: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class SentForm:
    """What was sent: fields by name, and files."""

    data: FormData

    def text(self, name: str) -> str:
        """Return a field without blanks around it, "" if it was not sent."""
        value = self.data.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Return every value of a field that was sent several times, as check boxes are."""
        return [value.strip() for value in self.data.getlist(name) if isinstance(value, str)]

    @property
    def names(self) -> list[str]:
        """The names of all that was sent."""
        return list(self.data.keys())

    def file(self, name: str) -> UploadFile | None:
        """Return a file that was chosen."""
        value = self.data.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def files(self, name: str) -> list[UploadFile]:
        return [value for value in self.data.getlist(name) if isinstance(value, UploadFile) and value.filename]


#: Shows a page.  Raises `RatgeberError` with the sentence for whoever asked.
Show = Callable[[Request, Login], Awaitable[PageView | Response]]
#: Does something.  A `RatgeberError` is said on a page of its own; a `PageView` keeps what was typed.
Act = Callable[[Request, Login, SentForm], Awaitable[Done | PageView | Response]]


@dataclass(slots=True)
class PageFrame:
    """`title` is the guide's name."""

    gate: Gate
    title: Callable[[], str]
    #: What is said to whom on their next page, by the digest of the session.
    _waiting: dict[str, str] = field(default_factory=dict)

    def page(self, path: str, show: Show, *, right: DeskRight | None = None) -> Route:
        """Return the route of a page for whoever is logged in and has the right it needs."""

        async def respond(request: Request) -> Response:
            login = self._login(request, right)
            try:
                shown = await show(request, login)
            except RefusedError as error:
                shown = explained(error, status=404)
            return self.answer(request, login, shown) if isinstance(shown, PageView) else shown

        return Route(path, respond, methods=["GET"])

    def deed(self, path: str, act: Act, *, right: DeskRight, files: int = 0, largest: int = _LONGEST_FORM) -> Route:
        """Return the route of a deed: at most `files` files, each of at most `largest` bytes."""

        async def respond(request: Request) -> Response:
            login = self._login(request, right)
            data = await _form(request, files, largest)
            try:
                done = await act(request, login, SentForm(data))
            except RatgeberError as error:
                done = explained(error)
            finally:
                await data.close()
            if isinstance(done, Done):
                if done.sentence:
                    self.say(request, done.sentence)
                return RedirectResponse(done.place, 303)
            return self.answer(request, login, done) if isinstance(done, PageView) else done

        return Route(path, respond, methods=["POST"])

    def file_route(self) -> Route:
        """Return the route of the pages' own files."""

        async def respond(request: Request) -> Response:
            if request.path_params["name"] not in ("tisch.css", "angaben.css"):
                raise HTTPException(404, _NOT_HERE)
            return FileResponse(_FOLDER / "web" / request.path_params["name"])

        return Route("/tisch/web/{name}", respond)

    def say(self, request: Request, sentence: str) -> None:
        """Have one sentence said on the next page of whoever asks."""
        if len(self._waiting) >= _MOST_WAITING:
            self._waiting.pop(next(iter(self._waiting)))
        self._waiting[self._key(request)] = sentence

    def answer(self, request: Request, login: Login, view: PageView) -> Response:
        """Return a page in its frame."""
        rights = self.gate.logins.rights(login) or frozenset()
        return HTMLResponse(
            _templates()
            .get_template(view.template)
            .render(
                **view.values,
                alert=view.alert,
                said=self._waiting.pop(self._key(request), "") if view.status == 200 else "",
                menu=[(place, name) for place, name, right in MENU if right is None or right in rights],
                here=request.url.path,
                office=login.office or login.mail,
                rights={right.value for right in rights},
                guide_title=self.title(),
            ),
            view.status,
        )

    def bare(self, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
        """Return a page for somebody who has no login and sees nothing of the desk."""
        page = _templates().get_template(template).render(**values, guide_title=self.title())
        return HTMLResponse(page, status)

    def _login(self, request: Request, right: DeskRight | None) -> Login:
        return self.gate.require(request) if right is None else self.gate.require_right(request, right)

    def _key(self, request: Request) -> str:
        return sha256(self.gate.session(request).encode("utf-8", "replace")).hexdigest()


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["tag"] = format_date
    return environment


def explained(error: RatgeberError, *, status: int = 400) -> PageView:
    """Return the page that says why something was not done, where there is no other to say it on."""
    return PageView("satz.html", {"sentence": str(error)}, status=status)


async def _form(request: Request, files: int, largest: int) -> FormData:
    """Return what was sent; raises `HTTPException` with a sentence for too much of it, and for what is no form."""
    body = _BoundedBody(request.receive, _LONGEST_FORM + files * largest)
    try:
        data = await Request(request.scope, body).form(
            max_files=files, max_fields=_MOST_FIELDS, max_part_size=_LONGEST_FORM
        )
    except HTTPException as error:  # Starlette's own sentence, in English, or ours
        await body.throw_away()
        if error.status_code != 400:
            raise
        is_too_much = "Too many" in error.detail or "exceeded" in error.detail
        raise HTTPException(*((413, _TOO_LONG) if is_too_much else (400, _BROKEN_FORM))) from error
    if any(isinstance(value, UploadFile) and (value.size or 0) > largest for _, value in data.multi_items()):
        await data.close()
        raise HTTPException(413, _TOO_LONG)
    return data


@dataclass(slots=True)
class _BoundedBody:
    """A body of at most `most` bytes as it is received; raises `HTTPException` in whoever reads more."""

    receive: Receive
    most: int
    size: int = 0
    is_whole: bool = False

    async def __call__(self) -> Message:
        message = await self._next()
        if self.size > self.most:
            raise HTTPException(413, _TOO_LONG)
        return message

    async def throw_away(self) -> None:
        """Read what is left: a browser that is still sending hears no answer, it finds the line cut."""
        while not self.is_whole and self.size < self.most + THROWN_AWAY:
            await self._next()

    async def _next(self) -> Message:
        message = await self.receive()
        self.size += len(message.get("body", b""))
        self.is_whole = not message.get("more_body", False)
        return message
