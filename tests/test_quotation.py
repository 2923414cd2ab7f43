"""Names in quotation marks: one place, so that a name with marks of its own is still read as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ratgeber_tools
from ratgeber_tools.quotation import quoted

#: What may hold marks of its own: names of offices and of files people hand in, titles and headings.
_NAMES = r"office|title|heading|file_name|path\.name|parcel\.name|full_name|passage\.text"
_RAW = re.compile(rf"„\{{[^{{}}]*\b(?:{_NAMES})\b[^{{}}]*\}}“")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Jugendamt", "„Jugendamt“"),
        ("Netzwerkstelle „Schulerfolg“", "„Netzwerkstelle ‚Schulerfolg‘“"),
        ("„Eins“ und „Zwei“", "„‚Eins‘ und ‚Zwei‘“"),
        ("Beitrag von „Anna”.docx", "„Beitrag von ‚Anna‘.docx“"),
        ('Datei "so".docx', '„Datei "so".docx“'),
        ("O'Neil", "„O'Neil“"),
        ("nur eins “ davon", "„nur eins “ davon“"),
    ],
)
def test_marks_inside_become_single_ones(words: str, expected: str) -> None:
    assert quoted(words) == expected


def test_names_are_put_in_quotation_marks_nowhere_else() -> None:
    package = Path(ratgeber_tools.__file__).parent
    raw = {
        f"{path.relative_to(package)}: {found[0]}"
        for path in package.rglob("*.py")
        for found in _RAW.finditer(path.read_text(encoding="utf-8"))
    }
    assert raw == set()
