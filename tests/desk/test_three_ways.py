"""The desk, a Word file that comes back and a push change one chapter: nothing is lost, and git stays whole.

All at once, 200 rounds: `python -m benchmarks --nur dreiwege`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from desk.three_ways import ThreeWays


@pytest.mark.parametrize("seed", [1, 2])
def test_a_chapter_changed_in_three_ways_keeps_every_word(tmp_path: Path, seed: int) -> None:
    ways = ThreeWays(tmp_path, Random(seed))
    ways.run(3)

    assert ways.check() == []
    assert len(ways.words) >= 9
    ways.close()
