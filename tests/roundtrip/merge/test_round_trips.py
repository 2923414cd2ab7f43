"""Random returns of small chapters, edited on Word's XML: what was read is not read twice, and nobody's word is lost.

A few run by default.  `RUECKWEGE=2000` runs so many, from the seed `RUECKWEGE_AB` on, so that they can be run in
slices; `RUECKWEGE_LIBREOFFICE=1` saves half of the files in LibreOffice first.  The figures are printed with `-rP`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ratgeber_tools import office
from round_trip_chapters import CHAPTERS
from round_trips import Figures, RoundTrip, project

_COUNT = int(os.environ.get("RUECKWEGE", "8"))
_FIRST = int(os.environ.get("RUECKWEGE_AB", "0"))
_RESAVES = bool(os.environ.get("RUECKWEGE_LIBREOFFICE"))


#: Trips that once went wrong, by what the reviewers did, and how many edits each makes at most.
_ONCE_WRONG = {
    "both took the same list apart, each in her way": (60035, 2),
    "what one side made items of went to another list": (50113, 5),
    "items joined here, parted there": (50225, 5),
    "struck here, in another list there": (60142, 5),
    "struck here, made a list there": (50151, 5),
    "her own additions joined in her second file": (40111, 5),
    "her own addition parted in her second file": (40766, 5),
    "both struck the same, so that nothing changed": (50229, 5),
    "two sentences of like phrase at one place by two people": (99044, 5),
    "a word went into an item that was a sentence of another paragraph": (94055, 2),
}


def run(root: Path, first: int, count: int, *, resaves: bool = False, edits: int = 5) -> Figures:
    figures = Figures()
    names = list(CHAPTERS)
    for seed in range(first, first + count):
        name = names[seed % len(names)]
        folder = root / str(seed)
        chapter = project(folder, name, CHAPTERS[name], versioned=seed % 3 != 0)  # some keep their guide without git
        trip = RoundTrip(folder, chapter, str(seed), resaves=resaves, edits=edits)
        figures.add(trip.run())
        if trip.figures.faults:
            print("\n".join([f"-- {seed}", *trip.log]))
    print(f"erste Lesungen {figures.first}, mit Konflikt {figures.with_conflict}, weitere Lesungen {figures.again}")
    return figures


def test_nothing_is_lost_or_doubled_and_nothing_changes_when_a_file_is_read_again(tmp_path: Path) -> None:
    figures = run(tmp_path, _FIRST, _COUNT, resaves=_RESAVES)
    assert figures.first >= _COUNT
    assert figures.again >= _COUNT
    assert figures.faults == []
    assert figures.back == []


@pytest.mark.parametrize("what", _ONCE_WRONG)
def test_a_trip_that_once_went_wrong_does_not_again(what: str, tmp_path: Path) -> None:
    seed, edits = _ONCE_WRONG[what]
    figures = run(tmp_path, seed, 1, edits=edits)
    assert (figures.faults, figures.back) == ([], [])


@pytest.mark.office
@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_the_same_content_saved_in_libreoffice_is_the_same_file(tmp_path: Path) -> None:
    figures = run(tmp_path, 3, 1, resaves=True)
    assert figures.faults == []
