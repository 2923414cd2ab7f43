from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image
from screen_pages import conversion, picture_file

from ratgeber_tools.errors import InputError
from ratgeber_tools.press.painting import Paint, PaintKind, paints
from ratgeber_tools.press.pictures import drawing_risks, picture_page

RED = (200, 30, 40)


def only_paint(data: bytes) -> tuple[Paint, pikepdf.Pdf]:
    pdf = pikepdf.open(io.BytesIO(picture_page(data, conversion())))
    (paint,) = paints(pdf.pages[0])
    assert paint.kind is PaintKind.PICTURE
    return paint, pdf


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_coloured_picture_is_printed_in_four_inks(kind: str) -> None:
    paint, _ = only_paint(picture_file(Image.new("RGB", (30, 20), RED), kind))
    assert paint.colour.space == "DeviceCMYK"


@pytest.mark.parametrize("mode", ["L", "1", "LA", "I;16"])
def test_a_grey_picture_is_printed_in_black_alone(mode: str) -> None:
    paint, _ = only_paint(picture_file(Image.new(mode, (30, 20)), "PNG"))
    assert paint.colour.space == "DeviceGray"


def test_a_cmyk_jpeg_looks_the_same_afterwards() -> None:
    _, pdf = only_paint(picture_file(Image.new("CMYK", (8, 8), (250, 10, 20, 30)), "JPEG", quality=95))
    picture = pdf.pages[0].Resources.XObject.Bild
    assert isinstance(picture, pikepdf.Stream)
    seen = pikepdf.PdfImage(picture).as_pil_image().getpixel((4, 4))
    assert isinstance(seen, tuple)
    assert all(abs(mine - theirs) < 8 for mine, theirs in zip(seen, (250, 10, 20, 30), strict=True)), seen


def test_transparent_places_become_paper() -> None:
    _, pdf = only_paint(picture_file(Image.new("RGBA", (2, 2), (255, 0, 0, 0)), "PNG"))
    assert set(pdf.pages[0].Resources.XObject.Bild.read_bytes()) == {0}


def test_the_page_is_as_large_as_the_picture_says() -> None:
    _, said = only_paint(picture_file(Image.new("RGB", (300, 600), RED), "PNG", dpi=(300, 300)))
    _, unsaid = only_paint(picture_file(Image.new("RGB", (300, 600), RED), "PNG"))
    assert [round(float(side)) for side in said.pages[0].mediabox][2:] == [72, 144]
    assert [round(float(side)) for side in unsaid.pages[0].mediabox][2:] == [300, 600]


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    _, pdf = only_paint(picture_file(Image.new("RGB", (30, 20), RED), "JPEG", exif=exif))
    assert (pdf.pages[0].Resources.XObject.Bild.Width, pdf.pages[0].Resources.XObject.Bild.Height) == (20, 30)


def test_the_same_picture_gives_the_same_page() -> None:
    data = picture_file(Image.new("RGB", (30, 20), RED), "PNG")
    assert picture_page(data, conversion()) == picture_page(data, conversion())


def test_a_broken_picture_is_told_in_german() -> None:
    whole = picture_file(Image.effect_noise((60, 60), 50), "PNG")
    for data in (b"no picture", whole[: len(whole) // 2]):
        with pytest.raises(InputError, match="neu an"):
            picture_page(data, conversion())


@pytest.mark.parametrize("side", [8_000, 17_321, 60_000])
def test_a_picture_of_hundreds_of_megapixels_is_refused_before_it_is_decoded(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    with pytest.raises(InputError, match="mehr als 50 Millionen Bildpunkte"):
        picture_page(data, conversion())


def test_a_drawing_with_a_will_of_its_own_is_noticed() -> None:
    assert drawing_risks(b"<svg><script>alert(1)</script></svg>") == ("Programmcode",)
    assert drawing_risks(b'<svg><rect onclick="x()"/></svg>') == ("Programmcode",)
    assert drawing_risks(b'<svg><rect fill="#000"/><text>Konstanz = 3</text></svg>') == ()
