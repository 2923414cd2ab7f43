"""The cover of the e-book: the town of the guide with its title in the sky, tall as readers show covers."""

from __future__ import annotations

import io
import json

import typst
from PIL import Image

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.hues import Hue
from ratgeber_tools.typesetting.typesetter import our_fonts, stage

#: Five to eight, as shops and shelves of readers crop nothing of; in pixels.
WIDTH, HEIGHT = 1000, 1600
#: A drawing in a few paints needs few colours.
COLOURS = 48

_SOURCE = """#import "theme/artwork.typ": drawing
#let said = json("umschlag.json")
#set page(width: %dpt, height: %dpt, margin: 0pt, fill: rgb(said.tint))
#set text(font: ("Source Sans 3", "Vazirmatn"), lang: "de", costs: (hyphenation: 1000%%))
#let foot = 170pt
#let whole(words) = words.split(" ").map(word => if word.clusters().len() > 20 { word } else { box(word) }).join(" ")
#place(bottom + left, dy: -foot, drawing("start-hoch", hue: said.hue))
#place(top + left, rect(width: 100%%, height: 450pt, fill: rgb(said.tint))) // no cloud behind words
#place(bottom + left, block(width: 100%%, height: foot, fill: rgb(said.deep), inset: (x: 80pt), {
  set text(fill: white)
  set par(leading: 0.35em)
  set align(horizon)
  if said.publisher != "" { text(size: 40pt, weight: 600, said.publisher); linebreak() }
  text(size: 34pt, said.edition)
}))
#place(top + left, dx: 80pt, dy: 110pt, block(width: 840pt, {
  set text(fill: rgb(said.deep), hyphenate: true)
  set par(leading: 0.35em)
  text(size: 100pt, weight: 600, whole(said.title))
  if said.subtitle != "" { block(above: 44pt, text(size: 48pt, whole(said.subtitle))) }
}))
""" % (WIDTH, HEIGHT)  # noqa: UP031 - braces are Typst's


def draw_cover(*, title: str, subtitle: str, publisher: str, edition: str, hue: Hue) -> bytes:
    """Return the cover as a PNG file; raises `InputError` if Typst refuses the words."""
    said = {
        "title": title,
        "subtitle": subtitle,
        "publisher": publisher,
        "edition": edition,
        "hue": hue.name,
        "deep": hue.deep,
        "tint": hue.tint,
    }
    with temporary_folder("umschlag") as folder:
        main = stage(folder / "satz", _SOURCE, {})
        (main.parent / "umschlag.json").write_text(json.dumps(said), encoding="utf-8")
        try:
            compiler = typst.Compiler(str(main), root=str(main.parent), font_paths=our_fonts())
            drawn = compiler.compile(format="png", ppi=72.0)
        except (typst.TypstError, RuntimeError) as error:
            raise InputError(f"Der Umschlag des E-Books ließ sich nicht zeichnen. Typst sagt: {error}") from None
    assert isinstance(drawn, bytes)
    target = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(target, "png", optimize=True)
    return target.getvalue()
