"""What an independent checker says of a PDF, without the one sentence in which it errs."""

from __future__ import annotations

import re
from pathlib import Path

import page

#: It finds a stream's end by its closing word and takes a line end away; of data that happens to end in one itself, as
#: a checksum may, it takes that for part of it.
_LENGTH = "a stream /Length does not match its raw content length"
_STREAM = re.compile(rb"/Length (\d+)\b[^>]*>>\s*stream\r?\n")


def objections(pdf: bytes | Path, profile: page.ValidationProfile) -> list[str]:
    """Return what keeps the file from conforming to `profile`."""
    data = pdf if isinstance(pdf, bytes) else pdf.read_bytes()
    said = [failure.message for failure in page.validate_pdf_bytes(data, profile=profile).failures]
    return [words for words in said if words != _LENGTH or not lengths_hold(data)]


def lengths_hold(data: bytes) -> bool:
    """Say whether each stream has as many bytes as it says, and then a line end and its closing word (7.3.8.1)."""
    return all(
        re.match(rb"\r?\nendstream\b", data[found.end() + int(found[1]) :][:12]) for found in _STREAM.finditer(data)
    )
