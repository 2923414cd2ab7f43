"""`ratgeber benchmark`: run the measurements in `benchmarks/`."""

from __future__ import annotations

import argparse
import subprocess
import sys

from ratgeber_tools.cli.project import project_root

EXAMPLES = (
    "benchmark",
    "benchmark --nur import",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--nur", nargs="+", metavar="NAME", help="nur diese Messungen")


def run(arguments: argparse.Namespace) -> int:
    """Run the suites as a process of their own, so that nothing loaded here warms them up."""
    only = ["--nur", *arguments.nur] if arguments.nur else []
    return subprocess.run([sys.executable, "-m", "benchmarks", *only], cwd=project_root(), check=False).returncode
