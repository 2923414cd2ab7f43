"""One types a word while the other restructures the same paragraph, before they hear of each other: nothing is lost.

In both orders, since either may come to the server first.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from prosemirror.model import Node

from desk import hands
from desk.desk_network import Network, each_way, open_room, words_in
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store import SqliteStore

TYPED = "getippt"
P, LIST, BOX = "paragraph", "list", "box"


def seed(kind: str) -> Node:
    middle = {
        P: hands.paragraph("alpha beta gamma delta"),
        LIST: SCHEMA.node("bullet_list", None, [hands.item("eins zwei"), hands.item("alpha beta gamma delta")]),
        BOX: SCHEMA.node("box", {"name": "tipp"}, [hands.paragraph("alpha beta gamma delta")]),
    }[kind]
    first, last = hands.paragraph("Erster Absatz vorne."), hands.paragraph("Letzter Absatz hinten.")
    return SCHEMA.node("doc", None, [first, middle, last])


#: What the other does, on which document, and the words that are gone afterwards if nobody else is there.
PAIRS: dict[str, tuple[str, hands.Hand]] = {
    "bold": (P, hands.bold("alpha")),
    "split before": (P, hands.split("beta")),
    "split behind": (P, hands.split("delta")),
    "join": (P, hands.join_before("alpha")),
    "heading": (P, hands.heading("alpha")),
    "into a list": (P, hands.wrap("alpha", "bullet_list")),
    "into a box": (P, hands.wrap("alpha", "box", {"name": "tipp"})),
    "move up": (P, hands.move_to_top("alpha")),
    "all other words": (P, hands.replace_words("alpha", "ganz neue Worte")),
    "delete": (P, hands.delete_block("alpha")),
    "split the item": (LIST, hands.split("beta", 2)),
    "sink the item": (LIST, hands.sink("alpha")),
    "lift the item": (LIST, hands.lift_out_of_list("alpha")),
    "tick the item": (LIST, hands.set_attribute("alpha", 1, "checked", "yes")),
    "numbers": (LIST, hands.change_kind("alpha", 2, "ordered_list")),
    "move the item": (LIST, hands.move_to_top("alpha", 1)),
    "out of the box": (BOX, hands.unwrap("alpha")),
    "another box": (BOX, hands.set_attribute("alpha", 1, "name", "wichtig")),
    "more in the box": (BOX, hands.put_after("alpha", 0, hands.paragraph("neu"))),
}
#: Where nobody can say what is meant, because one took out what the other wrote in.
MAY_CONFLICT = {"all other words", "delete"}


@pytest.fixture
def network(tmp_path: Path, request: pytest.FixtureRequest) -> Network:
    return Network(open_room(SqliteStore(tmp_path / "desk.sqlite"), seed(request.param)))


@pytest.mark.parametrize("typist_first", [True, False], ids=["typed first", "restructured first"])
@pytest.mark.parametrize(("network", "name"), [(kind, name) for name, (kind, _) in PAIRS.items()], indirect=["network"])
def test_the_typed_word_is_there_once_and_behind_its_neighbour(network: Network, name: str, typist_first: bool) -> None:
    one, other = network.join(), network.join()
    network.settle()
    _, hand = PAIRS[name]

    def type_it(client: object) -> None:
        way = hands.typing(TYPED, after="beta")(client.document)  # type: ignore[attr-defined]
        client.edit(list(way.steps))  # type: ignore[attr-defined, union-attr]

    def restructure(client: object) -> None:
        way = hand(client.document)  # type: ignore[attr-defined]
        assert way is not None
        assert way.steps
        client.edit(list(way.steps))  # type: ignore[attr-defined]

    deeds = (type_it, restructure) if typist_first else (restructure, type_it)
    each_way(network, 0, 1, deeds)

    said = words_in(network.room.document)
    alone = hand(seed(PAIRS[name][0]))
    assert alone is not None
    assert said.count(TYPED) == 1
    assert set(words_in(alone.doc)) <= set(said), "what the other wrote is there"
    assert {"Erster", "hinten."} <= set(said)
    assert one.document is not None
    assert other.document is not None
    assert one.document.to_json() == other.document.to_json() == network.room.document.to_json()
    if name not in MAY_CONFLICT:
        assert network.conflicts == 0
        assert said[said.index(TYPED) - 1] == "beta"
        assert sorted(said) == sorted([*words_in(alone.doc), TYPED]), "nothing is there twice"
