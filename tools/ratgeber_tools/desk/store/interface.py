"""What a store keeps, and what it promises.

What `append` has answered with True is on the disk: a machine that loses its power the next moment still has it.
Several servers may work on one store: whoever appends to a version that is no more the last one is told so (False),
reads what came meanwhile, and tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from ratgeber_tools.errors import RatgeberError

if TYPE_CHECKING:
    from ratgeber_tools.desk.store.sql import SqlStore


@dataclass(frozen=True, slots=True)
class StoredStep:
    """One step as JSON; `office` and `mail` say whose it is; `moment` is ISO 8601.

    A change in git has no `office`, and a `mail` only where an office of the table has committed it.
    """

    step: dict[str, Any]
    office: str
    mail: str
    client: str
    moment: str


@dataclass(frozen=True, slots=True)
class StoredBase:
    """What a room and its chapter had in common last.

    `version` is the room's then, `document` what the chapter said (the editor's JSON), `digest` that of its file.
    """

    version: int
    document: dict[str, Any]
    digest: str


#: Is told which room another server has written to, and whether it was saved; called from a thread of the store's own.
Told: TypeAlias = Callable[[str, bool], None]


class StoreError(RatgeberError):
    """The store does not take or give anything just now: its disk is full, its database is gone."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who somebody is: an office and its mailbox."""

    office: str
    mail: str


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of somebody at a mailbox: `id` and `public_key` are base64url; `uses` is the device's own count.

    `name` is what its owner calls it, `made` seconds since 1970.
    """

    id: str
    mail: str
    public_key: str
    uses: int
    name: str
    made: float


class Store(Protocol):
    """Rooms are known by the name of their chapter; moments are seconds since 1970.

    Everything but `close` may raise `StoreError`; then nothing has changed, or it has been done wholly.
    """

    def open_room(self, chapter: str, base: StoredBase) -> bool:
        """Make a room whose document at version 0 is that of `base`; False if there is one already."""
        ...

    def base(self, chapter: str) -> StoredBase | None:
        """Return the base of a room, None if there is no such room."""
        ...

    def base_digest(self, chapter: str) -> str:
        """Return the digest of the base's file, "" if there is no such room; without reading the document."""
        ...

    def announce_base(self, chapter: str, base: StoredBase) -> None:
        """Keep beside the base what it will be once the chapter's file is written."""
        ...

    def announced_base(self, chapter: str) -> StoredBase | None:
        """Return what was announced and not settled: the server was ended in between."""
        ...

    def settle_base(self, chapter: str, base: StoredBase) -> None:
        """Have the room rest on `base` from now on; what was announced goes."""
        ...

    def version(self, chapter: str) -> int:
        """Return how many steps a room has taken."""
        ...

    def version_at(self, chapter: str, moment: str) -> int:
        """Return the version a room had at a moment (ISO 8601), as far back as its steps are kept."""
        ...

    def append(self, chapter: str, version: int, steps: Sequence[StoredStep], *, request: str = "") -> bool:
        """Put steps behind the room's first `version` ones, and remember the request they came with.

        False, and nothing is kept, if the room has taken others meanwhile.
        """
        ...

    def is_answered(self, chapter: str, request: str) -> bool:
        """Say whether a request is among those that `append` has kept."""
        ...

    def steps(self, chapter: str, since: int, until: int | None = None) -> list[StoredStep]:
        """Return the steps from the version `since` on, up to `until`; those that were forgotten are missing."""
        ...

    def keep_snapshot(self, chapter: str, version: int, document: dict[str, Any]) -> None:
        """Keep the document at a version, so that a room need not begin at its first step."""
        ...

    def snapshot(self, chapter: str, version: int) -> tuple[int, dict[str, Any]] | None:
        """Return the last snapshot at or before a version, with its version; None if that was forgotten."""
        ...

    def forget(self, chapter: str, before: int) -> None:
        """Drop steps and snapshots that no version from `before` on needs."""
        ...

    def rooms(self) -> list[str]:
        """Return the names of all rooms, sorted."""
        ...

    def note_seen(self, chapter: str, mail: str, version: int) -> None:
        """Keep up to which version whoever writes as `mail` has seen a room."""
        ...

    def seen(self, chapter: str, mail: str) -> int | None:
        """Return what `note_seen` has kept; None for somebody who was never there."""
        ...

    def note_visit(self, mail: str, now: float, pause: float, first: float) -> float:
        """Note that a mailbox is here, and return when it was here last before this visit, `first` for a new one.

        Who comes again within `pause` seconds is on the same visit still.
        """
        ...

    def extent(self) -> tuple[int, int, str]:
        """Return how many rooms and steps there are, and when the last step was made (ISO 8601, "" for never)."""
        ...

    def copy_to(self, path: Path) -> None:
        """Write all there is at one moment to a new SQLite file; people go on writing meanwhile."""
        ...

    def fill_from(self, source: SqlStore) -> bool:
        """Take in all of another store, wholly; False, and nothing has changed, if there are rooms here already."""
        ...

    def belongs_to(self, folder: str) -> bool:
        """Say whether this is the store of the guide folder that calls itself so; the first one to ask has it."""
        ...

    def watch(self, told: Told) -> None:
        """Have `told` hear of what other servers write, as far as the store has a way to hear of it; once a store."""
        ...

    def add_invitation(self, digest: str, login: Login, until: float) -> None:
        """Keep that whoever has the token with this digest may log in once."""
        ...

    def take_invitation(self, digest: str, now: float) -> Login | None:
        """Return whose an invitation is, and drop it: it holds once.  None if it is over or was never there."""
        ...

    def add_session(self, digest: str, login: Login, until: float) -> None: ...

    def session(self, digest: str, now: float) -> Login | None: ...

    def end_session(self, digest: str) -> None: ...

    def prolong_session(self, digest: str, until: float) -> None:
        """Have a session hold until then; one that has ended stays ended."""
        ...

    def end_sessions(self, mail: str) -> None:
        """End all sessions of a mailbox."""
        ...

    def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a passkey; False, and nothing is kept, if its id is there already."""
        ...

    def passkey(self, identifier: str) -> Passkey | None: ...

    def passkeys(self, mail: str) -> list[Passkey]:
        """Return the passkeys of a mailbox, the oldest first."""
        ...

    def note_passkey(self, identifier: str, uses: int) -> None:
        """Keep how often a passkey's device says it was used."""
        ...

    def drop_passkey(self, identifier: str, mail: str) -> None: ...

    def put_paper(self, kind: str, identifier: str, value: dict[str, Any], until: float) -> None:
        """Keep what is no room (a voice, a link for outsiders, that a suggestion was discarded) until then.

        One that is there is replaced.
        """
        ...

    def claim_paper(self, kind: str, identifier: str, until: float) -> bool:
        """Keep that something was done, until then; False if it was done before, by whichever server."""
        ...

    def paper(self, kind: str, identifier: str, now: float) -> dict[str, Any] | None:
        """Return what `put_paper` has kept, None if it is over or was never there."""
        ...

    def papers(self, kind: str, now: float) -> dict[str, dict[str, Any]]:
        """Return all that is kept of a kind and not over, by identifier."""
        ...

    def drop_paper(self, kind: str, identifier: str) -> None: ...

    def drop_old_papers(self, now: float) -> None:
        """Drop what is over: it was promised to be gone then."""
        ...

    def close(self) -> None: ...
