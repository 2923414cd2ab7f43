"""`python -m benchmarks.answers`: the parents' questions alone, without the tools the other suites compare with."""

from __future__ import annotations

from pathlib import Path

from benchmarks.answers import measure
from benchmarks.measure import as_markdown
from benchmarks.peers import Peers

if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    print(as_markdown(measure(root, root, Peers(Path(), Path(), "", Path()))))
