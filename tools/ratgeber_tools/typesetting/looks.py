"""What the theme takes from the rest of the house: hues and boxes, as JSON files beside its own."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ratgeber_tools.dialect import BOXES
from ratgeber_tools.hues import HUES, NO_PART, PARTS


def theme_files() -> Mapping[str, str]:
    """Return the files `colors.typ` and `boxes.typ` read, by name."""
    hues = {hue.name: {"deep": (hue.deep, hue.deep_inks), "tint": (hue.tint, hue.tint_inks)} for hue in HUES}
    boxes = {
        spec.name: {"hue": spec.hue.name, "sign": spec.sign, "frame": spec.frame, "fine-print": spec.is_fine_print}
        for spec in BOXES.values()
    }
    return {
        "hues.json": json.dumps({"hues": hues, "parts": [hue.name for hue in PARTS], "no-part": NO_PART.name}),
        "boxes.json": json.dumps(boxes),
    }
