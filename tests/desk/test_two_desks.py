"""Two servers on one Postgres: no word is lost or doubled, also when one of them is killed while people type."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desk.postgres_server import MISSING, postgres_server, programs
from guide_project import SCHOOL, Project, git
from ratgeber_tools.desk.store.interface import StoreError
from ratgeber_tools.desk.store.opening import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the servers are forked")


def test_everybody_goes_on_at_the_other_server_with_everything(tmp_path: Path) -> None:
    from desk.two_desks import TwoDesks

    found = programs()
    if found is None:
        pytest.skip(MISSING)
    project = Project.create(tmp_path / "projekt")
    project.write("teil/hort", "# Hort\n\nDer Hort hat offen.\n\nZweiter Absatz.\n\nDritter.\n")
    project.commit(SCHOOL)
    with postgres_server(found) as server:
        database = server.new_database()
        desks = TwoDesks(project.root, database, "teil/hort", seed=1)
        desks.run(15)

        assert desks.check() == []
        assert len(desks.words) > 20
        assert desks.moved >= 2
        assert "error" not in git(project.root, "fsck", "--full")

        with pytest.raises(StoreError, match="gehört zu einem anderen Ordner"):
            open_store(tmp_path / "anderswo", database)
