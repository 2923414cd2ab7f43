"""The colours of boxes: enough contrast for everyone, light and dark (WCAG 2.2, 1.4.3 and 1.4.6)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ratgeber_tools.sphinx_ext import html

STYLES = Path(html.__file__).parent / "static" / "ratgeber.css"


def palettes() -> list[dict[str, str]]:
    blocks = re.findall(r"\{([^}]*--rg-[^}]*)\}", STYLES.read_text(encoding="utf-8"))
    return [palette for block in blocks if (palette := dict(re.findall(r"--rg-([\w-]+): (#[0-9a-f]{6})", block)))]


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour as WCAG defines it."""
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_there_is_a_light_and_a_dark_palette() -> None:
    light, dark = palettes()
    assert light.keys() == dark.keys()
    assert luminance(light["text"]) < 0.1 < 0.5 < luminance(dark["text"])


@pytest.mark.parametrize("palette", palettes(), ids=["hell", "dunkel"])
def test_words_on_every_box_can_be_read(palette: dict[str, str]) -> None:
    for name, ground in palette.items():
        if name.endswith("-ground"):
            edge = palette[name.removesuffix("ground") + "edge"]
            assert contrast(palette["text"], ground) >= 7, name
            assert contrast(palette["link"], ground) >= 4.5, name
            assert contrast(edge, ground) >= 4.5, f"title on {name}"
