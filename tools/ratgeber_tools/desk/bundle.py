"""The editor for the browser, built from `editor/` into `web/`: the same bytes in whatever folder it is built.

Nobody needs it but who changes the editor: what is built lies in git and in the package.  It needs npm and, the first
time, its packages, each with the digest that stands in `package-lock.json`.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from ratgeber_tools import files, keyless
from ratgeber_tools.errors import RatgeberError

_HERE = Path(__file__).resolve().parent
#: Where the sources lie, and where what is built is served from.
SOURCES, BUILT = _HERE / "editor", _HERE / "web"
SUMS = "sha256sums"
_MINUTES = 10


class BundleError(RatgeberError):
    """The editor could not be built."""


def is_buildable() -> bool:
    """Say whether npm and node are on this machine."""
    return shutil.which("npm") is not None and shutil.which("node") is not None


def built() -> dict[str, bytes]:
    """Build the editor in a folder of its own and return its files by name; raises `BundleError`."""
    with files.temporary_folder("editor") as temporary:
        return build_in(prepare(temporary))


def prepare(place: Path) -> Path:
    """Put the sources and the packages they need below `place`; return the sources' folder.  Raises `BundleError`."""
    npm = shutil.which("npm")
    if npm is None or not is_buildable():
        raise BundleError("Zum Bauen des Editors fehlt npm. Installieren Sie Node.js, und bauen Sie noch einmal.")
    folder = place / "editor"
    shutil.copytree(SOURCES, folder, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(_HERE / "schema.json", place)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    return folder


def build_in(folder: Path) -> dict[str, bytes]:
    """Check the types of sources that are prepared, build them and return the files by name; raises `BundleError`."""
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm is not None
    assert node is not None
    _run([npm, "run", "--silent", "types"], folder)
    target = folder.parent / "built"
    _run([node, "build.mjs", str(target)], folder)
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def write(fresh: dict[str, bytes]) -> list[str]:
    """Put what was built where the desk serves it from; return the names of the files that are others by now."""
    changed = []
    for name, content in fresh.items():
        path = BUILT / name
        before = path.read_bytes() if path.is_file() else None
        if before != content:
            files.replace(path, content, expected=before)
            changed.append(name)
    return changed


def damaged() -> list[str]:
    """Return which of the files that are served are not those that were built."""
    sums = (line.split("  ", 1) for line in files.read_text(BUILT / SUMS).splitlines())
    return [name for digest, name in sums if _digest(BUILT / name) != digest]


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _run(command: Sequence[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False,
            timeout=60 * _MINUTES, env=keyless.environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise BundleError(f"Der Editor war nach {_MINUTES} Minuten nicht gebaut. Ist das Netz erreichbar?") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BundleError(f"Der Editor ließ sich nicht bauen: {said[-1] if said else command[0]}")
