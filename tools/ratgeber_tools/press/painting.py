"""What a page paints, in order: areas, lines, words, pictures, each with colour, place and overprinting.

The walk goes into form XObjects, tiling patterns and soft masks, so nothing a press would print is passed over.
Lengths are points of the page, before any rotation.  Clipping is not followed: boxes may be larger
than what is seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import pikepdf

from ratgeber_tools.press.content import Instruction, elements, instructions, literal
from ratgeber_tools.press.fonts import Font
from ratgeber_tools.press.geometry import IDENTITY, Matrix, Point, Rectangle, box_of, matrix_of, moved, multiplied
from ratgeber_tools.press.graphics_state import CHANGES, Fonts, GraphicsState, name_in, with_settings
from ratgeber_tools.press.spaces import Colour, name_of

#: Forms inside forms inside forms: ours have two levels.
_DEEPEST = 12


class PaintKind(StrEnum):
    AREA = "Fläche"
    LINE = "Linie"
    WORDS = "Text"
    PICTURE = "Bild"
    SHADING = "Verlauf"
    INLINE = "eingebettetes Bild"


@dataclass(frozen=True, slots=True)
class Paint:
    """One thing painted.

    `thing` is the picture or shading; `text`, `font` and `size` (points) are those of words, `line_width` (points)
    that of a line; `mark` is the number of the marked content around it (MCID), None outside any; `is_masking` if it
    only shapes a soft mask.
    """

    kind: PaintKind
    colour: Colour
    box: Rectangle
    overprints: bool
    mark: int | None
    thing: pikepdf.Object | None = None
    resources: pikepdf.Object | None = None
    text: str = ""
    font: Font | None = None
    size: float = 0.0
    line_width: float = 0.0
    is_masking: bool = False


def paints(page: pikepdf.Page, fonts: Fonts | None = None) -> Iterator[Paint]:
    """Yield what `page` paints; `fonts` keeps fonts between pages.  Raises `UnreadableContentError`."""
    walk = _Walk({} if fonts is None else fonts)
    page.contents_coalesce()
    contents = page.obj.get("/Contents")
    data = contents.read_bytes() if isinstance(contents, pikepdf.Stream) else b""
    yield from walk.content(data, page.resources, GraphicsState(IDENTITY), mark=None, depth=0)


class _Walk:
    """One walk over one page."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self.is_masking = False

    def content(
        self, data: bytes, resources: pikepdf.Object, state: GraphicsState, *, mark: int | None, depth: int
    ) -> Iterator[Paint]:
        saved: list[GraphicsState] = []
        marks: list[int | None] = [mark]
        points: list[Point] = []
        text = line = IDENTITY
        for instruction in instructions(data):
            operator = instruction.operator
            if operator == b"q":
                saved.append(state)
            elif operator == b"Q":
                state = saved.pop() if saved else state
            elif operator == b"cm":
                state = state._replace(ctm=multiplied(matrix_of(instruction.numbers()), state.ctm))
            elif operator in _PATH:
                points += _points(instruction, state.ctm)
            elif operator in _AFTER_PATH:
                if points:
                    yield from self._path(operator, points, state, resources, marks[-1], depth)
                points = []
            elif operator in (b"BDC", b"BMC"):
                marks.append(_mark(instruction, resources, marks[-1]))
            elif operator == b"EMC":
                marks = marks[:-1] or [mark]
            elif operator == b"BT":
                text = line = IDENTITY
            elif operator == b"Tm":
                text = line = matrix_of(instruction.numbers())
            elif operator in (b"Td", b"TD"):
                x, y = instruction.numbers()
                text = line = multiplied((1, 0, 0, 1, x, y), line)
            elif operator in (b"Tj", b"TJ"):
                shown, text = self._words(instruction, state, text, marks[-1])
                yield shown
            elif operator in _TEXT_UNKNOWN:
                yield self._paint(PaintKind.WORDS, Colour(f"Operator {operator.decode('latin-1')}"), state, marks[-1])
            elif operator == b"Do":
                yield from self._object(resources["/XObject"][name_in(instruction)], state, marks[-1], depth)
            elif operator == b"sh":
                shading = resources["/Shading"][name_in(instruction)]
                colour = Colour(name_of(shading.get("/ColorSpace"), resources))
                yield self._paint(PaintKind.SHADING, colour, state, marks[-1], thing=shading, resources=resources)
            elif operator == b"BI":
                yield self._paint(PaintKind.INLINE, Colour("eingebettet"), state, marks[-1])
            elif operator == b"gs":
                settings = resources["/ExtGState"][name_in(instruction)]
                state = with_settings(state, settings)
                yield from self._soft_mask(settings, state, depth)
            else:
                change = CHANGES.get(operator)
                if change is not None:
                    state = change(self.fonts, state, instruction, resources)

    # ---------------------------------------------------------------------------------------------- painting

    def _paint(
        self,
        kind: PaintKind,
        colour: Colour,
        state: GraphicsState,
        mark: int | None,
        *,
        box: Rectangle | None = None,
        thing: pikepdf.Object | None = None,
        resources: pikepdf.Object | None = None,
    ) -> Paint:
        return Paint(
            kind,
            colour,
            box or _unit(state.ctm),
            state.overprints_fill,
            mark,
            thing,
            resources,
            is_masking=self.is_masking,
        )

    def _path(
        self,
        operator: bytes,
        points: list[Point],
        state: GraphicsState,
        resources: pikepdf.Object,
        mark: int | None,
        depth: int,
    ) -> Iterator[Paint]:
        box = box_of(points)
        if operator in _FILLING:
            yield self._paint(PaintKind.AREA, state.fill, state, mark, box=box, resources=resources)
            yield from self._pattern(state.fill, state, depth)
        if operator in _STROKING:
            a, b, c, d, *_ = state.ctm
            line = self._paint(PaintKind.LINE, state.stroke, state, mark, box=box, resources=resources)
            yield replace(line, line_width=state.line_width * math.sqrt(abs(a * d - b * c)))
            yield from self._pattern(state.stroke, state, depth)

    def _pattern(self, colour: Colour, state: GraphicsState, depth: int) -> Iterator[Paint]:
        pattern = colour.pattern
        if pattern is None or depth > _DEEPEST:
            return
        if int(pattern.get("/PatternType", 0)) == 2:
            shading = pattern.Shading
            space = Colour(name_of(shading.get("/ColorSpace")))
            yield self._paint(PaintKind.SHADING, space, state, None, thing=shading, resources=pattern)
        else:
            inside = GraphicsState(matrix_of(tuple(map(float, pattern.get("/Matrix", IDENTITY)))))
            resources = pattern.get("/Resources", pikepdf.Dictionary())
            yield from self.content(pattern.read_bytes(), resources, inside, mark=None, depth=depth + 1)

    def _object(self, thing: pikepdf.Object, state: GraphicsState, mark: int | None, depth: int) -> Iterator[Paint]:
        if thing.get("/Subtype") == pikepdf.Name.Image:
            yield self._paint(PaintKind.PICTURE, Colour(_picture_space(thing), pattern=None), state, mark, thing=thing)
        elif depth <= _DEEPEST:
            matrix = matrix_of(tuple(map(float, thing.get("/Matrix", IDENTITY))))
            inside = state._replace(ctm=multiplied(matrix, state.ctm))
            resources = thing.get("/Resources", pikepdf.Dictionary())
            yield from self.content(thing.read_bytes(), resources, inside, mark=mark, depth=depth + 1)

    def _soft_mask(self, settings: pikepdf.Object, state: GraphicsState, depth: int) -> Iterator[Paint]:
        mask = settings.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask and depth <= _DEEPEST:
            was, self.is_masking = self.is_masking, True
            yield from self._object(mask.G, GraphicsState(state.ctm), None, depth)
            self.is_masking = was

    def _words(self, shown: Instruction, state: GraphicsState, text: Matrix, mark: int | None) -> tuple[Paint, Matrix]:
        """Return the words shown, boxed without blanks at their end, and the text matrix after (ISO 32000-1, 9.4.4)."""
        width = blanks = 0.0
        letters: list[str] = []
        font = state.font
        for operand in elements(shown.operands):
            if operand[:1] in b"(<":
                if font is not None:
                    read = font.read(literal(operand))
                    letters.append(read.text)
                    width += read.width
                    blanks = read.blanks if read.blanks < read.width else blanks + read.width
            else:
                width -= float(operand)
        advance = width / 1000 * state.size
        matrix = multiplied(text, state.ctm)
        size = state.size * math.hypot(matrix[2], matrix[3])
        seen = (width - blanks) / 1000 * state.size
        corners = [moved(matrix, x, y) for x in (0, seen) for y in (-0.22 * state.size, 0.7 * state.size)]
        paint = Paint(
            PaintKind.WORDS,
            state.stroke if state.rendering == 1 else state.fill,
            box_of(corners),
            state.overprints_fill,
            mark,
            text="".join(letters),
            font=state.font,
            size=size,
            is_masking=self.is_masking,
        )
        return paint, multiplied((1, 0, 0, 1, advance, 0), text)


_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"re"))
_FILLING = frozenset((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"))
_STROKING = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
_AFTER_PATH = _FILLING | _STROKING | {b"n"}
#: Typst writes none of these; a file that has them cannot be judged, so each is a finding.
_TEXT_UNKNOWN = frozenset((b"'", b'"', b"T*"))


def _points(instruction: Instruction, ctm: Matrix) -> list[Point]:
    numbers = instruction.numbers()
    if instruction.operator == b"re":
        x, y, width, height = numbers
        return [
            moved(ctm, x, y),
            moved(ctm, x + width, y),
            moved(ctm, x, y + height),
            moved(ctm, x + width, y + height),
        ]
    return [moved(ctm, numbers[each], numbers[each + 1]) for each in range(0, len(numbers) - 1, 2)]


def _unit(ctm: Matrix) -> Rectangle:
    return box_of([moved(ctm, x, y) for x in (0, 1) for y in (0, 1)])


def _mark(instruction: Instruction, resources: pikepdf.Object, around: int | None) -> int | None:
    operands = instruction.operands
    if b"/MCID" in operands:
        return int(operands[operands.index(b"/MCID") + 1])
    if operands and operands[0] == b"/Artifact":
        return None
    if instruction.operator == b"BDC" and operands[-1][:1] == b"/" and "/Properties" in resources:
        properties = resources["/Properties"].get(operands[-1].decode("latin-1"))
        if properties is not None and "/MCID" in properties:
            return int(properties.MCID)
    return around


def _picture_space(picture: pikepdf.Object) -> str:
    if bool(picture.get("/ImageMask", False)):
        return "Maske"
    return name_of(picture.get("/ColorSpace"))
