from __future__ import annotations

import tempfile
from pathlib import Path

import docx
import pytest

from ratgeber_tools.cli import main
from ratgeber_tools.readers import ReadResult, word


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    document = docx.Document()
    document.add_paragraph().add_run("Der Hort").bold = True
    document.add_paragraph("Ein Satz. Noch einer, der lang genug ist, um Text zu sein.")
    document.save("Beitrag.docx")
    return tmp_path / "Beitrag.docx"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_word_file_becomes_text_and_a_report(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "Beitrag.docx", "out.md"]) == 0
    assert names(source.parent) == {"Beitrag.docx", "out.md", "out.bericht.md"}
    assert Path("out.md").read_text(encoding="utf-8").startswith("# Der Hort\n\nEin Satz.\nNoch einer")
    assert "Bericht: out.bericht.md" in capsys.readouterr().out


def test_without_repair_a_bold_line_stays_a_paragraph(source: Path) -> None:
    assert main(["convert", "Beitrag.docx", "out.md", "--ohne-reparatur"]) == 0
    assert Path("out.md").read_text(encoding="utf-8").startswith("**Der Hort**\n")


def test_converting_again_keeps_an_edited_result(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.md").write_text("von Hand\n", encoding="utf-8")
    assert main(["convert", "Beitrag.docx", "out.md"]) == 1
    assert "out.md gibt es schon." in capsys.readouterr().err
    assert names(source.parent) == {"Beitrag.docx", "out.md"}
    for expected in ({"out.bisher-1.md"}, set()):
        before = names(source.parent)
        assert main(["convert", "Beitrag.docx", "out.md", "--ueberschreiben"]) == 0
        assert names(source.parent) - before - {"out.bericht.md"} == expected
    assert Path("out.bisher-1.md").read_text(encoding="utf-8") == "von Hand\n"
    assert "Die bisherige Fassung liegt jetzt in out.bisher-1.md" in capsys.readouterr().out


def test_a_bug_of_ours_is_told_in_german_with_the_place_of_its_details(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(path: Path, *, repair: bool) -> ReadResult:
        raise IndexError("list index out of range")

    monkeypatch.setattr(word, "read", read)
    monkeypatch.setattr(tempfile, "tempdir", str(source.parent))
    assert main(["convert", "Beitrag.docx", "out.md"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("ratgeber convert: Das Werkzeug hat einen Fehler gemacht, nicht Sie (IndexError: ")
    [details] = source.parent.glob("ratgeber-fehler-*.txt")
    assert told.strip().endswith(f"Einzelheiten stehen in {details}.")
    assert "Traceback" in details.read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert not Path("out.md").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fehlt.docx", "out.md"], "fehlt.docx: Diese Datei gibt es nicht"),
        (["kaputt.docx", "out.md"], "kaputt.docx"),
        (["Beitrag.docx", "ordner"], "ist ein Ordner"),
        (["Beitrag.docx", "nirgends/out.md"], "Den Ordner nirgends gibt es nicht"),
        (["Beitrag.docx", "Beitrag.docx"], "ist der Beitrag selbst"),
    ],
)
def test_what_cannot_be_done_ends_with_one_german_sentence_and_nothing_written(
    source: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    Path("ordner").mkdir()
    Path("kaputt.docx").write_bytes(b"PK\x03\x04 kaputt")
    before = {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()}
    assert main(["convert", *arguments]) == 1
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert "Traceback" not in printed.err
    assert {path: path.read_bytes() for path in source.parent.rglob("*") if path.is_file()} == before
