"""`{ausstellung} wanderausstellung`: panels to read, where it stands, how to borrow it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.exhibition import LENDING_TERMS, Exhibition
from ratgeber_tools.data.presentation_queries import DesignQuery, ExhibitionAnswer, ExhibitionQuery
from ratgeber_tools.data.queries import Shown
from ratgeber_tools.exports.events import exhibition_calendar
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.boxes import appointment_body
from ratgeber_tools.sphinx_ext.data.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.films import right_words
from ratgeber_tools.sphinx_ext.data.funding import form_words
from ratgeber_tools.sphinx_ext.data.listing import entry
from ratgeber_tools.sphinx_ext.data.parts import (
    Part,
    RecordDirective,
    gone,
    open_points,
    part_options,
)
from ratgeber_tools.sphinx_ext.data.places import place_lines
from ratgeber_tools.sphinx_ext.data.record_files import picture
from ratgeber_tools.sphinx_ext.data.tables import table
from ratgeber_tools.sphinx_ext.data.wording import line


class ExhibitionDirective(RecordDirective):
    option_spec: ClassVar = part_options()

    def run(self) -> list[nodes.Node]:
        self.ask(DesignQuery())
        answer = self.record(ExhibitionQuery(self.arguments[0]), "exhibitions")
        if isinstance(answer, Ask):
            return gone(answer)
        parts = _parts(answer, self.view, self.env)
        return self.arranged(parts, "rg-ausstellung", answer.exhibition.disclosure.ask)


def _parts(answer: ExhibitionAnswer, view: View, environment: BuildEnvironment) -> Iterator[Part]:
    """Yield the parts.  Dates have owners of their own, so they are told even while the rest may not be shown."""
    exhibition, disclosure = answer.exhibition.record, answer.exhibition.disclosure

    def part(name: str, heading: str, body: Sequence[nodes.Node]) -> Part:
        return Part(name, heading, body if disclosure.is_shown else ())

    yield part("inhalt", "Worum es geht", [wording.lines(_facts(answer, view))])
    yield part("tafeln", "Die Tafeln", _panels(answer, environment))
    yield Part("standort", "Wo sie steht", _tour(answer, view, environment))
    yield Part("ausleihe", "Ausleihen", _lending(answer, view, environment))
    yield part("material", "Material", _material(exhibition, environment))
    yield part("rechte", "Bildrechte und Presse", _rights(exhibition))
    if answer.missing:
        yield Part("offen", "Noch offen", open_points(answer.missing, disclosure.ask))


def _facts(answer: ExhibitionAnswer, view: View) -> Iterator[nodes.line]:
    exhibition, disclosure = answer.exhibition.record, answer.exhibition.disclosure
    yield line("Titel: ", *([nodes.Text(exhibition.title)] if exhibition.title else wording.ask(disclosure.ask)))
    if exhibition.description:
        yield line(f"Worum es geht: {exhibition.description}")
    if exhibition.short_address:
        yield line("Kurzadresse: ", wording.web(exhibition.short_address))
    if view.edition is Edition.WORKING:
        yield line(wording.state_mark(disclosure))
    elif view.edition is Edition.PUBLIC:
        yield line(*wording.value([], disclosure, view.edition))


def _panels(answer: ExhibitionAnswer, environment: BuildEnvironment) -> list[nodes.Node]:
    """Every panel as text; its picture only where it may be shown, but always with whose it is."""
    entries = []
    for panel, shown in zip(answer.exhibition.record.panels, answer.pictures, strict=True):
        body: list[nodes.Node] = []
        if shown is not None:
            body.append(picture(shown, environment))
            if shown.rights:
                body.append(wording.paragraph(f"Bild: {'; '.join(right_words(right) for right in shown.rights)}"))
        elif panel.picture is not None:
            body.append(
                wording.paragraph("Das Bild dieser Tafel ist hier nicht zu sehen: Einwilligung oder Recht fehlt.")
            )
        body += [wording.paragraph(words) for words in panel.text]
        entries.append(entry([nodes.Text(panel.title)], body))
    return [nodes.definition_list("", *entries, classes=["rg-tafeln"])] if entries else []


def _tour(answer: ExhibitionAnswer, view: View, environment: BuildEnvironment) -> list[nodes.Node]:
    whom = answer.exhibition.disclosure.ask
    if not answer.tour:
        return [wording.paragraph("Wo die Ausstellung steht und wohin sie geht: noch offen, ", *wording.ask(whom), ".")]
    result: list[nodes.Node] = [wording.paragraph(*words) for words in _now(answer.now, whom)]
    rows = [
        ([wording.paragraph(shown.record.title)], appointment_body(shown.record, shown, view)) for shown in answer.tour
    ]
    result.append(table(("Was", "Wann und wo"), rows, widths=(45, 55)))
    name, _ = exhibition_calendar(answer.exhibition.record)
    return [*result, *calendar_links([name], environment)]


def _now(now: Iterable[Shown[Appointment]], whom: Ask) -> Iterator[list[nodes.Node]]:
    """“Zurzeit”, which takes itself back when the last day has passed."""
    for shown in now:
        place = shown.record.place or shown.record.title
        words = [nodes.Text(f"Zurzeit: {place}, {shown.record.period}")]
        yield wording.expiring(words, [nodes.Text("Wo sie zurzeit steht, "), *wording.ask(whom)], shown.record.last_day)


def _lending(answer: ExhibitionAnswer, view: View, environment: BuildEnvironment) -> list[nodes.Node]:
    lending, disclosure = answer.exhibition.record.lending, answer.exhibition.disclosure
    is_shown = disclosure.is_shown
    terms = [(words, getattr(lending, name) if is_shown else "") for name, words in LENDING_TERMS]
    result: list[nodes.Node] = (
        [wording.lines(line(f"{label}: {value}") for label, value in terms if value)]
        if any(value for _, value in terms)
        else []
    )
    unknown = [label for label, value in terms if not value]
    if unknown:
        result.append(wording.paragraph(f"Noch offen: {', '.join(unknown)}; ", *wording.ask(disclosure.ask), "."))
    if lending.form is not None and is_shown:
        result.append(wording.paragraph("Anfrage: ", *form_words(lending.form, environment)))
    if answer.lender is not None:
        name = nodes.strong(answer.lender.record.name, answer.lender.record.name)
        result.append(wording.lines([line(name), *place_lines(answer.lender, view)]))
    return result


def _material(exhibition: Exhibition, environment: BuildEnvironment) -> list[nodes.Node]:
    items = [
        nodes.list_item("", nodes.paragraph("", "", *form_words(form, environment))) for form in exhibition.material
    ]
    return [nodes.bullet_list("", *items, bullet="-")] if items else []


def _rights(exhibition: Exhibition) -> list[nodes.Node]:
    named = (("Bildrechte", exhibition.picture_rights), ("Presse", exhibition.press))
    found = [line(f"{label}: {words}") for label, words in named if words]
    return [wording.lines(found)] if found else []


def setup_exhibitions(app: Sphinx) -> None:
    app.add_directive("ausstellung", ExhibitionDirective)
