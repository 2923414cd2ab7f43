"""What is said of “Was ist wann dran?”: for each birth cohort its steps, with their days."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.agenda import topics_in
from ratgeber_tools.data.cohorts import Cohort
from ratgeber_tools.data.dates import format_period
from ratgeber_tools.data.disclosure import Disclosure, Edition, View
from ratgeber_tools.data.plan_queries import AgendaAnswer, AgendaQuery, CohortAgenda
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Page
from ratgeber_tools.data.presentation.statements import NOTHING
from ratgeber_tools.data.school_years import school_year_of
from ratgeber_tools.data.steps import TOPIC_TITLES, Topic


def agenda(options: ListOptions, page: Page) -> said.Blocks:
    """The current cohorts, or those the options ask for by school start, class or birthdays."""
    topics = sorted(options.choices("thema", Topic)) or list(topics_in(page.view.records))
    result: list[said.Block] = []
    for topic in topics:
        query = AgendaQuery(topic, options.numbers("jahrgang"), options.numbers("klasse"), options.birthdays())
        answer = page.ask(query)
        if answer.cut_off is None:
            result.append(said.paragraph("Welche Kinder wann dran sind: ", said.Gap(answer.ask)))
            break
        heading = f"{TOPIC_TITLES[topic]}: " if len(topics) > 1 else ""
        result += _cohorts(topic, answer, answer.cut_off, heading, page.view)
    return tuple(result) or (said.paragraph(NOTHING),)


def _cohorts(topic: Topic, answer: AgendaAnswer, cut_off: Disclosure, heading: str, view: View) -> Iterator[said.Block]:
    if cut_off.is_shown and len(answer.cohorts) > 1:
        yield said.BirthdayForm()
    elif not cut_off.is_shown:
        yield said.paragraph("Welche Geburtstage zu welchem Jahr gehören, ", said.Asking(answer.ask), ".")
    for entry in answer.cohorts:
        title = f"{heading}{cohort_title(entry.cohort, view, cut_off)}"
        lines = sorted(_lines(entry), key=lambda line: line.is_over)  # what is still to be done stands first
        yield said.CohortSteps(topic, entry.cohort, title, tuple(lines), is_born_shown=cut_off.is_shown)


def _lines(entry: CohortAgenda) -> Iterator[said.DueLine]:
    for due in entry.steps:
        is_asked = not due.is_shown if due.days.is_known else not due.is_told
        yield said.DueLine(
            due=due,
            is_over=due.step.identifier in entry.over,
            notes=tuple(filter(None, (due.step.text, due.days.note, due.advice if due.is_shown else ""))),
            asked=("Fragen Sie hier: ", said.Office(due.ask)) if is_asked else (),
        )


def cohort_title(cohort: Cohort, view: View, cut_off: Disclosure) -> str:
    """Say who is meant: by birthday if that may be said, by class once they are at school, else by year.

    A booklet is read for years, so it names no class “now”.
    """
    number = cohort.class_in(school_year_of(view.today)) if view.edition is not Edition.PRINT else None
    who = f"Jetzt in Klasse {number}" if number is not None else f"Einschulung {cohort.start}"
    if not cut_off.is_shown:
        return who
    return f"{who}, geboren {format_period(cohort.first_birthday, cohort.last_birthday)}"
