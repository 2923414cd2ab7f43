"""The frame of the desk's pages: who may see and do what, what is said afterwards, and what a form may bring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message

from desk.desk_network import MOMENT, OFFICE
from desk.own_loop import run_apart
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.gate import Gate
from ratgeber_tools.desk.server.guards import Guards
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.pages import frame as frames
from ratgeber_tools.desk.server.pages.frame import Done, PageFrame, PageView, SentForm
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.editorial.rights import DeskRight

HOST = "127.0.0.1:8700"
READER = Login("Elternbeirat", "eltern@example.org")
_EVIL = "<script>alert('x')</script>"
_BOUNDARY = "grenze"


@dataclass
class Answer:
    """`unread` counts the parts of the body nobody has read: a browser still sending them finds the line cut."""

    status: int
    headers: dict[str, str]
    body: str
    unread: int


@dataclass
class Site:
    """Some pages in the frame, behind the guards, asked without a port."""

    app: ASGIApp
    logins: Logins
    done: list[str] = field(default_factory=list)

    def session(self, login: Login = OFFICE) -> str:
        return self.logins.open(login)

    def get(self, path: str, session: str) -> Answer:
        return self.ask("GET", path, session)

    def post(self, path: str, session: str, body: bytes, kind: str = "", *, origin: str = f"http://{HOST}") -> Answer:
        kind = kind or "application/x-www-form-urlencoded"
        return self.ask("POST", path, session, body, {"content-type": kind, "origin": origin})

    def ask(
        self, method: str, path: str, session: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        given = {"host": HOST, "cookie": f"{COOKIE}={session}", **(headers or {})}
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": b"",
            "root_path": "", "scheme": "http", "http_version": "1.1", "client": ("127.0.0.1", 9),
            "server": ("127.0.0.1", 8700),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }  # fmt: skip
        parts = [body[at : at + 65536] for at in range(0, len(body), 65536)] or [b""]
        coming = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
        coming[-1]["more_body"] = False
        sent: list[Message] = []

        async def receive() -> Message:
            assert coming, "somebody waits for more than there is"
            return coming.pop(0)

        async def send(message: Message) -> None:
            sent.append(message)

        run_apart(self.app(scope, receive, send))  # type: ignore[arg-type]
        start, *bodies = sent
        named = {name.decode(): value.decode() for name, value in start["headers"]}
        return Answer(start["status"], named, b"".join(each.get("body", b"") for each in bodies).decode(), len(coming))


@pytest.fixture
def site(tmp_path: object) -> Iterator[Site]:
    store = SqliteStore(tmp_path / "redaktion.sqlite")  # type: ignore[operator]
    rights = {OFFICE: frozenset(DeskRight), READER: frozenset({DeskRight.COMMENT})}
    logins = Logins(store, lambda: MOMENT, rights.get)
    frame = PageFrame(Gate(logins), lambda: "Rat & Tat")
    done: list[str] = []

    async def show(request: Request, _login: Login) -> PageView:
        if "nirgends" in request.url.path:
            raise RefusedError("Ein Kapitel „x“ gibt es nicht.")
        return PageView("satz.html", {"sentence": _EVIL})

    async def act(_request: Request, _login: Login, form: SentForm) -> Done | PageView:
        if form.text("was") == "leer":
            return PageView("satz.html", {"sentence": form.text("wort")}).because("Es fehlt noch etwas.")
        if form.text("was") == "verboten":
            raise RefusedError("Das ist schon vergeben.")
        done.append(form.text("was") + "".join(file.filename or "" for file in form.files("datei")))
        return Done("/seite", "Es ist getan.")

    async def refuse(_request: Request, error: HTTPException) -> PlainTextResponse:
        return PlainTextResponse(error.detail, error.status_code)

    routes = [
        frame.page("/seite", show),
        frame.page("/nirgends", show),
        frame.page("/geheim", show, right=DeskRight.PUBLISH),
        frame.deed("/tun", act, right=DeskRight.WRITE),
        frame.deed("/datei", act, right=DeskRight.WRITE, files=1, largest=1000),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: refuse})  # type: ignore[dict-item]
    yield Site(Guards(app, frozenset({HOST})), logins, done)
    store.close()


def sent(**fields: str) -> bytes:
    return urlencode(fields).encode()


def multipart(*files: tuple[str, bytes], was: str = "ja") -> bytes:
    parts = [f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="was"\r\n\r\n{was}\r\n'.encode()]
    for name, content in files:
        head = f'Content-Disposition: form-data; name="datei"; filename="{name}"'
        parts.append(f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join([*parts, f"--{_BOUNDARY}--\r\n".encode()])


MULTIPART = f"multipart/form-data; boundary={_BOUNDARY}"


def test_a_page_bears_who_asks_and_no_value_becomes_markup(site: Site) -> None:
    page = site.get("/seite", site.session())

    assert page.status == 200
    assert OFFICE.office in page.body
    assert "Rat &amp; Tat" in page.body
    assert "<script" not in page.body


def test_nobody_sees_a_page_without_a_login_or_the_right_it_needs(site: Site) -> None:
    assert site.get("/seite", "erfunden").status == 401
    assert site.get("/seite", site.session(READER)).status == 200
    refused = site.get("/geheim", site.session(READER))
    assert (refused.status, "nichts veröffentlichen" in refused.body) == (403, True)
    assert site.get("/geheim", site.session()).status == 200


def test_nobody_does_what_they_have_no_right_to(site: Site) -> None:
    assert site.post("/tun", site.session(READER), sent(was="ja")).status == 403
    assert site.post("/tun", "erfunden", sent(was="ja")).status == 401
    assert site.done == []


def test_after_a_deed_its_sentence_is_said_once_and_to_nobody_else(site: Site) -> None:
    mine, same_office = site.session(), site.session()

    answer = site.post("/tun", mine, sent(was="ja"))

    assert (answer.status, answer.headers["location"], site.done) == (303, "/seite", ["ja"])
    assert "Es ist getan." not in site.get("/seite", same_office).body
    assert "Es ist getan." in site.get("/seite", mine).body
    assert "Es ist getan." not in site.get("/seite", mine).body


def test_a_refused_deed_says_why_and_keeps_what_was_typed(site: Site) -> None:
    answer = site.post("/tun", site.session(), sent(was="leer", wort="Öffnung <um> 8 & 9"))

    assert answer.status == 400
    assert 'role="alert">Es fehlt noch etwas.' in answer.body
    assert "Öffnung &lt;um&gt; 8 &amp; 9" in answer.body


def test_what_is_refused_without_a_page_of_its_own_is_said_in_the_frame(site: Site) -> None:
    session = site.session()

    for answer in (site.post("/tun", session, sent(was="verboten")), site.get("/nirgends", session)):
        assert answer.status in (400, 404)
        assert 'aria-label="Redaktion"' in answer.body
    assert "schon vergeben" in site.post("/tun", session, sent(was="verboten")).body


@pytest.mark.parametrize("origin", ["https://fremd.example", "null", f"http://{HOST}.fremd.example"])
def test_a_form_on_a_page_of_somebody_elses_does_nothing(site: Site, origin: str) -> None:
    assert site.post("/tun", site.session(), sent(was="ja"), origin=origin).status == 403
    assert site.done == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (sent(was="x" * 3_000_000), ""),
        (multipart(was="x" * 3_000_000), MULTIPART),
        (sent(was="x" * 2_000_000, **{f"f{number}": "y" * 100_000 for number in range(10)}), ""),
        (multipart(("a.docx", b"a"), was="ja"), MULTIPART),
    ],
    ids=["one long word", "one long part", "much together", "a file where none is asked for"],
)
def test_a_form_that_brings_too_much_is_refused_with_a_sentence_and_nothing_is_done(
    site: Site, body: bytes, kind: str
) -> None:
    answer = site.post("/tun", site.session(), body, kind)

    assert (answer.status, answer.body, answer.unread) == (413, frames._TOO_LONG, 0)
    assert site.done == []


def test_a_file_may_be_as_large_as_the_page_says_and_no_larger(site: Site) -> None:
    session = site.session()

    assert site.post("/datei", session, multipart(("a.docx", b"a" * 1000)), MULTIPART).status == 303
    assert site.post("/datei", session, multipart(("b.docx", b"b" * 1001)), MULTIPART).status == 413
    assert site.post("/datei", session, multipart(("c.docx", b"c" * 3_000_000)), MULTIPART).status == 413
    assert site.post("/datei", session, multipart(("d.docx", b"d"), ("e.docx", b"e")), MULTIPART).status == 413
    assert site.done == ["jaa.docx"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--grenze\r\nunfug\r\n", MULTIPART),
        (b"--andere\r\n\r\n", MULTIPART),
        (b"x", "multipart/form-data"),
    ],
)
def test_a_form_that_arrives_in_pieces_is_refused_in_german(site: Site, body: bytes, kind: str) -> None:
    answer = site.post("/tun", site.session(), body, kind)

    assert (answer.status, answer.body, answer.unread) == (400, frames._BROKEN_FORM, 0)


def test_the_menu_shows_where_one_is_and_nothing_one_may_not_open(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    menu = (("/seite", "Seite", None), ("/geheim", "Geheim", DeskRight.PUBLISH))
    monkeypatch.setattr(frames, "MENU", menu)

    assert '<a href="/seite" aria-current="page">Seite</a>' in site.get("/seite", site.session()).body
    assert "Geheim" in site.get("/seite", site.session()).body
    assert "Geheim" not in site.get("/seite", site.session(READER)).body
