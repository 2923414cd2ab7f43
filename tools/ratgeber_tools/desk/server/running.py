"""The desk on this computer: a port, the server on it, and the first link to log in with."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import uvicorn

from ratgeber_tools.desk.protocol import LARGEST_MESSAGE
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.server.app import application
from ratgeber_tools.desk.server.logins import Logins
from ratgeber_tools.desk.store import Login
from ratgeber_tools.desk.store.opening import open_store
from ratgeber_tools.editorial.roles import EDITORS, RolesError, read_roles
from ratgeber_tools.errors import RatgeberError, reason
from ratgeber_tools.history import find_repository

HOST = "127.0.0.1"
DEFAULT_PORT = 8600
_TRIES = 20


class DeskPortError(RatgeberError):
    """No free port."""


def open_port(port: int, *, is_chosen: bool) -> socket.socket:
    """Return a socket that listens at `port`, or at the next free one; raises `DeskPortError`."""
    last = port if is_chosen else port + _TRIES - 1
    for number in range(port, last + 1):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((HOST, number))
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
) -> None:
    """Serve the project at `root` until Ctrl+C; `greet` is given the address to open, as soon as it answers.

    `database` is the address of a Postgres that several servers share; without it, the store is a file.
    """
    port = listening.getsockname()[1]
    store = open_store(root, database)
    try:
        desk = Desk((root / "ratgeber").resolve(), store, find_repository(root), now)
        threading.Thread(target=desk.guide.load, daemon=True).start()  # while the browser opens
        logins = Logins(store, now)
        hosts = frozenset({f"{HOST}:{port}", f"localhost:{port}"})
        settings = uvicorn.Config(
            application(desk, logins, hosts),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="websockets-sansio",
            ws_max_size=2 * LARGEST_MESSAGE,
            timeout_graceful_shutdown=3,
        )
        greet(f"http://{HOST}:{port}/anmelden?zeichen={logins.invite(local_login(root))}")
        uvicorn.Server(settings).run(sockets=[listening])
    finally:
        store.close()
