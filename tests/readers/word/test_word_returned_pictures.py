"""Pictures of a returned chapter: only what somebody changed about them is changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Rasters
from PIL import ImageDraw
from returned_files import came_back, exported, paragraph_with, run, styled

from ratgeber_tools import office
from ratgeber_tools.document import Document, Figure, Image, Paragraph, Text
from ratgeber_tools.findings import Code
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.word.returned import Returned, read_returned
from ratgeber_tools.readers.word.returned.pictures import is_same_picture

SOURCE = """# Weg

:::{abbildung} ../bilder/weg.svg
:alt: Ein Pfeil
:breite: 80mm

Der Weg
:::

Ein Bild ![klein](../bilder/k.png) im Satz.
"""
MEDIA = "word/media/image1.png"


def drawing(text: str = "Weg", *, size: tuple[int, int] = (320, 160)) -> Rasters.Image:
    image = Rasters.new("RGB", (320, 160), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 20, 140, 140), fill="navy")
    pen.line((150, 80, 300, 80), fill="black", width=4)
    pen.text((180, 100), text, fill="black")
    return image.resize(size)


def as_file(image: Rasters.Image, kind: str = "PNG", **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


SENT = as_file(drawing())
SMALL = as_file(Rasters.new("RGB", (30, 30), "red"))
PICTURES = {"../bilder/weg.svg": SENT, "../bilder/k.png": SMALL}


def chapter() -> Document:
    return myst.read(SOURCE).document


def figure_of(returned: Returned) -> Figure:
    found = returned.document.blocks[1]
    assert isinstance(found, Figure)
    return found


def edited(folder: Path, *edits: Callable[[str], str], parts: dict[str, bytes] | None = None) -> Returned:
    return came_back(folder, SOURCE, *edits, parts=parts, pictures=PICTURES)


def media_of(folder: Path) -> dict[bytes, str]:
    """Return where the export keeps each picture."""
    edited(folder)
    with zipfile.ZipFile(folder / "hin.docx") as archive:
        return {archive.read(name): name for name in archive.namelist() if name.startswith("word/media/")}


def test_pictures_nobody_touched_stay_as_the_chapter_has_them(tmp_path: Path) -> None:
    returned = edited(tmp_path)
    assert returned.document == chapter()
    assert returned.pictures == ()
    assert returned.findings == ()


def test_a_picture_that_was_exchanged_under_its_bookmark_is_the_new_one(tmp_path: Path) -> None:
    new = as_file(drawing("Umweg"))
    returned = edited(tmp_path, parts={media_of(tmp_path)[SENT]: new})
    (picture,) = returned.pictures
    assert picture.data == new
    figure = figure_of(returned)
    assert figure.image == Image(picture.name, "Ein Pfeil", 80.0)
    assert (figure.caption, figure.lines) == ((Text("Der Weg"),), chapter().blocks[1].lines)
    assert returned.document.blocks[2] == chapter().blocks[2]


def test_a_picture_exchanged_in_a_sentence_is_the_new_one(tmp_path: Path) -> None:
    new = as_file(Rasters.new("RGB", (30, 30), "blue"))
    returned = edited(tmp_path, parts={media_of(tmp_path)[SMALL]: new})
    (picture,) = returned.pictures
    assert returned.document.blocks[2] == Paragraph(
        (Text("Ein Bild "), Image(picture.name, "klein"), Text(" im Satz."))
    )


@pytest.mark.parametrize(
    "again",
    [
        as_file(drawing(), compress_level=0),
        as_file(drawing(), "JPEG", quality=80),
        as_file(drawing(size=(220, 110))),
        as_file(drawing(size=(220, 110)), "JPEG", quality=70),
    ],
    ids=["packed anew", "as JPEG", "made smaller", "smaller, as JPEG"],
)
def test_a_picture_packed_anew_is_still_the_chapters(again: bytes, tmp_path: Path) -> None:
    assert again != SENT
    returned = edited(tmp_path, parts={media_of(tmp_path)[SENT]: again})
    assert returned.document == chapter()
    assert returned.pictures == ()


def test_a_dot_in_a_drawing_is_another_drawing() -> None:
    dotted = drawing()
    dotted.putpixel((5, 5), (200, 200, 200))
    assert not is_same_picture(SENT, as_file(dotted))


def test_a_word_in_a_photo_is_another_photo() -> None:
    before, after = (as_file(drawing(text), "JPEG", quality=quality) for text, quality in (("2026", 85), ("2027", 60)))
    assert not is_same_picture(before, after)


def test_what_is_no_picture_is_another_one() -> None:
    assert not is_same_picture(SENT, b"\x89PNG\r\n\x1a\nkaputt")


def test_a_changed_alternative_text_is_taken_and_an_empty_one_is_not(tmp_path: Path) -> None:
    changed = edited(tmp_path, lambda xml: xml.replace('"Ein Pfeil"', '"Ein Pfeil nach rechts"'))
    assert figure_of(changed).image == Image("../bilder/weg.svg", "Ein Pfeil nach rechts", 80.0)
    emptied = edited(tmp_path, lambda xml: xml.replace('"Ein Pfeil"', '""'))
    assert emptied.document == chapter()
    assert emptied.findings == ()


def test_a_width_somebody_changed_is_taken_and_rounding_is_not(tmp_path: Path) -> None:
    wider = edited(tmp_path, lambda xml: xml.replace('cx="2880000"', 'cx="3600000"'))
    assert figure_of(wider).image.width_mm == 100.0
    rounded = edited(tmp_path, lambda xml: xml.replace('cx="2880000"', 'cx="2879725"'))
    assert rounded.document == chapter()


def test_a_deleted_picture_leaves_its_caption_and_a_deleted_caption_its_picture(tmp_path: Path) -> None:
    def without_drawing(xml: str) -> str:
        return re.sub(r"<w:r><w:drawing>.*?</w:drawing></w:r>", "", xml, count=1, flags=re.DOTALL)

    blocks = edited(tmp_path, without_drawing).document.blocks
    assert blocks[1:] == (Paragraph((Text("Der Weg"),)), chapter().blocks[2])
    figure = figure_of(edited(tmp_path, lambda xml: xml.replace(paragraph_with(xml, "Der Weg"), "")))
    assert figure.caption == ()
    both = edited(
        tmp_path, without_drawing, lambda xml: xml.replace(paragraph_with(xml, "Der Weg"), "")
    ).document.blocks  # fmt: skip
    assert both == (chapter().blocks[0], chapter().blocks[2])


def test_words_typed_beside_a_picture_do_not_get_lost(tmp_path: Path) -> None:
    returned = edited(
        tmp_path, lambda xml: xml.replace("</w:drawing></w:r>", f"</w:drawing></w:r>{run('Daneben.')}", 1)
    )
    assert returned.document.blocks[1] == chapter().blocks[1]
    assert Paragraph((Text("Daneben."),)) in returned.document.blocks


def new_picture(xml: str, *, alt: str = "Neu") -> str:
    """Return a paragraph with the picture of the sentence, as a new drawing without a mark."""
    found = re.findall(r"<w:r><w:drawing>.*?</w:drawing></w:r>", xml, re.DOTALL)
    again = str(found[1]).replace('descr="klein"', f'descr="{alt}"').replace("rId", "rId9")
    declared = " ".join(sorted(set(re.findall(r'xmlns:\w+="[^"]*"', xml))))
    return f"<w:p {declared}>{again}</w:p>"


def with_new_relation(folder: Path, data: bytes) -> dict[str, bytes]:
    edited(folder)
    with zipfile.ZipFile(folder / "hin.docx") as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    added = "".join(
        re.sub(r'Id="rId', 'Id="rId9', entry).replace(re.findall(r'Target="([^"]*)"', entry)[0], "media/neu.png")
        for entry in re.findall(r"<Relationship [^>]*/image[^>]*/>", rels)
    )
    rels = rels.replace("</Relationships>", f"{added}</Relationships>")
    return {"word/_rels/document.xml.rels": rels.encode(), "word/media/neu.png": data}


def test_a_new_picture_with_a_caption_is_a_figure(tmp_path: Path) -> None:
    new = as_file(drawing("Neu"))
    parts = with_new_relation(tmp_path, new)

    def edit(xml: str) -> str:
        found = paragraph_with(xml, "im Satz.")
        return xml.replace(found, found + new_picture(xml) + styled("Die Neue", "Caption"))

    returned = edited(tmp_path, edit, parts=parts)
    (picture,) = returned.pictures
    assert picture.data == new
    figure = returned.document.blocks[3]
    assert isinstance(figure, Figure)
    assert (figure.image.source, figure.image.alt, figure.caption) == (picture.name, "Neu", (Text("Die Neue"),))
    assert len(returned.document.blocks) == 4


def test_a_new_picture_without_alternative_text_is_reported(tmp_path: Path) -> None:
    parts = with_new_relation(tmp_path, as_file(drawing("Neu")))
    returned = edited(
        tmp_path,
        lambda xml: xml.replace(p := paragraph_with(xml, "im Satz."), p + new_picture(xml, alt="")),
        parts=parts,
    )
    assert [finding.code for finding in returned.findings] == [Code.PICTURE_REVIEW]


def test_a_picture_put_in_place_of_a_deleted_one_keeps_its_caption(tmp_path: Path) -> None:
    parts = with_new_relation(tmp_path, as_file(drawing("Neu")))

    def edit(xml: str) -> str:
        return xml.replace(paragraph_with(xml, 'descr="Ein Pfeil"'), new_picture(xml))

    figure = figure_of(edited(tmp_path, edit, parts=parts))
    assert (figure.image.alt, figure.caption) == ("Neu", (Text("Der Weg"),))
    assert figure.lines == chapter().blocks[1].lines


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed: nothing was saved by it")
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx"), ("doc", "docx")], ids="-".join)
def test_pictures_saved_by_libreoffice_stay_as_the_chapter_has_them(way: tuple[str, ...], tmp_path: Path) -> None:
    pictures = {"../bilder/weg.svg": SENT, "../bilder/k.png": as_file(drawing("Foto"), "JPEG", quality=80)}
    sent = tmp_path / "hin.docx"
    sent.write_bytes(exported(chapter(), pictures=pictures))
    now = sent
    for step, suffix in enumerate(way):
        folder = tmp_path / str(step)
        folder.mkdir()
        now = office.convert([now], to=suffix, folder=folder)[now]
    returned = read_returned(now, sent=sent, chapter=chapter())
    assert returned.document == chapter()
    assert (returned.pictures, returned.findings) == ((), ())
