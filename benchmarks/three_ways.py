"""One chapter changed at the desk, by a Word file that comes back and by a push, all at once: is anything lost?

The hands are those of the tests (`tests/desk/three_ways.py`); here there are more rounds, and threads.  The rounds go
in stretches, each on a guide of its own and by a seed of its own; a stretch that was run with this very tool is kept,
so that a measurement that was broken off goes on where it was.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.cache.digests import tool_digest
from ratgeber_tools.cache.store import Cache, key_of

_STRETCHES, _ROUNDS = 8, 25
_KEPT = Path("_build", "benchmark", "dreiwege")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What became of one stretch of rounds; `wrong` in words."""

    rounds: int
    words: int
    conflicts: int
    refusals: int
    wrong: tuple[str, ...] = ()


def measure(root: Path, scratch: Path, _peers: Peers) -> list[Table]:
    for place in ("tests", "tests/guard"):
        sys.path.insert(0, str(root / place))
    stretches = list(_stretches(Cache(root / _KEPT), scratch))
    wrong = [f"{seed}: {each}" for seed, stretch in enumerate(stretches) for each in stretch.wrong]
    figures = [
        sum(each.rounds for each in stretches),
        sum(each.words for each in stretches),
        len(wrong),
        sum(each.conflicts for each in stretches),
        sum(each.refusals for each in stretches),
    ]
    return [
        Table(
            "Redaktionstisch, Rückgabe aus Word und git push zugleich an einem Kapitel",
            ["Runden", "bestätigte Wörter", "verloren, doppelt oder nicht ganz", "Konflikte", "noch einmal versucht"],
            [[str(figure) for figure in figures]],
        ),
        *([Table("Was nicht stimmt", ["Anfang: was"], [[each] for each in wrong])] if wrong else []),
    ]


def _stretches(cache: Cache, scratch: Path) -> Iterator[Stretch]:
    for seed in range(_STRETCHES):
        key = key_of(tool_digest(), str(seed), str(_ROUNDS))
        kept = cache.read(key)
        stretch = Stretch(**json.loads(kept)) if kept is not None else _run(scratch / str(seed), seed)
        if kept is None and not stretch.wrong:
            cache.write(key, json.dumps(asdict(stretch)).encode())
        print(f"  {seed + 1} von {_STRETCHES}: {stretch}", file=sys.stderr, flush=True)
        yield stretch


def _run(folder: Path, seed: int) -> Stretch:
    folder.mkdir()
    ways = importlib.import_module("desk.three_ways").ThreeWays(folder, Random(seed), is_concurrent=True)
    try:
        ways.run(_ROUNDS)
        wrong = ways.check()
    except Exception as error:  # whatever it is, it is a finding, and the next stretches are to be run all the same
        wrong = [repr(error)]
    finally:
        ways.close()
    return Stretch(_ROUNDS, len(ways.words), ways.conflicts, ways.refusals.total(), tuple(wrong))
