"""`ratgeber vorlage`: writes the Word template for authors."""

from __future__ import annotations

import argparse
from pathlib import Path

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.named_places import keep_what_is_there, overwrite_option

_NAME = "beitrag-vorlage"


EXAMPLES = (
    "vorlage Vorlage.docx",
    "vorlage Vorlage.docx --beispiel",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "ziel",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="NEUE-DATEI",
        help=f"die neue Word-Datei, .docx oder .dotx (sonst {_NAME} mit dem Tag)",
    )
    parser.add_argument("--beispiel", action="store_true", help="mit einem ausgefüllten Kapitel als Beispiel")
    former_name(parser, "--ersetzen", overwrite_option(parser))


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.files import replace
    from ratgeber_tools.writers.word import template

    target: Path = arguments.ziel
    if target.is_dir():
        target = target / f"{_NAME}-{local_today():%Y-%m-%d}.docx"
    keep_what_is_there([target], overwrites=arguments.ueberschreiben)
    data = template.build(with_example=arguments.beispiel, as_template=target.suffix.lower() == ".dotx")
    there = target.read_bytes() if target.exists() else None
    replace(target, data, expected=there)
    print(f"Die Vorlage liegt in {target}")
    return 0
