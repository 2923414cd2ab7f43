"""Pictures, text boxes, diagrams and objects."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from word_package import (
    DECLARATIONS,
    all_text,
    cell,
    found,
    outline,
    p,
    picture,
    png,
    r,
    read_body,
    row,
    table,
    text_box,
)

from ratgeber_tools.document import Figure, Image, Link, Paragraph, Text, ThematicBreak
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import ReadResult

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>'
EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(40)


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def read_picture(folder: Path, body: str, data: bytes = b"", name: str = "media/a.png") -> ReadResult:
    return read_body(folder, body, links=[("i1", "image", name)], media={name: data or png()})


def test_a_picture_alone_in_its_paragraph_is_a_figure_named_by_its_content(tmp_path: Path) -> None:
    result = read_picture(tmp_path, p(run(picture("i1", "Spielplatz"))))
    (figure,) = result.document.blocks
    (stored,) = result.pictures
    assert figure == Figure(Image(stored.name, "Spielplatz", 25.0))
    assert stored.data == png()
    assert stored.name.startswith("bild-")
    assert stored.name.endswith(".png")


def test_a_picture_in_a_line_stays_in_it(tmp_path: Path) -> None:
    (made,) = read_picture(tmp_path, p(r("Logo: ") + run(picture("i1", "Wappen")) + r(" rechts"))).document.blocks
    assert isinstance(made, Paragraph)
    assert isinstance(made.children[1], Image)


def test_the_same_picture_twice_is_stored_once(tmp_path: Path) -> None:
    result = read_body(
        tmp_path,
        p(run(picture("i1", "a"))) + p(run(picture("i2", "b"))),
        links=[("i1", "image", "media/a.png"), ("i2", "image", "media/b.png")],
        media={"media/a.png": png(), "media/b.png": png()},
    )
    assert len(result.pictures) == 1
    assert len(result.document.blocks) == 2


def test_a_caption_below_belongs_to_the_picture(tmp_path: Path) -> None:
    (figure,) = read_picture(
        tmp_path, p(run(picture("i1", "Park"))) + p("Abbildung 1: Der Park", style="Beschriftung")
    ).document.blocks
    assert isinstance(figure, Figure)
    assert figure.caption == (Text("Abbildung 1: Der Park"),)


def test_a_missing_description_is_reported_but_not_of_a_decoration(tmp_path: Path) -> None:
    assert "keinen Alternativtext" in found(read_picture(tmp_path, p(run(picture("i1")))), Code.PICTURE_REVIEW)[0].text
    decoration = picture("i1", extra='<a:extLst><a:ext><adec:decorative val="1"/></a:ext></a:extLst>')
    assert found(read_picture(tmp_path, p(run(decoration))), Code.PICTURE_REVIEW) == []


def test_a_description_that_a_program_guessed_is_to_be_looked_at(tmp_path: Path) -> None:
    result = read_picture(tmp_path, p(run(picture("i1", "Ein Haus. Automatisch generierte Beschreibung"))))
    (figure,) = result.document.blocks
    assert isinstance(figure, Figure)
    assert figure.image.alt == "Ein Haus."
    assert "geraten" in found(result, Code.PICTURE_REVIEW)[0].text


def test_a_picture_may_be_a_link(tmp_path: Path) -> None:
    linked = picture("i1", "Logo", extra='<a:hlinkClick r:id="l1"/>')
    result = read_body(
        tmp_path,
        p(run(linked)),
        links=[("i1", "image", "media/a.png"), ("l1", "hyperlink", "https://example.org/", True)],
        media={"media/a.png": png()},
    )
    (made,) = result.document.blocks
    assert isinstance(made, Paragraph)
    assert isinstance(made.children[0], Link)


def test_a_picture_from_elsewhere_is_not_fetched_but_reported(tmp_path: Path) -> None:
    for attribute in ("link", "embed"):
        result = read_body(
            tmp_path,
            p(run(picture("i1", "Pixel", attribute=attribute))),
            links=[("i1", "image", "http://127.0.0.1:9/pixel.png", True)],
        )
        assert result.pictures == ()
        assert "127.0.0.1" in found(result, Code.PICTURE_DROPPED)[0].words


@pytest.mark.parametrize("data", [b"MZ\x90\x00 kein Bild", b"<svg><script>x</script></svg>"])
def test_what_is_no_picture_or_more_than_one_is_dropped(tmp_path: Path, data: bytes) -> None:
    result = read_picture(tmp_path, p(run(picture("i1", "Bild"))), data)
    assert result.pictures == ()
    assert found(result, Code.PICTURE_DROPPED)


def test_a_missing_picture_is_reported_and_nothing_else_is_lost(tmp_path: Path) -> None:
    result = read_body(tmp_path, p(r("Text") + run(picture("weg", "Bild"))), links=[("i2", "image", "media/b.png")])
    assert outline(result) == ["Text"]
    assert found(result, Code.PICTURE_DROPPED)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(20), "a.jpeg", "image/jpeg"),
        (b"GIF89a" + bytes(20), "a.bin", "image/gif"),
        (EMF, "a.emf", "image/emf"),
        (gzip.compress(EMF), "a.emz", "image/emf"),
        (SVG, "a.svg", "image/svg+xml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # compressed data carries the time it was made
)
def test_a_pictures_kind_is_told_by_its_bytes(tmp_path: Path, data: bytes, name: str, kind: str) -> None:
    (stored,) = read_picture(tmp_path, p(run(picture("i1", "x"))), data, f"media/{name}").pictures
    assert stored.media_type == kind


def test_a_windows_drawing_is_kept_and_reported(tmp_path: Path) -> None:
    result = read_picture(tmp_path, p(run(picture("i1", "Plan"))), EMF, "media/a.emf")
    assert "EMF" in found(result, Code.PICTURE_REVIEW)[0].text


@pytest.mark.parametrize(
    "poison",
    [
        b"<script>x()</script>", b'<rect onclick="x()"/>', b'<image href="http://127.0.0.1/x.png"/>',
        b'<style>@import "http://x";</style>', b"<foreignObject/>", b'<rect fill="url(http://127.0.0.1/)"/>',
    ],
)  # fmt: skip
def test_an_svg_that_does_more_than_draw_gives_way_to_its_fallback(tmp_path: Path, poison: bytes) -> None:
    body = p(
        run(
            picture("i1", "Karte").replace(
                '<a:blip r:embed="i1"/>',
                '<a:blip r:embed="i1"><a:extLst><a:ext><asvg:svgBlip r:embed="i2"/></a:ext></a:extLst></a:blip>',
            )
        )
    )
    links = [("i1", "image", "media/a.png"), ("i2", "image", "media/a.svg")]
    kept = read_body(tmp_path, body, links=links, media={"media/a.png": png(), "media/a.svg": SVG})
    assert [stored.media_type for stored in kept.pictures] == ["image/svg+xml"]
    poisoned = SVG.replace(b"</svg>", poison + b"</svg>")
    safe = read_body(tmp_path, body, links=links, media={"media/a.png": png(), "media/a.svg": poisoned})
    assert [stored.media_type for stored in safe.pictures] == ["image/png"]


def test_old_vml_pictures_and_their_descriptions_are_found(tmp_path: Path) -> None:
    shape = '<v:shape alt="Plan der Stadt" style="width:72pt;height:1in">'
    vml = f'<w:pict>{shape}<v:imagedata r:id="i1" o:title="plan.jpg"/></v:shape></w:pict>'
    (figure,) = read_picture(tmp_path, p(run(vml))).document.blocks
    assert isinstance(figure, Figure)
    assert (figure.image.alt, figure.image.width_mm) == ("Plan der Stadt", 25.4)


def test_pictures_in_a_group_come_in_order_with_their_own_descriptions(tmp_path: Path) -> None:
    def one(identifier: str, alt: str) -> str:
        return (
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x" descr="{alt}"/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{identifier}"/></pic:blipFill></pic:pic>'
        )

    group = (
        '<w:drawing><wp:anchor><wp:docPr id="1" name="Gruppe"/><a:graphic><a:graphicData><wpg:wgp>'
        f"{one('i1', 'links')}{one('i2', 'rechts')}<wps:wsp><wps:txbx><w:txbxContent>{p('Text darin')}</w:txbxContent>"
        "</wps:txbx></wps:wsp></wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    result = read_body(
        tmp_path, p(run(group)),
        links=[("i1", "image", "media/a.png"), ("i2", "image", "media/b.png")],
        media={"media/a.png": png(1), "media/b.png": png(2)},
    )  # fmt: skip
    alts = [block.image.alt for block in result.document.blocks if isinstance(block, Figure)]
    assert alts == ["links", "rechts"]
    assert outline(result) == ["Text darin"]


def test_an_embedded_object_keeps_its_picture_and_is_reported(tmp_path: Path) -> None:
    shown = '<v:shape><v:imagedata r:id="i1"/></v:shape>'
    thing = f'<w:object>{shown}<o:OLEObject ProgID="Excel.Sheet.12" r:id="i9"/></w:object>'
    result = read_picture(tmp_path, p(run(thing)))
    assert len(result.pictures) == 1
    assert "Excel.Sheet.12" in found(result, Code.CONTENT_DROPPED)[0].text


# ------------------------------------------------------------------------------------------------ text boxes


def test_a_text_box_follows_the_paragraph_it_hangs_on_once(tmp_path: Path) -> None:
    body = p(r("Vorn ") + run(text_box(p("Kasten eins") + p("Kasten zwei"))) + r("hinten")) + p("Danach")
    result = read_body(tmp_path, body)
    assert outline(result) == ["Vorn hinten", "Kasten eins", "Kasten zwei", "Danach"]
    (finding,) = found(result, Code.TEXT_BOX_MOVED)
    assert finding.words == "Kasten eins Kasten zwei"


def test_a_heading_in_a_text_box_is_none_of_the_chapters(tmp_path: Path) -> None:
    body = p(run(text_box(p("Kopf", style="berschrift1"))) + r("Text"))
    assert outline(read_body(tmp_path, body)) == ["Text", "Kopf"]


def test_a_text_box_in_a_cell_and_in_an_item(tmp_path: Path) -> None:
    box = run(text_box(p("Kasten")))
    in_cell = read_body(tmp_path, table(row(cell(p(r("a") + box)), "b")))
    assert all_text(in_cell.document).split() == ["a", "Kasten", "b"]
    assert all_text(read_body(tmp_path, p(r("- a") + box) + p("- b")).document) == "a Kasten b"


def test_a_hidden_text_box_is_reported_as_hidden(tmp_path: Path) -> None:
    body = p(r("Text") + f"<w:r><w:rPr><w:vanish/></w:rPr>{text_box(p('Geheim'))}</w:r>")
    result = read_body(tmp_path, body)
    assert outline(result) == ["Text"]
    assert found(result, Code.HIDDEN_TEXT_DROPPED)[0].words == "Geheim"


def test_text_boxes_nested_beyond_reason_keep_their_words(tmp_path: Path) -> None:
    body = p("ganz innen")
    for _ in range(14):
        body = p(run(f"<w:pict><v:textbox><w:txbxContent>{body}</w:txbxContent></v:textbox></w:pict>"))
    assert "ganz innen" in all_text(read_body(tmp_path, body).document)


def test_word_art_keeps_its_words(tmp_path: Path) -> None:
    body = p(run('<w:pict><v:shape><v:textpath string="Sommerfest 2026"/></v:shape></w:pict>'))
    assert outline(read_body(tmp_path, body)) == ["Sommerfest 2026"]


def test_a_drawn_line_is_a_thematic_break(tmp_path: Path) -> None:
    body = p("a") + p(run('<w:pict><v:rect o:hr="t"/></w:pict>')) + p("b")
    assert read_body(tmp_path, body).document.blocks[1] == ThematicBreak()


# --------------------------------------------------------------------------------------- diagrams and charts


def graphic(inside: str, alt: str = "") -> str:
    return run(
        f'<w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic><a:graphicData>{inside}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def test_smart_art_is_reported_with_its_words(tmp_path: Path) -> None:
    point = "<dgm:pt><dgm:t><a:p><a:r><a:t>Antrag</a:t></a:r></a:p></dgm:t></dgm:pt>"
    data = f"<dgm:dataModel {DECLARATIONS}>{point}</dgm:dataModel>"
    result = read_body(
        tmp_path, p(graphic('<dgm:relIds r:dm="d1"/>', "Ablauf")),
        links=[("d1", "diagramData", "diagrams/data1.xml")], media={"diagrams/data1.xml": data.encode()},
    )  # fmt: skip
    (finding,) = found(result, Code.CONTENT_DROPPED)
    assert finding.words == "Ablauf; Antrag"
    assert "SmartArt" in finding.text


def test_a_chart_is_reported_with_titles_and_numbers(tmp_path: Path) -> None:
    data = (
        f"<c:chartSpace {DECLARATIONS}><c:title><a:p><a:r><a:t>Kinder</a:t></a:r></a:p></c:title>"
        "<c:cat><c:strCache><c:pt><c:v>2025</c:v></c:pt></c:strCache></c:cat>"
        "<c:val><c:numCache><c:pt><c:v>612</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
    )
    result = read_body(
        tmp_path, p(graphic('<c:chart r:id="c1"/>')),
        links=[("c1", "chart", "charts/chart1.xml")], media={"charts/chart1.xml": data.encode()},
    )  # fmt: skip
    assert found(result, Code.CONTENT_DROPPED)[0].words == "Kinder; 2025; 612"
