"""`ratgeber vorschau` stays alive whatever a build does."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import cast

import pytest

from ratgeber_tools.cli.preview_command import _renew
from ratgeber_tools.cli.sphinx_process import BuildOutcome
from ratgeber_tools.cli.warm_sphinx import WarmSphinx
from ratgeber_tools.preview.checking import Checks
from ratgeber_tools.preview.state import PreviewState


class Broken:
    def build(self) -> BuildOutcome:
        raise ValueError("no JSON")


class Idle:
    def order(self) -> None:
        pass


def test_a_bug_while_building_is_told_and_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    state = PreviewState()
    _renew(cast(WarmSphinx, Broken()), cast(Checks, Idle()), state, tmp_path)
    told = capsys.readouterr().out
    assert told.startswith(
        "Nicht gebaut: Vorschau: Das Werkzeug hat einen Fehler gemacht, nicht Sie (ValueError: no JSON"
    )
    assert state.now.failure
    assert "Traceback" not in told
