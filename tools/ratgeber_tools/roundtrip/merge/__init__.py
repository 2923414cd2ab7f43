"""Two people's work on one chapter brought together: three-way, block by block, words inside a block; pure."""

from __future__ import annotations

from ratgeber_tools.roundtrip.merge.three_way import FROM_WORD, Merge, VersionSource, merge

__all__ = ["FROM_WORD", "Merge", "VersionSource", "merge"]
