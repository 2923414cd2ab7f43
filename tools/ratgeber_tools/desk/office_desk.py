"""Who speaks for which office, and what it may do: the table of offices as the desk changes it, and its invitations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.checks.personal_data import require_impersonal
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.entering import NO_PERSON, enter, standing
from ratgeber_tools.editorial.office_table import drop_mailbox, set_rights
from ratgeber_tools.editorial.rights import USUAL, DeskRight
from ratgeber_tools.editorial.roles import ROLES, read_roles


@dataclass(frozen=True, slots=True)
class EnteredOffice:
    """An office of the table with its mailboxes, in its order; `rights` with what they include."""

    name: str
    mailboxes: tuple[str, ...]
    rights: frozenset[DeskRight]


@dataclass(frozen=True, slots=True)
class OfficeOverview:
    """Who is entered, and which offices answer for chapters and are not."""

    entered: tuple[EnteredOffice, ...]
    missing: tuple[str, ...]
    #: Other offices of the data, which may be entered too.
    others: tuple[str, ...]


@dataclass(slots=True)
class OfficeDesk:
    """The table of the offices of a desk's guide."""

    desk: Desk

    @property
    def root(self) -> Path:
        return self.desk.folder.parent

    def overview(self) -> OfficeOverview:
        """Raises `RolesError` where the table cannot be read."""
        guide = self.desk.guide.load()
        found = standing(self.root, guide)
        entered = tuple(
            EnteredOffice(name, found.roles.mailboxes_of(name), found.roles.rights.get(name, USUAL))
            for name in found.roles.names
        )
        known = {*found.roles.names, *found.missing}
        others = sorted({contact.name for contact in guide.data.records.contacts.values()} - known, key=str.casefold)
        return OfficeOverview(entered, found.missing, tuple(others))

    def enter(self, office: str, mailbox: str, by: Login) -> str:
        """Enter a mailbox for an office and return how the table calls it; raises what `entering.enter` raises."""
        require_impersonal(mailbox, NO_PERSON)
        entered: list[str] = []
        self._change(lambda: entered.append(enter(self.root, self.desk.guide.load(), office, mailbox)), by)
        return entered[0]

    def set_rights(self, office: str, rights: Sequence[DeskRight], by: Login) -> None:
        """Raises what `office_table.set_rights` raises."""
        self._change(lambda: set_rights(self.root, office, rights), by)

    def drop(self, office: str, mailbox: str, by: Login) -> None:
        """Raises what `office_table.drop_mailbox` raises."""
        self._change(lambda: drop_mailbox(self.root, office, mailbox), by)

    def login_of(self, mailbox: str) -> Login:
        """Return whom an invitation to a mailbox logs in; raises `RefusedError` for one that is not entered."""
        office = read_roles(self.root).office_of(mailbox)
        if office is None:
            raise RefusedError("Diese Adresse ist nicht eingetragen. Tragen Sie sie zuerst bei ihrer Stelle ein.")
        return Login(office, mailbox.strip().casefold())

    def _change(self, change: Callable[[], None], by: Login) -> None:
        path = self.root / ROLES
        with self.desk.held(path):
            change()
            if refused := self.desk.commit([path], "Stellen geändert", by):
                raise RefusedError(refused)
