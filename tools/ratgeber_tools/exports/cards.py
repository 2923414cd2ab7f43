"""Cards “Ihre Schulsozialarbeit”: one a school, with the contact of the function and never a person's name.

A card is pinned to a door and carried in purses for years, so it shows only what print may show.
"""

from __future__ import annotations

from dataclasses import dataclass

from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.school_queries import ShownSite, SocialWorkQuery


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the card of one school; empty strings are left out."""

    identifier: str
    school: str
    phone: str
    mail: str
    room: str
    hours: tuple[str, ...]
    operator: str


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards that can be printed, and a sentence for each school that gets none."""

    cards: tuple[Card, ...]
    reasons: tuple[str, ...]


def social_work_cards(view: View) -> Cards:
    """Return a card for each school whose entry this edition shows and that says how to get in touch."""
    answer = SocialWorkQuery().answer(view)
    cards, reasons = [], []
    for shown in answer.sites:
        if shown.site.record.is_none and shown.site.disclosure.is_shown:
            continue  # nothing is missing where there is nothing
        reason = _reason(shown)
        if reason:
            school = shown.school.school.record.name
            reasons.append(f"{school}: {reason}. Fragen: {shown.site.disclosure.ask.office}.")
        else:
            cards.append(_card(shown))
    if answer.open_schools:
        count = len(answer.open_schools)
        schools = "1 Schule" if count == 1 else f"{count} Schulen"
        reasons.append(f"{schools} ohne Eintrag in schulsozialarbeit.yaml. Fragen: {answer.ask.office}.")
    return Cards(tuple(cards), tuple(reasons))


def _reason(shown: ShownSite) -> str:
    """Say why a school gets no card, empty if it gets one."""
    site, disclosure = shown.site.record, shown.site.disclosure
    if disclosure.reason is not None:
        return disclosure.reason.value
    return "" if site.phone or site.mailbox else "weder Telefon noch Postfach"


def _card(shown: ShownSite) -> Card:
    site = shown.site.record
    return Card(
        identifier=site.identifier,
        school=shown.school.school.record.name,
        phone=site.phone or "",
        mail=site.mailbox or "",
        room=site.room,
        hours=site.hours,
        operator=shown.operator.name if shown.operator is not None else "",
    )
