"""Commands that rewrite one file at the same moment: nobody's word is lost, whoever comes second waits."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import prepared_processes

PROGRAM = Path(__file__).parent / "two_at_once.py"
ROUNDS = 3
PROCESSES = (2, 8)


@pytest.mark.skipif(sys.platform == "win32", reason="fork is a thing of Unix")
@pytest.mark.parametrize("kind", ["fakten", "freigaben", "adressen", "kalender", "format"])
def test_of_several_that_write_at_once_nothing_is_lost(tmp_path: Path, kind: str) -> None:
    command = [sys.executable, "-m", PROGRAM.stem, kind, str(ROUNDS), str(tmp_path), *map(str, PROCESSES)]
    done = prepared_processes.run(command, cwd=PROGRAM.parent, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.split() == [str(ROUNDS)] * len(PROCESSES)
