"""Widths without `style=`: a Content-Security-Policy that forbids inline styles leaves them without effect."""

from __future__ import annotations

import re
from typing import Any

from ratgeber_tools.sphinx_ext.html.style_sheet import width_class

#: CSS pixels of a length's unit (CSS Values 4, 6.2); em and rem taken as the article's 18 px.
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "em": 18.0,
    "rem": 18.0,
}
_DECLARATION = re.compile(r"(?P<what>width|height):\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>%|[a-z]*)\s*;?")
#: Elements whose `width` attribute browsers still follow.
_SIZED = ("img", "svg", "object", "video")
#: The article is about so wide; a length on anything that has no `width` attribute becomes a share of it.
_ARTICLE_PIXELS = 720.0


def without_style(tag: str, attributes: dict[str, Any]) -> dict[str, Any]:
    """Return a start tag's attributes with widths as classes or as `width`, and without any `style`.

    Heights go: they follow from the width.  What else docutils and Sphinx write into `style` is nothing we use.
    """
    names = {name.lower(): name for name in attributes}
    if "style" not in names:
        return attributes
    result = dict(attributes)
    style = str(result.pop(names["style"]))
    for declaration in _DECLARATION.finditer(style):
        value, unit = float(declaration["value"]), declaration["unit"]
        if declaration["what"] != "width":
            continue
        if unit == "%":
            _add_class(result, names, width_class(value))
        elif unit in _PIXELS and tag in _SIZED:
            result["width"] = str(round(value * _PIXELS[unit]))
        elif unit in _PIXELS:
            _add_class(result, names, width_class(100 * value * _PIXELS[unit] / _ARTICLE_PIXELS))
    return result


def _add_class(attributes: dict[str, Any], names: dict[str, str], name: str) -> None:
    if "classes" in names:
        attributes[names["classes"]] = [*attributes[names["classes"]], name]
        return
    key = names.get("class", "class")
    attributes[key] = f"{attributes.get(key, '')} {name}".strip()
