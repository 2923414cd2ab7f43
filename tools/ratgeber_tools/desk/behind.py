"""Programs the desk starts beside itself run behind everything else the machine has to do: no room is held up."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

_NICE = ("nice", "-n", "15")


def behind(order: Sequence[str]) -> list[str]:
    """Return the order that runs a program behind all others, where the machine knows such a thing."""
    return [*(_NICE if shutil.which(_NICE[0]) else ()), *order]
