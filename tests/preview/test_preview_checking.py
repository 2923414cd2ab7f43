from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.findings import Code
from ratgeber_tools.preview import checking
from ratgeber_tools.preview.checking import Checker, Checks
from ratgeber_tools.preview.state import PreviewState

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


def test_only_a_saved_chapter_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = checking.read_chapter
    monkeypatch.setattr(checking, "read_chapter", lambda path, *, name: read.append(name) or original(path, name=name))
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"{HEAD}# {name}\n", encoding="utf-8")
    checker = Checker(tmp_path)
    assert checker.findings() == []
    (tmp_path / "b.md").write_text(f"{HEAD}# b\n\n[weg](c.md)\n", encoding="utf-8")
    assert [finding.code for finding in checker.findings()] == [Code.LINK_BROKEN]
    assert read == ["a", "b", "b"]


def test_a_deleted_chapter_is_missed_by_whoever_links_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{HEAD}# a\n\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"{HEAD}# b\n", encoding="utf-8")
    checker = Checker(tmp_path)
    assert checker.findings() == []
    (tmp_path / "b.md").unlink()
    assert [finding.code for finding in checker.findings()] == [Code.LINK_BROKEN]


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
