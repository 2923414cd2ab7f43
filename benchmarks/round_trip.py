"""The way to Word and back, unedited: how many chapters of the guide come back otherwise than they went out.

Every chapter is exported as an author does it, saved anew by the real LibreOffice in each format reviewers save in, and
read against its stored export.  Nothing may differ, and nothing may be reported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools import office
from ratgeber_tools.document import Block, Document
from ratgeber_tools.roundtrip import outgoing

#: What a file is saved as, one after the other, before it is a .docx file again.
WAYS: dict[str, tuple[str, ...]] = {
    "direkt": (),
    "LibreOffice, docx": ("docx",),
    "LibreOffice, odt → docx": ("odt", "docx"),
    "LibreOffice, doc → docx": ("doc", "docx"),
}
_GUIDES = Path("tests", "guides")
_AT_ONCE = 40  # files one run of LibreOffice turns well within its time


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    lines: list[list[str]] = []
    for name, guide in _guides(root):
        project = _project(root, guide, scratch / name)
        sent = _exported(root, project, scratch / f"{name}-hin")
        for way, formats in WAYS.items():
            returned = _saved(sent, formats, scratch / f"{name}-{len(lines)}")
            lines.append([name, way, *map(str, _differences(project / "ratgeber", returned))])
    header = ["Ratgeber", "Weg", "Kapitel", "geänderte Kapitel", "geänderte Blöcke", "Befunde"]
    return [Table("Ausgeben, speichern, zurücklesen: was sich ohne Zutun ändert", header, lines)]


def _guides(root: Path) -> Iterator[tuple[str, Path]]:
    yield "ratgeber", root / "ratgeber"
    for index in sorted([*(root / _GUIDES).glob("*/index.md"), *(root / _GUIDES).glob("*/*/index.md")]):
        if (index.parent.parent / "index.md").is_file():
            continue  # a part of a guide, not a guide
        yield "-".join(index.parent.relative_to(root / _GUIDES).parts), index.parent


def _project(root: Path, guide: Path, folder: Path) -> Path:
    """Return a project of its own: an export writes into the guide."""
    shutil.copytree(guide, folder / "ratgeber", ignore=shutil.ignore_patterns("ausgaben"))
    shutil.copy(root / "conf.py", folder)
    return folder


def _exported(root: Path, project: Path, folder: Path) -> list[Path]:
    subprocess.run(
        [sys.executable, "-m", "ratgeber_tools.cli", "export", "--alle", "--nach", folder],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(root / "tools")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return sorted(folder.glob("*.docx"))


def _saved(files: Sequence[Path], formats: Sequence[str], folder: Path) -> list[Path]:
    """Return `files` after LibreOffice has saved them as each of `formats`; raises `RuntimeError` if one got lost."""
    now = list(files)
    for step, suffix in enumerate(formats):
        target = folder / str(step)
        target.mkdir(parents=True)
        for at in range(0, len(now), _AT_ONCE):
            office.convert(now[at : at + _AT_ONCE], to=suffix, folder=target)
        now = sorted(target.iterdir())
        if len(now) != len(files):
            raise RuntimeError(f"LibreOffice made {len(now)} {suffix} files of {len(files)}")
    return now


def _differences(guide: Path, files: Sequence[Path]) -> tuple[int, int, int, int]:
    """Return how many chapters came back, how many changed, how many of their blocks, and what was reported."""
    chapters = blocks = findings = 0
    for path in files:
        base = outgoing.base_of(guide, path)
        if base is None:
            raise RuntimeError(f"{path.name} no longer says which export it is")
        returned = outgoing.read_back(path, base)
        sent = base.document
        findings += len(returned.findings)
        chapters += returned.document != sent
        blocks += changed_blocks(sent, returned.document)
    return len(files), chapters, blocks, findings


def changed_blocks(one: Document, other: Document) -> int:
    """Return how many top-level blocks and notes of the two are not in both."""
    before, after = (
        Counter[tuple[str, Block]](
            [("", block) for block in document.blocks]
            + [(label, block) for label, blocks in document.notes.items() for block in blocks]
        )
        for document in (one, other)
    )
    gone, new = before - after, after - before
    return max(gone.total(), new.total())
