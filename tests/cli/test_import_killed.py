"""An import that is killed at any moment leaves the old chapter or the merged one, whole, and the next one ends it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from killed_runs import states_of_a_run
from ratgeber_tools.cli import main
from word_editing import edit

SOURCE = "---\nstatus: entwurf\n---\n\n# Hort\n\nFragen Sie im Rathaus.\n\nEin Satz.\n"
MERGED = SOURCE.replace("Rathaus", "Bürgerbüro")

JOB = """
from ratgeber_tools.cli import main

def job(folder):
    assert main(["import", "back.docx"]) == 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a thing of Unix")
def test_a_kill_at_any_moment_leaves_the_old_chapter_or_the_merged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "projekt"
    section = project / "ratgeber" / "schulanfang"
    section.mkdir(parents=True)
    (project / "conf.py").write_text("", encoding="utf-8")
    (section / "index.md").write_text("# Teil A\n", encoding="utf-8")
    (section / "hort.md").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["export", "schulanfang/hort", "--nach", "hinaus"]) == 0
    edit(project / "hinaus" / "schulanfang-hort.docx", project / "back.docx", ("Rathaus", "Bürgerbüro"))

    states = []
    for copy in states_of_a_run(project, JOB):
        states.append((copy / "ratgeber" / "schulanfang" / "hort.md").read_text(encoding="utf-8"))
        assert states[-1] in (SOURCE, MERGED), copy.name
        monkeypatch.chdir(copy)
        assert main(["import", "back.docx"]) == 0
        assert (copy / "ratgeber" / "schulanfang" / "hort.md").read_text(encoding="utf-8") == MERGED
        assert len(list(copy.glob("ratgeber/redaktion/ausgaben/*/gelesen/*.json"))) == 1  # with the chapter, or not
        assert not [path for path in copy.rglob("*") if path.name.startswith(".import")]
        assert list((copy / "eingang" / "berichte").glob("schulanfang-hort-back-*.rueckweg.md"))
    assert states[0] == SOURCE
    assert states[-1] == MERGED
    assert len(states) > 10
