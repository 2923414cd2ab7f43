"""All records of a guide: one mapping a kind, and where each entry stands in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested, Record
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.funding import Funding
from ratgeber_tools.data.municipality import Municipality
from ratgeber_tools.data.places import ContactPoint, Operator, Place, School
from ratgeber_tools.data.social_work import SocialWorkSite
from ratgeber_tools.data.steps import Step

MUNICIPALITY_FILE = "kommune.yaml"


class Collection(NamedTuple):
    """A kind of record: the attribute of `Records`, its file, its type, and what messages call one entry."""

    name: str
    file: str
    model: type[Record]
    german: str


COLLECTIONS: tuple[Collection, ...] = (
    Collection("contacts", "anlaufstellen.yaml", ContactPoint, "Anlaufstelle"),
    Collection("operators", "traeger.yaml", Operator, "Träger"),
    Collection("facts", "fakten.yaml", Fact, "Fakt"),
    Collection("appointments", "termine.yaml", Appointment, "Termin"),
    Collection("schools", "schulen.yaml", School, "Schule"),
    Collection("social_work", "schulsozialarbeit.yaml", SocialWorkSite, "Eintrag der Schulsozialarbeit"),
    Collection("funding", "foerderung.yaml", Funding, "Förderung"),
    Collection("steps", "schritte.yaml", Step, "Schritt"),
    Collection("films", "film.yaml", Film, "Film"),
    Collection("exhibitions", "ausstellung.yaml", Exhibition, "Ausstellung"),
)


class Key(NamedTuple):
    """What names a record throughout: the attribute of `Records` it lies in, and its identifier."""

    collection: str
    identifier: str


class Origin(NamedTuple):
    """Where an entry begins: its file, and the 1-based line of its key."""

    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Records:
    """Everything `ratgeber/daten` says, as far as it could be read."""

    contacts: Mapping[str, ContactPoint] = field(default_factory=dict)
    operators: Mapping[str, Operator] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    appointments: Mapping[str, Appointment] = field(default_factory=dict)
    schools: Mapping[str, School] = field(default_factory=dict)
    social_work: Mapping[str, SocialWorkSite] = field(default_factory=dict)
    funding: Mapping[str, Funding] = field(default_factory=dict)
    steps: Mapping[str, Step] = field(default_factory=dict)
    films: Mapping[str, Film] = field(default_factory=dict)
    exhibitions: Mapping[str, Exhibition] = field(default_factory=dict)
    municipality: Municipality = field(default_factory=Municipality)
    origins: Mapping[Key, Origin] = field(default_factory=lambda: MappingProxyType({}))

    def place(self, identifier: str) -> Place | None:
        """Return the contact point, school or operator of that name."""
        return self.contacts.get(identifier) or self.schools.get(identifier) or self.operators.get(identifier)

    def get(self, key: Key) -> Record | None:
        found: Record | None = getattr(self, key.collection).get(key.identifier)
        return found

    def everything(self) -> Iterator[tuple[Key, Record]]:
        """Yield every record, file by file, in the order typed."""
        for collection in COLLECTIONS:
            for identifier, record in getattr(self, collection.name).items():
                yield Key(collection.name, identifier), record

    def attested(self) -> Iterator[tuple[Key, Attested]]:
        """Yield every record that an office can confirm, file by file, in the order typed."""
        yield from ((key, record) for key, record in self.everything() if isinstance(record, Attested))


def german_name(collection: str) -> str:
    """Return what messages call an entry of `collection`."""
    return next(entry.german for entry in COLLECTIONS if entry.name == collection)
