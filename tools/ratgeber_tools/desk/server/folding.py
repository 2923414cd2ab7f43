"""Old steps of all rooms are folded away once a server has started, beside its work: tidying keeps nobody waiting."""

from __future__ import annotations

import asyncio
import contextlib

from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import StoreError


async def fold_rooms(desk: Desk) -> None:
    """Fold room after room in a thread; what the store does not take now is folded when its room is left."""
    with contextlib.suppress(StoreError):
        for chapter in await asyncio.to_thread(desk.store.rooms):
            with contextlib.suppress(StoreError):
                await asyncio.to_thread(desk.fold, chapter)
