"""A line between browser and server that can be cut: what is under way in either direction is lost, as on a train."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1"
_CHUNK = 65_536


@dataclass
class Line:
    """`port` is where a browser finds what listens at port `target`; while the line is cut nothing comes through."""

    port: int
    loop: asyncio.AbstractEventLoop
    target: int = 0
    is_cut: bool = False
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        self.is_cut = True
        _run(self.drop(), self.loop)

    def mend(self) -> None:
        self.is_cut = False

    async def drop(self) -> None:
        """Break off whatever is connected."""
        for end in list(self._ends):
            end.transport.abort()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect what has come to the line with what it leads to."""
        if self.is_cut:
            writer.transport.abort()
            return
        there, back = await asyncio.open_connection(HOST, self.target)
        self._ends |= {writer, back}
        await asyncio.gather(_copy(reader, back), _copy(there, writer))
        self._ends -= {writer, back}


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    writer.close()


def _run(work: Coroutine[Any, Any, Any], loop: asyncio.AbstractEventLoop) -> Any:
    return asyncio.run_coroutine_threadsafe(work, loop).result()


@contextmanager
def drawn_line() -> Iterator[Line]:
    """Yield a line; it leads somewhere as soon as it has a target."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = socket.create_server((HOST, 0))
    line = Line(listening.getsockname()[1], loop)
    server = _run(asyncio.start_server(line.pass_on, sock=listening), loop)
    try:
        yield line
    finally:
        server.close()
        line.cut()
        _run(asyncio.sleep(0.05), loop)  # for what was broken off to end
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
