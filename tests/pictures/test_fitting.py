from __future__ import annotations

import io

import pytest
from PIL import Image

from picture_makers import emf, in_format, jpeg, png, png_chunk, with_chunk
from ratgeber_tools.pictures import raster
from ratgeber_tools.pictures.fitting import UnusablePictureError, is_drawing, make_fit

ORIENTATION, ARTIST = 0x0112, 0x013B


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(("data", "extension"), [(png(), ".png"), (jpeg(), ".jpg"), (png(mode="P"), ".png")])
def test_a_picture_that_fits_keeps_its_bytes(data: bytes, extension: str) -> None:
    fit = make_fit(data)
    assert (fit.data, fit.extension, fit.changes) == (data, extension, ())


def test_a_photo_loses_its_exif_without_being_computed_anew() -> None:
    fit = make_fit(jpeg(exif={ARTIST: "Somebody"}))
    assert fit.data == jpeg()
    assert fit.changes == ("verborgene Angaben (etwa Aufnahmeort und -zeit) entfernt",)


def test_a_photo_lying_on_its_side_is_set_upright() -> None:
    fit = make_fit(jpeg(80, 40, exif={ORIENTATION: 6}))  # 6: the top is on the right (CIPA DC-008)
    image = opened(fit.data)
    assert image.size == (40, 80)
    assert dict(image.getexif()) == {}
    assert image.getpixel((20, 10))[0] > 200 > 60 > image.getpixel((20, 10))[1]  # the left, red half is now on top
    assert "aufrecht gedreht" in fit.changes


@pytest.mark.parametrize("make", [png, jpeg])
def test_a_large_picture_is_scaled_to_what_print_needs(make: object) -> None:
    assert callable(make)
    fit = make_fit(make(3600, 40))
    assert opened(fit.data).size == (1800, 20)
    assert fit.changes == ("auf 1800 × 20 Bildpunkte verkleinert",)


def test_a_large_picture_keeps_its_transparency() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2000, 10), (255, 0, 0, 0)).save(buffer, "PNG")
    assert opened(make_fit(buffer.getvalue()).data).mode == "RGBA"


def test_a_palette_png_stays_readable_when_scaled() -> None:
    assert opened(make_fit(png(2400, 20, mode="P")).data).convert("RGB").getpixel((5, 5)) == (255, 0, 0)


def test_sixteen_bits_of_grey_do_not_turn_white() -> None:
    buffer = io.BytesIO()
    Image.new("I;16", (2000, 10), 0x4000).save(buffer, "PNG")
    assert opened(make_fit(buffer.getvalue()).data).getpixel((5, 5)) == 0x40


def test_a_cmyk_jpeg_becomes_rgb() -> None:
    fit = make_fit(jpeg(mode="CMYK"))
    assert opened(fit.data).mode == "RGB"
    assert fit.extension == ".jpg"
    assert "CMYK" in fit.changes[0]


@pytest.mark.parametrize("name", ["GIF", "BMP", "TIFF", "WEBP"])
def test_other_formats_become_png(name: str) -> None:
    fit = make_fit(in_format(name))
    assert (opened(fit.data).format, fit.extension) == ("PNG", ".png")
    assert fit.changes == (f"von {name} in PNG umgewandelt",)


def test_of_a_moving_gif_the_first_picture_stays() -> None:
    buffer = io.BytesIO()
    first, second = Image.new("RGB", (4, 4), "red"), Image.new("RGB", (4, 4), "blue")
    first.save(buffer, "GIF", save_all=True, append_images=[second])
    assert "von mehreren Bildern bleibt das erste" in make_fit(buffer.getvalue()).changes


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90 a program", b"GIF89a", b"<html></html>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnusablePictureError, match=r"als PNG oder JPEG|beschädigt"):
        make_fit(data)


def test_a_truncated_jpeg_is_refused() -> None:
    data = jpeg(400, 400)
    with pytest.raises(UnusablePictureError, match="beschädigt"):
        make_fit(data[: len(data) // 2])


def test_a_picture_bomb_is_refused_before_it_unfolds() -> None:
    header = b"\0\0\x75\x30\0\0\x75\x30\x01\0\0\0\0"  # 30 000 × 30 000, 1 bit
    data = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b"")
    with pytest.raises(UnusablePictureError, match="900 Millionen"):
        make_fit(data)


def test_a_tiff_bomb_is_refused_before_it_unfolds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "MOST_PIXELS", 10)
    with pytest.raises(UnusablePictureError, match="zu groß"):
        make_fit(in_format("TIFF"))


def test_the_name_depends_on_the_content_alone() -> None:
    red, blue = make_fit(png(colour="red")), make_fit(png(colour="blue"))
    assert red.file_name("bild") == make_fit(with_chunk(png(), b"tIME", b"\0" * 7)).file_name("bild")
    assert red.file_name("bild") != blue.file_name("bild")
    assert red.file_name("hort").startswith("hort-")


def test_drawings_are_told_from_other_files() -> None:
    assert is_drawing(emf())
    assert is_drawing(b"\xd7\xcd\xc6\x9a\0\0" + b"\0" * 40)
    assert not is_drawing(png())
    assert not is_drawing(b"\x01\0\0\0")
