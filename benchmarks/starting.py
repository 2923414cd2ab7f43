"""How long until anything happens: set-up from nothing, and the start of the command."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Row, Side, compare
from benchmarks.peers import Peers


def measure_setup(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """Set up a fresh environment with uv (if it is there) and with pip; each run starts from an empty folder."""
    program = (
        "import sys, pathlib; sys.path.insert(0, 'tools'); import ensure_venv; "
        "ensure_venv.prepare(pathlib.Path(sys.argv[1]), pathlib.Path('requirements.lock'), "
        "with_tool=False, use_uv=sys.argv[2] == 'uv')"
    )

    def empty(folder: Path) -> Callable[[], None]:
        return lambda: shutil.rmtree(folder, ignore_errors=True)

    ways = ["uv", "pip"] if shutil.which("uv") else ["pip"]
    sides = [
        Side(f"mit {way}", [sys.executable, "-c", program, scratch / way, way], cwd=root, before=empty(scratch / way))
        for way in ways
    ]
    return [compare("Einrichten aus dem Nichts", sides, repeats=1)]


def measure_start(root: Path, scratch: Path, peers: Peers) -> list[Row]:
    """`ratgeber --help` and `ratgeber check --help`, beside an interpreter that does nothing and one with Sphinx."""
    sides = [
        Side("ratgeber --help", [sys.executable, "-m", "ratgeber_tools.cli", "--help"], cwd=root),
        Side("ratgeber check --help", [sys.executable, "-m", "ratgeber_tools.cli", "check", "--help"], cwd=root),
        Side("python -c pass", [sys.executable, "-c", "pass"]),
        Side("sphinx-build --version", [sys.executable, "-m", "sphinx", "--version"]),
    ]
    return [compare("Start des Befehls", sides, repeats=7)]
