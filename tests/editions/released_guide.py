"""The small released guide of `tests/guides/freigegeben`, with the history its chapters need.

erster-stand    laid down and mostly released; `schulanfang/hort` and `weiterfuehrend/wechsel` never are
einladung       released, then withdrawn
haus.svg        changed; `hilfe/beratung` released again with it, `schulanfang/schulweg` keeps the old one
schulweg        renamed to `sicherer-weg`, not yet released under that name
zweiter-stand   drafts over releases, the picture of `anmeldung` removed, a target moved to `hilfe/treff`
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import prepared_processes
from guide_project import SCHOOL, YOUTH, Project, git
from ratgeber_tools import dialect

HERE = Path(__file__).parent
SOURCE = HERE.parent / "guides" / "freigegeben"
PROJECT = HERE.parent.parent


def make_released_guide(root: Path) -> Project:
    project = Project.create(root)
    shutil.copyfile(PROJECT / "conf.py", root / "conf.py")
    (root / ".gitignore").write_text("_build/\n", encoding="utf-8")
    project.lay_over(SOURCE / "erster-stand")
    project.commit(SCHOOL)
    for name in (
        "index",
        "schulanfang/anmeldung",
        "schulanfang/schulweg",
        "schulanfang/einladung",
        "weiterfuehrend/index",
        "hilfe/index",
        "hilfe/beratung",
        "anhang/glossar",
        "rechtliches/impressum",
        "rechtliches/datenschutz",
        "rechtliches/barrierefreiheit",
    ):
        with _as_it_was_then():
            project.release(name, YOUTH, reference="planwort-protokoll")
    project.withdraw("schulanfang/einladung", reason="planwort-grund")
    house = project.guide / "bilder" / "haus.svg"
    house.write_text(house.read_text(encoding="utf-8").replace("#654321", "#abcdef"), encoding="utf-8")
    project.commit(SCHOOL)
    with _as_it_was_then():
        project.release("hilfe/beratung", YOUTH)
    git(root, "mv", "ratgeber/schulanfang/schulweg.md", "ratgeber/schulanfang/sicherer-weg.md")
    project.commit(SCHOOL)
    project.lay_over(SOURCE / "zweiter-stand")
    (project.guide / "bilder" / "weg.svg").unlink()
    project.commit(SCHOOL)
    project.release("hilfe/treff", YOUTH)
    return project


def run_ratgeber(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return prepared_processes.run(
        [sys.executable, "-m", "ratgeber_tools.cli", *arguments], cwd=folder, capture_output=True, encoding="utf-8"
    )


@contextmanager
def _as_it_was_then() -> Iterator[None]:
    """Release with a dialect that still has what is gone by now."""
    blocks = {**dialect.DIRECTIVES, "altrechner": dialect.Body.BLOCKS}
    with patch.object(dialect, "DIRECTIVES", blocks), patch.object(dialect, "ROLES", (*dialect.ROLES, "altwert")):
        yield
