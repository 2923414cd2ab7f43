"""The building blocks with ordinary content, one directive class for all of `dialect.CONTAINERS`."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools import dialect
from ratgeber_tools.sphinx_ext.decision_trees import mark_tree
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_box_title
from ratgeber_tools.sphinx_ext.reporting import report_misuse


class BoxDirective(SphinxDirective):
    """`:::{frist} Anmeldung`: a box whose label comes from the dialect; the argument is added after a colon."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    spec: ClassVar[dialect.ContainerSpec]

    def run(self) -> list[nodes.Node]:
        words: list[nodes.Node] = [nodes.Text(self.spec.title)]
        messages: list[nodes.system_message] = []
        argument = self.arguments[0] if self.arguments else ""
        tear_out = dialect.tear_out_name(argument) if self.spec.name == dialect.CHECKLIST else None
        if tear_out is not None:
            argument = tear_out  # whether one can tear anything out, the edition knows
        if argument:
            added, messages = self.parse_inline(argument, lineno=self.lineno)
            words += [nodes.Text(": "), *added]
        if self.options.get("art"):
            words.append(nodes.Text(f": {self.options['art']}"))
        if self.options.get("von"):
            words.append(nodes.Text(f" ({self.options['von']})"))
        title = ratgeber_box_title("", "", *words)
        box = ratgeber_box("", title, *messages, kind=self.spec.name, title=title.astext(), internal=self.spec.internal)
        if tear_out is not None:
            box["tear_out"] = tear_out
        for option in self.spec.options:
            box[option] = self.options.get(option, "")
        self.set_source_info(box)
        self.set_source_info(title)
        if not any(line.strip() for line in self.content):
            report_misuse(self, f"Der Baustein {{{self.spec.name}}} ist leer.")
        if self.spec.advice:
            box += nodes.paragraph("", "", nodes.emphasis("", self.spec.advice))
        box += self.parse_content_to_nodes()
        if self.spec.name == dialect.DECISION_BOX:
            mark_tree(box)
        self.add_name(box)
        return [box]


def _directive(spec: dialect.ContainerSpec) -> type[BoxDirective]:
    attributes: dict[str, Any] = {
        "spec": spec,
        "option_spec": dict.fromkeys((*spec.options, "name"), directives.unchanged),
    }
    return type(f"{spec.name.capitalize()}Directive", (BoxDirective,), attributes)


def setup_boxes(app: Sphinx) -> None:
    """Register a directive for every container that has a title; `fremdsprache` has none and lives elsewhere."""
    for spec in dialect.CONTAINERS.values():
        if spec.title:
            app.add_directive(spec.name, _directive(spec))
