"""What is due when for whom, and what a funding programme asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.agenda import DueStep, agenda, current_cohorts, to_be_done
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.cohorts import Cohort, cohort_in_class, cohort_starting, cohorts_between, cut_off_of
from ratgeber_tools.data.disclosure import Ask, Disclosure, Edition, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.funding import Funding
from ratgeber_tools.data.queries import Query, ShownRecord
from ratgeber_tools.data.steps import Topic


@dataclass(frozen=True)
class FundingAnswer:
    """A programme with the facts and dates it names, those of its steps included."""

    funding: ShownRecord[Funding]
    facts: tuple[ShownRecord[Fact], ...]
    deadlines: tuple[ShownRecord[Appointment], ...]
    step_facts: dict[str, ShownRecord[Fact]]
    step_dates: dict[str, ShownRecord[Appointment]]
    remaining: ShownRecord[Fact] | None


@dataclass(frozen=True)
class FundingQuery(Query["FundingAnswer | Ask"]):
    identifier: str

    def answer(self, view: View) -> FundingAnswer | Ask:
        funding = view.records.funding.get(self.identifier)
        if funding is None:
            return view.whom_to_ask()
        steps = (*funding.steps, *funding.voting)
        return FundingAnswer(
            funding=ShownRecord(funding, view.disclose(funding)),
            facts=_facts(funding.facts, view),
            deadlines=_dates(funding.deadlines, view),
            step_facts={entry.record.identifier: entry for step in steps for entry in _facts(step.facts, view)},
            step_dates={entry.record.identifier: entry for step in steps for entry in _dates(step.appointments, view)},
            remaining=next(iter(_facts([funding.remaining] if funding.remaining else [], view)), None),
        )


@dataclass(frozen=True)
class CohortAgenda:
    """The steps of one cohort; `over` are the identifiers of those that have passed."""

    cohort: Cohort
    steps: tuple[DueStep, ...]
    over: tuple[str, ...]


@dataclass(frozen=True)
class AgendaAnswer:
    """`cut_off` is None where nobody may say which birthdays belong together; then the table names only years."""

    cohorts: tuple[CohortAgenda, ...]
    cut_off: Disclosure | None
    ask: Ask


@dataclass(frozen=True)
class AgendaQuery(Query[AgendaAnswer]):
    """The current cohorts of a topic, or those asked for by year of school start, class or birthdays."""

    topic: Topic
    starts: tuple[int, ...] = ()
    classes: tuple[int, ...] = ()
    birthdays: tuple[date, date] | None = None

    def answer(self, view: View) -> AgendaAnswer:
        cut_off = cut_off_of(view.records)
        if cut_off is None:
            return AgendaAnswer((), None, view.whom_to_ask())
        if self.birthdays is not None:
            cohorts = cohorts_between(*self.birthdays, cut_off.day)
        elif self.starts or self.classes:
            cohorts = (
                *(cohort_starting(start, cut_off.day) for start in self.starts),
                *(cohort_in_class(number, view.today, cut_off.day) for number in self.classes),
            )
        else:
            cohorts = current_cohorts(view, self.topic, cut_off.day)
        fact = view.records.facts[cut_off.fact]
        answers = (_cohort(cohort, self.topic, view) for cohort in cohorts)
        return AgendaAnswer(
            cohorts=tuple(answer for answer in answers if answer.steps or view.edition is not Edition.PRINT),
            cut_off=view.disclose(fact),
            ask=view.whom_to_ask(fact),
        )


def _cohort(cohort: Cohort, topic: Topic, view: View) -> CohortAgenda:
    steps = to_be_done(agenda(view, cohort, topic), view)
    over = tuple(entry.step.identifier for entry in steps if entry.is_over(view.today))
    return CohortAgenda(cohort, steps, over)


def _facts(names: Iterable[str], view: View) -> tuple[ShownRecord[Fact], ...]:
    facts = view.records.facts
    return tuple(ShownRecord(facts[name], view.disclose(facts[name])) for name in names if name in facts)


def _dates(names: Iterable[str], view: View) -> tuple[ShownRecord[Appointment], ...]:
    dates = view.records.appointments
    return tuple(ShownRecord(dates[name], view.disclose(dates[name])) for name in names if name in dates)
