"""Sheets to fill in: `` {feld}`Name des Kindes` `` in `:::{vordruck} Kind entschuldigen`, which is a box like others.

From each the PDF builder makes a file to fill in and one for Word (`pdf.form_files`); the web shows its text to copy
and leads to both, paper has the sheet itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.nodes import ratgeber_box, ratgeber_field
from ratgeber_tools.sphinx_ext.reporting import report


class FieldRole(SphinxRole):
    """A place to write; it has to say what is asked for, which a screen reader says in place of the empty line."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        match = dialect.FIELD.match(self.text)
        label = " ".join(match["label"].split()) if match is not None else ""
        if match is None or not label:
            path = Path(self.env.doc2path(self.env.current_document.docname))
            sentence = f"In {{feld}}`{self.text}` fehlt, was einzutragen ist, zum Beispiel {{feld}}`Name des Kindes`."
            report(Finding(Code.BLOCK_MISUSED, sentence, path=path, line=self.lineno))
            return [nodes.Text(self.text)], []
        node = ratgeber_field("", label=label, lines=int(match["lines"] or 1))
        self.set_source_info(node)
        return [node], []


def forms_in(document: nodes.document) -> Iterator[tuple[str, str, ratgeber_box]]:
    """Yield the forms of a page: the name of each one's files, its title, its box; forms with one title are counted."""
    seen: dict[str, int] = {}
    for box in document.findall(ratgeber_box):
        if box["kind"] != dialect.FORM_BOX:
            continue
        title = str(box["title"]).partition(":")[2].strip() or str(box["title"])
        name = dialect.slug(title) or dialect.FORM_BOX
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), title, box


def setup_forms(app: Sphinx) -> None:
    app.add_role(dialect.FIELD_ROLE, FieldRole())
