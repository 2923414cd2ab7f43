from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from screen_pages import PETROL, PROFILE, PROFILES, THEME_PETROL, conversion

from ratgeber_tools.errors import MissingProgramError
from ratgeber_tools.hues import GREYS, HUES
from ratgeber_tools.press.colours import (
    MOST_INK,
    MOST_INK_IN_PICTURES,
    Cmyk,
    ColourConversion,
    ink_of,
    limited,
    palette_of_hues,
)

CONVERSION = conversion()
shares = st.floats(0, 1)


def test_black_and_grey_are_black_ink_alone() -> None:
    assert CONVERSION.colour(0, 0, 0) == Cmyk(0, 0, 0, 1)
    assert CONVERSION.colour(1, 1, 1) == Cmyk(0, 0, 0, 0)
    assert CONVERSION.grey(0.6)[:3] == (0, 0, 0)


def test_a_colour_of_the_theme_becomes_what_the_theme_prints() -> None:
    assert CONVERSION.colour(*(part / 255 for part in THEME_PETROL)) == PETROL


def test_red_is_printed_with_magenta_and_yellow() -> None:
    red = CONVERSION.colour(1, 0, 0)
    assert min(red.magenta, red.yellow) > 0.8
    assert max(red.cyan, red.black) < 0.1


@given(shares, shares, shares)
def test_no_colour_gets_more_ink_than_dries(red: float, green: float, blue: float) -> None:
    assert CONVERSION.colour(red, green, blue).ink <= MOST_INK


@given(st.lists(st.tuples(*[st.integers(0, 255)] * 4), min_size=4, max_size=4), st.floats(1, 4))
def test_a_limited_picture_keeps_its_black_and_the_limit(pixels: list[tuple[int, ...]], most: float) -> None:
    image = Image.new("CMYK", (2, 2))
    image.putdata(pixels)
    result = limited(image, most)
    assert ink_of(result) <= max(most, 1.0) + 1e-6
    assert result.getchannel("K").tobytes() == image.getchannel("K").tobytes()


def test_a_converted_picture_keeps_the_limit_of_pictures() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((40, 40), sigma) for sigma in (90, 60, 120)])
    converted = CONVERSION.picture(noise)
    assert converted.mode == "CMYK"
    assert ink_of(converted) <= MOST_INK_IN_PICTURES


def test_a_picture_with_a_damaged_profile_is_taken_for_srgb() -> None:
    image = Image.new("RGB", (1, 1), (255, 0, 0))
    plain = CONVERSION.picture(image).tobytes()
    image.info["icc_profile"] = b"broken"
    assert CONVERSION.picture(image).tobytes() == plain


def test_the_theme_gives_every_colour_of_its_own_in_both_spaces() -> None:
    palette = palette_of_hues()
    assert palette[(0x1A, 0x1A, 0x1A)] == Cmyk(0, 0, 0, 1)
    assert palette[(0x00, 0x56, 0x5E)] == Cmyk(1, 0.3, 0.45, 0.35)
    assert len(palette) == len(GREYS) + 3 * len(HUES)
    assert all(colour.ink <= MOST_INK for colour in palette.values())


def test_a_missing_or_foreign_profile_is_told_in_german(tmp_path: Path) -> None:
    for name, data in (("fehlt.icc", None), ("kaputt.icc", b"x"), ("bildschirm.icc", _srgb())):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(MissingProgramError, match=f"{name}: Das ist kein Farbprofil für den Druck"):
            ColourConversion(tmp_path / name)


def test_the_profile_has_its_licence_and_origin_beside_it() -> None:
    assert "zlib" in (PROFILES / f"LICENSE-{PROFILE.stem}.txt").read_text(encoding="utf-8")
    assert PROFILE.name in (PROFILES / "ORIGIN.md").read_text(encoding="utf-8")
    assert CONVERSION.description.startswith("ISO Coated v2 300%")


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
