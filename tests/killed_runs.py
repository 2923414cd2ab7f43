"""What a job leaves that is killed at any of the points where it goes to the operating system, each in its own folder.

The points are found by tracing (`sys.setprofile`): before every call of Python's own C functions that write, sync,
move, make or remove files, in every thread.  What such a call has done is seen before the next, a file just opened and
still empty before its content is flushed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_POINTS = """
import os, shutil, signal, sys, threading
from itertools import count
from pathlib import Path

{setup}

WRITING = {{"open", "fsync", "rename", "replace", "mkdir", "unlink", "rmdir"}}

def is_writing(function):
    name, module = getattr(function, "__name__", ""), getattr(function, "__module__", None)
    return name == "flush" or (name in WRITING and module in ("posix", "nt"))

def at_each_point(act):
    def trace(frame, event, argument):
        if event == "c_call" and is_writing(argument):
            act()
    threading.setprofile(trace)
    sys.setprofile(trace)

source = Path(sys.argv[1])
"""

_KILLED = """
def dies_after(steps):
    remaining = steps
    def act():
        nonlocal remaining
        remaining -= 1
        if remaining < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    at_each_point(act)

for steps in count():
    copy = source.with_name(f"{source.name}-{steps}")
    shutil.copytree(source, copy)
    child = os.fork()
    if not child:
        os.chdir(copy)
        sys.stdout = open(os.devnull, "w")
        dies_after(steps)
        job(copy)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
"""

#: Nothing runs in a process after SIGKILL, and what the system has been told stays: a copy of that moment is the same.
_SEEN = """
project = source.with_name("." + source.name)
shutil.copytree(source, project)
seen, one_at_a_time = [], threading.Lock()

def state():
    for folder, _, names in os.walk(project):
        for status in (os.lstat(folder), *(os.lstat(os.path.join(folder, name)) for name in names)):
            yield folder, status.st_ino, status.st_size, status.st_mtime_ns

def see():
    with one_at_a_time:  # and nothing is moved or removed while it is copied
        now = sorted(state())
        if seen[-1:] != [now]:
            shutil.copytree(project, source.with_name(f"{source.name}-{len(seen)}"))
            seen.append(now)

os.chdir(project)
sys.stdout = open(os.devnull, "w")
at_each_point(see)
job(project)
sys.setprofile(None)
see()
"""


def killed_runs(source: Path, setup: str) -> list[Path]:
    """Return the copies of `source` as the killed runs left them, last that of the first run nothing stopped.

    `setup` is Python that defines `job(folder)`.
    """
    return _copies(source, _POINTS.format(setup=setup) + _KILLED)


def states_of_a_run(source: Path, setup: str) -> list[Path]:
    """Return what `killed_runs` would, each state once, from a single run that is never stopped: for a long job."""
    return _copies(source, _POINTS.format(setup=setup) + _SEEN)


def _copies(source: Path, driver: str) -> list[Path]:
    program = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n" + driver
    subprocess.run([sys.executable, "-c", program, str(source)], check=True, timeout=500)
    copies = source.parent.glob(f"{source.name}-*")
    return sorted(copies, key=lambda path: int(path.name.rpartition("-")[2]))
