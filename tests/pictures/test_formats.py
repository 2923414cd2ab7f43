from __future__ import annotations

import io

import pytest
from PIL import Image

from picture_makers import jpeg, png, png_chunk, with_chunk
from ratgeber_tools.pictures.formats import BrokenPictureError, walk_jpeg, walk_png

GPS_TAG = 0x8825


def test_a_clean_png_keeps_every_byte() -> None:
    data = png(7, 5)
    walked = walk_png(data)
    assert (walked.data, walked.width, walked.height, walked.dropped) == (data, 7, 5, 0)


def test_a_clean_jpeg_keeps_every_byte() -> None:
    data = jpeg(9, 6)
    walked = walk_jpeg(data)
    assert (walked.data, walked.width, walked.height, walked.dropped, walked.channels) == (data, 9, 6, 0, 3)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (b"eXIf", b"II*\x00 place and time"),
        (b"tEXt", b"Author\x00Somebody"),
        (b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00<x:xmpmeta/>"),
        (b"tIME", b"\x07\xea\x0b\x17\x09\x00\x00"),
        (b"caBX", b"who made it"),
    ],
)
def test_a_png_loses_chunks_that_tell_on_people(kind: bytes, content: bytes) -> None:
    clean = png()
    assert walk_png(with_chunk(clean, kind, content)).data == clean


def test_a_png_keeps_its_resolution_colours_and_the_name_of_the_program() -> None:
    data = png()
    for kind, content in ((b"pHYs", b"\0" * 9), (b"sRGB", b"\0"), (b"tEXt", b"Software\x00Paint")):
        data = with_chunk(data, kind, content)
    assert walk_png(data).data == data


def test_bytes_after_the_end_of_a_png_go() -> None:
    assert walk_png(png() + b"PK\x03\x04 a zip file").data == png()


def test_a_jpeg_loses_exif_comments_and_what_follows_its_end() -> None:
    clean = jpeg()
    comment = b"\xff\xfe\x00\x0aSomebody"
    data = jpeg(exif={0x013B: "Somebody", GPS_TAG: {1: "N"}})
    data = data[:2] + comment + data[2:] + b"thumbnails and more"
    walked = walk_jpeg(data)
    assert walked.data == clean
    assert b"Somebody" not in walked.data
    assert walked.dropped == len(data) - len(clean)


def test_a_jpeg_keeps_its_colour_profile() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "JPEG", icc_profile=b"profile" * 20)
    assert walk_jpeg(buffer.getvalue()).data == buffer.getvalue()


def test_a_progressive_jpeg_is_walked_through_all_its_scans() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 80).convert("RGB").save(buffer, "JPEG", progressive=True)
    assert walk_jpeg(buffer.getvalue() + b"tail").data == buffer.getvalue()


@pytest.mark.parametrize("cut", [9, 20, 40, -5])
def test_a_cut_off_png_is_broken(cut: int) -> None:
    with pytest.raises(BrokenPictureError):
        walk_png(png(30, 30)[:cut])


def test_a_png_with_a_wrong_checksum_is_broken() -> None:
    data = bytearray(png(30, 30))
    data[50] ^= 0xFF
    with pytest.raises(BrokenPictureError):
        walk_png(bytes(data))


def test_a_png_without_a_header_is_broken() -> None:
    with pytest.raises(BrokenPictureError):
        walk_png(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IEND", b""))


def test_every_cut_off_jpeg_is_broken() -> None:
    data = jpeg(16, 16)
    for end in range(3, len(data) - 1):
        with pytest.raises(BrokenPictureError):
            walk_jpeg(data[:end])
