"""The loose date sheet: what is right today and ends before the brochure does, so that the brochure need not go stale.

Facts with an end, and appointments, which name their own day.  The brochure refers to the sheet, the sheet to the web.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.states import VOUCHED, end_of, state_of


@dataclass(frozen=True, slots=True)
class LooseSheet:
    """What stands on the sheet, in order: dates by day, facts as typed, and what nobody has confirmed by office.

    Days that are not known yet come last, with who will tell them.
    `valid_until` is the first day on which something of it ends, None if nothing on it does.
    """

    appointments: tuple[Appointment, ...]
    facts: tuple[Fact, ...]
    open_entries: tuple[tuple[Ask, tuple[Attested, ...]], ...]
    valid_until: date | None


def loose_sheet(view: View) -> LooseSheet:
    """Return the sheet as of `view.today`; until the brochure's life is set, whatever has an end belongs on it."""
    records = view.records
    appointments = [entry for entry in records.appointments.values() if _is_due(entry, view)]
    facts = [entry for entry in records.facts.values() if ends_within_brochure(entry, view)]
    vouched_dates = [entry for entry in appointments if _is_vouched(entry, view)]
    vouched_facts = [entry for entry in facts if _is_vouched(entry, view)]
    waiting: dict[Ask, list[Attested]] = {}
    announced = [entry for entry in appointments if view.disclose(entry).is_announced]
    for entry in (*appointments, *facts):
        if not _is_vouched(entry, view) and entry not in announced:
            waiting.setdefault(view.whom_to_ask(entry), []).append(entry)
    ends = [end for fact in vouched_facts if (end := end_of(fact)) is not None]
    return LooseSheet(
        appointments=tuple(
            sorted((*vouched_dates, *announced), key=lambda entry: entry.first or entry.last or date.max)
        ),
        facts=tuple(vouched_facts),
        open_entries=tuple((whom, tuple(entries)) for whom, entries in waiting.items()),
        valid_until=min(ends, default=None),
    )


def ends_within_brochure(fact: Fact, view: View) -> bool:
    """Say whether a value that holds today ends before the brochure does; without an end it does not."""
    end = end_of(fact)
    if not fact.is_known or end is None or end < view.today:
        return False
    brochure_end = view.records.municipality.brochure.valid_until
    return brochure_end is None or end < brochure_end


def _is_due(appointment: Appointment, view: View) -> bool:
    """Say whether parents need a date between today and the brochure's end; an unknown one as long as it may come."""
    brochure_end = view.records.municipality.brochure.valid_until or date.max
    if not appointment.is_known:
        year = appointment.school_year
        return year is None or (year.last_day >= view.today and year.first_day <= brochure_end)
    last = appointment.last or appointment.first or date.max
    first = appointment.first or last
    is_over = last < view.today and not appointment.is_open_ended
    return not is_over and first <= brochure_end


def _is_vouched(entry: Attested, view: View) -> bool:
    return state_of(entry, view.today) in VOUCHED
