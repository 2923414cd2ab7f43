"""A desk served for several people: logging in by a mailed link, and what is tried against it."""

from __future__ import annotations

import http.client
import json
import socket as sockets
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from desk.desk_servers import PATIENCE_S, Talk
from desk.served_desks import SESSION, Browser, ServedDesk, served_desk
from desk.test_desk_server import typing
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.server.connections import BoundedConnection
from ratgeber_tools.desk.server.doors import LOGGED_OUT, MOST_OF_A_SESSION, TRY_AGAIN_LATER
from ratgeber_tools.desk.server.running import HOST
from ratgeber_tools.editorial.roles import ROLES

CHAPTER = "teil/hort"
ADDRESS = "https://redaktion.stadt.example"
MAIL = MAILBOXES[YOUTH]
HOST_ONLY = f"__Host-{SESSION}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = Project.create(tmp_path_factory.mktemp("projekt"))
    made.write("index", "# Ratgeber\n", head="")
    made.write(CHAPTER, "# Hort\n\nDer Hort hat offen.\n")
    made.commit(SCHOOL)
    return made


@pytest.fixture(scope="module")
def desk(project: Project) -> Iterator[ServedDesk]:
    with served_desk(project.root, address=ADDRESS) as found:
        yield found


@pytest.fixture
def browser(desk: ServedDesk) -> Browser:
    desk.moment += timedelta(hours=1)  # what other tests have tried too often is forgotten
    return desk.browser()


# ---------------------------------------------------------------- the mailed link


def test_who_is_not_logged_in_is_sent_to_log_in_and_back(browser: Browser) -> None:
    answer = browser.ask(f"/kapitel/{CHAPTER}")
    assert (answer.status, answer.place) == (303, f"/anmelden?weiter=/kapitel/{CHAPTER}")

    landed = browser.follow(browser.ask_for_link(MAIL, f"/kapitel/{CHAPTER}"))

    assert (landed.status, landed.place) == (303, f"/kapitel/{CHAPTER}")
    assert browser.json("/api/ich")["office"] == YOUTH


def test_the_letter_goes_to_the_office_and_names_no_person(browser: Browser, desk: ServedDesk) -> None:
    browser.ask_for_link(MAIL.upper())
    letter = desk.letters[-1]
    assert (letter["To"], letter["From"]) == (MAIL, "redaktion@stadt.example")
    assert YOUTH in letter.get_content()


def test_the_answer_is_the_same_whether_anybody_has_the_address(browser: Browser, desk: ServedDesk) -> None:
    known = browser.post("/anmelden", adresse=MAIL)
    desk.mailed_link()
    before = len(desk.letters)
    unknown = desk.browser().post("/anmelden", adresse="niemand@stadt.example")

    assert (known.status, known.body) == (unknown.status, unknown.body)
    assert len(desk.letters) == before


def test_a_link_that_is_only_looked_at_is_not_used_up(browser: Browser) -> None:
    link = browser.ask_for_link(MAIL)
    for _ in range(3):
        assert Browser(browser.desk).ask(link).status == 200  # a mail scanner
    assert browser.follow(link).status == 303


def test_a_replayed_link_lets_nobody_in(browser: Browser) -> None:
    link = browser.ask_for_link(MAIL)
    browser.follow(link)
    again = Browser(browser.desk, {name: value for name, value in browser.cookies.items() if name != HOST_ONLY})

    assert again.follow(link).status == 401
    assert not again.is_in


def test_a_stolen_link_is_nothing_in_another_browser_and_stays_good_in_its_own(browser: Browser) -> None:
    link = browser.ask_for_link(MAIL)
    thief = Browser(browser.desk)
    thief.post("/anmelden", adresse="x@stadt.example")

    stolen = thief.follow(link)

    assert (stolen.status, thief.is_in) == (401, False)
    assert "nur in dem Browser" in stolen.body
    assert browser.follow(link).status == 303


def test_a_link_is_over_after_a_quarter_of_an_hour(browser: Browser, desk: ServedDesk) -> None:
    link = browser.ask_for_link(MAIL)
    desk.moment += timedelta(minutes=16)
    assert browser.follow(link).status == 401


def test_a_planted_session_ends_when_its_victim_logs_in(browser: Browser) -> None:
    planted = browser.log_in(MAIL).cookies[HOST_ONLY]
    victim = Browser(browser.desk, {HOST_ONLY: planted})

    victim.log_in(MAILBOXES[SCHOOL])

    assert victim.cookies[HOST_ONLY] != planted
    assert victim.json("/api/ich")["office"] == SCHOOL
    assert not browser.is_in


def test_the_cookie_is_for_this_host_over_https_and_no_script(browser: Browser) -> None:
    answer = browser.follow(browser.ask_for_link(MAIL))
    cookie = next(each for each in answer.headers.get_all("Set-Cookie") or [] if each.startswith(HOST_ONLY))
    assert {"Path=/", "HttpOnly", "Secure", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "place",
    [
        "https://boese.example", "//boese.example", "/\\boese.example", "/kapitel/../x", "javascript:alert(1)",
        "/kapitel//boese", "/kapitel/x?y", "/kapitel/x\n", "kapitel", "/anmelden/konto",
    ],
)  # fmt: skip
def test_after_logging_in_nobody_is_sent_elsewhere(browser: Browser, place: str) -> None:
    assert browser.follow(browser.ask_for_link(MAIL, place)).place == "/"
    assert browser.post("/anmelden/link", zeichen="x", weiter=place).body.count("boese") == 0


def test_a_foreign_host_gets_nothing_and_is_in_no_letter(browser: Browser, desk: ServedDesk) -> None:
    before = len(desk.letters)
    for host in ("boese.example", f"{HOST}:{desk.port}", "redaktion.stadt.example:1", "redaktion.stadt.example."):
        assert browser.ask("/anmelden", f"adresse={MAIL}", {"Host": host}).status == 403
    forwarded = {"X-Forwarded-Host": "boese.example", "Forwarded": "host=boese.example"}
    browser.ask("/anmelden", f"adresse={MAIL}", forwarded)
    desk.mailed_link()  # asserts the address in it
    assert len(desk.letters) == before + 1


# ---------------------------------------------------------------- requests of others

CHANGING = (
    "/anmelden", "/anmelden/link", "/abmelden", "/abmelden/ueberall", f"/api/zeigen/{CHAPTER}",
    f"/api/bilder/{CHAPTER}",
)  # fmt: skip


@pytest.mark.parametrize("path", CHANGING)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://boese.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://redaktion.stadt.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_no_page_of_others_changes_anything(browser: Browser, path: str, headers: dict[str, str | None]) -> None:
    assert browser.ask(path, "{}", headers).status == 403


def test_what_changes_something_is_no_get(browser: Browser) -> None:
    browser.log_in(MAIL)
    for path in ("/abmelden", "/abmelden/ueberall", "/anmelden/link"):
        assert browser.ask(path).status == 405
    assert browser.is_in


def test_a_socket_of_others_does_not_open(browser: Browser) -> None:
    browser.log_in(MAIL)
    for origin in ("https://boese.example", "null", "http://redaktion.stadt.example"):
        with pytest.raises(InvalidStatus) as refused, browser.socket(CHAPTER, origin=origin):
            pass
        assert refused.value.response.status_code == 403


def test_every_page_forbids_what_is_inline_and_foreign(browser: Browser) -> None:
    pages = ("/anmelden", "/datenschutz", "/anmelden?zeichen=x", "/nirgends", "/konto", "/anmelden/web/anmelden.css")
    for path in pages:
        answer = browser.ask(path)
        assert answer.headers["Content-Security-Policy"] == (
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        assert answer.headers["Cache-Control"] == "no-store"
        assert not [mark for mark in ("<style", " style=", " onclick", "javascript:") if mark in answer.body]
    for path in pages:
        assert "<script>" not in browser.ask(path).body


def test_what_stands_in_an_address_is_text_on_the_page(browser: Browser) -> None:
    body = browser.ask("/anmelden?zeichen=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body
    assert "<script" not in body


# ---------------------------------------------------------------- logging out, and roles


def test_a_cookie_stolen_before_logging_out_is_nothing_afterwards(browser: Browser) -> None:
    browser.log_in(MAIL)
    thief = Browser(browser.desk, dict(browser.cookies))

    assert browser.post("/abmelden").place == "/anmelden?abgemeldet=1"

    assert HOST_ONLY not in browser.cookies
    assert not thief.is_in
    with pytest.raises(InvalidStatus), thief.socket(CHAPTER):
        pass


def test_logging_out_everywhere_ends_every_session_of_the_mailbox_and_no_other(
    desk: ServedDesk, browser: Browser
) -> None:
    browser.log_in(MAIL)
    elsewhere, other = desk.browser().log_in(MAIL), desk.browser().log_in(MAILBOXES[SCHOOL])
    browser.post("/abmelden/ueberall")
    assert [each.is_in for each in (browser, elsewhere, other)] == [False, False, True]


def test_an_open_room_ends_when_its_login_does(browser: Browser) -> None:
    browser.log_in(MAIL)
    with browser.room(CHAPTER) as talk:
        version = talk.hear("state")["version"]
        browser.post("/abmelden")
        with suppress(ConnectionClosed):
            talk.say(typing("zu spät", 1, version=version, request="request-1"))
        refused = talk.hear("refused")
        assert (refused["code"], "nicht mehr angemeldet" in refused["sentence"]) == ("login", True)
        with pytest.raises(ConnectionClosed) as closed:
            talk.hear("answer")
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == LOGGED_OUT
    assert browser.desk.desk.store.version(CHAPTER) == version


def test_who_loses_the_right_to_write_is_refused_in_the_open_room_and_reads_on(
    browser: Browser, project: Project
) -> None:
    table = project.root / ROLES
    before = table.read_text(encoding="utf-8")
    browser.log_in(MAIL)
    try:
        with browser.room(CHAPTER) as talk:
            version = talk.hear("state")["version"]
            table.write_text(f"{before}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
            for message in (typing("x", 1, version=version, request="request-2"), {"type": "save"}):
                talk.say(message)
                told = talk.hear("refused")
                assert (told["code"], told["sentence"].startswith(f"Die Stelle {YOUTH} darf")) == ("read", True)
            talk.say({"type": "catch-up", "version": version})
            assert talk.hear("steps")["steps"] == []
        assert browser.json("/api/ich")["rights"] == ["kommentieren"]
        refused = browser.ask(f"/api/bilder/{CHAPTER}?alt=x", "x")
        assert refused.status == 403
        assert "nicht schreiben" in json.loads(refused.body)["sentence"]
        assert "Anmerkungen machen" in browser.ask("/konto").body
        assert "Kapitel schreiben" not in browser.ask("/konto").body
    finally:
        table.write_text(before, encoding="utf-8")


def test_an_open_room_hears_at_once_that_it_may_not_write_any_more_and_that_it_may_again(
    browser: Browser, project: Project
) -> None:
    table = project.root / ROLES
    before = table.read_text(encoding="utf-8")
    browser.log_in(MAIL)
    try:
        with browser.room(CHAPTER) as talk:
            assert talk.hear("right")["refusal"] == ""
            talk.hear("state")
            table.write_text(f"{before}rechte:\n  {YOUTH}: kommentieren\n", encoding="utf-8")
            assert talk.hear("right")["refusal"].startswith(f"Die Stelle {YOUTH} darf am Redaktionstisch nicht")
            table.write_text(before, encoding="utf-8")
            assert talk.hear("right")["refusal"] == ""
        assert [told["type"] for told in talk.heard].count("right") == 3, "not at every look"
    finally:
        table.write_text(before, encoding="utf-8")


def test_an_office_that_is_struck_out_is_out_at_once_and_its_room_ends(browser: Browser, project: Project) -> None:
    table = project.root / ROLES
    before = table.read_text(encoding="utf-8")
    browser.log_in(MAIL)
    try:
        with browser.room(CHAPTER) as talk:
            talk.hear("state")
            table.write_text(before.replace(f"  {YOUTH}: {MAIL}\n", ""), encoding="utf-8")
            assert talk.hear("refused")["code"] == "login"
        assert not browser.is_in
    finally:
        table.write_text(before, encoding="utf-8")


def test_a_table_with_a_mistake_throws_nobody_out(browser: Browser, project: Project) -> None:
    table = project.root / ROLES
    before = table.read_text(encoding="utf-8")
    browser.log_in(MAIL)
    try:
        table.write_text("stellen: [", encoding="utf-8")
        assert browser.is_in
    finally:
        table.write_text(before, encoding="utf-8")


# ---------------------------------------------------------------- too much


def test_a_thousand_logins_in_a_minute_are_refused_with_a_sentence(desk: ServedDesk, browser: Browser) -> None:
    before = len(desk.letters)
    answers = [browser.post("/anmelden", adresse=f"nr{number}@stadt.example") for number in range(1000)]

    refused = [answer for answer in answers if answer.status == 429]
    assert len(refused) == 1000 - 20
    assert int(refused[0].headers["Retry-After"]) > 0
    assert "zu viele Versuche" in refused[0].body
    assert len(desk.letters) == before
    desk.moment += timedelta(minutes=1)
    assert browser.post("/anmelden", adresse=MAIL).status == 200


def test_one_account_gets_few_letters_however_many_addresses_ask(desk: ServedDesk, browser: Browser) -> None:
    before = len(desk.letters)
    answers = [Browser(desk, address=f"198.51.100.{n}").post("/anmelden", adresse=MAIL).status for n in range(50)]
    desk.mailed_link()
    assert (answers.count(200), len(desk.letters) - before) == (5, 5)


def test_who_forges_the_forwarded_address_is_counted_as_one(desk: ServedDesk, browser: Browser) -> None:
    answers = [
        Browser(desk, address=f"203.0.113.{n}, 192.0.2.99").post("/anmelden", adresse=f"n{n}@stadt.example").status
        for n in range(30)
    ]
    assert answers.count(200) == 20


def test_a_session_has_only_so_many_sockets(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ratgeber_tools.desk.server.doors.MOST_OF_A_SESSION", 2)
    assert MOST_OF_A_SESSION > 2
    browser.log_in(MAIL)
    with browser.room(CHAPTER) as one, browser.room(CHAPTER, "tab-00002") as two:
        one.hear("state")
        two.hear("state")
        with browser.socket(CHAPTER) as third:
            assert "zu viele Fenster" in Talk(third).hear("refused")["sentence"]
            with pytest.raises(ConnectionClosed):
                Talk(third).hear("state")


def test_a_socket_that_says_nothing_is_given_up(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ratgeber_tools.desk.server.doors.FIRST_WORD_S", 0.05)
    browser.log_in(MAIL)
    with browser.socket(CHAPTER) as silent, pytest.raises(ConnectionClosed) as closed:
        silent.recv(timeout=PATIENCE_S)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == TRY_AGAIN_LATER


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: redaktion.stadt.example\r\nX-Slow: "])
def test_a_connection_that_never_ends_its_head_is_closed(
    desk: ServedDesk, begun: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedConnection, "head_s", 0.05)
    with sockets.create_connection((HOST, desk.port), timeout=PATIENCE_S) as slow:
        slow.sendall(begun)
        with suppress(ConnectionResetError):
            assert slow.recv(100) == b""


def test_a_body_that_does_not_come_is_refused(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ratgeber_tools.desk.server.guards._BODY_PAUSE_S", 0.05)
    line = http.client.HTTPConnection(HOST, browser.desk.port, timeout=PATIENCE_S)
    line.putrequest("POST", "/anmelden", skip_host=True)
    for name, value in {"Host": "redaktion.stadt.example", "Origin": ADDRESS, "Content-Length": "100"}.items():
        line.putheader(name, value)
    line.endheaders(b"adresse=")
    answer = line.getresponse()
    assert (answer.status, "zu langsam" in answer.read().decode()) == (408, True)
    line.close()


def test_more_connections_than_there_are_places_are_closed(desk: ServedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedConnection, "most", 0)
    with sockets.create_connection((HOST, desk.port), timeout=PATIENCE_S) as one, suppress(ConnectionResetError):
        assert one.recv(100) == b""


def test_a_form_that_is_too_long_is_refused(browser: Browser) -> None:
    assert browser.ask("/anmelden", "adresse=" + "x" * 200_000).status == 413


def test_the_health_of_the_desk_is_told_without_a_login_under_the_computers_own_name(browser: Browser) -> None:
    assert browser.ask("/gesund", headers={"Host": f"{HOST}:{browser.desk.port}"}).status == 204
    assert browser.ask("/anmelden", headers={"Host": f"{HOST}:{browser.desk.port}"}).status == 403
