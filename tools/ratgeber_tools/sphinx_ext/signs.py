"""The pictogram of a page, for every edition alike."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from ratgeber_tools.artwork.pictograms import Pictogram
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.outline import GuideOutline


def sign_of(environment: BuildEnvironment, outline: GuideOutline, page: str) -> Pictogram | None:
    """Return the pictogram of a page: the one of its head, else its part's; None if neither has one."""
    edition = public_edition(environment.config)
    released = edition.pages.get(page) if edition is not None else None
    typed = released.sign if released is not None else environment.metadata.get(page, {}).get("zeichen", "")
    typed = str(typed).casefold()
    if typed in set(Pictogram):
        return Pictogram(typed)
    path = outline.path_to(page)
    return outline.sign_of(path[0].part) if path else None
