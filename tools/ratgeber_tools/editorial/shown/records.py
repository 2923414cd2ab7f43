"""What a reviewer sees where a chapter shows records from the data: a list's entries, or one record's lines."""

from __future__ import annotations

from collections.abc import Mapping

from ratgeber_tools import dialect
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.places import Place
from ratgeber_tools.data.presentation.lists import LABELS, LISTS, said_alone, said_record
from ratgeber_tools.data.presentation.options import ListOptions
from ratgeber_tools.data.presentation.pages import Glance
from ratgeber_tools.data.presentation.statements import NOTHING
from ratgeber_tools.data.presentation.statements import record_words as said_in_words
from ratgeber_tools.data.queries import RecordQuery, ShownRecord
from ratgeber_tools.editorial.shown.text import OPEN, alone, appointment_words, in_a_sentence, lines_of, missing

#: What a record is called in Word, by the directive that shows it.
_LABELS: Mapping[str, str] = {name: spec.title for name, spec in dialect.RECORD_BOXES.items()} | dict(LABELS)
#: What a list is, by its directive.
_HEADS: Mapping[str, str] = {
    "anlaufstellen": "Hier steht die Liste der Anlaufstellen aus den Daten",
    "schulverzeichnis": "Hier steht die Liste der Schulen aus den Daten",
    "schulseiten": "Im Druck stehen hier die Schulen, von denen genug bekannt ist",
    "schulsozialarbeit": "Hier steht die Liste der Schulsozialarbeit aus den Daten",
    "traegerverzeichnis": "Hier steht die Liste der Träger aus den Daten",
    "termine": "Hier steht die Liste der Termine aus den Daten",
    "naechste-termine": "Im Netz stehen hier die nächsten Termine aus den Daten",
    "jahreskalender": "Hier stehen die Kalender zum Aufhängen",
    "was-ist-wann-dran": "Hier steht, was wann dran ist, aus den Daten",
    "foerderhinweise": "Hier stehen die Hinweise zur Förderung aus den Daten",
    "browserspeicher": "Hier steht, was die Webseiten auf dem Gerät speichern",
}


def list_lines(directive: str, typed: Mapping[str, str], view: View) -> tuple[str, ...] | None:
    """Return what a list is and its entries; None for a directive that is no list of records."""
    if directive not in LISTS:
        return None
    options = ListOptions(directive, typed, view.records)
    lines = tuple(lines_of(LISTS[directive](options, Glance(view))))
    return (f"{_HEADS[directive]}{':' if lines else '.'}", *lines)


def record_lines(directive: str, identifier: str, typed: Mapping[str, str], view: View) -> tuple[str, ...] | None:
    """Return what a record is called and what it says; None for a directive that shows no record."""
    if directive not in _LABELS:
        return None
    label = _LABELS[directive]
    shown = RecordQuery(dialect.RECORD_DIRECTIVES[directive], identifier).answer(view)
    if isinstance(shown, Ask):
        return (f"{label}: [Angabe fehlt: {identifier}]",)
    title = f"{label}: {shown.record.label}"
    if directive not in dialect.RECORD_PARTS:
        if isinstance(shown.record, Appointment):
            return title, appointment_words(ShownRecord(shown.record, shown.disclosure))
        return (title, *alone(said_alone(shown)))
    options = ListOptions(directive, typed, view.records, dialect.RECORD_PARTS[directive])
    said = said_record(directive, identifier, options, Glance(view))
    assert not isinstance(said, Ask)
    if said.is_single and said.parts:
        title = f"{title} ({said.parts[0].heading})"
    return (title, *(tuple(lines_of(said.blocks())) or (NOTHING,)))


def record_words(role: str, content: str, view: View) -> str:
    """Return what a role shows of a record: `fakt`, `wortlaut`, a date, or a contact's name, number or one part."""
    identifier, _, part = content.strip().partition(" ")
    shown = RecordQuery(dialect.RECORD_ROLES[role], identifier).answer(view)
    if isinstance(shown, Ask):
        return f"[Angabe fehlt: {content}]"
    part = part if part in dialect.CONTACT_PARTS else ""
    label = ("" if part else "Telefon") if isinstance(shown.record, Place) else shown.record.label
    return in_a_sentence(said_in_words(role, shown, part), gap=missing([label]) if label else OPEN)
