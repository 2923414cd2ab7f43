"""What computes for long does so in a thread: the event loop answers every room, and must not wait for one of them.

All threads share one interpreter.  What pages ask for is computed one after the other, so that a thread that computes
takes the rooms half of it at most, however many browsers open at once.  What looks at the whole guide has a thread of
its own: lists, searches and hints are not to wait behind it, nor it behind the hints of all who write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")

#: Threads that change rooms: more than there are processors, for most of them wait for git.
_MOST_ROOMS = 8


class _Threads:
    """The threads of one event loop."""

    def __init__(self) -> None:
        self.pages = ThreadPoolExecutor(1, "pages")
        self.surveys = ThreadPoolExecutor(1, "surveys")
        self.rooms = ThreadPoolExecutor(_MOST_ROOMS, "rooms")


_threads: WeakKeyDictionary[asyncio.AbstractEventLoop, _Threads] = WeakKeyDictionary()


def _threads_here() -> _Threads:
    loop = asyncio.get_running_loop()
    if loop not in _threads:
        _threads[loop] = _Threads()
    return _threads[loop]


def _begun(threads: ThreadPoolExecutor, work: Callable[..., T], arguments: tuple[object, ...]) -> asyncio.Future[T]:
    return asyncio.get_running_loop().run_in_executor(threads, work, *arguments)


async def computed(work: Callable[..., T], *arguments: object) -> T:
    """Return what `work` returns, which only reads; it begins when what other pages asked for is done."""
    return await _begun(_threads_here().pages, work, arguments)


async def surveyed(work: Callable[..., T], *arguments: object) -> T:
    """Return what `work` returns, which only reads, and all chapters; it waits for work of its own kind alone."""
    return await _begun(_threads_here().surveys, work, arguments)


async def done_aside(work: Callable[..., T], *arguments: object) -> T:
    """Return what `work` returns, which changes a room.  Whoever is cancelled meanwhile waits until it has ended."""
    doing = _begun(_threads_here().rooms, work, arguments)
    await _ended(doing)
    return doing.result()


class Aside(Generic[T]):
    """Work like that of `done_aside`, which says itself when the room may go on: it calls its last argument then."""

    def __init__(self, work: Callable[..., T], *arguments: object) -> None:
        loop = asyncio.get_running_loop()
        self._rest: asyncio.Future[None] = loop.create_future()
        self.done = asyncio.ensure_future(done_aside(work, *arguments, partial(loop.call_soon_threadsafe, self._rests)))
        self.done.add_done_callback(self._rests)

    async def at_rest(self) -> None:
        """Wait until the room may go on, also when cancelled."""
        await _ended(self._rest)

    def _rests(self, *_done: object) -> None:
        if not self._rest.done():
            self._rest.set_result(None)


async def _ended(future: asyncio.Future[T]) -> None:
    """Wait for a future, also when cancelled."""
    try:
        await asyncio.wait([future])
    except asyncio.CancelledError:
        while not future.done():
            try:
                await asyncio.wait([future])
            except asyncio.CancelledError:
                continue
        raise
