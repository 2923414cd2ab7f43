"""Parts python-docx does not make: footnotes, and a custom property that says which export a file is."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_LEFTOVERS = {"stylesWithEffects", "thumbnail", "customXml"}

#: More letters a core property may not have; python-docx refuses them.
CORE_PROPERTY_LENGTH = 255
#: The notes that are none, by their numbers.
SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
#: The one format id a custom property may have (ISO/IEC 29500-1, 22.3.2.2).
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def footnotes_part(document: Document) -> Part:
    """Add an empty footnotes part and return it; its links need relationships of their own."""
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, b"", document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part


def fill_footnotes(part: Part, notes: str) -> None:
    """Put `notes` (`w:footnote` elements) into the part, behind the two separators Word expects."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in SEPARATORS.items()
    )
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w", "r")}>{separators}{notes}</w:footnotes>'
    part._blob = xml.encode("utf-8")


def drop_leftovers(document: Document) -> None:
    """Take out what python-docx' own template brings along: styles for Word 2010, a picture of an empty page."""
    package = document.part.package
    assert package is not None
    for relations in (document.part.rels, package.rels):
        for identifier, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in _LEFTOVERS:
                del relations[identifier]


def set_property(document: Document, name: str, value: str) -> None:
    """Set a custom property; it survives LibreOffice only as a relationship of the package itself."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FORMAT}" pid="2" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        "</Properties>"
    )
    package = document.part.package
    assert package is not None
    part = Part(PackURI("/docProps/custom.xml"), _PROPERTIES, xml.encode("utf-8"), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
