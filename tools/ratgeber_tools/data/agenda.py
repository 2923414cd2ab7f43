"""“Was ist wann dran?”: the rules of `steps` put on the calendar of one cohort.  Pure; today is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ratgeber_tools.data.appointments import Appointment, AppointmentKind
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.cohorts import Cohort, cohort_starting
from ratgeber_tools.data.dates import MONTHS, format_period, format_with_weekday
from ratgeber_tools.data.disclosure import Ask, Edition, Reason, View
from ratgeber_tools.data.fields import Source
from ratgeber_tools.data.grades import standing_sources
from ratgeber_tools.data.records import Records
from ratgeber_tools.data.states import State
from ratgeber_tools.data.steps import DayOfYear, Step, Topic, month_period

SATURDAY = 5
#: How far ahead a cohort's first step may lie for it to be among the current ones.
HORIZON = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Days:
    """When a step is due: `words` for parents, and the days for a calendar if they are known.

    Both days are included; without `first` the step may be done any time up to `last`, and with `is_open` any time
    from `first` on.  `note` says who will tell more, `is_exact` that an appointment names the days itself.
    """

    words: str
    first: date | None = None
    last: date | None = None
    is_open: bool = False
    is_exact: bool = False
    note: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.first or self.last)


@dataclass(frozen=True, slots=True)
class DueStep:
    """A step of one cohort.

    `state` is that of the least certain record the step rests on, `sources` are theirs; `reason`
    and `ask` are what the edition says instead of the days.  `advice` is a sentence for a deadline on which no office
    is open; `confirmed_on` is the oldest confirmation it rests on, `until` the last day on which all of that holds;
    `is_told` says that without known days somebody is named who will tell them, in time for whoever reads this edition;
    `is_provisional`, `evidence`, `is_for_parents` and `ends_soon` are as in `Disclosure`.
    """

    step: Step
    cohort: Cohort
    year: int
    days: Days
    state: State
    reason: Reason | None
    ask: Ask
    advice: str = ""
    confirmed_on: date | None = None
    until: date | None = None
    sources: tuple[Source, ...] = ()
    is_provisional: bool = False
    evidence: Source | None = None
    is_for_parents: bool = True
    ends_soon: bool = False
    is_told: bool = False

    @property
    def is_shown(self) -> bool:
        return self.reason is None

    def is_over(self, today: date) -> bool:
        """Say whether the step has passed; an unknown one never has before its year is over."""
        if self.days.is_open:
            return today.year > self.year
        end = self.days.last or self.days.first or date(self.year, 12, 31)
        return end < today


#: The less certain, the further left.
_CERTAINTY = tuple(reversed(State))


def agenda(view: View, cohort: Cohort, topic: Topic) -> tuple[DueStep, ...]:
    """Return the steps of `cohort` in order of days; one without days stays behind the rule before it in the file."""
    due = [_due(view, step, cohort) for step in view.records.steps.values() if step.topic is topic]
    places: dict[str, tuple[date, int]] = {}
    before = date.min
    for index, entry in enumerate(due):
        begin = _begin(entry)
        if not entry.days.is_known and before.year == entry.year:
            begin = before
        places[entry.step.identifier] = (begin, index)
        before = begin
    return tuple(sorted(due, key=lambda entry: places[entry.step.identifier]))


def current_cohorts(view: View, topic: Topic, cut_off: DayOfYear) -> tuple[Cohort, ...]:
    """Return the cohorts whose last step is not over and whose first begins within a year, oldest first.

    In print those that have anything to do between the day the booklet appears and its last one.
    """
    years = [step.year for step in view.records.steps.values() if step.topic is topic]
    if not years:
        return ()
    first, last = view.opening, view.closing or view.opening + HORIZON
    found = []
    for start in range(first.year - max(years) - 1, last.year - min(years) + 2):
        cohort = cohort_starting(start, cut_off)
        steps = agenda(view, cohort, topic)
        begins = min(_begin(entry) for entry in steps)
        if begins <= last and not steps[-1].is_over(first):
            found.append(cohort)
    return tuple(found)


def to_be_done(steps: tuple[DueStep, ...], view: View) -> tuple[DueStep, ...]:
    """Return the steps an edition shows: print leaves out what is over when it appears, or comes after its end."""
    if view.edition is not Edition.PRINT:
        return steps
    last = view.closing or date.max
    return tuple(entry for entry in steps if not entry.is_over(view.opening) and _begin(entry) <= last)


def days_of(step: Step, cohort: Cohort, records: Records) -> tuple[Days, tuple[Appointment, ...]]:
    """Return when a step is due, and the appointments that say so."""
    year = cohort.start + step.year
    names = step.appointment_names(cohort.start)
    own = records.appointments.get(names.get("termin", ""))
    if own is not None and own.is_known:
        return _exact(own), (own,)
    note = (own.announcement if own is not None else "") or step.announcement
    before, after = (records.appointments.get(names.get(key, "")) for key in ("vor", "nach"))
    if before is not None and before.first is not None:
        day = previous_weekday(before.first)
        return Days(f"spätestens {format_with_weekday(day)}", None, day, note=note), (before,)
    if after is not None and after.last_day is not None:
        day = next_weekday(after.last_day)
        return Days(f"ab {format_with_weekday(day)}", day, None, is_open=True, note=note), (after,)
    if step.first is not None or step.last is not None:
        return _fixed(step, year, note), ()
    if step.month is not None:
        return Days(f"{MONTHS[step.month - 1]} {year}", *month_period(year, step.month), note=note), ()
    return Days(note or "noch nicht bekannt"), (own,) if own is not None else ()


def previous_weekday(day: date) -> date:
    """Return the last Monday to Friday before `day`."""
    return _move(day, -1)


def next_weekday(day: date) -> date:
    """Return the first Monday to Friday after `day`."""
    return _move(day, 1)


def is_office_day(day: date, records: Records) -> bool:
    """Say whether offices are open: no weekend, and no public holiday the data knows."""
    if day.weekday() >= SATURDAY:
        return False
    return not any(
        appointment.kind is AppointmentKind.PUBLIC_HOLIDAY
        and (appointment.first or date.max) <= day <= (appointment.last_day or date.min)
        for appointment in records.appointments.values()
    )


def deadline_advice(day: date, records: Records) -> str:
    """Return the sentence for a deadline on which no office is open, empty on an office day.

    It names the office day before: a law may allow the one after (§ 31 VwVfG), but a parent who comes early is safe.
    """
    if is_office_day(day, records):
        return ""
    safe = day
    while not is_office_day(safe, records):
        safe -= timedelta(days=1)
    return f"Das ist kein Tag, an dem Ämter geöffnet haben. Erledigen Sie es bis {format_with_weekday(safe)}."


def _due(view: View, step: Step, cohort: Cohort) -> DueStep:
    days, appointments = days_of(step, cohort, view.records)
    basis: list[Attested] = [*appointments]
    if not days.is_exact:
        basis += [view.records.facts[name] for name in step.facts if name in view.records.facts]
    disclosures = [view.disclose(record) for record in basis]
    hidden = next((entry for entry in disclosures if not entry.is_shown), None)
    reason = hidden.reason if hidden is not None else None
    if not basis and view.edition is not Edition.WORKING:
        reason = Reason.UNCONFIRMED
    asked = hidden or (disclosures[0] if disclosures else None)
    ends = [entry.until for entry in disclosures if entry.until is not None]
    return DueStep(
        step=step,
        cohort=cohort,
        year=cohort.start + step.year,
        days=days,
        state=min((entry.state for entry in disclosures), key=_CERTAINTY.index, default=State.UNCONFIRMED),
        is_provisional=any(entry.is_provisional for entry in disclosures),
        evidence=next((entry.evidence for entry in disclosures if entry.evidence is not None), None),
        is_for_parents=bool(disclosures) and all(entry.is_for_parents for entry in disclosures),
        ends_soon=any(entry.ends_soon for entry in disclosures),
        reason=reason if days.is_known else None,
        ask=asked.ask if asked is not None else view.whom_to_ask(),
        advice=deadline_advice(days.last, view.records) if days.last is not None and days.first is None else "",
        confirmed_on=min((entry.confirmed_on for entry in disclosures if entry.confirmed_on), default=None),
        until=min(ends, default=None),
        sources=tuple(source for record in basis for source in standing_sources(record)),
        is_told=_is_told(step, appointments, view),
    )


def _is_told(step: Step, appointments: tuple[Appointment, ...], view: View) -> bool:
    """Say whether a step names who will tell its days, or its appointment does and is not late with it."""
    own = [entry for entry in appointments if entry.announcement and not entry.is_known]
    return all(entry.is_announced(view.opening) for entry in own) if own else bool(step.announcement)


def _exact(appointment: Appointment) -> Days:
    first, last = appointment.first, appointment.last_day
    if first is None and last is not None:
        words = f"bis {format_with_weekday(last)}"
    elif first is not None and last is None:
        words = f"ab {format_with_weekday(first)}"
    elif first is not None and first == last:
        words = format_with_weekday(first)
    else:
        words = appointment.period
    return Days(words, first, last, appointment.is_open_ended, is_exact=True)


def _fixed(step: Step, year: int, note: str) -> Days:
    first = step.first.in_year(year) if step.first is not None else None
    last = step.last.in_year(year) if step.last is not None else None
    if first is not None and last is not None:
        return Days(format_period(first, last), first, last, note=note)
    if last is not None:
        return Days(f"bis {format_with_weekday(last)}", None, last, note=note)
    assert first is not None
    return Days(format_with_weekday(first), first, first, note=note)


def _begin(entry: DueStep) -> date:
    return entry.days.first or entry.days.last or date(entry.year, 1, 1)


def _move(day: date, by: int) -> date:
    day += timedelta(days=by)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=by)
    return day


def topics_in(records: Records) -> Iterator[Topic]:
    """Yield the topics that have rules, in the order of `Topic`."""
    used = {step.topic for step in records.steps.values()}
    yield from (topic for topic in Topic if topic in used)
