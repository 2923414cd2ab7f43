"""Pictures beside the text are figures behind their paragraph; what an author cut off is gone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as Raster
from word_package import NUMBERING, cell, p, picture, png, r, read_body, row, table

from ratgeber_tools.contributions.illustrations import illustrate
from ratgeber_tools.document import BulletList, Figure, Heading, Image, Paragraph, Table, iterate_blocks, plain_text
from ratgeber_tools.readers import ReadResult

LINKS = [("i1", "image", "media/image1.png")]


def floating(alt: str = "Logo") -> str:
    return f"<w:r>{picture('i1', alt).replace('wp:inline', 'wp:anchor')}</w:r>"


def shown(folder: Path, body: str, *, repair: bool = True) -> ReadResult:
    return read_body(folder, body, repair=repair, links=LINKS, media={"media/image1.png": png()}, numbering=NUMBERING)


def test_a_floating_picture_in_a_sentence_is_a_figure_behind_the_paragraph(tmp_path: Path) -> None:
    body = p(r("Der Hort ") + floating() + r("hat offen.")) + p("Danach.")
    before, figure, after = shown(tmp_path, body).document.blocks
    assert isinstance(before, Paragraph)
    assert isinstance(figure, Figure)
    assert figure.image.alt == "Logo"
    assert isinstance(after, Paragraph)


def test_a_floating_picture_of_a_heading_follows_it(tmp_path: Path) -> None:
    heading, figure = shown(tmp_path, p(floating() + r("Mensa"), style="berschrift1")).document.blocks
    assert isinstance(heading, Heading)
    assert isinstance(figure, Figure)


def test_a_picture_in_the_line_of_a_heading_stands_below_it(tmp_path: Path) -> None:
    body = p(f"<w:r>{picture('i1', 'Logo')}</w:r>" + r(" Mensa"), style="berschrift1") + p("Text.")
    heading, figure, _ = shown(tmp_path, body).document.blocks
    assert isinstance(heading, Heading)
    assert plain_text(heading.children) == "Mensa"
    assert isinstance(figure, Figure)


def test_a_caption_below_a_floating_picture_is_its_own(tmp_path: Path) -> None:
    body = p(r("Der Hort.") + floating()) + p("Abbildung 1: Logo", style="Beschriftung")
    _, figure = shown(tmp_path, body).document.blocks
    assert isinstance(figure, Figure)
    assert figure.caption


@pytest.mark.parametrize("place", ["item", "cell"])
def test_where_no_figure_may_stand_the_picture_has_a_paragraph_of_its_own(tmp_path: Path, place: str) -> None:
    inside = r("Der Hort ") + floating() + r("hat offen.")
    body = p(inside, number=(1, 0)) if place == "item" else table(row(cell(p(inside)), "b"))
    (block,) = shown(tmp_path, body).document.blocks
    assert isinstance(block, BulletList | Table)
    words, alone = [inner for inner in iterate_blocks((block,)) if isinstance(inner, Paragraph)][:2]
    assert not any(isinstance(inline, Image) for inline in words.children)
    assert [type(inline) for inline in alone.children] == [Image]


def test_taken_literally_a_floating_picture_stays_where_it_is_stored(tmp_path: Path) -> None:
    (block,) = shown(tmp_path, p(r("Der Hort ") + floating()), repair=False).document.blocks
    assert isinstance(block, Paragraph)


def test_what_was_cut_off_a_picture_in_word_is_not_in_the_file(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Raster.new("RGB", (100, 40), "white").save(buffer, "PNG")
    cut = picture("i1", "Plan").replace("</pic:blipFill>", '<a:srcRect l="25000" b="50000"/></pic:blipFill>')
    whole, part = p(f"<w:r>{picture('i1', 'Plan')}</w:r>"), p(f"<w:r>{cut}</w:r>")
    result = read_body(tmp_path, whole + part, links=LINKS, media={"media/image1.png": buffer.getvalue()})
    illustrated = illustrate(result.document, result.pictures, folder="b")
    sizes = sorted(Raster.open(io.BytesIO(data)).size for data in illustrated.files.values())
    assert sizes == [(75, 20), (100, 40)]
    assert any("Ausschnitt" in finding.text for finding in illustrated.findings)


def test_an_old_picture_set_anywhere_on_the_page_floats_too(tmp_path: Path) -> None:
    shape = '<v:shape alt="Logo" style="position:absolute;margin-left:10pt;width:72pt;height:72pt">'
    old = f'<w:r><w:pict>{shape}<v:imagedata r:id="i1"/></v:shape></w:pict></w:r>'
    before, figure = shown(tmp_path, p(r("Der Hort ") + old + r("hat offen."))).document.blocks
    assert isinstance(before, Paragraph)
    assert plain_text(before.children) == "Der Hort hat offen."
    assert isinstance(figure, Figure)


def test_a_heading_that_is_only_a_picture_is_a_figure_and_nothing_is_said_of_its_level(tmp_path: Path) -> None:
    picture_alone = p(f"<w:r>{picture('i1', 'Logo')}</w:r>", style="berschrift3")
    result = shown(tmp_path, p("Hort", style="berschrift1") + picture_alone + p("Text."))
    assert isinstance(result.document.blocks[1], Figure)
    assert not [finding for finding in result.findings if "„“" in finding.text]
