"""`ratgeber format`: chapters one sentence a line, nothing else changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.project import project_root


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "datei", nargs="*", type=Path, help="Kapitel oder Ordner mit Kapiteln; sonst ratgeber/ im Projekt"
    )
    parser.add_argument("--pruefen", action="store_true", help="sagt nur, was umzubrechen wäre, und ändert nichts")


def run(arguments: argparse.Namespace) -> int:
    """Format files; with `--pruefen` return 1 if one has lines to break.  One bad file does not stop the others."""
    import sys

    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.editorial.formatting import chapter_files, format_file, format_in_place
    from ratgeber_tools.errors import RatgeberError

    paths = tuple(arguments.datei) or (project_root() / "ratgeber",)
    files = tuple(chapter_files(paths))
    changed, failed = 0, 0
    for path in files:
        try:
            formatted = format_file(path) if arguments.pruefen else format_in_place(path)
            if formatted.after == formatted.before:
                continue
        except RatgeberError as error:
            print(f"ratgeber format: {error}", file=sys.stderr)
            failed += 1
            continue
        changed += 1
        print(f"{short(path)}: {count(formatted.paragraphs, 'Absatz', 'Absätze')}")
    verb = "umzubrechen" if arguments.pruefen else "umgebrochen"
    print(f"{changed} von {count(len(files), 'Datei', 'Dateien')} {verb}.")
    return 1 if failed or (arguments.pruefen and changed) else 0
