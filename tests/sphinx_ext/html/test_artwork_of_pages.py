"""Pictograms and drawings of web pages: a chapter's own sign, else its part's; only files that a page opens with."""

from __future__ import annotations

from pathlib import Path

import pytest

from guide.guides import HEAD
from ratgeber_tools.artwork.pictograms import PATHS, Pictogram
from ratgeber_tools.sphinx_ext.outline import read_outline
from ratgeber_tools.sphinx_ext.signs import sign_of
from sphinx_ext.sphinx_building import Built, build

TOWN = "teile: [{ordner: hilfe, farbe: grün, zeichen: hilfe}]\n"
CHAPTERS = {
    "index": "# R\n\n```{toctree}\nhilfe/index\n```\n",
    "hilfe/index": "# Hilfe\n\n```{toctree}\ngeld-und-fahrt\nanderes\n```\n",
    "hilfe/geld-und-fahrt": HEAD.replace("---\n", "---\nzeichen: geld\n", 1) + "# Geld\n",
    "hilfe/anderes": HEAD + "# Anderes\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    guide = tmp_path_factory.mktemp("zeichen") / "ratgeber"
    for name, text in CHAPTERS.items():
        path = guide / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (guide / "daten").mkdir()
    (guide / "daten" / "kommune.yaml").write_text(TOWN, encoding="utf-8")
    return build(guide, guide.parent / "bau")


def test_a_chapter_has_the_sign_of_its_head_and_else_its_parts(built: Built) -> None:
    environment = built.app.env
    outline = read_outline(environment)
    assert sign_of(environment, outline, "hilfe/geld-und-fahrt") is Pictogram.MONEY
    assert sign_of(environment, outline, "hilfe/anderes") is Pictogram.HELP
    page = (built.folder / "hilfe" / "index.html").read_text(encoding="utf-8")
    assert PATHS[Pictogram.MONEY] in page


def test_only_the_drawings_that_pages_open_with_are_written(built: Built) -> None:
    folder = Path(built.folder, "_static", "zeichnungen")
    assert {path.name for path in folder.iterdir()} == {
        "start-green.svg",
        "hilfe-green.svg",
        "geld-und-fahrt-green.svg",
    }
    for name in ("index", "hilfe/index"):
        page = (built.folder / f"{name}.html").read_text(encoding="utf-8")
        assert 'class="rg-bild"' in page
