"""What takes long keeps no room waiting: a room answers while pages ask, others merge, and others are saved."""

from __future__ import annotations

import itertools
import json
import queue
import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from prosemirror.model import Node
from prosemirror.transform import Transform

from desk import hands
from desk.desk_servers import PATIENCE_S, RunningDesk, Talk, Visitor, running_desk
from desk.python_client import Client
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.rooms import room as room_module
from ratgeber_tools.desk.rooms import saving
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.server import app, assistance
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


@dataclass
class Typist:
    """Somebody at a tab, who takes in what comes only in `settle`."""

    talk: Talk
    client: Client

    @property
    def document(self) -> Node:
        assert self.client.document is not None
        return self.client.document

    def do(self, deed: Callable[[Node], Transform | None]) -> None:
        way = deed(self.document)
        assert way is not None
        self.client.edit(list(way.steps))

    def settle(self) -> None:
        while not self.client.is_settled:
            self.client.receive(json.loads(self.talk.socket.recv(timeout=PATIENCE_S)))
        assert self.client.refused == []


@contextmanager
def typist(visitor: Visitor, chapter: str, name: str) -> Iterator[Typist]:
    with visitor.socket(chapter) as socket:
        talk, numbers = Talk(socket), itertools.count(1)
        client = Client(name, talk.say, lambda: f"{name}-{next(numbers):06}")
        client.connect()
        client.receive(talk.hear("state"))
        yield Typist(talk, client)


def type_word(typist: Typist, word: str, *, after: str, waits: bool = True) -> None:
    typist.do(hands.typing(word, after=after))
    if waits:
        typist.settle()


def rewrite(typist: Typist, old: str, new: str) -> None:
    """Put one word in another's place; nobody waits for the answer."""

    def replace(document: Node) -> Transform:
        start = hands.place_of(document, old)
        return Transform(document).replace_with(start, start + len(old), SCHEMA.text(new))

    typist.do(replace)


@dataclass
class LongMerge:
    """A room that merges what `late` wrote without having seen what `early` wrote at the same place."""

    work: Held
    early: Typist
    late: Typist


@contextmanager
def merging_for_long(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Iterator[LongMerge]:
    with (
        held(monkeypatch, room_module, "merge_safely") as work,
        typist(visitor, "hort", "tab-00001") as late,
        typist(visitor, "hort", "tab-00002") as early,
    ):
        rewrite(early, "Hier", "Früher")
        early.settle()
        rewrite(late, "Hier", "Später")
        assert work.has_begun.wait(PATIENCE_S)
        yield LongMerge(work, early, late)


def words_of(running: RunningDesk, chapter: str) -> list[str]:
    return re.findall(r"\w+", " ".join(blocks_of(running.desk.rooms[chapter].room.document)))


def blocks_of(document: Node) -> list[str]:
    return [node.text_content for node, _ in hands.nodes_in(document) if node.is_textblock]


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


def test_a_room_answers_while_another_merges_what_was_written_without_a_network(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = running.visitor()
    with merging_for_long(visitor, monkeypatch) as merge, typist(visitor, "kita", "tab-00003") as other:
        type_word(other, "dazu", after="dort")
        merge.work.may_go_on.set()
        merge.late.settle()

    assert {"Früher", "Später"} <= set(words_of(running, "hort"))
    assert "dazu" in words_of(running, "kita")


def test_what_is_typed_in_a_room_that_merges_comes_after_it_and_is_not_lost(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with merging_for_long(running.visitor(), monkeypatch) as merge:
        type_word(merge.early, "dazu", after="dort", waits=False)
        merge.work.may_go_on.set()
        merge.late.settle()
        merge.early.settle()
        assert "dazu" in merge.early.document.text_content

    words = words_of(running, "hort")
    assert {"Früher", "Später"} <= set(words)
    assert words.count("dazu") == 1


@pytest.mark.parametrize("place", [(saving, "patch"), (saving, "_committed")])
def test_a_room_answers_while_another_is_saved(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch, place: tuple[Any, str]
) -> None:
    visitor = running.visitor()
    with (
        held(monkeypatch, *place) as writing,
        typist(visitor, "hort", "tab-00001") as saved,
        typist(visitor, "kita", "tab-00002") as other,
    ):
        type_word(saved, "neu", after="Hier")
        saved.talk.say({"type": "save"})
        assert writing.has_begun.wait(PATIENCE_S)
        type_word(other, "dazu", after="dort")
        writing.may_go_on.set()
        assert saved.talk.hear("saved")["commit"]

    assert "neu" in (running.root / "ratgeber" / "hort.md").read_text(encoding="utf-8").split()


def test_who_types_waits_for_no_git_and_what_was_typed_meanwhile_is_still_to_be_saved(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = running.visitor()
    with held(monkeypatch, saving, "_committed") as committing, typist(visitor, "hort", "tab-00001") as writer:
        type_word(writer, "neu", after="Hier")
        writer.talk.say({"type": "save"})
        assert committing.has_begun.wait(PATIENCE_S)
        with typist(visitor, "hort", "tab-00002") as other:
            type_word(other, "dazu", after="dort")
            committing.may_go_on.set()
            assert writer.talk.hear("saved")["version"] < running.desk.rooms["hort"].room.version
            assert running.desk.rooms["hort"].wrote is not None
            assert running.desk.is_unsaved("hort")


def test_a_look_at_what_is_due_that_fails_for_a_mistake_of_ours_is_not_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    looks: queue.Queue[str] = queue.Queue()

    def look(_desk: Desk) -> Iterator[str]:
        looks.put("")
        raise KeyError("hort")

    monkeypatch.setattr(app, "_TICK_S", 0.01)
    monkeypatch.setattr(Desk, "due", look)
    project = Project.create(tmp_path)
    project.write("hort", "# Hort\n")
    with running_desk(project.root):
        for _ in range(3):
            looks.get(timeout=PATIENCE_S)
    assert "Bitte melden Sie das." in capfd.readouterr().err


def test_a_room_that_is_left_while_somebody_comes_stays_open(
    running: RunningDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = running.visitor()
    with held(monkeypatch, saving, "patch") as writing:
        with typist(visitor, "hort", "tab-00001") as first:
            type_word(first, "neu", after="Hier")
        assert writing.has_begun.wait(PATIENCE_S), "it is saved as it is left"
        with visitor.room("hort", "tab-00002") as second:
            writing.may_go_on.set()
            state = second.hear("state")
            assert "neu" in str(state["doc"])
            assert running.desk.rooms["hort"].room.version == state["version"]
