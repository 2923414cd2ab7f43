"""`ratgeber editor`: builds the browser's editor anew, for those who change its sources."""

from __future__ import annotations

import argparse

from ratgeber_tools.cli.output import say

EXAMPLES = ("editor",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Build, say what is another now, and return 0."""
    from ratgeber_tools.desk import bundle

    changed = bundle.write(bundle.built())
    say(f"Neu gebaut: {', '.join(changed)}" if changed else "Der Editor ist schon auf dem neuesten Stand.")
    return 0
