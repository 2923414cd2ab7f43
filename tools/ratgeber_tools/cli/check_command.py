"""`ratgeber check`: the chapters' mistakes, without building anything."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.project import project_root


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ordner", nargs="?", type=Path, help="ein anderer Ordner mit Kapiteln; sonst ratgeber/ im Projekt"
    )
    parser.add_argument(
        "--lesbarkeit", action="store_true", help="zeigt, wie lang und wie schwer jedes Kapitel ist, statt zu prüfen"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print every finding and return 1 if one of them is an error."""
    from ratgeber_tools.checks import run_checks
    from ratgeber_tools.cli.output import count, print_findings, short, summary
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.findings import has_errors
    from ratgeber_tools.guide import load

    folder: Path = arguments.ordner or project_root() / "ratgeber"
    if not folder.is_dir():
        raise TargetError(f"Den Ordner {folder} gibt es nicht. Nennen Sie einen Ordner mit Kapiteln.")
    guide = load(folder)
    if arguments.lesbarkeit:
        from ratgeber_tools.cli.readability_table import readability_lines

        for line in readability_lines(guide):
            print(line)
        return 0
    findings = run_checks(guide)
    print_findings(findings)
    chapters = count(len(guide.chapters), "Kapitel", "Kapitel")
    print(f"{short(guide.folder)}: {chapters} geprüft, {summary(findings)}.")
    return 1 if has_errors(findings) else 0
