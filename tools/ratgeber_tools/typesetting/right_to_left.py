"""What stands from right to left in a tagged PDF is read in the order of its words, and each of its letters once.

Typst writes a line as it is seen, from its left to its right.  Three things are mended behind it: a letter and the mark
upon it are two glyphs, and each is said to be both of them, so that a program finds them twice; a glyph that stands for
two letters (lam and alef) is said by its letters, which readers turn round with their line, so that it gets an
`ActualText` (ISO 32000-1, 14.9.4); and in the tree of tags, after which a voice reads (14.8.2.3), the parts of each
line come in the order of the words.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

import pikepdf
from pikepdf import Array, ContentStreamInlineImage, ContentStreamInstruction, Dictionary, Name, Operator, String

from ratgeber_tools.typesetting.link_words import (
    LINE,
    PageKey,
    PrintedRun,
    characters_of,
    runs_from_right,
    said_otherwise,
    words_by_mark,
)

_ACTUAL = "/ActualText"
_BYTES_OF_A_CODE = 2

_DrawnInstruction: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage
_RunsByMark: TypeAlias = Mapping[int, Sequence[PrintedRun]]


def read_as_written(document: pikepdf.Pdf) -> None:
    """Mend what stands from right to left in a tagged file; one without any is left as it is."""
    pages = [page.obj for page in document.pages if _has_any(page.obj)]
    if not pages:
        return
    letters = _LetterMending(document)
    for page in pages:
        letters.mend(page)
    letters.tell_the_fonts()
    _WordOrder({page.objgen for page in pages}).mend(document.Root.StructTreeRoot)


def _has_any(page: pikepdf.Object) -> bool:
    contents = page.Contents
    streams = contents if isinstance(contents, Array) else [contents]
    return any(b"/ReversedChars" in stream.read_bytes() for stream in streams)


# -- letters


@dataclass(frozen=True, slots=True)
class _SaidUnit:
    """What a program finds at one place: a glyph of a font, or a mark that says itself what is shown behind it."""

    text: str
    font: PageKey = (0, 0)
    code: int = 0
    at: int = -1  # the instruction of a mark

    def parts(self, others: Sequence[_SaidUnit]) -> Iterator[tuple[_SaidUnit, str]]:
        """Yield what this unit, the letter, and those of the marks upon it, which are drawn before it, each say."""
        marks = "".join(char for char in self.text if _is_mark(char))
        yield self, "".join(char for char in self.text if not _is_mark(char))
        for number, unit in enumerate(reversed(others)):
            yield unit, marks[number:] if number == len(others) - 1 else marks[number]


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


class _LetterMending:
    """Mends page after page; what fonts say is changed at the end, for many pages use them."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._fonts: dict[PageKey, pikepdf.Object] = {}
        self._parts: defaultdict[PageKey, dict[int, str]] = defaultdict(dict)

    def mend(self, page: pikepdf.Object) -> None:
        instructions = list(pikepdf.parse_content_stream(pikepdf.Page(page)))
        fonts = {str(name): font for name, font in page.Resources.get("/Font", Dictionary()).items()}
        self._fonts |= {font.objgen: font for font in fonts.values()}
        said: dict[int, str] = {}
        for unit, part in _parted(list(_units(instructions, fonts))):
            if unit.at >= 0:
                said[unit.at] = part
            else:
                self._parts[unit.font][unit.code] = part
        for at, part in said.items():
            instructions[at].operands[1][_ACTUAL] = String(part)
        page.Contents = self._document.make_stream(
            pikepdf.unparse_content_stream(list(self._with_ligatures(instructions, fonts)))
        )

    def tell_the_fonts(self) -> None:
        for key, parts in self._parts.items():
            font = self._fonts[key]
            font.ToUnicode = self._document.make_stream(said_otherwise(font.ToUnicode.read_bytes(), parts))

    def _with_ligatures(
        self, instructions: Sequence[_DrawnInstruction], fonts: Mapping[str, pikepdf.Object]
    ) -> Iterator[_DrawnInstruction]:
        """Yield the instructions, each glyph of several letters behind a mark that says them."""
        for each, font, is_said in _traced(instructions, fonts):
            if font is None or is_said:
                yield each
                continue
            characters = {**characters_of(font), **self._parts[font.objgen]}
            pieces = [(_ligature(piece, characters), piece) for piece in _pieces(each)]
            for letters, shown in groupby(pieces, lambda pair: pair[0]):
                showing = ContentStreamInstruction([Array([piece for _, piece in shown])], Operator("TJ"))
                if not letters:
                    yield showing
                    continue
                yield ContentStreamInstruction([Name("/Span"), Dictionary(ActualText=String(letters))], Operator("BDC"))
                yield showing
                yield ContentStreamInstruction([], Operator("EMC"))


def _ligature(piece: object, characters: Mapping[int, str]) -> str:
    """Return the letters of a glyph that stands for several from right to left, "" for any other."""
    text = characters.get(int.from_bytes(bytes(piece), "big"), "") if isinstance(piece, String) else ""
    return text if len(text) > 1 and runs_from_right(text) else ""


def _pieces(showing: _DrawnInstruction) -> Iterator[pikepdf.Object]:
    """Yield what is shown, glyph by glyph, with the distances between."""
    operand = showing.operands[0]
    for item in operand if isinstance(operand, Array) else [operand]:
        if isinstance(item, String):
            codes = bytes(item)
            for begin in range(0, len(codes), _BYTES_OF_A_CODE):
                yield String(codes[begin : begin + _BYTES_OF_A_CODE])
        else:
            yield item


def _says_itself(each: _DrawnInstruction) -> bool:
    """Say whether an instruction opens a mark that says what is shown behind it."""
    if str(each.operator) != "BDC":
        return False
    values = each.operands[1]
    return isinstance(values, Dictionary) and _ACTUAL in values


def _traced(
    instructions: Sequence[_DrawnInstruction], fonts: Mapping[str, pikepdf.Object]
) -> Iterator[tuple[_DrawnInstruction, pikepdf.Object | None, bool]]:
    """Yield each instruction, with the font if it shows text, and whether a mark says that text."""
    marks: list[bool] = []
    font: pikepdf.Object | None = None
    for each in instructions:
        match str(each.operator):
            case "BMC" | "BDC":
                marks.append(_says_itself(each))
            case "EMC":
                marks.pop()
            case "Tf":
                font = fonts.get(str(each.operands[0]))
            case "Tj" | "TJ":
                yield each, font, any(marks)
                continue
        yield each, None, False


def _units(
    instructions: Sequence[_DrawnInstruction], fonts: Mapping[str, pikepdf.Object]
) -> Iterator[_SaidUnit]:  # fmt: skip
    for at, (each, font, is_said) in enumerate(_traced(instructions, fonts)):
        if font is not None and not is_said:
            characters = characters_of(font)
            for piece in _pieces(each):
                if isinstance(piece, String):
                    code = int.from_bytes(bytes(piece), "big")
                    yield _SaidUnit(characters.get(code, ""), font.objgen, code)
        elif _says_itself(each):
            yield _SaidUnit(str(each.operands[1][_ACTUAL]), at=at)


def _parted(units: Sequence[_SaidUnit]) -> Iterator[tuple[_SaidUnit, str]]:
    """Yield what each glyph of a letter with marks says, where all of them say the whole."""
    for text, group in groupby(units, lambda unit: unit.text):
        same = list(group)
        marks = sum(map(_is_mark, text))
        if not marks or marks == len(text) or len(same) == 1:
            continue
        size = marks + 1 if len(same) % (marks + 1) == 0 else 2 if len(same) % 2 == 0 else len(same)
        for begin in range(0, len(same), size):
            *others, letter = same[begin : begin + size]
            if len(others) <= marks:
                yield from letter.parts(others)


# -- order


@dataclass(frozen=True, slots=True)
class _LinePart:
    """A child of an element: where it begins on its page, in points, and whether letters in it run from the right."""

    child: pikepdf.Object | int
    height: float | None  # None for one that shows nothing of its own
    left: float
    is_from_right: bool

    def follows_in_line(self, former: _LinePart) -> bool:
        """Say whether it stands further right in the same line, a mark above a letter in the line of its letter."""
        if self.height is None or former.height is None:
            return False
        return abs(self.height - former.height) < LINE and self.left >= former.left


#: Elements within a line (ISO 32000-1, 14.8.4.4).
_IN_LINE = frozenset({"/Em", "/Lbl", "/Link", "/Reference", "/Span", "/Strong"})


class _WordOrder:
    """Puts what stands in a line into the order of its words, element by element.

    Typst keeps the order of the words but for those it shapes at once: these it draws as they are seen, from the left.
    Read are only the pages on which anything stands from right to left; on any other nothing is to be put in order.
    """

    def __init__(self, pages: Set[PageKey]) -> None:
        self._pages = pages
        self._runs: dict[PageKey, _RunsByMark] = {}

    def mend(self, element: pikepdf.Object, page: pikepdf.Object | None = None) -> None:
        """Mend an element, and what is below it; `page` is that of what it lies in."""
        page = element.get("/Pg", page)
        held = list(_children(element))
        if len(held) > 1:
            parts = [self._part(child, page) for child in held]
            if any(part.is_from_right for part in parts):
                element.K = Array(_in_order(parts))
        for child in held:
            if isinstance(child, Dictionary) and "/S" in child:
                self.mend(child, page)

    def _part(self, child: pikepdf.Object | int, page: pikepdf.Object | None) -> _LinePart:
        runs = list(self._shown(child, page))
        is_from_right = any(runs_from_right(run.text) for run in runs)
        if not runs:
            return _LinePart(child, None, 0, is_from_right)
        return _LinePart(child, runs[0].height, min(run.left for run in runs), is_from_right)

    def _shown(self, child: pikepdf.Object | int, page: pikepdf.Object | None) -> Iterator[PrintedRun]:
        if isinstance(child, int):
            assert page is not None
            if page.objgen not in self._pages:
                return
            if page.objgen not in self._runs:
                self._runs[page.objgen] = words_by_mark(page)
            yield from self._runs[page.objgen].get(int(child), ())
        elif "/MCID" in child:
            yield from self._shown(int(child.MCID), child.get("/Pg", page))
        elif str(child.get("/S")) in _IN_LINE:
            for each in _children(child):
                yield from self._shown(each, child.get("/Pg", page))


def _children(element: pikepdf.Object) -> Iterator[pikepdf.Object | int]:
    children = element.get("/K", Array())
    yield from children if isinstance(children, Array) else [children]


def _in_order(parts: Sequence[_LinePart]) -> Iterator[pikepdf.Object | int]:
    """Yield the children, each stretch that goes to the right and holds words from the right turned round."""
    stretches: list[list[_LinePart]] = []
    for part in parts:
        if stretches and part.follows_in_line(stretches[-1][-1]):
            stretches[-1].append(part)
        else:
            stretches.append([part])
    for stretch in stretches:
        if any(part.is_from_right for part in stretch):
            stretch.reverse()
        yield from (part.child for part in stretch)
