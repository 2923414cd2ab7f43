"""Asking web servers, on one of our own."""

from __future__ import annotations

import socket

import pytest

from local_server import Page, serve
from ratgeber_tools.web import ServerAnswer, ask, ask_all

AT_ONCE = (0.0, 0.0)


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy of the machine knows nothing of the server in this test."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_a_page_that_is_there_is_asked_for_once_without_reading_it() -> None:
    with serve({"/a": Page()}) as site:
        assert ask(f"{site.address}/a#abschnitt", pauses_s=AT_ONCE) == ServerAnswer(200)
        assert site.requests == [("HEAD", "/a")]


def test_a_server_that_knows_no_head_is_asked_with_get() -> None:
    with serve({"/a": Page(head_status=405)}) as site:
        assert ask(f"{site.address}/a", pauses_s=AT_ONCE).is_good
        assert [method for method, _ in site.requests] == ["HEAD", "GET"]


def test_a_page_that_is_gone_is_not_asked_for_again() -> None:
    with serve({}) as site:
        assert ask(f"{site.address}/weg", pauses_s=AT_ONCE) == ServerAnswer(404)
        assert len(site.requests) == 2  # HEAD, and GET in case HEAD was the trouble


def test_a_passing_trouble_is_asked_again() -> None:
    with serve({"/a": Page((502, 502, 200))}) as site:
        assert ask(f"{site.address}/a", pauses_s=AT_ONCE).is_good
    with serve({"/a": Page((502,))}) as site:
        assert ask(f"{site.address}/a", pauses_s=AT_ONCE) == ServerAnswer(502)
        assert len(site.requests) == 3


@pytest.mark.parametrize(("status", "is_moved"), [(301, True), (308, True), (302, False), (307, False)])
def test_only_a_move_for_good_is_told(status: int, is_moved: bool) -> None:
    with serve({"/alt": Page((status,), location="/neu"), "/neu": Page()}) as site:
        answer = ask(f"{site.address}/alt", pauses_s=AT_ONCE)
        assert answer == ServerAnswer(200, moved_to=f"{site.address}/neu" if is_moved else "")


def test_a_redirect_to_a_file_of_this_machine_is_not_followed() -> None:
    with serve({"/alt": Page((301,), location="file:///etc/hostname")}) as site:
        assert not ask(f"{site.address}/alt", pauses_s=AT_ONCE).is_good


def test_a_redirect_in_a_circle_ends() -> None:
    with serve({"/a": Page((302,), location="/b"), "/b": Page((302,), location="/a")}) as site:
        assert not ask(f"{site.address}/a", pauses_s=()).is_good


def test_silence_is_told_with_its_reason() -> None:
    with serve({"/a": Page(wait_s=0.6)}) as site:
        answer = ask(f"{site.address}/a", time_limit_s=0.1, pauses_s=())
    assert answer.status is None
    assert "keine Antwort" in answer.problem


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = ask(f"http://127.0.0.1:{taken.getsockname()[1]}/", pauses_s=())
    assert answer.status is None
    assert "keine Verbindung" in answer.problem


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://a b/"])
def test_an_address_that_is_none_is_no_crash(address: str) -> None:
    assert ask(address, pauses_s=()).status is None


def test_signs_outside_ascii_go_over_the_line_with_percents() -> None:
    with serve({"/f%C3%BCr?a=%C3%A4": Page()}) as site:
        assert ask(f"{site.address}/für?a=ä", pauses_s=()).is_good


def test_all_addresses_are_answered_each_once() -> None:
    pages = {f"/{number}": Page() for number in range(4)}
    with serve(pages) as site:
        addresses = [f"{site.address}/{number}" for number in (0, 1, 2, 3, 0)]
        answers = list(ask_all(addresses, politeness_s=0.0))
        assert sorted(address for address, _ in answers) == sorted(set(addresses))
        assert sorted(site.paths()) == ["/0", "/1", "/2", "/3"]
