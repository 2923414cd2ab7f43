"""The picture that messengers show beside a link to a page: one a page, with its title, in the public edition."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.addresses import is_passed_on
from ratgeber_tools.sphinx_ext.outline import read_outline
from ratgeber_tools.typesetting.share_pictures import ShareCard, draw_share_pictures

FOLDER = "_static/vorschau"


def picture_name(page: str) -> str:
    """Return where a page's picture lies below the built pages; `/` in a page's name becomes `.`, which has none."""
    return f"{FOLDER}/{page.replace('/', '.')}.png"


def write_pictures(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not is_passed_on(app):
        return
    outline = read_outline(app.env)
    pages = [name for name in sorted(app.env.found_docs) if name in app.env.longtitles]
    site = app.config.html_title
    cards = []
    for name in pages:
        path = outline.path_to(name)
        title = site if name == outline.root else app.env.longtitles[name].astext()
        hue = outline.hue_of(path[0].part if path else 0)
        cards.append(ShareCard(title, "" if name == outline.root else site, hue.deep))
    try:
        for name, picture in zip(pages, draw_share_pictures(cards), strict=True):
            target = Path(app.outdir, picture_name(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, picture)
    except RatgeberError as error:
        raise ExtensionError(str(error)) from error


def setup_share_images(app: Sphinx) -> None:
    app.connect("build-finished", write_pictures)
