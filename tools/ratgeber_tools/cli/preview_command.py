"""`ratgeber vorschau`: the working edition in the browser, built anew on each save, with findings on the page."""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.cli.sphinx_process import BuildOutcome
    from ratgeber_tools.cli.warm_sphinx import WarmSphinx
    from ratgeber_tools.preview.checking import Checks
    from ratgeber_tools.preview.state import PreviewRemark, PreviewState

DEFAULT_PORT = 8000
FOLDER = Path("_build", "vorschau")


EXAMPLES = (
    "vorschau",
    "vorschau --oeffnen",
    "vorschau --port 8080",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=int, metavar="PORT", help=f"der Port; ohne Angabe {DEFAULT_PORT} oder der nächste, der frei ist"
    )
    parser.add_argument("--oeffnen", action="store_true", help="öffnet die Vorschau gleich im Browser")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C; return 0."""
    from ratgeber_tools.cli.sphinx_process import Job
    from ratgeber_tools.cli.warm_sphinx import WarmSphinx
    from ratgeber_tools.preview.checking import Checks
    from ratgeber_tools.preview.server import open_server
    from ratgeber_tools.preview.state import PreviewState
    from ratgeber_tools.preview.watching import look, watch

    root = project_root()
    guide = root / "ratgeber"
    target = root / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    job = Job(guide, target, settings={"ratgeber_pruefen": "0"})
    state = PreviewState()
    port = DEFAULT_PORT if arguments.port is None else arguments.port
    try:
        with (
            open_server(port, target / "html", state, is_chosen=arguments.port is not None) as server,
            WarmSphinx(root, job) as sphinx,
        ):
            if server.server_port != port:
                print(f"Der Port {port} ist belegt, vielleicht von einer anderen Vorschau; genommen wird der nächste.")
            print("Die Vorschau wird gebaut …", flush=True)
            checks = Checks(guide, state)
            places = (guide, root / "conf.py")
            saves = watch(places, look(places))
            _renew(sphinx, checks, state, guide)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Vorschau: {server.address}", flush=True)
            print(f"Mit Telefon daneben: {server.address}_vorschau/telefon")
            print("Nur auf diesem Rechner zu sehen. Beenden mit Strg+C.", flush=True)
            if arguments.oeffnen:
                import webbrowser

                webbrowser.open(server.address)
            try:
                for _ in saves:
                    _renew(sphinx, checks, state, guide)
            finally:
                state.close()
                server.shutdown()
    except KeyboardInterrupt:
        print("\nVorschau beendet.")
    return 0


def _renew(sphinx: WarmSphinx, checks: Checks, state: PreviewState, guide: Path) -> None:
    """Build, then have the checks run; the page does not wait for them.  A bug of ours is told and ends nothing."""
    from ratgeber_tools.cli.sphinx_process import BuildOutcome
    from ratgeber_tools.errors import kept_details, our_mistake

    started = time.perf_counter()
    try:
        outcome = sphinx.build()
    except Exception as error:
        outcome = BuildOutcome((), failure=f"{our_mistake(error, about='Vorschau')} {kept_details(error)}".rstrip())
    state.note_build(failure=outcome.failure or "", remarks=_remarks(outcome, guide))
    checks.order()
    if outcome.failure:
        print(f"Nicht gebaut: {outcome.failure}", flush=True)
    else:
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        print(f"Gebaut in {seconds} s.", flush=True)


def _remarks(outcome: BuildOutcome, guide: Path) -> Iterator[PreviewRemark]:
    from ratgeber_tools.findings import Severity
    from ratgeber_tools.preview.state import remark_at

    for message in outcome.messages:
        yield remark_at(message.path, message.line, Severity.ERROR, message.text, guide)
