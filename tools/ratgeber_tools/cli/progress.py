"""How far a job with several parts is: a bar on a terminal's standard error, or a plain line for each part."""

from __future__ import annotations

import sys

_WIDTH = 24


class Progress:
    """How many of `total` things are done, as a bar; shown only for more than one, and on a terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._is_shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int, *, what: str = "") -> None:
        """Draw the bar anew."""
        if self._is_shown:
            filled = _WIDTH * done // self._total
            bar = "#" * filled + "." * (_WIDTH - filled)
            print(f"\r\x1b[K[{bar}] {done} von {self._total} {what}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed."""
        if self._is_shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def announce(number: int, total: int, what: str) -> None:
    """Say on a line of its own which of several things is next, wherever the output goes; a single one needs none."""
    if total > 1:
        print(f"{number} von {total}: {what} …", flush=True)
