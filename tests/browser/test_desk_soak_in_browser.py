"""Three real browsers, lines that are cut, and everything people do: each typed word is there, once."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from desk.browser_soak import BrowserSoak, tabs_at
from desk.desk_chapters import CHAPTER
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.store import Login

NAME = "teil/hort"


def test_no_word_is_lost_and_none_doubled_in_browsers(tmp_path: Path, chromium: Any) -> None:
    project = Project.create(tmp_path)
    (project.root / "conf.py").touch()
    project.write(NAME, CHAPTER.decode("utf-8").partition("---\n\n")[2])
    project.commit(SCHOOL)
    offices = [Login(office, MAILBOXES[office]) for office in (SCHOOL, YOUTH, SCHOOL)]
    with tabs_at(project.root, NAME, chromium, offices) as (running, tabs):
        soak = BrowserSoak(tabs, Random(1))

        soak.run(60)

        assert soak.equal_after_s is not None
        assert len(soak.words) > 15
        assert soak.cuts
        assert soak.lost == []
        assert soak.doubled == []
        assert soak.errors == []
        assert soak.document.to_json() == running.desk.rooms[NAME].room.document.to_json()
