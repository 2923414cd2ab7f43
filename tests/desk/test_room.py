"""A room: what is acknowledged stays, a repeated request is not done twice, and late steps find their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prosemirror.transform import Step

from desk import hands
from desk.desk_network import MOMENT, OFFICE, Network, open_room, words_in
from desk.python_client import Client
from ratgeber_tools.desk.protocol import RefusedError, StepsRequest
from ratgeber_tools.desk.rooms import room as room_module
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.errors import InputError

CHAPTER = "teil/hort"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    made = SqliteStore(tmp_path / "desk.sqlite")
    yield made
    made.close()


@pytest.fixture
def room(store: SqliteStore) -> Room:
    return open_room(store, SCHEMA.node("doc", None, [hands.paragraph("eins zwei"), hands.paragraph("drei")]), CHAPTER)


def typing(words: str, at: int = 1) -> dict[str, Any]:
    content = [{"type": "text", "text": words}]
    return {"stepType": "replace", "from": at, "to": at, "slice": {"content": content}}


def test_what_was_acknowledged_is_there_when_the_server_starts_again(room: Room, tmp_path: Path) -> None:
    room.receive(StepsRequest("request-1", 0, [typing("neu ")]), OFFICE, "tab-0001")

    later = Room.opened(CHAPTER, SqliteStore(tmp_path / "desk.sqlite"), lambda: MOMENT)
    assert later.version == 1
    assert later.document.text_content == "neu eins zweidrei"
    later.store.close()


def test_a_request_that_comes_again_is_answered_and_not_done_again(room: Room) -> None:
    request = StepsRequest("request-1", 0, [typing("neu ")])
    first = room.receive(request, OFFICE, "tab-0001")
    room.receive(StepsRequest("request-2", 1, [typing("vier ", 16)]), OFFICE, "tab-0002")

    again = room.receive(request, OFFICE, "tab-0001")

    assert first.steps == []
    assert again.version == 2
    assert [step.to_json()["from"] for step in again.steps] == [16]
    assert words_in(room.document) == ["neu", "eins", "zwei", "vier", "drei"]


def test_also_when_the_server_was_ended_in_between(room: Room, store: SqliteStore) -> None:
    request = StepsRequest("request-1", 0, [typing("neu ")])
    room.receive(request, OFFICE, "tab-0001")

    assert Room.opened(CHAPTER, store, lambda: MOMENT).receive(request, OFFICE, "tab-0001").steps == []
    assert store.version(CHAPTER) == 1


def test_a_step_for_an_older_version_finds_its_place(room: Room) -> None:
    room.receive(StepsRequest("request-1", 0, [typing("ganz neu ")]), OFFICE, "tab-0001")
    answer = room.receive(StepsRequest("request-2", 0, [typing("später ", 12)]), OFFICE, "tab-0002")

    assert words_in(room.document) == ["ganz", "neu", "eins", "zwei", "später", "drei"]
    assert not answer.is_merged
    assert [step.to_json()["from"] for step in answer.steps] == [1]


def test_what_was_typed_on_top_of_an_answer_that_was_not_taken_in_comes_after_it(room: Room) -> None:
    own = [typing("a ")]
    room.receive(StepsRequest("request-1", 0, [typing("fremd ", 12)]), OFFICE, "tab-0002")
    room.receive(StepsRequest("request-2", 0, own), OFFICE, "tab-0001")

    answer = room.receive(StepsRequest("request-3", 0, [*own, typing("b ", 3)], "request-2", 1), OFFICE, "tab-0001")

    assert words_in(room.document) == ["a", "b", "eins", "zwei", "fremd", "drei"]
    assert answer.version == 3


def test_a_request_whose_predecessor_never_arrived_is_done_whole(room: Room) -> None:
    room.receive(StepsRequest("request-3", 0, [typing("a "), typing("b ", 3)], "request-2", 1), OFFICE, "tab-0001")

    assert words_in(room.document) == ["a", "b", "eins", "zwei", "drei"]


def test_two_who_put_in_something_at_one_spot_both_stay(room: Room) -> None:
    room.receive(StepsRequest("request-1", 0, [typing("x ")]), OFFICE, "tab-0001")
    room.receive(StepsRequest("request-2", 0, [typing("y ")]), OFFICE, "tab-0002")

    assert sorted(words_in(room.document)) == ["drei", "eins", "x", "y", "zwei"]


def test_words_that_somebody_took_out_while_another_wrote_in_them_are_in_a_conflict(room: Room) -> None:
    room.receive(StepsRequest("request-1", 0, [{"stepType": "replace", "from": 0, "to": 11}]), OFFICE, "tab-0001")
    answer = room.receive(StepsRequest("request-2", 0, [typing("wichtig ", 6)]), OFFICE, "tab-0002")

    assert answer.is_merged
    assert "wichtig" in words_in(room.document)
    assert answer.conflicts == 1
    assert "Vom Redaktionstisch, Jugendamt:" in room.document.text_content


def test_two_servers_on_one_store_take_in_what_the_other_wrote(room: Room, store: SqliteStore) -> None:
    other = Room.opened(CHAPTER, store, lambda: MOMENT)
    room.receive(StepsRequest("request-1", 0, [typing("hier ")]), OFFICE, "tab-0001")
    other.receive(StepsRequest("request-2", 0, [typing("dort ", 12)]), OFFICE, "tab-0002")
    room.catch_up()

    assert room.document.to_json() == other.document.to_json()
    assert words_in(room.document) == ["hier", "eins", "zwei", "dort", "drei"]
    assert not store.append(CHAPTER, 1, []), "the version is another by now"


def test_a_room_begins_at_its_last_snapshot(room: Room, store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "SNAPSHOT_EVERY", 3)
    for number in range(7):
        room.receive(StepsRequest(f"request-{number}", number, [typing("x")]), OFFICE, "tab-0001")
    store.forget(CHAPTER, 5)

    later = Room.opened(CHAPTER, store, lambda: MOMENT)
    assert later.document.to_json() == room.document.to_json()
    assert later.at(4).text_content == "xxxxeins zweidrei"
    with pytest.raises(RefusedError, match="zu lange offen") as refused:
        later.at(2)
    assert refused.value.code == "old"


def test_a_version_from_the_future_is_refused(room: Room) -> None:
    with pytest.raises(RefusedError):
        room.receive(StepsRequest("request-1", 5, [typing("x")]), OFFICE, "tab-0001")


def test_an_own_step_that_loses_its_network_is_sent_again(room: Room) -> None:
    network = Network(room)
    client = network.join()
    network.settle()
    client.edit([hands.typing("da", after="eins")(client.document).steps[0]])  # type: ignore[union-attr, arg-type]
    network.deliver_up(0)  # it arrives, the answer does not
    network.cut(0)
    network.settle()

    assert words_in(room.document) == ["eins", "da", "zwei", "drei"]
    assert client.is_settled
    assert client.document is not None
    assert client.document.to_json() == room.document.to_json()


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"kein SQLite, aber lang genug, um keines zu sein" * 20)

    with pytest.raises(InputError, match=r"desk\.sqlite: Das Gedächtnis"):
        SqliteStore(path)


def test_who_types_on_while_an_answer_is_under_way_sees_the_others_at_once(room: Room) -> None:
    network = Network(room)
    one, other = network.join(), network.join()
    network.settle()
    _type(other, "fremd", after="drei")
    _type(one, "a", after="eins")
    network.deliver_up(1)
    network.deliver_up(0)
    _type(one, "b", after="eins a")
    while network.down[0]:
        network.deliver_down(0)

    assert one.document is not None
    assert words_in(one.document) == ["eins", "a", "b", "zwei", "drei", "fremd"]
    assert (one.version, len(one.pending), one.answered) == (2, 1, None), "only what is new goes out"
    network.settle()
    assert words_in(room.document) == words_in(one.document)
    assert room.document.to_json() == one.document.to_json()


def test_whose_place_is_gone_in_the_answer_leaves_it_to_the_desk(room: Room) -> None:
    network = Network(room)
    one, other = network.join(), network.join()
    network.settle()
    other.edit([Step.from_json(SCHEMA, {"stepType": "replace", "from": 0, "to": 11})])
    _type(one, "a", after="drei")
    network.deliver_up(1)
    network.deliver_up(0)
    _type(one, "wichtig", after="eins")
    while network.down[0]:
        network.deliver_down(0)

    assert one.answered is not None
    network.settle()
    assert {"wichtig", "a", "drei"} <= set(words_in(room.document))


def _type(client: Client, word: str, *, after: str) -> None:
    assert client.document is not None
    typed = hands.typing(word, after=after)(client.document)
    assert typed is not None
    client.edit(list(typed.steps))
