"""The day's letters about notes, looked after beside everything else: where a desk is served and has a mail server."""

from __future__ import annotations

import asyncio
import contextlib

from ratgeber_tools.desk.login.letters import Postbox
from ratgeber_tools.desk.margin.letters import due_letters
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.computing import computed
from ratgeber_tools.desk.server.serving import Serving
from ratgeber_tools.errors import RatgeberError

#: Seconds between two looks whether a letter is due.
_LOOK_S = 600.0


async def mail_notes(desk: Desk, serving: Serving) -> None:
    """Post the letters that are due, now and again, as long as the server runs; without a mail server do nothing."""
    while serving.postbox is not None:
        with contextlib.suppress(RatgeberError):  # the next look finds what this one missed
            await computed(post_due_letters, desk, serving, serving.postbox)
        await asyncio.sleep(_LOOK_S)


def post_due_letters(desk: Desk, serving: Serving, postbox: Postbox) -> None:
    """Post what is due by now."""
    letters = due_letters(
        desk.guide.load(), serving.roles(), desk.store, postbox.server, serving.served.address, desk.now()
    )
    for letter in letters:
        postbox.post(letter)
