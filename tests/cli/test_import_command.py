from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import pytest

from ratgeber_tools.cli import main
from ratgeber_tools.readers import ReadResult, word


def contribution(path: Path, text: str, *, title: str = "Hort") -> Path:
    document = docx.Document()
    document.add_heading(title, level=1)
    document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "Projekt mit Leerzeichen"
    section = root / "ratgeber" / "schulanfang"
    section.mkdir(parents=True)
    (root / "conf.py").write_text("", encoding="utf-8")
    (section / "index.md").write_text("# Teil A\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def chapter(project: Path, name: str = "hort") -> Path:
    return project / "ratgeber" / "schulanfang" / f"{name}.md"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_contribution_becomes_a_chapter_with_a_german_summary(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contribution(project / "Beitrag 'Hort'.docx", "Text.")
    assert main(["import", "Beitrag 'Hort'.docx", "--nach", "schulanfang"]) == 0
    out = capsys.readouterr().out
    assert "Beitrag 'Hort'.docx → ratgeber/schulanfang/hort.md (neu)" in out
    assert "Übernommen: 1 Überschrift, 1 Absatz, 2 Wörter" in out
    assert re.search(r"Bericht: eingang/berichte/schulanfang-hort-beitrag-hort-[0-9a-f]{8}\.bericht\.md\n", out)
    assert chapter(project).exists()


def test_a_new_contribution_loads_nothing_it_does_not_need(project: Path) -> None:
    contribution(project / "a.docx", "Text.")
    program = (
        "import sys\n"
        "from ratgeber_tools.cli import main\n"
        "code = main(['import', 'a.docx', '--nach', 'schulanfang'])\n"
        "unneeded = {'pydantic', 'sphinx', 'PIL', 'docx', 'ratgeber_tools.office', 'ratgeber_tools.roundtrip.merge'}\n"
        "sys.exit(code or str(sorted(unneeded & set(sys.modules))).strip('[]'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert done.stderr.strip() == ""


def test_an_existing_chapter_is_shown_the_difference_and_kept(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter(project).write_text("# Hort\n\nVon Hand.\n", encoding="utf-8")
    contribution(project / "a.docx", "Neu.")
    assert main(["import", "a.docx", "--nach", "schulanfang"]) == 1
    printed = capsys.readouterr()
    assert "-Von Hand." in printed.out
    assert "+Neu." in printed.out
    assert "--ersetzen" in printed.err
    assert chapter(project).read_text(encoding="utf-8") == "# Hort\n\nVon Hand.\n"


@pytest.mark.parametrize(("answer", "replaced"), [("ersetzen\n", True), ("j\n", False), ("\n", False), ("", False)])
def test_on_a_terminal_only_the_word_itself_replaces_what_would_be_lost(
    project: Path, monkeypatch: pytest.MonkeyPatch, answer: str, replaced: bool
) -> None:
    chapter(project).write_text("# Hort\n\nVon Hand.\n", encoding="utf-8")
    contribution(project / "a.docx", "Neu.")
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert main(["import", "a.docx", "--nach", "schulanfang"]) == (0 if replaced else 1)
    assert ("Neu." in chapter(project).read_text(encoding="utf-8")) == replaced


def test_ersetzen_replaces_without_asking(project: Path) -> None:
    chapter(project).write_text("# Hort\n\nVon Hand.\n", encoding="utf-8")
    contribution(project / "a.docx", "Neu.")
    assert main(["import", "a.docx", "--nach", "schulanfang", "--ersetzen"]) == 0
    assert "Neu." in chapter(project).read_text(encoding="utf-8")


def test_a_folder_is_taken_in_whole_with_an_overview(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project / "eingang"
    folder.mkdir()
    contribution(folder / "2 zwei.docx", "x", title="Zwei")
    contribution(folder / "10 zehn.docx", "x", title="Zehn")
    (folder / "1 kaputt.docx").write_bytes(b"kaputt")
    assert main(["import", "eingang", "--nach", "schulanfang"]) == 1
    printed = capsys.readouterr()
    assert "1 kaputt.docx" in printed.err
    overview = printed.out[printed.out.index("Übersicht: 2 von 3 aufgenommen") :].splitlines()
    assert [line.split("→")[0].split()[-2:] for line in overview[1:4]] == [
        ["1", "kaputt.docx"], ["2", "zwei.docx"], ["10", "zehn.docx"],
    ]  # fmt: skip
    assert chapter(project, "zehn").exists()


def test_a_bug_of_ours_costs_one_file_of_a_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "beitraege"
    folder.mkdir()
    for name in ("a", "b", "c"):
        contribution(folder / f"{name}.docx", "Text.", title=f"Kapitel {name}")
    sound = word.read

    def read(path: Path, *, repair: bool = True) -> ReadResult:
        if path.name == "b.docx":
            raise IndexError
        return sound(path, repair=repair)

    monkeypatch.setattr(word, "read", read)
    monkeypatch.setattr(tempfile, "tempdir", str(project))
    assert main(["import", str(folder), "--nach", "schulanfang"]) == 1
    shown = capsys.readouterr()
    assert "b.docx: nicht aufgenommen. Das Werkzeug hat einen Fehler gemacht, nicht Sie" in shown.err
    assert "Einzelheiten stehen in" in shown.err
    assert "Traceback" not in shown.err
    assert chapter(project, "kapitel-a").exists()
    assert chapter(project, "kapitel-c").exists()
    assert "2 von 3 aufgenommen" in shown.out


def test_a_progress_bar_is_shown_on_a_terminal_only(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [contribution(project / f"{n}.docx", "x", title=f"Kapitel {n}") for n in (1, 2)]
    for stream, is_shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        main(["import", *(path.name for path in paths), "--nach", "schulanfang"])
        assert ("[############............] 1 von 2" in stream.getvalue()) == is_shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fehlt.docx", "--nach", "schulanfang"], "fehlt.docx: nicht aufgenommen. Diese Datei gibt es nicht"),
        (["a.docx", "--nach", "schule"], "Den Abschnitt „schule“ gibt es im Ratgeber nicht"),
        (["a.docx", "--nach", ""], "Den Abschnitt „“ gibt es im Ratgeber nicht"),
        (["a.docx", "--nach", "schulanfang", "--name", "../weg"], "geht als Name nicht"),
        (["a.docx", "b.docx", "--nach", "schulanfang", "--name", "x"], "nur bei einem einzelnen Beitrag"),
        (["leer", "--nach", "schulanfang"], "In diesem Ordner liegt kein Beitrag"),
    ],
)
def test_wrong_calls_end_with_one_german_sentence_and_nothing_written(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (project / "leer").mkdir()
    contribution(project / "a.docx", "x")
    contribution(project / "b.docx", "x", title="b")
    before = sorted(project.rglob("*"))
    assert main(["import", *arguments]) == 1
    assert sentence in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before


def test_outside_a_project_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["import", "a.docx", "--nach", "schulanfang"]) == 1
    assert "liegt kein Ratgeber" in capsys.readouterr().err


def test_a_new_contribution_without_a_section_is_asked_for_one(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contribution(project / "a.docx", "Text.")
    assert main(["import", "a.docx"]) == 1
    assert "a.docx: nicht aufgenommen. Geben Sie mit --nach an, in welchen Abschnitt" in capsys.readouterr().err


def test_a_preview_of_a_new_contribution_writes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contribution(project / "a.docx", "Text.")
    before = sorted(project.rglob("*"))
    assert main(["import", "a.docx", "--nach", "schulanfang", "--vorschau"]) == 0
    assert "a.docx → ratgeber/schulanfang/hort.md (Vorschau: wäre neu)" in capsys.readouterr().out
    assert sorted(project.rglob("*")) == before


def test_control_characters_of_a_contribution_never_reach_the_terminal(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chapter(project).write_text("# Hort\n", encoding="utf-8")
    contribution(project / "a.docx", "x\x9b2Jy")
    main(["import", "a.docx", "--nach", "schulanfang"])
    assert "\x9b" not in capsys.readouterr().out
