"""Lengths as authors and docutils write them (`50%`, `8cm`, `300px`) to Typst lengths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(%|[a-z]*)\s*")

#: Unit to (factor, Typst unit).  A CSS pixel is 1/96 inch, that is 0.75 pt; a bare number is pixels.
_UNITS: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "": (0.75, "pt"),
        "px": (0.75, "pt"),
        "pt": (1, "pt"),
        "pc": (12, "pt"),
        "mm": (1, "mm"),
        "cm": (1, "cm"),
        "in": (1, "in"),
        "em": (1, "em"),
        "rem": (1, "em"),
        "ex": (0.5, "em"),
        "%": (1, "%"),
    }
)


def typst_length(length: str) -> str | None:
    """Return `length` in Typst's words, None if it is not a length."""
    match = _LENGTH.fullmatch(length)
    if match is None or match[2] not in _UNITS:
        return None
    factor, unit = _UNITS[match[2]]
    return f"{float(match[1]) * factor:.4f}".rstrip("0").rstrip(".") + unit
