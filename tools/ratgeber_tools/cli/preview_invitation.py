"""What messages to the forge get just before they are sent: a link to the page as parents will see it.

The step that sends has the key and reads no file of an author's; the step that reads them has no key.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ratgeber_tools.data.dates import local_today
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.message import Message
from ratgeber_tools.proposals.pending import chapters_among
from ratgeber_tools.proposals.signed_link import KEY, Invitation

#: What is told of a branch at a commit, by the message made for it.
Told = Callable[[Message, str], Message]


def inviting(root: Path, repository: Repository) -> Told:
    """Return what adds the link to a proposal's message, where a desk runs and the environment has the key.

    Raises `PreviewKeyError` for a key that is too short.
    """
    desk = load_records(root / "ratgeber" / "daten").records.municipality.desk_web if os.environ.get(KEY) else None
    invitation = Invitation.of(os.environ, desk or "", local_today())

    def told(message: Message, commit: str) -> Message:
        if invitation is None or not commit:
            return message
        shows = chapters_among(repository.changed_on(commit), repository, root)
        return invitation.added_to(message, commit) if shows else message

    return told
