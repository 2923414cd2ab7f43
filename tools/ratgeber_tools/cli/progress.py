"""A progress bar on standard error; on anything that is no terminal it stays silent."""

from __future__ import annotations

import sys

_WIDTH = 24


class Progress:
    """How many of `total` things are done; shown only for more than one."""

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
