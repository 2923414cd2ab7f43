"""Programs shut away with bubblewrap: they see the system's programs and one folder, no other file and no network.

A document can ask LibreOffice for files of the machine (RTF: `INCLUDEPICTURE`, ODF: linked sections, frames and
templates); in here there are none.  Whether it works is tried out once: inside many containers it may not.
Source: bwrap(1), user_namespaces(7).
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

#: Where the one folder lies for the program inside.
INSIDE = Path("/arbeit")

#: What of the system a program may read; the rest of `/etc` is none of its business.
_READ_ONLY = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/libreoffice",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
)
#: Folders of the root that are links into `/usr` on today's systems, and real ones on older.
_ROOT_FOLDERS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
#: Below `/usr`, but people's: images of containers keep whole projects there.
_NOT_SYSTEM = ("/usr/local", "/usr/src")

#: Seconds the trial may take.
_TRIAL_LIMIT_S = 10.0


def is_available() -> bool:
    """Say whether programs can be shut away on this machine."""
    return _bubblewrap() is not None


def command(program: Path, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the command line that runs `program` with `folder` as `INSIDE`; only where `is_available`.

    Start it with an environment of its own as well: the program inside can read that of bubblewrap in `/proc/1`.
    """
    found = _bubblewrap()
    assert found is not None
    bubblewrap, has_proc = found
    home = program.resolve().parent.parent  # LibreOffice from its own site lies in /opt/libreofficeX.Y/program
    apart = () if _is_system(home) else ("--ro-bind", str(home), str(home))
    variables = [part for name, value in environment.items() for part in ("--setenv", name, value)]
    return [
        *_walls(bubblewrap, has_proc=has_proc),
        *apart,
        *("--bind", str(folder.resolve()), str(INSIDE), "--chdir", str(INSIDE)),
        *variables,
        "--",
        str(program.resolve()),
        *arguments,
    ]


@functools.cache
def _bubblewrap() -> tuple[str, bool] | None:
    """Return the program and whether it may mount `/proc`, or None where it is missing or not allowed to work."""
    found = shutil.which("bwrap") if sys.platform == "linux" else None
    if found is None:
        return None
    for has_proc in (True, False):
        trial = [*_walls(found, has_proc=has_proc), "--", "/usr/bin/true"]
        try:
            done = subprocess.run(
                trial, env={}, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_LIMIT_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
        if done.returncode == 0:
            return found, has_proc
    return None


def _walls(bubblewrap: str, *, has_proc: bool) -> list[str]:
    """Return the start of a command: what the program inside sees of this machine."""
    seen = ["--ro-bind", "/usr", "/usr"]
    for people in _NOT_SYSTEM:
        seen += ("--tmpfs", people) if Path(people).is_dir() else ()
    for name in _ROOT_FOLDERS:
        path = Path("/", name)
        if path.is_symlink():
            seen += ("--symlink", os.readlink(path), str(path))
        elif path.is_dir():
            seen += ("--ro-bind", str(path), str(path))
    for place in _READ_ONLY:
        seen += ("--ro-bind-try", place, place)
    return [
        bubblewrap,
        *("--unshare-all", "--die-with-parent", "--new-session", "--clearenv"),
        *seen,
        *(("--proc", "/proc") if has_proc else ()),
        *("--dev", "/dev", "--tmpfs", "/tmp"),
    ]


def _is_system(folder: Path) -> bool:
    return folder.is_relative_to("/usr") and not any(folder.is_relative_to(place) for place in _NOT_SYSTEM)
