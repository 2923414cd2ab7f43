"""A program that lives long reads only what was saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import run_checks
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import remembered
from ratgeber_tools.guide.remembered import RememberedGuide

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"


def test_only_a_saved_chapter_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    original = remembered.read_chapter
    monkeypatch.setattr(
        remembered, "read_chapter", lambda path, *, name: read.append(name) or original(path, name=name)
    )
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"{HEAD}# {name}\n", encoding="utf-8")
    guide = RememberedGuide(tmp_path)
    assert run_checks(guide.load()) == []
    (tmp_path / "b.md").write_text(f"{HEAD}# b\n\n[weg](c.md)\n", encoding="utf-8")
    assert [finding.code for finding in run_checks(guide.load())] == [Code.LINK_BROKEN]
    assert read == ["a", "b", "b"]


def test_a_deleted_chapter_is_missed_by_whoever_links_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{HEAD}# a\n\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "b.md").write_text(f"{HEAD}# b\n", encoding="utf-8")
    guide = RememberedGuide(tmp_path)
    assert run_checks(guide.load()) == []
    (tmp_path / "b.md").unlink()
    assert [finding.code for finding in run_checks(guide.load())] == [Code.LINK_BROKEN]


def test_a_value_that_was_saved_is_there_and_the_records_are_put_together_once(tmp_path: Path) -> None:
    guide = RememberedGuide(tmp_path)
    (tmp_path / "daten").mkdir()
    facts = tmp_path / "daten" / "fakten.yaml"
    facts.write_text("preis:\n  titel: Preis\n  wert: 10 Euro\n", encoding="utf-8")
    first = guide.load()
    assert guide.load().data is first.data
    facts.write_text("preis:\n  titel: Preis\n  wert: 12 Euro\n", encoding="utf-8")
    assert guide.load().data.records.facts["preis"].value == "12 Euro"
    assert first.data.records.facts["preis"].value == "10 Euro"
