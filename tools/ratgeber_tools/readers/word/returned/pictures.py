"""Pictures that came back: is one still the picture that went out, and what of it did somebody change?

Word makes pictures smaller as it saves, LibreOffice may pack them anew; neither is an edit.  Pillow is imported when
the first picture's bytes differ.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ratgeber_tools.document import Image, Picture
from ratgeber_tools.readers.word.report import tidy

if TYPE_CHECKING:
    from PIL import Image as Raster

#: Millimetres and share that a width may differ by where nobody touched it: programs round to points and pixels.
_ROUNDING_MM, _ROUNDING_SHARE = 0.6, 0.01
#: More is not looked at; contributions are refused from there on too.
_MOST_PIXELS = 50_000_000
#: Edge of the squares whose mean brightness and colour are compared, in pixels, and how far they may differ, of 255.
#: A drawing as JPEG of quality 60 differs by 7, another digit in small type by 13 (measured).
_SQUARE_PX, _FARTHEST = 8, 9
_WIDEST_PX = 1600
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


@dataclass(frozen=True, slots=True)
class ReturnedPictures:
    """The pictures of the copy that went out and of the one that came back, by their names."""

    sent: Mapping[str, Picture]
    returned: Mapping[str, Picture]

    def settled(self, atom: Image, sent: Image, returned: Image) -> Image:
        """Return the chapter's picture `atom`, shown as `sent`, with what somebody changed about it.

        An alternative text that is gone is none that somebody changed: the old Word format has no room for it.
        """
        image = atom
        if not self._is_same(sent.source, returned.source):
            image = replace(image, source=returned.source)
        if tidy(returned.alt) and tidy(returned.alt) != tidy(sent.alt):
            image = replace(image, alt=returned.alt)
        if _is_resized(sent.width_mm, returned.width_mm):
            image = replace(image, width_mm=returned.width_mm)
        return image

    def _is_same(self, sent: str, returned: str) -> bool:
        if sent == returned:
            return True
        one, other = self.sent.get(sent), self.returned.get(returned)
        return one is not None and other is not None and is_same_picture(one.data, other.data)


def _is_resized(sent: float | None, returned: float | None) -> bool:
    if sent is None or returned is None:
        return False
    return abs(sent - returned) > max(_ROUNDING_MM, _ROUNDING_SHARE * sent)


def is_same_picture(one: bytes, other: bytes) -> bool:
    """Say whether two files show the same, however packed or scaled down; what cannot be read is not the same."""
    if one == other:
        return True
    try:
        first, second = _opened(one), _opened(other)
    except (OSError, ValueError, SyntaxError):
        return False
    if abs(first.width * second.height - second.width * first.height) > 2 * max(first.width, second.width):
        return False  # another shape
    if _is_png(one) and _is_png(other) and first.size == second.size:
        return first.tobytes() == second.tobytes()  # nothing was lost in packing
    smaller = min((first.size, second.size), key=lambda size: size[0])
    size = (max(smaller[0], 1), max(smaller[1], 1))
    return _differ_at_most(first.resize(size), second.resize(size))


def _is_png(data: bytes) -> bool:
    return data.startswith(b"\x89PNG")


def _opened(data: bytes) -> Raster.Image:
    """Return a picture on white, in RGB."""
    from PIL import Image as Rasters

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Rasters.DecompressionBombWarning)
        with Rasters.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            seen = image.convert("RGBA")
    white = Rasters.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    flat = white.convert("RGB")
    flat.thumbnail((_WIDEST_PX, _WIDEST_PX))
    return flat


def _differ_at_most(one: Raster.Image, other: Raster.Image) -> bool:
    """Say whether every square of the two has about the same colour: packing blurs edges, an edit changes a place."""
    from PIL import Image as Rasters
    from PIL import ImageChops

    size = tuple(max(1, edge // _SQUARE_PX) for edge in one.size)
    box = Rasters.Resampling.BOX
    squares = [image.convert("YCbCr").resize((size[0], size[1]), resample=box) for image in (one, other)]
    extrema = ImageChops.difference(*squares).getextrema()
    return max(high for _, high in extrema) <= _FARTHEST  # type: ignore[misc]  # one pair a band
