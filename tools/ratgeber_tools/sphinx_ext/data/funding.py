"""`{foerderung} plus`: a programme from the idea to the proof of use, and what nobody has supplied yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.funding import Form, FundedExample, FundingStep
from ratgeber_tools.data.plan_queries import FundingAnswer, FundingQuery
from ratgeber_tools.data.queries import Shown
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.boxes import appointment_body
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.listing import entry
from ratgeber_tools.sphinx_ext.data.roles import write_date, write_sentence
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown, tombstone
from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox


class FundingDirective(SphinxDirective):
    """A definition list: each part of the programme, or whom to ask for it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        domain = data_domain(self.env)
        answer = domain.ask(self.env.current_document.docname, FundingQuery(self.arguments[0]))
        if isinstance(answer, Ask):
            report_unknown(self.env, self.arguments[0], ("funding",), self.lineno)
            return [wording.paragraph(*tombstone(answer), ".")]
        entries = [entry([nodes.Text(title)], body) for title, body in _parts(answer, domain.view)]
        return [nodes.definition_list("", *entries, classes=["rg-foerderung"])]


def _parts(answer: FundingAnswer, view: View) -> Iterator[tuple[str, Sequence[nodes.Node]]]:
    funding, whom = answer.funding.record, answer.funding.disclosure.ask
    if funding.description:
        name = f"{funding.name} („{funding.full_name}“)" if funding.full_name else funding.name
        yield "Worum es geht", [wording.paragraph(f"{name}: {funding.description}")]
    if funding.applicants:
        yield "Wer den Antrag stellt", [wording.paragraph(funding.applicants)]
    if answer.facts:
        yield "Was gilt", [_bullets(write_sentence(shown, view) for shown in answer.facts)]
    yield "Fristen", [_dates(answer.deadlines, view)] if answer.deadlines else _missing(whom)
    yield "So gehen Sie vor", _steps(funding.steps, answer, view) or _missing(whom)
    yield "So wird abgestimmt", _steps(funding.voting, answer, view) or _missing(whom)
    yield "Formulare", [_bullets(map(_form, funding.forms))] if funding.forms else _missing(whom)
    yield "Vor der Abgabe prüfen", [_checklist(funding.self_check)] if funding.self_check else _missing(whom)
    yield "Beispiele", [_bullets(map(_example, funding.examples))] if funding.examples else _missing(whom)


def _missing(whom: Ask) -> list[nodes.Node]:
    return [wording.paragraph("Noch nicht bekannt, ", *wording.ask(whom), ".")]


def _bullets(items: Iterable[Sequence[nodes.Node]]) -> nodes.bullet_list:
    entries = [nodes.list_item("", nodes.paragraph("", "", *words)) for words in items]
    return nodes.bullet_list("", *entries, bullet="-")


def _dates(dates: Iterable[Shown[Appointment]], view: View) -> nodes.bullet_list:
    items = []
    for shown in dates:
        body = appointment_body(shown.record, shown, view)
        first = body[0]
        assert isinstance(first, nodes.paragraph)
        first.insert(0, nodes.Text(f"{shown.record.title}: "))
        items.append(nodes.list_item("", *body))
    return nodes.bullet_list("", *items, bullet="-")


def _steps(steps: Iterable[FundingStep], answer: FundingAnswer, view: View) -> list[nodes.Node]:
    items = []
    for step in steps:
        words: list[nodes.Node] = [nodes.strong(step.title, step.title)]
        if step.text:
            words.append(nodes.Text(f" – {step.text}"))
        body: list[nodes.Node] = [nodes.paragraph("", "", *words)]
        backing = [
            *_backing(step.facts, answer.step_facts, write_sentence, view),
            *_backing(step.appointments, answer.step_dates, _titled_date, view),
        ]
        if backing:
            body.append(_bullets(backing))
        items.append(nodes.list_item("", *body))
    return [nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")] if items else []


def _backing(
    names: Iterable[str],
    known: Mapping[str, Shown[Fact]] | Mapping[str, Shown[Appointment]],
    write: Callable[[Shown[Attested], View], list[nodes.Node]],
    view: View,
) -> list[list[nodes.Node]]:
    return [write(known[name], view) for name in names if name in known]


def _titled_date(shown: Shown[Attested], view: View) -> list[nodes.Node]:
    return [nodes.Text(f"{shown.record.label}: "), *write_date(shown, view)]


def _form(form: Form) -> list[nodes.Node]:
    """A file to download, with its version and date; print names the file."""
    link = addnodes.download_reference("", "", nodes.Text(form.title), reftarget=f"/{form.file}")
    version = f"Fassung {form.version}" if form.version else ""
    day = f"Stand {format_date(form.as_of)}" if form.as_of else ""
    words = ", ".join(part for part in (version, day) if part)
    return [link, nodes.Text(f" ({words})")] if words else [link]


def _checklist(points: Iterable[str]) -> nodes.bullet_list:
    items = []
    for point in points:
        words = nodes.paragraph("", "", ratgeber_checkbox(checked=False), nodes.Text(point))
        items.append(nodes.list_item("", words, classes=["task-list-item"]))
    return nodes.bullet_list("", *items, bullet="-", classes=["contains-task-list"])


def _example(example: FundedExample) -> list[nodes.Node]:
    where = ", ".join(part for part in (example.school, example.year) if part)
    title = f"{example.title} ({where})" if where else example.title
    return [nodes.strong(title, title), nodes.Text(f": {example.text}" if example.text else "")]


def setup_funding(app: Sphinx) -> None:
    app.add_directive("foerderung", FundingDirective)
