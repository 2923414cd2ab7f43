"""`kill -9` while somebody types: every acknowledged word is there, once, and the repository is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from guide_project import SCHOOL, Project

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
