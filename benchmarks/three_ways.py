"""One chapter changed at the desk, by a Word file that comes back and by a push, all at once: is anything lost?

The hands are those of the tests (`tests/desk/three_ways.py`); here there are more rounds, and threads.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from random import Random

from benchmarks.measure import Table
from benchmarks.peers import Peers

_ROUNDS, _SEED = 200, 7


def measure(root: Path, scratch: Path, _peers: Peers) -> list[Table]:
    for place in ("tests", "tests/guard"):
        sys.path.insert(0, str(root / place))
    ways = importlib.import_module("desk.three_ways").ThreeWays(scratch, Random(_SEED), is_concurrent=True)
    ways.run(_ROUNDS)
    wrong = ways.check()
    figures = [_ROUNDS, len(ways.words), len(wrong), ways.conflicts, ways.refusals.total()]
    ways.close()
    return [
        Table(
            "Redaktionstisch, Rückgabe aus Word und git push zugleich an einem Kapitel",
            ["Runden", "bestätigte Wörter", "verloren, doppelt oder nicht ganz", "Konflikte", "noch einmal versucht"],
            [[str(figure) for figure in figures]],
        ),
        *([Table("Was nicht stimmt", ["was"], [[each] for each in wrong])] if wrong else []),
    ]
