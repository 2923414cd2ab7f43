"""Coroutines in a test, whatever ran before it: a browser's test leaves its event loop running in the main thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

_Found = TypeVar("_Found")


def run_apart(work: Coroutine[Any, Any, _Found]) -> _Found:
    """Return what `work` returns, or raise what it raises, in a loop and a thread of its own."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()
