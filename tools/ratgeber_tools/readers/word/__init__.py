"""Word documents (.docx, .docm, .dotx) become a `Document`."""

from __future__ import annotations

from ratgeber_tools.readers.word.reading import read

__all__ = ["read"]
