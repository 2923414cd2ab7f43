"""Whom parents reach about what a page does not know: one button a page, not a number behind every value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.phones import dial_address
from ratgeber_tools.data.places import ContactPoint
from ratgeber_tools.data.queries import Query
from ratgeber_tools.data.states import VOUCHED


@dataclass(frozen=True, slots=True)
class Reach:
    """Somebody to ask: `office` by name, `address` to tap (`tel:` or `mailto:`), `way` as it is written."""

    office: str
    address: str
    way: str


@dataclass(frozen=True)
class ReachQuery(Query["Reach | None"]):
    """Who answers for values of `office` (its name): the office itself where its contact is vouched for.

    Else the editors, who fill in what the guide does not know yet, else the municipality's information, by whatever
    may be shown of them; None if nobody can be reached.
    """

    office: str

    def answer(self, view: View) -> Reach | None:
        return next((reach for contact in self._asked(view) if (reach := _reach(contact))), None)

    def _asked(self, view: View) -> Iterator[ContactPoint]:
        contacts, municipality = view.records.contacts, view.records.municipality
        for contact in contacts.values():
            if contact.name == self.office and view.disclose(contact).state in VOUCHED:
                yield contact
        for name in (municipality.editorial_office, municipality.information):
            known = contacts.get(name or "")
            if known is not None and view.disclose(known).is_for_parents:
                yield known


def _reach(contact: ContactPoint) -> Reach | None:
    if contact.phone:
        return Reach(contact.name, dial_address(contact.phone), contact.phone)
    return Reach(contact.name, f"mailto:{contact.mail}", contact.mail) if contact.mail else None
