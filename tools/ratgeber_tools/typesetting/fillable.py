"""Makes fields of the places to write that the theme has marked in a tagged PDF (`theme/forms.typ`).

Typst knows no fields.  It sets each place as a link to an address of ours, which gives it a rectangle on the page and
a node in the tree of tags; here the link becomes a field of the same rectangle and node (ISO 32000-1, 12.7; for the tag
ISO 14289-1, 7.18.4).  What is typed later is set in a font that is not in the file, so the file gives up PDF/A.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SCHEME = "feld:"
_FONT, _SIZE = "/Helv", 11
_MULTILINE = 1 << 12  # Ff, bit 13
_PRINTED = 4  # F, bit 3
_ON = "/Ja"


def fillable(pdf: bytes, *, ticks: Sequence[str]) -> bytes:
    """Return the PDF with its places to write as fields; `ticks` says what each box to tick is for, in reading order.

    The same input gives the same bytes.  A field is named by what it asks for, with a number where two ask the same.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fields = Array()
        names: dict[str, int] = {}
        looks = _Looks(document)
        waiting = iter(ticks)
        elements = elements_of_annotations(document)
        for page in document.pages:
            for annotation, kind, label in _places(page):
                words = next(waiting, "Ankreuzen") if kind == "kreuz" else label
                names[words] = names.get(words, 0) + 1
                name = words if names[words] == 1 else f"{words} ({names[words]})"
                _become_field(looks, annotation, page, kind, name)
                element = elements.get(int(annotation.get("/StructParent", -1)))
                if element is not None:
                    element.S = Name("/Form")
                    element.Alt = String(name)
                fields.append(annotation)
            page.obj.Tabs = Name("/S")
        font = Dictionary(
            Type=Name("/Font"), Subtype=Name("/Type1"), BaseFont=Name("/Helvetica"), Encoding=Name("/WinAnsiEncoding")
        )
        document.Root.AcroForm = Dictionary(
            Fields=fields,
            DA=String(f"{_FONT} {_SIZE} Tf 0 g"),
            DR=Dictionary(Font=Dictionary({_FONT: document.make_indirect(font)})),
        )
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in ("pdfaid:part", "pdfaid:conformance"):
                metadata.pop(key, None)
        result = io.BytesIO()
        document.save(result, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return result.getvalue()


def _places(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Object, str, str]]:
    """Yield the marked links of a page: the annotation, the kind of place, what is asked for."""
    for annotation in page.obj.get("/Annots", Array()):
        action = annotation.get("/A")
        # Typst writes addresses as UTF-8, which a PDF's own strings are not.
        address = bytes(action.get("/URI", String(""))).decode("utf-8") if isinstance(action, Dictionary) else ""
        if address.startswith(SCHEME):
            kind, _, label = unquote(address.removeprefix(SCHEME)).partition(":")
            yield annotation, kind, label


def _become_field(looks: _Looks, annotation: pikepdf.Object, page: pikepdf.Page, kind: str, name: str) -> None:
    left, bottom, right, top = (float(number) for number in annotation.Rect)
    width, height = right - left, top - bottom
    for key in ("/A", "/Border", "/C", "/Dest"):
        if key in annotation:
            del annotation[key]
    annotation.Subtype = Name("/Widget")
    annotation.F = _PRINTED
    annotation.P = page.obj
    annotation.T = annotation.TU = annotation.Contents = String(name)
    if kind == "kreuz":
        annotation.FT, annotation.V, annotation.AS = Name("/Btn"), Name("/Off"), Name("/Off")
        cross = f"1.2 w 2 2 m {width - 2:.2f} {height - 2:.2f} l 2 {height - 2:.2f} m {width - 2:.2f} 2 l S"
        on, off = looks.of(width, height, cross), looks.of(width, height)
        annotation.AP = Dictionary(N=Dictionary({_ON: on, "/Off": off}))
        return
    annotation.FT, annotation.V = Name("/Tx"), String("")
    annotation.DA = String(f"{_FONT} {_SIZE} Tf 0 g")
    annotation.AP = Dictionary(N=looks.of(width, height, "/Tx BMC EMC"))
    if kind == "zeilen":
        annotation.Ff = _MULTILINE


class _Looks:
    """What fields look like while nothing is typed; fields of one size share it, or a calendar would hold hundreds."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._made: dict[tuple[float, float, str], pikepdf.Object] = {}

    def of(self, width: float, height: float, content: str = "") -> pikepdf.Object:
        key = (round(width, 2), round(height, 2), content)
        if key not in self._made:
            stream = self._document.make_stream(content.encode("ascii"))
            stream.Type, stream.Subtype = Name("/XObject"), Name("/Form")
            stream.BBox = Array([0, 0, *key[:2]])
            stream.Resources = Dictionary()
            self._made[key] = stream
        return self._made[key]


def elements_of_annotations(document: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    """Return the nodes of the tree of tags that annotations belong to, by their key (`/StructParent`)."""
    tree = document.Root.get("/StructTreeRoot")
    found: dict[int, pikepdf.Object] = {}
    waiting = [tree.ParentTree] if tree is not None and "/ParentTree" in tree else []
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("/Kids", Array()))
        numbers = list(node.get("/Nums", Array()))
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            if isinstance(value, Dictionary):
                found[int(key)] = value
    return found
