"""Sheets that show the visual language at a glance, for the handbook: hues, pictograms, scenes, spot drawings."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import typst
from PIL import Image

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.artwork.scenes import Scene
from ratgeber_tools.artwork.spots import SPOTS
from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.hues import AMBER, PARTS, RED, STONE, Hue
from ratgeber_tools.typesetting.typesetter import our_fonts, stage

#: Flat drawings need few colours; so a sheet weighs some ten kilobytes.
COLOURS = 96
_PIXELS_PER_POINT = 1.6
_HEAD = """#import "theme/artwork.typ": drawing
#import "theme/colors.typ": hues, ink, muted
#import "theme/icons.typ": icon
#let data = json("blatt.json")
#set page(width: 520pt, height: auto, margin: 12pt, fill: white)
#set text(font: "Source Sans 3", lang: "de", size: 10pt, fill: ink)
#set par(leading: 0.4em)
"""
_SHEETS: Mapping[str, str] = {
    "gestaltung-farben": """#grid(columns: 3, gutter: 8pt, ..data.hues.map(((name, german, what)) => {
  let hue = hues.at(name)
  block(width: 100%, fill: hue.tint, inset: 8pt, radius: 4pt, {
    grid(columns: (1fr, 1fr, 1fr), rows: 26pt, ..("deep", "mid", "tint").map(key => rect(
      width: 100%, height: 100%, fill: hue.at(key), stroke: 0.5pt + hue.deep,
    )))
    v(4pt)
    text(fill: hue.deep, weight: 600, size: 12pt, german)
    linebreak()
    text(size: 9pt, what)
  })
}))
""",
    "gestaltung-zeichen": """#grid(columns: 6, gutter: 6pt, ..data.pictograms.map(name => align(center, block(
  width: 100%, fill: hues.stone.tint, radius: 4pt, inset: (y: 8pt),
  { icon(name, hues.petrol.deep, size: 30pt); h(6pt); icon(name, hues.petrol.deep, size: 11pt); linebreak(); name },
))))
""",
    "gestaltung-szenen": """#grid(columns: 2, gutter: 8pt, ..data.scenes.map(((name, hue)) => drawing(name, hue: hue)))
#v(-2pt)
#grid(columns: (1fr, 1fr, 2.15fr), gutter: 8pt, drawing("schulanfang-hoch", hue: "violet"),
  drawing("schulanfang-hoch", hue: "violet", one-ink: true), drawing("schulanfang-breit", hue: "violet", one-ink: true))
""",
    "gestaltung-kapitel": """#grid(columns: 4, gutter: 6pt, ..data.spots.map(((name, hue)) => align(center, {
  drawing("kapitel-" + name, hue: hue)
  text(size: 8pt, fill: muted, name)
})))
""",
}
_SCENE_HUES = (*zip(Scene, (PARTS[0], *PARTS[:5]), strict=True),)


def sample_names() -> tuple[str, ...]:
    """Return the names of the sheets' files."""
    return tuple(f"{name}.png" for name in _SHEETS)


def draw_samples() -> dict[str, bytes]:
    """Return each sheet as a PNG file by its name; raises `InputError` if Typst refuses one, which is our mistake."""
    data = json.dumps(
        {
            "hues": [(hue.name, hue.german, _use_of(hue)) for hue in (*PARTS, RED, AMBER, STONE)],
            "pictograms": list(Pictogram),
            "scenes": [(name, hue.name) for name, hue in _SCENE_HUES],
            "spots": [(name, PARTS[index // 4].name) for index, name in enumerate(SPOTS)],
        }
    )
    return {f"{name}.png": _drawn(_HEAD + source, data) for name, source in _SHEETS.items()}


def _use_of(hue: Hue) -> str:
    return {RED: "nur „Wichtig“", AMBER: "nur „Frist“", STONE: "alle anderen Kästen"}.get(hue, "für einen Teil")


def _drawn(source: str, data: str) -> bytes:
    with temporary_folder("gestaltung") as folder:
        main = stage(folder / "blatt", source, {})
        (main.parent / "blatt.json").write_text(data, encoding="utf-8")
        compiler = typst.Compiler(str(main), root=str(main.parent), font_paths=our_fonts())
        try:
            drawn = compiler.compile(format="png", ppi=72 * _PIXELS_PER_POINT)
        except (typst.TypstError, RuntimeError) as error:
            raise InputError(f"Die Bilder der Gestaltung ließen sich nicht zeichnen. Typst sagt: {error}") from None
    assert isinstance(drawn, bytes)
    target = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(target, "png", optimize=True)
    return target.getvalue()
