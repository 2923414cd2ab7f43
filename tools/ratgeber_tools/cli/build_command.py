"""`ratgeber build`: the working edition as web pages and as a PDF, or what of it print would show."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ratgeber_tools.cli.output import count, short
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.cli.sphinx_process import Job, Message, run_sphinx
from ratgeber_tools.data.withheld import list_beside
from ratgeber_tools.errors import InputError


@dataclass(frozen=True, slots=True)
class Variant:
    """One `--fassung`: where below the project its builds lie (each has doctrees of its own), what it can be built as
    (builder -> its name in German and the file to open), and settings of Sphinx.
    """

    folder: Path
    results: Mapping[str, tuple[str, str]]
    settings: Mapping[str, str] = field(default_factory=dict)


#: The press files proper, in CMYK with bleed, are built by `ratgeber print`.
VARIANTS: dict[str, Variant] = {
    "arbeitsfassung": Variant(
        Path("_build"), {"html": ("Web", "html/index.html"), "pdf": ("PDF", "pdf/elternratgeber.pdf")}
    ),
    "druck": Variant(
        Path("_build", "druck"),
        {"pdf": ("Druckfassung", "pdf/elternratgeber-druck.pdf")},
        {"ratgeber_fassung": "druck", "ratgeber_pdf_name": "elternratgeber-druck", "ratgeber_edition": ""},
    ),
}
EDITIONS = VARIANTS["arbeitsfassung"].results


EXAMPLES = (
    "build",
    "build html",
    "build pdf --fassung druck",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ausgabe", nargs="*", type=edition, metavar="AUSGABE", help=f"{' oder '.join(EDITIONS)}; ohne Angabe beides"
    )
    parser.add_argument(
        "--fassung",
        choices=VARIANTS,
        default="arbeitsfassung",
        metavar="FASSUNG",
        help="arbeitsfassung oder druck; druck: nur, was gedruckt werden darf, als PDF; ohne Angabe die Arbeitsfassung",
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
    variant = VARIANTS[arguments.fassung]
    job = Job(root / "ratgeber", root / variant.folder, settings=variant.settings)
    messages: dict[Message, None] = {}
    built: list[str] = []
    failures: dict[str, None] = {}
    for builder in dict.fromkeys(arguments.ausgabe or variant.results):
        if builder not in variant.results:
            raise InputError(f"Als „{builder}“ gibt es die Fassung „{arguments.fassung}“ nicht, nur als PDF.")
        name, target = variant.results[builder]
        start = time.perf_counter()
        outcome = run_sphinx(builder, root, verbose=arguments.ausfuehrlich, job=job)
        messages.update(dict.fromkeys(outcome.messages))
        if outcome.failure is None:
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            path = job.target / target
            built += [f"{name}: {short(path)} ({seconds} s)", *_trial(path)]
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


def _trial(pdf: Path) -> Iterator[str]:
    """Say that a file is no clean press file, and where the reasons stand."""
    listed = list_beside(pdf)
    if listed.is_file():
        number = sum(line.startswith("- ") for line in listed.read_text(encoding="utf-8").splitlines())
        reasons = count(number, "Grund", "Gründe")
        yield f"Das ist ein Probedruck, {reasons}: {short(listed)}"


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
