"""How long a connection may take to say what it wants, and how many there may be: what uvicorn leaves open.

A connection that sends the head of a request byte by byte, or nothing, holds a place; so it is given a few seconds for
the whole head, after each answer anew.  Bodies and sockets are looked after where they are read (`guards`, `doors`).
"""

from __future__ import annotations

import asyncio
import logging

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds for the whole head of a request; connections at once, beyond which new ones are closed unheard.
HEAD_S = 10.0
MOST_CONNECTIONS = 1000
_log = logging.getLogger("ratgeber.redaktion")


class BoundedConnection(H11Protocol):
    """uvicorn's connection, which waits for no head for ever."""

    head_s = HEAD_S
    most = MOST_CONNECTIONS
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]
        if len(self.connections) > self.most:
            _log.warning("Zu viele Verbindungen zugleich (%s); die neue wurde geschlossen.", self.most)
            self.transport.abort()
            return
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._wait_for_head()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        """Begin to count where a head is due and none is counted for; stop where it is there."""
        is_due = self.transport.get_protocol() is self and self.conn.their_state is h11.IDLE
        if not is_due:
            self._stop_waiting()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(self.head_s, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
