"""The open sockets seen from the door: how many there may be, and that each ends when its login does."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.logins import Logins

#: Sockets at once: of the whole desk, and with one session; a chapter in a tab has one.
MOST_SOCKETS, MOST_OF_A_SESSION = 400, 30
#: Seconds in which a socket has to say what it wants.
FIRST_WORD_S = 10
#: Seconds a browser may leave what it is told lying; then its line counts as dead, and it draws a new one.
SLOWEST_READER_S = 10
#: How a socket is closed: its login has ended; too many are open.
LOGGED_OUT, TRY_AGAIN_LATER = 4401, 1013

_ENDED = (
    "Sie sind nicht mehr angemeldet. Was Sie noch schreiben, bleibt in diesem Browser. Melden Sie sich in einem neuen "
    "Fenster an, dann kommt es dazu."
)
_TOO_MANY = "Es sind zu viele Fenster des Redaktionstischs offen. Schließen Sie eines, und laden Sie diese Seite neu."


@dataclass(slots=True, eq=False)
class Door:
    """One socket with the session it came in with; `has_spoken` since somebody last asked."""

    socket: WebSocket
    session: str
    has_spoken: bool = True

    async def shut(self, sentence: str, code: str, reason: int) -> None:
        """Say why, and close; a socket that is gone already is left alone."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            async with asyncio.timeout(SLOWEST_READER_S):
                await self.socket.send_text(json.dumps(RefusedError(sentence, code).as_message(), ensure_ascii=False))
                await self.socket.close(reason)


@dataclass(slots=True)
class Doors:
    """All open sockets."""

    logins: Logins
    open: list[Door] = field(default_factory=list)

    async def let_in(self, socket: WebSocket, session: str, talk: Callable[[WebSocket], Awaitable[None]]) -> None:
        """Have a socket talked with until it goes or its login ends."""
        of_session = Counter(door.session for door in self.open)[session]
        if len(self.open) >= MOST_SOCKETS or of_session >= MOST_OF_A_SESSION:
            await socket.accept()
            await Door(socket, session).shut(_TOO_MANY, "busy", TRY_AGAIN_LATER)
            return
        door = Door(socket, session)
        door.socket = WebSocket(socket.scope, self._heard(door, socket), _patient(socket))
        self.open.append(door)
        try:
            await talk(door.socket)
        finally:
            self.open.remove(door)

    async def look(self) -> None:
        """End the sockets whose login has ended, and keep the sessions of those that speak from ending for idleness."""
        for door in list(self.open):
            if self.logins.login(door.session) is None:
                await self._end(door)
            elif door.has_spoken:
                door.has_spoken = False
                self.logins.used(door.session)

    async def end(self, session: str) -> None:
        """End the sockets of a session that has just been ended."""
        for door in [door for door in self.open if door.session == session]:
            await self._end(door)

    async def _end(self, door: Door) -> None:
        await door.shut(_ENDED, "login", LOGGED_OUT)

    def _heard(self, door: Door, socket: WebSocket) -> Callable[[], Awaitable[Message]]:
        """Return how to hear a socket: it speaks soon or is given up."""
        has_begun = False

        async def hear() -> Message:
            nonlocal has_begun
            try:
                async with asyncio.timeout(None if has_begun else FIRST_WORD_S):
                    message = await socket.receive()
            except TimeoutError:
                with contextlib.suppress(RuntimeError):
                    await socket.close(TRY_AGAIN_LATER)
                return {"type": "websocket.disconnect", "code": TRY_AGAIN_LATER}
            has_begun = has_begun or message["type"] == "websocket.receive"
            door.has_spoken = True
            return message

        return hear


def _patient(socket: WebSocket) -> Callable[[Message], Awaitable[None]]:
    """Return how to tell a socket something without the others in the room waiting for it for ever, or twice."""
    is_given_up = False

    async def tell(message: Message) -> None:
        nonlocal is_given_up
        if is_given_up:  # the ping that gets no answer closes the line
            raise WebSocketDisconnect(TRY_AGAIN_LATER)
        try:
            async with asyncio.timeout(SLOWEST_READER_S):
                await socket.send(message)
        except TimeoutError:
            is_given_up = True
            raise WebSocketDisconnect(TRY_AGAIN_LATER) from None

    return tell
