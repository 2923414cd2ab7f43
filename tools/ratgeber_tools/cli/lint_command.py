"""`ratgeber lint`: ruff and mypy over the tool."""

from __future__ import annotations

import argparse
import subprocess
import sys

from ratgeber_tools.cli.german_parser import former_name
from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "lint",
    "lint --beheben",
)


def configure(parser: argparse.ArgumentParser) -> None:
    mending = parser.add_argument("--beheben", action="store_true", help="behebt, was ruff von selbst beheben kann")
    former_name(parser, "--mend", mending)


def run(arguments: argparse.Namespace) -> int:
    """Return 0 if every tool is content; all of them run, so one call shows everything."""
    mend = arguments.beheben
    tools = (
        ("ruff", "check", *(("--fix",) if mend else ()), "."),
        ("ruff", "format", *(() if mend else ("--check",)), "."),
        ("mypy",),
    )
    codes = [
        subprocess.run([sys.executable, "-m", *tool], cwd=project_root(), check=False).returncode for tool in tools
    ]
    return 1 if any(codes) else 0
