"""What others have changed since somebody was last here: which blocks, who and when; "seen" clears it for good."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from prosemirror.transform import Transform
from prosemirror.transform.attr_step import AttrStep
from prosemirror.transform.doc_attr_step import DocAttrStep

from desk import hands
from desk.desk_network import OFFICE, open_room
from desk.desk_servers import RunningDesk, Visitor, running_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project, git
from patience import PATIENCE_S
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.server.logins import COOKIE
from ratgeber_tools.desk.since import ELSEWHERE, changes_since
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.readers import myst as reader

SCHOOL_LOGIN = Login(SCHOOL, MAILBOXES[SCHOOL])
OFFICES = {mailbox: office for office, mailbox in MAILBOXES.items()}
TEXT = "# Hort\n\nErster Absatz.\n\nZweiter Absatz.\n\nDritter Absatz.\n"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return open_room(SqliteStore(tmp_path / "desk.sqlite"), as_node(reader.read(TEXT).document))


def write(room: Room, word: str, after: str, login: Login) -> None:
    way = hands.typing(word, after=after)(room.document)
    assert way is not None
    assert room.append(list(way.steps), login, "tab-00001")


def test_blocks_of_others_are_named_with_who_and_ones_own_are_not(room: Room) -> None:
    write(room, "neu", "Zweiter", SCHOOL_LOGIN)
    write(room, "meins", "Erster", OFFICE)
    write(room, "mehr", "Dritter", Login("", ""))

    found = changes_since(room, 0, OFFICE, OFFICES.get)

    assert [(change.block, change.office, change.words) for change in found] == [
        (2, SCHOOL, "Zweiter neu Absatz."), (3, ELSEWHERE, "Dritter mehr Absatz."),
    ]  # fmt: skip


def test_places_move_with_what_is_written_before_them_and_deleted_words_count(room: Room) -> None:
    write(room, "neu", "Zweiter", SCHOOL_LOGIN)
    start = room.document.child(0).node_size
    way = Transform(room.document)
    way.delete(start, start + room.document.child(1).node_size)
    room.append(list(way.steps), OFFICE, "tab-00001")

    assert [change.block for change in changes_since(room, 0, OFFICE, OFFICES.get)] == [1]


def test_marks_that_nobody_sees_are_no_change(room: Room) -> None:
    room.append([AttrStep(0, "src", ""), AttrStep(0, "ids", [])], SCHOOL_LOGIN, "tab-00001")

    assert changes_since(room, 0, OFFICE, OFFICES.get) == []


def test_the_head_counts_as_one(room: Room) -> None:
    room.append([DocAttrStep("zustaendig", "Amt"), DocAttrStep("stand", "1.1.2027")], SCHOOL_LOGIN, "tab-00001")

    assert [(change.block, change.words) for change in changes_since(room, 0, OFFICE, OFFICES.get)] == [
        (None, "Zuständig, Stand")
    ]


def post(running: RunningDesk, visitor: Visitor, path: str, values: Any) -> None:
    headers = {"Cookie": f"{COOKIE}={visitor.cookie}", "Origin": running.origin, "Content-Type": "application/json"}
    request = urllib.request.Request(f"{running.origin}{path}", json.dumps(values).encode(), headers, method="POST")
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        assert answer.status == 200


def test_a_visit_begins_with_what_came_since_the_last_and_seen_holds_after_a_restart(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    project.write("index", "# Ratgeber\n", head="")
    project.write("hort", TEXT)
    project.commit(SCHOOL)
    with running_desk(project.root) as running:
        visitor = running.visitor(OFFICE)
        room = running.desk.open("hort")
        assert visitor.json("/api/seither/hort")["changes"] == []  # the first visit: all of it is new
        write(room, "neu", "Zweiter", SCHOOL_LOGIN)
    with running_desk(project.root) as running:
        visitor = running.visitor(OFFICE)
        running.desk.open("hort")
        told = visitor.json("/api/seither/hort")
        assert [change["office"] for change in told["changes"]] == [SCHOOL]
        post(running, visitor, "/api/gesehen/hort", {"version": told["version"]})
    with running_desk(project.root) as running:
        visitor = running.visitor(OFFICE)
        running.desk.open("hort")
        assert visitor.json("/api/seither/hort")["changes"] == []


@pytest.mark.parametrize(
    ("committers", "named"),
    [([SCHOOL], SCHOOL), ([SCHOOL, SCHOOL], SCHOOL), ([SCHOOL, YOUTH], ELSEWHERE), ([], ELSEWHERE)],
)
def test_what_came_through_git_bears_the_office_that_committed_it_where_that_is_one(
    tmp_path: Path, committers: list[str], named: str
) -> None:
    project = Project.create(tmp_path)
    project.write("hort", TEXT)
    project.commit(YOUTH)
    with running_desk(project.root) as running:
        room = running.desk.open("hort")
        text = TEXT
        for office in committers or [""]:
            text = text.replace("Zweiter", "Zweiter neuer", 1)
            project.write("hort", text)
            if office:
                project.commit(office)
        running.desk.save("hort")

        found = changes_since(room, 0, OFFICE, OFFICES.get)

    assert [(change.block, change.office) for change in found] == [(2, named)]


def test_an_address_of_no_office_is_not_kept(tmp_path: Path) -> None:
    project = Project.create(tmp_path)
    project.write("hort", TEXT)
    project.commit(YOUTH)
    with running_desk(project.root) as running:
        room = running.desk.open("hort")
        project.write("hort", TEXT.replace("Zweiter", "Neuer"))
        git(project.root, "config", "user.email", "jemand@example.org")
        git(project.root, "commit", "--quiet", "--all", "--message=Neu")
        running.desk.save("hort")

        assert {step.mail for step in room.steps_since(0)} == {""}
