"""A job killed at each point where it goes to the operating system, each time on a copy of its own.

The points are found by tracing (`sys.setprofile`): before every call of Python's own C functions that write, sync,
move, make or remove files, in every thread.  What such a call has done is seen before the next, a file just opened and
still empty before its content is flushed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_DRIVER = """
import os, shutil, signal, sys, threading
from itertools import count
from pathlib import Path

{setup}

WRITING = {{"fsync", "rename", "replace", "mkdir", "unlink", "rmdir"}}

def is_writing(function):
    name, module = getattr(function, "__name__", ""), getattr(function, "__module__", None)
    return name == "flush" or (name in WRITING and module in ("posix", "nt"))

def dies_after(steps):
    remaining = steps
    def trace(frame, event, argument):
        nonlocal remaining
        if event == "c_call" and is_writing(argument):
            remaining -= 1
            if remaining < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    threading.setprofile(trace)
    sys.setprofile(trace)

source = Path(sys.argv[1])
for steps in count():
    copy = source.with_name(f"{{source.name}}-{{steps}}")
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


def killed_runs(source: Path, setup: str) -> list[Path]:
    """Return the copies of `source` as the killed runs left them, last that of the first run nothing stopped.

    `setup` is Python that defines `job(folder)`.
    """
    here = str(Path(__file__).parent)
    program = f"import sys; sys.path.insert(0, {here!r})\n" + _DRIVER.format(setup=setup)
    subprocess.run([sys.executable, "-c", program, str(source)], check=True, timeout=500)
    copies = source.parent.glob(f"{source.name}-*")
    return sorted(copies, key=lambda path: int(path.name.rpartition("-")[2]))
