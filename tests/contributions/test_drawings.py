from __future__ import annotations

import io

import pytest
from PIL import Image

from picture_makers import emf, png
from ratgeber_tools import office
from ratgeber_tools.contributions import drawings
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.typesetting.rasteriser import page_as_png


@pytest.mark.office
def test_a_drawing_becomes_a_picture_of_the_same_shape() -> None:
    result = drawings.as_png({"a": emf(4000, 2000), "b": emf(2000, 2000)}, rasterise=page_as_png)
    sizes = {}
    for name, data in result.items():
        image = Image.open(io.BytesIO(data))
        assert image.convert("L").getextrema()[0] < 100, "nothing was drawn"
        sizes[name] = image.size
    assert sizes["a"][0] == sizes["b"][0] == 1417
    assert abs(sizes["a"][0] / sizes["a"][1] - 2) < 0.05
    assert abs(sizes["b"][0] / sizes["b"][1] - 1) < 0.05


@pytest.mark.office
def test_a_drawing_the_rasteriser_refuses_is_missing_from_the_answer() -> None:
    def rasterise(pdf: bytes) -> bytes:
        raise InputError("geht nicht")

    assert drawings.as_png({"a": emf()}, rasterise=rasterise) == {}


@pytest.mark.parametrize("data", [emf(0, 0), emf(1, 4000), emf()[:30], b"\x01\0\x09\0\0" + b"\0" * 50])
def test_a_drawing_that_does_not_say_how_large_it_is_is_left_out(data: bytes) -> None:
    assert drawings.as_png({"a": data}, rasterise=lambda pdf: png()) == {}


def test_without_libreoffice_the_drawing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingProgramError):
        drawings.as_png({"a": emf()}, rasterise=lambda pdf: png())


def test_a_broken_page_is_no_picture() -> None:
    with pytest.raises(InputError):
        page_as_png(b"%PDF-1.7 broken")
