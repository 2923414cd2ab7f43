"""A PDF in screen colours becomes the same in CMYK: every operator, gradient and picture, forms and masks included.

Made for drawings: Typst turns an SVG into a page whose colours are ICC RGB, and a page like that, recoloured here, is
what the press edition is given in its place.  What a soft mask is made of shapes and prints nothing; it stays grey.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Name

from ratgeber_tools.press.colours import Cmyk, ColourConversion
from ratgeber_tools.press.content import Instruction, instructions
from ratgeber_tools.press.pictures import picture_object
from ratgeber_tools.press.spaces import name_of

_GREY = frozenset({"DeviceGray", "CalGray", "ICCBased Grau"})
_RGB = frozenset({"DeviceRGB", "CalRGB", "ICCBased RGB"})
_LEFT_ALONE = frozenset({"DeviceCMYK", "Pattern"})

_SPACES = {b"cs": False, b"CS": True}
_COMPONENTS = {b"sc": False, b"scn": False, b"SC": True, b"SCN": True}
_DEVICE = {
    b"g": ("DeviceGray", False),
    b"G": ("DeviceGray", True),
    b"rg": ("DeviceRGB", False),
    b"RG": ("DeviceRGB", True),
}


class UnprintableError(ValueError):
    """Something that cannot be put into CMYK; the text is a German noun phrase."""


def recolour(pdf: pikepdf.Pdf, conversion: ColourConversion) -> None:
    """Put every colour of `pdf` into CMYK, in place; raise `UnprintableError` for what that is not possible with."""
    job = _Recolouring(pdf, conversion)
    for page in pdf.pages:
        page.contents_coalesce()
        job.stream(page.Contents, page.resources, is_mask=False)
        job.group(page.obj, is_mask=False)


def recoloured(pdf: bytes, conversion: ColourConversion) -> bytes:
    """Return a PDF with every colour in CMYK; raise `UnprintableError` as `recolour` does."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        recolour(document, conversion)
        buffer = io.BytesIO()
        document.save(buffer, deterministic_id=True)
        return buffer.getvalue()


class _Recolouring:
    """One PDF on its way; objects used twice are done once."""

    def __init__(self, pdf: pikepdf.Pdf, conversion: ColourConversion) -> None:
        self.pdf = pdf
        self.conversion = conversion
        self.done: set[tuple[int, int]] = set()

    def stream(self, stream: pikepdf.Object, resources: pikepdf.Object, *, is_mask: bool) -> None:
        stream.write(self._content(stream.read_bytes(), resources, is_mask=is_mask))
        for each in _all(resources, "/XObject"):
            if each.get("/Subtype") == Name.Image:
                self._picture(each, is_mask=is_mask)
            elif self._is_new(each):
                self.stream(each, each.get("/Resources", resources), is_mask=is_mask)
                self.group(each, is_mask=is_mask)
        for each in _all(resources, "/Pattern"):
            if not self._is_new(each):
                continue
            if int(each.PatternType) == 2:
                self._shading(each.Shading, resources, is_mask=is_mask)
            else:
                self.stream(each, each.get("/Resources", resources), is_mask=is_mask)
        for each in _all(resources, "/Shading"):
            self._shading(each, resources, is_mask=is_mask)
        for each in _all(resources, "/ExtGState"):
            mask = each.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary) and "/G" in mask and self._is_new(mask.G):
                self.stream(mask.G, mask.G.get("/Resources", pikepdf.Dictionary()), is_mask=True)
                self.group(mask.G, is_mask=True)
        self._drop_spaces(resources)

    def group(self, owner: pikepdf.Object, *, is_mask: bool) -> None:
        """Transparency is mixed in the space of its group (ISO 32000-1, 11.4.7)."""
        if "/Group" in owner:
            owner.Group.CS = Name.DeviceGray if is_mask else Name.DeviceCMYK

    # ----------------------------------------------------------------------------------------------- content

    def _content(self, data: bytes, resources: pikepdf.Object, *, is_mask: bool) -> bytes:
        pieces: list[bytes] = []
        position = 0
        spaces = ["DeviceGray", "DeviceGray"]
        saved: list[list[str]] = []
        for each in instructions(data):
            if each.operator == b"q":
                saved.append(list(spaces))
            elif each.operator == b"Q":
                spaces = saved.pop() if saved else spaces
            elif each.operator == b"BI":
                raise UnprintableError("ein Bild mitten im Inhalt der Seite")
            else:
                exchanged = self._exchanged(each, spaces, resources, is_mask=is_mask)
                if exchanged is not None:
                    pieces += [data[position : each.start], exchanged]
                    position = each.end
        return b"".join((*pieces, data[position:]))

    def _exchanged(
        self, each: Instruction, spaces: list[str], resources: pikepdf.Object, *, is_mask: bool
    ) -> bytes | None:
        """Return what stands in place of an instruction, None if it may stay; `spaces` is fill, stroke."""
        if each.operator in _DEVICE:
            space, is_stroke = _DEVICE[each.operator]
            spaces[is_stroke] = space
            return self._operator(space, each.numbers(), is_stroke=is_stroke, is_mask=is_mask)
        if each.operator in _SPACES:
            is_stroke = _SPACES[each.operator]
            space = name_of(Name(each.operands[0].decode("latin-1")), resources)
            spaces[is_stroke] = space
            if space in _LEFT_ALONE:
                return None
            zero = (0.0,) if space in _GREY else (0.0, 0.0, 0.0)
            return self._operator(space, zero, is_stroke=is_stroke, is_mask=is_mask)
        if each.operator in _COMPONENTS:
            is_stroke = _COMPONENTS[each.operator]
            if spaces[is_stroke] in _LEFT_ALONE:
                return None
            return self._operator(spaces[is_stroke], each.numbers(), is_stroke=is_stroke, is_mask=is_mask)
        return None

    def _operator(self, space: str, values: Sequence[float], *, is_stroke: bool, is_mask: bool) -> bytes:
        if is_mask:
            return _written((_luminance(space, values),), b"G" if is_stroke else b"g")
        return _written(self._inks(space, values), b"K" if is_stroke else b"k")

    def _inks(self, space: str, values: Sequence[float]) -> Cmyk:
        if space in _GREY and len(values) == 1:
            return self.conversion.grey(values[0])
        if space in _RGB and len(values) == 3:
            return self.conversion.colour(*values)
        raise UnprintableError(f"eine Farbe im Farbraum {space}")

    def _drop_spaces(self, resources: pikepdf.Object) -> None:
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        for name in list(spaces.keys()):
            if name_of(spaces[name]) in _GREY | _RGB:
                del spaces[name]

    # ---------------------------------------------------------------------------------- gradients and pictures

    def _shading(self, shading: pikepdf.Object, resources: pikepdf.Object, *, is_mask: bool) -> None:
        space = name_of(shading.get("/ColorSpace"), resources)
        if space == "DeviceCMYK" or not self._is_new(shading):
            return
        if int(shading.ShadingType) not in (2, 3) or isinstance(shading.get("/Function"), pikepdf.Array):
            raise UnprintableError("ein Verlauf, der weder gerade noch kreisförmig ist")
        if "/Background" in shading:
            shading.Background = pikepdf.Array(self._outputs(space, map(float, shading.Background), is_mask=is_mask))
        shading.Function = self._function(shading.Function, space, is_mask=is_mask)
        shading.ColorSpace = Name.DeviceGray if is_mask else Name.DeviceCMYK

    def _function(self, function: pikepdf.Object, space: str, *, is_mask: bool) -> pikepdf.Object:
        kind = int(function.FunctionType)
        if kind == 2:
            ends = {key: list(map(float, function.get(key, default))) for key, default in (("/C0", [0]), ("/C1", [1]))}
            changed = {key: pikepdf.Array(self._outputs(space, end, is_mask=is_mask)) for key, end in ends.items()}
            kept = {key: function[key] for key in ("/FunctionType", "/Domain", "/N")}
            return pikepdf.Dictionary({**kept, **changed})
        if kind == 3:
            parts = pikepdf.Array([self._function(part, space, is_mask=is_mask) for part in function.Functions])
            kept = {key: function[key] for key in ("/FunctionType", "/Domain", "/Bounds", "/Encode")}
            return pikepdf.Dictionary({**kept, "/Functions": parts})
        if kind == 0 and int(function.BitsPerSample) == 8 and "/Decode" not in function:
            return self._samples(function, space, is_mask=is_mask)
        raise UnprintableError("ein Verlauf mit berechneten Farben")

    def _samples(self, function: pikepdf.Object, space: str, *, is_mask: bool) -> pikepdf.Object:
        count = len(function.Range) // 2
        data = function.read_bytes()
        inks = [
            ink
            for start in range(0, len(data) - count + 1, count)
            for ink in self._outputs(space, [value / 255 for value in data[start : start + count]], is_mask=is_mask)
        ]
        changed = self.pdf.make_stream(bytes(round(ink * 255) for ink in inks))
        for key in ("/FunctionType", "/Domain", "/Size", "/BitsPerSample", "/Encode"):
            if key in function:
                changed[key] = function[key]
        changed.Range = pikepdf.Array([0, 1] * (1 if is_mask else 4))
        return changed

    def _outputs(self, space: str, values: Sequence[float] | map[float], *, is_mask: bool) -> tuple[float, ...]:
        components = list(values)
        return (_luminance(space, components),) if is_mask else tuple(self._inks(space, components))

    def _picture(self, picture: pikepdf.Object, *, is_mask: bool) -> None:
        if is_mask or bool(picture.get("/ImageMask", False)) or not self._is_new(picture):
            return
        if name_of(picture.get("/ColorSpace")) not in ("DeviceCMYK", "DeviceGray"):
            try:
                assert isinstance(picture, pikepdf.Stream)
                image = pikepdf.PdfImage(picture).as_pil_image()
            except (pikepdf.UnsupportedImageTypeError, NotImplementedError, OSError):
                raise UnprintableError("ein eingebettetes Bild, das wir nicht lesen können") from None
            changed = picture_object(self.pdf, self.conversion, image, as_jpeg=False)
            picture.write(changed.read_raw_bytes(), filter=Name.FlateDecode)
            picture.ColorSpace = changed.ColorSpace
            picture.BitsPerComponent = 8
            for key in ("/Decode", "/DecodeParms"):
                if key in picture:
                    del picture[key]

    def _is_new(self, thing: pikepdf.Object) -> bool:
        if not thing.is_indirect:
            return True
        if thing.objgen in self.done:
            return False
        self.done.add(thing.objgen)
        return True


def _all(resources: pikepdf.Object, kind: str) -> list[pikepdf.Object]:
    return [each for _, each in resources[kind].items()] if kind in resources else []


def _luminance(space: str, values: Sequence[float]) -> float:
    """Return how light a mask's colour is (ISO 32000-1, 10.3.5)."""
    if space in _GREY:
        return values[0]
    if space in _RGB:
        red, green, blue = values
        return 0.3 * red + 0.59 * green + 0.11 * blue
    raise UnprintableError(f"eine Maske im Farbraum {space}")


def _written(values: Sequence[float], operator: bytes) -> bytes:
    """Blanks around, since the instruction before may end without one."""
    numbers = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)
    return b" %b %b " % (numbers.encode("ascii"), operator)
