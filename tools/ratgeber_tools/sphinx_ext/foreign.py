"""Words and paragraphs in another language: `:::{fremdsprache}` and `` {fremd}`merhaba <tr>` ``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.nodes import ratgeber_foreign, ratgeber_foreign_inline
from ratgeber_tools.sphinx_ext.reporting import report, report_misuse


class ForeignDirective(SphinxDirective):
    """A passage in another language; the option `sprache` is required."""

    has_content = True
    option_spec: ClassVar = {"sprache": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        tag = self.options.get("sprache", "").strip()
        if not re.fullmatch(dialect.LANGUAGE_TAG, tag):
            report_misuse(
                self,
                "Der Baustein {fremdsprache} braucht die Zeile „:sprache:“ mit dem Kürzel der Sprache, "
                "zum Beispiel „:sprache: tr“ für Türkisch.",
            )
            return self.parse_content_to_nodes()
        passage = ratgeber_foreign("", language=tag, direction=dialect.direction_of(tag))
        self.set_source_info(passage)
        passage += self.parse_content_to_nodes()
        return [passage]


class ForeignRole(SphinxRole):
    """Words in another language, the tag in angle brackets behind them."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        match = dialect.WORDS_AND_TAG.match(self.text)
        if match is None:
            sentence = (
                f"In {{fremd}}`{self.text}` fehlt das Kürzel der Sprache. "
                "Richtig ist zum Beispiel {fremd}`merhaba <tr>`."
            )
            path = Path(self.env.doc2path(self.env.current_document.docname))
            report(Finding(Code.BLOCK_MISUSED, sentence, path=path, line=self.lineno))
            return [nodes.Text(self.text)], []
        words, tag = match["words"], match["tag"]
        node = ratgeber_foreign_inline(self.rawtext, words, language=tag, direction=dialect.direction_of(tag))
        self.set_source_info(node)
        return [node], []


def setup_foreign(app: Sphinx) -> None:
    app.add_directive("fremdsprache", ForeignDirective)
    app.add_role(dialect.FOREIGN_ROLE, ForeignRole())
