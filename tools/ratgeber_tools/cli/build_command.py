"""`ratgeber build`: the working edition as web pages, PDF and EPUB, or what of it print would show."""

from __future__ import annotations

import argparse
import time
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.output import count, short
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.cli.proposal_base import ProposalBase, base_of, base_option
from ratgeber_tools.cli.sphinx_process import BuildOutcome, Job, SphinxMessage, in_order, run_sphinx
from ratgeber_tools.data.withheld import list_beside
from ratgeber_tools.editions.publication import EPUB, PDF
from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder

if TYPE_CHECKING:
    from ratgeber_tools.checks.comparison import JudgedState


@dataclass(frozen=True, slots=True)
class Variant:
    """One `--fassung`: where below the project its builds lie (each has doctrees of its own), what it can be built as
    (builder -> its name in German and the file to open), settings of Sphinx, and what is built unasked.
    """

    folder: Path
    results: Mapping[str, tuple[str, str]]
    settings: Mapping[str, str] = field(default_factory=dict)
    usual: tuple[str, ...] = ("pdf",)


#: The press files proper, in CMYK with bleed, are built by `ratgeber print`.
VARIANTS: dict[str, Variant] = {
    "arbeitsfassung": Variant(
        Path("_build"),
        {
            "html": ("Web", "html/index.html"),
            "pdf": ("PDF", f"pdf/{PDF}"),
            "epub": ("E-Book", f"epub/{EPUB}"),
        },
        usual=("html", "pdf"),
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
    "build epub",
    "build pdf --fassung druck",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ausgabe", nargs="*", type=edition, metavar="AUSGABE", help="html, pdf oder epub; ohne Angabe html und pdf"
    )
    parser.add_argument(
        "--fassung",
        choices=VARIANTS,
        default="arbeitsfassung",
        metavar="FASSUNG",
        help="arbeitsfassung oder druck; druck: nur, was gedruckt werden darf, als PDF; ohne Angabe die Arbeitsfassung",
    )
    base_option(parser)
    parser.add_argument("--ausfuehrlich", action="store_true", help="zeigt auch, was Sphinx selbst meldet (englisch)")


def edition(name: str) -> str:
    """Return `name` if it is a builder of ours."""
    if name not in EDITIONS:
        raise argparse.ArgumentTypeError(f"„{name}“ gibt es nicht; möglich sind {', '.join(EDITIONS)}")
    return name


def run(arguments: argparse.Namespace) -> int:
    """Build, print every mistake once, say where the result lies; return 1 if there was a mistake.

    With `--gegenueber` mistakes that the state the work set out from has as well are only counted.
    """
    root = project_root()
    base = base_of(root, arguments.gegenueber) if arguments.gegenueber else None
    variant = VARIANTS[arguments.fassung]
    job = Job(root / "ratgeber", root / variant.folder, settings=variant.settings)
    outcomes: dict[str, BuildOutcome] = {}
    wanted = tuple(dict.fromkeys(arguments.ausgabe or variant.usual))
    for builder in wanted:
        if builder not in variant.results:
            raise InputError(f"Als „{builder}“ gibt es die Fassung „{arguments.fassung}“ nicht, nur als PDF.")
    lines: dict[str, list[str]] = {}
    for builder, settings in in_order(wanted, job.target):
        name, target = variant.results[builder]
        start = time.perf_counter()
        this = replace(job, settings={**job.settings, **settings})
        outcome = run_sphinx(builder, root, verbose=arguments.ausfuehrlich, job=this)
        outcomes[builder] = outcome
        if outcome.failure is None:
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            path = job.target / target
            lines[builder] = [f"{name}: {short(path)} ({seconds} s)", *_trial(path)]
    built = [line for builder in wanted for line in lines.get(builder, ())]
    outcomes = {builder: outcomes[builder] for builder in wanted}
    mistakes = _mistakes(outcomes, variant)
    known = frozenset[_Mistake]() if base is None or not mistakes else _known(mistakes, outcomes, variant, base)
    ours = [each for each in mistakes if each not in known]
    for line in as_lines(each for each in ours if isinstance(each, SphinxMessage)):
        print(line)
    for each in ours:
        if isinstance(each, str):
            print(each)
    number = sum(isinstance(each, SphinxMessage) for each in ours)
    if number:
        print(f"{count(number, 'Fehler', 'Fehler')}.{' Gebaut wurde trotzdem:' if built else ''}")
    if known:
        print(f"{count(len(known), 'Fehler war', 'Fehler waren')} schon vorher da („{arguments.gegenueber}“).")
    for line in built:
        print(line)
    return 1 if ours else 0


#: What went wrong in a build: a message, or why there is none of its results.
_Mistake = SphinxMessage | str


def _mistakes(outcomes: Mapping[str, BuildOutcome], variant: Variant) -> tuple[_Mistake, ...]:
    """Return each mistake once, in the order they came."""
    messages = [message for outcome in outcomes.values() for message in outcome.messages]
    failures = [
        f"{variant.results[builder][0]} nicht gebaut: {outcome.failure}"
        for builder, outcome in outcomes.items()
        if outcome.failure is not None
    ]
    return tuple(dict.fromkeys([*messages, *failures]))


def _known(
    mistakes: Sequence[_Mistake], outcomes: Mapping[str, BuildOutcome], variant: Variant, base: ProposalBase
) -> frozenset[_Mistake]:
    """Return the mistakes that the state the proposal set out from has too; built only where there are any here."""
    from ratgeber_tools.checks.comparison import JudgedState, are_new

    with base.laid_out() as former, temporary_folder("vergleich") as target:
        job = Job(former / "ratgeber", target, settings=variant.settings)
        before = _mistakes(
            {
                builder: run_sphinx(builder, former, job=job)
                for builder, outcome in outcomes.items()
                if outcome.messages or outcome.failure is not None
            },
            variant,
        )
        fresh = are_new(
            [_key(each, JudgedState(former / "ratgeber", base.renamed)) for each in before],
            [_key(each, JudgedState(base.root / "ratgeber", {})) for each in mistakes],
        )
    return frozenset(each for each, is_new in zip(mistakes, fresh, strict=True) if not is_new)


def _key(mistake: _Mistake, state: JudgedState) -> Hashable:
    if isinstance(mistake, str):
        return state.words_of(mistake)
    return (mistake.kind, state.place_of(mistake.path), state.words_of(mistake.text))


def _trial(pdf: Path) -> Iterator[str]:
    """Say that a file is no clean press file, and where the reasons stand."""
    listed = list_beside(pdf)
    if listed.is_file():
        number = sum(line.startswith("- ") for line in listed.read_text(encoding="utf-8").splitlines())
        reasons = count(number, "Grund", "Gründe")
        yield f"Das ist ein Probedruck, {reasons}: {short(listed)}"


def as_lines(messages: Iterable[SphinxMessage]) -> list[str]:
    """Return the messages as lines an editor can jump from, in the order of the files."""
    ordered = sorted(messages, key=lambda message: (str(message.path or ""), message.line or 0, message.text))
    return [_as_line(message) for message in ordered]


def _as_line(message: SphinxMessage) -> str:
    place = ""
    if message.path is not None:
        place = f"{short(message.path)}:" + (f"{message.line}:" if message.line is not None else "") + " "
    code = f" [{message.code}]" if message.code else ""
    return f"{place}Fehler{code}: {message.text}"
