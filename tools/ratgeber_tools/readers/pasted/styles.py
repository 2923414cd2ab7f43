"""What style sheet and attributes of pasted HTML say: declarations, Word's named styles, and Word's list levels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ratgeber_tools.readers.pasted.tree import Element
from ratgeber_tools.readers.word.style_names import StyleRole, meaning

Declarations = Mapping[str, str]

_NONE: Declarations = {}
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
#: A name and a value; a value may hold `;` and `:` in quotes or brackets.
_DECLARATION = re.compile(r"""\s*([a-z-]+)\s*:\s*((?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'(])*)""", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z0-9]*)(?:\.([\w-]+))?", re.IGNORECASE)
_LEVEL = re.compile(r"@list\s+(l\d+)\s*:\s*level(\d+)", re.IGNORECASE)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|px|in|cm|mm|pc|em|rem|%)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "pc": 12.0}
_SIZES = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
#: `<font size>`, 1 to 7, in points.
_FONT_SIZES = ("", "7.5", "10", "12", "13.5", "18", "24", "36")
_LONGEST_SHEET = 2_000_000


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """What a paragraph style says it is (`style_names.meaning`)."""

    role: StyleRole
    level: int = 0
    container: str = ""


@dataclass(slots=True)
class PastedStyles:
    """The rules of the style sheets in a pasted text, as far as they are about one element or class."""

    rules: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    list_levels: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element) -> PastedStyles:
        """Return the rules of all style sheets below `root`."""
        sheet = cls()
        for element in root.iter("style"):
            sheet._read((element.text or "")[:_LONGEST_SHEET])
        return sheet

    def declarations(self, element: Element) -> Declarations:
        """Return what applies to an element by its own attributes and by rules for its name and classes."""
        found: dict[str, str] = {}
        name = str(element.tag).lower()
        classes = (element.get("class") or "").split()
        if self.rules:
            for key in ((name, ""), *(("", each) for each in classes), *((name, each) for each in classes)):
                found.update(self.rules.get(key, _NONE))
        own = element.get("style")
        if own:
            found.update(declarations(own))
        return found

    def named_style(self, element: Element, found: Declarations) -> NamedStyle | None:
        """Return what the paragraph style of an element says it is, None if there is none or it says nothing."""
        outline = found.get("mso-outline-level", "")
        level = int(outline) - 1 if outline.isdigit() else None
        name = found.get("mso-style-name", "").strip("\"'").split("\\,")[0]
        for each in ([name] if name else []) + [_style_of_class(part) for part in (element.get("class") or "").split()]:
            said = meaning(each, each, None) if each else None
            if said is not None:
                return NamedStyle(*said)
        said = meaning("", "", level) if level is not None else None
        return NamedStyle(*said) if said is not None else None

    def _read(self, text: str) -> None:
        for selectors, body in _RULE.findall(_COMMENT.sub("", text)):
            if level := _LEVEL.search(selectors):
                self.list_levels[level[1].lower(), int(level[2])] = declarations(body)
                continue
            for selector in selectors.split(","):
                simple = _SELECTOR.fullmatch(selector.strip())
                if simple is not None:
                    key = (simple[1].lower(), simple[2] or "")
                    self.rules.setdefault(key, {}).update(declarations(body))


def declarations(style: str) -> dict[str, str]:
    """Return the declarations in a `style` attribute or in the body of a rule, names in small letters."""
    return {name.lower(): value.strip() for name, value in _DECLARATION.findall(style)}


def points(value: str, inherited: float = 0.0) -> float:
    """Return a length or size in points, 0 where it says none; `em` and `%` are of what is inherited."""
    value = value.strip().lower()
    if value in _SIZES:
        return _SIZES[value]
    length = _LENGTH.match(value)
    if length is None:
        return 0.0
    number, unit = float(length[1]), (length[2] or "px").lower()
    if unit in ("em", "rem"):
        return number * inherited
    if unit == "%":
        return number * inherited / 100
    return number * _POINTS[unit]


def font_size(element: Element, found: Declarations, inherited: float) -> float:
    """Return the size of an element's words in points, 0 where nobody says."""
    if "font-size" in found:
        return points(found["font-size"], inherited) or inherited
    if element.tag == "font" and (size := element.get("size", "")).isdigit():
        return points(f"{_FONT_SIZES[min(int(size), 7)]}pt") or inherited
    return inherited


#: Word's own classes, which bear no name of their style.
_WORD_CLASSES = {
    "MsoTitle": "title", "MsoSubtitle": "subtitle", "MsoQuote": "quote", "MsoIntenseQuote": "intense quote",
    "MsoCaption": "caption", "MsoTocHeading": "toc heading", "MsoBlockText": "block text",
    "MsoListContinue": "list continue",
}  # fmt: skip
_WORD_CONTENTS = re.compile(r"MsoToc([1-9])")


def _style_of_class(name: str) -> str:
    """Return the name of the paragraph style that a class stands for, empty for any other class."""
    if (contents := _WORD_CONTENTS.fullmatch(name)) is not None:
        return f"toc {contents[1]}"
    if name in _WORD_CLASSES:
        return _WORD_CLASSES[name]
    if name.startswith("Ratgeber"):  # the template's own styles: `RatgeberTipp`
        return f"Ratgeber {name.removeprefix('Ratgeber')}"
    return ""
