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


@pytest.mark.parametrize("opened", ["> ", "- ", ":::::{tipp}\n"])
def test_a_chapter_nested_without_end_is_formatted_around_it_or_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], opened: str
) -> None:
    levels = [":" * (303 - depth) + "{tipp}\n" for depth in range(300)] if "tipp" in opened else [opened] * 1500
    path = tmp_path / "tief.md"
    before = "# A\n\nEins. Zwei.\n\n" + "".join(levels) + "x. Y.\n"
    path.write_text(before, encoding="utf-8")
    code = main(["format", str(path)])
    told = capsys.readouterr()
    if "tipp" in opened:
        assert (code, path.read_text(encoding="utf-8")) == (1, before)
        assert "tief.md bleibt, wie es ist: Das Kapitel ist zu tief verschachtelt." in told.out + told.err
    else:
        assert code == 0 or "zu tief verschachtelt" in told.out + told.err
    assert "Werkzeug hat" not in told.out + told.err
