"""The signs before the titles of boxes, inside the page and in the colour of its type.

They are drawn once, for the web (`html/styles/signs.css`); here the drawing is taken out of the style sheet, for most
readers of books know neither masks nor variables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ratgeber_tools.dialect import Sign
from ratgeber_tools.sphinx_ext.html.style_sheet import part

_DRAWN = re.compile(r"--rg-sign-(?P<name>[\w-]+):\s*url\('data:image/svg\+xml,(?P<svg><svg .*?</svg>)'\)")
_OPENING = re.compile(r"<svg\b[^>]*>")


@cache
def sign(name: Sign) -> str:
    """Return the drawing as an element of the page; it says nothing, for the title beside it does."""
    return _drawings()[name]


@cache
def _drawings() -> Mapping[str, str]:
    return {found["name"]: _for_a_page(found["svg"]) for found in _DRAWN.finditer(part("signs"))}


def _for_a_page(svg: str) -> str:
    opening = _OPENING.match(svg)
    assert opening is not None
    colour = "" if "fill=" in opening[0] else ' fill="currentColor"'
    opened = f'{opening[0][:-1]}{colour} class="rg-zeichen" width="20" height="20" aria-hidden="true">'
    return (opened + svg[opening.end() :]).replace('stroke="black"', 'stroke="currentColor"')
