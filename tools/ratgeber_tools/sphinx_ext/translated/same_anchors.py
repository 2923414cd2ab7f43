"""Headings keep the anchors they have in German: links within the guide hold, and an address leads there in each."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.sphinx_ext.edition import is_translated, public_edition


class KeepGermanAnchors(SphinxTransform):
    """Puts the German slug in the place of each heading's own."""

    default_priority = 702  # MyST adds slugs at 700; at 705 anchors are spelled out

    def apply(self, **_: object) -> None:
        edition = public_edition(self.config)
        page = edition.pages.get(self.env.current_document.docname) if edition is not None else None
        slugs: dict[str, tuple[int | None, str, str]] = getattr(self.document, "myst_slugs", {})
        if page is None or not is_translated(self.config) or len(page.slugs) != len(slugs):
            return
        german = dict(zip(slugs, page.slugs, strict=True))
        found = list(slugs.items())
        slugs.clear()
        for own, (line, _, title) in found:
            slugs[german[own]] = (line, german[own], title)
        for section in self.document.findall(nodes.section):
            slug = german.get(section.get("slug", ""))
            if slug is not None:
                section["slug"] = slug
                section["ids"] = [slug, *(each for each in section["ids"] if each != slug)]
                self.document.ids[slug] = section


def setup_same_anchors(app: Sphinx) -> None:
    app.add_transform(KeepGermanAnchors)
