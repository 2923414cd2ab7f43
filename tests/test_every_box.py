"""Every box of the dialect in every edition, in Word and in the handbook; and one that is made up.

What a box is stands in `dialect.CONTAINERS` alone.  The last test adds a line there and runs this file on it.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from guide.guides import HEAD, make_guide
from made_up_box import NAME
from ratgeber_tools.artwork.typst import theme_files
from ratgeber_tools.dialect import BOXES, CONTAINERS, PROVENANCE, ContainerSpec, Sign
from ratgeber_tools.document import Block, Container, Inline, plain_text
from ratgeber_tools.guide.body_text import body_sentences
from ratgeber_tools.hues import AMBER, HUES, RED, STONE
from ratgeber_tools.readers import myst, word
from ratgeber_tools.readers.word.returned import read_returned
from ratgeber_tools.sphinx_ext.html.description import description_of
from ratgeber_tools.sphinx_ext.html.style_sheet import style_sheet
from ratgeber_tools.writers import myst as myst_writer
from ratgeber_tools.writers.word import template
from ratgeber_tools.writers.word.export import ExportHeader, StandInWords, write
from sphinx_ext.pdf.pdf_building import Build, build_chapter
from sphinx_ext.sphinx_building import Built, build_text

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "docs" / "handbuch" / "bausteine.md"
COVER = ExportHeader("2026-11-24-probe-1", "Probe", date(2026, 11, 24))


def _each(is_meant: Callable[[ContainerSpec], bool]) -> pytest.MarkDecorator:
    specs = [spec for spec in (*CONTAINERS.values(), PROVENANCE) if is_meant(spec)]
    return pytest.mark.parametrize("spec", specs, ids=[spec.name for spec in specs])


every_block = _each(lambda spec: spec is not PROVENANCE)
every_box = _each(lambda spec: bool(spec.title))
typed_boxes = _each(lambda spec: bool(spec.title) and spec is not PROVENANCE)
authors_boxes = _each(lambda spec: spec.is_for_authors and spec is not PROVENANCE)


def source(spec: ContainerSpec) -> str:
    option = ":sprache: en\n\n" if "sprache" in spec.options else ""
    content = "Hort\n: Betreuung." if spec.name == "glossar" else f"Inhalt von {spec.name}."
    return f":::{{{spec.name}}}\n{option}{content}\n:::\n"


ALL_TYPED = "\n".join(source(spec) for spec in BOXES.values() if spec is not PROVENANCE)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_text(tmp_path_factory.mktemp("html"), ALL_TYPED)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Build:
    return build_chapter(tmp_path_factory.mktemp("pdf"), f"# Titel\n\n{ALL_TYPED}")


@typed_boxes
def test_the_web_shows_it(spec: ContainerSpec, page: Built) -> None:
    pattern = rf'<div class="rg-box rg-{spec.name}(?: rg-internal)?" role="note">.*?</div>'
    (box,) = re.findall(pattern, page.article(), re.DOTALL)
    assert f'<p class="rg-box-title">{spec.title}</p>' in box
    assert f"Inhalt von {spec.name}." in box


@pytest.mark.parametrize("is_whole_page", [True, False])
@every_box
def test_the_style_sheet_knows_its_hue_and_its_sign(spec: ContainerSpec, *, is_whole_page: bool) -> None:
    css = style_sheet(is_whole_page=is_whole_page)
    (rule,) = re.findall(rf"\.rg-box\.rg-{spec.name} ?\{{([^}}]*--edge[^}}]*)\}}", css)
    hue = spec.shown_hue
    assert f"--edge:var(--rg-{hue.name}-edge);--ground:var(--rg-{hue.name}-ground)" in rule
    assert f"--sign:var(--rg-sign-{spec.sign})" in rule
    for colour in (hue.deep, hue.dark_deep):
        assert f"--rg-{hue.name}-edge:{colour}" in css
    for colour in (hue.tint, hue.dark_tint):
        assert f"--rg-{hue.name}-ground:{colour}" in css


def test_only_what_must_not_be_missed_is_loud() -> None:
    shown = {spec.name: spec.shown_hue for spec in BOXES.values() if not spec.internal}
    assert {name: hue for name, hue in shown.items() if hue is not STONE} == {"frist": AMBER, "wichtig": RED}


@typed_boxes
def test_the_pdf_shows_it(spec: ContainerSpec, printed: Build) -> None:
    assert printed.warnings == ""  # a hue or a sign that the theme lacks would have stopped it
    assert f'kind:"{spec.name}"' in printed.source
    assert f"Inhalt von {spec.name}." in printed.source


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_drawn_for_the_web_and_for_paper(sign: Sign) -> None:
    assert f"--rg-sign-{sign}:url(" in style_sheet(is_whole_page=True)
    assert sign in json.loads(theme_files()["pictograms.json"])["paths"]


@authors_boxes
def test_words_template_has_a_style_in_its_colours_and_says_what_it_is_for(spec: ContainerSpec) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    assert _colours(document.styles[spec.title].element) == (spec.hue.deep, spec.hue.tint)
    assert spec.purpose
    assert f"{spec.title}: {spec.purpose}" in [paragraph.text for paragraph in document.paragraphs]


@authors_boxes
def test_an_import_reads_it(spec: ContainerSpec, tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(template.build()))
    document.add_paragraph("Eins.", style=spec.title)
    document.save(str(tmp_path / "beitrag.docx"))
    (box,) = word.read(tmp_path / "beitrag.docx").document.blocks
    assert isinstance(box, Container)
    assert box.name == spec.name
    assert myst_writer.write(word.read(tmp_path / "beitrag.docx").document).startswith(f":::{{{spec.name}}}\n")


@every_block
def test_an_export_shows_it_and_comes_back(spec: ContainerSpec, tmp_path: Path) -> None:
    chapter = myst.read(f"# Titel\n\n{source(spec)}").document
    sent = tmp_path / "hin.docx"
    sent.write_bytes(write(chapter, cover=COVER, words=StandInWords(_words, _block_words)))
    style = docx.Document(str(sent)).styles[spec.title or spec.label]
    if spec.name != "glossar":  # whose words have styles of their own
        assert _colours(style.element) == (spec.hue.deep, spec.hue.tint)
    assert read_returned(sent, sent=sent, chapter=chapter).document == chapter


@every_block
def test_what_is_typed_is_read_and_written_again(spec: ContainerSpec) -> None:
    document = myst.read(source(spec)).document
    assert [block.name for block in document.blocks if isinstance(block, Container)] == [spec.name]
    assert myst.read(myst_writer.write(document)).document == document


@typed_boxes
def test_the_checks_read_its_sentences_if_they_are_its_authors_own(spec: ContainerSpec, tmp_path: Path) -> None:
    (chapter,) = make_guide(tmp_path, kapitel=f"{HEAD}# Titel\n\n{source(spec)}")
    assert list(body_sentences(chapter)) == ([f"Inhalt von {spec.name}."] if spec.is_prose else [])


@typed_boxes
def test_a_page_is_not_described_by_what_stands_aside(spec: ContainerSpec, tmp_path: Path) -> None:
    described = description_of(build_text(tmp_path, source(spec)).doctree())
    assert described == ("" if spec.is_aside else f"Inhalt von {spec.name}.")


@every_block
def test_what_is_internal_is_neither_the_subject_nor_anybodys_prose(spec: ContainerSpec) -> None:
    assert not spec.internal or (spec.is_aside and not spec.is_prose)


@every_block
def test_the_handbook_has_a_row(spec: ContainerSpec) -> None:
    rows = re.findall(r"^\| .*?`.*?` .*?\|", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    assert any(f"`{spec.name}`" in row for row in rows)


def test_a_new_box_is_one_line_and_a_row_in_the_handbook() -> None:
    """All of the above holds for a box that only has its line; only the handbook knows nothing of it yet."""
    if NAME in CONTAINERS:
        pytest.skip("this is the run with the new box")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "made_up_box", "-p", "no:xdist", "-q", "-rN", "--tb=no", "-p",
         "no:cacheprovider", str(Path(__file__)), "-k", NAME],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "tests")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert re.search(r"^1 failed, 1[0-9] passed", done.stdout, re.MULTILINE), done.stdout


def test_every_hue_can_be_told_by_its_name() -> None:
    assert len({hue.name for hue in HUES}) == len(HUES)


def _colours(style: object) -> tuple[str, str]:
    """The bar and the ground of a paragraph style, as `#rrggbb`."""
    bar = style.find(f".//{qn('w:pBdr')}/{qn('w:left')}")  # type: ignore[attr-defined]
    ground = style.find(f".//{qn('w:shd')}")  # type: ignore[attr-defined]
    return f"#{bar.get(qn('w:color')).lower()}", f"#{ground.get(qn('w:fill')).lower()}"


def _words(inline: Inline) -> str:
    return plain_text((inline,)) or "…"


def _block_words(block: Block) -> str:
    return block.name if isinstance(block, Container) else "…"
