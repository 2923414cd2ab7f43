"""A tab that does not read, on a phone in a tunnel, holds nobody up who is told the same."""

from __future__ import annotations

import asyncio

from desk.desk_network import OFFICE
from desk.own_loop import run_apart
from ratgeber_tools.desk.server.sockets import Tab, _tell_each


class _Line:
    def __init__(self, heard: list[str], gate: asyncio.Event | None = None) -> None:
        self.heard = heard
        self.gate = gate

    async def send_text(self, text: str) -> None:
        if self.gate is not None:
            await self.gate.wait()
        self.heard.append(text)


def test_who_does_not_read_holds_nobody_up() -> None:
    async def tell() -> list[str]:
        gate, slow, quick = asyncio.Event(), list[str](), list[str]()
        tabs = [Tab(_Line(slow, gate), OFFICE, "tab-00001"), Tab(_Line(quick), OFFICE, "tab-00002")]  # type: ignore[arg-type]
        telling = asyncio.create_task(_tell_each(tabs, "neu"))
        while not quick:
            await asyncio.sleep(0)
        assert slow == []
        gate.set()
        await telling
        return slow

    assert run_apart(asyncio.wait_for(tell(), 60)) == ["neu"]
