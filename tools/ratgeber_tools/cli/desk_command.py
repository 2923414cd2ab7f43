"""`ratgeber redaktion`: the chapters in the browser, for several people at once; on this computer."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from ratgeber_tools.cli import desk_backup
from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "redaktion",
    "redaktion --oeffnen",
    "redaktion sichern /sicherungen",
)
#: The order's name and what it needs behind it; without one, the desk is served.
_BACK_UP, _RESTORE = "sichern", "wiederherstellen"
_DATABASE = "RATGEBER_REDAKTION_DATENBANK"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "auftrag",
        nargs="*",
        metavar="AUFTRAG",
        help=f"„{_BACK_UP} ZIEL“ schreibt alles in eine Datei (ZIEL ist ein Ordner oder eine neue Datei), auch während "
        f"geschrieben wird; „{_RESTORE} DATEI“ holt es daraus; ohne Auftrag startet der Redaktionstisch",
    )
    parser.add_argument(
        "--port", type=int, metavar="PORT", help="der Port; ohne Angabe 8600 oder der nächste, der frei ist"
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
        case [order] if order in (_BACK_UP, _RESTORE):
            arguments.misuse(f"Hinter „{order}“ fehlt, {'wohin' if order == _BACK_UP else 'welche Datei'}.")
        case words:
            arguments.misuse(f"Damit kann der Befehl nichts anfangen: {' '.join(words)}.")
    raise AssertionError("misuse ends the command")


def _serve(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.data.dates import local_now
    from ratgeber_tools.desk.server import running

    root = project_root()
    is_chosen = arguments.port is not None
    listening = running.open_port(arguments.port if is_chosen else running.DEFAULT_PORT, is_chosen=is_chosen)

    def greet(address: str) -> None:
        login = running.local_login(root)
        print(f"Redaktionstisch: {address}", flush=True)
        print(f"Sie schreiben als: {login.office} ({login.mail or 'ohne Adresse in git'})")
        print("Der Link gilt einmal, 15 Minuten lang, nur auf diesem Rechner. Beenden mit Strg+C.", flush=True)
        if arguments.oeffnen:
            import webbrowser

            webbrowser.open(address)

    with listening:
        running.run(root, listening, local_now, greet, arguments.datenbank)
    print("\nRedaktionstisch beendet.")
    return 0
