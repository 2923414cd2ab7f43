"""Pictures: in a line, as a block, and as a figure with caption and number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from docutils import nodes

from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.blocks import caption_words
from ratgeber_tools.sphinx_ext.pdf.translation import Handler, Translation
from ratgeber_tools.sphinx_ext.published_pictures import AUTHORS_PATH


def picture(function: str) -> Handler:
    """Return the handler that sets a picture with the theme's `function`."""

    def handle(node: nodes.Node, translation: Translation) -> str:
        assert isinstance(node, nodes.image)
        alt = " ".join(node.get("alt", "").split())
        if not alt:
            raise translation.refuse(
                node,
                f"Dem Bild „{node.get(AUTHORS_PATH, node['uri'])}“ fehlt der Alternativtext. "
                "Beschreiben Sie in einem Satz, was auf dem Bild zu sehen ist.",
            )
        # The call of `image` stands in our source, so that Typst's word about a damaged file names this line.
        image = syntax.call("image", syntax.string(f"/{_name(node, translation)}"), alt=syntax.string(alt))
        return syntax.call(function, image, width=_width(node, translation))

    return handle


def _name(node: nodes.image, translation: Translation) -> str:
    """Return the picture's name in the staged source; from the web nothing is fetched."""
    uri = node["uri"]
    if "://" in uri or uri.startswith("data:"):
        raise translation.refuse(
            node, f"Das Bild „{uri[:60]}“ liegt im Internet. Legen Sie es als Datei in den Ordner des Kapitels."
        )
    name = translation.sources.picture(uri)
    if name is None:
        raise translation.refuse(
            node, f"Das Bild „{uri}“ fehlt. Legen Sie die Bilddatei an diese Stelle, oder berichtigen Sie den Pfad."
        )
    return name


def _width(node: nodes.image, translation: Translation) -> str | None:
    wanted = node.get("width")
    if not wanted:
        return None
    length = typst_length(str(wanted))
    if length is None:
        raise translation.refuse(
            node,
            f"Die Breite „{wanted}“ des Bildes ist keine Länge. Schreiben Sie zum Beispiel „80mm“ oder „50%“.",
        )
    return length


def picture_block(node: nodes.Node, translation: Translation) -> str:
    return picture("picture")(node, translation)


def figure(node: nodes.Node, translation: Translation) -> str:
    """A picture with its caption; the legend, if any, follows the caption."""
    assert isinstance(node, nodes.figure)
    captions = [child for child in node.children if isinstance(child, nodes.caption)]
    legends = [child for child in node.children if isinstance(child, nodes.legend)]
    body = [child for child in node.children if child not in captions and child not in legends]
    parts = [caption_words(node, caption, "figure", translation) for caption in captions]
    parts += [translation.blocks(legend.children) for legend in legends]
    return syntax.call(
        "captioned",
        syntax.sequence(_content(child, translation) for child in body),
        caption=syntax.sequence(parts) if parts else None,
    )


def _content(child: nodes.Node, translation: Translation) -> str:
    """What a figure shows: a picture, perhaps inside a link, or any other block."""
    if isinstance(child, nodes.reference):
        return translation.inlines((child,))
    return translation.block(child)


PICTURE_BLOCKS: Mapping[type[nodes.Node], Handler] = MappingProxyType(
    {nodes.image: picture_block, nodes.figure: figure}
)
PICTURE_INLINES: Mapping[type[nodes.Node], Handler] = MappingProxyType({nodes.image: picture("inline-picture")})


_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|[a-z]*)\s*")

#: Unit to (factor, Typst unit).  A CSS pixel is 1/96 inch, that is 0.75 pt; a bare number is pixels.
_UNITS: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "": (0.75, "pt"),
        "px": (0.75, "pt"),
        "pt": (1, "pt"),
        "pc": (12, "pt"),
        "mm": (1, "mm"),
        "cm": (1, "cm"),
        "in": (1, "in"),
        "em": (1, "em"),
        "rem": (1, "em"),
        "ex": (0.5, "em"),
        "%": (1, "%"),
    }
)


def typst_length(length: str) -> str | None:
    """Return `length` in Typst's words, None if it is not a length."""
    match = _LENGTH.fullmatch(length)
    if match is None or match[2] not in _UNITS:
        return None
    factor, unit = _UNITS[match[2]]
    return f"{float(match[1]) * factor:.4f}".rstrip("0").rstrip(".") + unit
