"""References of the public edition: they follow what has moved, and become plain words where nothing is public.

Runs for every builder before MyST and Sphinx resolve references, so neither warns, and no title of an unreleased page
gets anywhere: a reference without words of its own says that its target is not available.  A chapter that is written
and was never public is still to come, and the words say so; on the start page and those of parts the signpost goes.
"""

from __future__ import annotations

from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform

from ratgeber_tools.editions.manifest import Manifest
from ratgeber_tools.guide import path_below
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.guide.chapters import is_index_page
from ratgeber_tools.sphinx_ext.edition import public_edition
from ratgeber_tools.sphinx_ext.public.signposts import without_signposts

#: What a reference without words of its own says if its target is not public.
NOT_AVAILABLE = "(derzeit nicht verfügbar)"
#: What stands behind the words of a reference to a chapter that was never public yet.
COMING = "(erscheint noch)"

#: Of a link on a page in another language that leads to a German page.
GERMAN_PAGE_CLASS = "rg-deutsch"


class ResolvePublicReferences(SphinxPostTransform):
    default_priority = 5

    def run(self, **kwargs: object) -> None:
        edition = public_edition(self.config)
        if edition is None:
            return
        dead: list[addnodes.pending_xref] = []
        for node in list(self.document.findall(addnodes.pending_xref)):
            if self._lead_to_german(node, edition):
                continue
            if node.get("reftype") == "myst":
                is_public = self._follow_link(node, edition)
            else:
                is_public = self._follow_role(node, edition)
            if not is_public:
                dead.append(node)
        if is_index_page(self.env.current_document.docname):
            dead = without_signposts(dead)
        for node in dead:
            _become_words(node, is_coming=self._is_coming(node, edition))

    def _lead_to_german(self, node: addnodes.pending_xref, edition: Manifest) -> bool:
        """Lead a link of a page in another language to the German page, where there is no other; say whether it was."""
        path, _, identifier = (unquote(part) for part in node["reftarget"].partition("#"))
        if not edition.german_only or node.get("reftype") not in ("myst", "doc"):
            return False
        page = path_below(node["refdoc"].rpartition("/")[0], path).removesuffix(".md")
        if node.get("refdomain") == "doc":
            page, identifier = node["reftarget"], node.get("reftargetid") or ""
        page = edition.moved.get(page, page)
        builder = self.app.builder
        if page not in edition.german_only or not isinstance(builder, StandaloneHTMLBuilder):
            return False
        address = "../" * (node["refdoc"].count("/") + 1) + builder.get_target_uri(page)
        words = [child for holder in node.children for child in getattr(holder, "children", [])]
        address += f"#{identifier}" if identifier else ""
        link = nodes.reference("", "", *words, internal=True, refuri=address, classes=[GERMAN_PAGE_CLASS])
        node.parent.replace(node, link if words else nodes.Text(NOT_AVAILABLE))
        return True

    def _is_coming(self, node: addnodes.pending_xref, edition: Manifest) -> bool:
        """Say whether a dead reference leads into a chapter that is written and not released yet."""
        target, kind, domain = unquote(node["reftarget"]), node.get("reftype", ""), node.get("refdomain", "")
        path, _, identifier = target.partition("#")
        folder = node["refdoc"].rpartition("/")[0]
        if domain == "doc":
            return target in edition.coming
        if kind == "doc" or path.endswith(".md"):
            return path_below(folder, path).removesuffix(".md") in edition.coming
        is_label = kind == "myst" or kind in ("ref", "numref")
        return is_label and target_name(identifier or target) in edition.coming_targets

    def _follow_link(self, node: addnodes.pending_xref, edition: Manifest) -> bool:
        """Lead a MyST link (`[…](page.md#target)`, `[…](#target)`) to what is public; say whether there is such."""
        target = node["reftarget"]
        if node.get("refdomain") == "doc":
            page, identifier = target, node.get("reftargetid")
        else:
            path, _, identifier = (unquote(part) for part in target.partition("#"))
            if not path.endswith(".md"):
                return bool(node.get("reflocalid")) or self._is_target(target)
            page = path_below(node["refdoc"].rpartition("/")[0], path).removesuffix(".md")
        return self._follow_page(node, edition.public_name(page), identifier)

    def _follow_page(self, node: addnodes.pending_xref, page: str | None, identifier: str | None) -> bool:
        elsewhere = self._page_of_label(identifier) if identifier else None
        if page is None and elsewhere is None:
            return False
        if identifier and (page is None or not self._has_target(page, identifier)):
            page = elsewhere or page  # the target has moved, or there is only its page left
            identifier = identifier if elsewhere else None
        node["refdomain"], node["reftarget"], node["reftargetid"] = "doc", page, identifier or None
        return True

    def _follow_role(self, node: addnodes.pending_xref, edition: Manifest) -> bool:
        """Lead a reference made by a role (`{ref}`, `{doc}`, `{begriff}`) to what is public."""
        kind, domain = node.get("reftype", ""), node.get("refdomain", "")
        if kind == "doc":
            page = path_below(node["refdoc"].rpartition("/")[0], node["reftarget"]).removesuffix(".md")
            public = edition.public_name(page)
            if public is not None:
                node["reftarget"] = f"/{public}"
            return public is not None
        if domain not in self.env.domains:
            return False
        standing_in = nodes.inline("", node.astext())
        try:
            found = self.env.domains[domain].resolve_xref(
                self.env, node["refdoc"], self.app.builder, kind, node["reftarget"], node, standing_in
            )
        except NoUri:
            return False
        return found is not None

    def _has_target(self, page: str, identifier: str) -> bool:
        slugs = self.env.metadata[page].get("myst_slugs", {})
        return (
            identifier in slugs
            or any(identifier == section for _, section, _ in slugs.values())
            or any(entry[0] == page and identifier in (name, entry[1]) for name, entry in self._labels().items())
        )

    def _page_of_label(self, identifier: str) -> str | None:
        label = self._labels().get(" ".join(identifier.lower().split()))
        return label[0] if label else None

    def _labels(self) -> dict[str, tuple[str, str]]:
        labels: dict[str, tuple[str, str]] = self.env.domains.standard_domain.anonlabels
        return labels

    def _is_target(self, target: str) -> bool:
        """Say whether `#target` is known guide-wide: a label, a glossary word, another page by its name."""
        standard = self.env.domains.standard_domain
        name = target.lower()
        return (
            name in standard.anonlabels
            or name in standard.labels
            or any((kind, name if kind == "term" else target) in standard.objects for kind in standard.object_types)
        )


def _become_words(node: addnodes.pending_xref, *, is_coming: bool) -> None:
    """Put the reference's own words in its place, and behind them that the chapter is still to come."""
    if not node.get("refexplicit") and node.get("reftype") != "term":
        node.parent.replace(node, nodes.Text(COMING if is_coming else NOT_AVAILABLE))
        return
    words = [child for holder in node.children for child in getattr(holder, "children", [])]
    words = words or [nodes.Text(node.astext() or NOT_AVAILABLE)]
    if is_coming:
        words.append(nodes.Text(f" {COMING}"))
    node.parent.replace(node, words)  # also where it has a class


def setup_public_references(app: Sphinx) -> None:
    app.add_post_transform(ResolvePublicReferences)
