"""The guide read by a process of its own, which a program forks before it does anything else.

Reading takes a second of computing.  In a thread it would take the interpreter from whoever is served meanwhile; what
is read elsewhere comes in small parts, and taking one in costs a tenth of reading it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any, NoReturn

from ratgeber_tools.guide.remembered import Read, read_guide

#: How far the reader steps back where it and who types share a processor.
_NICENESS = 5


class FirstReading:
    """Reads the guide in `folder`; the program must have no threads yet.  What it cannot fork, it has not read."""

    def __init__(self, folder: Path) -> None:
        self._parts: Connection[Any, Any] | None = None
        self._process = 0
        if hasattr(os, "fork"):
            self._parts, writing = Pipe(duplex=False)
            self._process = os.fork()
            if not self._process:
                _read_for(writing, folder)
            writing.close()

    def __iter__(self) -> Iterator[Read]:
        """Yield each file as it was read; ends early where the reader did, and what is missing is to be read here."""
        if self._parts is None:
            return
        with contextlib.closing(self._parts) as parts, contextlib.suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                yield pickle.loads(parts.recv_bytes())  # what our own process has written
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._process, 0)


def _read_for(writing: Connection[Any, Any], folder: Path) -> NoReturn:
    """Read all there is, and end: nothing of the program this was forked from is done twice."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program; this ends with its pipe
        os.nice(_NICENESS)
        os.closerange(3, writing.fileno())  # the socket that listens above all
        os.closerange(writing.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
        for each in read_guide(folder):
            writing.send_bytes(pickle.dumps(each, pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)
