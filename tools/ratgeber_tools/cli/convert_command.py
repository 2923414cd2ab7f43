"""`ratgeber convert`: a contribution becomes a MyST file, without being taken into the guide."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.named_places import keep_what_is_there, overwrite_option

EXAMPLES = ("convert Beitrag.docx beitrag.md",)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "beitrag", type=Path, metavar="DATEI", help="der Beitrag: .docx, mit LibreOffice auch .odt, .doc, .rtf"
    )
    parser.add_argument("ziel", type=Path, metavar="NEUE-DATEI", help="die neue Textdatei, etwa beitrag.md")
    parser.add_argument(
        "--ohne-reparatur",
        action="store_true",
        help="lässt nachgemachte Überschriften und Listen, wie sie sind",
    )
    overwrite_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.contributions.file_conversion import convert_file

    written = convert_file(
        arguments.beitrag,
        arguments.ziel,
        repair=not arguments.ohne_reparatur,
        may_replace=lambda target: keep_what_is_there([target], overwrites=arguments.ueberschreiben),
    )
    print(f"{arguments.beitrag.name} → {written.target}")
    for line in written.summary:
        print(f"  {line}")
    print(f"  Bericht: {written.report}")
    if written.backup is not None:
        print(f"  Die bisherige Fassung liegt jetzt in {written.backup}")
    return 0
