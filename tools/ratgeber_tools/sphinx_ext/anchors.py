"""Anchors of headings and glossary words as one would spell them: `#diese-tage-zaehlen`, not docutils' `zahlen`.

docutils drops the dots of umlauts, which makes other words of them, and Sphinx makes `sz` of ß.  Addresses that were
shared with the old spelling still lead there: it stays as a second anchor on the same element.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from ratgeber_tools import dialect


class SpellOutAnchors(SphinxTransform):
    """Puts a heading's slug before the anchor docutils made; a target an author has set stays the first."""

    default_priority = 705  # MyST adds slugs as second anchors at 700; Sphinx collects contents from 880 on

    def apply(self, **_: object) -> None:
        slugs: dict[str, tuple[int | None, str, str]] = getattr(self.document, "myst_slugs", {})
        for section in self.document.findall(nodes.section):
            identifiers: list[str] = section["ids"]
            slug = section.get("slug", "")
            line, made, title = slugs.get(slug, (None, "", ""))
            if slug in identifiers and identifiers[0] == made:
                section["ids"] = [slug, *(each for each in identifiers if each != slug)]
                slugs[slug] = (line, slug, title)


def term_anchor(word: str, document: nodes.document) -> str:
    """Return the anchor of a glossary word that is not of plain letters; nothing where Sphinx's own will do."""
    anchor = f"term-{dialect.slug(word)}"
    return "" if word.isascii() or anchor in document.ids or anchor == "term-" else anchor


def setup_anchors(app: Sphinx) -> None:
    app.add_transform(SpellOutAnchors)
