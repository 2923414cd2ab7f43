"""Spot drawings: one small picture for each of the chapters most read, by the chapter's place in the guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ratgeber_tools.artwork.scenes import Drawing

#: File name of a chapter -> its drawing.
SPOTS: Mapping[str, Callable[[], Drawing]] = MappingProxyType({})


def spot_of(docname: str) -> Drawing | None:
    """Return the spot drawing of a chapter, None for most."""
    drawn = SPOTS.get(docname.rpartition("/")[2])
    return drawn() if drawn is not None else None
