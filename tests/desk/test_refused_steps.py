"""What no honest editor sends is refused in a German sentence, and the room stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk import hands
from desk.desk_network import OFFICE, open_room
from ratgeber_tools.desk.protocol import LARGEST_MESSAGE, RefusedError, StepsRequest, read_message, read_steps_request
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import SqliteStore


def box(inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": "box", "attrs": {"name": "tipp"}, "content": [inner]}


def nested(depth: int) -> dict[str, Any]:
    return box(nested(depth - 1)) if depth else {"type": "paragraph"}


def insert(*content: dict[str, Any], at: int = 0) -> dict[str, Any]:
    return {"stepType": "replace", "from": at, "to": at, "slice": {"content": list(content)}}


def text(words: str, **more: Any) -> dict[str, Any]:
    return insert({"type": "text", "text": words, **more}, at=1)


HOSTILE: dict[str, Any] = {
    "no step": 7,
    "nothing": {},
    "an unknown step": {"stepType": "zaubern"},
    "an unknown node": insert({"type": "script"}),
    "an unknown mark": text("a", marks=[{"type": "blink"}]),
    "a place that is not there": {"stepType": "replace", "from": 10**9, "to": 10**9},
    "a place before the beginning": {"stepType": "replace", "from": -5, "to": 1},
    "no number": {"stepType": "replace", "from": "1", "to": None},
    "words where blocks stand": insert({"type": "text", "text": "a"}),
    "an item without a list": insert({"type": "list_item"}),
    "an empty text": text(""),
    "half an emoji": text("\ud83c"),
    "a control character": text("a\x00b"),
    "a heading of level 9": insert({"type": "heading", "attrs": {"level": 9}}),
    "a box nobody knows": insert({"type": "box", "attrs": {"name": "iframe"}}),
    "a script as a link": text("a", marks=[{"type": "link", "attrs": {"target": "javascript:alert(1)"}}]),
    "a picture that is a script": insert({"type": "figure", "attrs": {"source": "data:text/html,<script>"}}),
    "a role nobody knows": insert({"type": "role", "attrs": {"name": "eval", "content": "x"}}, at=1),
    "options that are no lines": insert({"type": "box", "attrs": {"options": [["a", "b\n:::{include} x"]]}}),
    "lines of a base that are none": insert({"type": "paragraph", "attrs": {"src": "9-x"}}),
    "a level by attribute": {"stepType": "attr", "pos": 0, "attr": "level", "value": 2},
    "an attribute of a text": {"stepType": "attr", "pos": 1, "attr": "src", "value": "1-2"},
    "a place by attribute": {"stepType": "attr", "pos": 0, "attr": "ids", "value": "a b"},
    "an attribute of the document": {"stepType": "docAttr", "attr": "x", "value": 1},
    "boxes in boxes in boxes": insert(nested(13)),
    "a set of marks that is none": {"stepType": "markSet", "steps": [text("a")]},
    "a set of marks with a foreign address": {
        "stepType": "markSet",
        "steps": [{"stepType": "addMark", "from": 1, "to": 3,
                   "mark": {"type": "link", "attrs": {"target": "javascript:alert(1)"}}}],
    },
    "a mark with a foreign address": {
        "stepType": "addMark", "from": 1, "to": 3, "mark": {"type": "link", "attrs": {"target": "//fremd.example"}},
    },
}  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return open_room(SqliteStore(tmp_path / "desk.sqlite"), SCHEMA.node("doc", None, [hands.paragraph("Ein 🏫 Wort")]))


def receive(room: Room, *steps: Any) -> None:
    room.receive(StepsRequest("request-1", room.version, list(steps)), OFFICE, "tab-0001")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_step_is_refused_and_nothing_is_lost(room: Room, name: str) -> None:
    before = room.document.to_json()

    with pytest.raises(RefusedError, match=r"[.!]$"):
        receive(room, text("gut"), HOSTILE[name])
    assert room.version == 0
    assert room.document.to_json() == before
    receive(room, text("gut"))
    assert room.document.text_content == "gutEin 🏫 Wort"


@pytest.mark.parametrize("step", [
    {"stepType": "replace", "from": 6, "to": 6, "slice": {"content": [{"type": "text", "text": "x"}]}},
    {"stepType": "replace", "from": 6, "to": 8},
    {"stepType": "addMark", "from": 1, "to": 6, "mark": {"type": "strong"}},
])  # fmt: skip
def test_no_step_cuts_a_character_in_two(room: Room, step: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="halbes Zeichen"):
        receive(room, step)
    assert room.version == 0


def test_a_chapter_cannot_become_larger_than_anybody_can_open(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ratgeber_tools.desk.steps.LARGEST_CHAPTER", 100)

    with pytest.raises(RefusedError, match="zu lang"):
        receive(room, text("x" * 100))


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("x" * (LARGEST_MESSAGE + 1), "size"),
        ("{", "message"),
        ("[]", "message"),
        ('{"type": 3}', "message"),
        ("[" * 100_000, "message"),
    ],
    ids=["too long", "no JSON", "no message", "no type", "brackets"],
)
def test_a_message_that_is_none_is_refused(message: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_message(message)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "wrong",
    [{"id": "kurz"}, {"id": 5}, {"version": -1}, {"version": True}, {"steps": {}}, {"done": 2}, {"after": "../x"}],
)
def test_a_request_with_a_wrong_field_is_refused(wrong: dict[str, Any]) -> None:
    good = {"type": "steps", "id": "request-1", "version": 0, "steps": [{}]}

    assert read_steps_request(good).version == 0
    with pytest.raises(RefusedError):
        read_steps_request({**good, **wrong})


def test_a_link_that_took_the_place_of_another_is_taken_back_as_the_browser_does(room: Room) -> None:
    def link(step: str, target: str) -> dict[str, Any]:
        return {"stepType": step, "from": 1, "to": 4, "mark": {"type": "link", "attrs": {"target": target}}}

    receive(room, link("addMark", "https://example.org/a"))
    before = room.document.to_json()
    room.receive(StepsRequest("request-2", 1, [link("addMark", "https://example.org/b")]), OFFICE, "tab-0001")
    back = [link("removeMark", "https://example.org/b"), link("addMark", "https://example.org/a")]
    room.receive(StepsRequest("request-3", 2, [{"stepType": "markSet", "steps": back}]), OFFICE, "tab-0001")

    assert room.document.to_json() == before
