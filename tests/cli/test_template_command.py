from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from ratgeber_tools.cli import main
from ratgeber_tools.data import dates


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dates, "local_today", lambda: date(2026, 11, 24))


NAME = "beitrag-vorlage-2026-11-24.docx"


def test_the_template_is_written_under_its_own_name_with_the_day_by_default() -> None:
    assert main(["vorlage"]) == 0
    assert [path.name for path in Path().iterdir()] == [NAME]


def test_a_name_that_ends_like_a_template_makes_one() -> None:
    assert main(["vorlage", "a.dotx"]) == 0
    with zipfile.ZipFile("a.dotx") as archive:
        assert b"wordprocessingml.template.main+xml" in archive.read("[Content_Types].xml")


def test_the_example_is_longer_than_the_empty_template() -> None:
    assert main(["vorlage", "leer.docx"]) == 0
    assert main(["vorlage", "voll.docx", "--beispiel"]) == 0
    assert Path("voll.docx").stat().st_size > Path("leer.docx").stat().st_size


def test_a_template_that_is_there_is_never_overwritten_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.docx").write_bytes(b"angefangener Beitrag")
    assert main(["vorlage", "a.docx"]) == 1
    assert "--ueberschreiben" in capsys.readouterr().err
    assert Path("a.docx").read_bytes() == b"angefangener Beitrag"
    assert main(["vorlage", "a.docx", "--ueberschreiben"]) == 0
    assert Path("a.docx").read_bytes().startswith(b"PK")


def test_a_folder_as_target_gets_the_file_inside() -> None:
    Path("ordner").mkdir()
    assert main(["vorlage", "ordner"]) == 0
    assert Path("ordner", NAME).exists()
