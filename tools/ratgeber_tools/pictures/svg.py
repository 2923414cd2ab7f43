"""SVG without a will of its own: only shapes, text and references inside the file are left.

Elements and attributes are kept by list.  Scripts, event handlers, animation, foreign content and every address that
leads out of the file are taken out, each named for the report.  A file with a document type is written anew without
it and refused where it uses entities.  Sources: SVG 2 (W3C CR 2018) appendix F; allow-list after SVG's static mode.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_ELEMENTS = frozenset(
    re.findall(
        r"\w+",
        """svg g defs symbol use title desc style switch path rect circle ellipse line polyline polygon text tspan
        textPath image marker linearGradient radialGradient stop pattern clipPath mask filter feBlend feColorMatrix
        feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
        feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
        fePointLight feSpecularLighting feSpotLight feTile feTurbulence""",
    )
)
#: Words in the namespaces of drawing programs, whose harmless leftovers are dropped without a word.
_SILENT_NAMESPACES = ("inkscape", "sodipodi", "rdf-syntax", "creativecommons", "purl.org/dc", "adobe", "figma")

_LOCAL_REFERENCE = re.compile(r"\s*#[\w.:-]+\s*\Z")
_EMBEDDED_PICTURE = re.compile(r"\s*data:image/(?P<kind>png|jpeg);base64,(?P<content>[A-Za-z0-9+/=\s]*)\Z")
_CSS_DANGER = re.compile(
    r"@import|image-set|expression\s*\(|javascript:|behavior\s*:|-moz-binding|\\|url\s*\(\s*['\"]?\s*(?!['\"#\s])",
    re.IGNORECASE,
)
_OUT_OF_FILE = "Verweise aus der Datei hinaus"
_EMBEDDED_BROKEN = "ein unbrauchbares Bild in der Zeichnung"
_EMBEDDED_STRIPPED = "verborgene Angaben eines Bildes in der Zeichnung"

#: Cleans a picture lying in a drawing: its bytes and whether anything was hidden in it, or None if it is not usable.
PictureCleaner = Callable[[bytes], tuple[bytes, bool] | None]


class BrokenSvgError(Exception):
    """The file is no SVG that could be cleaned; the text is a German sentence for the report."""


def is_svg(data: bytes) -> bool:
    """Say whether the bytes begin like an SVG file (a look at the first 4 kB; parsing decides)."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<!", b"<svg")) and b"<svg" in head


def clean(data: bytes, *, clean_picture: PictureCleaner) -> tuple[bytes, tuple[str, ...]]:
    """Return the SVG without anything active, and what was taken out, in German and in order of appearance.

    A file that needs no cleaning keeps its bytes.  Raises `BrokenSvgError`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise BrokenSvgError("Die SVG-Grafik ist beschädigt. Fügen Sie sie als PNG ein.") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise BrokenSvgError("Die Datei ist keine SVG-Grafik. Fügen Sie das Bild als PNG ein.")
    tree = root.getroottree()
    document_type: Any = tree.docinfo.internalDTD  # lxml-stubs know no entities
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise BrokenSvgError("Die SVG-Grafik verwendet Platzhalter (Entities). Fügen Sie sie als PNG ein.")
    removed: dict[str, None] = {}
    is_changed = _clean_element(root, removed, clean_picture)
    # A stylesheet can hide outside the root, in a processing instruction; writing the root alone leaves it behind.
    if not is_changed and document_type is None and root.getprevious() is None and root.getnext() is None:
        return data, ()
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, with_tail=False), tuple(removed)


def _clean_element(element: etree._Element, removed: dict[str, None], clean_picture: PictureCleaner) -> bool:
    """Clean one element and all in it; say whether anything changed.  libxml2 caps the depth at 256."""
    is_changed = False
    for name in list(element.attrib):
        reason = _objection(element, str(name))
        if reason is not None:
            is_changed = True
            del element.attrib[name]
            if reason:
                removed[reason] = None
        elif etree.QName(name).localname == "href" and _clean_embedded(element, str(name), removed, clean_picture):
            is_changed = True
    for child in list(element):
        if isinstance(child.tag, str) and child.tag == f"{{{_SVG}}}a":  # a link's shapes stay, its address goes
            child.tag = f"{{{_SVG}}}g"
            is_changed = True
        if isinstance(child.tag, str) and _is_kept(child):
            is_changed = _clean_element(child, removed, clean_picture) or is_changed
            continue
        is_changed = True
        if isinstance(child.tag, str) and not _is_silent(child.tag):
            removed[f"<{etree.QName(child).localname}>"] = None
        _take_out(child)
    return is_changed


def _clean_embedded(
    element: etree._Element, attribute: str, removed: dict[str, None], clean_picture: PictureCleaner
) -> bool:
    """Clean a picture written into an address; say whether it changed.  An unusable one goes."""
    match = _EMBEDDED_PICTURE.match(str(element.attrib[attribute]))
    if match is None:
        return False
    try:
        data = base64.b64decode(match["content"])
    except ValueError:
        data = b""
    cleaned = clean_picture(data)
    if cleaned is None:
        del element.attrib[attribute]
        removed[_EMBEDDED_BROKEN] = None
        return True
    after, is_stripped = cleaned
    if is_stripped:
        removed[_EMBEDDED_STRIPPED] = None
    if after == data:
        return False
    kind = "png" if after.startswith(b"\x89PNG") else "jpeg"
    element.attrib[attribute] = f"data:image/{kind};base64,{base64.b64encode(after).decode('ascii')}"
    return True


def _is_kept(element: etree._Element) -> bool:
    name = etree.QName(element)
    if name.namespace != _SVG or name.localname not in _ELEMENTS:
        return False
    return name.localname != "style" or not _CSS_DANGER.search("".join(str(text) for text in element.itertext()))


def _is_silent(tag: str) -> bool:
    namespace = etree.QName(tag).namespace or ""
    return etree.QName(tag).localname == "metadata" or any(word in namespace for word in _SILENT_NAMESPACES)


def _take_out(node: etree._Element) -> None:
    """Remove a node with all in it; text after it stays."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        previous = node.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + node.tail
        else:
            previous.tail = (previous.tail or "") + node.tail
    parent.remove(node)


def _objection(element: etree._Element, attribute: str) -> str | None:
    """Return why an attribute must go (empty: not worth a word), or None if it may stay."""
    name = etree.QName(attribute)
    value = str(element.attrib[attribute])
    if name.namespace not in (None, _XLINK, _XML):
        return ""
    if name.localname.lower().startswith("on"):
        return "Ereignis-Skripte"
    if name.localname == "href":
        is_picture = etree.QName(element).localname == "image" and _EMBEDDED_PICTURE.match(value)
        return None if is_picture or _LOCAL_REFERENCE.match(value) else _OUT_OF_FILE
    if (name.namespace == _XML and name.localname == "base") or _CSS_DANGER.search(value):
        return _OUT_OF_FILE
    return None
