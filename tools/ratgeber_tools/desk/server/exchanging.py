"""When the desk talks with its forge: at the start, after a saving, every few minutes, and again after a failure."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field

from ratgeber_tools.desk.rooms.guide_forge import GuideForge
from ratgeber_tools.desk.server.sockets import Sockets
from ratgeber_tools.errors import RatgeberError

#: Seconds until the forge is asked again: where all is well, and after one failure, two, …
_REST_S = 300.0
_RETRIES_S = (30.0, 60.0, 120.0, 300.0, 900.0)
#: To who writes: no word of git, nothing they could do.  Why it is so is told to who runs the server.
_LATE = (
    "Gesichert ist alles, hier auf dem Server. Zur Plattform der Stadt ging es noch nicht; das versucht der "
    "Redaktionstisch von selbst wieder."
)
_THERE = "Was gesichert ist, ist jetzt auch auf der Plattform der Stadt."


@dataclass(slots=True)
class Exchanging:
    """Rounds with `forge`, beside everything else; `wake` begins the next one at once."""

    forge: GuideForge
    sockets: Sockets
    failures: int = 0
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    #: Where the rounds run, once they do.
    _loop: asyncio.AbstractEventLoop | None = None

    def wake(self) -> None:
        """Have the next round begin at once; any thread may.  The first one is under way without it."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: this server ends, and exchanges once more
                self._loop.call_soon_threadsafe(self._due.set)

    async def run(self) -> None:
        """Exchange for ever; ends by being cancelled."""
        self._loop = asyncio.get_running_loop()
        while True:
            self._due.clear()
            await self.once()
            rest = _RETRIES_S[min(self.failures, len(_RETRIES_S)) - 1] if self.failures else _REST_S
            try:
                await asyncio.wait_for(self._due.wait(), rest)
            except TimeoutError:
                continue

    async def once(self) -> None:
        """Exchange, in a thread of its own; tell the rooms when it begins to fail, and when it goes again."""
        try:
            await asyncio.to_thread(self.forge.exchange)
        except RatgeberError as error:
            self.failures += 1
            if self.failures == 1:
                print(f"Redaktionstisch, Plattform: {error}", file=sys.stderr, flush=True)
                await self.sockets.tell_all(_LATE)
            return
        if self.failures:
            self.failures = 0
            print("Redaktionstisch, Plattform: Es geht wieder.", file=sys.stderr, flush=True)
            await self.sockets.tell_all(_THERE)
