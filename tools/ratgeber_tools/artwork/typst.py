"""Pictograms and drawings as the theme reads them: places and colours as JSON, drawn by Typst in its own lines.

So they are vectors in the inks of the press, without a picture to convert, and take any hue the moment they are set.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ratgeber_tools.artwork.paints import colours
from ratgeber_tools.artwork.paths import Segment, segments
from ratgeber_tools.artwork.pictograms import FIELD, PATHS, SIGNS, STROKE
from ratgeber_tools.artwork.scenes import PAGE, SPREAD, Illustration, Scene, scene
from ratgeber_tools.artwork.shapes import Circle, Shape
from ratgeber_tools.artwork.spots import SPOTS, spot_of
from ratgeber_tools.hues import HUES


def theme_files() -> dict[str, str]:
    """Return the files `icons.typ` and `artwork.typ` read, by name."""
    pictograms = {
        **{name: _segments(segments(path)) for name, path in SIGNS.items()},
        **{str(name): _segments(segments(path)) for name, path in PATHS.items()},
    }
    drawings = {name: _drawing(drawing) for name, drawing in all_drawings().items()}
    paints = {
        hue.name: {
            str(paint): {"screen": colour.light, "press": colour.inks, "grey": colour.grey}
            for paint, colour in colours(hue).items()
        }
        for hue in HUES
    }
    return {
        "pictograms.json": json.dumps({"field": FIELD, "stroke": STROKE, "paths": pictograms}),
        "drawings.json": json.dumps({"paints": paints, "drawings": drawings}),
    }


def all_drawings() -> Mapping[str, Illustration]:
    """Return every drawing paper has, by name: scenes in three shapes, and the spots."""
    found: dict[str, Illustration] = {}
    for name in Scene:
        found |= {
            str(name): scene(name),
            f"{name}-hoch": scene(name, aspect=PAGE),
            f"{name}-breit": scene(name, aspect=SPREAD),
        }
    spots = ((spot_name(name), spot_of(name)) for name in SPOTS)
    return found | {name: drawing for name, drawing in spots if drawing is not None}


def spot_name(docname: str) -> str:
    """Return what a chapter's spot drawing is called here; "" for a chapter without one."""
    name = docname.rpartition("/")[2]
    return f"kapitel-{name}" if name in SPOTS else ""


def _drawing(drawing: Illustration) -> dict[str, object]:
    return {"width": drawing.width, "height": drawing.height, "shapes": [_shape(shape) for shape in drawing.shapes]}


def _shape(shape: Shape) -> dict[str, object]:
    if isinstance(shape, Circle):
        place = _rounded((shape.x, shape.y, shape.radius))
        if shape.width:
            return {"circle": place, "line": shape.fill, "width": round(shape.width, 2)}
        return {"circle": place, "fill": shape.fill}
    return {
        "path": _segments(shape.segments),
        **({} if shape.fill is None else {"fill": shape.fill}),
        **({} if shape.line is None else {"line": shape.line, "width": round(shape.width, 2)}),
    }


def _segments(parts: tuple[Segment, ...]) -> list[list[object]]:
    return [[part.kind, *(_rounded(point) for point in part.points)] for part in parts]


def _rounded(numbers: tuple[float, ...]) -> list[float]:
    return [round(value, 2) for value in numbers]
