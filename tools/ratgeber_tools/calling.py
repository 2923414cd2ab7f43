"""What somebody types to call the tool, so that a command in a sentence can be copied from where it is read."""

from __future__ import annotations

import os


def program() -> str:
    """Return what the person has typed to call the tool: the starter says so, else it is `ratgeber`."""
    return os.environ.get("RATGEBER_AUFRUF", "ratgeber")
