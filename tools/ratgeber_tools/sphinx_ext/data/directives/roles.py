"""Records in a sentence: `{fakt}`, `{wortlaut}`, `{kontakt}`, `{termin}`, `{frist}`, `{kommune}`."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.data.presentation.statements import gone, record_words
from ratgeber_tools.data.queries import MunicipalityQuery, RecordQuery, municipality_values
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.rendering import Renderer
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown
from ratgeber_tools.sphinx_ext.reporting import report

Result = tuple[list[nodes.Node], list[nodes.system_message]]


class RecordRole(SphinxRole):
    """Shows a record, or for one that is gone the sentence that says so: an old released chapter may still name it."""

    def run(self) -> Result:
        identifier, _, part = self.text.strip().partition(" ")
        domain = data_domain(self.env)
        collections = dialect.RECORD_ROLES[self.name]
        shown = domain.ask(self.env.current_document.docname, RecordQuery(collections, identifier))
        if isinstance(shown, Ask):
            report_unknown(self.env, identifier, collections, self.lineno)
            return Renderer(domain.view, self.env).words(gone(shown)), []
        if part and part not in dialect.CONTACT_PARTS:
            self.report(
                Code.BLOCK_MISUSED, f"„{part}“ kennt {{{self.name}}} nicht.{closest(part, dialect.CONTACT_PARTS)}"
            )
            part = ""
        words = Renderer(domain.view, self.env).words(record_words(self.name, shown, part))
        return wording.about(shown.record.label, words), []

    def report(self, code: Code, sentence: str) -> None:
        path = Path(self.env.doc2path(self.env.current_document.docname))
        report(Finding(code, sentence, path=path, line=self.lineno))


class MunicipalityRole(RecordRole):
    """Shows a value of `kommune.yaml`, or whom to ask while it is unset."""

    def run(self) -> Result:
        domain = data_domain(self.env)
        known = municipality_values(domain.view)
        key = self.text.strip()
        if key not in known:
            sentence = f"„{key}“ gibt es in kommune.yaml nicht.{closest(key, known)}"
            self.report(Code.RECORD_UNKNOWN, f"{sentence} Möglich sind: {', '.join(known)}.")
        answer = domain.ask(self.env.current_document.docname, MunicipalityQuery(key))
        if isinstance(answer, Ask):
            return wording.missing(answer, domain.view.edition), []
        is_address = answer.startswith(("https://", "http://"))
        return [wording.web(answer) if is_address else nodes.Text(answer)], []


def setup_roles(app: Sphinx) -> None:
    for name in dialect.RECORD_ROLES:
        app.add_role(name, RecordRole())
    app.add_role(dialect.MUNICIPALITY_ROLE, MunicipalityRole())
