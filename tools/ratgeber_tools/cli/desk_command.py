"""`ratgeber redaktion`: the chapters in the browser, for several people at once; on this computer."""

from __future__ import annotations

import argparse

from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "redaktion",
    "redaktion --oeffnen",
    "redaktion --port 8700",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, metavar="PORT", help="der Port; ohne Angabe 8600 oder der nächste, der frei ist"
    )
    parser.add_argument("--oeffnen", action="store_true", help="öffnet den Redaktionstisch gleich im Browser")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C; return 0."""
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
        running.run(root, listening, local_now, greet)
    print("\nRedaktionstisch beendet.")
    return 0
