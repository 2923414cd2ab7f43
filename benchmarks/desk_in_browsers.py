"""Three real browsers at one chapter of the guide, over lines that are cut: which typed words are there in the end.

The same hands work at the desk and, where npm has brought Yjs (`benchmarks/yjs`), at an editor of the same schema and
commands with y-prosemirror and y-websocket, one seed after the other in turn.

`DAUERLAUF` is how many seeds are run, `DAUERLAUF_AB` the first of them, `HANDGRIFFE` how many deeds a seed has; with
`DAUERLAUF_ALLEIN=ja` the desk is run without Yjs.  The same seed draws the same deeds; what they meet depends on when
the others' come in.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import Table
from benchmarks.peers import Peers

_SEEDS = int(os.environ.get("DAUERLAUF", "20"))
_FIRST = int(os.environ.get("DAUERLAUF_AB", "0"))
_OPERATIONS = int(os.environ.get("HANDGRIFFE", "600"))
_IS_ALONE = os.environ.get("DAUERLAUF_ALLEIN") == "ja"
_CHAPTER = "schulanfang/hort-und-ferien"
_HEADER = [
    "Lauf", "womit", "Wörter getippt", "Netz weg", "verloren", "doppelt", "alle gleich nach (s)", "davon CPU (s)",
    "Konflikte am Ende", "Fehler im Browser", "Dauer (s)",
]  # fmt: skip


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    for place in ("tests", "tests/guard"):  # the hands are the tests' own
        sys.path.insert(0, str(root / place))
    title = f"Redaktionstisch: drei Browser am selben Kapitel, Netz immer wieder weg, je {_OPERATIONS} Handgriffe"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return [Table(title, _HEADER, [["nicht gemessen: Chromium fehlt", *["–"] * (len(_HEADER) - 1)]])]
    return [Table(title, _HEADER, list(_lines(root, scratch, chromium)))]


def _lines(root: Path, scratch: Path, chromium: str) -> Iterator[list[str]]:
    from playwright.sync_api import sync_playwright

    rival = None if _IS_ALONE else importlib.import_module("benchmarks.yjs").Rival.prepared(root)
    if rival is None and not _IS_ALONE:
        print("  Yjs wird nicht gemessen: node oder npm fehlt.", file=sys.stderr, flush=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        for seed in range(_FIRST, _FIRST + _SEEDS):
            sides = [("Redaktionstisch", lambda folder: _desk_tabs(root, folder, browser))]
            if rival is not None:
                sides.append(("Yjs", lambda _folder: rival.tabs(root, _CHAPTER, browser)))
            for name, open_tabs in sides:
                line = [str(seed), name, *_run(seed, open_tabs(scratch / f"{name}-{seed}"))]
                print(f"  {' · '.join(line)}", file=sys.stderr, flush=True)
                yield line
        browser.close()


def _desk_tabs(root: Path, folder: Path, browser: Any) -> Any:
    made = importlib.import_module("guide_project")
    login = importlib.import_module("ratgeber_tools.desk.store").Login
    project = made.Project.create(folder)
    (project.root / "conf.py").touch()
    for part in ("daten", "bilder"):
        shutil.copytree(root / "ratgeber" / part, project.guide / part, dirs_exist_ok=True)
    project.write_file(f"{_CHAPTER}.md", (root / "ratgeber" / f"{_CHAPTER}.md").read_bytes())
    project.commit(made.SCHOOL)
    offices = [login(office, made.MAILBOXES[office]) for office in (made.SCHOOL, made.YOUTH, made.SCHOOL)]
    return importlib.import_module("desk.browser_soak").tabs_at(project.root, _CHAPTER, browser, offices)


def _run(seed: int, opened: Any) -> list[str]:
    started = time.monotonic()
    with opened as (_, tabs):
        soak = importlib.import_module("desk.browser_soak").BrowserSoak(tabs, Random(seed))
        soak.run(_OPERATIONS)
        after = "NIE" if soak.equal_after_s is None else f"{soak.equal_after_s:.1f}"
        counts = len(soak.words), soak.cuts, len(soak.lost), len(soak.doubled)
        cpu = "–" if soak.equal_after_cpu_s is None else f"{soak.equal_after_cpu_s:.1f}"
        return [
            *map(str, counts),
            after,
            cpu,
            str(soak.boxes),
            str(len(soak.errors)),
            f"{time.monotonic() - started:.0f}",
        ]
