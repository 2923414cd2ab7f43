"""Three tabs, a network that is cut again and again, and everything people do: each typed word is there, once."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from desk.desk_chapters import CHAPTER, read_chapter
from desk.desk_network import Network, Soak, open_room
from ratgeber_tools.desk.store import SqliteStore


@pytest.mark.parametrize("seed", range(2))
def test_no_word_is_lost_and_none_doubled(tmp_path: Path, seed: int) -> None:
    network = Network(open_room(SqliteStore(tmp_path / "desk.sqlite"), read_chapter(CHAPTER)))
    for _ in range(3):
        network.join()
    network.settle()
    soak = Soak(network, Random(seed))

    soak.run(60)

    assert len(soak.words) > 20
    assert soak.lost == []
    assert soak.doubled == []
    said = {str(client.document.to_json()) for client in network.clients if client.document is not None}
    assert said == {str(network.room.document.to_json())}
    assert all(client.is_settled and not client.refused for client in network.clients)
