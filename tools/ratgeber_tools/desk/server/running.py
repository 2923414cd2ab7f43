"""The desk on a port: at one's own computer with the first link to log in, or served for several people."""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.types import ASGIApp

from ratgeber_tools.desk.login.settings import Served
from ratgeber_tools.desk.protocol import LARGEST_MESSAGE
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.connections import BoundedConnection
from ratgeber_tools.desk.server.logins import SERVED_HOLDS, SERVED_IDLE, Logins
from ratgeber_tools.desk.server.serving import OfficesByNow, Serving
from ratgeber_tools.desk.store import Login, Store
from ratgeber_tools.desk.store.opening import open_store
from ratgeber_tools.editorial.rights import OWN_COMPUTER, DeskRight
from ratgeber_tools.editorial.roles import EDITORS, ROLES, RolesError, how_to_enter, read_roles
from ratgeber_tools.errors import RatgeberError, reason
from ratgeber_tools.guide.first_reading import FirstReading
from ratgeber_tools.history import find_repository

HOST = "127.0.0.1"
DEFAULT_PORT = 8600
_TRIES = 20
#: Seconds for which a thread that computes (a preview, the guide being read) keeps the interpreter from the rooms.
#: A key is some twenty calls that let go of it, and each would wait so long to get it back: Python's own 5 ms make 100.
_SWITCH_S = 0.0002


class DeskPortError(RatgeberError):
    """No free port."""


def open_port(port: int, *, is_chosen: bool, host: str = HOST) -> socket.socket:
    """Return a socket that listens at `port` of an IP address, or at the next free one; raises `DeskPortError`."""
    last = port if is_chosen else port + _TRIES - 1
    for number in range(port, last + 1):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, number))
            listening.listen()
        except (OSError, OverflowError) as error:
            listening.close()
            if isinstance(error, OverflowError):
                sentence = f"Den Port {number} gibt es nicht. Nehmen Sie eine Zahl zwischen 1024 und 65000."
                raise DeskPortError(sentence) from error
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise DeskPortError(f"Der Redaktionstisch kann nicht starten ({reason(error)}).") from error
        else:
            return listening
    raise DeskPortError(
        f"Der Port {port} ist belegt; vielleicht läuft dort schon ein Redaktionstisch. "
        "Nennen Sie mit --port einen anderen."
        if is_chosen
        else f"Die Ports {port} bis {last} sind alle belegt. Nennen Sie mit --port einen anderen."
    )


def local_login(root: Path) -> Login:
    """Return who sits at this computer: the office of git's mail address, else the editors."""
    repository = find_repository(root)
    mail = repository.current_author_mail() if repository is not None else ""
    try:
        return Login(read_roles(root).author_of(mail), mail)
    except RolesError:
        return Login(EDITORS, mail)


def run(
    root: Path,
    listening: socket.socket,
    now: Callable[[], datetime],
    greet: Callable[[str], None],
    database: str = "",
    served: Served | None = None,
) -> None:
    """Serve the project at `root` until Ctrl+C; `greet` is given the address to open, as soon as it answers.

    `database` is the address of a Postgres that several servers share; without it, the store is a file.  `served` is
    what a desk for several people is told; without it, whoever sits at this computer is logged in by a link.
    """
    port = listening.getsockname()[1]
    folder = (root / "ratgeber").resolve()
    reading = FirstReading(folder)  # before anything else: it forks
    offices = None if served is None else OfficesByNow(root)
    store = open_store(root, database)
    serving = None if served is None or offices is None else Serving.of(served, offices, store, now)
    try:
        desk = Desk(folder, store, find_repository(root), now)
        threading.Thread(target=desk.guide.load, args=(reading,), daemon=True).start()  # while the browser opens
        logins = local_logins(store, now, root) if offices is None else served_logins(store, now, offices)
        hosts = frozenset({f"{HOST}:{port}", f"localhost:{port}"})
        settings = settings_for(application(desk, logins, hosts, serving))
        if served is None:
            greet(f"http://{HOST}:{port}/anmelden?zeichen={logins.invite(local_login(root))}")
        else:
            greet(served.address)
        sys.setswitchinterval(_SWITCH_S)
        uvicorn.Server(settings).run(sockets=[listening])
    finally:
        if serving is not None and serving.postbox is not None:
            serving.postbox.close()
        store.close()


def local_logins(store: Store, now: Callable[[], datetime], root: Path) -> Logins:
    """Return the logins at one's own computer: who stands in the table may what it says, others what git lets them."""
    try:
        offices = OfficesByNow(root)
    except RolesError:  # the checks tell what is wrong with it
        return Logins(store, now)

    def rights(login: Login) -> frozenset[DeskRight]:
        found = offices.rights(login)
        return OWN_COMPUTER if found is None else found

    return Logins(store, now, rights)


def served_logins(store: Store, now: Callable[[], datetime], offices: OfficesByNow) -> Logins:
    """Return the logins of a served desk: the table decides who may come in, and sessions are shorter."""
    return Logins(store, now, offices.rights, SERVED_IDLE, SERVED_HOLDS)


def settings_for(app: ASGIApp) -> uvicorn.Config:
    """Return how the web server beneath is set up; whom a proxy speaks for is the desk's own matter (`guards`)."""
    return uvicorn.Config(
        app,
        http=BoundedConnection,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="websockets-sansio",
        ws_max_size=2 * LARGEST_MESSAGE,
        timeout_graceful_shutdown=3,
    )


def invite(root: Path, served: Served, who: str, now: Callable[[], datetime], database: str = "") -> tuple[Login, str]:
    """Return whom a name of an office or a mailbox means, and a link that logs them in once.

    It works beside the running desk.  Raises `RolesError` for who stands in no table.
    """
    offices = OfficesByNow(root)
    roles = offices()
    mailboxes = roles.mailboxes_of(who)
    mail = mailboxes[0] if mailboxes else who.strip().casefold()
    office = roles.office_of(mail)
    if office is None:
        raise RolesError(f"„{who}“ steht nicht in {ROLES.as_posix()}. Eintragen: {how_to_enter()}")
    store = open_store(root, database)
    try:
        token = served_logins(store, now, offices).invite(Login(office, mail))
    finally:
        store.close()
    return Login(office, mail), f"{served.address}/anmelden?{urlencode({'zeichen': token})}"
