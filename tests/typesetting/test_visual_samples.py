"""The sheets of the visual language: drawn without a browser, small, and what the handbook shows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ratgeber_tools.typesetting.visual_samples import draw_samples, sample_names

PICTURES = Path(__file__).parents[2] / "docs" / "handbuch" / "bilder"


@pytest.fixture(scope="module")
def samples() -> dict[str, bytes]:
    return draw_samples()


def test_every_sheet_is_a_small_picture(samples: dict[str, bytes]) -> None:
    assert tuple(samples) == sample_names()
    assert all(Image.open(io.BytesIO(picture)).format == "PNG" for picture in samples.values())
    assert all(len(picture) < 60_000 for picture in samples.values())


@pytest.mark.parametrize("name", sample_names())
def test_the_handbook_shows_what_is_drawn_now(samples: dict[str, bytes], name: str) -> None:
    """If it does not: ratgeber bilder --gestaltung --nach docs/handbuch/bilder --ueberschreiben"""
    now = Image.open(io.BytesIO(samples[name])).convert("RGB")
    kept = Image.open(PICTURES / name).convert("RGB")
    assert now.size == kept.size
    assert now.tobytes() == kept.tobytes()
