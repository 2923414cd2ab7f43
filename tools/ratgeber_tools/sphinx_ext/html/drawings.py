"""The guide's drawings on web pages: as wide as they were drawn whatever the font, and dark where pages are.

A picture may load no font, so a browser sets a drawing's words in one of its own; wider letters ran over the edge.
Each word therefore says how wide it is in the font it was drawn for.  A drawing on a white ground whose colours are
all the guide's own gets them once more for dark screens; any other stays as it was drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from sphinx.application import Sphinx

from ratgeber_tools import hues
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.typesetting.type_metrics import FAMILY, width_of

_SVG = "http://www.w3.org/2000/svg"
_GROUND = hues.PAPER.light
#: Colours of our drawings, and what they become on a dark page.  The text's contrast stays
#: at least 4.5:1 on each ground (WCAG 2.2, 1.4.3).
DARK: Mapping[str, str] = MappingProxyType(
    {
        **{grey.light: grey.dark for grey in (hues.INK, hues.PAPER)},
        "#003b41": "#d4f1f3",
        **{hue.deep: hue.dark_deep for hue in hues.HUES},
        **{hue.mid: hue.dark_mid for hue in hues.HUES},
        **{hue.tint: hue.dark_tint for hue in hues.HUES},
    }
)
_SEMI_BOLD = 600


def for_the_web(drawing: str) -> str:
    """Return the drawing with its words' widths and its dark colours; as it was where it is no XML."""
    return _adapted(drawing, is_dark_too=True)


def with_fixed_widths(drawing: str) -> str:
    """Return the drawing with its words' widths alone: a reader of books has its own idea of dark pages."""
    return _adapted(drawing, is_dark_too=False)


def _adapted(drawing: str, *, is_dark_too: bool) -> str:
    try:
        root = ElementTree.fromstring(drawing)
    except ElementTree.ParseError:
        return drawing
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    if FAMILY in root.get("font-family", ""):
        for words in root.iter(f"{{{_SVG}}}text"):
            _fix_width(words)
    style = _dark_style(root) if is_dark_too else ""
    if style:
        element = ElementTree.Element(f"{{{_SVG}}}style")
        element.text = style
        root.insert(0, element)
    return ElementTree.tostring(root, encoding="unicode")


def _fix_width(words: ElementTree.Element) -> None:
    size = re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", words.get("font-size", ""))
    if size is None or len(words) or not (words.text or "").strip() or words.get("textLength"):
        return
    weight = words.get("font-weight", "")
    is_bold = weight == "bold" or (weight.isdigit() and int(weight) >= _SEMI_BOLD)
    width = width_of((words.text or "").strip(), size=float(size[1]), is_bold=is_bold)
    words.set("textLength", f"{width:.1f}")
    words.set("lengthAdjust", "spacingAndGlyphs")


def _dark_style(root: ElementTree.Element) -> str:
    """Return the rules, empty for a drawing without a ground of its own or with a colour that is not ours."""
    first = next(iter(root), None)
    if first is None or first.tag != f"{{{_SVG}}}rect" or first.get("fill", "").lower() != _GROUND:
        return ""
    used = {(name, value) for name, value in _colours(root) if value != "none"}
    if any(value.lower() not in DARK for _, value in used):
        return ""
    rules = "".join(f'[{name}="{value}"]{{{name}:{DARK[value.lower()]}}}' for name, value in sorted(used))
    return f"@media (prefers-color-scheme:dark){{{rules}}}"


def _colours(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        yield from ((name, element.get(name, "")) for name in ("fill", "stroke") if element.get(name))


def adapt_drawings(app: Sphinx, exception: Exception | None) -> None:
    """Adapt the copies beside the pages; the files of the authors and other editions stay as they are."""
    builder = page_builder(app)
    if exception is not None or builder is None:
        return
    for path in Path(builder.outdir, builder.imagedir).glob("*.svg"):
        drawing = path.read_text(encoding="utf-8")
        if "textLength" not in drawing and "prefers-color-scheme" not in drawing:
            write_whole(path, for_the_web(drawing).encode("utf-8"))


def setup_drawings(app: Sphinx) -> None:
    app.connect("build-finished", adapt_drawings)
