"""How long a test waits for what it waits for: so long that even a machine with other work to do has come that far.

What comes sooner is not waited for, so this costs time only where something fails.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 180
PATIENCE_MS = PATIENCE_S * 1000
_BETWEEN_LOOKS_S = 0.05

T = TypeVar("T")


def until(look: Callable[[], T | None]) -> T:
    """Return what `look` returns as soon as that is something; fails with what it was last."""
    end = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < end, found
        time.sleep(_BETWEEN_LOOKS_S)
    return found
