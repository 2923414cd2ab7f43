from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from screen_pages import PETROL, conversion, form, icc_space, page_of

from ratgeber_tools.press.colours import Cmyk
from ratgeber_tools.press.painting import Paint, PaintKind, paints
from ratgeber_tools.press.recolouring import UnprintableError, recolour
from ratgeber_tools.press.spaces import PRINTABLE, function_values


def recoloured(pdf: pikepdf.Pdf) -> list[Paint]:
    recolour(pdf, conversion())
    return list(paints(pdf.pages[0]))


def inks(paint: Paint) -> Cmyk:
    assert paint.colour.space == "DeviceCMYK"
    return Cmyk(*paint.colour.values)


def test_device_colours_become_inks() -> None:
    fill, stroke, grey = recoloured(page_of(b"0 0.3373 0.3686 rg 0 0 9 9 re f 1 0 0 RG 0 0 m 9 9 l S 0 g 1 1 2 2 re f"))
    assert inks(fill) == PETROL
    assert inks(stroke).magenta > 0.8
    assert inks(grey) == Cmyk(0, 0, 0, 1)


def test_colours_in_a_named_space_follow_save_and_restore() -> None:
    pdf = pikepdf.new()
    spaces = Dictionary(g=icc_space(pdf, 1), c=icc_space(pdf, 3))
    content = b"/g cs 0.5 scn q /c cs 0 0.3373 0.3686 scn 0 0 9 9 re f Q 0 0 9 9 re f 0.25 scn 0 0 9 9 re f"
    petrol, grey, darker = recoloured(page_of(content, Dictionary(ColorSpace=spaces), pdf=pdf))
    assert inks(petrol) == PETROL
    assert inks(grey).black == pytest.approx(0.5, abs=0.01)
    assert inks(darker).black == pytest.approx(0.75, abs=0.01)
    assert "/c" not in pdf.pages[0].Resources.ColorSpace


def test_a_space_without_a_colour_is_black() -> None:
    pdf = pikepdf.new()
    (area,) = recoloured(
        page_of(b"/c cs 0 0 9 9 re f", Dictionary(ColorSpace=Dictionary(c=icc_space(pdf, 3))), pdf=pdf)
    )
    assert inks(area) == Cmyk(0, 0, 0, 1)


def test_forms_and_their_groups_are_recoloured_once() -> None:
    pdf = pikepdf.new()
    inner = form(pdf, b"1 0 0 rg 0 0 9 9 re f")
    inner.Group = Dictionary(S=Name.Transparency, CS=icc_space(pdf, 3))
    result = recoloured(page_of(b"/A Do /A Do", Dictionary(XObject=Dictionary(A=inner)), pdf=pdf))
    assert [each.colour.space for each in result] == ["DeviceCMYK", "DeviceCMYK"]
    assert Name.DeviceCMYK == pdf.pages[0].Resources.XObject.A.Group.CS


def test_a_gradient_is_recoloured_at_its_stops() -> None:
    pdf = pikepdf.new()
    parts = [
        Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1, 1, 1]), C1=Array([0, 0, 0])),
        Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0, 0, 0]), C1=Array([1, 0, 0])),
    ]
    function = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=Array(parts), Bounds=Array([0.5]), Encode=Array([0, 1, 0, 1])
    )
    shading = pdf.make_indirect(
        Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Function=function)
    )
    pattern = pdf.make_indirect(Dictionary(PatternType=2, Shading=shading))
    content = b"/Pattern cs /P scn 0 0 9 9 re f"
    result = recoloured(page_of(content, Dictionary(Pattern=Dictionary(P=pattern)), pdf=pdf))
    assert [(each.kind, each.colour.space) for each in result] == [
        (PaintKind.AREA, "Pattern"),
        (PaintKind.SHADING, "DeviceCMYK"),
    ]
    assert list(function_values(shading.Function))[:2] == [(0, 0, 0, 0), (0, 0, 0, 1)]


def test_a_sampled_gradient_is_recoloured_sample_by_sample() -> None:
    pdf = pikepdf.new()
    samples = pdf.make_stream(bytes((255, 255, 255, 0, 0, 0)))
    for key, value in {"FunctionType": 0, "BitsPerSample": 8}.items():
        samples[f"/{key}"] = value
    samples.Domain, samples.Range, samples.Size = Array([0, 1]), Array([0, 1] * 3), Array([2])
    shading = pdf.make_indirect(
        Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 1, 0]), Function=samples)
    )
    recoloured(page_of(b"/S sh", Dictionary(Shading=Dictionary(S=shading)), pdf=pdf))
    assert list(function_values(shading.Function)) == [(0, 0, 0, 0), (0, 0, 0, 1)]


def test_what_a_soft_mask_is_made_of_stays_grey() -> None:
    pdf = pikepdf.new()
    mask = form(pdf, b"1 1 1 rg 0 0 9 9 re f")
    mask.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    settings = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    content = b"/M gs 1 0 0 rg 0 0 9 9 re f"
    masking, area = recoloured(page_of(content, Dictionary(ExtGState=Dictionary(M=settings)), pdf=pdf))
    assert (masking.is_masking, masking.colour.space, masking.colour.values) == (True, "DeviceGray", (1,))
    assert area.colour.space == "DeviceCMYK"


def test_a_picture_inside_a_drawing_is_converted() -> None:
    pdf = pikepdf.new()
    data = Image.new("RGB", (2, 2), (255, 0, 0)).tobytes()
    picture = pdf.make_stream(
        data, Subtype=Name.Image, Width=2, Height=2, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
    )
    (paint,) = recoloured(page_of(b"/B Do", Dictionary(XObject=Dictionary(B=picture)), pdf=pdf))
    assert (paint.kind, paint.colour.space) == (PaintKind.PICTURE, "DeviceCMYK")
    assert len(pdf.pages[0].Resources.XObject.B.read_bytes()) == 2 * 2 * 4


@pytest.mark.parametrize("content", [b"/L cs 50 0 0 scn 0 0 9 9 re f", b"BI /W 1 /H 1 /CS /RGB ID abc EI"])
def test_what_cannot_be_put_into_inks_is_refused(content: bytes) -> None:
    lab = Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))])
    with pytest.raises(UnprintableError):
        recolour(page_of(content, Dictionary(ColorSpace=Dictionary(L=lab))), conversion())


def test_the_printable_spaces_are_the_four_inks_and_black() -> None:
    assert sorted(PRINTABLE) == ["DeviceCMYK", "DeviceGray"]
