"""People at the desk at once, beside Yjs in the same run and driver: how late a key is elsewhere, what it costs.

Yjs's server keeps everything in memory alone; ours has every key on the disk before it is acknowledged.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.enlarge import enlarge
from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.desk.rooms.room import Login
from ratgeber_tools.desk.server.logins import COOKIE, Logins
from ratgeber_tools.desk.server.running import HOST, open_port
from ratgeber_tools.desk.store.opening import open_store
from ratgeber_tools.guide import chapter_files

_DRIVER = Path(__file__).with_name("company")
_CHAPTER = "schulanfang/hort-und-ferien"
_PEOPLE, _COMPANY, _CHAPTERS, _ROOMS = 10, 15, 5, 200
_ROUNDS, _SECONDS, _KEYS = 3, 10, 4
#: Seconds after a server's start in which the same people open the chapter and type already.
_FIRST_S = 5
#: One login has so many sockets at most; people have a login each.
_OF_A_LOGIN = 20
_TITLE = "Redaktionstisch: viele zugleich, neben Yjs"
_HEADER = ["was", "Redaktionstisch", "Yjs (y-websocket, nur im Speicher)", "Verhältnis"]


def measure(root: Path, scratch: Path, _peers: Peers) -> list[Table]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or not sys.platform.startswith("linux"):
        return [Table(_TITLE, _HEADER, [["nicht gemessen: node, npm oder Linux fehlt", "–", "–", "–"]])]
    packages = scratch / "company"
    shutil.copytree(_DRIVER, packages, ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=packages, check=True)
    project = _project(root, scratch / "projekt")
    names = [name for name, _ in chapter_files(project / "ratgeber")]
    with _ours(project) as ours, _theirs(node, packages) as theirs:
        orders = {
            "schema": str(root / "tools" / "ratgeber_tools" / "desk" / "schema.json"),
            "ours": ours,
            "theirs": theirs,
            "chapter": _CHAPTER,
            "people": _PEOPLE,
            "rounds": _ROUNDS,
            "seconds": _SECONDS,
            "keys": _KEYS,
            "first": _FIRST_S,
            "company": [names[number % _CHAPTERS] for number in range(_COMPANY)],
            "open": [names[number % len(names)] for number in range(_ROOMS)],
        }
        file = scratch / "orders.json"
        file.write_text(json.dumps(orders), encoding="utf-8")
        done = subprocess.run([node, packages / "company.mjs", file], stdout=subprocess.PIPE, check=True)
        return [_table(json.loads(done.stdout))]


def _table(figures: dict[str, Any]) -> Table:
    ours, theirs = figures["ours"], figures["theirs"]
    lines = [
        _line(f"Taste → andere Browser, Median ms ({_PEOPLE} an einem Kapitel)", ours, theirs, _of("median")),
        _line("davon 95 von 100, ms", ours, theirs, _of("p95")),
        _line("CPU des Servers je Taste, ms", ours, theirs, lambda each: 1000 * each["cpu"] / each["keys"]),
        _line("Speicher des Servers, MB", ours, theirs, _of("rss")),
        _line("angekommen von 100 Tasten", ours, theirs, _arrived),
    ]
    first, company, opened = figures["first"], figures["company"], figures["opened"]
    share = 100 * company["cpu"] / company["seconds"]
    lines += [
        [f"in den ersten {_FIRST_S} s nach dem Start: Median ms", f"{first['median']:.2f}", "–", "–"],
        [f"in den ersten {_FIRST_S} s nach dem Start: 95 von 100, ms", f"{first['p95']:.2f}", "–", "–"],
        [f"in den ersten {_FIRST_S} s nach dem Start: die langsamste, ms", f"{first['longest']:.2f}", "–", "–"],
        [f"{_COMPANY} tippen in {_CHAPTERS} Kapiteln: CPU, % eines Kerns", f"{share:.0f}", "–", "–"],
        [f"{_COMPANY} tippen in {_CHAPTERS} Kapiteln: Speicher, MB", f"{company['rss']:.0f}", "–", "–"],
        [f"{opened['rooms']} Kapitel offen: Speicher, MB", f"{opened['rss']:.0f}", "–", "–"],
        [f"{opened['rooms']} Kapitel offen, niemand tippt: CPU, % eines Kerns", f"{100 * opened['cpu']:.0f}", "–", "–"],
    ]
    return Table(_TITLE, _HEADER, lines)


def _of(name: str) -> Any:
    return lambda each: each[name]


def _arrived(each: dict[str, Any]) -> float:
    return 100 * float(each["seen"]) / (each["keys"] * (_PEOPLE - 1))


def _line(what: str, ours: list[Any], theirs: list[Any], value: Any) -> list[str]:
    here, there = (statistics.median(value(each) for each in side) for side in (ours, theirs))
    return [what, f"{here:.2f}", f"{there:.2f}", f"{there / here:.2f}" if here else "–"]


def _project(root: Path, folder: Path) -> Path:
    """Make a project with some hundred chapters and their history."""
    folder.mkdir()
    enlarge(root / "ratgeber", folder / "ratgeber", 5)
    shutil.copy(root / "conf.py", folder)
    (folder / ".gitignore").write_text("/_redaktion/\n/_build/\n", encoding="utf-8")
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Anfang"]):
        who = ["-c", "user.name=Messung", "-c", "user.email=messung@example.org"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True)
    return folder


@contextmanager
def _ours(project: Path) -> Iterator[dict[str, Any]]:
    store = open_store(project)
    logins = Logins(store, lambda: datetime.now().astimezone())
    cookies = []
    for number in range(1 + _ROOMS // _OF_A_LOGIN):
        session = logins.begin(logins.invite(Login(f"Stelle {number}", f"stelle{number}@example.org")))
        cookies.append(f"{COOKIE}={session}")
    store.close()
    port = _free_port()
    command = [sys.executable, "-m", "ratgeber_tools.cli", "redaktion", "--port", str(port)]
    with _running(command, project, "Beenden mit") as process:
        origin = f"http://{HOST}:{port}"
        yield {"address": f"ws://{HOST}:{port}", "origin": origin, "cookies": cookies, "pid": process}


@contextmanager
def _theirs(node: str, packages: Path) -> Iterator[dict[str, Any]]:
    port = _free_port()
    program = packages / "node_modules" / "@y" / "websocket-server" / "src" / "server.js"
    with _running([node, str(program)], packages, "running at", HOST=HOST, PORT=str(port)) as process:
        yield {"address": f"ws://{HOST}:{port}", "pid": process}


def _free_port() -> int:
    with open_port(0, is_chosen=True) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def _running(command: list[str], folder: Path, ready: str, **variables: str) -> Iterator[int]:
    """Yield the process of a server that has said it is ready."""
    environment = {**os.environ, **variables}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if ready in line:
                break
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
