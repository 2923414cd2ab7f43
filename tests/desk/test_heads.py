"""The head of a chapter at the desk: shared like the text, saved with it, merged value by value; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prosemirror.transform.doc_attr_step import DocAttrStep

from desk import hands
from desk.desk_network import MOMENT, OFFICE
from guide_project import HEALTH, MAILBOXES, SCHOOL, Project, git
from ratgeber_tools.desk.head_fields import FIELDS, HeadKind, problems
from ratgeber_tools.desk.heads import head_of, merge_heads
from ratgeber_tools.desk.protocol import RefusedError, StepsRequest
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import OTHERS
from ratgeber_tools.desk.steps import read_steps
from ratgeber_tools.desk.store import Login, SqliteStore, StoredBase
from ratgeber_tools.guide.front_matter import FrontMatter
from ratgeber_tools.history import find_repository

NAME = "teil/hort"
HEAD = """---
status: entwurf
zustaendig: Jugendamt  # fragt die Schule
stand: 24.11.2026
kurz:
  - Der Hort hat offen.
  - Er kostet Geld.
quellen:
  - titel: Gesetz
    vertrauen: amtlich
---
"""
BODY = "\n# Hort\n\nDer Hort hat offen.\n"
SCHOOL_LOGIN = Login(SCHOOL, MAILBOXES[SCHOOL])


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project.create(tmp_path / "projekt")
    project.write("index", "# Ratgeber\n", head="")
    project.write(NAME, BODY, head=HEAD)
    project.commit(HEALTH)
    return project


@pytest.fixture
def desk(project: Project) -> Iterator[Desk]:
    store = SqliteStore(project.root / "desk.sqlite")
    yield Desk(project.guide.resolve(), store, find_repository(project.root), lambda: MOMENT)
    store.close()


def text_of(project: Project) -> str:
    return (project.guide / f"{NAME}.md").read_text(encoding="utf-8")


def put(desk: Desk, **values: Any) -> Room:
    room = desk.open(NAME)
    assert room.append([DocAttrStep(key, value) for key, value in values.items()], OFFICE, "tab-00001")
    return room


def test_the_form_has_every_value_of_the_record_once_and_each_has_a_label() -> None:
    assert sorted(field.key for field in FIELDS) == sorted(
        field.alias or name for name, field in FrontMatter.model_fields.items()
    )
    assert all(field.label for field in FIELDS)
    kinds = {field.key: field.kind for field in FIELDS}
    assert (kinds["stand"], kinds["kurz"], kinds["quellen"], kinds["status"]) == (
        HeadKind.DAY,
        HeadKind.LINES,
        HeadKind.ROWS,
        HeadKind.CHOICE,
    )


def test_the_room_has_the_head_of_its_chapter(desk: Desk) -> None:
    head = desk.open(NAME).document.attrs

    assert head["zustaendig"] == "Jugendamt"
    assert head["kurz"] == ["Der Hort hat offen.", "Er kostet Geld."]
    assert head["quellen"] == [["Gesetz", "", "", "amtlich"]]


def test_head_and_text_are_one_commit_and_the_other_lines_stay(project: Project, desk: Desk) -> None:
    before = text_of(project)
    room = put(desk, zustaendig="Schulamt", kurz=["Der Hort hat offen.", "Er kostet wenig."])
    way = hands.typing("immer", after="hat")(room.document)
    assert way is not None
    assert room.append(list(way.steps), OFFICE, "tab-00001")

    assert desk.is_unsaved(NAME)
    saved = desk.save(NAME, OFFICE)

    assert text_of(project) == before.replace("Jugendamt  #", "Schulamt  #").replace(
        "kostet Geld", "kostet wenig"
    ).replace("Hort hat offen.\n", "Hort hat immer offen.\n").replace(
        "- Der Hort hat immer", "- Der Hort hat"
    )  # fmt: skip
    assert saved.commit == git(project.root, "rev-parse", "HEAD")
    assert git(project.root, "show", "--format=%an", "--numstat").split() == [
        OFFICE.office, "3", "3", f"ratgeber/{NAME}.md",
    ]  # fmt: skip
    assert not desk.is_unsaved(NAME)


def test_a_head_nobody_changed_is_not_written_anew(project: Project, desk: Desk) -> None:
    put(desk, zustaendig="Schulamt")
    put(desk, zustaendig="Jugendamt")
    desk.save(NAME, OFFICE)

    assert text_of(project) == HEAD + BODY


def test_what_changed_in_git_comes_into_the_form_and_beside_what_was_typed(project: Project, desk: Desk) -> None:
    put(desk, stand="1.12.2026", zustaendig="Schulamt")
    project.write(NAME, BODY, head=HEAD.replace("Jugendamt", "Sozialamt").replace("entwurf", "fachprüfung"))
    project.commit(HEALTH)
    desk.save(NAME, OFFICE)

    head = desk.open(NAME).document.attrs
    assert (head["status"], head["stand"], head["zustaendig"]) == ("fachprüfung", "1.12.2026", "Schulamt")
    assert head[OTHERS] == [["zustaendig", "Sozialamt"]]
    assert "status: fachprüfung\nzustaendig: Schulamt  # fragt" in text_of(project)


def test_a_value_that_is_none_stays_at_the_desk_and_everything_else_is_saved(project: Project, desk: Desk) -> None:
    put(desk, stand="31.2.2027", zielgruppe="alle Eltern")
    saved = desk.save(NAME, OFFICE)

    assert "Stand: „31.2.2027“ ist kein Datum" in saved.notice
    assert "stand: 24.11.2026\n" in text_of(project)
    assert "zielgruppe: alle Eltern\n" in text_of(project)
    project.write(NAME, BODY + "\nNeu.\n", head=text_of(project).split("\n# Hort")[0])
    assert "kein Datum" in desk.save(NAME, OFFICE).notice
    assert desk.open(NAME).document.attrs["stand"] == "31.2.2027"


def test_a_head_that_cannot_be_read_costs_no_word_of_the_text(project: Project, desk: Desk) -> None:
    desk.open(NAME)
    project.write(NAME, BODY, head=HEAD.replace("entwurf", "'entwurf"))
    room = put(desk, zielgruppe="alle")
    way = hands.typing("immer", after="hat")(room.document)
    assert way is not None
    room.append(list(way.steps), OFFICE, "tab-00001")

    assert "der Kopf nicht" in desk.save(NAME, OFFICE).notice
    assert "hat immer offen" in text_of(project)
    assert "'entwurf" in text_of(project)


def test_two_who_type_the_same_value_without_a_line_both_find_theirs(desk: Desk) -> None:
    room = desk.open(NAME)
    one = StepsRequest("request-1", 0, [{"stepType": "docAttr", "attr": "zustaendig", "value": "Schulamt"}])
    other = StepsRequest("request-2", 0, [{"stepType": "docAttr", "attr": "zustaendig", "value": "Sozialamt"}])
    room.receive(one, OFFICE, "tab-00001")
    answer = room.receive(other, SCHOOL_LOGIN, "tab-00002")

    assert answer.is_merged
    assert room.document.attrs["zustaendig"] == "Sozialamt"
    assert room.document.attrs[OTHERS] == [["zustaendig", "Schulamt"]]
    again = Room.opened(NAME, desk.store, desk.now)
    assert again.document.attrs == room.document.attrs


def test_two_who_change_different_values_or_lines_are_both_right() -> None:
    base = head_of(HEAD.strip("-\n"))
    ours = {**base, "kurz": ["Der Hort hat lange offen.", "Er kostet Geld."], "stand": "1.1.2027"}
    theirs = {**base, "kurz": ["Der Hort hat offen.", "Er kostet wenig.", "Er ist nah."], "zielgruppe": "alle"}

    merged = merge_heads(base, ours, theirs)

    assert merged["kurz"] == ["Der Hort hat lange offen.", "Er kostet wenig.", "Er ist nah."]
    assert (merged["stand"], merged["zielgruppe"], merged[OTHERS]) == ("1.1.2027", "alle", [])


def test_a_room_made_before_rooms_had_heads_takes_its_chapters_and_clears_nothing(project: Project, desk: Desk) -> None:
    room = desk.open(NAME)
    base = desk.store.base(NAME)
    assert base is not None
    bare = {key: value for key, value in base.document.items() if key != "attrs"}
    desk.store.settle_base(NAME, StoredBase(base.version, bare, base.digest))
    desk.store.keep_snapshot(NAME, room.version, bare)
    later = Desk(desk.folder, desk.store, desk.repository, desk.now)

    assert later.open(NAME).document.attrs["zustaendig"] == "Jugendamt"
    later.save(NAME, OFFICE)
    assert text_of(project) == HEAD + BODY


@pytest.mark.parametrize(
    ("attr", "value"),
    [("zustaendig", ["x"]), ("zustaendig", "a\nb"), ("kurz", "x"), ("quellen", [["x"]]), ("gibtesnicht", "x"),
     (OTHERS, [["gibtesnicht", "x"]]), ("zustaendig", "x" * 5000), ("zustaendig", "\ud83d")],
)  # fmt: skip
def test_what_is_no_value_of_a_head_is_refused(attr: str, value: Any) -> None:
    with pytest.raises(RefusedError):
        read_steps([{"stepType": "docAttr", "attr": attr, "value": value}])


def test_mistakes_are_said_in_the_words_of_the_form() -> None:
    assert problems("zustaendig", "") == [
        "Hier fehlt: das Amt oder die Stelle, die für den Inhalt geradesteht."
    ]  # fmt: skip
    assert "„Titel“" in problems("quellen", [["", "", "", "amtlich"]])[0]
    assert "höchstens 5" in problems("kurz", list("abcdef"))[0]
    assert problems("quellen", [["Gesetz", "", "2024", "amtlich"]]) == []
