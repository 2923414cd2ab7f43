"""`:::{abbildung} bilder/weg.png`: a picture with a description for those who do not see it, and a caption."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.reporting import report


class FigureDirective(SphinxDirective):
    """Argument: path relative to the chapter; content: the caption, further paragraphs a legend."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True  # file names may hold blanks
    option_spec: ClassVar = {
        "alt": directives.unchanged,
        "breite": directives.length_or_percentage_or_unitless,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        path = self.arguments[0].strip()
        alternative = self.options.get("alt", "").strip()
        if not alternative:
            report(
                Finding(
                    Code.ALT_MISSING,
                    f"Dem Bild {path} fehlt der Alternativtext.",
                    path=Path(self.env.doc2path(self.env.current_document.docname)),
                    line=self.lineno,
                )
            )
        image = nodes.image(uri=path, alt=alternative)
        if "breite" in self.options:
            image["width"] = self.options["breite"]
        figure = nodes.figure("", image)
        self.set_source_info(image)
        self.set_source_info(figure)
        content = self.parse_content_to_nodes()
        if content and isinstance(content[0], nodes.paragraph):
            words = content.pop(0)
            caption = nodes.caption("", "", *words.children)
            self.set_source_info(caption)
            figure += caption
        if content:
            figure += nodes.legend("", *content)
        self.add_name(figure)
        return [figure]


def setup_figures(app: Sphinx) -> None:
    app.add_directive(dialect.FIGURE_DIRECTIVE, FigureDirective)
