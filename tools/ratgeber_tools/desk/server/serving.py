"""What a desk served for several people has beside the rooms: its settings, who may come in by now, the ways in.

Who may come in is the table of offices as it lies in the folder: the server's own, which nobody changes but through git
or its administrators.  It counts from the moment it is there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ratgeber_tools.desk.login.letters import Postbox
from ratgeber_tools.desk.login.passkeys import Passkeys
from ratgeber_tools.desk.login.provider import Provider
from ratgeber_tools.desk.login.settings import Served
from ratgeber_tools.desk.store.interface import Login, Store
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import ROLES, Roles, RolesError, read_roles

#: Where the OpenID provider sends browsers back to.
BACK = "/anmelden/konto/zurueck"
_log = logging.getLogger("ratgeber.redaktion")


@dataclass(slots=True)
class OfficesByNow:
    """The table of the project at `root`, read again when its file is another; raises `RolesError` at the beginning.

    Later a table that cannot be read (git writes it anew at this moment, or somebody made a mistake) leaves the last
    one in force, and the log says so: otherwise a slip of the pen would throw out everybody who is writing.
    """

    root: Path
    _roles: Roles = field(init=False)
    _seen: tuple[int, int, int] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._seen = self._state()
        self._roles = read_roles(self.root)

    def __call__(self) -> Roles:
        state = self._state()
        if state != self._seen:
            self._seen = state
            try:
                self._roles = read_roles(self.root)
            except (RolesError, OSError) as error:
                _log.warning("Es gelten weiter die bisherigen Stellen und Rechte: %s", error)
        return self._roles

    def rights(self, login: Login) -> frozenset[DeskRight] | None:
        """Return what somebody may do; None if their mailbox is no more that of their office."""
        roles = self()
        return roles.rights_of(login.mail) if roles.office_of(login.mail) == login.office else None

    def _state(self) -> tuple[int, int, int] | None:
        try:
            found = (self.root / ROLES).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True, slots=True)
class Serving:
    """A served desk's settings, its table of offices, and the ways in that it has."""

    served: Served
    roles: Callable[[], Roles]
    postbox: Postbox | None = None
    passkeys: Passkeys | None = None
    provider: Provider | None = None

    @classmethod
    def of(cls, served: Served, roles: Callable[[], Roles], store: Store, now: Callable[[], datetime]) -> Serving:
        """Return what the settings ask for."""
        return cls(
            served,
            roles,
            None if served.mail is None else Postbox(served.mail),
            Passkeys(store, now, served.domain, served.address) if served.has_passkeys else None,
            None if served.provider is None else Provider(served.provider, served.address + BACK),
        )
