"""The reader of a command's output may go away at any moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_reader_that_went_away_ends_the_command_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "ratgeber").mkdir()
    (tmp_path / "conf.py").touch()
    (tmp_path / "Makefile").write_text("help: ## zeigt dies\n", encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "ratgeber_tools.cli", "ziele"],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
