"""One picture, made fit for web and print: as an import files it, and as an edition publishes one of the guide.

Rules of an import: a PNG or JPEG that is upright, RGB or grey and not too large keeps its bytes, less what tells on
people (`formats`).  Anything else is computed anew (`raster`): photos lying on their side are turned, CMYK becomes RGB,
GIF, BMP, TIFF and WebP become PNG, and the longest edge is scaled to `raster.LONGEST_EDGE_PX`.  SVG is cleaned (`svg`).
Drawings in EMF or WMF need LibreOffice and are the caller's (`contributions.drawings`).

An edition only cleans: size and colours are the author's, and the press wants CMYK as it is.  It takes fewer formats,
and photographs in WebP become JPEG, a fifth of what they are as PNG.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from ratgeber_tools.pictures import formats, raster, svg

#: What a report says of a picture that told on people.
STRIPPED = "verborgene Angaben (etwa Aufnahmeort und -zeit) entfernt"
#: Fewer dropped bytes than this are padding, not worth a line in the report.
_WORTH_MENTIONING = 16


class UnusablePictureError(Exception):
    """The picture cannot be taken over; the text is a German sentence for the report."""


@dataclass(frozen=True, slots=True)
class FitPicture:
    """A picture ready to be written: bytes, extension with its dot, and what was changed (German, for the report)."""

    data: bytes
    extension: str
    changes: tuple[str, ...] = ()

    def file_name(self, stem: str) -> str:
        """Return `stem-0123456789.png`: readable, and different exactly when the content is."""
        return f"{stem}-{hashlib.sha256(self.data).hexdigest()[:10]}{self.extension}"


def is_drawing(data: bytes) -> bool:
    """Say whether the bytes are an EMF or WMF drawing (MS-EMF 2.3.4.2, MS-WMF 2.3.2.2 and 2.3.2.3)."""
    return (data[:4] == b"\x01\0\0\0" and data[40:44] == b" EMF") or data.startswith(
        (b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0\0", b"\x02\0\x09\0\0")
    )


def make_fit(data: bytes, *, crop: tuple[float, float, float, float] | None = None) -> FitPicture:
    """Return the picture as web and print take it; raise `UnusablePictureError` if there is none in the bytes.

    `crop` (left, top, right, bottom) is the share of each edge that is not shown, and is cut off for good: nobody
    should find in the file what its author cut away.  A drawing in SVG stays whole.
    """
    try:
        if crop is not None and not svg.is_svg(data):
            extension = ".jpg" if data.startswith(formats.JPEG_SIGNATURE) else ".png"
            return _computed_anew(data, extension, crop=crop)
        if data.startswith(formats.PNG_SIGNATURE):
            return _fit_walked(data, formats.walk_png, ".png")
        if data.startswith(formats.JPEG_SIGNATURE):
            return _fit_walked(data, formats.walk_jpeg, ".jpg")
        if svg.is_svg(data):
            return _cleaned_svg(data)
        return _computed_anew(data, ".png")
    except raster.UnreadableRasterError as error:
        raise UnusablePictureError(str(error)) from None
    except svg.BrokenSvgError as error:
        raise UnusablePictureError(str(error)) from None


def make_publishable(data: bytes) -> FitPicture:
    """Return a picture of the guide as an edition publishes it; raise `UnusablePictureError` if it cannot be.

    Its looks stay: a photo that only says that it lies on its side is turned.  Of moving pictures the first stays.
    """
    try:
        if data.startswith(formats.PNG_SIGNATURE):
            return _fit_walked(data, formats.walk_png, ".png", is_only_cleaned=True)
        if data.startswith(formats.JPEG_SIGNATURE):
            return _fit_walked(data, formats.walk_jpeg, ".jpg", is_only_cleaned=True)
        if svg.is_svg(data):
            return _cleaned_svg(data)
        if formats.is_gif(data) or formats.is_webp(data):
            is_photo = formats.is_webp(data) and not raster.has_transparency(data)
            return _computed_anew(data, ".jpg" if is_photo else ".png", is_stripped=raster.has_metadata(data))
    except raster.UnreadableRasterError as error:
        raise UnusablePictureError(str(error)) from None
    except svg.BrokenSvgError as error:
        raise UnusablePictureError(str(error)) from None
    raise UnusablePictureError("Die Datei ist weder JPEG noch PNG, GIF, WebP oder SVG.")


def _cleaned_svg(data: bytes) -> FitPicture:
    cleaned, removed = svg.clean(data, clean_picture=_cleaned_embedded)
    return FitPicture(cleaned, ".svg", tuple(f"entfernt: {what}" for what in removed))


def _cleaned_embedded(data: bytes) -> tuple[bytes, bool] | None:
    """Clean a picture inside a drawing: its bytes and whether anything was hidden in it; None if it is not usable."""
    if not data.startswith((formats.PNG_SIGNATURE, formats.JPEG_SIGNATURE)):
        return None
    try:
        fit = make_publishable(data)
    except UnusablePictureError:
        return None
    return fit.data, STRIPPED in fit.changes


def _fit_walked(
    data: bytes, walk: Callable[[bytes], formats.Walked], extension: str, *, is_only_cleaned: bool = False
) -> FitPicture:
    """Keep the file's own bytes where the rules allow it."""
    try:
        walked = walk(data)
    except formats.BrokenPictureError:
        return _computed_anew(data, extension)
    raster.check_size(walked.width, walked.height)
    is_too_large = max(walked.width, walked.height) > raster.LONGEST_EDGE_PX
    is_unfit = not is_only_cleaned and (is_too_large or walked.channels == 4)
    if is_unfit or (walked.dropped and raster.is_turned(data)):
        return _computed_anew(data, extension, is_stripped=walked.dropped >= _WORTH_MENTIONING)
    return FitPicture(walked.data, extension, (STRIPPED,) if walked.dropped >= _WORTH_MENTIONING else ())


def _computed_anew(
    data: bytes,
    extension: str,
    *,
    is_stripped: bool = False,
    crop: tuple[float, float, float, float] | None = None,
) -> FitPicture:
    encoded, changes = raster.compute_anew(data, as_jpeg=extension == ".jpg", crop=crop)
    return FitPicture(encoded, extension, (*changes, STRIPPED) if is_stripped else changes)
