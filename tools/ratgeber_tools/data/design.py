"""How the exhibition looks, as tokens: colours for light and dark screens, a typeface's name, the radius of corners.

Nothing is set until the exhibition's designers say so; then what is unset stays as the theme has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from ratgeber_tools.data.fields import Frozen, Text, mistake

#: Least contrast of text and its ground (WCAG 2.2, success criterion 1.4.3, level AA).
LEAST_CONTRAST = 4.5

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_TYPEFACE = re.compile(r"[A-Za-zÄÖÜäöüß0-9][A-Za-zÄÖÜäöüß0-9 -]*")


def _color(value: str) -> str:
    if not _COLOR.fullmatch(value):
        raise mistake(f"„{value}“ ist keine Farbe. Schreiben Sie sechs Stellen mit # davor, in Anführungszeichen.")
    return value.lower()


def _typeface(value: str) -> str:
    if value and not _TYPEFACE.fullmatch(value):
        raise mistake(f"„{value}“ ist kein Name einer Schrift: nur Buchstaben, Ziffern, Leerzeichen und „-“.")
    return value


Color = Annotated[str, AfterValidator(_color)]


class Palette(Frozen):
    """Colours that belong together: text and accent both stand on `ground`."""

    ground: Color | None = Field(alias="grund", default=None)
    text: Color | None = Field(alias="schrift", default=None)
    accent: Color | None = Field(alias="akzent", default=None)

    @property
    def colors(self) -> dict[str, str | None]:
        """The colours by the names a person types."""
        return {"grund": self.ground, "schrift": self.text, "akzent": self.accent}


class Design(Frozen):
    light: Palette = Field(alias="hell", default_factory=Palette)
    dark: Palette = Field(alias="dunkel", default_factory=Palette)
    typeface: Annotated[Text, AfterValidator(_typeface)] = Field(alias="schriftart", default="")
    corner_radius_px: Annotated[float, Field(ge=0, le=40)] | None = Field(alias="eckenradius", default=None)

    @property
    def is_set(self) -> bool:
        return self != Design()


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours typed `#rrggbb`, from 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def oddities_of(design: Design) -> Iterator[str]:
    """Yield what is wrong with the colours: incomplete palettes, and words that could not be read."""
    for name, palette in (("hell", design.light), ("dunkel", design.dark)):
        missing = [key for key, value in palette.colors.items() if value is None]
        if 0 < len(missing) < len(palette.colors):
            yield f"Unter „gestaltung“ gehören die Farben von „{name}“ zusammen, hier fehlt: {', '.join(missing)}."
        for key, color in (("schrift", palette.text), ("akzent", palette.accent)):
            if palette.ground is None or color is None:
                continue
            ratio = contrast(palette.ground, color)
            if ratio < LEAST_CONTRAST:
                found = f"{ratio:.2f}".replace(".", ",")
                yield (
                    f"Unter „gestaltung“ ist „{key}“ auf „grund“ bei „{name}“ zu schwach zu lesen: Der Kontrast ist "
                    f"{found} zu 1, nötig sind 4,5 zu 1. Nehmen Sie eine dunklere oder hellere Farbe."
                )


def _luminance(color: str) -> float:
    """Return the relative luminance, 0 to 1 (WCAG 2.2)."""
    channels = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
