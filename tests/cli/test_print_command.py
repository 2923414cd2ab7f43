"""`ratgeber print`: what lies in `_build/print` afterwards, what is said, exit codes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from ratgeber_tools.cli import main, print_command

ROOT = Path(__file__).parents[2]
HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n"
TOWN = "titel_des_ratgebers: Ratgeber\nauskunft: amt\nredaktion: amt\nbroschuere:\n  gilt_bis: 31.07.2028\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the real settings, one chapter and one office, as the current folder."""
    shutil.copy(ROOT / "conf.py", tmp_path)
    guide = tmp_path / "ratgeber"
    (guide / "daten").mkdir(parents=True)
    (guide / "index.md").write_text("# Ratgeber\n\n```{toctree}\na\n```\n", encoding="utf-8")
    (guide / "a.md").write_text(f"{HEAD}# A\n\nText.\n", encoding="utf-8")
    (guide / "daten" / "kommune.yaml").write_text(TOWN, encoding="utf-8")
    office = "amt:\n  name: Schulamt\n  art: Amt\n  zustaendig: amt\n"
    (guide / "daten" / "anlaufstellen.yaml").write_text(office, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_everything_for_paper_lies_in_one_folder_and_until_then_what_was_there_before(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = project / "_build" / "print" / "alt.pdf"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"alt")
    seen: list[list[Path]] = []

    def last_step(*arguments: object) -> None:
        seen.append(list(stale.parent.iterdir()))
        append_to_report(*arguments)  # type: ignore[arg-type]

    append_to_report = print_command._append_to_report
    monkeypatch.setattr(print_command, "_append_to_report", last_step)
    assert main(["print"]) == 0
    assert seen == [[stale]]
    said = capsys.readouterr().out
    target = project / "_build" / "print"
    assert not stale.exists()
    assert "Ratgeber: _build/print/elternratgeber-druck.pdf (8 Seiten)" in said
    assert "Das ist ein Probedruck" in said  # the chapter is a draft
    assert "Heft: 2 Bogen A4" in said
    assert "Prüfbericht: _build/print/preflight.md" in said
    with pikepdf.open(target / "elternratgeber-druck.pdf") as press_file:
        assert len(press_file.pages) == 8
    report = (target / "preflight.md").read_text(encoding="utf-8")
    assert "### PDF/X-4" in report
    assert "## Heft, Einlegeblatt, Kalender und Karten" in report


def test_a_cover_apart_is_a_file_and_part_of_the_office_booklet(project: Path) -> None:
    with (project / "ratgeber" / "daten" / "kommune.yaml").open("a", encoding="utf-8") as file:
        file.write("  umschlag_getrennt: ja\n")
    assert main(["print"]) == 0
    target = project / "_build" / "print"
    with pikepdf.open(target / "elternratgeber-umschlag-druck.pdf") as cover:
        assert len(cover.pages) == 4
    with (
        pikepdf.open(target / "elternratgeber-druck.pdf") as inner,
        pikepdf.open(target / "elternratgeber-heft-a4.pdf") as booklet,
    ):
        assert len(booklet.pages) * 2 == len(inner.pages) + 4


def test_what_cannot_be_printed_ends_with_a_sentence_and_no_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "ratgeber" / "b.png").write_bytes(b"kein Bild")
    (project / "ratgeber" / "a.md").write_text(f"{HEAD}# A\n\n![Bild](b.png)\n", encoding="utf-8")
    assert main(["print"]) == 1
    said = capsys.readouterr().out
    assert "Für den Druck wurde nichts geschrieben" in said
    assert "ratgeber/a.md, Zeile" in said
    assert "Traceback" not in said
    assert not (project / "_build" / "print").exists()


def test_the_booklet_is_made_of_what_is_released_and_says_so_before_there_is_any(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["print", "--heft"]) == 1
    assert "ratgeber print --heft --entwurf" in capsys.readouterr().err
    assert main(["print", "--heft", "--entwurf"]) == 0
    said = capsys.readouterr().out
    assert "Ratgeber: _build/heft/elternratgeber-kurzheft-druck.pdf (4 Seiten)" in said
    assert "Das ist ein Probedruck" in said
    assert "Heft: 1 Bogen A4" in said
    assert not (project / "_build" / "print").exists()


def test_the_budget_of_the_booklet_names_what_is_longest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "".join(f"Zeile {number}.\n\n" for number in range(90))
    (project / "ratgeber" / "a.md").write_text(
        f"{HEAD.removesuffix('---' + chr(10))}kurzheft: ganz\n---\n# A\n\n{lines}", encoding="utf-8"
    )
    assert main(["check", "--heft", "4"]) == 1
    said = capsys.readouterr().out
    assert "Das Kurzheft hat 8 Seiten, 4 mehr als 4. Am längsten sind: „A“ (" in said
    assert main(["check", "--heft", "8"]) == 0
    assert main(["check", "--heft", "1"]) == 1
