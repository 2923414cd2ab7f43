"""Readers: a file in a foreign or our own format becomes a `Document`."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.document import Document, Picture
from ratgeber_tools.findings import Finding


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader returns: the model, the pictures that came inside the file, and what a person should know.

    `title` is what the document may be called if no heading in it says so, empty if the file does not tell.
    `particulars` are what its author said of it in the template's fields: label and words.
    """

    document: Document
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    title: str = ""
    particulars: tuple[tuple[str, str], ...] = ()
