"""Small PDF pages built by hand: a content stream, resources, and the boxes a press file has."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from ratgeber_tools.press.colours import Cmyk, ColourConversion

PROFILES = Path(__file__).parent.parent.parent / "tools" / "ratgeber_tools" / "press" / "profiles"
PROFILE = PROFILES / "ISOcoated_v2_300_bas.icc"

#: A5 with 3 mm bleed, in points.
MEDIA = (0.0, 0.0, 436.535, 612.283)
TRIM = (8.504, 8.504, 428.031, 603.780)

THEME_PETROL = (0x00, 0x56, 0x5E)
PETROL = Cmyk(1, 0.3, 0.45, 0.35)


def conversion() -> ColourConversion:
    return ColourConversion(PROFILE, palette={THEME_PETROL: PETROL})


def page_of(content: bytes, resources: Dictionary | None = None, *, pdf: pikepdf.Pdf | None = None) -> pikepdf.Pdf:
    """A PDF of one A5 page with bleed that holds `content`."""
    pdf = pdf or pikepdf.new()
    page = pdf.add_blank_page(page_size=(MEDIA[2], MEDIA[3]))
    page.obj.TrimBox = Array(TRIM)
    page.obj.Resources = resources if resources is not None else Dictionary()
    page.obj.Contents = pdf.make_stream(content)
    return pdf


def icc_space(pdf: pikepdf.Pdf, components: int) -> pikepdf.Object:
    return Array([Name.ICCBased, pdf.make_stream(b"profile", N=components)])


def form(pdf: pikepdf.Pdf, content: bytes, resources: Dictionary | None = None) -> pikepdf.Stream:
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 100]), Resources=resources or Dictionary()
    )


def picture_file(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
