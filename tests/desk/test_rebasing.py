"""Late steps are moved by their places alone, and what others did meanwhile comes to the late tab the same way."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import Step
from prosemirror.transform.replace_step import ReplaceStep

from desk import hands
from desk.desk_network import MOMENT, OFFICE, open_room
from ratgeber_tools.desk.protocol import StepsRequest
from ratgeber_tools.desk.rebasing import rebased, taken_in
from ratgeber_tools.desk.rooms import room as room_module
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.steps import apply_steps
from ratgeber_tools.desk.store import SqliteStore

CHAPTER = "teil/hort"
TEXT = SCHEMA.node("doc", None, [hands.paragraph("eins zwei"), hands.paragraph("drei vier fünf")])
TAB, OTHER = "tab-0001", "tab-0002"


def put_in(words: str, at: int) -> ReplaceStep:
    return ReplaceStep(at, at, Slice(Fragment.from_(SCHEMA.text(words)), 0, 0))


def taken_out(start: int, end: int) -> ReplaceStep:
    return ReplaceStep(start, end, Slice.empty)


def both_ways(own: Sequence[Step], over: Sequence[Step]) -> tuple[Node, Node]:
    """Return what the room has and what the late tab gets to."""
    documents, onto = apply_steps(TEXT, own), apply_steps(TEXT, over)[-1]
    found = rebased(documents, own, over, onto)
    assert found is not None
    lead = taken_in(own, over, documents[-1], found[1][-1])
    assert lead is not None
    return found[1][-1], apply_steps(documents[-1], lead)[-1]


def test_two_who_type_at_one_spot_see_the_same_order() -> None:
    room, tab = both_ways([put_in("a", 5), put_in("b", 6)], [put_in("x", 5), put_in("y", 6)])

    assert room.eq(tab)
    assert room.child(0).text_content == "einsxyab zwei"


def test_what_one_takes_out_and_another_puts_in_beside_it_is_the_same_for_both() -> None:
    room, tab = both_ways([put_in("neu ", 6), taken_out(1, 5)], [taken_out(12, 17), put_in("x", 12)])

    assert room.eq(tab)
    assert [block.text_content for block in room.content.content] == [" neu zwei", "xvier fünf"]


@pytest.mark.parametrize("seed", range(40))
def test_the_way_of_a_late_tab_leads_to_the_room_or_there_is_none(seed: int) -> None:
    chance = random.Random(seed)
    sides: list[list[Step]] = []
    for letters in ("ab", "xy"):
        document, steps = TEXT, []
        for _ in range(chance.randint(1, 6)):
            texts = [(at + 1, at + 1 + block.content.size) for block, at in _blocks(document)]
            start, end = chance.choice(texts)
            place = chance.randint(start, end)
            cut = chance.random() < 0.3 and place < end
            step = taken_out(place, place + 1) if cut else put_in(chance.choice(letters), place)
            steps.append(step)
            document = apply_steps(document, [step])[-1]
        sides.append(steps)
    own, over = sides
    documents, onto = apply_steps(TEXT, own), apply_steps(TEXT, over)[-1]

    found = rebased(documents, own, over, onto)
    if found is None:
        return
    assert found[1][-1].eq(apply_steps(onto, found[0])[-1])
    lead = taken_in(own, over, documents[-1], found[1][-1])
    assert lead is None or apply_steps(documents[-1], lead)[-1].eq(found[1][-1])


def _blocks(document: Node) -> list[tuple[Node, int]]:
    found: list[tuple[Node, int]] = []
    document.for_each(lambda node, at, _index: found.append((node, at)))
    return found


def test_typing_late_compares_no_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = open_room(SqliteStore(tmp_path / "desk.sqlite"), TEXT, CHAPTER)
    monkeypatch.setattr(room_module, "steps_between", _none_wanted)
    own = [put_in("a", 5), put_in("b", 6), put_in("c", 7)]
    _send(room, "request-1", 0, [put_in("x", 12)], OTHER)
    _send(room, "request-2", 0, own[:1], TAB)
    _send(room, "request-3", 1, [put_in("y", 13)], OTHER)

    lead = _send(room, "request-4", 0, own, TAB, "request-2", 1)

    assert [block.text_content for block in room.document.content.content] == ["einsabc zwei", "xydrei vier fünf"]
    assert apply_steps(apply_steps(TEXT, own)[-1], lead)[-1].eq(room.document)


def test_a_tab_that_names_another_beginning_than_it_sent_is_not_led_astray(tmp_path: Path) -> None:
    room = open_room(SqliteStore(tmp_path / "desk.sqlite"), TEXT, CHAPTER)
    _send(room, "request-1", 0, [put_in("x", 12)], OTHER)
    _send(room, "request-2", 0, [put_in("a", 5)], TAB)

    own = [put_in("lang ", 1), put_in("b", 6)]
    lead = _send(room, "request-3", 0, own, TAB, "request-2", 1)

    assert apply_steps(apply_steps(TEXT, own)[-1], lead)[-1].eq(room.document)
    assert "b" in room.document.text_content


def test_a_room_that_was_opened_anew_takes_in_the_same(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "desk.sqlite")
    room = open_room(store, TEXT, CHAPTER)
    own = [put_in("a", 5), put_in("b", 6)]
    _send(room, "request-1", 0, [put_in("x", 12)], OTHER)
    _send(room, "request-2", 0, own[:1], TAB)
    anew = Room.opened(CHAPTER, store, lambda: MOMENT)

    for each in (room, anew):
        each.catch_up()
    _send(anew, "request-3", 0, own, TAB, "request-2", 1)
    room.catch_up()

    assert [block.text_content for block in anew.document.content.content] == ["einsab zwei", "xdrei vier fünf"]
    assert room.document.eq(anew.document)
    assert [each.step for each in room.steps_since(0)] == [each.step for each in anew.steps_since(0)]


def _send(
    room: Room, name: str, version: int, steps: Sequence[Step], client: str, after: str = "", done: int = 0
) -> list[Step]:
    request = StepsRequest(name, version, [dict(step.to_json()) for step in steps], after, done)
    return room.receive(request, OFFICE, client).steps


def _none_wanted(*_documents: object, **_how: object) -> list[Step]:
    raise AssertionError("documents were compared")
