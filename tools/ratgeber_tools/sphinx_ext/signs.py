"""The pictogram of a page, for every edition alike."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.sphinx_ext.outline import GuideOutline


def sign_of(environment: BuildEnvironment, outline: GuideOutline, page: str) -> Pictogram | None:
    """Return the pictogram of a page: the one of its head, else its part's; None if neither has one."""
    typed = str(environment.metadata.get(page, {}).get("zeichen", "")).casefold()
    if typed in set(Pictogram):
        return Pictogram(typed)
    path = outline.path_to(page)
    return outline.sign_of(path[0].part) if path else None
