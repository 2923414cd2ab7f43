from __future__ import annotations

import io
import json
import warnings
from pathlib import Path

import pytest
from sphinx.deprecation import RemovedInSphinx11Warning
from sphinx_building import HEAD, ROOT

from ratgeber_tools.sphinx_ext.warm import main


def orders(guide: Path, target: Path, *saves: str) -> list[dict[str, str | None]]:
    """Have a warm Sphinx build before and after each of `saves`, texts of the chapter."""

    def lines() -> object:
        yield "bauen\n"
        for text in saves:
            (guide / "index.md").write_text(HEAD + text, encoding="utf-8")
            yield "bauen\n"

    answers = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RemovedInSphinx11Warning)  # myst-parser 5.2 still uses what goes
        main([str(guide), str(ROOT), str(target), "ratgeber_pruefen=0"], lines(), answers)  # type: ignore[arg-type]
    return [json.loads(line) for line in answers.getvalue().splitlines()]


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    folder = tmp_path / "ratgeber"
    folder.mkdir()
    (folder / "index.md").write_text(f"{HEAD}# Titel\n", encoding="utf-8")
    return folder


def test_each_order_builds_what_was_saved_and_tells_what_sphinx_said(guide: Path, tmp_path: Path) -> None:
    first, second = orders(guide, tmp_path / "bau", "# Titel\n\nNeue Wörter. {gibtesnicht}`x`\n")
    assert first == {"warnings": "", "failure": None}
    assert "Neue Wörter." in (tmp_path / "bau" / "html" / "index.html").read_text(encoding="utf-8")
    assert second["failure"] is None
    assert "gibtesnicht" in str(second["warnings"])


def test_a_missing_picture_does_not_keep_the_page_from_being_seen(guide: Path, tmp_path: Path) -> None:
    _, second = orders(guide, tmp_path / "bau", "# Titel\n\nTrotzdem da. ![Bild](fehlt.png)\n")
    assert second["failure"] is None
    assert "Trotzdem da." in (tmp_path / "bau" / "html" / "index.html").read_text(encoding="utf-8")


def test_a_build_that_fails_is_told_and_the_next_one_succeeds(guide: Path, tmp_path: Path) -> None:
    (guide / "daten").mkdir()
    answers = orders(guide, tmp_path / "bau", "# Noch eins\n")
    assert [answer["failure"] for answer in answers] == [None, None]
    broken = io.StringIO()
    main([str(guide / "fehlt"), str(ROOT), str(tmp_path / "bau2")], io.StringIO("bauen\n"), broken)
    assert "ApplicationError" in str(json.loads(broken.getvalue())["failure"])
