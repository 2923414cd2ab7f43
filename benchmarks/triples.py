"""Random triples of a base, ours and theirs: no word may be lost by merging them, come back or stand there twice.

What is drawn are the documents and edits of the tests (`tests/merging.py`: every kind of block, every kind of edit,
every word another), in numbers a test run has no time for.  Each triple is merged as it is when a file comes back from
Word (blocks are known by their marks), for a text copied into a new file (known by their content), and as two people
who write at the same time have it (what both put in stays).

`TRIPEL` is how many are drawn, `TRIPEL_AB` the number of the first, so that it can be run in slices; the same numbers
draw the same triples.  The first fault of a hundred is named with its number and the smallest triple that has it.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, note, seed, settings

from benchmarks.measure import Table
from benchmarks.peers import Peers
from ratgeber_tools.document import Document
from ratgeber_tools.roundtrip.merge import merge
from ratgeber_tools.writers import myst

_COUNT = int(os.environ.get("TRIPEL", "1000"))
_FIRST = int(os.environ.get("TRIPEL_AB", "0"))
_AT_ONCE = 100  # triples of one seed

WAYS: Mapping[str, Mapping[str, bool]] = {
    "aus Word zurück": {"by_lines": True},
    "in neue Datei kopiert": {},
    "zur selben Zeit geschrieben": {"keeps_both": True},
}
_HEADER = ["Zusammenführung", "Tripel", "mit Konflikt", "Fehler"]


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    """Return how many triples were merged; ends the run with the first seeds' faults if there are any."""
    sys.path.insert(0, str(root / "tests"))  # what is drawn, and what a fault is, is the tests' own
    drawing: Any = importlib.import_module("merging")
    lines, faulty = [], []
    for way, how in WAYS.items():
        done = disputed = wrong = 0
        for number in range(_FIRST, _FIRST + _COUNT, _AT_ONCE):
            seen: list[bool] = []
            fault = _fault(drawing, number, how, seen)
            done, disputed = done + len(seen), disputed + sum(seen)
            if fault:
                wrong += 1
                faulty.append(f"TRIPEL_AB={number}, {way}: {fault}")
                print(f"  {faulty[-1]}", file=sys.stderr, flush=True)
        share = f"{100 * disputed / max(1, done):.1f} %".replace(".", ",")
        lines.append([way, str(done), f"{disputed} ({share})", str(wrong)])
    table = Table(f"Tripel {_FIRST} bis {_FIRST + _COUNT - 1}: kein Wort verloren, zurück oder doppelt", _HEADER, lines)
    if faulty:
        raise SystemExit("\n\n".join(["Beim Zusammenführen geht etwas verloren oder kommt wieder.", *faulty]))
    return [table]


def _fault(drawing: Any, number: int, how: Mapping[str, bool], seen: list[bool]) -> str:
    """Return the fault of the smallest triple of a hundred that has one, with its chapters; empty for none.

    `seen` gets of every triple drawn whether it had a conflict.
    """

    @seed(number)
    @settings(max_examples=_AT_ONCE, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drawing.versions())
    def merged(versions: tuple[Document, Document, Document]) -> None:
        result = merge(*versions, **how)
        seen.append(result.conflicts > 0)
        for title, document in zip(("vorher", "hier", "dort", "zusammen"), (*versions, result.document), strict=True):
            note(f"---- {title}\n{myst.write(document)}")
        faults = drawing.faults(*versions, result.document)
        assert not faults, "; ".join(faults)

    try:
        merged()
    except AssertionError as error:
        return "\n".join([str(error).partition("\n")[0], *getattr(error, "__notes__", ())])
    return ""
