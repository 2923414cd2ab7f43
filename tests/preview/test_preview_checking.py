from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.preview import checking
from ratgeber_tools.preview.checking import Checks
from ratgeber_tools.preview.state import PreviewState


def test_a_bug_of_ours_is_told_and_does_not_end_the_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = PreviewState()
    moments = state.moments(patience_s=10)
    next(moments)
    answers = iter([ValueError("kaputt"), []])

    def run_checks(guide: object) -> list[object]:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(checking, "run_checks", run_checks)
    checks = Checks(tmp_path, state)
    checks.order()
    assert "kaputt" in next(moments).of_checks[0].sentence
    checks.order()
    assert next(moments).of_checks == ()
