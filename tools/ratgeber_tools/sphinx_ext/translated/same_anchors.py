"""Headings keep the anchors they have in German: links within the guide hold, and an address leads there in each."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools.sphinx_ext.edition import is_translated, public_edition


class KeepGermanAnchors(SphinxTransform):
    """Puts the German slug in the place of each heading's own."""

    default_priority = 702  # MyST adds slugs at 700; at 705 anchors are spelled out

    def apply(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        docname = self.env.current_document.docname
        page = edition.pages.get(docname) if edition is not None and is_translated(self.config) else None
        sections = list(self.document.findall(nodes.section))
        if page is None or len(page.slugs) != len(sections):
            return
        slugs: dict[str, tuple[int | None, str, str]] = {}
        for section, slug in zip(sections, page.slugs, strict=True):
            section["slug"] = slug
            section["ids"] = [slug, *(each for each in section["ids"] if each != slug)]
            self.document.ids[slug] = section
            slugs[slug] = (section.line, slug, section.children[0].astext() if section.children else "")
        self.document.myst_slugs = slugs  # type: ignore[attr-defined]


def setup_same_anchors(app: Sphinx) -> None:
    app.add_transform(KeepGermanAnchors)
