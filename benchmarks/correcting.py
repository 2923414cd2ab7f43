"""A slip of the pen on a page parents read, from saving it to the page being live, beside building all of it anew.

The real guide, all of it released, is in place in a folder; the desk's own code looks at the correction, releases it,
and has it built and put in place by the run it always begins (`correction_steps`).  Clicks are counted by the journeys
in `tests/browser`.  Beside it stands the same run with nothing kept from an earlier one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.correction_steps import RIGHT, WRONG
from benchmarks.gaps import commit, copy_project, git
from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.data.records import Records
from ratgeber_tools.desk.correcting import Correcting
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store import Login, SqliteStore
from ratgeber_tools.editions.placing import FOLDER
from ratgeber_tools.editorial.roles import ROLES
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.history import find_repository
from ratgeber_tools.releases.deciding import foreseen
from ratgeber_tools.releases.keeping import append_event

_STEPS = Path(__file__).with_name("correction_steps.py")
_UNFINISHED = re.compile(r"\bzu\s+prüfen\b")
_OFFICE, _MAILBOX = "Redaktion", "redaktion@example.org"
_TABLE = f"""stellen:
  {_OFFICE}: {_MAILBOX}
berichtigungen:
  beschluss: Protokoll 1, TOP 1
  stellen: {_OFFICE}
"""


def measure(root: Path, scratch: Path, _peers: Peers) -> list[Row]:
    project = scratch / "projekt"
    copy_project(root, project, _as_they_are)
    (project / ROLES).write_text(_TABLE, encoding="utf-8")
    (project / ".gitignore").write_text("/_build/\n/_redaktion/\n", encoding="utf-8")
    git(project, "config", "user.name", _OFFICE)
    git(project, "config", "user.email", _MAILBOX)
    git(project, "add", ".")
    commit(project, "Stellen")
    chapter = _finished_chapter(project)
    environment = {FOLDER: str(scratch / "www")}
    anew = [sys.executable, "-m", "ratgeber_tools.cli", "public", "--einsetzen"]
    subprocess.run(anew, cwd=project, env={**os.environ, **environment}, check=True, capture_output=True)
    return [
        compare(
            "Berichtigung, bis Eltern sie lesen",
            [
                Side(
                    f"ein Wort ({chapter})",
                    [sys.executable, _STEPS, project, chapter, _OFFICE, _MAILBOX],
                    environment=environment,
                ),
                Side(
                    "die ganze Fassung von vorn", anew, project, environment, lambda: shutil.rmtree(project / "_build")
                ),
            ],
        )
    ]


def _finished_chapter(project: Path) -> str:
    """Finish a chapter as somebody would before its release: nothing is open in it; release it and return its name."""
    desk = Desk(project / "ratgeber", SqliteStore(project.parent / "frei.sqlite"), find_repository(project), local_now)
    correcting = Correcting(desk, Publishing(desk))
    for chapter in desk.guide.load():
        if chapter.is_index or WRONG in "\n".join(chapter.lines):
            continue
        before = without_internal_parts("\n".join(chapter.lines))
        text = _UNFINISHED.sub("geprüft", before)
        if text == before or RIGHT not in text.partition("\n---\n")[2]:
            continue
        chapter.path.write_text(text, encoding="utf-8")
        git(project, "add", ".")
        commit(project, "Fertig")
        releases = foreseen(project, desk.guide.load(), [chapter.name], now=local_now())
        if not releases:
            continue
        append_event(project, releases[0])
        git(project, "add", ".")
        commit(project, "Freigabe")
        if not correcting.view(chapter.name, Login(_OFFICE, _MAILBOX)).against:
            return chapter.name
    raise AssertionError("no chapter can be corrected")


def _as_they_are(_records: Records) -> None:
    """Leave the records alone."""
