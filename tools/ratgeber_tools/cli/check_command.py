"""`ratgeber check`: the chapters' mistakes, without building anything; or what only the offices can settle."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.arguments import OTHER_GUIDE
from ratgeber_tools.cli.named_places import overwrite_option
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.cli.proposal_base import base_option

if TYPE_CHECKING:
    from ratgeber_tools.cache.check_results import CheckResult
    from ratgeber_tools.findings import Finding
    from ratgeber_tools.guide import Guide


EXAMPLES = (
    "check --hinweise",
    "check --gegenueber main",
    "check --offen --als tagesordnung.docx",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ordner", type=Path, metavar="ORDNER", help=OTHER_GUIDE)
    parser.add_argument("former_folder", nargs="?", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--lesbarkeit", action="store_true", help="zeigt, wie lang und wie schwer jedes Kapitel ist, statt zu prüfen"
    )
    parser.add_argument(
        "--offen",
        action="store_true",
        help="stattdessen: was nur die Stellen klären können, als Tagesordnung je Stelle",
    )
    parser.add_argument(
        "--neu", action="store_true", help="liest und prüft alles von vorn, statt Früheres zu verwenden (_build)"
    )
    parser.add_argument("--hinweise", action="store_true", help="zeigt auch jeden Hinweis, statt sie nur zu zählen")
    parser.add_argument(
        "--extern",
        action="store_true",
        help="stattdessen: fragt fremde Server, ob unsere Verweise noch stimmen (braucht Internet, dauert Minuten)",
    )
    parser.add_argument(
        "--heft",
        type=int,
        metavar="SEITEN",
        help="stattdessen: setzt das Kurzheft aus allen Kapiteln und sagt, ob es so viele Seiten hat oder mehr",
    )
    base_option(parser)
    parser.add_argument(
        "--als",
        type=Path,
        metavar="DATEI",
        help="schreibt die Tagesordnung in diese Datei: .docx für Word, sonst Markdown",
    )
    overwrite_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; return 1 if one (with `--gegenueber`: a new one) is an error, for open points never."""
    from ratgeber_tools.checked import check_folder
    from ratgeber_tools.cli.output import count, print_findings, short, summary
    from ratgeber_tools.errors import InputError, TargetError
    from ratgeber_tools.findings import Severity, has_errors

    folder: Path = arguments.ordner or arguments.former_folder or project_root() / "ratgeber"
    if not folder.is_dir():
        raise TargetError(f"Den Ordner {folder} gibt es nicht. Nennen Sie einen Ordner mit Kapiteln.")
    if arguments.als is not None and not arguments.offen:
        raise InputError(f"„--als“ gehört zu „--offen“: {program()} check --offen --als tagesordnung.md")
    if arguments.gegenueber and (arguments.ordner or arguments.former_folder):
        raise InputError("„--gegenueber“ geht nur mit dem Ratgeber dieses Projekts, ohne „--ordner“.")
    if arguments.gegenueber and (arguments.offen or arguments.lesbarkeit or arguments.extern):
        raise InputError(
            "„--gegenueber“ gehört zur Prüfung selbst, nicht zu „--offen“, „--lesbarkeit“ oder „--extern“."
        )
    if arguments.heft is not None:
        from ratgeber_tools.cli.booklet_budget import tell_budget

        if folder.resolve() != (project_root() / "ratgeber").resolve():
            raise InputError("„--heft“ geht nur mit dem Ratgeber dieses Projekts, ohne „--ordner“.")
        return tell_budget(project_root(), arguments.heft)
    if arguments.offen or arguments.lesbarkeit or arguments.extern:
        from ratgeber_tools.guide import load

        guide = load(folder)
        if arguments.offen:
            return _tell_open_points(guide, arguments.als, overwrites=arguments.ueberschreiben)
        return _tell_outside_links(guide) if arguments.extern else _tell_readability(guide)
    result = check_folder(folder, anew=arguments.neu)
    if arguments.gegenueber:
        return _tell_of_proposal(arguments, result)
    shown = [f for f in result.findings if arguments.hinweise or f.severity is not Severity.HINT]
    print_findings(shown)
    chapters = count(result.chapters, "Kapitel", "Kapitel")
    how_to_see = f" Hinweise zeigt: {program()} check --hinweise" if len(shown) < len(result.findings) else ""
    print(f"{short(folder.resolve())}: {chapters} geprüft, {summary(result.findings)}.{how_to_see}")
    return 1 if has_errors(result.findings) else 0


def _tell_of_proposal(arguments: argparse.Namespace, result: CheckResult) -> int:
    """Print what is new and what else there is in the files concerned, count the rest; 1 for a new error alone."""
    from ratgeber_tools.cli.checking import check_against
    from ratgeber_tools.cli.output import print_findings, summary
    from ratgeber_tools.cli.proposal_base import base_of
    from ratgeber_tools.findings import Severity, has_errors

    verdict = check_against(base_of(project_root(), arguments.gegenueber), result)

    def shown(findings: tuple[Finding, ...]) -> list[Finding]:
        return [each for each in findings if arguments.hinweise or each.severity is not Severity.HINT]

    print_findings(shown(verdict.new))
    if shown(verdict.met):
        print("Das stand in den geänderten Dateien schon vorher:")
        print_findings(shown(verdict.met))
    print(f"Neu gegenüber „{arguments.gegenueber}“: {summary(verdict.new)}.")
    if verdict.met:
        print(f"Schon vorher in den geänderten Dateien: {summary(verdict.met)}.")
    if verdict.elsewhere:
        print(f"In Dateien, die hier nicht geändert wurden: {summary(verdict.elsewhere)}.")
    return 1 if has_errors(verdict.new) else 0


def _tell_outside_links(guide: Guide) -> int:
    """Print what other servers say; their troubles are no mistake of ours, so the exit code stays 0."""
    from ratgeber_tools.cli.output import count, print_findings, summary
    from ratgeber_tools.cli.outside_links import check_outside_links
    from ratgeber_tools.data.dates import local_now

    kept = guide.folder.parent / "_build" / "adressen.json"
    findings, addresses, asked = check_outside_links(guide, kept, now=local_now())
    print_findings(findings)
    asked_now = count(asked, "Adresse", "Adressen")
    print(f"{count(addresses, 'Adresse', 'Adressen')}, davon {asked_now} jetzt gefragt: {summary(findings)}.")
    return 0


def _tell_readability(guide: Guide) -> int:
    from ratgeber_tools.cli.output import columns, say
    from ratgeber_tools.cli.readability_table import readability_lines

    for line in readability_lines(guide, width=columns()):
        say(line)
    return 0


def _tell_open_points(guide: Guide, target: Path | None, *, overwrites: bool) -> int:
    from ratgeber_tools.cli.output import WORD, count, say, short, write_where_named
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.newsroom.meeting_agenda import AGENDA_TITLE, as_markdown, as_text
    from ratgeber_tools.newsroom.open_points import open_points
    from ratgeber_tools.newsroom.papers import agenda_paper
    from ratgeber_tools.writers.word.paper import write_paper

    today = local_today()
    points = open_points(guide, today)
    if target is None:
        say(as_text(points, today, seen_from=Path.cwd()))
        return 0
    content: str | bytes
    if target.suffix.lower() == WORD:
        content = write_paper(agenda_paper(points, today), title=AGENDA_TITLE, day=today)
    else:
        content = as_markdown(points, today, seen_from=target.resolve().parent)
    why = "Vielleicht hat jemand darin abgehakt oder geschrieben."
    write_where_named(target, content, overwrites=overwrites, why=why)
    print(f"{count(len(points), 'offener Punkt', 'offene Punkte')} in {short(target.resolve())}.")
    return 0
