"""Records in a sentence: `{fakt}`, `{wortlaut}`, `{kontakt}`, `{termin}`, `{frist}`, `{kommune}`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.queries import MunicipalityQuery, RecordQuery, Shown, municipality_values
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.unknown import report_unknown, tombstone
from ratgeber_tools.sphinx_ext.reporting import report

Result = tuple[list[nodes.Node], list[nodes.system_message]]


class RecordRole(SphinxRole):
    """Shows a record, or for one that is gone the sentence that says so: an old released chapter may still name it."""

    def run(self) -> Result:
        identifier, _, part = self.text.strip().partition(" ")
        domain = data_domain(self.env)
        collections = dialect.RECORD_ROLES[self.name]
        shown = domain.ask(self.env.current_document.docname, RecordQuery(collections, identifier))
        if isinstance(shown, Ask):
            report_unknown(self.env, identifier, collections, self.lineno)
            return tombstone(shown), []
        if part and part not in dialect.CONTACT_PARTS:
            self.report(
                Code.BLOCK_MISUSED, f"„{part}“ kennt {{{self.name}}} nicht.{closest(part, dialect.CONTACT_PARTS)}"
            )
            part = ""
        return _WRITERS[self.name](shown, domain.view, part), []

    def report(self, code: Code, sentence: str) -> None:
        path = Path(self.env.doc2path(self.env.current_document.docname))
        report(Finding(code, sentence, path=path, line=self.lineno))


class MunicipalityRole(RecordRole):
    """Shows a value of `kommune.yaml`, or whom to ask while it is unset."""

    def run(self) -> Result:
        domain = data_domain(self.env)
        known = municipality_values(domain.view)
        key = self.text.strip()
        if key not in known:
            sentence = f"„{key}“ gibt es in kommune.yaml nicht.{closest(key, known)}"
            self.report(Code.RECORD_UNKNOWN, f"{sentence} Möglich sind: {', '.join(known)}.")
        answer = domain.ask(self.env.current_document.docname, MunicipalityQuery(key))
        if isinstance(answer, Ask):
            return wording.ask(answer), []
        is_address = answer.startswith(("https://", "http://"))
        return [wording.web(answer) if is_address else nodes.Text(answer)], []


def write_fact(shown: Shown[Attested], view: View, part: str = "") -> list[nodes.Node]:
    fact = shown.record
    assert isinstance(fact, Fact)
    return wording.value([wording.span(fact.value_with_unit, "rg-fakt")], shown.disclosure, view.edition)


def write_sentence(shown: Shown[Attested], view: View, part: str = "") -> list[nodes.Node]:
    """The fact as a whole sentence; where it is not shown, what it is about and whom to ask."""
    fact = shown.record
    assert isinstance(fact, Fact)
    if not shown.disclosure.is_shown:
        return [nodes.Text(f"{fact.title}: "), *wording.elsewhere(shown.disclosure)]
    words = fact.wording or f"{fact.title}: {fact.value_with_unit}"
    return wording.value([nodes.Text(words)], shown.disclosure, view.edition)


def write_date(shown: Shown[Attested], view: View, part: str = "") -> list[nodes.Node]:
    appointment = shown.record
    assert isinstance(appointment, Appointment)
    return wording.value([wording.span(appointment.period, "rg-termin")], shown.disclosure, view.edition)


def write_contact(shown: Shown[Attested], view: View, part: str = "") -> list[nodes.Node]:
    """Name and phone, or the one part asked for; a part that is unknown says whom to ask."""
    place = shown.record
    assert isinstance(place, Place)
    if part == "name":
        return [nodes.Text(place.name)]
    parts: Mapping[str, nodes.Node | None] = {
        "telefon": wording.phone(place.phone) if place.phone else None,
        "email": wording.mail(place.mail) if place.mail else None,
        "web": wording.web(place.web) if place.web else None,
        "anschrift": nodes.Text(place.address) if place.address else None,
    }
    found = parts[part or "telefon"]
    if found is not None and shown.disclosure.is_shown:
        words: list[nodes.Node] = [nodes.Text("" if part else "Telefon "), found]
    elif shown.disclosure.is_shown:
        words = wording.ask_for_missing(shown.disclosure.ask)
    else:
        words = wording.ask(shown.disclosure.ask)
    if view.edition is Edition.WORKING and found is not None:
        words = [*words, nodes.Text(" "), wording.state_mark(shown.disclosure)]
    return words if part else [nodes.Text(f"{place.name}, "), *words]


_WRITERS: Mapping[str, Callable[[Shown[Attested], View, str], list[nodes.Node]]] = {
    "fakt": write_fact,
    "wortlaut": write_sentence,
    "kontakt": write_contact,
    "termin": write_date,
    "frist": write_date,
}


def setup_roles(app: Sphinx) -> None:
    for name in dialect.RECORD_ROLES:
        app.add_role(name, RecordRole())
    app.add_role(dialect.MUNICIPALITY_ROLE, MunicipalityRole())
