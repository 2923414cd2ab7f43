"""`ratgeber ziele`: the Makefile's targets with their comments."""

from __future__ import annotations

import argparse
import re

from ratgeber_tools.cli.output import say
from ratgeber_tools.cli.project import project_root

EXAMPLES = ("ziele",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print each target documented with `##` and return 0."""
    print("make ohne Angabe richtet ein und baut die Arbeitsfassung. Außerdem:\n")
    for line in (project_root() / "Makefile").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"([a-z]+):.*?## (.*)", line):
            say(f"  make {found[1]:<10} {found[2]}")
    return 0
