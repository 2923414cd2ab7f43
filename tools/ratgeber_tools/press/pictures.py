"""Pictures for the press: a PNG or JPEG becomes a PDF page with the picture in CMYK or grey, as large as Typst sets it.

Pages instead of picture files, because Typst writes PNG as RGB with a profile, but leaves a PDF's colours alone.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Name

from ratgeber_tools.errors import InputError
from ratgeber_tools.press.colours import MOST_INK_IN_PICTURES, ColourConversion, limited

if TYPE_CHECKING:
    from PIL import Image

#: As for contributions: a scan of A4 at 600 dpi has 35 million pixels; more takes gigabytes and minutes.
MOST_PIXELS = 50_000_000

#: What Typst takes for a picture that does not say how large it is meant to be.
USUAL_DPI = 72.0

_JPEG_QUALITY = 92
_GREY_MODES = ("1", "L", "LA", "I", "F")


def picture_page(data: bytes, conversion: ColourConversion) -> bytes:
    """Return the picture as a PDF of one page.  Raises `InputError` if it is none, damaged, or far too large."""
    from PIL import ImageOps

    image = _opened(data)
    is_jpeg = image.format == "JPEG"
    dpi = image.info.get("dpi", (USUAL_DPI, USUAL_DPI))
    try:
        image.load()
        upright = ImageOps.exif_transpose(image)
    except Exception:  # Pillow's decoders raise anything from OSError to struct.error on damaged files
        raise InputError("Das Bild ist beschädigt. Legen Sie es aus der Vorlage neu an.") from None
    width, height = (
        72 * pixels / (float(per_inch) if 1 < float(per_inch) < 10_000 else USUAL_DPI)
        for pixels, per_inch in zip(upright.size, dpi, strict=True)
    )
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.obj.MediaBox = pikepdf.Array([0, 0, round(width, 4), round(height, 4)])
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Bild=picture_object(pdf, conversion, upright, as_jpeg=is_jpeg))
    )
    page.obj.Contents = pdf.make_stream(f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Bild Do Q".encode())
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def picture_object(
    pdf: pikepdf.Pdf, conversion: ColourConversion, image: Image.Image, *, as_jpeg: bool
) -> pikepdf.Object:
    """Return the picture as an image XObject of `pdf`; transparent places become paper."""
    plain = _in_press_colours(_without_transparency(image), conversion)
    picture = pikepdf.Stream(pdf, b"")
    if as_jpeg:
        buffer = io.BytesIO()
        plain.save(buffer, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
        picture.write(buffer.getvalue(), filter=Name.DCTDecode)
        if plain.mode == "CMYK":
            picture.Decode = pikepdf.Array([1, 0] * 4)  # Pillow writes CMYK JPEG inverted, as Photoshop does
    else:
        picture.write(zlib.compress(plain.tobytes(), 6), filter=Name.FlateDecode)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = plain.size
    picture.ColorSpace = Name.DeviceCMYK if plain.mode == "CMYK" else Name.DeviceGray
    picture.BitsPerComponent = 8
    return picture


_DRAWING_RISKS = (
    (re.compile(rb"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE), "Programmcode"),
    (re.compile(rb"<foreignObject", re.IGNORECASE), "Fremdes (foreignObject), das im Druck fehlt"),
    (re.compile(rb"<animate|<set\s", re.IGNORECASE), "Bewegung"),
)


def drawing_risks(svg: bytes) -> tuple[str, ...]:
    """Return what a drawing holds that cannot be printed, as German nouns."""
    return tuple(what for pattern, what in _DRAWING_RISKS if pattern.search(svg))


def _opened(data: bytes) -> Image.Image:
    from PIL import Image

    too_large = (
        f"hat mehr als {MOST_PIXELS // 1_000_000} Millionen Bildpunkte. "
        "Verkleinern Sie das Bild auf 1800 Bildpunkte Breite; mehr sieht man auf A5 nicht."
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        except Image.DecompressionBombError:
            raise InputError(f"Das Bild {too_large}") from None
        except Exception:  # see picture_page
            raise InputError("Die Datei ist kein lesbares PNG oder JPEG. Legen Sie das Bild neu an.") from None
    if image.width * image.height > MOST_PIXELS:
        raise InputError(f"Das Bild {too_large}")
    return image


def _without_transparency(image: Image.Image) -> Image.Image:
    from PIL import Image

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image
    seen = image.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    paper.alpha_composite(seen)
    flat = paper.convert("RGB")
    flat.info = {key: value for key, value in image.info.items() if key == "icc_profile"}
    return flat.convert("L") if image.mode in _GREY_MODES else flat


def _in_press_colours(image: Image.Image, conversion: ColourConversion) -> Image.Image:
    if image.mode == "CMYK":
        return limited(image, MOST_INK_IN_PICTURES)
    if image.mode.startswith("I"):  # 16 bits a pixel
        image = image.convert("I").point(lambda value: value / 256)
    if image.mode in _GREY_MODES or image.mode.startswith("I"):
        return image.convert("L")
    profile = image.info.get("icc_profile") if image.mode == "RGB" else None
    rgb = image.convert("RGB")
    rgb.info = {"icc_profile": profile} if profile else {}
    return conversion.picture(rgb)
