"""What no value alone says: do references lead somewhere, does the owner confirm, does a film contradict itself?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic import BaseModel

from ratgeber_tools.calling import program
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested, Record
from ratgeber_tools.data.design import oddities_of
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.funding import Funding
from ratgeber_tools.data.grades import official_sources
from ratgeber_tools.data.media import MediaPicture, format_seconds
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.places import School
from ratgeber_tools.data.records import Key, Records, german_name
from ratgeber_tools.data.social_work import SocialWorkSite
from ratgeber_tools.data.states import new_value
from ratgeber_tools.data.steps import Step, parse_day_of_year
from ratgeber_tools.data.validation import closest
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.quotation import quoted

#: Keys of `kommune.yaml` whose value names an entry: the kind of record it is in, and the value.
_OF_MUNICIPALITY: Mapping[str, tuple[str, Callable[[Municipality], str | None]]] = {
    "auskunft": ("contacts", lambda town: town.information),
    "redaktion": ("contacts", lambda town: town.editorial_office),
    "kontakt": ("contacts", lambda town: town.imprint.contact),
    "datenschutz": ("contacts", lambda town: town.imprint.data_protection),
    "barrierefreiheit": ("contacts", lambda town: town.imprint.accessibility_contact),
    "ombudsstelle": ("contacts", lambda town: town.accessibility.ombuds_office),
    "stichtag": ("facts", lambda town: town.cut_off_fact),
}


class Reference(NamedTuple):
    """A key whose value names entries of another file."""

    model: type[Record]
    key: str  # as typed
    collection: str
    values: Callable[[Any], Iterable[str | None]]


_REFERENCES: tuple[Reference, ...] = (
    Reference(Attested, "zustaendig", "contacts", lambda record: (record.owner,)),
    Reference(Attested, "bestaetigt_durch", "contacts", lambda record: (record.confirmed_by,)),
    Reference(Attested, "pruefungen", "contacts", lambda record: (check.office for check in record.checks)),
    Reference(School, "traeger", "operators", lambda record: (record.operator,)),
    Reference(Appointment, "schule", "schools", lambda record: (record.school,)),
    Reference(Appointment, "foerderung", "funding", lambda record: (record.funding,)),
    Reference(Appointment, "ausstellung", "exhibitions", lambda record: (record.exhibition,)),
    Reference(SocialWorkSite, "schule", "schools", lambda record: (record.school,)),
    Reference(SocialWorkSite, "traeger", "operators", lambda record: (record.operator,)),
    Reference(SocialWorkSite, "vertretung", "social_work", lambda record: (record.stand_in,)),
    Reference(Funding, "fakten", "facts", lambda record: (*record.facts, *_of_steps(record, "facts"))),
    Reference(Funding, "rest_des_topfes", "facts", lambda record: (record.remaining,)),
    Reference(Funding, "fristen", "appointments", lambda record: record.deadlines),
    Reference(Funding, "termine", "appointments", lambda record: _of_steps(record, "appointments")),
    Reference(Step, "fakten", "facts", lambda record: record.facts),
    Reference(Film, "vorfuehrungen", "contacts", lambda record: (record.screenings,)),
    Reference(Exhibition, "anfrage", "contacts", lambda record: (record.lending.contact,)),
)


def collection_named(model: type[BaseModel], key: str) -> str:
    """Return the kind of record whose entries a key of `model`, or of a part of it, names; "" if it names none."""
    if issubclass(model, Municipality):
        return _OF_MUNICIPALITY[key][0] if key in _OF_MUNICIPALITY else ""
    found = (each.collection for each in _REFERENCES if issubclass(model, each.model) and each.key == key)
    return next(found, "")


def _of_steps(funding: Funding, attribute: str) -> Iterator[str]:
    for step in (*funding.steps, *funding.voting):
        yield from getattr(step, attribute)


def check_plausibility(records: Records) -> Iterator[Finding]:
    """Yield what does not fit together, with the file and line of the entry concerned."""
    for key, record in records.everything():
        for code, sentence in (*_broken_references(record, records), *_oddities(record)):
            origin = records.origins[key]
            yield Finding(code, f"{_name(key)}: {sentence}", path=origin.path, line=origin.line)
    yield from _names_taken_twice(records)
    yield from _broken_references_of_municipality(records)


def _name(key: Key) -> str:
    return f"{german_name(key.collection)} „{key.identifier}“"


def _broken_references(record: Record, records: Records) -> Iterator[tuple[Code, str]]:
    for reference in _REFERENCES:
        if not isinstance(record, reference.model):
            continue
        known: Mapping[str, object] = getattr(records, reference.collection)
        for identifier in reference.values(record):
            if identifier is not None and identifier not in known:
                yield (
                    Code.DATA_REFERENCE,
                    f"„{identifier}“ bei „{reference.key}“ steht nicht unter den Einträgen der Art "
                    f"„{german_name(reference.collection)}“.{closest(identifier, known)}",
                )


def _oddities(record: Record) -> Iterator[tuple[Code, str]]:
    """Yield what contradicts itself within one entry."""
    if isinstance(record, Step):
        yield from _oddities_of_step(record)
    if not isinstance(record, Attested):
        return
    yield from _media_oddities(record)
    if (record.confirmed_by is None) != (record.confirmed_on is None):
        yield Code.DATA_VALUE, "„bestaetigt_durch“ und „bestaetigt_am“ gehören zusammen, hier fehlt eines davon."
    elif record.confirmed_by is not None and record.is_nationwide:
        yield (
            Code.DATA_VALUE,
            "Was bundesweit gilt, kann keine Stelle der Stadt bestätigen; die Bestätigung zählt nicht. "
            "Zwei Personen aus verschiedenen Ämtern prüfen es: "
            f"{program()} fakten pruefen {record.identifier} --amt AMT --quelle ADRESSE",
        )
    elif record.confirmed_by is not None and record.confirmed_by != record.owner:
        yield (
            Code.DATA_VALUE,
            f"Bestätigen kann nur die zuständige Stelle ({record.owner or 'hier ist keine genannt'}), "
            f"nicht {quoted(record.confirmed_by)}. Der Eintrag gilt als unbestätigt.",
        )
    yield from _oddities_of_vouching(record)
    if new := new_value(record):
        sources = official_sources(record.sources)
        look = f"pruefen {record.identifier} --amt AMT --quelle {sources[0].address}" if sources else ""
        todo = look or f"bestaetigen {record.identifier} --stelle {record.owner or 'STELLE'} --am TT.MM.JJJJ"
        yield Code.DATA_NEW_VALUE, f"{new}. Klären Sie, ob er stimmt: {program()} fakten {todo}"
    if isinstance(record, Fact | Appointment):
        if record.owner is None and not record.is_nationwide:
            yield Code.DATA_MISSING, "Es fehlt „zustaendig“: die Stelle, die den Wert bestätigen kann."
        if record.is_known and not record.is_none and not record.sources and record.confirmed_on is None:
            yield Code.DATA_MISSING, "Es fehlt „quellen“: Woher stammt der Wert?"
    if isinstance(record, Appointment) and record.first and record.last and record.first > record.last:
        yield Code.DATA_VALUE, "„von“ liegt nach „bis“."
    if isinstance(record, Fact) and record.unit and not record.value:
        yield Code.DATA_VALUE, "Zu „einheit“ fehlt „wert“."


def _oddities_of_vouching(record: Attested) -> Iterator[tuple[Code, str]]:
    """An empty entry is nobody's word, and a check is of an official source that is still there."""
    if not record.is_known and (record.confirmed_on is not None or record.checks):
        yield Code.DATA_VALUE, "Der Eintrag ist leer, ein leerer Wert kann nicht bestätigt oder geprüft sein."
    if record.is_nationwide and record.is_known and not official_sources(record.sources):
        yield (
            Code.DATA_MISSING,
            "Was bundesweit gilt, braucht eine amtliche Quelle mit Adresse (Gesetz, Ministerium): vertrauen: amtlich.",
        )
    addresses = {source.address for source in official_sources(record.sources)}
    for check in record.checks:
        if check.address not in addresses:
            yield Code.DATA_VALUE, f"Geprüft wurde an „{check.address}“, das ist keine amtliche Quelle des Eintrags."


def _oddities_of_step(step: Step) -> Iterator[tuple[Code, str]]:
    if step.first and step.last and step.first > step.last:
        yield Code.DATA_VALUE, "„von“ liegt nach „bis“; ein Schritt reicht nicht über Neujahr."
    if (step.first or step.last or step.month) and not step.facts:
        yield Code.DATA_MISSING, "Es fehlt „fakten“: Worauf stützt sich der Tag oder Monat?"


def _names_taken_twice(records: Records) -> Iterator[Finding]:
    """`{kontakt}` takes contact points, schools and operators alike, so their identifiers may not meet."""
    taken: dict[str, Key] = {}
    for collection in ("contacts", "schools", "operators"):
        for identifier in getattr(records, collection):
            key = Key(collection, identifier)
            if identifier in taken:
                origin = records.origins[key]
                sentence = f"{_name(key)}: Die Kennung trägt auch {_name(taken[identifier])}. Nehmen Sie eine andere."
                yield Finding(Code.DATA_VALUE, sentence, path=origin.path, line=origin.line)
            taken.setdefault(identifier, key)


def _broken_references_of_municipality(records: Records) -> Iterator[Finding]:
    municipality = records.municipality
    for key, (collection, value) in _OF_MUNICIPALITY.items():
        identifier = value(municipality)
        if collection != "contacts":
            continue
        if identifier is not None and identifier not in records.contacts:
            origin = records.origins[Key("municipality", key)]
            sentence = f"„{identifier}“ bei „{key}“ ist keine Anlaufstelle.{closest(identifier, records.contacts)}"
            yield Finding(Code.DATA_REFERENCE, sentence, path=origin.path, line=origin.line)
    fact = municipality.cut_off_fact
    if fact is not None and (fact not in records.facts or parse_day_of_year(records.facts[fact].value) is None):
        origin = records.origins[Key("municipality", "stichtag")]
        hint = closest(fact, records.facts)
        sentence = f"„{fact}“ bei „stichtag“ ist kein Fakt, dessen Wert ein Tag ist (30. Juni).{hint}"
        yield Finding(Code.DATA_REFERENCE, sentence, path=origin.path, line=origin.line)


def _media_oddities(record: Record) -> Iterator[tuple[Code, str]]:
    """Yield code and sentence of every mistake; nothing for other kinds of record."""
    if isinstance(record, Film):
        yield from _of_film(record)
    elif isinstance(record, Exhibition):
        yield from ((Code.DATA_VALUE, sentence) for sentence in oddities_of(record.design))
        for panel in record.panels:
            if panel.picture is not None:
                yield from _of_picture(panel.picture)


def _of_film(film: Film) -> Iterator[tuple[Code, str]]:
    if film.poster is not None:
        yield from _of_picture(film.poster)
    for one, other in pairwise(film.chapters):
        if other.start <= one.start:
            yield Code.DATA_VALUE, f"{quoted(other.title)} unter „kapitel“ beginnt nicht nach {quoted(one.title)}."
    last = max((chapter.start for chapter in film.chapters), default=0)
    if film.duration is not None and last >= film.duration:
        yield (
            Code.DATA_VALUE,
            f"Unter „kapitel“ steht {format_seconds(last)}, der Film dauert aber nur {format_seconds(film.duration)}.",
        )
    if film.file and not film.captions:
        yield Code.DATA_MISSING, "Es fehlt „untertitel“: Ohne sie darf der Film nicht ins Netz."


def _of_picture(picture: MediaPicture) -> Iterator[tuple[Code, str]]:
    if not picture.alt:
        yield Code.ALT_MISSING, f"Dem Bild {quoted(picture.file)} fehlt „beschreibung“."
