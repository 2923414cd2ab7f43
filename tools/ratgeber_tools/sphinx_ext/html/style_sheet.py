"""The one style sheet: written in parts with comments, handed out as one file without them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from ratgeber_tools.sphinx_ext.data.rendering import MOST_CHOICES, choice_class
from ratgeber_tools.sphinx_ext.html.looks import box_looks, hue_colours

STYLE_SHEET = "ratgeber.css"

_FOLDER = Path(__file__).parent / "styles"
#: Looks of records lie beside the directives that show them.
RECORDS = "ratgeber-daten.css"
_RECORDS_FOLDER = Path(__file__).parents[1] / "data" / "static"
#: What our building blocks look like, in whatever theme.
_BLOCKS = ("palette", "hues", "signs", "boxes", "looks", "lists", "tables")
#: The whole page, in the order in which later rules win; print comes last.
_FRAME = ("palette", "hues", "signs", "base", "header", "navigation", "page", "ways")
_PAGE = (*_FRAME, *_BLOCKS[3:], "records", "choices", "widths", "footer", "print")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"(\"[^\"]*\"|'[^']*')")


def style_sheet(*, is_whole_page: bool) -> str:
    """Return the style sheet, of our theme's whole page or of our building blocks alone."""
    parts = _PAGE if is_whole_page else _BLOCKS
    return "".join(shorten(_part(name)) for name in parts)


def _part(name: str) -> str:
    if name in _WRITTEN:
        return _WRITTEN[name]()
    path = _RECORDS_FOLDER / RECORDS if name == "records" else _FOLDER / f"{name}.css"
    return path.read_text(encoding="utf-8")


def width_classes() -> str:
    """Return the classes the translator writes where docutils would write `style="width: …"`, in steps of 5 %."""
    return "".join(f".{width_class(share)} {{ inline-size: {share}%; }}\n" for share in range(5, 101, 5))


def choice_rules() -> str:
    """Return a rule for each choice of a directory: while its link is the page's target, the rest is not shown."""
    return "".join(
        f"article:has(a.{name}:target) :is(.rg-gruppe, .rg-schule):not(.{name}) {{ display: none; }}\n"
        for name in map(choice_class, range(1, MOST_CHOICES + 1))
    )


def width_class(percent: float) -> str:
    """Return the class of a width in percent, rounded to 5 %."""
    return f"rg-w{min(100, max(5, 5 * round(percent / 5)))}"


#: Parts that are written by a program.
_WRITTEN: Mapping[str, Callable[[], str]] = {
    "hues": hue_colours,
    "looks": box_looks,
    "widths": width_classes,
    "choices": choice_rules,
}


def shorten(css: str) -> str:
    """Take out comments and blanks that mean nothing; strings stay as they are."""
    pieces = _STRING.split(_COMMENT.sub("", css))
    return "".join(piece if index % 2 else _squeeze(piece) for index, piece in enumerate(pieces)).strip() + "\n"


def _squeeze(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)  # a blank before a colon can mean "any descendant that …"
    return css.replace(";}", "}")
