"""People named in the guide, at the desk: what each agreed to, until when, and that somebody no longer does.

Names lie outside the project (`data.persons`) and stay there: nothing here is committed, and no message names anybody.
Every edition asks on the day it is made, so a withdrawal counts from that day on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.consents import Purpose
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.persons import ConsentScope, Person, Persons, load_persons, persons_path, require_outside
from ratgeber_tools.data.record_edits import RecordFile, merged, problems_in, with_new, with_values
from ratgeber_tools.data.record_fields import Typed, fields_of
from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.desk.consent_files import NOT_SET_UP
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.record_desk import RecordSaved
from ratgeber_tools.desk.register import ENDS_SOON
from ratgeber_tools.dialect import slug
from ratgeber_tools.pictures.fitting import UnusablePictureError, make_fit

_GONE = "Diese Person steht hier nicht mehr. Gehen Sie zurück zur Liste."
_UNREADABLE = "Die Liste der Personen ist gerade nicht lesbar. Fragen Sie, wer den Redaktionstisch betreibt."


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person: what may be shown of them now, in words, and whether that is good, middling or bad news."""

    identifier: str
    name: str
    web: str
    print: str
    mood: str
    has_photo: bool

    @property
    def place(self) -> str:
        return f"/personen/{self.identifier}"


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """The file of persons on a day; raises `RefusedError` where this machine is told of none."""

    path: Path
    today: date

    @classmethod
    def open(cls, today: date) -> PersonDesk:
        path = persons_path()
        if path is None:
            raise RefusedError(NOT_SET_UP)
        require_outside(path)
        return cls(path, today)

    def persons(self) -> Persons:
        return load_persons(self.path)[0] if self.path.is_file() else Persons({}, self.path.parent)

    def rows(self) -> list[PersonRow]:
        """Return everybody by name; those of whom nothing may be shown any more, or soon, first."""
        persons = self.persons()
        rows = [self._row(persons, each) for each in persons.entries.values()]
        return sorted(rows, key=lambda row: (("schlecht", "mittel", "gut").index(row.mood), row.name))

    def row(self, identifier: str) -> PersonRow:
        persons = self.persons()
        if identifier not in persons.entries:
            raise RefusedError(_GONE)
        return self._row(persons, persons.entries[identifier])

    def agreed(self, identifier: str) -> list[tuple[int, str, bool]]:
        """Return each consent: its number from 0, what was agreed in words, and whether it was withdrawn."""
        person = self.persons().entries.get(identifier)
        words = {choice: said for field in fields_of(Person) for part in field.parts for choice, said in part.choices}
        found = []
        for number, consent in enumerate(person.consents if person is not None else ()):
            what = " und ".join(words[each.value] for each in ConsentScope if each in consent.scope)
            said = f"{words[consent.purpose.value]}: {what}, vom {format_date(consent.granted_on)}"
            end = f"widerrufen am {format_date(consent.withdrawn_on)}" if consent.withdrawn_on else ""
            said = f"{said[:1].upper()}{said[1:]}, {end or f'gilt bis {format_date(consent.until)}'}"
            found.append((number, said, consent.withdrawn_on is not None))
        return found

    def _row(self, persons: Persons, person: Person) -> PersonRow:
        said = {each: self._shown(persons, person, each) for each in Purpose}
        ends = [end for _, end in said.values() if end is not None]
        mood = "schlecht" if not ends else "mittel" if min(ends) - self.today <= ENDS_SOON else "gut"
        has_photo = bool(person.photo) and (persons.folder / person.photo).is_file()
        return PersonRow(person.identifier, person.name, said[Purpose.WEB][0], said[Purpose.PRINT][0], mood, has_photo)

    def _shown(self, persons: Persons, person: Person, purpose: Purpose) -> tuple[str, date | None]:
        shown = persons.shown(person.identifier, purpose, self.today, cover=self.today)
        if shown is None:
            return "nichts", None
        what = "Name und Foto" if shown.photo else "der Name"
        return f"{what} bis {format_date(shown.until)}", shown.until

    # ------------------------------------------------------------------ forms

    def file_of(self, identifier: str | None) -> RecordFile:
        return RecordFile(self.path, identifier, Person)

    def said(self, identifier: str) -> dict[str, Typed]:
        place = self.file_of(identifier)
        found = place.said(place.text())
        if found is None:
            raise RefusedError(_GONE)
        return found

    def change(self, identifier: str, base: Mapping[str, Typed], mine: Mapping[str, Typed]) -> RecordSaved:
        """Write a form into a person's entry."""
        place = self.file_of(identifier)
        with files.held(self.path):
            text = place.text()
            now = self.said(identifier)
            both = merged(place.fields, base, mine, now)
            if both.conflicts:
                return RecordSaved(identifier, conflicts=both.conflicts, values=both.values, base=now)
            record, problems = problems_in(both.values, Person, identifier)
            if record is None:
                return RecordSaved(identifier, problems=problems, values=both.values, base=now)
            self._write(text, lambda: with_values(text, place, now, both.values))
        return RecordSaved(identifier, "Gespeichert.")

    def add(self, values: Mapping[str, Typed]) -> RecordSaved:
        """Write a new person; what they are called among the records tells nobody's name."""
        with files.held(self.path):
            text = self.file_of(None).text()
            known = read_yaml(text).values
            number = next(each for each in range(1, len(known) + 2) if f"person-{each}" not in known)
            place = self.file_of(f"person-{number}")
            record, problems = problems_in(values, Person, place.entry)
            if record is None:
                return RecordSaved(problems=problems, values=values)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._write(text, lambda: with_new(text, place, values))
            self.path.chmod(0o600)
        return RecordSaved(f"person-{number}", "Eingetragen.")

    def withdraw(self, identifier: str, number: int) -> str:
        """Note that a person no longer agrees to one of their consents, counted from 0, from today on."""
        with files.held(self.path):
            said = self.said(identifier)
            consents = said["einwilligungen"]
            assert isinstance(consents, list)
            if not 0 <= number < len(consents):
                raise RefusedError("Diese Einwilligung steht hier nicht mehr. Laden Sie die Seite neu.")
            day = format_date(self.today)
            fresh: list[Typed] = [
                {**each, "widerrufen_am": day} if at == number and isinstance(each, dict) else each
                for at, each in enumerate(consents)
            ]
            saved = self.change(identifier, said, {**said, "einwilligungen": fresh})
        if not saved.is_written:
            raise RefusedError("Diese Einwilligung ist unvollständig. Ändern Sie sie unten von Hand.")
        return "Das gilt ab jetzt. Im Netz verschwindet es, sobald neu veröffentlicht ist."

    def keep_photo(self, identifier: str, data: bytes) -> None:
        """Lay a person's photo beside the file of persons; hidden data in it goes."""
        said = self.said(identifier)
        try:
            fit = make_fit(data)
        except UnusablePictureError as error:
            raise RefusedError(f"Das Foto kann nicht genommen werden: {error}") from None
        path = self.path.parent / fit.file_name(slug(identifier))
        files.replace(path, fit.data, expected=files.read_bytes(path) if path.is_file() else None)
        path.chmod(0o600)
        self.change(identifier, said, {**said, "foto": path.name})

    def photo(self, identifier: str) -> Path:
        """Return a person's photo; raises `RefusedError` where there is none."""
        persons = self.persons()
        person = persons.entries.get(identifier)
        path = persons.folder / person.photo if person is not None and person.photo else None
        if path is None or path.parent != persons.folder or not path.is_file():
            raise RefusedError("Dazu gibt es kein Foto.")
        return path

    def _write(self, before: str, edit: Callable[[], str]) -> None:
        try:
            fresh = edit()
        except YamlEditError as error:
            raise RefusedError(_UNREADABLE) from error
        expected = before.encode("utf-8") if self.path.is_file() else None
        files.replace(self.path, fresh, expected=expected)
