"""What parents read first and the sources go out with a chapter, and come back into its head or before the editors."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.cli import main
from word_editing import edit

SOURCE = """\
---
status: entwurf
zustaendig: Jugendamt
kurz:
  - Der Hort hat bis 17 Uhr auf.
  - "Das kostet: nichts."
quellen:
  - titel: Satzung der Stadt
    stand: 1. März 2026
    vertrauen: amtlich
---

# Hort

Im Hort sind Kinder nach der Schule.
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt"
    (root / "ratgeber" / "schulanfang").mkdir(parents=True)
    (root / "ratgeber" / "schulanfang" / "index.md").write_text("# Teil\n", encoding="utf-8")
    (root / "conf.py").write_text("", encoding="utf-8")
    chapter(root).write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def chapter(root: Path) -> Path:
    return root / "ratgeber" / "schulanfang" / "hort.md"


def came_back(root: Path, *changes: tuple[str, str]) -> str:
    """Export the chapter, change the file, take it in; return the chapter's source."""
    assert main(["export", "schulanfang/hort", "--nach", "Ausgabe"]) == 0
    back = edit(root / "Ausgabe" / "schulanfang-hort.docx", root / "zurück.docx", *changes)
    assert main(["import", str(back)]) == 0
    return chapter(root).read_text(encoding="utf-8")


def report(root: Path) -> str:
    [path] = (root / "eingang" / "berichte").glob("*.md")
    return " ".join(path.read_text(encoding="utf-8").split())


def test_lines_of_the_head_nobody_touched_change_nothing(project: Path) -> None:
    assert came_back(project, ("nach der Schule", "am Nachmittag")) == SOURCE.replace(
        "nach der Schule", "am Nachmittag"
    )


def test_a_sentence_parents_read_first_goes_back_into_the_head(project: Path) -> None:
    assert came_back(project, ("17 Uhr", "16 Uhr")) == SOURCE.replace("17 Uhr", "16 Uhr")
    assert "wurde „Der Hort hat bis 16 Uhr auf.“" in report(project)


def test_a_sentence_that_yaml_would_take_for_something_else_stays_a_sentence(project: Path) -> None:
    assert '  - "Das kostet: 10 Euro."\n' in came_back(project, ("kostet: nichts", "kostet: 10 Euro"))


def test_a_changed_source_is_a_note_in_the_chapter(project: Path) -> None:
    text = came_back(project, ("1. März 2026", "1. Mai 2026"))
    assert text.startswith(SOURCE)
    assert "Im Kopf soll stehen: „Satzung der Stadt, 1. Mai 2026“" in " ".join(text.split())


def test_a_sentence_the_editors_changed_meanwhile_is_not_overwritten_and_none_is_lost(project: Path) -> None:
    assert main(["export", "schulanfang/hort", "--nach", "Ausgabe"]) == 0
    back = edit(project / "Ausgabe" / "schulanfang-hort.docx", project / "zurück.docx", ("17 Uhr", "16 Uhr"))
    chapter(project).write_text(SOURCE.replace("bis 17 Uhr", "bis 18 Uhr"), encoding="utf-8")
    assert main(["import", str(back)]) == 0
    text = chapter(project).read_text(encoding="utf-8")
    assert text.startswith(SOURCE.replace("bis 17 Uhr", "bis 18 Uhr"))
    assert "Im Kopf soll stehen: „Der Hort hat bis 16 Uhr auf.“" in " ".join(text.split())


def test_the_same_answer_again_says_that_it_was_read(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = came_back(project, ("17 Uhr", "16 Uhr"))
    assert main(["import", "zurück.docx"]) == 0
    assert chapter(project).read_text(encoding="utf-8") == text
    assert "unverändert" in capsys.readouterr().out


def test_in_a_file_of_several_chapters_each_head_comes_back_to_its_own(project: Path) -> None:
    other = project / "ratgeber" / "schulanfang" / "essen.md"
    other.write_text(SOURCE.replace("Hort", "Essen").replace("17 Uhr", "12 Uhr"), encoding="utf-8")
    assert main(["export", "schulanfang/hort", "schulanfang/essen", "--ein-dokument", "--nach", "Ausgabe"]) == 0
    [sent] = (project / "Ausgabe").glob("*.docx")
    back = edit(sent, project / "zurück.docx", ("12 Uhr", "13 Uhr"))
    assert main(["import", str(back)]) == 0
    assert chapter(project).read_text(encoding="utf-8") == SOURCE
    assert "  - Der Essen hat bis 13 Uhr auf.\n" in other.read_text(encoding="utf-8")
