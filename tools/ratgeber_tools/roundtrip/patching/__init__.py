"""A merged document written into the chapter it came from: what did not change keeps its source to the byte."""

from __future__ import annotations

from ratgeber_tools.roundtrip.patching.proven import PatchError, patch

__all__ = ["PatchError", "patch"]
