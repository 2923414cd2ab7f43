"""`ratgeber format`: chapters one sentence a line, nothing else changed."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.calling import program
from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "format",
    "format ratgeber/schulanfang/anmeldung.md",
    "format --vorschau",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "datei",
        nargs="*",
        type=Path,
        metavar="DATEI",
        help="Kapitel, Dateien oder Ordner mit Kapiteln; sonst ratgeber/ im Projekt",
    )
    preview = parser.add_argument(
        "--vorschau", action="store_true", help="sagt nur, was umzubrechen wäre, und ändert nichts"
    )
    former_name(parser, "--pruefen", preview)


def run(arguments: argparse.Namespace) -> int:
    """Format files; with `--vorschau` return 1 if one has lines to break.  One bad file does not stop the others."""
    import sys

    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.editorial.formatting import chapter_files, format_file, format_in_place
    from ratgeber_tools.errors import RatgeberError

    paths = tuple(_file(path) for path in arguments.datei) or (project_root() / "ratgeber",)
    files = tuple(chapter_files(paths))
    changed, failed = 0, 0
    for path in files:
        try:
            formatted = format_file(path) if arguments.vorschau else format_in_place(path)
            if formatted.after == formatted.before:
                continue
        except RatgeberError as error:
            print(f"{program()} format: {error}", file=sys.stderr)
            failed += 1
            continue
        changed += 1
        print(f"{short(path)}: {count(formatted.paragraphs, 'Absatz', 'Absätze')}")
    verb = "umzubrechen" if arguments.vorschau else "umgebrochen"
    print(f"{changed} von {count(len(files), 'Datei', 'Dateien')} {verb}.")
    return 1 if failed or (arguments.vorschau and changed) else 0


def _file(path: Path) -> Path:
    """Return `path`, or the file of the chapter that is called so; raises `TargetError` if there is none."""
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.guide.chapter_names import chapter_called

    if path.exists():
        return path
    try:
        folder = project_root() / "ratgeber"
    except TargetError:  # outside a project only files have names
        return path
    known = [found.relative_to(folder).with_suffix("").as_posix() for found in sorted(folder.rglob("*.md"))]
    return folder / f"{chapter_called(str(path), known, folder=folder, here=Path.cwd())}.md"
