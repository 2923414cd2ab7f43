"""`ratgeber build`: the working edition as web pages and as a PDF."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable

from ratgeber_tools.cli.output import count, short
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.cli.sphinx_process import Message, run_sphinx

#: Builder -> what it is called in German, and the file to open, below `_build`.
EDITIONS: dict[str, tuple[str, str]] = {
    "html": ("Web", "html/index.html"),
    "pdf": ("PDF", "pdf/elternratgeber.pdf"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ausgabe", nargs="*", type=edition, metavar="AUSGABE", help=f"{' oder '.join(EDITIONS)}; ohne Angabe beides"
    )
    parser.add_argument("--ausfuehrlich", action="store_true", help="zeigt auch, was Sphinx selbst meldet (englisch)")


def edition(name: str) -> str:
    """Return `name` if it is a builder of ours."""
    if name not in EDITIONS:
        raise argparse.ArgumentTypeError(f"„{name}“ gibt es nicht; möglich sind {' und '.join(EDITIONS)}")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Build, print every mistake once, say where the result lies; return 1 if there was a mistake."""
    root = project_root()
    messages: dict[Message, None] = {}
    built: list[str] = []
    failures: dict[str, None] = {}
    for builder in dict.fromkeys(arguments.ausgabe or EDITIONS):
        name, target = EDITIONS[builder]
        start = time.perf_counter()
        outcome = run_sphinx(builder, root, verbose=arguments.ausfuehrlich)
        messages.update(dict.fromkeys(outcome.messages))
        if outcome.failure is None:
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            built.append(f"{name}: {short(root / '_build' / target)} ({seconds} s)")
        else:
            failures[f"{name} nicht gebaut: {outcome.failure}"] = None
    for line in as_lines(messages):
        print(line)
    for line in failures:
        print(line)
    if messages:
        print(f"{count(len(messages), 'Fehler', 'Fehler')}.{' Gebaut wurde trotzdem:' if built else ''}")
    for line in built:
        print(line)
    return 1 if messages or failures else 0


def as_lines(messages: Iterable[Message]) -> list[str]:
    """Return the messages as lines an editor can jump from, in the order of the files."""
    ordered = sorted(messages, key=lambda message: (str(message.path or ""), message.line or 0, message.text))
    return [_as_line(message) for message in ordered]


def _as_line(message: Message) -> str:
    place = ""
    if message.path is not None:
        place = f"{short(message.path)}:" + (f"{message.line}:" if message.line is not None else "") + " "
    code = f" [{message.code}]" if message.code else ""
    return f"{place}Fehler{code}: {message.text}"
