"""The colours: enough contrast for everyone, light and dark (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from ratgeber_tools.sphinx_ext.html.style_sheet import style_sheet


def palettes() -> list[dict[str, str]]:
    """The colours of light pages and of dark ones, each from the palette and from the hues."""
    blocks = re.findall(r"(prefers-color-scheme:dark\)\{)?:root ?\{([^{}]*)\}", style_sheet(is_whole_page=False))
    colours = [(bool(dark), dict(re.findall(r"--rg-([\w-]+):(#[0-9a-f]{6})", block))) for dark, block in blocks]
    return [
        {name: colour for dark, some in colours if dark is is_dark for name, colour in some.items()}
        for is_dark in (False, True)
    ]


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
def test_words_can_be_read_on_every_ground(palette: dict[str, str]) -> None:
    grounds = {name: colour for name, colour in palette.items() if name == "page" or name.endswith("-ground")}
    assert len(grounds) > 7
    for name, ground in grounds.items():
        assert contrast(palette["text"], ground) >= 7, name
        assert contrast(palette["link"], ground) >= 4.5, name
        assert contrast(palette["muted"], ground) >= 4.5, name
        if name != "page":
            edge = palette[name.removesuffix("ground") + "edge"]
            assert contrast(edge, ground) >= 4.5, f"title on {name}"
            assert contrast(edge, palette["page"]) >= 4.5, f"{name}: title on the page"


@pytest.mark.parametrize("palette", palettes(), ids=["hell", "dunkel"])
def test_fields_and_the_focus_can_be_seen(palette: dict[str, str]) -> None:
    for name in ("field", "focus"):
        for ground in ("page", "plain-ground"):
            assert contrast(palette[name], palette[ground]) >= 3, name
