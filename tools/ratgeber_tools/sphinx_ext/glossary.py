"""The glossary: `:::{glossar}` with `Wort` and `: Erklärung`, and `` {begriff}`Wort` `` to lead there.

Both stand on Sphinx's own glossary, so every builder, the search and the index know the words.
"""

from __future__ import annotations

import unicodedata

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.domains.std import make_glossary_term
from sphinx.roles import XRefRole
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_id

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.anchors import term_anchor
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box
from ratgeber_tools.sphinx_ext.reporting import report_misuse


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


def setup_glossary(app: Sphinx) -> None:
    app.add_directive(dialect.GLOSSARY_DIRECTIVE, GlossaryDirective)
    app.add_role(dialect.TERM_ROLE, TermRole(innernodeclass=nodes.inline, warn_dangling=True))
