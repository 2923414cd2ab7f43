"""How words look: what an element adds to the looks of what is around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ratgeber_tools.dialect import is_right_to_left
from ratgeber_tools.readers.pasted.styles import Declarations, font_size
from ratgeber_tools.readers.pasted.tree import Element
from ratgeber_tools.readers.word.drafts import (
    CODE,
    EMPHASIS,
    STRIKE,
    STRONG,
    SUBSCRIPT,
    SUPERSCRIPT,
    Language,
    Target,
)
from ratgeber_tools.readers.word.languages import primary
from ratgeber_tools.readers.word.symbols import SYMBOL_FONTS

_MARKS = {
    "b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "cite": EMPHASIS, "dfn": EMPHASIS, "var": EMPHASIS,
    "s": STRIKE, "strike": STRIKE, "del": STRIKE, "sup": SUPERSCRIPT, "sub": SUBSCRIPT,
    "code": CODE, "tt": CODE, "kbd": CODE, "samp": CODE,
}  # fmt: skip
_BOLD, _NOT_BOLD = re.compile(r"bold|bolder|[6-9]\d\d"), re.compile(r"normal|lighter|[1-5]\d\d")
_KEEPS_BLANKS = re.compile(r"pre(?:-wrap|-line)?|break-spaces")
#: Colours in which text is set where nobody chose one: black, nearly black, and what the system says.
_NO_COLOUR = re.compile(
    r"(?:inherit|initial|currentcolor|windowtext|auto|black|#0{3}(?:0{3})?|var\(.*\)"
    r"|rgba?\(\s*(\d{1,2})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*(?:,\s*[\d.]+\s*)?\))",
    re.IGNORECASE,
)
_NO_BACKGROUND = re.compile(
    r"(?:none|inherit|initial|transparent|white|#f{3}(?:f{3})?|rgba?\(\s*255\s*,\s*255\s*,\s*255.*\)"
    r"|rgba\([^)]*,\s*0(?:\.0+)?\s*\))(?:\s.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WordLook:
    """The looks of words: marks of `readers.word.drafts`, size in points (0 for unknown), and the rest."""

    marks: int = 0
    size: float = 0.0
    target: Target | None = None
    language: Language | None = None
    symbol_font: str = ""
    is_underlined: bool = False
    is_coloured: bool = False
    keeps_blanks: bool = False


def look_in(outer: WordLook, element: Element, found: Declarations) -> WordLook:
    """Return the look of the words in an element that stands in `outer`; `found` is what is declared for it."""
    marks = outer.marks | _MARKS.get(str(element.tag), 0)
    weight = found.get("font-weight", "").lower()
    if _BOLD.match(weight):
        marks |= STRONG
    elif _NOT_BOLD.match(weight):
        marks &= ~STRONG
    slant = found.get("font-style", "").lower()
    if slant.startswith(("italic", "oblique")):
        marks |= EMPHASIS
    elif slant.startswith("normal"):
        marks &= ~EMPHASIS
    line = f"{found.get('text-decoration', '')} {found.get('text-decoration-line', '')}".lower()
    if "line-through" in line:
        marks |= STRIKE
    raised = found.get("vertical-align", "").lower()
    if raised == "super":
        marks |= SUPERSCRIPT
    elif raised == "sub":
        marks |= SUBSCRIPT
    blanks = found.get("white-space", found.get("white-space-collapse", "")).lower()
    font = found.get("font-family", element.get("face", "")).split(",")[0].strip("\"' ").lower()
    keeps = bool(_KEEPS_BLANKS.match(blanks)) if blanks else outer.keeps_blanks or element.tag == "pre"
    colour, background = found.get("color", element.get("color", "")), _background(found)
    return replace(
        outer,
        marks=marks,
        size=font_size(element, found, outer.size),
        language=_language(element, outer.language),
        symbol_font=font if font in SYMBOL_FONTS else "" if font else outer.symbol_font,
        is_underlined=outer.is_underlined or element.tag in ("u", "ins") or "underline" in line,
        is_coloured=_is_coloured(colour, background) if colour or background else outer.is_coloured,
        keeps_blanks=keeps,
    )


def _is_coloured(colour: str, background: str) -> bool:
    is_plain = not colour or _NO_COLOUR.fullmatch(colour.strip())
    return not is_plain or bool(background and not _NO_BACKGROUND.fullmatch(background))


def _background(found: Declarations) -> str:
    return found.get("mso-highlight", found.get("background-color", found.get("background", ""))).strip()


def _language(element: Element, outer: Language | None) -> Language | None:
    tag = primary(element.get("lang", ""))
    if not tag:
        return outer
    return None if tag in ("de", "x", "zxx", "und") else Language(tag, is_right_to_left(tag))
