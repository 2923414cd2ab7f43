"""Exported chapters that come back: read against the very file that went out, so that only real edits show."""

from __future__ import annotations

from ratgeber_tools.readers.word.returned.reading import Returned, read_returned

__all__ = ["Returned", "read_returned"]
