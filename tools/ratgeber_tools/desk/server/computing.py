"""What computes for long does so in a thread: the event loop answers every room, and must not wait for one of them.

All threads share one interpreter.  What pages ask for is computed one after the other, so that a thread that computes
takes the rooms half of it at most, however many browsers open at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_PAGES = ThreadPoolExecutor(1, "pages")
_ROOMS = ThreadPoolExecutor(4, "rooms")


async def computed(work: Callable[..., T], *arguments: object) -> T:
    """Return what `work` returns, which only reads; it begins when what other pages asked for is done."""
    return await asyncio.get_running_loop().run_in_executor(_PAGES, work, *arguments)


async def done_aside(work: Callable[..., T], *arguments: object) -> T:
    """Return what `work` returns, which changes a room.  Whoever is cancelled meanwhile waits until it has ended."""
    doing = asyncio.get_running_loop().run_in_executor(_ROOMS, work, *arguments)
    try:
        return await asyncio.shield(doing)
    except asyncio.CancelledError:
        while not doing.done():
            await asyncio.wait([doing])
        raise
