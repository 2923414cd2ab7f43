"""What a page opens with, on the web and in the book: the start page and parts a scene, some chapters a spot."""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.artwork.scenes import Illustration, Scene, scene, scene_of_part
from ratgeber_tools.artwork.spots import spot_of
from ratgeber_tools.hues import Hue
from ratgeber_tools.sphinx_ext.outline import GuideOutline


@dataclass(frozen=True, slots=True)
class PageOpening:
    """A drawing in a hue; `name` is that of its file, without the hue."""

    name: str
    drawing: Illustration
    hue: Hue

    @property
    def file_name(self) -> str:
        return f"{self.name}-{self.hue.name}.svg"


def opening_of(outline: GuideOutline, page: str) -> PageOpening | None:
    """Return the drawing of a page, None for most; the start page's has the hue of the first part."""
    path = outline.path_to(page)
    if page == outline.root:
        first = next((entry.part for entry in outline.entries if entry.part), 0)
        return PageOpening(Scene.START, scene(Scene.START), outline.hue_of(first)) if first else None
    if not path:
        return None
    hue = outline.hue_of(path[0].part)
    if path[-1].is_part:
        found = scene_of_part(outline.folder_of(path[-1].part))
        return PageOpening(found, scene(found), hue) if found is not None else None
    spot = spot_of(page)
    return PageOpening(page.rpartition("/")[2], spot, hue) if spot is not None else None
