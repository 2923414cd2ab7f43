"""One chapter goes out and comes back, in a guide of some sixty chapters and in one of about eight times as many.

What concerns one chapter must cost the same however large the guide is: the ratio should be near 1.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import docx

from benchmarks.enlarge import enlarge
from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers
from ratgeber_tools.guide import chapter_files

CHAPTER = "schulanfang/anmeldung"
FACTORS = (1, 11)
_REPEATS = 5


def measure(root: Path, scratch: Path, peers: Peers) -> Sequence[Row]:
    projects = [_project(root, scratch / str(factor), factor) for factor in FACTORS]
    sides = [_side(root, project, "export", CHAPTER, "--nach", "hin") for project in projects]
    rows = [compare("Ein Kapitel ausgeben", sides, repeats=_REPEATS)]
    sides = []
    for project in projects:
        returned = _edited(project / "hin" / f"{CHAPTER.replace('/', '-')}.docx")
        sides.append(_side(root, project, "import", returned))
    rows.append(compare("Ein gegengelesenes Kapitel einlesen", sides, repeats=_REPEATS))
    return rows


def _project(root: Path, folder: Path, factor: int) -> Path:
    """Return a project of its own whose guide is `factor` times as large as ours."""
    enlarge(root / "ratgeber", folder / "ratgeber", factor)
    shutil.rmtree(folder / "ratgeber" / "redaktion" / "ausgaben", ignore_errors=True)
    shutil.copy(root / "conf.py", folder)
    return folder


def _side(root: Path, project: Path, *arguments: str | Path) -> Side:
    chapter = project / "ratgeber" / f"{CHAPTER}.md"
    source = chapter.read_bytes()
    return Side(
        f"{sum(1 for _ in chapter_files(project / 'ratgeber'))} Kapitel",
        [sys.executable, "-m", "ratgeber_tools.cli", *arguments],
        cwd=project,
        environment={"PYTHONPATH": str(root / "tools")},
        before=lambda: _put_back(chapter, source),
    )


def _put_back(chapter: Path, source: bytes) -> None:
    chapter.write_bytes(source)


def _edited(path: Path) -> Path:
    """Return a copy in which somebody has written a few words into the longest paragraph."""
    document = docx.Document(str(path))
    longest = max(document.paragraphs, key=lambda paragraph: len(paragraph.text))
    longest.runs[-1].text += " Das ist geändert."
    target = path.with_name("zurueck.docx")
    document.save(str(target))
    return target
