from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.cli import main


def test_a_chapter_to_be_formatted_may_be_called_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").touch()
    path = tmp_path / "ratgeber" / "schulanfang" / "hort.md"
    path.parent.mkdir(parents=True)
    path.write_text("# Hort\n\nEin Satz. Noch ein Satz.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["format", "hort"]) == 0
    assert path.read_text(encoding="utf-8") == "# Hort\n\nEin Satz.\nNoch ein Satz.\n"
    assert main(["format", "hrot"]) == 1
    assert "Das Kapitel „hrot“ gibt es nicht. Meinten Sie „schulanfang/hort“?" in capsys.readouterr().err
