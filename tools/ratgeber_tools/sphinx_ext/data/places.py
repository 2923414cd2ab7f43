"""A contact point, school or operator as lines: name, address, ways to reach it, and what is not known yet."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.places import ContactPoint, Operator, Place, School
from ratgeber_tools.data.queries import Shown
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.wording import line

#: A postal address; the web adds a link to a map.
ADDRESS_CLASS = "rg-anschrift"
#: What an entry can be missing besides address and phone, and what parents would ask for it.
_FURTHER = (
    ("opening_hours", "Sprechzeiten"),
    ("accessibility", "Barrierefreiheit"),
    ("languages", "Sprachen"),
)


def place_lines(shown: Shown[Place], view: View) -> Iterator[nodes.line]:
    """Yield the lines below a name; beside what is missing stands whom to ask, in a long list too."""
    place, disclosure = shown.record, shown.disclosure
    whom = disclosure.ask
    yield from _what_it_is(place)
    if not disclosure.is_shown:
        yield line("Anschrift, Telefon und Sprechzeiten: ", *wording.ask(whom))
        return
    if place.address:
        yield line(wording.span(place.address, ADDRESS_CLASS))
    yield from _missing(place, whom)
    yield from _ways(place)
    if place.opening_hours:
        yield line(f"Sprechzeiten: {', '.join(place.opening_hours)}")
    if place.accessibility:
        yield line(f"Barrierefreiheit: {place.accessibility}")
    if place.languages:
        yield line(f"Sprachen: {', '.join(place.languages)}")
    if isinstance(place, ContactPoint) and place.cost:
        yield line(f"Kosten: {place.cost}")
    yield from _closing_lines(shown, view)


def _what_it_is(place: Place) -> Iterator[nodes.line]:
    if isinstance(place, ContactPoint) and place.part_of:
        yield line(place.part_of)
    if isinstance(place, School):
        focus = f", Förderschwerpunkt {place.focus}" if place.focus else ""
        note = f" ({place.form_note})" if place.form_note else ""
        yield line(f"{place.form.value}{focus}{note}")


def _missing(place: Place, whom: Ask) -> Iterator[nodes.line]:
    """Say once for both what a parent cannot do without."""
    missing = ["Anschrift"] if isinstance(place, School) and not place.address else []
    if not place.phone and not isinstance(place, Operator):
        missing.append("Telefon")
    if missing:
        yield line(f"{' und '.join(missing)}: ", *wording.ask_for_missing(whom))


def _ways(place: Place) -> Iterator[nodes.line]:
    if place.phone:
        yield line("Telefon: ", wording.phone(place.phone))
    if place.fax:
        yield line("Fax: ", wording.fax(place.fax))
    if place.mail:
        yield line("E-Mail: ", wording.mail(place.mail))
    if place.web:
        yield line("Internet: ", wording.web(place.web))


def _closing_lines(shown: Shown[Place], view: View) -> Iterator[nodes.line]:
    """Yield what an edition adds: for editors the state and the gaps, for parents the date or that it is unsure."""
    disclosure = shown.disclosure
    if view.edition is Edition.WORKING:
        missing = [label for attribute, label in _FURTHER if not getattr(shown.record, attribute)]
        gaps = f" Noch offen: {', '.join(missing)}." if missing else ""
        yield line(wording.state_mark(disclosure), gaps)
    elif view.edition is Edition.PUBLIC and disclosure.is_provisional:
        yield line(wording.span("Noch nicht von der Stelle bestätigt.", "rg-stand"))
    elif view.edition is Edition.PUBLIC and disclosure.confirmed_on is not None:
        stamp = wording.span(f"{wording.public_stamp(disclosure)}.", "rg-stand")
        outdated = [nodes.Text("Diese Angaben können veraltet sein: "), *wording.ask(disclosure.ask)]
        yield line(*wording.expiring([stamp], outdated, disclosure.until))
