"""The film in a web page: it plays from a file of our own and loads nothing before somebody presses play."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class ratgeber_film(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes in lower case
    """A film; web only.

    Attributes: `label`, what a screen reader calls it; `mime`, the type of its file.  Children: the file as
    `download_reference`; captions likewise, each with `language` and `label`; the poster as `image`, if there is one.
    Sphinx copies them and says where they are.
    """


def visit_film(self: HTML5Translator, node: ratgeber_film) -> None:
    """`preload="none"`: who does not watch it does not pay for the data.  The poster's words stand below, unseen."""
    builder = self.builder
    files = [child for child in node.children if isinstance(child, addnodes.download_reference)]
    sources = [(file, _address(builder.dlpath, file["filename"])) for file in files if "filename" in file]
    poster = next((child for child in node.children if isinstance(child, nodes.image)), None)
    attributes = {"controls": "", "preload": "none", "aria-label": node["label"]}
    if poster is not None and poster["uri"] in builder.images:
        attributes["poster"] = _address(builder.imgpath, builder.images[poster["uri"]])
    self.body.append(self.starttag(node, "video", CLASS="rg-film", **attributes))
    for index, (file, address) in enumerate(sources):
        if "language" in file:
            default = {"default": ""} if index == 1 else {}
            track = {"kind": "captions", "src": address, "srclang": file["language"], "label": file["label"]}
            self.body.append(self.emptytag(file, "track", "", **track, **default))
        else:
            self.body.append(self.emptytag(file, "source", "", src=address, type=node["mime"]))
    if sources:
        self.body.append(f'<a href="{sources[0][1]}">Film öffnen</a>')
    self.body.append("</video>\n")
    if poster is not None:
        self.body.append(f'<p class="rg-spoken">Standbild: {self.encode(poster["alt"])}</p>\n')
    raise nodes.SkipNode


def _address(folder: str, name: str) -> str:
    return posixpath.join(folder, quote(name))


def setup_film_player(app: Sphinx) -> None:
    app.add_node(ratgeber_film, html=(visit_film, None))
