"""`ratgeber redaktion`: the chapters in the browser, for several people at once; on this computer or served."""

from __future__ import annotations

import argparse
import os
import sys
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli import desk_backup
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.desk.login.settings import Served

#: As in `desk.login.settings`, which the help must not have to read.
ADDRESS, LISTENS = "RATGEBER_REDAKTION_ADRESSE", "RATGEBER_REDAKTION_LAUSCHT"

EXAMPLES = (
    "redaktion",
    "redaktion --oeffnen",
    "redaktion sichern /sicherungen",
)
#: The order's name and what it needs behind it; without one, the desk is served.
_BACK_UP, _RESTORE, _INVITE = "sichern", "wiederherstellen", "einladen"
_MISSING = {_BACK_UP: "wohin", _RESTORE: "welche Datei", _INVITE: "welche Stelle"}
_DATABASE = "RATGEBER_REDAKTION_DATENBANK"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "auftrag",
        nargs="*",
        metavar="AUFTRAG",
        help=f"„{_BACK_UP} ZIEL“ schreibt alles in eine Datei (ZIEL ist ein Ordner oder eine neue Datei), auch während "
        f"geschrieben wird; „{_RESTORE} DATEI“ holt es daraus; „{_INVITE} STELLE“ zeigt einen "
        "Link, mit dem sich eine Stelle einmal anmeldet; ohne Auftrag startet der Redaktionstisch",
    )
    parser.add_argument(
        "--port", type=int, metavar="PORT", help="der Port; ohne Angabe 8600 oder der nächste, der frei ist"
    )
    parser.add_argument(
        "--adresse",
        default=os.environ.get(ADDRESS, ""),
        metavar="ADRESSE",
        help=f"für alle: die Adresse, unter der andere den Redaktionstisch erreichen (sonst: {ADDRESS})",
    )
    parser.add_argument(
        "--lauscht",
        default=os.environ.get(LISTENS, ""),
        metavar="IP",
        help=f"mit --adresse: an welcher IP-Adresse der Server lauscht; ohne Angabe nur hier (sonst: {LISTENS})",
    )
    parser.add_argument("--oeffnen", action="store_true", help="öffnet den Redaktionstisch gleich im Browser")
    parser.add_argument(
        "--datenbank",
        default=os.environ.get(_DATABASE, ""),
        metavar="ADRESSE",
        help="Postgres statt einer Datei, wenn mehrere Server dieselben Kapitel bedienen; ein Kennwort gehört nicht "
        f"hierher, sondern in ~/.pgpass (sonst: {_DATABASE})",
    )
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C, or do what is ordered; return 0."""
    match arguments.auftrag:
        case []:
            return _serve(arguments)
        case [order, place] if order == _BACK_UP:
            return desk_backup.back_up(project_root(), Path(place), arguments.datenbank)
        case [order, place] if order == _RESTORE:
            return desk_backup.restore(project_root(), Path(place), arguments.datenbank)
        case [order, who] if order == _INVITE:
            return _invite(arguments, who)
        case [order] if order in _MISSING:
            arguments.misuse(f"Hinter „{order}“ fehlt, {_MISSING[order]}.")
        case words:
            arguments.misuse(f"Damit kann der Befehl nichts anfangen: {' '.join(words)}.")
    raise AssertionError("misuse ends the command")


def _serve(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.desk.server import running

    root = project_root()
    served = _served(arguments)
    listening = running.open_port(
        running.DEFAULT_PORT if arguments.port is None else arguments.port,
        is_chosen=arguments.port is not None or served is not None,
        host=_listens(arguments, is_served=served is not None),
    )

    def greet(address: str) -> None:
        if served is not None:
            host, port = listening.getsockname()[:2]
            print(f"Redaktionstisch für alle: {address} (lauscht an {host}, Port {port})", flush=True)
            return
        login = running.local_login(root)
        print(f"Redaktionstisch: {address}", flush=True)
        print(f"Sie schreiben als: {login.office} ({login.mail or 'ohne Adresse in git'})")
        print("Der Link gilt einmal, 15 Minuten lang, nur auf diesem Rechner. Beenden mit Strg+C.", flush=True)
        if arguments.oeffnen:
            import webbrowser

            webbrowser.open(address)

    with listening:
        running.run(root, listening, local_now, greet, arguments.datenbank, served)
    print("\nRedaktionstisch beendet.")
    return 0


def _served(arguments: argparse.Namespace) -> Served | None:
    from ratgeber_tools.desk.login.settings import read_settings

    return read_settings(arguments.adresse, os.environ) if arguments.adresse else None


def _listens(arguments: argparse.Namespace, *, is_served: bool) -> str:
    """Return the IP address to listen at; at one's own computer nobody else is to reach the desk."""
    from ratgeber_tools.desk.server.running import HOST

    given: str = arguments.lauscht or HOST
    try:
        ip_address(given)
    except ValueError:
        arguments.misuse(f"--lauscht: „{given}“ ist keine IP-Adresse. Schreiben Sie zum Beispiel 0.0.0.0.")
    if given != HOST and not is_served:
        arguments.misuse("--lauscht geht nur zusammen mit --adresse: Sonst könnte jeder im Netz mitschreiben.")
    return given


def _invite(arguments: argparse.Namespace, who: str) -> int:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.desk.server import running

    served = _served(arguments)
    if served is None:
        arguments.misuse(f"Zum Einladen fehlt die Adresse des Redaktionstischs: --adresse oder {ADDRESS}.")
        raise AssertionError("misuse ends the command")
    login, link = running.invite(project_root(), served, who, local_now, arguments.datenbank)
    print(link)
    print(f"Der Link meldet {quoted(login.office)} ({login.mail}) einmal an und gilt 15 Minuten.", file=sys.stderr)
    return 0
