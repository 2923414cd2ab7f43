"""The newsroom grows: status, minutes and checks of about 50 and about 500 chapters, each with a history of changes.

A second check has nothing to read but what changed; it is held against the first in the same run.  All run a copy of
the tool: what is kept holds for one state of it, and somebody may be working on it meanwhile.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.enlarge import enlarge
from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers

#: How often the guide's sections stand in each project.
FACTORS = (1, 11)
CHANGES_A_CHAPTER = 4

_KEPT = Path("_build", "zwischenspeicher")
_MAILBOX = "schulamt@stadt.example"
_FIRST_MOMENT_S = 1_780_000_000
_DAY_S = 86_400


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    tool = scratch / "werkzeug"
    shutil.copytree(
        root / "tools" / "ratgeber_tools", tool / "ratgeber_tools", ignore=shutil.ignore_patterns("__pycache__", ".*")
    )
    environment = {"PYTHONPATH": str(tool)}
    projects = [_project(root, scratch / f"projekt-{factor}", factor) for factor in FACTORS]

    def side(words: str, project: Path, *command: str, before: Callable[[], None] | None = None) -> Side:
        name = f"{words} ({sum(1 for _ in _chapters(project))} Kapitel)"
        line = [sys.executable, "-m", "ratgeber_tools.cli", *command]
        return Side(name, line, cwd=project, environment=environment, before=before)

    def check(project: Path) -> None:
        subprocess.run(
            [sys.executable, "-m", "ratgeber_tools.cli", "check"],
            cwd=project,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def first(project: Path) -> Side:
        return side("check, erster Lauf", project, "check", before=lambda: _forget(project))

    def second(project: Path) -> Side:
        return side("check, zweiter Lauf", project, "check", before=lambda: check(project))

    def changed(project: Path) -> Side:
        def change() -> None:
            check(project)
            with next(_chapters(project)).open("a", encoding="utf-8") as chapter:
                chapter.write("\nNoch ein Satz.\n")

        return side("check, ein Kapitel geändert", project, "check", before=change)

    since = ("protokoll", "--seit", "1.6.2026", "--vollstaendig")
    check(projects[0])  # compiles the copy
    statuses = [side("status", each, "status", before=_forgetting(each)) for each in projects]
    return [
        compare("Übersicht", statuses, repeats=1),
        compare(
            "Protokoll", [side("protokoll", each, *since, before=_forgetting(each)) for each in projects], repeats=1
        ),
        compare("Prüfen", [first(project) for project in projects], repeats=1),
        *(compare("Noch einmal prüfen", [second(each), first(each), changed(each)], repeats=1) for each in projects),
    ]


def _project(root: Path, folder: Path, factor: int) -> Path:
    """Make a project whose chapters were each changed several times, one commit a change."""
    folder.mkdir()
    shutil.copyfile(root / "conf.py", folder / "conf.py")
    enlarge(root / "ratgeber", folder / "ratgeber", factor)
    (folder / ".gitignore").write_text("_build/\n", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "-b", "main"], cwd=folder, check=True)
    stream = b"".join(_history(folder))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard", "main"], cwd=folder, check=True)
    return folder


def _history(folder: Path) -> Iterator[bytes]:
    """Yield a stream for `git fast-import`: everything, then chapter by chapter one more sentence, several times."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts]
    yield _commit(0)
    for path in files:
        yield _file(path.relative_to(folder), path.read_bytes())
    texts = {path: path.read_bytes() for path in _chapters(folder)}
    number = 0
    for change in range(CHANGES_A_CHAPTER):
        for path, text in texts.items():
            number += 1
            texts[path] = text + f"\nDas ist der Satz Nummer {change}.\n".encode()
            yield _commit(number, since=len(texts) * CHANGES_A_CHAPTER)
            yield _file(path.relative_to(folder), texts[path])


def _commit(number: int, *, since: int = 1) -> bytes:
    moment = _FIRST_MOMENT_S + number * 90 * _DAY_S // since
    words = b"Stand"
    return (
        f"commit refs/heads/main\ncommitter Schulamt <{_MAILBOX}> {moment} +0000\ndata {len(words)}\n".encode()
        + words
        + b"\n"
    )


def _file(path: Path, content: bytes) -> bytes:
    return f'M 100644 inline "{path.as_posix()}"\ndata {len(content)}\n'.encode() + content + b"\n"


def _chapters(folder: Path) -> Iterator[Path]:
    yield from sorted((folder / "ratgeber").rglob("*.md"))


def _forget(project: Path) -> None:
    shutil.rmtree(project / _KEPT, ignore_errors=True)


def _forgetting(project: Path) -> Callable[[], None]:
    return lambda: _forget(project)
