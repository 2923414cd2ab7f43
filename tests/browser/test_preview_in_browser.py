from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ratgeber_tools.findings import Severity
from ratgeber_tools.preview.server import PreviewServer, open_server
from ratgeber_tools.preview.state import PreviewRemark, PreviewState


def write(folder: Path, name: str, words: str) -> None:
    (folder / f"{name}.html").write_text(
        f'<!DOCTYPE html><html lang="de"><head><title>{name}</title></head><body><h1>{words}</h1>'
        '<a href="index.html">Start</a> <a href="geld.html">Geld</a></body></html>',
        encoding="utf-8",
    )


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    write(tmp_path, "index", "Start")
    write(tmp_path, "geld", "Alt")
    with open_server(8500, tmp_path, PreviewState()) as server:
        thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
        thread.start()
        yield server
        server.state.close()
        server.shutdown()
        thread.join()


def test_a_save_shows_the_new_page_and_what_the_checks_say_of_it(
    desk: Any, server: PreviewServer, tmp_path: Path
) -> None:
    desk.goto(f"{server.address}geld.html")
    desk.get_by_text("Wird geprüft").wait_for()
    write(tmp_path, "geld", "Neu")
    server.state.note_build(failure="", remarks=())
    desk.get_by_role("heading", name="Neu").wait_for()
    here = PreviewRemark("geld", 7, Severity.ERROR, "Der Verweis führt ins Leere.", "geld.md")
    there = PreviewRemark("index", None, Severity.HINT, "Lang.", "index.md")
    server.state.note_checks((here, there))
    desk.get_by_text("Fehler, Zeile 7:").wait_for()
    desk.get_by_text("1 Fund anderswo").click()
    desk.get_by_role("link", name="index.md").click()
    desk.get_by_role("heading", name="Start").wait_for()


def test_a_build_that_failed_is_told_on_the_page(desk: Any, server: PreviewServer) -> None:
    desk.goto(server.address)
    server.state.note_build(failure="conf.py ist falsch.", remarks=())
    desk.get_by_text("Nicht neu gebaut: conf.py ist falsch.").wait_for()


def test_beside_the_phone_both_show_the_same_page(desk: Any, server: PreviewServer) -> None:
    desk.goto(f"{server.address}_vorschau/telefon?seite=/index.html")
    wide, phone = (desk.frame_locator(f".rg-v-{name}") for name in ("breit", "telefon"))
    assert desk.locator(".rg-v-telefon").bounding_box()["width"] == 390
    wide.get_by_role("link", name="Geld").click()
    phone.get_by_role("heading", name="Alt").wait_for()


def test_beside_a_phone_that_is_still_loading_nobody_is_taken_back(chromium: Any, server: PreviewServer) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    desk = context.new_page()
    asked: list[Any] = []

    def second_later(route: Any) -> None:
        asked.append(route)
        if len(asked) != 2:
            route.continue_()

    desk.route(lambda address: address == f"{server.address}index.html", second_later)
    desk.goto(f"{server.address}_vorschau/telefon?seite=/index.html", wait_until="domcontentloaded")
    wide, phone = (desk.frame_locator(f".rg-v-{name}") for name in ("breit", "telefon"))
    wide.get_by_role("link", name="Geld").click()
    wide.get_by_role("heading", name="Alt").wait_for()
    phone.get_by_role("heading", name="Alt").wait_for()
    assert len(asked) == 2
    wide.get_by_role("link", name="Start").click()
    phone.get_by_role("heading", name="Start").wait_for()
    phone.get_by_role("link", name="Geld").click()
    wide.get_by_role("heading", name="Alt").wait_for()
    context.close()
