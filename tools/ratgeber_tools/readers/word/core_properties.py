"""A Word file's own properties: the title an author, or more often a program, gave the document."""

from __future__ import annotations

import re

from ratgeber_tools.readers.word.package import Package
from ratgeber_tools.readers.word.report import tidy

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LONGEST = 120
#: What programs write there by themselves, and what our own files are called.
_NO_TITLE = re.compile(
    r"(?:Dokument|Document|Word[ -]Do[ck]ument|PowerPoint-?Präsentation|Präsentation|Unbenannt|Untitled|Titel|Title|"
    r"Vorlage|Template|Beitrag zum Elternratgeber|Standard|Normal|Briefkopf|Kopfbogen|Slide|Folie|Page)[\W\d_]*"
    r"|Microsoft (?:Word|PowerPoint|Office)\b.*|.*\.(?:docx?|dotx?|odt|rtf|pdf|txt|html?)|[\W\d_]*|.*[\\/].*",
    re.IGNORECASE,
)


def document_title(package: Package) -> str:
    """Return the title among a document's properties; empty if there is none, or none that an author gave it."""
    for link in package.relationships("").values():
        if link.kind != "core-properties" or link.external or link.target not in package:
            continue
        root = package.xml(link.target)
        for element in () if root is None else root.iterchildren(_TITLE):
            title = tidy(element.text or "")
            return "" if len(title) > _LONGEST or _NO_TITLE.fullmatch(title) else title
    return ""
