"""Old steps are folded away: those that are in the chapter, and that no tab can come back for any more."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk import hands
from desk.desk_network import MOMENT, OFFICE
from desk.desk_servers import PATIENCE_S, running_desk
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms import room as room_module
from ratgeber_tools.desk.rooms.desk import STEPS_KEPT, Desk
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.logins import SESSION_HOLDS
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.desk.store.interface import StoreError

NAME = "teil/hort"


class FoldingDesk(Desk):
    """A desk whose clock a test sets."""

    moment = MOMENT

    def type(self, *words: str) -> Room:
        room = self.open(NAME)
        for word in words:
            way = hands.typing(word, after="offen")(room.document)
            assert way is not None
            assert room.append(list(way.steps), OFFICE, "tab-00001")
        return room


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path)
    project.write("index", "# Ratgeber\n", head="")
    project.write("hort", "# Hort\n\nText.\n")
    project.commit(SCHOOL)
    return project


@pytest.fixture
def clock() -> list[datetime]:
    return [MOMENT]


@pytest.fixture
def desk(tmp_path: Path, clock: list[datetime], monkeypatch: pytest.MonkeyPatch) -> Iterator[FoldingDesk]:
    monkeypatch.setattr(room_module, "SNAPSHOT_EVERY", 2)
    project = Project.create(tmp_path / "projekt")
    project.write(NAME, "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    store = SqliteStore(tmp_path / "desk.sqlite")
    yield FoldingDesk(project.guide, store, None, lambda: clock[0])
    store.close()


def test_what_is_in_the_chapter_and_older_than_any_login_is_folded(desk: FoldingDesk, clock: list[datetime]) -> None:
    desk.type("eins", "zwei", "drei")
    clock[0] += STEPS_KEPT + timedelta(days=1)
    desk.type("vier")
    desk.close(NAME)

    kept = len(desk.store.steps(NAME, 0))
    room = desk.open(NAME)
    assert kept == 2, "from the snapshot at two steps on"
    assert room.document.text_content.count("eins") == 1
    assert "vier" not in room.at(3).text_content
    with pytest.raises(RefusedError, match="zu lange offen"):
        room.at(1)


def test_what_a_tab_may_still_come_back_for_stays(desk: FoldingDesk, clock: list[datetime]) -> None:
    assert STEPS_KEPT >= SESSION_HOLDS
    desk.type("eins", "zwei", "drei")
    clock[0] += STEPS_KEPT - timedelta(seconds=1)
    desk.type("vier")
    desk.close(NAME)

    assert len(desk.store.steps(NAME, 0)) == 4


def test_what_is_not_in_the_chapter_yet_stays_however_old_it_is(desk: FoldingDesk, clock: list[datetime]) -> None:
    desk.type("eins", "zwei", "drei")
    clock[0] += 3 * STEPS_KEPT
    desk.fold(NAME)

    assert len(desk.store.steps(NAME, 0)) == 3


def test_a_server_that_looked_before_another_folded_begins_anew(desk: FoldingDesk) -> None:
    room = desk.type("eins")
    other = Room.opened(NAME, desk.store, desk.now)
    for word in ("zwei", "drei", "vier", "fünf"):
        way = hands.typing(word, after="offen")(other.document)
        assert way is not None
        other.append(list(way.steps), OFFICE, "tab-00002")
    desk.store.forget(NAME, 4)
    room.catch_up()

    assert room.version == 5
    assert room.document.to_json() == other.document.to_json()


def test_a_server_folds_all_rooms_once_it_has_started(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folded: queue.Queue[str] = queue.Queue()
    with running_desk(project.root) as running:
        for name in ("hort", "index"):
            running.desk.open(name)
    monkeypatch.setattr(Desk, "fold", lambda _desk, name: folded.put(name))
    with running_desk(project.root):
        assert [folded.get(timeout=PATIENCE_S) for _ in range(2)] == ["hort", "index"]


def test_a_server_starts_with_a_store_that_is_busy(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: queue.Queue[str] = queue.Queue()

    def busy(_desk: Desk, name: str) -> None:
        asked.put(name)
        raise StoreError("Das Gedächtnis ist belegt.")

    with running_desk(project.root) as running:
        for name in ("hort", "index"):
            running.desk.open(name)
    monkeypatch.setattr(Desk, "fold", busy)
    with running_desk(project.root) as running:
        assert [asked.get(timeout=PATIENCE_S) for _ in range(2)] == ["hort", "index"]
        assert running.visitor(OFFICE).json("/api/ich")["office"] == OFFICE.office
