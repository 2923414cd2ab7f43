"""How the text looks at the desk: as parents see it, by the guide's own style sheet.

The pages of the desk take nothing but files of the server (`default-src 'self'`); so the signs before boxes, which the
style sheet carries inside itself, become files.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ratgeber_tools.sphinx_ext.html.style_sheet import style_sheet

_DRAWING = re.compile(r"url\('data:image/svg\+xml,(<svg.*?</svg>)'\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DeskLook:
    """The style sheet, and the drawings it names, by file name (SVG)."""

    sheet: str
    drawings: dict[str, str]


@cache
def look() -> DeskLook:
    """Return the guide's style sheet with its drawings beside it."""
    drawings: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        drawing = found[1].replace("%23", "#")
        name = f"{sha256(drawing.encode()).hexdigest()[:12]}.svg"
        drawings[name] = drawing
        return f"url('/web/zeichen/{name}')"

    return DeskLook(_DRAWING.sub(named, style_sheet(is_whole_page=True)), drawings)
