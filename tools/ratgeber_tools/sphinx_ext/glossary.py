"""The glossary: `:::{glossar}` with `Wort` and `: Erklärung`, `` {begriff}`Wort` `` to lead there.

`` {erklaerung}`Wort` `` says elsewhere what the glossary says, so that nobody types it twice.  All stand on Sphinx's
own glossary, so every builder, the search and the index know the words.
"""

from __future__ import annotations

import unicodedata

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import make_glossary_term
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_id

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.anchors import term_anchor
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_explanation
from ratgeber_tools.sphinx_ext.reporting import report_misuse

#: Where the environment keeps the pages that say what the glossary says.
_STORE = "ratgeber_explaining"


class GlossaryDirective(SphinxDirective):
    """Definition lists become glossary entries, sorted as in a German dictionary."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        glossary = addnodes.glossary(sorted=False)  # Sphinx would sort by code points
        self.set_source_info(glossary)
        entries: list[nodes.definition_list_item] = []
        others: list[nodes.Node] = []
        for node in self.parse_content_to_nodes():
            if isinstance(node, nodes.definition_list):
                entries += [item for item in node if isinstance(item, nodes.definition_list_item)]
            else:
                others.append(node)
        strangers = [node for node in others if not (isinstance(node, ratgeber_box) and node["internal"])]
        if strangers or not entries:
            report_misuse(
                self,
                "In {glossar} steht je Eintrag das Wort auf einer Zeile und darunter „: “ mit der Erklärung.",
                line=next((node.line for node in strangers if node.line), self.lineno),
            )
        for entry in entries:
            self._register(entry)
        entries.sort(key=lambda entry: sorting_key(entry[0].astext()))
        glossary += nodes.definition_list("", *entries, classes=["glossary"])
        return [glossary, *others]

    def _register(self, entry: nodes.definition_list_item) -> None:
        """Replace the entry's plain terms by ones Sphinx can refer to."""
        for term in [child for child in entry if isinstance(child, nodes.term)]:
            source, line = self.get_source_info()
            document = self.state.document
            anchor = term_anchor(term.astext(), document)
            former = make_id(self.env, document, "term", term.astext()) if anchor else ""
            known = make_glossary_term(
                self.env,
                term.children,
                None,
                term.source or source,
                term.line or line,
                node_id=anchor or None,
                document=document,
            )
            if former:
                known["ids"].append(former)
                document.note_explicit_target(known)
            term.replace_self(known)


def sorting_key(word: str) -> str:
    """Return what dictionaries sort by (DIN 5007-1): ä as a, ß as ss, capitals as small letters."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


class TermRole(XRefRole):
    """Sphinx's `{term}` under a German name."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.name = "std:term"
        return super().run()


class ExplanationRole(SphinxRole):
    """Keeps the place of an explanation until the glossary is read, which may be after this page."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        node = ratgeber_explanation("", word=" ".join(self.text.split()))
        self.set_source_info(node)
        _explaining(self.env).add(self.env.current_document.docname)
        return [node], []


class PutExplanations(SphinxPostTransform):
    """Runs before references are resolved: an explanation may itself lead to other words."""

    default_priority = 3

    def run(self, **kwargs: object) -> None:
        places = list(self.document.findall(ratgeber_explanation))
        if not places:
            return
        terms = self.env.domains.standard_domain._terms  # by small letters: the one table that finds any spelling
        glossaries: dict[str, dict[str, list[nodes.Node]]] = {}
        for place in places:
            page, anchor = terms.get(place["word"].lower(), ("", ""))
            if page and page not in glossaries:
                glossaries[page] = _explanations(self.env.get_doctree(page))
            words = [node.deepcopy() for node in glossaries.get(page, {}).get(anchor, [])]
            for reference in (found for node in words for found in node.findall(addnodes.pending_xref)):
                reference["refdoc"] = self.env.current_document.docname
            place.parent.replace(place, words)


def _explanations(glossary: nodes.document) -> dict[str, list[nodes.Node]]:
    """Return what a page says of its words as inline nodes, by the words' anchors; paragraphs run on."""
    found: dict[str, list[nodes.Node]] = {}
    for item in glossary.findall(nodes.definition_list_item):
        words: list[nodes.Node] = []
        for paragraph in (each for part in item.findall(nodes.definition) for each in part.findall(nodes.paragraph)):
            words += [nodes.Text(" ")] if words else []
            words += paragraph.children
        found |= {anchor: words for term in item.findall(nodes.term) for anchor in term["ids"]}
    return found


def explaining_pages(
    app: Sphinx, environment: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages to read again because a glossary has changed, whose words they say."""
    glossaries = {page for page, _ in environment.domains.standard_domain._terms.values()}
    return sorted(_explaining(environment) - removed) if glossaries & (changed | removed) else []


def forget_explaining(app: Sphinx, environment: BuildEnvironment, name: str) -> None:
    _explaining(environment).discard(name)


def merge_explaining(app: Sphinx, environment: BuildEnvironment, names: set[str], other: BuildEnvironment) -> None:
    _explaining(environment).update(_explaining(other) & names)


def _explaining(environment: BuildEnvironment) -> set[str]:
    if not hasattr(environment, _STORE):
        setattr(environment, _STORE, set())
    pages: set[str] = getattr(environment, _STORE)
    return pages


def setup_glossary(app: Sphinx) -> None:
    app.add_directive(dialect.GLOSSARY_DIRECTIVE, GlossaryDirective)
    app.add_role(dialect.TERM_ROLE, TermRole(innernodeclass=nodes.inline, warn_dangling=True))
    app.add_role(dialect.EXPLANATION_ROLE, ExplanationRole())
    app.add_post_transform(PutExplanations)
    app.connect("env-get-outdated", explaining_pages)
    app.connect("env-purge-doc", forget_explaining)
    app.connect("env-merge-info", merge_explaining)
