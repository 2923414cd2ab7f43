"""`{was-ist-wann-dran}`: a table for each birth cohort; in HTML with a small form and a calendar to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from ratgeber_tools.data.agenda import DueStep, topics_in
from ratgeber_tools.data.cohorts import CLASSES, Cohort
from ratgeber_tools.data.dates import format_date, format_period, parse_date
from ratgeber_tools.data.disclosure import Disclosure, Edition
from ratgeber_tools.data.plan_queries import AgendaAnswer, AgendaQuery, CohortAgenda
from ratgeber_tools.data.school_years import school_year_of
from ratgeber_tools.data.states import State
from ratgeber_tools.data.steps import Topic
from ratgeber_tools.exports.events import TOPIC_TITLES, calendar_name
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.calendar_links import calendar_links
from ratgeber_tools.sphinx_ext.data.listing import ListDirective, options_of
from ratgeber_tools.sphinx_ext.data.tables import table
from ratgeber_tools.sphinx_ext.nodes import ratgeber_birthday_form, ratgeber_cohort
from ratgeber_tools.sphinx_ext.reporting import report_misuse

_RANGE = re.compile(r"(?P<first>.+?)\s+(?:bis|–|-)\s+(?P<last>.+)")


class AgendaDirective(ListDirective):
    """The current cohorts, or those the options ask for by school start, class or birthdays."""

    option_spec: ClassVar = options_of("was-ist-wann-dran")

    def run(self) -> list[nodes.Node]:
        topics = sorted(self.choices("thema", Topic)) or list(topics_in(self.view.records))
        result: list[nodes.Node] = []
        for topic in topics:
            answer = self.ask(self._query(topic))
            if answer.cut_off is None:
                result.append(wording.paragraph("Welche Kinder wann dran sind: ", *wording.ask(answer.ask)))
                break
            heading = TOPIC_TITLES[topic] if len(topics) > 1 else ""
            result += self._tables(topic, answer, answer.cut_off, heading)
        return result or [wording.paragraph("Dazu ist nichts eingetragen.")]

    def _query(self, topic: Topic) -> AgendaQuery:
        return AgendaQuery(
            topic=topic,
            starts=self._numbers("jahrgang", range(1990, 2200)),
            classes=self._numbers("klasse", CLASSES),
            birthdays=self._birthdays(),
        )

    def _numbers(self, option: str, allowed: range) -> tuple[int, ...]:
        found = []
        for text in self.values(option):
            if text.isdigit() and int(text) in allowed:
                found.append(int(text))
            else:
                report_misuse(self, f"„{text}“ geht bei „:{option}:“ nicht: {allowed[0]} bis {allowed[-1]}.")
        return tuple(found)

    def _birthdays(self) -> tuple[date, date] | None:
        text = self.options.get("geboren", "").strip()
        if not text:
            return None
        match = _RANGE.fullmatch(text)
        first, last = (parse_date(match[part]) if match else parse_date(text) for part in ("first", "last"))
        if first is None or last is None or first > last:
            report_misuse(self, f"„{text}“ bei „:geboren:“ geht nicht. Schreiben Sie 01.07.2021 bis 30.06.2022.")
            return None
        return first, last

    def _tables(self, topic: Topic, answer: AgendaAnswer, cut_off: Disclosure, heading: str) -> Iterator[nodes.Node]:
        if cut_off.is_shown and len(answer.cohorts) > 1:
            yield addnodes.only("", ratgeber_birthday_form(), expr="html")
        elif not cut_off.is_shown:
            yield wording.paragraph("Welche Geburtstage zu welchem Jahr gehören, ", *wording.ask(answer.ask), ".")
        for entry in answer.cohorts:
            first, last = entry.cohort.first_birthday.isoformat(), entry.cohort.last_birthday.isoformat()
            born = {"first": first, "last": last} if cut_off.is_shown else {"first": "", "last": ""}
            table = self._table(entry, cut_off, heading)
            links = calendar_links([calendar_name(topic, entry.cohort)], self.env)
            yield ratgeber_cohort("", table, *links, **born)

    def _table(self, entry: CohortAgenda, cut_off: Disclosure, heading: str) -> nodes.table:
        title = cohort_title(entry.cohort, self.view.today, cut_off)
        title = f"{heading}: {title}" if heading else title
        rows = [([self._when(due, is_over=due.step.identifier in entry.over)], self._what(due)) for due in entry.steps]
        return table(("Wann", "Was"), rows, widths=(36, 64), title=title)

    def _when(self, due: DueStep, *, is_over: bool) -> nodes.paragraph:
        """The days as the edition may show them; a note or advice follows in words."""
        result = nodes.paragraph()
        if due.days.is_known and not due.is_shown:
            result += wording.span(wording.ASK, wording.ASK_CLASS)
            return result
        words = nodes.Text(due.days.words)
        if is_over:
            result += [words, wording.span(" (vorbei)", "rg-vorbei")]
        elif self.view.edition is Edition.PUBLIC and due.days.is_known:
            result += _with_its_end(words, due)
        else:
            result += words
        if self.view.edition is Edition.WORKING:
            result += [nodes.Text(" "), _mark(due.state)]
        if not due.days.is_known and not due.step.announcement:
            result += [nodes.Text(", "), wording.span(wording.ASK, wording.ASK_CLASS)]
        return result

    def _what(self, due: DueStep) -> list[nodes.Node]:
        title: nodes.Node = nodes.strong(due.step.title, due.step.title)
        if due.step.chapter and due.step.chapter in self.env.found_docs:
            title = _chapter_link(due.step.chapter, due.step.title, self.env.current_document.docname)
        words = [nodes.paragraph("", "", title)]
        notes = [due.step.text, due.days.note, due.advice if due.is_shown else ""]
        if text := " ".join(part for part in notes if part):
            words.append(wording.paragraph(text))
        is_asked = not due.is_shown if due.days.is_known else not due.step.announcement
        if is_asked:
            # beside the step, where there is room: the column of days is narrow
            words.append(wording.paragraph("Fragen Sie hier: ", *wording.office(due.ask)))
        return list(words)


def _with_its_end(words: nodes.Text, due: DueStep) -> list[nodes.Node]:
    """The days with the date of their confirmation; a page left alone says by itself when they are past or unsure.

    Days that an appointment names hold until they are past, so an end beside them would only say them again.
    """
    stamp = f"Stand {format_date(due.confirmed_on)}" if due.confirmed_on is not None else ""
    if due.until is not None and not due.days.is_exact:
        stamp += f", gilt bis {format_date(due.until)}"
    shown = [words, wording.span(f" ({stamp})", "rg-stand")] if stamp else [words]
    last = None if due.days.is_open else due.days.last or due.days.first
    if last is not None and (due.until is None or last <= due.until):
        return wording.expiring(shown, wording.past([words]), last)
    return wording.expiring(shown, wording.ask(due.ask), due.until)


def cohort_title(cohort: Cohort, today: date, cut_off: Disclosure) -> str:
    """Say who is meant: by birthday if that may be said, by class once they are at school, else by year."""
    number = cohort.class_in(school_year_of(today))
    who = f"Jetzt in Klasse {number}" if number is not None else f"Einschulung {cohort.start}"
    if not cut_off.is_shown:
        return who
    born = f"geboren {format_period(cohort.first_birthday, cohort.last_birthday)}"
    return f"{who}, {born}"


def _chapter_link(chapter: str, words: str, docname: str) -> nodes.Node:
    """A link that falls back to its words in an edition without that chapter."""
    link = addnodes.pending_xref(
        "",
        nodes.inline(words, words),
        refdomain="std",
        reftype="doc",
        reftarget=f"/{chapter}",
        refdoc=docname,
        refexplicit=True,
        refwarn=False,
    )
    return nodes.strong("", "", link)


def _mark(state: State) -> nodes.inline:
    return wording.span(f"[{state.value}]", "rg-zustand", f"rg-zustand-{state.name.lower()}")


def setup_agenda(app: Sphinx) -> None:
    app.add_directive("was-ist-wann-dran", AgendaDirective)
