"""No test reads the real `ratgeber/`: an author who changes a chapter must not break the tool's tests.

A hook of Python's own (`sys.addaudithook`, PEP 578) refuses to open or list anything below it; `sitecustomize.py`
beside this file sets the same hook in every Python a test starts.  Other programs (git, a shell) it does not see.
"""

from __future__ import annotations

import os
import sys

REAL = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "ratgeber")
_NAME = os.path.basename(REAL)
_EVENTS = frozenset({"open", "os.listdir", "os.scandir"})

#: What was asked for in this process, also where the code under test has swallowed the refusal.
refused: list[str] = []
_is_set = False


class RealGuideReadError(RuntimeError):
    """A test has reached for the real guide."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _EVENTS or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    if event == "open" and arguments[1] is None and not os.path.isabs(arguments[0]):
        return  # `os.open`: relative perhaps to a folder that the event does not name, as when a tree is removed
    try:
        named = os.fsdecode(arguments[0])
        if _NAME not in named and os.path.isabs(named):
            return  # most of what is opened: not worth a closer look
        path = os.path.abspath(named)
    except OSError:  # relative, and the current folder is gone
        return
    if path == REAL or path.startswith(REAL + os.sep):
        refused.append(path)
        raise RealGuideReadError(f"A test reads {path}. Give it a guide of its own (tests/guides, tmp_path).")


def guard() -> None:
    """Set the hook here, once, and in every Python started from here; Python has no way to take it away again."""
    global _is_set
    if not _is_set:
        sys.addaudithook(_hook)
        _is_set = True
    here = os.path.dirname(os.path.abspath(__file__))
    others = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path and path != here]
    os.environ["PYTHONPATH"] = os.pathsep.join([here, *others])
