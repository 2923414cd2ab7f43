from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from screen_pages import TRIM, form, icc_space, page_of

from ratgeber_tools.findings import Code
from ratgeber_tools.press.preflight import Inspection, findings, inspect
from ratgeber_tools.press.printers import load_printer

PRINTER = load_printer("standard")


def saved(pdf: pikepdf.Pdf) -> bytes:
    for page in pdf.pages:
        if "/BleedBox" not in page.obj:
            page.obj.BleedBox = page.obj.MediaBox
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def inspected(content: bytes, resources: Dictionary | None = None, *, pdf: pikepdf.Pdf | None = None) -> Inspection:
    return inspect(saved(page_of(content, resources, pdf=pdf)), PRINTER)


def codes(inspection: Inspection) -> list[Code]:
    return [finding.code for finding in findings(inspection, PRINTER)]


def test_a_page_in_cmyk_and_grey_is_fit() -> None:
    inspection = inspected(b"1 0.3 0.45 0.35 k 0 0 9 9 re f 0.5 g 0 0 9 9 re f 0 0 0 1 K 0 0 m 9 9 l S")
    assert inspection.is_fit
    assert codes(inspection) == []


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 rg 0 0 9 9 re f",
        b"1 0 0 RG 0 0 m 9 9 l S",
        b"/rgb cs 1 0 0 scn 0 0 9 9 re f",
        b"/grey cs 0.5 scn 0 0 9 9 re f",
        b"/lab cs 50 0 0 scn 0 0 9 9 re f",
        b"/spot cs 1 scn 0 0 9 9 re f",
        b"/F Do",
        b"/G Do",
        b"/B Do",
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/Pattern cs /Q scn 0 0 9 9 re f",
        b"/S sh",
        b"/M gs 0 0 0 1 k 0 0 9 9 re f",
        b"BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI",
        b"0 0 0 1 k BT (x) ' ET",
    ],
    ids=lambda content: content.decode("latin-1"),
)
def test_any_other_colour_is_found_wherever_it_hides(content: bytes) -> None:
    pdf = pikepdf.new()
    red = form(pdf, b"1 0 0 rg 0 0 9 9 re f")
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1, 1, 1]), C1=Array([0, 0, 0]))
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Function=function)
    tiling = pdf.make_stream(
        b"1 0 0 rg 0 0 9 9 re f", PatternType=1, PaintType=1, BBox=Array([0, 0, 9, 9]), XStep=9, YStep=9, TilingType=1
    )
    picture = pdf.make_stream(
        b"abc", Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )
    resources = Dictionary(
        ColorSpace=Dictionary(
            rgb=icc_space(pdf, 3),
            grey=icc_space(pdf, 1),
            lab=Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))]),
            spot=Array([Name.Separation, Name.Gold, Name.DeviceCMYK, function]),
        ),
        XObject=Dictionary(F=red, G=form(pdf, b"/F Do", Dictionary(XObject=Dictionary(F=red))), B=picture),
        Pattern=Dictionary(P=tiling, Q=Dictionary(PatternType=2, Shading=shading)),
        Shading=Dictionary(S=shading),
        ExtGState=Dictionary(M=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=red))),
    )
    inspection = inspected(content, resources, pdf=pdf)
    assert not inspection.is_fit
    assert Code.PRESS_COLOUR in codes(inspection)


def test_a_name_that_leads_nowhere_is_a_finding_and_no_crash() -> None:
    inspection = inspected(b"/Nirgends Do")
    assert inspection.unreadable == [1]
    assert codes(inspection) == [Code.PRESS_COLOUR]


def test_too_much_ink_is_found_with_its_amount() -> None:
    (finding,) = findings(inspected(b"0.9 0.8 0.8 0.9 k 0 0 9 9 re f"), PRINTER)
    assert finding.code is Code.PRESS_INK
    assert "340 % Farbauftrag" in finding.text


def test_black_text_that_overprints_adds_to_what_lies_below() -> None:
    state = Dictionary(ExtGState=Dictionary(An=Dictionary(op=True, OPM=1)), Font=Dictionary(F=_font()))
    text = b"0 0 0 1 k /An gs BT /F 10 Tf 1 0 0 1 5 5 Tm (xxx) Tj ET"
    alone = inspected(text, state)
    on_dark = inspected(b"0.9 0.8 0.7 0.1 k 0 0 99 99 re f " + text, state)
    beside = inspected(b"0.9 0.8 0.7 0.1 k 200 200 9 9 re f " + text, state)
    assert alone.most_ink.amount == 1
    assert on_dark.most_ink.amount == pytest.approx(0.9 + 0.8 + 0.7 + 1)
    assert Code.PRESS_INK in codes(on_dark)
    assert beside.most_ink.amount == pytest.approx(2.5)


def test_black_text_that_knocks_out_is_found() -> None:
    inspection = inspected(b"0 0 0 1 k BT /F 10 Tf (xxx) Tj ET", Dictionary(Font=Dictionary(F=_font())))
    assert inspection.black_knocks_out == [1]
    assert "überdruckt nicht" in " ".join(finding.text for finding in findings(inspection, PRINTER))


@pytest.mark.parametrize(("pixels", "is_low"), [(200, True), (300, False)])
def test_a_coarse_picture_is_found_at_its_printed_size(pixels: int, is_low: bool) -> None:
    pdf = pikepdf.new()
    data = Image.new("L", (pixels, pixels), 128).tobytes()
    picture = pdf.make_stream(
        data, Subtype=Name.Image, Width=pixels, Height=pixels, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )
    half = form(pdf, b"0.5 0 0 1 0 0 cm /B Do", Dictionary(XObject=Dictionary(B=picture)))
    resources = Dictionary(XObject=Dictionary(F=half))
    inspection = inspected(b"144 0 0 72 0 0 cm /F Do", resources, pdf=pdf)  # one inch by one
    assert (codes(inspection) == [Code.PRESS_LOW_PICTURE]) is is_low
    assert inspection.is_fit


def test_a_picture_with_too_much_ink_is_found() -> None:
    pdf = pikepdf.new()
    picture = pdf.make_stream(
        b"\xff" * 4, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceCMYK, BitsPerComponent=8
    )
    inspection = inspected(b"1 0 0 1 0 0 cm /B Do", Dictionary(XObject=Dictionary(B=picture)), pdf=pdf)
    assert Code.PRESS_INK in codes(inspection)


def test_a_font_that_is_not_embedded_is_found() -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    inspection = inspected(b"0.5 0 0 0 k BT /F 10 Tf (xxx) Tj ET", Dictionary(Font=Dictionary(F=font)))
    assert codes(inspection) == [Code.PRESS_FONT]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"/TrimBox": None}, "fehlt"),
        ({"/TrimBox": [10, 10, 400, 590]}, "Endformat"),
        ({"/BleedBox": list(TRIM)}, "Beschnitt"),
        ({"/MediaBox": list(TRIM)}, "MediaBox"),
        ({"/Rotate": 90}, "gedreht"),
    ],
)
def test_wrong_boxes_are_found(change: dict[str, object], said: str) -> None:
    pdf = page_of(b"")
    page = pdf.pages[0].obj
    page.BleedBox = page.MediaBox
    for key, value in change.items():
        if value is None:
            del page[key]
        else:
            page[key] = Array(value) if isinstance(value, list) else value
    wrong = list(findings(inspect(saved(pdf), PRINTER), PRINTER))
    assert wrong
    assert said in " ".join(finding.text for finding in wrong)
    assert {finding.code for finding in wrong} == {Code.PRESS_BOXES}


def test_another_printer_asks_for_another_bleed() -> None:
    data = saved(page_of(b""))
    assert inspect(data, PRINTER).is_fit
    assert not inspect(data, replace(PRINTER, bleed_mm=2)).is_fit


@pytest.mark.parametrize("share", [0.2, 0.6])
def test_ghostscript_measures_the_same_ink(tmp_path: Path, share: float) -> None:
    """A second opinion: the page separated into four inks, its darkest pixel counted."""
    if shutil.which("gs") is None:
        pytest.skip("Ghostscript fehlt: keine zweite Meinung zum Farbauftrag")
    data = saved(page_of(f"{share} 0.5 0.3 0.1 k 0 0 436 612 re f 0 0 0 0.5 k 50 50 9 9 re f".encode()))
    (tmp_path / "seite.pdf").write_bytes(data)
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r20"]
    subprocess.run([*command, f"-sOutputFile={tmp_path / 'seite.tif'}", str(tmp_path / "seite.pdf")], check=True)
    with Image.open(tmp_path / "seite.tif") as image:
        theirs = max(sum(pixel) for pixel in zip(*(band.tobytes() for band in image.split()), strict=True)) / 255
    assert inspect(data, PRINTER).most_ink.amount == pytest.approx(theirs, abs=0.02)


def _font() -> Dictionary:
    """A font whose glyphs are half as wide as high; that it is not embedded is another test's matter."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, FirstChar=120, Widths=Array([500]))


@pytest.mark.parametrize(
    ("content", "is_fine"),
    [
        (b"0.2 w 0 0 0 1 K 0 0 m 9 9 l S", True),
        (b"0.25 w 0 0 0 1 K 0 0 m 9 9 l S", False),
        (b"0 0 0 1 k 0 0 90 0.1 re f", True),  # a line drawn as an area
        (b"0 0 0 1 k 0 0 90 0.3 re f", False),
        (b"0 0 0 0 k 0 0 90 0.1 re f", False),  # paper
        (b"q 0.1 0 0 0.1 0 0 cm 2 w 0 0 0 1 K 0 0 m 90 90 l S Q", True),  # two units, a fifth of a point
        (b"q 0.1 0 0 0.1 0 0 cm 5 w 0 0 0 1 K 0 0 m 90 90 l S Q", False),
        (b"0.1 w 0 0 0 0 K 0 0 m 9 9 l S", False),  # paper on paper
        (b"/Hair gs 0 0 0 1 K 0 0 m 9 9 l S", True),
    ],
)
def test_a_hairline_is_told_at_the_width_it_has_on_the_page(content: bytes, is_fine: bool) -> None:
    inspection = inspected(content, Dictionary(ExtGState=Dictionary(Hair=Dictionary(LW=0.1))))
    assert (codes(inspection) == [Code.PRESS_FINE]) is is_fine
    assert inspection.is_fit


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"BT /F 7 Tf 1 0.3 0.45 0.35 k 20 20 Td (Wort) Tj ET", "aus 4 Druckfarben"),
        (b"BT /F 7 Tf 0 0 0 1 k 20 20 Td (Wort) Tj ET", ""),
        (b"BT /F 7 Tf 1 0 0 0.5 k 20 20 Td (Wort) Tj ET", ""),
        (b"BT /F 9 Tf 1 0.3 0.45 0.35 k 20 20 Td (Wort) Tj ET", ""),
        (b"1 0.3 0.45 0.35 k 0 0 90 90 re f BT /F 7 Tf 0 0 0 0 k 20 20 Td (Wort) Tj ET", "weiß in 7.0 pt"),
        (b"1 0 0 0.35 k 0 0 90 90 re f BT /F 7 Tf 0 0 0 0 k 20 20 Td (Wort) Tj ET", ""),
        (b"BT /F 7 Tf 0 0 0 0 k 20 20 Td (Wort) Tj ET", ""),
    ],
)
def test_small_words_of_several_inks_and_small_white_ones_are_told(content: bytes, said: str) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    inspection = inspected(content, Dictionary(Font=Dictionary(F=font)))
    told = [finding.text for finding in findings(inspection, PRINTER) if finding.code is Code.PRESS_FINE]
    assert len(told) == bool(said)
    assert all(said in sentence for sentence in told)
