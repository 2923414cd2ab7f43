"""Guides a meeting decides about, at a desk somebody has come in to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desk.desk_servers import RunningDesk, running_desk
from guide_project import MAILBOXES, SCHOOL, YOUTH, Project
from ratgeber_tools.desk.store import Login
from ratgeber_tools.editorial.rights import DeskRight

_ROOT = Path(__file__).parents[2]
NUMBERS = ("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")
NAMES = tuple(f"teil/kapitel-{number + 1}" for number in range(len(NUMBERS)))


def ten_chapters(root: Path) -> Project:
    """Make a guide of ten chapters that are ready; the first is public in an older text."""
    project = Project.create(root)
    shutil.copy(_ROOT / "conf.py", project.root)
    listed = "\n".join(name.removeprefix("teil/") for name in NAMES)
    project.write("index", "# Ratgeber\n\n```{toctree}\nteil/index\n```\n", head="")
    project.write("teil/index", f"# Schulanfang\n\n```{{toctree}}\n{listed}\n```\n", head="")
    for name, number in zip(NAMES, NUMBERS, strict=True):
        following = NAMES[(NAMES.index(name) + 1) % len(NAMES)].removeprefix("teil/")
        project.write(name, f"# Kapitel {number}\n\nDas steht in Nummer {number}.\n\n[Weiter]({following}.md)\n")
    project.commit(SCHOOL)
    project.release(NAMES[0])
    text = f"# Kapitel {NUMBERS[0]}\n\nDas steht jetzt in Nummer eins.\nDas ist neu.\n\n[Weiter](kapitel-2.md)\n"
    project.write(NAMES[0], text)
    project.commit(SCHOOL)
    return project


@contextmanager
def at_the_desk(chromium: Any, project: Project) -> Iterator[tuple[RunningDesk, Any]]:
    """Yield a desk and a page of somebody whose office may do everything; what its console says fails."""
    said: list[str] = []
    with running_desk(project.root) as desk:
        desk.logins.rights = lambda _login: frozenset(DeskRight)
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{desk.origin}/anmelden?zeichen={desk.logins.invite(Login(YOUTH, MAILBOXES[YOUTH]))}")
        yield desk, page
        context.close()
    assert [line for line in said if "status of 400" not in line] == []
