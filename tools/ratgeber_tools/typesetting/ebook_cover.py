"""The cover of the e-book: what the one of the printed volume says, tall as readers show it, drawn with our fonts."""

from __future__ import annotations

import io
import json

import typst
from PIL import Image

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.hues import PETROL
from ratgeber_tools.typesetting.typesetter import our_fonts

#: Five to eight, as shops and shelves of readers crop nothing of; in pixels.
WIDTH, HEIGHT = 1000, 1600
#: Plain grounds and type need few colours.
COLOURS = 32

#: The path of stepping stones is that of the printed cover (`theme/cover.typ`).
_SOURCE = """#let said = json("umschlag.json")
#set page(width: %dpt, height: %dpt, margin: 0pt, fill: rgb("#fffdfa"))
#set text(font: ("Source Sans 3", "Noto Sans Arabic"), lang: "de", costs: (hyphenation: 1000%%))
#let whole(words) = words.split(" ").map(word => if word.clusters().len() > 20 { word } else { box(word) }).join(" ")
#place(top + left, rect(width: 100%%, height: 1130pt, fill: rgb(said.deep)))
#for (index, radius) in (14, 18, 23, 28, 34, 41, 48).enumerate() {
  place(top + left, dx: 90pt + index * 115pt, dy: 900pt - index * 20pt - calc.rem(index, 2) * 40pt, circle(
    radius: radius * 1pt,
    fill: if calc.even(index) { white } else { rgb(said.tint) },
  ))
}
#place(top + left, dx: 90pt, dy: 150pt, block(width: 820pt, {
  set text(fill: white, hyphenate: true)
  set par(leading: 0.4em)
  text(size: 96pt, weight: 600, whole(said.title))
  if said.subtitle != "" { block(above: 40pt, text(size: 46pt, whole(said.subtitle))) }
}))
#place(bottom + left, dx: 90pt, dy: -90pt, block(width: 820pt, {
  set par(leading: 0.4em)
  if said.edition != "" { text(size: 46pt, weight: 600, fill: rgb(said.deep), said.edition) }
  if said.publisher != "" { block(above: 24pt, text(size: 40pt, said.publisher)) }
}))
""" % (WIDTH, HEIGHT)  # noqa: UP031 - braces are Typst's


def draw_cover(*, title: str, subtitle: str, publisher: str, edition: str) -> bytes:
    """Return the cover as a PNG file; raises `InputError` if Typst refuses the words."""
    said = {
        "title": title,
        "subtitle": subtitle,
        "publisher": publisher,
        "edition": edition,
        "deep": PETROL.deep,
        "tint": PETROL.tint,
    }
    with temporary_folder("umschlag") as folder:
        (folder / "umschlag.json").write_text(json.dumps(said), encoding="utf-8")
        main = folder / "umschlag.typ"
        main.write_text(_SOURCE, encoding="utf-8")
        try:
            drawn = typst.Compiler(str(main), root=str(folder), font_paths=our_fonts()).compile(format="png", ppi=72.0)
        except (typst.TypstError, RuntimeError) as error:
            raise InputError(f"Der Umschlag des E-Books ließ sich nicht zeichnen. Typst sagt: {error}") from None
    assert isinstance(drawn, bytes)
    target = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(target, "png", optimize=True)
    return target.getvalue()
