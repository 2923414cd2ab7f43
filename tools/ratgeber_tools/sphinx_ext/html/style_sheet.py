"""The one style sheet: written in parts with comments, handed out as one file without them.

Colours of the hues and what each box looks like are written from the dialect, as are widths and choices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from ratgeber_tools.artwork.svg import mask
from ratgeber_tools.dialect import BOXES, ContainerSpec, Frame, Sign
from ratgeber_tools.hues import HUES, NO_PART, PARTS, STONE
from ratgeber_tools.sphinx_ext.data.shown.rendering import MOST_CHOICES, choice_class

STYLE_SHEET = "ratgeber.css"
CHOICE_SHEET = "ratgeber-auswahl.css"
WAYS_SHEET = "ratgeber-wege.css"
SELDOM_SHEET = "ratgeber-selten.css"

_FOLDER = Path(__file__).parent / "styles"
#: Looks of records lie beside the directives that show them.
RECORDS = "ratgeber-daten.css"
#: Where in it begins what few pages have.
_SELDOM_RECORDS = "/* ---"
_RECORDS_FOLDER = Path(__file__).parents[1] / "data" / "static"
#: What our building blocks look like, in whatever theme.
_BLOCKS = ("palette", "hues", "signs", "boxes", "looks", "cards", "lists", "trees", "tables")
#: The whole page, in the order in which later rules win; print comes last.
_FRAME = ("palette", "hues", "signs", "base", "header", "navigation", "page")
_PAGE = (*_FRAME, *_BLOCKS[3:], "records", "widths", "plain", "languages", "footer", "print")

_BORDERS = {
    Frame.OPEN: "padding: 0; background: none;",
    Frame.BAR: "border-inline-start: 5px solid var(--mark, var(--edge));",
    Frame.DASHED: "border: 2px dashed var(--edge);",
    Frame.DOUBLE: "border: 4px double var(--edge);",
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"(\"[^\"]*\"|'[^']*')")


def style_sheet(*, is_whole_page: bool) -> str:
    """Return the style sheet, of our theme's whole page or of our building blocks alone."""
    parts = _PAGE if is_whole_page else _BLOCKS
    return "".join(shorten(_part(name)) for name in parts)


def _part(name: str) -> str:
    if name in _WRITTEN:
        return _WRITTEN[name]()
    return (_FOLDER / f"{name}.css").read_text(encoding="utf-8")


def _records() -> tuple[str, str]:
    """Return how records look, and what of it few pages have."""
    often, mark, seldom = (_RECORDS_FOLDER / RECORDS).read_text(encoding="utf-8").partition(_SELDOM_RECORDS)
    return often, mark + seldom


def width_classes() -> str:
    """Return the classes the translator writes where docutils would write `style="width: …"`, in steps of 5 %."""
    return "".join(f".{width_class(share)} {{ inline-size: {share}%; }}\n" for share in range(5, 101, 5))


def ways_sheet() -> str:
    """Return the style sheet of pages that lead on or help at once: the start page, parts, the finder, calls."""
    return shorten(_part("ways"))


def seldom_sheet() -> str:
    """Return the style sheet of what few pages have: a form for readers' voices, the index, footnotes, films."""
    return shorten(_part("seldom") + _records()[1])


def choice_sheet() -> str:
    """Return the style sheet of a directory to narrow: while a choice is the target, the rest is not shown."""
    rules = "".join(
        f"article:has(a.{name}:target) :is(.rg-gruppe, .rg-schule):not(.{name}) {{ display: none; }}\n"
        for name in map(choice_class, range(1, MOST_CHOICES + 1))
    )
    return shorten(_part("choices") + rules)


def width_class(percent: float) -> str:
    """Return the class of a width in percent, rounded to 5 %."""
    return f"rg-w{min(100, max(5, 5 * round(percent / 5)))}"


def hue_colours() -> str:
    """Return the variables of every hue, for light pages and for dark ones, and the class of each hue of a part."""
    light = _variables((f"{hue.name}-{part}", colour) for hue in HUES for part, colour in (
        ("ground", hue.tint), ("edge", hue.deep),
    ))  # fmt: skip
    dark = _variables((f"{hue.name}-{part}", colour) for hue in HUES for part, colour in (
        ("ground", hue.dark_tint), ("edge", hue.dark_deep),
    ))  # fmt: skip
    parts = "".join(
        f".rg-{hue.name} {{ --part-edge: var(--rg-{hue.name}-edge); --part-ground: var(--rg-{hue.name}-ground); }}\n"
        for hue in (*PARTS, NO_PART)
    )
    return f":root {{ {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n{parts}"


def sign_masks() -> str:
    """Return the variables of the boxes' signs: masks, so that they take a box's colour."""
    return f":root {{ {' '.join(f'--rg-sign-{sign}: {mask(sign)};' for sign in Sign)} }}\n"


def box_looks() -> str:
    """Return a rule for each box; two classes each, for `rg-stand` alone is a word's look in lists of records."""
    return "".join(f".rg-box.rg-{spec.name} {{ {' '.join(_declarations(spec))} }}\n" for spec in BOXES.values())


def _declarations(spec: ContainerSpec) -> Iterator[str]:
    hue = spec.shown_hue.name
    yield f"--edge: var(--rg-{hue}-edge); --ground: var(--rg-{hue}-ground);"
    if hue == STONE.name:  # quiet: the sign and the bar are the part's
        yield "--title: var(--rg-text); --mark: var(--part-edge, var(--edge));"
    yield f"--sign: var(--rg-sign-{spec.sign});"
    if spec.frame in _BORDERS:
        yield _BORDERS[spec.frame]
    if spec.is_fine_print:
        yield "font-size: 0.9rem;"


def _variables(colours: Iterable[tuple[str, str]]) -> str:
    return " ".join(f"--rg-{name}: {colour};" for name, colour in colours)


#: Parts that are written by a program.
_WRITTEN: Mapping[str, Callable[[], str]] = {
    "records": lambda: _records()[0],
    "hues": hue_colours, "signs": sign_masks, "looks": box_looks, "widths": width_classes,
}  # fmt: skip


@cache
def shorten(css: str) -> str:
    """Take out comments and blanks that mean nothing; strings stay as they are."""
    pieces = _STRING.split(_COMMENT.sub("", css))
    return "".join(piece if index % 2 else _squeeze(piece) for index, piece in enumerate(pieces)).strip() + "\n"


def _squeeze(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    css = re.sub(r":\s+", ":", css)  # a blank before a colon can mean "any descendant that …"
    return css.replace(";}", "}")
