"""The graphics state of a content stream, as far as the preflight asks for it, and the operators that change it.

Source: ISO 32000-1, 8.4 (graphics state), 8.6 (colour) and 9.3 (text state).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pikepdf

from ratgeber_tools.press.content import Instruction
from ratgeber_tools.press.fonts import Font, font_of
from ratgeber_tools.press.geometry import Matrix
from ratgeber_tools.press.spaces import BLACK_GREY, Colour, initial, name_of

#: Fonts met so far, by object.
Fonts = dict[tuple[int, int], Font]


class GraphicsState(NamedTuple):
    """The part of the graphics state that `q` saves."""

    ctm: Matrix
    fill: Colour = BLACK_GREY
    stroke: Colour = BLACK_GREY
    overprints_fill: bool = False
    font: Font | None = None
    size: float = 0.0
    rendering: int = 0
    line_width: float = 1.0  # in units of `ctm`


def name_in(instruction: Instruction) -> str:
    """Return the name a resource has in an instruction; `Tf` has a size after it."""
    return instruction.operands[0 if instruction.operator == b"Tf" else -1].decode("latin-1")


def with_settings(state: GraphicsState, settings: pikepdf.Object) -> GraphicsState:
    """Return the state after `gs`."""
    if "/op" in settings or "/OP" in settings:
        state = state._replace(overprints_fill=bool(settings.get("/op", settings.get("/OP"))))
    if "/LW" in settings:
        state = state._replace(line_width=float(settings.LW))
    if "/Font" in settings:
        state = state._replace(font=font_of(settings.Font[0]), size=float(settings.Font[1]))
    return state


def _device(space: str, *, stroke: bool) -> Change:
    def change(
        fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object
    ) -> GraphicsState:
        colour = Colour(space, instruction.numbers())
        return state._replace(stroke=colour) if stroke else state._replace(fill=colour)

    return change


def _space(*, stroke: bool) -> Change:
    def change(
        fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object
    ) -> GraphicsState:
        colour = initial(name_of(pikepdf.Name(name_in(instruction)), resources))
        return state._replace(stroke=colour) if stroke else state._replace(fill=colour)

    return change


def _components(*, stroke: bool) -> Change:
    def change(
        fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object
    ) -> GraphicsState:
        before = state.stroke if stroke else state.fill
        pattern = None
        if instruction.operands and instruction.operands[-1][:1] == b"/":
            pattern = resources["/Pattern"][name_in(instruction)]
        colour = Colour(before.space, instruction.numbers(), pattern)
        return state._replace(stroke=colour) if stroke else state._replace(fill=colour)

    return change


def _font(fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object) -> GraphicsState:
    font = resources["/Font"][name_in(instruction)]
    key = font.objgen if font.is_indirect else (-id(font), 0)
    if key not in fonts:
        fonts[key] = font_of(font)
    return state._replace(font=fonts[key], size=instruction.numbers()[-1])


def _rendering(
    fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object
) -> GraphicsState:
    return state._replace(rendering=int(instruction.numbers()[0]))


def _line_width(
    fonts: Fonts, state: GraphicsState, instruction: Instruction, resources: pikepdf.Object
) -> GraphicsState:
    return state._replace(line_width=instruction.numbers()[0])


Change = Callable[[Fonts, GraphicsState, Instruction, pikepdf.Object], GraphicsState]

#: Operator -> the state after it; operators that only move or paint are not here.
CHANGES: Mapping[bytes, Change] = {
    b"g": _device("DeviceGray", stroke=False),
    b"G": _device("DeviceGray", stroke=True),
    b"rg": _device("DeviceRGB", stroke=False),
    b"RG": _device("DeviceRGB", stroke=True),
    b"k": _device("DeviceCMYK", stroke=False),
    b"K": _device("DeviceCMYK", stroke=True),
    b"cs": _space(stroke=False),
    b"CS": _space(stroke=True),
    b"sc": _components(stroke=False),
    b"scn": _components(stroke=False),
    b"SC": _components(stroke=True),
    b"SCN": _components(stroke=True),
    b"Tf": _font,
    b"Tr": _rendering,
    b"w": _line_width,
}
