"""The book's style sheet: written by hand, but for what the dialect says of each box and the widths of columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ratgeber_tools.dialect import BOXES, ContainerSpec, Frame
from ratgeber_tools.sphinx_ext.html.style_sheet import shorten, width_class

_FILE = Path(__file__).parent / "styles" / "buch.css"
_BORDERS = {Frame.DASHED: "dashed", Frame.DOUBLE: "double"}


def style_sheet() -> str:
    """Return the style sheet as it goes into the book."""
    rules = [*map(_look, BOXES.values()), *_widths()]
    dark = "".join(f".rg-box.rg-{spec.name}{{border-color:{spec.shown_hue.dark_deep}}}" for spec in BOXES.values())
    return shorten(
        f"{_FILE.read_text(encoding='utf-8')}{''.join(rules)}@media (prefers-color-scheme: dark) {{ {dark} }}"
    )


def _look(spec: ContainerSpec) -> str:
    frame = f" border-style: {_BORDERS[spec.frame]}; border-width: 3px;" if spec.frame in _BORDERS else ""
    small = " font-size: 0.9em;" if spec.is_fine_print else ""
    return f".rg-box.rg-{spec.name} {{ border-color: {spec.shown_hue.deep};{frame}{small} }}\n"


def _widths() -> Iterator[str]:
    """Yield the widths the translator writes as classes; what knows no logical lengths knows these."""
    for share in range(5, 101, 5):
        yield f".{width_class(share)} {{ width: {share}%; }}\n"
