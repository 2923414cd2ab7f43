"""Places in lists: what Word's clipboard says of a paragraph (`mso-list`), and what HTML says of an item."""

from __future__ import annotations

import re

from ratgeber_tools.readers.pasted.styles import Declarations, PastedStyles
from ratgeber_tools.readers.pasted.tree import Element
from ratgeber_tools.readers.word.numbering import DEEPEST_LEVEL, Label, Level
from ratgeber_tools.readers.word.repairs.markers import marker_of
from ratgeber_tools.readers.word.symbols import SYMBOL_FONTS, symbol_text

_PLACE = re.compile(r"(l\d+)\s+level(\d+)(?:\s+(lfo\d+))?", re.IGNORECASE)
#: Word's names of number formats in CSS; what is not here counts in digits.
_FORMATS = {
    "bullet": "bullet", "image": "bullet", "none": "none",
    "alpha-lower": "lowerLetter", "alpha-upper": "upperLetter",
    "roman-lower": "lowerRoman", "roman-upper": "upperRoman",
}  # fmt: skip
_HTML_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_NUMBER = re.compile(r"(\d+)\D*$")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def is_ignored(found: Declarations) -> bool:
    """Say whether an element holds only the marker that Word prints before an item."""
    return found.get("mso-list", "").strip().lower() == "ignore"


def place_of(found: Declarations) -> tuple[str, int, str] | None:
    """Return list, level from 1 and run of a paragraph of Word's; None if it is in no list."""
    place = _PLACE.match(found.get("mso-list", "").strip())
    return (place[1].lower(), int(place[2]), (place[3] or "").lower()) if place else None


def word_label(place: tuple[str, int, str], marker: str, font: str, sheet: PastedStyles) -> Label:
    """Return the label of a paragraph at `place` before which Word prints `marker`, set in `font`."""
    number, level, run = place
    said = sheet.list_levels.get((number, level), {})
    font = font or said.get("font-family", "").strip("\"' ").lower()
    marker = marker.replace("\u00a0", " ").strip()
    format_ = _FORMATS.get(said.get("mso-level-number-format", ""), "decimal" if said else "")
    if not format_ or (format_ == "decimal" and not any(map(str.isalnum, marker))):
        typed = marker_of(f"{marker} x")
        format_ = typed.format if typed is not None and any(map(str.isalnum, marker)) else "bullet"
        if marker == "o":
            format_ = "bullet"
    sign = symbol_text(font, marker) if font in SYMBOL_FONTS and format_ == "bullet" else marker
    depth = min(level - 1, DEEPEST_LEVEL)
    text = marker or ("•" if format_ == "bullet" else "")
    label = Level(format_, text, sign=sign.strip() or text)
    return Label(f"{number} {run}", depth, label, _ordinal(marker, format_))


def _ordinal(marker: str, format_: str) -> int:
    if format_ in ("bullet", "none"):
        return 1
    if (digits := _NUMBER.search(marker)) is not None:
        return int(digits[1])
    letters = "".join(filter(str.isalpha, marker)).lower()
    if "Roman" in format_ and letters and set(letters) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in letters]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return ord(letters[0]) - ord("a") + 1 if len(letters) == 1 and letters.isascii() else 1


def html_level(element: Element, found: Declarations) -> Level:
    """Return the level that a `ul` or `ol` makes."""
    kind = found.get("list-style-type", element.get("type", ""))
    if element.tag == "ol" and kind not in ("disc", "circle", "square"):
        start = element.get("start", "1")
        return Level(_HTML_FORMATS.get(kind, "decimal"), "%1.", start=int(start) if start.isdigit() else 1)
    return Level("bullet", "•", sign="•")
