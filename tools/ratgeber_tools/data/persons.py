"""People who work at schools: names and photos from a file outside the repository, each only as far as they agreed.

    kennung:
      name: …
      foto: …                 beside the file
      foto_beschreibung: …
      einwilligungen:
        - zweck: web          oder druck
          umfang: [name, foto]
          erteilt_am: 01.09.2026
          bis: 31.07.2027
          widerrufen_am:

A consent is for one purpose and has an end (Art. 7 GDPR: it can be withdrawn at any time).  Without a valid one every
edition shows the mailbox of the function alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.consents import Agreement, Purpose
from ratgeber_tools.data.fields import Text
from ratgeber_tools.data.loading import read_entries
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Finding

#: Names the file of persons, which lies outside the project.
PERSONS_VARIABLE = "RATGEBER_PERSONEN"


class ConsentScope(StrEnum):
    NAME = "name"
    PHOTO = "foto"


def _as_scopes(value: Any) -> Any:
    values = [value] if isinstance(value, str) else value
    return [entry.casefold() if isinstance(entry, str) else entry for entry in values]


class Consent(Agreement):
    """What a person agreed to have shown of them."""

    scope: Annotated[frozenset[ConsentScope], BeforeValidator(_as_scopes)] = Field(alias="umfang")


class Person(Record):
    name: Text = Field()
    photo: Text = Field(alias="foto", default="")
    photo_alt: Text = Field(alias="foto_beschreibung", default="")
    consents: tuple[Consent, ...] = Field(alias="einwilligungen", default=())


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """What may be shown of a person, and until when; `photo` is a file, None without consent or photo."""

    name: str
    photo: Path | None
    photo_alt: str
    until: date


@dataclass(frozen=True, slots=True)
class Persons:
    """The file of persons as read: `folder` is where its photos lie."""

    entries: Mapping[str, Person]
    folder: Path

    def shown(self, identifier: str | None, purpose: Purpose, today: date, *, cover: date | None) -> ShownPerson | None:
        """Return what the consents for `purpose` allow on `today`; they have to hold until `cover`.

        A name is the least: a photo without a name is not shown.
        """
        person = self.entries.get(identifier or "")
        if person is None or cover is None:
            return None
        holding = [
            consent
            for consent in person.consents
            if consent.purpose is purpose and consent.holds_on(today) and consent.until >= cover
        ]
        name = _longest(holding, ConsentScope.NAME)
        if name is None:
            return None
        photo = _longest(holding, ConsentScope.PHOTO) if person.photo and person.photo_alt else None
        until = min(name, photo) if photo is not None else name
        return ShownPerson(person.name, self.folder / person.photo if photo else None, person.photo_alt, until)


NOBODY = Persons({}, Path())


def persons_path() -> Path | None:
    """Return the file of persons that this machine is told of (`PERSONS_VARIABLE`), None for none."""
    named = os.environ.get(PERSONS_VARIABLE, "")
    return Path(named).expanduser().resolve() if named else None


def require_outside(path: Path) -> None:
    """Raise `InputError` for a file with names, or of consents, that lies in a repository."""
    if any((folder / ".git").exists() for folder in path.parents):
        raise InputError(
            f"{path} liegt in einer Versionsverwaltung. Legen Sie die Datei mit den Namen woandershin: "
            "Was einmal eingecheckt ist, lässt sich nicht mehr zurückholen."
        )


def load_persons(path: Path) -> tuple[Persons, tuple[Finding, ...]]:
    """Read the file of persons.

    Raises `InputError` if it is missing, or lies in a repository, from where names would spread with every copy.
    """
    path = path.expanduser().resolve()
    require_outside(path)
    if not path.is_file():
        raise InputError(f"Die Datei der Personen {path} gibt es nicht. Berichtigen Sie RATGEBER_PERSONEN.")
    entries, findings = read_entries(path, Person)
    return Persons(entries, path.parent), findings


def persons_now() -> Persons:
    """Return the persons this machine is told of; nobody where there is no file of them (yet)."""
    path = persons_path()
    return load_persons(path)[0] if path is not None and path.is_file() else NOBODY


def _longest(consents: list[Consent], scope: ConsentScope) -> date | None:
    return max((consent.until for consent in consents if scope in consent.scope), default=None)
