"""Pages of proposals, built as soon as these have come, so that nobody waits who opens the link in the message."""

from __future__ import annotations

import asyncio
import contextlib

from ratgeber_tools.desk.signed_previews import SignedPreviews
from ratgeber_tools.errors import RatgeberError

#: Seconds between two looks at what has come.
_LOOK_S = 120.0


async def build_ahead(previews: SignedPreviews) -> None:
    """Look and build for ever, in a thread beside the rooms, one page at a time; ends by being cancelled."""
    while True:
        with contextlib.suppress(RatgeberError):  # the next look finds what this one missed
            await asyncio.to_thread(previews.prepare)
        await asyncio.sleep(_LOOK_S)
