"""Pictures that messengers show beside a link: a page's title and the guide's name, drawn with our fonts."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import NamedTuple

import typst
from PIL import Image

from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.typesetting.typesetter import our_fonts

#: What Open Graph's readers cut nothing of, in pixels.
WIDTH, HEIGHT = 1200, 630
#: Text on a plain ground needs few colours; so a picture weighs some ten kilobytes.
COLOURS = 16

#: The title as large as it fits on four lines: long ones and long words get smaller type.
_SOURCE = """#let cards = json("karten.json")
#set page(width: %dpt, height: %dpt, margin: (x: 80pt, y: 70pt))
#set text(font: ("Source Sans 3", "Vazirmatn"), lang: "de", hyphenate: true, costs: (hyphenation: 1000%%))
#let fitting(title) = layout(room => {
  let set-at(size) = text(size: size, weight: 600, fill: white, par(leading: 0.35em, title))
  let sizes = (84pt, 72pt, 60pt, 50pt, 42pt)
  let fits(size) = measure(set-at(size), width: room.width).height <= 340pt
  set-at(sizes.find(fits))
})
#for (index, card) in cards.enumerate() {
  if index > 0 { pagebreak() }
  set page(fill: rgb(card.ground))
  fitting(card.title)
  place(bottom + left, text(size: 36pt, fill: white, card.site))
}
""" % (WIDTH, HEIGHT)  # noqa: UP031 - braces are Typst's


class ShareCard(NamedTuple):
    """What stands on a picture; `ground` is a dark colour as `#00565e`, on which white is read."""

    title: str
    site: str
    ground: str


def draw_share_pictures(cards: Sequence[ShareCard]) -> list[bytes]:
    """Return a PNG file for each card, in their order; raises `InputError` if Typst refuses the words."""
    if not cards:
        return []
    with temporary_folder("vorschaubilder") as folder:
        (folder / "karten.json").write_text(json.dumps([card._asdict() for card in cards]), encoding="utf-8")
        main = folder / "karten.typ"
        main.write_text(_SOURCE, encoding="utf-8")
        try:
            drawn = typst.Compiler(str(main), root=str(folder), font_paths=our_fonts()).compile(format="png", ppi=72.0)
        except (typst.TypstError, RuntimeError) as error:
            raise InputError(f"Die Vorschaubilder ließen sich nicht zeichnen. Typst sagt: {error}") from None
    pages = [drawn] if isinstance(drawn, bytes) else drawn
    assert pages is not None
    return [_small(page) for page in pages]


def _small(png: bytes) -> bytes:
    target = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
        few.save(target, "png")  # `optimize` would take ten times as long for a tenth of the bytes
    return target.getvalue()
