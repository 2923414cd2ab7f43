"""What takes long keeps no room waiting: a room answers while pages ask, others merge, and others are saved."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desk.desk_servers import PATIENCE_S, RunningDesk, running_desk
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.server import assistance
from ratgeber_tools.guide.remembered import RememberedGuide


@pytest.fixture
def running(tmp_path: Path) -> Iterator[RunningDesk]:
    project = Project.create(tmp_path)
    project.write("index", "# Ratgeber\n", head="")
    for name in ("hort", "kita"):
        project.write(name, f"# {name.title()}\n\nHier ist offen.\n\nUnd dort auch.\n")
    project.commit(SCHOOL)
    with running_desk(project.root) as desk:
        yield desk


class Held:
    """Something that takes as long as a test wants: whoever does it waits until it may go on."""

    def __init__(self, work: Any) -> None:
        self._work = work
        self.has_begun = threading.Event()
        self.may_go_on = threading.Event()
        self.times = 0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.times += 1
        self.has_begun.set()
        assert self.may_go_on.wait(PATIENCE_S), "nobody was answered meanwhile"
        return self._work(*arguments, **options)


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> Iterator[Held]:
    work = Held(getattr(place, name))
    monkeypatch.setattr(place, name, lambda *arguments, **options: work(*arguments, **options))
    try:
        yield work
    finally:
        work.may_go_on.set()


def test_a_room_opens_while_a_page_waits_for_the_guide_to_be_read(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = running.visitor()
    with held(monkeypatch, RememberedGuide, "load") as reading, ThreadPoolExecutor(1) as others:
        listed = others.submit(visitor.json, "/api/kapitel")
        assert reading.has_begun.wait(PATIENCE_S)
        with visitor.room("hort") as talk:
            talk.hear("state")
            reading.may_go_on.set()
        assert [chapter["name"] for chapter in listed.result(PATIENCE_S)["chapters"]] == ["index", "hort", "kita"]


def test_who_looks_at_the_same_text_shares_its_hints(running: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = running.visitor()
    with held(monkeypatch, assistance, "hints") as checking, visitor.room("hort") as talk:
        talk.hear("state")
        checking.may_go_on.set()
        first, second = (visitor.json("/api/hinweise/hort") for _ in range(2))
        assert first == second
        assert checking.times == 1

        path = running.root / "ratgeber" / "kita.md"
        path.write_text(path.read_text(encoding="utf-8") + "\nNeu.\n", encoding="utf-8")
        visitor.json("/api/hinweise/hort")
        assert checking.times == 2, "another chapter may be what a link leads to"
