"""Suggestions while they are written: a room beside that of the chapter, in which an office changes it as it likes.

Its name is the chapter's with a mark behind it: whose it is, by the digest of the mailbox, and which of theirs.  It
begins at what the chapter's room says at that moment, and never becomes the chapter by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from ratgeber_tools.desk.store.interface import Login

_FORK = re.compile(r"(?P<chapter>[^~]+)~(?P<whose>[0-9a-f]{10})-(?P<number>[1-9]\d{0,5})")


class Fork(NamedTuple):
    """A room of a suggestion: its chapter, the digest of whose mailbox, and which one of theirs."""

    chapter: str
    whose: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.chapter}~{self.identifier}"

    @property
    def identifier(self) -> str:
        """What the suggestion is called once it was handed in."""
        return f"{self.whose}-{self.number}"

    def is_of(self, login: Login) -> bool:
        return self.whose == _digest(login)


def fork_of(name: str) -> Fork | None:
    """Return the fork that a room's name stands for, None for a chapter's own."""
    found = _FORK.fullmatch(name)
    return Fork(found["chapter"], found["whose"], int(found["number"])) if found else None


def chapter_of(name: str) -> str:
    """Return the chapter that a room is about."""
    found = fork_of(name)
    return name if found is None else found.chapter


def new_fork(chapter: str, login: Login, taken: Collection[str]) -> Fork:
    """Return a suggestion somebody may make to a chapter now; `taken` are the identifiers there are already."""
    whose = _digest(login)
    number = next(number for number in count(1) if f"{whose}-{number}" not in taken)
    return Fork(chapter, whose, number)


def _digest(login: Login) -> str:
    return sha256(login.mail.casefold().encode("utf-8")).hexdigest()[:10]
