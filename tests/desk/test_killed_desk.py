"""`kill -9` while somebody types: every acknowledged word is there, once, and the repository is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from desk.desk_network import MOMENT
from guide_project import SCHOOL, Project
from ratgeber_tools.desk.backup.making import back_up
from ratgeber_tools.desk.backup.restoring import restore
from ratgeber_tools.desk.store.opening import open_store
from ratgeber_tools.history import find_repository

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the server is forked")


def test_what_was_acknowledged_outlives_every_kill(tmp_path: Path) -> None:
    from desk.killed_desks import KilledDesk

    project = Project.create(tmp_path / "projekt")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n")
    project.commit(SCHOOL)
    killed = KilledDesk(project.root, "teil/hort", Random(1))

    killed.kill(5)

    assert len(killed.acknowledged) >= 5
    assert killed.lost == []
    assert killed.doubled == []
    assert killed.is_repository_whole()

    store, restored = open_store(project.root), tmp_path / "anderswo"
    path, _ = back_up(project.root, store, find_repository(project.root), tmp_path, MOMENT)
    store.close()
    Project.create(restored)
    fresh = open_store(restored)
    restore(restored, fresh, None, path)
    fresh.close()
    assert KilledDesk(restored, killed.chapter, Random(1)).words() == killed.words()
