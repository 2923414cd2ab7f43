"""Coming in to a served desk and going again: what answers below `/anmelden`, `/abmelden` and `/konto`.

    GET  /anmelden?weiter=           the page; with `zeichen` (a mailed link) the button that logs in
    POST /anmelden                   adresse, weiter: a link is mailed, if anybody has that address; the answer is one
    POST /anmelden/link              zeichen, weiter: logs in; a link that is only looked at (by a mail scanner) stays
    GET  /anmelden/konto?weiter=     to the OpenID provider;  GET /anmelden/konto/zurueck  from it
    POST /anmelden/passkey/frage     JSON to ask the browser;  POST /anmelden/passkey  its answer  →  {"weiter": …}
    POST /abmelden, /abmelden/ueberall
    GET  /konto                      who one is, what one may do, one's passkeys
    POST /konto/passkey/frage, /konto/passkey (name in the query), /konto/passkey/entfernen
    GET  /datenschutz                what is kept about a person, without a login
    GET  /gesund                     204 while the desk answers and its store does

Every POST has the desk's own `Origin` (see `guards`).  At one's own computer only /abmelden, /konto, /datenschutz.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from ratgeber_tools.desk.login.letters import login_letter
from ratgeber_tools.desk.login.passkeys import PasskeyError, Passkeys
from ratgeber_tools.desk.login.provider import Provider, ProviderError
from ratgeber_tools.desk.login.rates import Buckets, network_of
from ratgeber_tools.desk.server import entry_pages
from ratgeber_tools.desk.server.doors import Doors
from ratgeber_tools.desk.server.gate import Gate, new_secret, own_page
from ratgeber_tools.desk.server.logins import LINK_HOLDS
from ratgeber_tools.desk.server.serving import BACK, Serving
from ratgeber_tools.desk.store.interface import Login

_WEB = Path(__file__).resolve().parent.parent / "login" / "web"
_FILES = frozenset({"anmelden.css", "passkey.js"})
#: A form or a browser's answer is no longer than that, in bytes.
_LONGEST = 100_000
_LONGEST_ADDRESS = 254
_LINK_GONE = (
    "Dieser Link gilt hier nicht oder nicht mehr. Er gilt einmal, 15 Minuten lang, und nur in dem Browser, in dem Sie "
    "ihn angefordert haben. Lassen Sie sich einen neuen schicken."
)
_PASSKEY = "/anmelden/passkey"

Answering = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Tries:
    """How often somebody may try: from one address, and for one account; `now` in seconds.

    What is asked for an account counts whether anybody has it or not: otherwise the refusal would tell.
    """

    now: Callable[[], float]
    by_address: Buckets = field(init=False)
    by_account: Buckets = field(init=False)

    def __post_init__(self) -> None:
        self.by_address = Buckets(20, 10, self.now)
        self.by_account = Buckets(5, 0.5, self.now)


@dataclass(slots=True)
class Entrance:
    """The pages above; `title` is what is written here, `serving` is None at one's own computer."""

    gate: Gate
    doors: Doors
    title: Callable[[], str]
    serving: Serving | None = None
    tries: Tries = field(init=False)

    def __post_init__(self) -> None:
        self.tries = Tries(lambda: self.gate.logins.now().timestamp())

    @property
    def served(self) -> Serving:
        """What the addresses of a served desk rest on; nothing else asks for it."""
        assert self.serving is not None
        return self.serving

    @property
    def passkeys(self) -> Passkeys:
        assert self.served.passkeys is not None
        return self.served.passkeys

    @property
    def provider(self) -> Provider:
        assert self.served.provider is not None
        return self.served.provider

    def routes(self) -> list[Route]:
        """Return the addresses above that this desk has."""
        always = [
            Route("/anmelden/web/{name}", self.file),
            Route("/abmelden", self.leave, methods=["POST"]),
            Route("/abmelden/ueberall", self.leave_everywhere, methods=["POST"]),
            Route("/konto", self.account),
            Route("/datenschutz", self.privacy),
            Route("/gesund", self.health),
        ]
        if self.serving is None:
            return always
        return [
            *always,
            Route("/anmelden", self.enter),
            Route("/anmelden", self._counted(self.ask_for_link), methods=["POST"]),
            Route("/anmelden/link", self._counted(self.enter_by_link), methods=["POST"]),
            *self._passkey_routes(),
            *self._provider_routes(),
        ]

    def _passkey_routes(self) -> list[Route]:
        if self.served.passkeys is None:
            return []
        return [
            Route(f"{_PASSKEY}/frage", self._counted(self.passkey_question), methods=["POST"]),
            Route(_PASSKEY, self._counted(self.enter_by_passkey), methods=["POST"]),
            Route("/konto/passkey/frage", self.new_passkey_question, methods=["POST"]),
            Route("/konto/passkey", self.new_passkey, methods=["POST"]),
            Route("/konto/passkey/entfernen", self.drop_passkey, methods=["POST"]),
        ]

    def _provider_routes(self) -> list[Route]:
        if self.served.provider is None:
            return []
        return [
            Route("/anmelden/konto", self._counted(self.to_provider)),
            Route(BACK, self._counted(self.from_provider)),
        ]

    def _counted(self, answer: Answering) -> Answering:
        """Return an answer that one address gets only so often."""

        async def respond(request: Request) -> Response:
            wait = self.tries.by_address.take(network_of(request.client.host if request.client else ""))
            if wait and request.url.path.startswith(_PASSKEY):
                return JSONResponse({"sentence": entry_pages.tries_again(wait)}, 429, {"Retry-After": str(wait)})
            return entry_pages.too_often(wait) if wait else await answer(request)

        return respond

    # ------------------------------------------------------------------ by a mailed link

    async def enter(self, request: Request) -> Response:
        place = own_page(request.query_params.get("weiter", "/"))
        token = request.query_params.get("zeichen", "")
        if token:
            return entry_pages.link(token, place)
        if self.gate.login(request) is not None:
            return RedirectResponse(place, 303)
        return self._page(place, has_left="abgemeldet" in request.query_params)

    def _page(self, place: str, *, notice: str = "", has_left: bool = False, status: int = 200) -> Response:
        return entry_pages.enter(
            place,
            title=self.title(),
            notice=entry_pages.HAS_LEFT if has_left else notice,
            status=status,
            has_mail=self.served.postbox is not None,
            has_passkeys=self.served.passkeys is not None,
            provider="" if self.served.provider is None else self.provider.settings.name,
        )

    async def ask_for_link(self, request: Request) -> Response:
        """Answer the same, and as fast, whoever has the address or nobody."""
        form = await _form(request)
        address, place = form.get("adresse", "").strip()[:_LONGEST_ADDRESS], own_page(form.get("weiter", "/"))
        wait = self.tries.by_account.take(address.casefold())
        if wait:
            return entry_pages.too_often(wait)
        browser = self.gate.browser(request) or new_secret()
        postbox, office = self.served.postbox, self.served.roles().office_of(address)
        if postbox is not None and office is not None:
            login = Login(office, address.casefold())
            asked = urlencode({"zeichen": self.gate.logins.invite(login, browser), "weiter": place})
            minutes = int(LINK_HOLDS.total_seconds() // 60)
            link = f"{self.served.served.address}/anmelden?{asked}"
            moment = self.gate.logins.now()
            postbox.post(login_letter(postbox.server, login.mail, office, link, minutes, moment))
        answer = entry_pages.sent()
        self.gate.remember(answer, browser)
        return answer

    async def enter_by_link(self, request: Request) -> Response:
        form = await _form(request)
        session = self.gate.logins.begin(form.get("zeichen", ""), self.gate.browser(request))
        if session is None:
            return self._page(own_page(form.get("weiter", "/")), notice=_LINK_GONE, status=401)
        return self._let_in(request, session, form.get("weiter", "/"))

    def _let_in(self, request: Request, session: str, place: str) -> Response:
        answer = RedirectResponse(own_page(place), 303)
        self.gate.let_in(request, answer, session)
        return answer

    # ------------------------------------------------------------------ by a passkey

    async def passkey_question(self, request: Request) -> Response:
        browser = self.gate.browser(request) or new_secret()
        answer = Response(self.passkeys.question(browser), media_type="application/json")
        self.gate.remember(answer, browser)
        return answer

    async def enter_by_passkey(self, request: Request) -> Response:
        try:
            passkey = self.passkeys.answered(await _text(request), self.gate.browser(request))
        except PasskeyError as error:
            return JSONResponse({"sentence": str(error)}, 401)
        office = self.served.roles().office_of(passkey.mail)
        if office is None:
            return JSONResponse({"sentence": entry_pages.NO_OFFICE}, 403)
        place = own_page(request.query_params.get("weiter", "/"))
        answer = JSONResponse({"weiter": place})
        self.gate.let_in(request, answer, self.gate.logins.open(Login(office, passkey.mail)))
        return answer

    async def new_passkey_question(self, request: Request) -> Response:
        login = self.gate.require(request)
        browser = self.gate.browser(request) or new_secret()
        try:
            question = self.passkeys.question_to_make(login, browser)
        except PasskeyError as error:
            return JSONResponse({"sentence": str(error)}, 400)
        answer = Response(question, media_type="application/json")
        self.gate.remember(answer, browser)
        return answer

    async def new_passkey(self, request: Request) -> Response:
        login = self.gate.require(request)
        name = request.query_params.get("name", "")
        try:
            self.passkeys.made(await _text(request), name, login, self.gate.browser(request))
        except PasskeyError as error:
            return JSONResponse({"sentence": str(error)}, 400)
        return JSONResponse({"weiter": "/konto"})

    async def drop_passkey(self, request: Request) -> Response:
        login = self.gate.require(request)
        self.passkeys.store.drop_passkey((await _form(request)).get("kennung", ""), login.mail)
        return RedirectResponse("/konto", 303)

    # ------------------------------------------------------------------ with an account of the town's

    async def to_provider(self, request: Request) -> Response:
        secret, place = new_secret(), own_page(request.query_params.get("weiter", "/"))
        try:
            answer = RedirectResponse(await run_in_threadpool(self.provider.address, secret), 303)
        except ProviderError as error:
            return self._page(place, notice=str(error), status=502)
        self.gate.remember_account(answer, secret, place)
        return answer

    async def from_provider(self, request: Request) -> Response:
        secret, place = self.gate.account_secret(request)
        try:
            claims = await run_in_threadpool(self.provider.claims, dict(request.query_params), secret)
            login = self.provider.login(claims, self.served.roles())
        except ProviderError as error:
            answer = self._page(place, notice=str(error), status=401)
            self.gate.forget_account(answer)
            return answer
        return self._let_in(request, self.gate.logins.open(login), place)

    # ------------------------------------------------------------------ inside, and out again

    async def leave(self, request: Request) -> Response:
        session = self.gate.session(request)
        self.gate.logins.end(session)
        await self.doors.end(session)
        return self._left()

    async def leave_everywhere(self, request: Request) -> Response:
        self.gate.logins.end_everywhere(self.gate.require(request))
        await self.doors.look()
        return self._left()

    def _left(self) -> Response:
        answer: Response = RedirectResponse("/anmelden?abgemeldet=1", 303)
        if self.serving is None:
            answer = entry_pages.left_at_own_computer()
        self.gate.let_out(answer)
        return answer

    async def account(self, request: Request) -> Response:
        login = self.gate.require(request)
        has_passkeys = self.serving is not None and self.serving.passkeys is not None
        passkeys = self.passkeys.store.passkeys(login.mail) if has_passkeys else None
        return entry_pages.account(login, self.gate.logins.rights(login) or frozenset(), passkeys)

    async def privacy(self, _request: Request) -> Response:
        return entry_pages.privacy(self.title(), None if self.serving is None else self.serving.served)

    async def health(self, _request: Request) -> Response:
        self.gate.logins.store.rooms()
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _FILES:
            raise HTTPException(404, "Das gibt es hier nicht.")
        return FileResponse(_WEB / name)


async def _text(request: Request) -> str:
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > _LONGEST:
            raise HTTPException(413, "Das ist zu lang. Laden Sie die Seite neu, und versuchen Sie es noch einmal.")
    return data.decode("utf-8", "replace")


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once; what is none gives none."""
    try:
        fields = parse_qs(await _text(request), max_num_fields=20)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
