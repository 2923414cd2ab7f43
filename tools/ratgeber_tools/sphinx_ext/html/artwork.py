"""The drawings that web pages open with: each a file of its own, which a browser loads once and late."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx

from ratgeber_tools.artwork.svg import drawing_file
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.html.builder import GuideHTMLBuilder
from ratgeber_tools.sphinx_ext.openings import PageOpening, opening_of

#: Where the drawings lie beside the pages.
FOLDER = "_static/zeichnungen"


def drawing_name(opening: PageOpening) -> str:
    """Return where the file of a drawing lies below the built pages."""
    return f"{FOLDER}/{opening.file_name}"


def write_drawings(app: Sphinx, exception: Exception | None) -> None:
    builder = page_builder(app)
    if exception is not None or not isinstance(builder, GuideHTMLBuilder):
        return
    Path(builder.outdir, FOLDER).mkdir(parents=True, exist_ok=True)
    for page in builder.outline.order:
        opening = opening_of(builder.outline, page)
        if opening is not None:
            file = drawing_file(opening.drawing, opening.hue).encode("utf-8")
            write_whole(Path(builder.outdir, drawing_name(opening)), file)


def setup_artwork(app: Sphinx) -> None:
    app.connect("build-finished", write_drawings)
