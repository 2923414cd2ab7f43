"""`ratgeber import`: contributions become chapters of the guide; chapters back from review are merged into theirs."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.progress import Progress

if TYPE_CHECKING:
    from ratgeber_tools.contributions.chapters import ChapterDraft
    from ratgeber_tools.contributions.intake import Outcome, Settings
    from ratgeber_tools.guide import Guide


#: So many unchanged chapters are named one by one.
_FEW = 3
_OTHER_TEXT = (
    "Die Datei geht auf nichts zurück, was hier schon aufgenommen wurde; sie lässt sich darum nicht zusammenführen, "
    "nur ersetzen. Ist sie ein anderes Kapitel, geben Sie ihr mit --name einen eigenen Namen."
)
#: What somebody is asked, and the answers that consent; a "yes" out of habit must not cost anybody's work.
_ASKED = ("Kapitel ersetzen? Der Kopf der Datei bleibt. [j/N] ", ("j", "ja"))
_ASKED_TWICE = (
    "Soll das Kapitel trotzdem ersetzt werden? Dann tippen Sie das Wort ersetzen; sonst bleibt alles: ",
    ("ersetzen",),
)


EXAMPLES = (
    "import 'Beitrag Hort.docx' --nach schulanfang",
    "import Antwort.docx --vorschau",
    "import Antwort.docx --stelle Jugendamt",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "dateien",
        nargs="+",
        type=Path,
        metavar="DATEI",
        help="Beiträge (.docx, mit LibreOffice auch .odt, .doc, .rtf) oder ein Ordner mit Beiträgen",
    )
    parser.add_argument(
        "--nach", metavar="ABSCHNITT", help="Abschnitt des Ratgebers, etwa schulanfang; für neue Beiträge"
    )
    parser.add_argument("--name", metavar="NAME", help="Name des Kapitels, wenn er nicht aus dem Titel kommen soll")
    parser.add_argument(
        "--ersetzen", action="store_true", help="ersetzt vorhandene Kapitel; fragt nicht, führt nicht zusammen"
    )
    parser.add_argument(
        "--ohne-reparatur",
        action="store_true",
        help="lässt nachgemachte Überschriften und Listen, wie sie sind",
    )
    parser.add_argument("--vorschau", action="store_true", help="zeigt, was sich ändern würde, und schreibt nichts")
    office = parser.add_argument(
        "--stelle",
        default="",
        metavar="STELLE",
        help="wer die gegengelesene Datei zurückgibt, Name oder Kennung; steht an den Kommentaren",
    )
    former_name(parser, "--von", office)
    parser.add_argument(
        "--kapitel", default="", metavar="KAPITEL", help="wie ein gegengelesenes Kapitel heute heißt, falls umbenannt"
    )


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.cli.project import project_root
    from ratgeber_tools.contributions import naming
    from ratgeber_tools.contributions.conversion import SUFFIXES
    from ratgeber_tools.contributions.intake import IntakeStatus, Settings, take_in
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.errors import TargetError

    root = project_root()
    section = None if arguments.nach is None else naming.section_folder(root / "ratgeber", arguments.nach)
    paths = naming.gather(arguments.dateien, suffixes=SUFFIXES)
    name = None if arguments.name is None else naming.checked_name(arguments.name)
    if name is not None and len(paths) > 1:
        raise TargetError("--name geht nur bei einem einzelnen Beitrag. Nehmen Sie die Beiträge einzeln auf.")

    @cache
    def guide() -> Guide:
        from ratgeber_tools.guide import load_lazily  # slow, and a new contribution needs none of it

        return load_lazily(root / "ratgeber")

    def offices() -> frozenset[str]:
        from ratgeber_tools.contributions.returns import known_offices

        return known_offices(guide(), root)

    progress = Progress(len(paths))
    settings = Settings(
        root=root,
        section=section,
        today=local_today(),
        consent=partial(_may_replace, progress, arguments.ersetzen, arguments.vorschau),
        repair=not arguments.ohne_reparatur,
        name=name,
        convert_drawings=drawings_as_png,
        chapter=_chapter_name(guide, arguments.kapitel),
        offices=offices,
        office=_office(arguments.stelle, guide, offices),
        writes=not arguments.vorschau,
        replaces=arguments.ersetzen,
    )
    outcomes: list[Outcome] = []
    progress.show(0)
    for number, (path, found) in enumerate(groupby(take_in(paths, settings), key=lambda outcome: outcome.path)):
        same: list[Outcome] = []
        for outcome in found:
            outcomes.append(outcome)
            if outcome.returned is not None and outcome.status is IntakeStatus.UNCHANGED:
                same.append(outcome)  # a whole guide may have come back: said once for all of them
                continue
            progress.clear()
            _print_outcome(outcome, settings, guide)
        progress.clear()
        if len(same) > _FEW:
            print(f"{path.name}: {len(same)} Kapitel unverändert")
        else:
            for outcome in same:
                _print_outcome(outcome, settings, guide)
        progress.show(number + 1)
    progress.clear()
    if len(outcomes) > 1:
        _print_overview(outcomes)
    if arguments.vorschau:
        print("Nichts geschrieben (Vorschau).")
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


def drawings_as_png(drawings: Mapping[str, bytes]) -> Mapping[str, bytes]:
    from ratgeber_tools.contributions import drawings as conversion
    from ratgeber_tools.typesetting.rasteriser import page_as_png

    return conversion.as_png(drawings, rasterise=page_as_png)


def _office(typed: str, guide: Callable[[], Guide], offices: Callable[[], frozenset[str]]) -> str:
    """Return the office a person typed as the guide writes it; comments must not carry a person's name."""
    if not typed.strip():
        return ""
    from ratgeber_tools.editorial.office_names import office_name

    return office_name(typed, offices(), guide().data.records)


def _chapter_name(guide: Callable[[], Guide], typed: str) -> str:
    """Return the chapter a person typed as the guide knows it."""
    if not typed.strip():
        return ""
    from ratgeber_tools.guide.chapter_names import chapter_called

    return chapter_called(typed, guide().chapters, folder=guide().folder, here=Path.cwd())


def _may_replace(progress: Progress, replaces: bool, previews: bool, chapter: ChapterDraft) -> bool:
    """Show what would change in an existing chapter, and ask where someone can answer."""
    from ratgeber_tools.contributions.chapters import difference

    if replaces and not previews:
        return True
    progress.clear()
    if chapter.lost:
        print(f"{chapter.place}: {chapter.lost.sentence()}")
        for line in chapter.lost.listed():
            print(f"  {_printable(line)}".rstrip())
        print(_OTHER_TEXT)
        print()
    print(f"{chapter.place} gibt es schon. Das würde sich ändern (- fällt weg, + kommt dazu):")
    print()
    for line in difference(chapter):
        print(f"  {_printable(line)}".rstrip())
    print()
    if previews or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return previews
    question, consents = _ASKED_TWICE if chapter.lost else _ASKED
    try:
        answer = input(question)
    except EOFError:
        return False
    return answer.strip().strip("„“\"'").lower() in consents


def _printable(line: str) -> str:
    """Return `line` without characters that could steer the terminal; they come from someone else's file."""
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) == "Cc" else c for c in line)


def _status(outcome: Outcome, *, writes: bool) -> str:
    """Return how the intake ended, or how it would end."""
    from ratgeber_tools.contributions.intake import IntakeStatus

    would_be = {
        IntakeStatus.NEW: "Vorschau: wäre neu",
        IntakeStatus.REPLACED: "Vorschau: würde ersetzt",
        IntakeStatus.MERGED: "Vorschau: würde zusammengeführt",
    }
    return outcome.status.value if writes else would_be.get(outcome.status, outcome.status.value)


def _print_outcome(outcome: Outcome, settings: Settings, guide: Callable[[], Guide]) -> None:
    from ratgeber_tools.cli.returned_output import ReturnedOutput
    from ratgeber_tools.contributions.intake import IntakeStatus
    from ratgeber_tools.errors import kept_details

    chapter = outcome.chapter
    if chapter is None:
        details = "" if outcome.error is None else kept_details(outcome.error)
        problem = outcome.problem.removeprefix(f"{outcome.path.name}: ")  # it stands there already
        print(f"{outcome.path.name}: {outcome.status.value}. {problem} {details}".rstrip(), file=sys.stderr)
    elif outcome.returned is not None:
        output = ReturnedOutput(guide(), settings.today, settings.writes)
        for line in output.lines(outcome, _status(outcome, writes=settings.writes)):
            print(_printable(line))
    elif outcome.status is IntakeStatus.KEPT:
        print(
            f"{outcome.path.name}: {chapter.place} gibt es schon und bleibt, wie es ist. "
            "Soll der Beitrag es ersetzen, rufen Sie den Befehl mit --ersetzen auf.",
            file=sys.stderr,
        )
    else:
        print(f"{outcome.path.name} → {chapter.place} ({_status(outcome, writes=settings.writes)})")
        if chapter.lost and settings.writes:
            print(f"  {chapter.lost.sentence('ersetzt')}")
        for line in chapter.summary:
            print(f"  {line}")
        if settings.writes:
            print(f"  Bericht: {chapter.report_path.relative_to(chapter.root).as_posix()}")


def _print_overview(outcomes: Sequence[Outcome]) -> None:
    from ratgeber_tools.contributions.intake import IntakeStatus

    print()
    print(f"Übersicht: {sum(outcome.is_good for outcome in outcomes)} von {len(outcomes)} aufgenommen")
    same = [
        outcome for outcome in outcomes if outcome.returned is not None and outcome.status is IntakeStatus.UNCHANGED
    ]
    passed_over = same if len(same) > _FEW else []
    for outcome in outcomes:
        if outcome not in passed_over:
            place = outcome.chapter.place if outcome.chapter else "–"
            print(f"  {outcome.status.value:<17} {outcome.path.name} → {place}")
    if passed_over:
        print(f"  {IntakeStatus.UNCHANGED.value:<17} {len(passed_over)} gegengelesene Kapitel")
