"""Readers: a file in a foreign or our own format becomes a `Document`."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.document import Document, Picture
from ratgeber_tools.findings import Finding


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader returns: the model, the pictures that came inside the file, and what a person should know."""

    document: Document
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
