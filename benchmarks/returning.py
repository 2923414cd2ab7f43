"""Files come back at random: how often one changes anything when it is read again, and what is lost, doubled, disputed.

The round trips of the tests (`tests/round_trips.py`: chapters go out, Word's XML is edited, the chapter too, commits,
decided conflicts, several reviewers and second versions), in numbers a test run has no time for: on chapters of the
guide, and on the small ones of the tests, of some thirty sentences.  In these, five edits a side and reviewer are more
than people make: both sides change the same sentence so often that the share of conflicts says nothing, but faults
show; with two edits it is as in a real chapter.  In one of twenty trips LibreOffice saves half of the files.

`RUECKWEGE` is how many trips there are of each kind, `RUECKWEGE_AB` the first seed, so that it can be run in slices;
what went wrong is named with its seed.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measure import Table
from benchmarks.merging import CHAPTERS
from benchmarks.peers import Peers
from ratgeber_tools import office

_COUNT = int(os.environ.get("RUECKWEGE", "40"))
_FIRST = int(os.environ.get("RUECKWEGE_AB", "0"))
_RESAVED = 20  # one trip of so many
_FEW_EDITS = 2
_HEADER = [
    "Kapitel", "Rückwege", "erste Lesungen", "davon mit Konflikt", "weitere Lesungen", "davon mit Änderung", "verloren",
    "doppelt", "wieder da", "abgelehnt",
]  # fmt: skip


def measure(root: Path, scratch: Path, peers: Peers) -> list[Table]:
    sys.path.insert(0, str(root / "tests"))  # the trips are the tests' own
    trips, chapters = importlib.import_module("round_trips"), importlib.import_module("round_trip_chapters")
    guide = root / "ratgeber"
    own = {name: (guide / f"{name}.md").read_text(encoding="utf-8") for name in CHAPTERS}
    lines = [
        _line("aus dem Ratgeber", trips, own, scratch / "ratgeber", data=guide),
        _line("klein", trips, chapters.CHAPTERS, scratch / "klein", edits=_FEW_EDITS),
        _line("klein, dicht bearbeitet", trips, chapters.CHAPTERS, scratch / "dicht"),
    ]
    return [Table(f"Rückwege: {_COUNT} je Zeile, ab {_FIRST}", _HEADER, lines)]


def _line(
    kind: str, trips: Any, chapters: dict[str, str], scratch: Path, *, data: Path | None = None, edits: int = 5
) -> Sequence[str]:
    figures = trips.Figures()
    names = list(chapters)
    for seed in range(_FIRST, _FIRST + _COUNT):
        name, folder = names[seed % len(names)], scratch / str(seed)
        chapter = trips.project(folder, name, chapters[name], data=data, versioned=seed % 3 != 0)
        resaves = seed % _RESAVED == 0 and office.program() is not None
        with contextlib.redirect_stdout(io.StringIO()):
            found = trips.RoundTrip(folder, chapter, str(seed), resaves=resaves, edits=edits).run()
        figures.add(found)
        for fault in (*found.faults, *found.back):
            print(f"  {kind}: {fault}", file=sys.stderr, flush=True)
        shutil.rmtree(folder)
    share = f"{100 * figures.with_conflict / max(1, figures.first):.1f} %".replace(".", ",")
    lists = (figures.changed_again, figures.lost, figures.doubled, figures.back, figures.refused)
    counts = map(str, (figures.again, *map(len, lists)))
    return [kind, str(_COUNT), str(figures.first), f"{figures.with_conflict} ({share})", *counts]
