"""Pictures computed anew with Pillow: turned upright, scaled, in RGB or grey, as PNG or JPEG without metadata.

Pillow is imported when the first picture needs it: most pictures do not (`pictures`).
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

#: The type area of the A5 booklet is 120 mm wide, 1 417 pixels at 300 dpi.  A quarter more is left alone, since every
#: computation costs sharpness.
LONGEST_EDGE_PX = 1800

#: More is refused: a scan of A4 at 600 dpi has 35 million pixels, a decompression bomb has hundreds of millions.
MOST_PIXELS = 50_000_000

_JPEG_QUALITY = 90

#: EXIF tag 0x0112 (CIPA DC-008, 4.6.4): 1 is upright.
_ORIENTATION = 0x0112

#: What Pillow is asked to try.  A short list: every decoder is attack surface.
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


class UnreadableRasterError(Exception):
    """The bytes cannot become a picture; the text is a German sentence for the report."""


def check_size(width: int, height: int) -> None:
    """Raise `UnreadableRasterError` if the picture has more than `MOST_PIXELS` pixels."""
    if width * height > MOST_PIXELS:
        megapixels = f"{width * height / 1e6:.0f}"
        raise UnreadableRasterError(
            f"Das Bild ist mit {megapixels} Millionen Bildpunkten zu groß. "
            f"Verkleinern Sie es auf {LONGEST_EDGE_PX} Bildpunkte Breite und fügen Sie es neu ein."
        )


def is_turned(data: bytes) -> bool:
    """Say whether the file asks to be turned or mirrored before it is shown."""
    with _opened(data) as image:
        return int(image.getexif().get(_ORIENTATION, 1)) != 1


def has_transparency(data: bytes) -> bool:
    """Say whether parts of the picture can be seen through."""
    with _opened(data) as image:
        return _has_alpha(image)


def has_metadata(data: bytes) -> bool:
    """Say whether the file says more than how it looks: where and when it was taken, with what, by whom."""
    with _opened(data) as image:
        return bool(image.getexif()) or any(image.info.get(name) for name in ("xmp", "comment", "exif"))


def compute_anew(
    data: bytes, *, as_jpeg: bool, crop: tuple[float, float, float, float] | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """Return the picture as PNG (or JPEG) by the module's rules, and what was changed, in German.

    `crop` is what is cut off the left, the top, the right and the bottom, as shares of the upright picture.
    """
    from PIL import Image, ImageOps

    changes = []
    with _opened(data) as image:
        if image.format not in ("PNG", "JPEG", "MPO"):
            changes.append(f"von {image.format} in {'JPEG' if as_jpeg else 'PNG'} umgewandelt")
        if getattr(image, "is_animated", False) and image.format != "MPO":
            changes.append("von mehreren Bildern bleibt das erste")
        if as_jpeg:  # lets the decoder skip detail that scaling would throw away
            image.draft(None, (LONGEST_EDGE_PX, LONGEST_EDGE_PX))
        orientation = int(image.getexif().get(_ORIENTATION, 1))
        profile = image.info.get("icc_profile")
        try:
            image.load()
            upright = ImageOps.exif_transpose(image)
        except Exception:  # Pillow's decoders raise anything from OSError to struct.error on damaged files
            raise UnreadableRasterError("Das Bild ist beschädigt. Fügen Sie es in Word neu ein.") from None
    if orientation != 1:
        changes.append("aufrecht gedreht")
    if crop is not None:
        upright = _cropped(upright, crop)
        changes.append("auf den Ausschnitt zugeschnitten, den Word zeigt")
    mode = _plain_mode(upright, as_jpeg=as_jpeg)
    if upright.mode == "CMYK":
        changes.append("Druckfarben (CMYK) in RGB umgewandelt")
        profile = None
    scaled = _in_mode(upright, mode)
    if max(scaled.size) > LONGEST_EDGE_PX:
        scaled.thumbnail((LONGEST_EDGE_PX, LONGEST_EDGE_PX), Image.Resampling.LANCZOS)
        changes.append(f"auf {scaled.width} × {scaled.height} Bildpunkte verkleinert")
    buffer = io.BytesIO()
    clean = scaled.copy()
    clean.info = {}
    if as_jpeg:
        clean.save(buffer, "JPEG", quality=_JPEG_QUALITY, optimize=True, icc_profile=profile)
    else:
        clean.save(buffer, "PNG", optimize=False, icc_profile=profile)
    return buffer.getvalue(), tuple(changes)


def _cropped(image: Image.Image, crop: tuple[float, float, float, float]) -> Image.Image:
    left, top, right, bottom = crop
    width, height = image.size
    box = (
        min(round(left * width), width - 1),
        min(round(top * height), height - 1),
        max(round((1 - right) * width), round(left * width) + 1),
        max(round((1 - bottom) * height), round(top * height) + 1),
    )
    return image.crop((box[0], box[1], min(box[2], width), min(box[3], height)))


def _opened(data: bytes) -> Image.Image:
    """Open the bytes with Pillow, which reads only the header, and refuse what is no picture or too large."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a bomb is our own check's business, odd EXIF nobody's
        try:
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            raise UnreadableRasterError(
                "Das Bild ist viel zu groß. Verkleinern Sie es und fügen Sie es neu ein."
            ) from None
        except Exception:  # see compute_anew
            raise UnreadableRasterError(
                "Die Datei ist kein Bild, das wir lesen können. Fügen Sie das Bild als PNG oder JPEG ein."
            ) from None
    check_size(*image.size)
    return image


def _plain_mode(image: Image.Image, *, as_jpeg: bool) -> str:
    """Return the mode to encode in: grey or RGB, with transparency where the picture has it and PNG carries it."""
    is_grey = image.mode in ("1", "L", "LA") or image.mode.startswith(("I", "F"))
    has_alpha = not as_jpeg and _has_alpha(image)
    if is_grey:
        return "LA" if has_alpha and image.mode == "LA" else "L" if not has_alpha else "RGBA"
    return "RGBA" if has_alpha else "RGB"


def _has_alpha(image: Image.Image) -> bool:
    return "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info


def _in_mode(image: Image.Image, mode: str) -> Image.Image:
    if image.mode.startswith("I"):  # 16 bits a pixel; converting alone would cut everything above 255 to white
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    return image if image.mode == mode else image.convert(mode)
