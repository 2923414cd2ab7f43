"""“Was ist wann dran?” as a reviewer reads it: the steps of each cohort, a line each, with their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ratgeber_tools.data.agenda import DueStep, topics_in
from ratgeber_tools.data.cohorts import CLASSES, Cohort
from ratgeber_tools.data.dates import format_period, parse_date
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.plan_queries import AgendaQuery, CohortAgenda
from ratgeber_tools.data.school_years import school_year_of
from ratgeber_tools.data.steps import Topic
from ratgeber_tools.editorial.list_options import ListOptions
from ratgeber_tools.editorial.shown_entries import OPEN, asking, bullet, office, section

_TOPICS = {Topic.SCHOOL_START: "Schulanfang", Topic.AFTER_CLASS_4: "Wechsel nach Klasse 4"}
_RANGE = re.compile(r"(?P<first>.+?)\s+(?:bis|–|-)\s+(?P<last>.+)")
_STARTS = range(1990, 2200)
#: What `agenda` says in place of days that nobody has announced; the sign of what is open says it already.
_NOT_ANNOUNCED = "noch nicht bekannt"


def agenda_lines(options: ListOptions, view: View) -> Iterator[str]:
    """Yield the current cohorts, or those the options ask for, each with its steps in order."""
    topics = sorted(options.choices("thema", Topic)) or list(topics_in(view.records))
    for topic in topics:
        query = AgendaQuery(
            topic=topic,
            starts=options.numbers("jahrgang", _STARTS),
            classes=options.numbers("klasse", CLASSES),
            birthdays=_birthdays(options.text("geboren")),
        )
        answer = query.answer(view)
        if answer.cut_off is None:
            yield f"Welche Kinder wann dran sind: {OPEN}, {asking(answer.ask)}"
            return
        is_born_shown = answer.cut_off.is_shown
        if not is_born_shown:
            yield f"Welche Geburtstage zu welchem Jahr gehören: {OPEN}, {asking(answer.ask)}"
        for entry in answer.cohorts:
            title = _cohort(entry.cohort, view.today, is_born_shown=is_born_shown)
            yield from section(f"{_TOPICS[topic]}: {title}" if len(topics) > 1 else title)
            yield from _steps(entry)


def _birthdays(text: str) -> tuple[date, date] | None:
    """Return the days of `01.07.2021 bis 30.06.2022` or of one birthday, None for anything else."""
    match = _RANGE.fullmatch(text)
    first, last = (parse_date(match[part]) if match else parse_date(text) for part in ("first", "last"))
    return None if first is None or last is None or first > last else (first, last)


def _cohort(cohort: Cohort, today: date, *, is_born_shown: bool) -> str:
    number = cohort.class_in(school_year_of(today))
    who = f"Jetzt in Klasse {number}" if number is not None else f"Einschulung {cohort.start}"
    return f"{who}, geboren {format_period(cohort.first_birthday, cohort.last_birthday)}" if is_born_shown else who


def _steps(entry: CohortAgenda) -> Iterator[str]:
    for due in entry.steps:
        over = " (vorbei)" if due.step.identifier in entry.over else ""
        words = [f"{_days(due)}{over}: {due.step.title}.", due.step.text, *_notes(due)]
        yield bullet(" ".join(part for part in words if part))


def _days(due: DueStep) -> str:
    return due.days.words if due.days.is_known and due.is_shown else OPEN


def _notes(due: DueStep) -> Iterator[str]:
    """Yield who will tell the days, what to do where no office is open, and whom to ask."""
    yield due.days.note if due.days.is_known else due.days.words.removesuffix(_NOT_ANNOUNCED)
    yield due.advice if due.is_shown else ""
    is_asked = not due.is_shown if due.days.is_known else not due.step.announcement
    yield f"Fragen Sie hier: {office(due.ask)}." if is_asked else ""
