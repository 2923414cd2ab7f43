"""Every file of tests has a name of its own: pytest takes two of one name for the same, and then runs none at all."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path


def test_no_two_files_of_tests_share_a_name() -> None:
    places = defaultdict(list)
    root = Path(__file__).parent
    for path in root.rglob("test_*.py"):
        places[path.name].append(str(path.relative_to(root)))
    assert len(places) > 100
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
