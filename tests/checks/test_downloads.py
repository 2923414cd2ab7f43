"""What a chapter may offer for download: files in a folder for it, never the editors' own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.checks import downloads
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.offering import may_be_offered, may_be_shown

HEAD = "---\nstatus: entwurf\nzustaendig: Amt\nstand: 24.11.2026\n---\n# Titel\n\n"


@pytest.mark.parametrize(
    ("path", "is_offered", "is_shown"),
    [
        ("formulare/antrag.pdf", True, True),
        ("anhang/formulare/antrag.pdf", True, True),
        ("Formulare/antrag.pdf", True, True),
        ("bilder/plakat.png", True, True),
        ("film/film.mp4", False, True),
        ("anhang/antrag.pdf", False, True),
        ("antrag.pdf", False, True),
        ("formulare", False, True),
        ("redaktion/formulare/liste.pdf", False, False),
        ("Redaktion/protokoll.pdf", False, False),
        ("daten/fakten.yaml", False, False),
        ("DATEN/formulare/x.pdf", False, False),
        ("../formulare/x.pdf", False, False),
        ("../../etc/formulare/passwd", False, False),
        ("formulare/.geheim", False, False),
        (".git/formulare/x", False, False),
        ("/formulare/x.pdf", False, False),
        ("", False, False),
    ],
)
def test_one_rule_says_what_readers_may_get(path: str, is_offered: bool, is_shown: bool) -> None:
    assert (may_be_offered(path), may_be_shown(path)) == (is_offered, is_shown)


@pytest.mark.parametrize(
    "text",
    [
        "{download}`Liste <../redaktion/liste.pdf>`",
        "{download}`../daten/fakten.yaml`",
        "[Liste](../redaktion/liste.pdf)",
        "![Skizze](../redaktion/skizze.png)",
        "[Fakten](/daten/fakten.yaml)",
        "{download}`Bericht <bericht.pdf>`",
    ],
)
def test_a_chapter_that_offers_a_working_paper_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    for name in ("redaktion/liste.pdf", "redaktion/skizze.png", "daten/fakten.yaml", "teil/bericht.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "teil" / "a.md").write_text(f"{HEAD}Text.\n\n{text}\n", encoding="utf-8")
    (finding,) = downloads.check(load(tmp_path))
    assert (finding.code, finding.line) == (Code.FILE_INTERNAL, 10)


def test_forms_and_pictures_may_be_offered(tmp_path: Path) -> None:
    for name in ("formulare/antrag.pdf", "bilder/plan.png"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"x")
    text = "{download}`Antrag <formulare/antrag.pdf>`\n\n[Plan](bilder/plan.png)\n"
    (tmp_path / "a.md").write_text(HEAD + text, encoding="utf-8")
    assert list(downloads.check(load(tmp_path))) == []
