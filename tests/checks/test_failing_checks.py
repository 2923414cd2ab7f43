"""A check that fails is our bug: it costs that check of that chapter, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ratgeber_tools.checks import CHECKS, links, placeholders, run_checks
from ratgeber_tools.cli import main
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, chapters, load

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.md").write_text("# Ratgeber\n", encoding="utf-8")
    (tmp_path / "gut.md").write_text(f"{HEAD}# Gut\n\nTODO [x](schlimm.md) [y](fehlt.md)\n", encoding="utf-8")
    (tmp_path / "schlimm.md").write_text(f"{HEAD}# Schlimm\n\nTODO\n", encoding="utf-8")
    return tmp_path


def stumbling(guide: Guide) -> Iterator[Finding]:
    for chapter in guide:
        if chapter.name == "schlimm":
            raise IndexError("list index out of range")
        yield Finding(Code.PLACEHOLDER, f"{chapter.name} ist geprüft.", path=chapter.path, line=1)


def test_a_check_that_fails_on_a_chapter_is_told_and_looks_at_the_others(folder: Path) -> None:
    mistake, index, good = sorted(run_checks(load(folder), [stumbling]), key=lambda finding: finding.code.name)[::-1]
    assert (mistake.code, mistake.path, mistake.severity.value) == (Code.TOOL_MISTAKE, folder / "schlimm.md", "Fehler")
    assert "Prüfung „test_failing_checks“ von schlimm.md: Das Werkzeug hat einen Fehler gemacht" in mistake.text
    assert "IndexError: list index out of range; test_failing_checks.py, Zeile " in mistake.text
    assert {index.text, good.text} == {"index ist geprüft.", "gut ist geprüft."}


def test_a_failing_check_neither_stops_nor_misleads_the_others(folder: Path) -> None:
    def check(guide: Guide) -> Iterator[Finding]:
        yield from links.check(guide)
        for chapter in guide:
            assert chapter.name != "schlimm"

    found = run_checks(load(folder), [check, placeholders.check])
    assert {(finding.code, finding.path.stem) for finding in found if finding.path} == {
        (Code.PLACEHOLDER, "gut"),
        (Code.LINK_BROKEN, "gut"),
        (Code.PLACEHOLDER, "schlimm"),
        (Code.TOOL_MISTAKE, "schlimm"),
    }


def test_a_check_that_fails_whatever_the_chapter_is_told_for_the_guide(folder: Path) -> None:
    def check(guide: Guide) -> Iterator[Finding]:
        if sum(1 for _ in guide) > 1:
            raise RuntimeError
        yield from ()

    [finding] = run_checks(load(folder), [check])
    assert (finding.code, finding.path) == (Code.TOOL_MISTAKE, folder)


def test_a_chapter_that_cannot_be_parsed_costs_that_chapter(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = chapters.myst.read_chapter_text

    def read(text: str, *, path: Path) -> object:
        if "Schlimm" in text:
            raise RecursionError("maximum recursion depth exceeded")
        return sound(text, path=path)

    monkeypatch.setattr(chapters.myst, "read_chapter_text", read)
    found = run_checks(load(folder), CHECKS)
    assert [finding.path for finding in found if finding.code is Code.TOOL_MISTAKE] == [folder / "schlimm.md"]
    assert Code.PLACEHOLDER in {finding.code for finding in found if finding.path == folder / "gut.md"}
    assert main(["check", str(folder)]) == 1
    shown = capsys.readouterr()
    assert "schlimm.md: Fehler [werkzeug-fehler]: schlimm.md: Das Werkzeug hat einen Fehler gemacht" in shown.out
    assert "Traceback" not in shown.out + shown.err
