"""Sockets at the door: one that does not read what it is told keeps nobody waiting."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect

from desk.own_loop import run_apart
from ratgeber_tools.desk.server import doors
from ratgeber_tools.desk.server.doors import Doors
from ratgeber_tools.desk.server.logins import Logins

NEVER = Logins(None, None)  # type: ignore[arg-type]  # nobody asks it here


def test_who_does_not_read_is_given_up_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "SLOWEST_READER_S", 0.01)
    told: list[str] = []
    tried: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        if message["type"] == "websocket.send":
            tried.append(message["text"])
            await asyncio.Event().wait()  # its line is full

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        for _ in range(2):
            with pytest.raises(WebSocketDisconnect):
                await socket.send_text("für alle im Raum")
        told.append("die anderen")

    async def meet() -> list[object]:
        open_doors = Doors(NEVER)
        await open_doors.let_in(WebSocket({"type": "websocket"}, receive, send), "sitzung", talk)
        return list(open_doors.open)

    assert run_apart(meet()) == []
    assert told == ["die anderen"]
    assert len(tried) == 1  # the second time nobody waits
