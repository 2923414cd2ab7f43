"""`ratgeber vorlage`: writes the Word template for authors."""

from __future__ import annotations

import argparse
from pathlib import Path

_TARGET = Path("beitrag-vorlage.docx")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ziel", nargs="?", type=Path, default=_TARGET, help=f"die neue Word-Datei ({_TARGET})")
    parser.add_argument("--beispiel", action="store_true", help="mit einem ausgefüllten Kapitel als Beispiel")
    parser.add_argument("--ersetzen", action="store_true", help="ersetzt eine vorhandene Datei")


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.files import write_new, write_whole
    from ratgeber_tools.writers.word import template

    target: Path = arguments.ziel
    if target.is_dir():
        target = target / _TARGET
    if target.exists() and not arguments.ersetzen:
        raise TargetError(f"{target} gibt es schon. Wählen Sie einen anderen Namen, oder rufen Sie mit --ersetzen auf.")
    write = write_whole if arguments.ersetzen else write_new
    write(target, template.build(with_example=arguments.beispiel))
    print(f"Die Vorlage liegt in {target}")
    return 0
