"""Pictograms and drawings on web pages: what templates call, and the files of the drawings they asked for.

A pictogram stands in the page, a drawing is a file of its own: a browser loads it once, late, and never for those who
save data.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.artwork.scenes import Drawing, Scene, scene
from ratgeber_tools.artwork.spots import spot_of
from ratgeber_tools.artwork.svg import drawing_file, inline_pictogram
from ratgeber_tools.files import write_whole
from ratgeber_tools.hues import HUES, Hue
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.outline import OutlineEntry
from ratgeber_tools.sphinx_ext.signs import sign_of

#: Where the drawings lie beside the pages.
FOLDER = "_static/zeichnungen"


def drawing_name(name: str, hue: Hue) -> str:
    """Return where the file of a drawing in a hue lies below the built pages."""
    return f"{FOLDER}/{name}-{hue.name}.svg"


def drawing_named(name: str) -> Drawing:
    """Return a scene, or the spot of a chapter by its page; `KeyError` for a name there is no drawing of."""
    if name in set(Scene):
        return scene(Scene(name))
    spot = spot_of(name)
    if spot is None:
        raise KeyError(name)
    return spot


def add_artwork(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    builder = app.builder
    if not isinstance(builder, GuideHTMLBuilder):
        return
    outline = builder.outline

    def sign(of: OutlineEntry | str) -> str:
        name = of if isinstance(of, str) else of.docname or ""
        found = sign_of(app.env, outline, name) if name else None
        if found is None and not isinstance(of, str):
            found = outline.sign_of(of.part)
        return inline_pictogram(found) if found is not None else ""

    def address(name: str, part: int = 0) -> str:
        return str(context["pathto"](drawing_name(name.rpartition("/")[2], outline.hue_of(part)), 1))

    context.update(pictogram=inline_pictogram, sign_of=sign, drawing_address=address, spot_of=spot_of)


def write_drawings(app: Sphinx, exception: Exception | None) -> None:
    """Write every drawing in the hues it can appear in: they are few and small, and no page waits for them."""
    builder = page_builder(app)
    if exception is not None or not isinstance(builder, GuideHTMLBuilder):
        return
    outline = builder.outline
    hues = {outline.hue_of(entry.part) for entry in outline.entries}
    wanted = [(str(name), scene(name), hue) for name in Scene for hue in sorted(hues, key=HUES.index)]
    for page, path in outline.paths.items():
        spot = spot_of(page)
        if spot is not None:
            wanted.append((page.rpartition("/")[2], spot, outline.hue_of(path[0].part)))
    folder = Path(builder.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing, hue in wanted:
        write_whole(Path(builder.outdir, drawing_name(name, hue)), drawing_file(drawing, hue).encode("utf-8"))


def setup_artwork(app: Sphinx) -> None:
    app.connect("html-page-context", add_artwork)
    app.connect("build-finished", write_drawings)
