"""What keeps a press file from being clean: values an edition does not show, and what the municipality has not said.

One of them is enough, and the whole file is a trial print (`Probedruck`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.disclosure import Ask, Reason, View
from ratgeber_tools.data.queries import Query, Shown


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """One thing that is not printed: what it is, why, and which office can change that."""

    what: str
    reason: str
    office: str


def withheld_by(query: Query[Any], view: View) -> Iterator[Withheld]:
    """Yield what the answer to a page's question does not show."""
    answer = query.answer(view)
    if isinstance(answer, Ask):
        yield Withheld(_named(query), Reason.UNKNOWN, answer.office)
    else:
        yield from _walk(answer)


def unset_for_print(view: View) -> Iterator[Withheld]:
    """Yield what `kommune.yaml` has to say before anything is printed: how long a copy lasts, and the funders' notices.

    Emblem and wording are prescribed (Regulation (EU) 2021/1060, Annex IX), so neither is made up.
    """
    municipality = view.records.municipality
    office = view.whom_to_ask_about_gaps().office
    if municipality.brochure.valid_until is None:
        yield Withheld("Laufzeit der Broschüre", Reason.LIFE_UNKNOWN, office)
    for notice in municipality.funding_notices:
        if not notice.wording or not notice.emblem or not notice.emblem_alt:
            yield Withheld(f"Förderhinweis {notice.funder}", "Wortlaut oder Zeichen fehlt", office)


def _walk(value: Any) -> Iterator[Withheld]:
    """Look through an answer for what has a reason not to be shown."""
    if isinstance(value, Shown):
        if value.disclosure.reason is not None:
            yield Withheld(value.record.label, value.disclosure.reason, value.disclosure.ask.office)
    elif isinstance(value, DueStep):
        if value.reason is not None:
            yield Withheld(f"{value.step.title} ({value.year})", value.reason, value.ask.office)
        elif not value.days.is_known:
            yield Withheld(f"{value.step.title} ({value.year})", Reason.UNKNOWN, value.ask.office)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _walk(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _walk(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))


def _named(query: Query[Any]) -> str:
    return str(getattr(query, "identifier", "") or getattr(query, "key", "") or type(query).__name__)
