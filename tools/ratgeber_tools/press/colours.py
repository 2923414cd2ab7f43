"""Colours of the screen become colours of the press: sRGB to CMYK.

Three rules, in this order.  A colour of our own theme becomes the CMYK the theme gives it, so that a drawing matches
the box beside it.  Grey becomes black ink alone, so that lines stay sharp and never shimmer.  Everything else goes
through the printer's ICC profile (relative colorimetric with black point compensation).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ratgeber_tools.errors import MissingProgramError
from ratgeber_tools.hues import GREYS, HUES

if TYPE_CHECKING:
    from PIL import Image, ImageCms

#: More ink does not dry between two sheets; printers' data sheets and the profile we ship say so.
MOST_INK = 3.0

#: Pictures are kept a little below, because JPEG adds noise.
MOST_INK_IN_PICTURES = 2.9


class Cmyk(NamedTuple):
    """Shares of the four inks, each from 0 to 1."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    @property
    def ink(self) -> float:
        """Total ink, 0 to 4; 3 is what printers call 300 %."""
        return self.cyan + self.magenta + self.yellow + self.black


Rgb = tuple[int, int, int]
Palette = Mapping[Rgb, Cmyk]


def palette_of_hues() -> Palette:
    """Return the inks of the guide's own colours, hues and greys."""
    pairs = (((hue.deep, hue.deep_inks), (hue.mid, hue.mid_inks), (hue.tint, hue.tint_inks)) for hue in HUES)
    greys = ((grey.light, grey.inks) for grey in GREYS)
    return {_rgb(code.removeprefix("#")): Cmyk(*(share / 100 for share in inks)) for code, inks in chain(greys, *pairs)}


def _rgb(code: str) -> Rgb:
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)


class ColourConversion:
    """sRGB to one printing condition, given by its ICC profile (`path`) and the theme's own colours.

    Raises `MissingProgramError` if the profile is missing or describes no CMYK printing.
    """

    def __init__(self, path: Path, *, palette: Palette | None = None) -> None:
        self.path = path
        self._palette = dict(palette or {})
        self._known: dict[Rgb, Cmyk] = {}
        self._profile  # noqa: B018  # read now, so that a wrong file is told before anything is built

    def colour(self, red: float, green: float, blue: float) -> Cmyk:
        """Return the inks for an sRGB colour, components from 0 to 1."""
        rgb = (_byte(red), _byte(green), _byte(blue))
        if rgb not in self._known:
            self._known[rgb] = self._palette.get(rgb) or self._computed(rgb)
        return self._known[rgb]

    def grey(self, level: float) -> Cmyk:
        """Return black ink alone for a grey from 0 (black) to 1 (white)."""
        return self.colour(level, level, level)

    def picture(self, image: Image.Image) -> Image.Image:
        """Return an RGB picture in CMYK with at most `MOST_INK_IN_PICTURES`; its own profile, if any, is respected."""
        from PIL import ImageCms

        embedded = image.info.get("icc_profile")
        transform = self._to_press
        if embedded:
            try:
                transform = self._transform(ImageCms.ImageCmsProfile(io.BytesIO(embedded)))
            except (ImageCms.PyCMSError, OSError):  # a damaged profile: most pictures without a good one are sRGB
                transform = self._to_press
        converted = ImageCms.applyTransform(image, transform)
        assert converted is not None  # only `inPlace` returns none
        return limited(converted, MOST_INK_IN_PICTURES)

    @cached_property
    def description(self) -> str:
        """What the profile calls itself."""
        return str(self._profile.profile.profile_description or "").strip()

    @cached_property
    def _profile(self) -> ImageCms.ImageCmsProfile:
        from PIL import ImageCms

        sentence = (
            f"{self.path.name}: Das ist kein Farbprofil für den Druck (ICC, Vierfarbdruck). "
            "Fragen Sie die Druckerei nach der ICC-Datei, oder nehmen Sie das mitgelieferte Druckprofil."
        )
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(self.path.read_bytes()))
        except (OSError, ImageCms.PyCMSError):
            raise MissingProgramError(sentence) from None
        if profile.profile.xcolor_space.strip() != "CMYK" or profile.profile.device_class.strip() != "prtr":
            raise MissingProgramError(sentence)
        return profile

    @cached_property
    def _to_press(self) -> ImageCms.ImageCmsTransform:
        from PIL import ImageCms

        return self._transform(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")))

    def _transform(self, source: ImageCms.ImageCmsProfile) -> ImageCms.ImageCmsTransform:
        from PIL import ImageCms

        return ImageCms.buildTransform(
            source,
            self._profile,
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def _computed(self, rgb: Rgb) -> Cmyk:
        if rgb[0] == rgb[1] == rgb[2]:
            return Cmyk(0, 0, 0, round(1 - rgb[0] / 255, 3))
        from PIL import Image, ImageCms

        pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), rgb), self._to_press)
        assert pixel is not None
        inks = pixel.getpixel((0, 0))
        assert isinstance(inks, tuple)
        return _held_to(Cmyk(*(round(ink / 255, 3) for ink in inks)), MOST_INK)


def _held_to(colour: Cmyk, most: float) -> Cmyk:
    """Take back the three colours, black last, until `most` is kept."""
    if colour.ink <= most:
        return colour
    share = max(0.0, (most - colour.black) / (colour.ink - colour.black))
    return Cmyk(colour.cyan * share, colour.magenta * share, colour.yellow * share, colour.black)


def limited(image: Image.Image, most: float) -> Image.Image:
    """Return a CMYK picture in which no pixel has more than `most` ink: where it has, the colours are taken back."""
    from PIL import Image, ImageMath

    if ink_of(image) <= most:
        return image
    cyan, magenta, yellow, black = (band.convert("F") for band in image.split())
    room = most * 255

    def share(a: dict[str, object]) -> object:
        colours = a["c"] + a["m"] + a["y"]  # type: ignore[operator]
        return a["min"]((room - a["k"]) / a["max"](colours, 1.0), 1.0)  # type: ignore[operator]

    factor = ImageMath.lambda_eval(share, c=cyan, m=magenta, y=yellow, k=black)
    bands = [
        ImageMath.lambda_eval(lambda a: a["v"] * a["f"], v=band, f=factor).convert("L")  # rounds down
        for band in (cyan, magenta, yellow)
    ]
    return Image.merge("CMYK", (*bands, image.getchannel("K")))


def ink_of(image: Image.Image) -> float:
    """Return the most ink any pixel of a CMYK picture has, 0 to 4."""
    from PIL import ImageMath

    cyan, magenta, yellow, black = image.split()
    total = ImageMath.lambda_eval(lambda a: a["c"] + a["m"] + a["y"] + a["k"], c=cyan, m=magenta, y=yellow, k=black)
    return float(total.getextrema()[1]) / 255


def _byte(component: float) -> int:
    return max(0, min(255, round(component * 255)))
