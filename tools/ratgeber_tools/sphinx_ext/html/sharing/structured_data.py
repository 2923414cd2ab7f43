"""What a page says to search engines in their own terms (schema.org, as JSON-LD): schools, offices, days, questions.

Only in the public edition, and only what it shows there without a reservation: machines read no “vorläufig”.  The block
is data, no script: a policy that forbids scripts inside pages does not touch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Disclosure, Edition, View
from ratgeber_tools.data.places import ContactKind, Place
from ratgeber_tools.data.queries import AppointmentsQuery, ContactsQuery
from ratgeber_tools.data.school_queries import SchoolsQuery
from ratgeber_tools.sphinx_ext.addresses import whole_address
from ratgeber_tools.sphinx_ext.builders import page_builder
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.html.description import certain_words

#: schema.org wants days with a place; a country is the least one knows of it.
_COUNTRY = "DE"
#: One question alone is a heading, not a list of questions.
_FEWEST_QUESTIONS = 2


def structured_data(
    view: View, asked: Iterable[object], doctree: nodes.document, *, address: str = ""
) -> list[dict[str, Any]]:
    """Return the page's things; `asked` are the questions it asks of the records, `address` is its own."""
    if view.edition is not Edition.PUBLIC:
        return []
    things = [*_of_records(view, asked), *_questions(doctree)]
    return [{"@context": "https://schema.org", **({"url": address} if address else {}), **thing} for thing in things]


def _of_records(view: View, asked: Iterable[object]) -> Iterator[dict[str, Any]]:
    for query in asked:
        if isinstance(query, SchoolsQuery):
            for school in query.answer(view):
                if _is_certain(school.school.disclosure):
                    yield {"@type": "School", **_place(school.school.record)}
        elif isinstance(query, ContactsQuery):
            for contact in query.answer(view):
                if contact.record.kind is ContactKind.OFFICE and _is_certain(contact.disclosure):
                    yield _service(contact.record, view)
        elif isinstance(query, AppointmentsQuery):
            for appointment in query.answer(view):
                if _is_certain(appointment.disclosure) and _is_ahead(appointment.record, view):
                    yield _event(appointment.record, view)


def _is_certain(disclosure: Disclosure) -> bool:
    return disclosure.is_shown and not disclosure.is_provisional and not disclosure.is_past


def _is_ahead(appointment: Appointment, view: View) -> bool:
    last = appointment.last or appointment.first
    return appointment.first is not None and last is not None and last >= view.today


def _place(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"name": place.name}
    if place.street:
        found["address"] = {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            **_known(postalCode=place.postcode, addressLocality=place.town),
            "addressCountry": _COUNTRY,
        }
    return {**found, **_known(telephone=place.phone, email=place.mail, url=place.web)}


def _service(place: Place, view: View) -> dict[str, Any]:
    """An office is what it does for parents; schema.org keeps its ways to be reached with the one who does it."""
    return {
        "@type": "GovernmentService",
        "name": place.name,
        "provider": {"@type": "GovernmentOffice", **_place(place)},
        **_known(areaServed=view.records.municipality.name),
    }


def _event(appointment: Appointment, view: View) -> dict[str, Any]:
    assert appointment.first is not None
    school = view.records.schools.get(appointment.school or "")
    where = appointment.place or (school.name if school is not None else "") or view.records.municipality.name
    return {
        "@type": "Event",
        "name": appointment.title,
        "startDate": appointment.first.isoformat(),
        "endDate": (appointment.last or appointment.first).isoformat(),
        "location": {"@type": "Place", **_known(name=where), "address": where or _COUNTRY},
    }


def _known(**values: object) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value}


def _questions(doctree: nodes.document) -> Iterator[dict[str, Any]]:
    """Headings that ask something, each with the certain sentences right below it."""
    found = []
    for section in list(doctree.findall(nodes.section))[1:]:
        title = section.next_node(nodes.title)
        if title is None or not title.astext().strip().endswith("?"):
            continue
        answer = " ".join(
            words for child in section.children if isinstance(child, nodes.paragraph) for words in certain_words(child)
        )
        if answer:
            accepted = {"@type": "Answer", "text": answer}
            found.append({"@type": "Question", "name": title.astext().strip(), "acceptedAnswer": accepted})
    if len(found) >= _FEWEST_QUESTIONS:
        yield {"@type": "FAQPage", "mainEntity": found}


def as_element(things: list[dict[str, Any]]) -> str:
    """Return the element for a page's head; no word in it can end the element."""
    text = json.dumps(things if len(things) > 1 else things[0], ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


def add_structured_data(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None or page_builder(app) is None:
        return
    domain = data_domain(app.env)
    address = whole_address(app.env, app.builder.get_target_uri(page))
    things = structured_data(domain.view, domain.data["uses"].get(page, ()), doctree, address=address)
    if things:
        context["metatags"] = context.get("metatags", "") + f"\n{as_element(things)}"


def setup_structured_data(app: Sphinx) -> None:
    app.connect("html-page-context", add_structured_data)
