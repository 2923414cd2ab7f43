"""From save to page: how long after a chapter was saved its new words are served.  Beside sphinx-autobuild.

sphinx-autobuild runs twice: with our own `conf.py`, so that it does the same work, and with the stock theme and MyST
alone.  Its process takes Sphinx from our environment, so both sides run the same version.
"""

from __future__ import annotations

import http.client
import math
import os
import socket
import statistics
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Measurement, Row
from benchmarks.pages import write_pages
from benchmarks.peers import Peers
from benchmarks.web import STOCK

CHAPTERS = 60
SAVES = 7
_PAGE = "teil-1/seite-3"
_PATIENCE_S = 120.0
_LOOK_S = 0.005


def measure(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Save the same chapter several times, each time when the page has come and some seconds of rest are over."""
    configuration = (root / "conf.py").read_text(encoding="utf-8")
    project = _project(scratch / "vorschau", configuration)
    autobuilt = _project(scratch / "autobuild", configuration)
    stock = _project(scratch / "stock", STOCK)

    def ours(port: int) -> Sequence[str | Path]:
        return [sys.executable, "-m", "ratgeber_tools.cli", "vorschau", "--port", str(port)]

    def autobuild(port: int) -> Sequence[str | Path]:
        return [
            *(peers.python, "-m", "sphinx_autobuild", "-q", "--port", str(port)),
            *("-c", ".", "ratgeber", "_autobuild"),
        ]

    sides: dict[str, tuple[Callable[[int], Sequence[str | Path]], Path]] = {
        "ratgeber vorschau": (ours, project),
        "sphinx-autobuild, unsere conf.py": (autobuild, autobuilt),
        "sphinx-autobuild, sphinx-book-theme": (autobuild, stock),
    }
    medians = {}
    for name, (command, folder) in sides.items():
        port = _free_port()
        with _served(command(port), folder, root):
            seconds = statistics.median(_seconds_to_page(folder, port, number) for number in range(SAVES))
        medians[name] = Measurement(seconds, math.nan, math.nan)
    return [Row(f"Vom Speichern zur Seite, {CHAPTERS} Kapitel", medians)]


def _project(folder: Path, configuration: str) -> Path:
    write_pages(folder / "ratgeber", CHAPTERS)
    (folder / "conf.py").write_text(configuration, encoding="utf-8")
    return folder


def _seconds_to_page(folder: Path, port: int, number: int) -> float:
    """Add a sentence to the chapter, and return after how many seconds the page has it."""
    address = f"http://127.0.0.1:{port}/{_PAGE}.html"
    _wait_for(address, b"Abschnitt 1")
    time.sleep(2)  # so that nothing of the build before is left to do
    words = f"Gespeichert zum {number}. Mal."
    chapter = folder / "ratgeber" / f"{_PAGE}.md"
    text = f"{chapter.read_text(encoding='utf-8')}\n{words}\n"
    started = time.perf_counter()
    chapter.write_text(text, encoding="utf-8")
    _wait_for(address, words.encode())
    return time.perf_counter() - started


def _wait_for(address: str, words: bytes) -> None:
    ends = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if words in answer.read():
                    return
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
            pass
        time.sleep(_LOOK_S)
    raise RuntimeError(f"{address} did not come to hold {words!r}")


@contextmanager
def _served(command: Sequence[str | Path], folder: Path, root: Path) -> Iterator[None]:
    paths = os.pathsep.join([str(root / "tools"), sysconfig.get_path("purelib")])
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
