"""Names of WordprocessingML and its neighbours, in lxml's ``{uri}name`` form."""

from __future__ import annotations

import re

_SCHEMAS = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office"

W = f"{{{_SCHEMAS}/wordprocessingml/2006/main}}"
R = f"{{{_SCHEMAS}/officeDocument/2006/relationships}}"
MATH = f"{{{_SCHEMAS}/officeDocument/2006/math}}"
WP = f"{{{_SCHEMAS}/drawingml/2006/wordprocessingDrawing}}"
A = f"{{{_SCHEMAS}/drawingml/2006/main}}"
PIC = f"{{{_SCHEMAS}/drawingml/2006/picture}}"
CHART = f"{{{_SCHEMAS}/drawingml/2006/chart}}"
DIAGRAM = f"{{{_SCHEMAS}/drawingml/2006/diagram}}"
MC = f"{{{_SCHEMAS}/markup-compatibility/2006}}"
PACKAGE_RELATIONSHIPS = f"{{{_SCHEMAS}/package/2006/relationships}}"
CONTENT_TYPES = f"{{{_SCHEMAS}/package/2006/content-types}}"
W14 = f"{{{_MICROSOFT}/word/2010/wordml}}"
W15 = f"{{{_MICROSOFT}/word/2012/wordml}}"
SVG = f"{{{_MICROSOFT}/drawing/2016/SVG/main}}"
DECORATIVE = f"{{{_MICROSOFT}/drawing/2017/decorative}}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 (the prefix every specification uses)

VAL = f"{W}val"

#: Prefixes in `mc:Choice Requires="…"` whose content this reader understands; anything else takes the fallback.
UNDERSTOOD_PREFIXES = frozenset(
    {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex", "a14", "v", "cx", "cx1", "asvg"}
)

# ISO/IEC 29500 Strict uses other names for the same things; only declarations and types are mapped, never text.
_STRICT = re.compile(
    rb"""((?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])http://purl\.oclc\.org/ooxml/"""
    rb"""(wordprocessingml|drawingml|presentationml|spreadsheetml|officeDocument)/"""
)


def without_strict_names(xml: bytes) -> bytes:
    """Return `xml` with the names of Strict Open XML replaced by the transitional ones everybody else writes."""
    if b"purl.oclc.org/ooxml" not in xml:
        return xml
    return _STRICT.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", xml)
