"""EMF and WMF drawings become PNG pictures: LibreOffice draws them on a page of their size, a rasteriser renders it.

The way over a page works with LibreOffice Writer alone (Draw is often not installed) and keeps thin lines, which
Writer's own preview loses.  All drawings of a contribution go through one run of LibreOffice.
"""

from __future__ import annotations

import base64
import contextlib
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ratgeber_tools import office
from ratgeber_tools.errors import InputError
from ratgeber_tools.files import temporary_folder

#: Turns the first page of a PDF into a PNG, or raises `InputError`.  The command line hands it in: it is typesetting's.
Rasteriser = Callable[[bytes], bytes]

_PAGE_WIDTH_MM = 300.0
_PLACEABLE_WMF = b"\xd7\xcd\xc6\x9a"

_PAGE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
    '<office:automatic-styles><style:page-layout style:name="seite"><style:page-layout-properties'
    ' fo:page-width="{width}mm" fo:page-height="{height}mm" fo:margin="0mm"/></style:page-layout>'
    '<style:style style:name="bild" style:family="graphic"><style:graphic-properties'
    ' style:horizontal-pos="from-left" style:horizontal-rel="page"'
    ' style:vertical-pos="from-top" style:vertical-rel="page" style:wrap="run-through"/></style:style>'
    "</office:automatic-styles>"
    '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="seite"/>'
    "</office:master-styles>"
    '<office:body><office:text><text:p><draw:frame draw:style-name="bild" text:anchor-type="page"'
    ' text:anchor-page-number="1" svg:x="0mm" svg:y="0mm" svg:width="{width}mm" svg:height="{height}mm">'
    "<draw:image><office:binary-data>{data}</office:binary-data></draw:image></draw:frame></text:p>"
    "</office:text></office:body></office:document>"
)


def as_png(drawings: Mapping[str, bytes], *, rasterise: Rasteriser) -> dict[str, bytes]:
    """Return a PNG for each drawing (by its key) that could be converted.

    Raises `MissingProgramError` without LibreOffice, `InputError` when it takes too long.
    """
    sizes = {key: _aspect(data) for key, data in drawings.items()}
    keys: Sequence[str] = [key for key, aspect in sizes.items() if aspect is not None]
    if not keys:
        return {}
    with temporary_folder("zeichnung") as folder:
        pages: dict[str, Path] = {}
        for number, key in enumerate(keys):
            pages[key] = folder / f"zeichnung-{number}.fodt"
            height = _PAGE_WIDTH_MM * (sizes[key] or 1.0)
            data = base64.b64encode(drawings[key]).decode("ascii")
            pages[key].write_text(
                _PAGE.format(width=f"{_PAGE_WIDTH_MM:.2f}", height=f"{height:.2f}", data=data), encoding="utf-8"
            )
        results = office.convert(list(pages.values()), to="pdf", folder=folder)
        pictures = {}
        for key, page in pages.items():
            with contextlib.suppress(InputError):  # one drawing too many is no reason to lose the others
                if page in results:
                    pictures[key] = rasterise(results[page].read_bytes())
        return pictures


def _aspect(data: bytes) -> float | None:
    """Return height divided by width of an EMF (frame, MS-EMF 2.2.9) or a placeable WMF (MS-WMF 2.3.2.3)."""
    try:
        if data.startswith(_PLACEABLE_WMF):
            edges: tuple[int, ...] = struct.unpack_from("<4h", data, 6)
        elif data[40:44] == b" EMF":
            edges = struct.unpack_from("<4i", data, 24)
        else:  # a bare WMF does not say how large it is
            return None
    except struct.error:
        return None
    width, height = abs(edges[2] - edges[0]), abs(edges[3] - edges[1])
    if not width or not height or not 0.02 < height / width < 50:
        return None
    return height / width
