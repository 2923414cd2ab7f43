"""Pictograms and drawings as SVG: small, the same bytes each time, light and dark in one file."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from ratgeber_tools.artwork.compact import FINE, PaintLayer, PathLook, layers
from ratgeber_tools.artwork.paints import colours
from ratgeber_tools.artwork.pictograms import FIELD, STROKE, path_of
from ratgeber_tools.artwork.scenes import Illustration
from ratgeber_tools.artwork.shapes import Dye
from ratgeber_tools.hues import Hue

_LINES = f'fill="none" stroke="%s" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"'


def inline_pictogram(name: str) -> str:
    """Return a pictogram to stand in a page, in the colour of the words around it, hidden from who listens."""
    return (
        f'<svg class="rg-zeichen" viewBox="0 0 {FIELD} {FIELD}" width="{FIELD}" height="{FIELD}" aria-hidden="true" '
        f'{_LINES % "currentColor"}><path d="{path_of(name)}"/></svg>'
    )


def pictogram_file(name: str, colour: str) -> str:
    """Return a pictogram as a file of its own, in a colour `#rrggbb`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {FIELD} {FIELD}" {_LINES % colour}>'
        f'<path d="{path_of(name)}"/></svg>'
    )


def mask(name: str) -> str:
    """Return a pictogram as a value for `mask` in a style sheet: `url('data:…')`."""
    return f"url('data:image/svg+xml,{quote(pictogram_file(name, 'black'), safe=_AS_THEY_ARE)}')"


_AS_THEY_ARE = ' <>="/:.,-;()'


def drawing_file(drawing: Illustration, hue: Hue, *, is_dark_too: bool = True) -> str:
    """Return a drawing in a hue, with its dark colours for whoever wants dark pages.

    A reader of books has its own idea of those: there a drawing has one set of colours, on its own ground.
    """
    drawn = layers(drawing.shapes)
    palette = colours(hue)
    used = sorted({layer.look.paint for layer in drawn})
    light = "".join(_rule(paint, palette[paint].light) for paint in used)
    dark = "".join(_rule(paint, palette[paint].dark) for paint in used if palette[paint].dark != palette[paint].light)
    return _file(drawing, drawn, f"{light}@media(prefers-color-scheme:dark){{{dark}}}" if is_dark_too else light)


def grey_drawing_file(drawing: Illustration, hue: Hue) -> str:
    """Return a drawing for one ink."""
    drawn = layers(drawing.shapes)
    palette = colours(hue)
    used = sorted({layer.look.paint for layer in drawn})
    rules = "".join(_rule(paint, f"#{f'{round(255 - palette[paint].grey * 2.55):02x}' * 3}") for paint in used)
    return _file(drawing, drawn, rules)


def _rule(paint: Dye, colour: str) -> str:
    return f".{paint}{{color:{colour}}}"


#: Areas take their colour from their class, and so do lines, which are what has a thickness.
_LINE = "[stroke-width]{fill:none;stroke:currentColor}"


def _file(drawing: Illustration, drawn: Iterable[PaintLayer], rules: str) -> str:
    size = f"0 0 {round(drawing.width * FINE)} {round(drawing.height * FINE)}"
    marks = "".join(f'<path class="{_class(layer.look)} d="{"".join(layer.data)}"/>' for layer in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" fill="currentColor" '
        f'stroke-linecap="round" stroke-linejoin="round">'
        f"<style>{rules}{_LINE}</style>{marks}</svg>"
    )


def _class(look: PathLook) -> str:
    return f'{look.paint}" stroke-width="{look.width}"' if look.width else f'{look.paint}"'
