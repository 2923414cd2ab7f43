"""`{foerderung} plus`: a programme from the idea to the proof of use, and what nobody has supplied yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

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
from ratgeber_tools.sphinx_ext.data.parts import Part, RecordDirective, gone, part_options
from ratgeber_tools.sphinx_ext.data.record_files import download
from ratgeber_tools.sphinx_ext.data.roles import write_date, write_sentence
from ratgeber_tools.sphinx_ext.nodes import ratgeber_checkbox


class FundingDirective(RecordDirective):
    """A definition list: each part of the programme, or whom to ask for it."""

    option_spec: ClassVar = part_options()

    def run(self) -> list[nodes.Node]:
        answer = self.record(FundingQuery(self.arguments[0]), "funding")
        if isinstance(answer, Ask):
            return gone(answer)
        whom = answer.funding.disclosure.ask
        return self.arranged(_parts(answer, self.view, self.env), "rg-foerderung", whom)


def _parts(answer: FundingAnswer, view: View, environment: BuildEnvironment) -> Iterator[Part]:
    funding = answer.funding.record
    if funding.description:
        name = f"{funding.name} („{funding.full_name}“)" if funding.full_name else funding.name
        yield Part("ziel", "Worum es geht", [wording.paragraph(f"{name}: {funding.description}")])
    if funding.applicants:
        yield Part("wer", "Wer den Antrag stellt", [wording.paragraph(funding.applicants)])
    if answer.facts:
        yield Part("was-gilt", "Was gilt", _bullets(write_sentence(shown, view) for shown in answer.facts))
    yield Part("fristen", "Fristen", _dates(answer.deadlines, view))
    yield Part("schritte", "So gehen Sie vor", _steps(funding.steps, answer, view))
    yield Part("abstimmung", "So wird abgestimmt", _steps(funding.voting, answer, view))
    yield Part("formulare", "Formulare", _bullets(form_words(form, environment) for form in funding.forms))
    yield Part("selbstpruefung", "Vor der Abgabe prüfen", _checklist(funding.self_check))
    yield Part("beispiele", "Beispiele", _bullets(map(_example, funding.examples)))
    if answer.remaining is not None:
        yield Part("rest", "Was noch im Topf ist", [wording.paragraph(*write_sentence(answer.remaining, view))])


def _bullets(items: Iterable[Sequence[nodes.Node]]) -> list[nodes.Node]:
    entries = [nodes.list_item("", nodes.paragraph("", "", *words)) for words in items]
    return [nodes.bullet_list("", *entries, bullet="-")] if entries else []


def _dates(dates: Iterable[Shown[Appointment]], view: View) -> list[nodes.Node]:
    items = []
    for shown in dates:
        body = appointment_body(shown.record, shown, view)
        first = body[0]
        assert isinstance(first, nodes.paragraph)
        first.insert(0, nodes.Text(f"{shown.record.title}: "))
        items.append(nodes.list_item("", *body))
    return [nodes.bullet_list("", *items, bullet="-")] if items else []


def _steps(steps: Sequence[FundingStep], answer: FundingAnswer, view: View) -> list[nodes.Node]:
    items = []
    for step in steps:
        words: list[nodes.Node] = [nodes.strong(step.title, step.title)]
        if step.text:
            words.append(nodes.Text(f" – {step.text}"))
        if step.is_open:
            words.append(nodes.Text(" – wie das geht, ist noch offen"))
        body: list[nodes.Node] = [nodes.paragraph("", "", *words)]
        backing = [
            *_backing(step.facts, answer.step_facts, write_sentence, view),
            *_backing(step.appointments, answer.step_dates, _titled_date, view),
        ]
        if backing:
            body += _bullets(backing)
        items.append(nodes.list_item("", *body))
    if not items:
        return []
    result: list[nodes.Node] = [nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")]
    if any(step.is_open for step in steps):
        result.append(wording.paragraph("Was offen ist, ", *wording.ask(answer.funding.disclosure.ask), "."))
    return result


def _backing(
    names: Iterable[str],
    known: Mapping[str, Shown[Fact]] | Mapping[str, Shown[Appointment]],
    write: Callable[[Shown[Attested], View], list[nodes.Node]],
    view: View,
) -> list[list[nodes.Node]]:
    return [write(known[name], view) for name in names if name in known]


def _titled_date(shown: Shown[Attested], view: View) -> list[nodes.Node]:
    return [nodes.Text(f"{shown.record.label}: "), *write_date(shown, view)]


def form_words(form: Form, environment: BuildEnvironment) -> list[nodes.Node]:
    """A file to download, with its version and date; print names the file."""
    link = download(form.title, form.file, environment)
    version = f"Fassung {form.version}" if form.version else ""
    day = f"Stand {format_date(form.as_of)}" if form.as_of else ""
    words = ", ".join(part for part in (version, day) if part)
    return [link, nodes.Text(f" ({words})")] if words else [link]


def _checklist(points: Iterable[str]) -> list[nodes.Node]:
    items = []
    for point in points:
        words = nodes.paragraph("", "", ratgeber_checkbox(checked=False), nodes.Text(point))
        items.append(nodes.list_item("", words, classes=["task-list-item"]))
    return [nodes.bullet_list("", *items, bullet="-", classes=["contains-task-list"])] if items else []


def _example(example: FundedExample) -> list[nodes.Node]:
    where = ", ".join(part for part in (example.school, example.year) if part)
    title = f"{example.title} ({where})" if where else example.title
    return [nodes.strong(title, title), nodes.Text(f": {example.text}" if example.text else "")]


def setup_funding(app: Sphinx) -> None:
    app.add_directive("foerderung", FundingDirective)
