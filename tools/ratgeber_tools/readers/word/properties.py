"""Properties of runs and paragraphs as Word stores them, before anything is made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.xml import Element

_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: Element) -> bool:
    """Read a switch such as `w:b`: present means on, unless its value says off (ISO/IEC 29500-1, 17.17.4)."""
    return element.get(VAL, "1").lower() not in _OFF


def whole_number(text: str | None, default: int = 0) -> int:
    """Return a measure or count as a whole number; Strict files write ``12pt``, some programs ``12.0``."""
    if text is None:
        return default
    text = text.strip()
    factor = 1.0
    if text[-2:] in _TWIPS:
        factor = _TWIPS[text[-2:]]
        text = text[:-2]
    try:
        return round(float(text) * factor)
    except (ValueError, OverflowError):
        return default


_TWIPS = {"pt": 20.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "in": 1440.0, "pc": 240.0, "pi": 240.0}


@dataclass(slots=True)
class RunProperties:
    """What a run, or a style for runs, says about its looks; None where it says nothing."""

    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    underline: bool | None = None
    raised: str | None = None  # superscript, subscript or baseline
    size: int | None = None  # half points
    font: str | None = None
    language: str | None = None
    language_rtl: str | None = None
    right_to_left: bool | None = None
    coloured: bool | None = None
    highlighted: bool | None = None
    deleted: bool = False  # on a paragraph's mark: it joins the next paragraph
    inserted: bool = False

    def over(self, base: RunProperties) -> RunProperties:
        """Return `base` with everything this one says put on top."""
        merged = RunProperties()
        for name in _INHERITED:
            value = getattr(self, name)
            setattr(merged, name, getattr(base, name) if value is None else value)
        return merged


_INHERITED = (
    "bold", "italic", "strike", "hidden", "capitals", "underline", "raised", "size", "font", "language", "language_rtl",
    "right_to_left", "coloured", "highlighted",
)  # fmt: skip


def _language(properties: RunProperties, element: Element) -> None:
    properties.language = element.get(VAL)
    properties.language_rtl = element.get(f"{W}bidi")


def _font(properties: RunProperties, element: Element) -> None:
    properties.font = element.get(f"{W}ascii") or element.get(f"{W}hAnsi") or element.get(f"{W}cs")


def _underline(properties: RunProperties, element: Element) -> None:
    properties.underline = element.get(VAL, "none") != "none"


def _colour(properties: RunProperties, element: Element) -> None:
    properties.coloured = element.get(VAL, "auto") not in ("auto", "000000", "none")


def _highlight(properties: RunProperties, element: Element) -> None:
    properties.highlighted = element.get(VAL, "none") not in ("none", "white")


def _switch(name: str) -> Callable[[RunProperties, Element], None]:
    def read(properties: RunProperties, element: Element) -> None:
        setattr(properties, name, is_on(element))

    return read


def _value(name: str) -> Callable[[RunProperties, Element], None]:
    def read(properties: RunProperties, element: Element) -> None:
        setattr(properties, name, element.get(VAL))

    return read


def _position(properties: RunProperties, element: Element) -> None:
    # half points above the line; what people do who do not find the button for superscript
    height = whole_number(element.get(VAL))
    if abs(height) >= 4 and properties.raised is None:
        properties.raised = "superscript" if height > 0 else "subscript"


def _size(properties: RunProperties, element: Element) -> None:
    properties.size = whole_number(element.get(VAL)) or None


def _double_strike(properties: RunProperties, element: Element) -> None:
    if is_on(element):
        properties.strike = True


def _mark_deleted(properties: RunProperties, element: Element) -> None:
    properties.deleted = True


def _mark_inserted(properties: RunProperties, element: Element) -> None:
    properties.inserted = True


_RUN_HANDLERS: dict[str, Callable[[RunProperties, Element], None]] = {
    f"{W}rStyle": _value("style"),
    f"{W}b": _switch("bold"),
    f"{W}i": _switch("italic"),
    f"{W}strike": _switch("strike"),
    f"{W}dstrike": _double_strike,
    f"{W}vanish": _switch("hidden"),
    f"{W}caps": _switch("capitals"),
    f"{W}u": _underline,
    f"{W}vertAlign": _value("raised"),
    f"{W}position": _position,
    f"{W}sz": _size,
    f"{W}rFonts": _font,
    f"{W}lang": _language,
    f"{W}rtl": _switch("right_to_left"),
    f"{W}color": _colour,
    f"{W}highlight": _highlight,
    f"{W}del": _mark_deleted,
    f"{W}moveFrom": _mark_deleted,
    f"{W}ins": _mark_inserted,
}

PLAIN = RunProperties()


def read_run_properties(element: Element | None) -> RunProperties:
    """Read a `w:rPr`; an earlier state kept for tracked changes (`w:rPrChange`) is not looked at."""
    if element is None or not len(element):
        return PLAIN
    properties = RunProperties()
    for child in element:
        handler = _RUN_HANDLERS.get(child.tag)
        if handler is not None:
            handler(properties, child)
    return properties


@dataclass(slots=True)
class ParagraphProperties:
    """What a paragraph, or a style for paragraphs, says about itself; None where it says nothing.

    Measures are twips (1/1440 inch).
    """

    style: str | None = None
    number: str | None = None  # w:numId; "0" takes the numbering of the style away
    level: int | None = None  # w:ilvl, 0 to 8
    left: int | None = None
    first: int | None = None  # first line against `left`; negative for a hanging indent
    outline: int | None = None  # 0 to 8, 9 is body text
    right_to_left: bool | None = None
    drop_cap: bool = False
    rule_below: bool = False
    mark: RunProperties = field(default_factory=lambda: PLAIN)


def _numbering(properties: ParagraphProperties, element: Element) -> None:
    for child in element:
        if child.tag == f"{W}numId":
            properties.number = child.get(VAL)
        elif child.tag == f"{W}ilvl":
            properties.level = min(max(whole_number(child.get(VAL)), 0), 8)


def _indent(properties: ParagraphProperties, element: Element) -> None:
    left = element.get(f"{W}left", element.get(f"{W}start"))
    if left is not None:
        properties.left = whole_number(left)
    if (hanging := element.get(f"{W}hanging")) is not None:
        properties.first = -whole_number(hanging)
    elif (first := element.get(f"{W}firstLine")) is not None:
        properties.first = whole_number(first)


def _outline(properties: ParagraphProperties, element: Element) -> None:
    properties.outline = whole_number(element.get(VAL), 9)


def _frame(properties: ParagraphProperties, element: Element) -> None:
    properties.drop_cap = element.get(f"{W}dropCap", "none") != "none"


def _borders(properties: ParagraphProperties, element: Element) -> None:
    sides = {child.tag.rpartition("}")[2] for child in element if child.get(VAL, "nil") not in ("nil", "none")}
    properties.rule_below = bool(sides) and sides <= {"top", "bottom", "between"}


def _paragraph_style(properties: ParagraphProperties, element: Element) -> None:
    properties.style = element.get(VAL)


def _right_to_left(properties: ParagraphProperties, element: Element) -> None:
    properties.right_to_left = is_on(element)


def _mark(properties: ParagraphProperties, element: Element) -> None:
    properties.mark = read_run_properties(element)


_PARAGRAPH_HANDLERS: dict[str, Callable[[ParagraphProperties, Element], None]] = {
    f"{W}pStyle": _paragraph_style,
    f"{W}numPr": _numbering,
    f"{W}ind": _indent,
    f"{W}outlineLvl": _outline,
    f"{W}framePr": _frame,
    f"{W}pBdr": _borders,
    f"{W}bidi": _right_to_left,
    f"{W}rPr": _mark,
}


NO_PROPERTIES = ParagraphProperties()


def read_paragraph_properties(element: Element | None) -> ParagraphProperties:
    """Read a `w:pPr`."""
    if element is None:
        return NO_PROPERTIES
    properties = ParagraphProperties()
    for child in element:
        handler = _PARAGRAPH_HANDLERS.get(child.tag)
        if handler is not None:
            handler(properties, child)
    return properties
