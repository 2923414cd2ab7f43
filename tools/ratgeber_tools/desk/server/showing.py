"""A desk to look at: served on this computer from a copy of what is committed, while somebody takes pictures."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from ratgeber_tools import branches
from ratgeber_tools.data.dates import local_now
from ratgeber_tools.desk.remembered_findings import RememberedFindings
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.logins import Logins
from ratgeber_tools.desk.server.running import HOST, open_port, settings_for
from ratgeber_tools.desk.store import SqliteStore
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import EDITORS, roles_or_none
from ratgeber_tools.history import HistoryError, find_repository

_PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class ShownDesk:
    """`login` is the office that looks: the one that has the guide in its care."""

    address: str
    logins: Logins
    login: Login

    def link(self) -> str:
        """Return the address that logs in once."""
        return f"{self.address}/anmelden?zeichen={self.logins.invite(self.login)}"


@contextmanager
def shown_desk(root: Path, target: Path) -> Iterator[ShownDesk]:
    """Copy what is committed of the project at `root` to the new folder `target`, and serve a desk of it.

    Raises `HistoryError` where nothing is committed.
    """
    repository = find_repository(root)
    if repository is None or not repository.has_commits():
        raise HistoryError("Bilder des Redaktionstischs gibt es von dem, was eingecheckt ist. Hier ist es noch nichts.")
    branches.copy_alone(repository, target)
    here = target / root.resolve().relative_to(repository.top)
    listening = open_port(0, is_chosen=True)
    port = listening.getsockname()[1]
    store = SqliteStore(here / "_redaktion" / "redaktion.sqlite")
    desk = Desk((here / "ratgeber").resolve(), store, find_repository(here), local_now)
    logins = Logins(store, local_now, lambda _login: frozenset(DeskRight))
    findings = RememberedFindings(desk.folder, local_now)
    findings.exact()  # no page is shown that says they are on their way
    server = uvicorn.Server(settings_for(application(desk, logins, frozenset({f"{HOST}:{port}"}), findings=findings)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield ShownDesk(f"http://{HOST}:{port}", logins, _caring(desk))
    finally:
        server.should_exit = True
        thread.join(_PATIENCE_S)
        listening.close()
        store.close()


def _caring(desk: Desk) -> Login:
    """Return the office that has the guide in its care, else the editors."""
    records = desk.guide.load().data.records
    office = records.contacts.get(records.municipality.editorial_office or "")
    if office is None:
        return Login(EDITORS, "")
    mailboxes = roles_or_none(desk.folder.parent).mailboxes_of(office.name)
    return Login(office.name, mailboxes[0] if mailboxes else office.mail or "")
