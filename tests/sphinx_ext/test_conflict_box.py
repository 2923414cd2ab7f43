"""A conflict in the pages and in the PDF of the working edition, and its absence from the public one."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from pdf import pdf_building
from sphinx_building import HEAD, build, build_pages

from conflict_places import BOX, OURS, PLACES, THEIRS
from ratgeber_tools import dialect
from ratgeber_tools.checks import run_checks
from ratgeber_tools.editions.manifest import Manifest, PublicPage, write_manifest
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import load
from ratgeber_tools.sphinx_ext.html.style_sheet import style_sheet

NO_BLOCK_OF_OURS = "fremder Kasten"


@pytest.mark.parametrize("place", [place for place in PLACES if place != NO_BLOCK_OF_OURS])
def test_the_page_shows_every_version_and_what_to_do_wherever_it_stands(place: str, tmp_path: Path) -> None:
    built = build_pages(tmp_path, kapitel=f"{HEAD}# Titel\n\n{PLACES[place][0]}")
    assert built.warnings == []
    article = built.article("kapitel")
    (box,) = re.findall(r'<div class="rg-box rg-konflikt rg-internal" role="note">.*?</div>', article, re.DOTALL)
    words = " ".join(re.sub(r"<[^>]+>", " ", box).split())
    assert words.startswith(f"Konflikt {dialect.CONFLICT_ADVICE} Im Ratgeber: {OURS} eins. Aus Word: {THEIRS} zwei.")


def test_in_a_block_that_is_none_of_ours_it_is_told_with_the_block(tmp_path: Path) -> None:
    built = build_pages(tmp_path, kapitel=f"{HEAD}# Titel\n\n{PLACES[NO_BLOCK_OF_OURS][0]}")
    (told,) = built.warnings
    assert told.startswith(f"kapitel.md:{HEAD.count(chr(10)) + 3}: WARNING: Den Baustein {{admonition}} gibt es nicht.")
    assert not [word for word in (OURS, THEIRS) if word in built.article("kapitel")]
    codes = {finding.code for finding in run_checks(load(tmp_path / "ratgeber"))}
    assert codes >= {Code.CONFLICT_OPEN, Code.NOT_IN_DIALECT}


def test_the_style_sheet_tells_it_from_a_note() -> None:
    text = style_sheet(is_whole_page=True)
    assert re.search(r"\.rg-konflikt\s*\{[^}]*--rg-red-edge[^}]*border:4px double", text)
    assert re.search(r"\.rg-redaktionsnotiz\s*\{[^}]*--rg-berry-edge[^}]*border:2px dashed", text)


def test_the_pdf_shows_every_version_and_what_to_do(tmp_path: Path) -> None:
    built = pdf_building.build_chapter(tmp_path, f"# Titel\n\n{BOX}")
    assert 'kind:"konflikt"' in built.source
    assert "Entscheiden Sie sich für eine Fassung" in built.source
    with pikepdf.open(built.pdf) as pdf:
        assert len(pdf.pages) > 0
    assert OURS in built.source
    assert THEIRS in built.source


@pytest.mark.parametrize("place", list(PLACES))
def test_the_public_edition_has_nothing_of_it_even_if_its_sources_have(place: str, tmp_path: Path) -> None:
    source = tmp_path / "quelle"
    (source / "daten").mkdir(parents=True)  # else the records beside conf.py, those of the real guide
    (source / "index.md").write_text(f"# Titel\n\nText\n\n{PLACES[place][0]}", encoding="utf-8")
    manifest = {"pages": {"index": PublicPage(responsible="Schulamt")}}
    write_manifest(Manifest.model_validate(manifest), tmp_path / "fassung.json")
    built = build(source, tmp_path / "bau", ratgeber_manifest=str(tmp_path / "fassung.json"))
    files = [path for path in built.folder.rglob("*") if path.suffix in (".html", ".js", ".inv", ".json")]
    assert len(files) > 5
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [word for word in (OURS, THEIRS, dialect.CONFLICT_ADVICE) if word in text], path
