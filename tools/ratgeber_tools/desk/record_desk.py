"""Writes records for somebody at the desk: changed by a form, new, over, confirmed, looked up at a source.

The same data files as everybody else's, and for confirming and checking the same code as the command line's
(`data.confirming`).  What others change at the same time stays: files are read anew once nobody else writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data import confirming
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.grades import said_digest
from ratgeber_tools.data.loading import load_records, record_from
from ratgeber_tools.data.record_edits import (
    Problems,
    RecordFile,
    lapsed,
    merged,
    new_mistakes,
    problems_in,
    with_new,
    with_values,
)
from ratgeber_tools.data.record_fields import Typed
from ratgeber_tools.data.states import new_value
from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.data.yaml_records import entry_of, without_record
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.register import TOWN, Register, RegisterRow, kind_of
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.dialect import slug
from ratgeber_tools.quotation import quoted

_GONE = "Diese Angabe hat jemand gerade herausgenommen. Was Sie getippt haben, steht noch hier; legen Sie sie neu an."
_UNREADABLE = (
    "Die Angaben dieser Art sind gerade nicht lesbar: Jemand hat sie außerhalb geändert. Sagen Sie es der Redaktion."
)
_NO_OWNER = "{label} kann nur die zuständige Stelle bestätigen: {owner}."
_NATIONWIDE = "{label} gilt bundesweit; das bestätigt keine Stelle der Stadt. Sehen Sie an der Quelle nach."
_NO_VALUE = "{label} hat noch keinen Wert. Tragen Sie ihn ein, dann kann er bestätigt werden."
_ENDED = "{label} galt nur bis {end}. Nennen Sie beim Bestätigen, bis wann es jetzt gilt."
_NOBODY = "Ihre Stelle steht nicht unter den Anlaufstellen. Legen Sie sie dort an, dann kann sie bestätigen und prüfen."
_NOTHING = "Wählen Sie zuerst aus, was Sie meinen."
_UNSEEN = "{new}: Eltern sehen ihn, sobald jemand dort nachgesehen oder die zuständige Stelle ihn bestätigt hat."
_NO_SOURCE = "{label} hat diese amtliche Quelle nicht mehr. Laden Sie die Seite neu."


@dataclass(frozen=True, slots=True)
class RecordSaved:
    """What became of a form: written (`sentence`), or what keeps it from that, and what to show then.

    `base` is what the record says by now; `conflicts` what others typed where the form says something else.  `unseen`
    is what remains to be done about a new value that no source names yet.
    """

    identifier: str = ""
    sentence: str = ""
    unseen: str = ""
    problems: Problems = field(default_factory=dict)
    conflicts: Mapping[str, Typed] = field(default_factory=dict)
    values: Mapping[str, Typed] = field(default_factory=dict)
    base: Mapping[str, Typed] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        return not self.problems and not self.conflicts

    @property
    def told(self) -> str:
        return " ".join(filter(None, [self.sentence, self.unseen]))


@dataclass(frozen=True, slots=True)
class RecordDesk:
    """Writes for `login` on a day; `register` is the data as the form's page showed it."""

    desk: Desk
    register: Register
    login: Login

    @property
    def _today(self) -> date:
        return self.register.today

    # ------------------------------------------------------------------ forms

    def change(
        self,
        stem: str,
        identifier: str,
        base: Mapping[str, Typed],
        mine: Mapping[str, Typed],
        seen: Collection[str] = (),
    ) -> RecordSaved:
        """Write a form into its record; raises `RefusedError` for a record that is gone.

        `seen` are the marks (`source_mark`) of sources that somebody has held what the form says against.
        """
        place = self.register.file_of(stem, identifier)
        with self.desk.held(place.path):
            text = place.text()
            now = place.said(text)
            if now is None:
                raise RefusedError(_GONE)
            both = merged(place.fields, base, mine, now)
            if both.conflicts:
                return RecordSaved(identifier, conflicts=both.conflicts, values=both.values, base=now)
            problems, fresh = self._fresh(
                place,
                lambda: with_values(text, place, now, both.values, seen=seen, seen_for=mine),
                both.values,
            )
            if problems:
                return RecordSaved(identifier, problems=problems, values=both.values, base=now)
            if fresh == text:
                return RecordSaved(identifier, "Es war nichts zu ändern.")
            is_lapsed = bool(lapsed(place, text, both.values))
            changed = [each.label for each in place.fields if both.values[each.key] != now[each.key]]
            sentences = [
                "Gespeichert.",
                *self._meanwhile(both.meanwhile),
                *([self._lapse(stem, identifier)] * is_lapsed),
            ]
            label = self.register.row(stem, identifier).label
            told = self._written(place, text, fresh, f"{label}: {', '.join(changed)}", sentences)
            record, _ = record_from(entry_of(fresh, place.entry) or {}, place.model, place.identifier)
            new = new_value(record) if isinstance(record, Attested) else ""
            return RecordSaved(identifier, told, _UNSEEN.format(new=new) if new else "")

    def add(self, stem: str, values: Mapping[str, Typed]) -> RecordSaved:
        """Write a new record; it is called after its title, its name or its school."""
        kind = kind_of(stem)
        if kind.stem == TOWN:
            raise RefusedError("Die Stadt gibt es schon.")
        name = next((str(values[key]) for key in ("titel", "name", "schule") if values.get(key)), "")
        place = self.register.file_of(stem, None)
        with self.desk.held(place.path):
            text = place.text()
            identifier = self._free(slug(name, longest=50) or kind.stem)
            place = self.register.file_of(stem, identifier)
            problems, fresh = self._fresh(place, lambda: with_new(text, place, values), values)
            if problems:
                return RecordSaved(problems=problems, values=values)
            place.path.parent.mkdir(parents=True, exist_ok=True)
            sentence = self._written(place, text, fresh, f"{name}: neu", ["Angelegt."])
            return RecordSaved(identifier, sentence)

    def end(self, stem: str, identifier: str, reason: str) -> str:
        """Let a record hold no longer, from today on; return what was done in a sentence.

        What has no end of its own, a step, is taken out.
        """
        row = self.register.row(stem, identifier)
        place = self.register.file_of(stem, identifier)
        if row.entry is None:
            return self._take_out(row, place)
        with self.desk.held(place.path):
            now = self._now(place)
            said = f"Gilt nicht mehr (seit {format_date(self._today)}){f': {reason}' if reason else '.'}"
            note = " ".join(filter(None, [str(now["hinweis"]), said]))
            yesterday = format_date(self._today - timedelta(days=1))
            saved = self.change(stem, identifier, now, {**now, "gueltig_bis": yesterday, "hinweis": note})
        if not saved.is_written:
            raise RefusedError("; ".join(each for found in saved.problems.values() for each in found))
        return f"{quoted(row.label)} gilt nicht mehr. Eltern lesen ab jetzt, wen sie fragen können."

    def _take_out(self, row: RegisterRow, place: RecordFile) -> str:
        if place.entry is None:
            raise RefusedError("Die Stadt selbst lässt sich nicht streichen.")
        with self.desk.held(place.path):
            text = place.text()
            fresh = self._edited(lambda: without_record(text, row.key.identifier))
            self._written(place, text, fresh, f"{row.label}: gestrichen", [])
        return f"{quoted(row.label)} ist gestrichen."

    # ------------------------------------------------------------------ who stands by it

    def confirm(self, rows: Sequence[RegisterRow], until: date | None = None) -> str:
        """Have the login's office confirm records, all or none; return what was done in a sentence."""
        office = self._office()
        if not rows:
            raise RefusedError(_NOTHING)
        for row in rows:
            self._check_may_confirm(row, office)
            end = row.entry.record.valid_until if row.entry else None
            if until is None and end is not None and end < self._today:
                raise RefusedError(_ENDED.format(label=quoted(row.label), end=format_date(end)))
        if until is not None and until < self._today:
            raise RefusedError("Der letzte Tag liegt schon zurück. Nennen Sie einen, der noch kommt.")
        keys = [row.key for row in rows]

        def write() -> Sequence[Path]:
            return confirming.confirm(
                self.register.records, keys, office=office, day=self._today, today=self._today, valid_until=until
            )

        names = ", ".join(row.label for row in rows)
        count = f"{len(rows)} Angaben sind" if len(rows) > 1 else f"{quoted(names)} ist"
        return self._vouched(rows, write, f"Bestätigt: {names}"[:200], f"{count} bestätigt.")

    def look_up(self, rows: Sequence[RegisterRow], address: str) -> str:
        """Note that somebody of the login's office has seen records at their official source today, all or none.

        It counts as that office's check, and as evidence of today.
        """
        office = self._office()
        if not rows:
            raise RefusedError(_NOTHING)
        for row in rows:
            record = row.entry.record if row.entry else None
            if record is None or not record.is_known:
                raise RefusedError(_NO_VALUE.format(label=quoted(row.label)))
            if not any(source.address == address for source in record.sources):
                raise RefusedError(_NO_SOURCE.format(label=quoted(row.label)))
        keys = [row.key for row in rows]

        def write() -> Sequence[Path]:
            return confirming.check(
                self.register.records, keys, office=office, address=address, day=self._today, today=self._today
            )

        names = ", ".join(row.label for row in rows)
        sentence = self._vouched(rows, write, f"Nachgesehen: {names}"[:200], "Nachgesehen und eingetragen.")
        now = load_records(self.register.folder).records
        alone = [row for row in rows if not self._is_checked_by_two(now.get(row.key))]
        if alone:
            return f"{sentence} Damit ist es belegt; sieht noch ein anderes Amt nach, ist es geprüft."
        return f"{sentence} Zwei Ämter haben nachgesehen: Damit ist es geprüft."

    def add_source(self, row: RegisterRow, title: str, address: str) -> Problems:
        """Add an official source seen today to a record; return what is wrong with it."""
        place = self.register.file_of(row.kind.stem, row.key.identifier)
        with self.desk.held(place.path):
            now = self._now(place)
            source: Typed = {
                "titel": title,
                "adresse": address,
                "stand": "",
                "vertrauen": "amtlich",
                "gesehen_am": format_date(self._today),
            }
            sources = now["quellen"]
            assert isinstance(sources, list)
            saved = self.change(row.kind.stem, row.key.identifier, now, {**now, "quellen": [*sources, source]})
        return saved.problems

    # ------------------------------------------------------------------ how it is written

    def _office(self) -> str:
        found = self.register.office_identifier
        if found is None:
            raise RefusedError(_NOBODY)
        return found

    def _check_may_confirm(self, row: RegisterRow, office: str) -> None:
        record = row.entry.record if row.entry else None
        if record is None or record.owner != office:
            owner = self.register.records.contacts.get((record.owner if record else None) or "")
            named = owner.name if owner is not None else "noch niemand; tragen Sie ein, wer zuständig ist"
            raise RefusedError(_NO_OWNER.format(label=quoted(row.label), owner=named))
        if record.is_nationwide:
            raise RefusedError(_NATIONWIDE.format(label=quoted(row.label)))
        if not record.is_known:
            raise RefusedError(_NO_VALUE.format(label=quoted(row.label)))

    def _vouched(
        self, rows: Sequence[RegisterRow], write: Callable[[], Sequence[Path]], message: str, sentence: str
    ) -> str:
        """Write and commit what somebody vouches for, if the records still say what was shown."""
        paths = sorted({self.register.file_of(row.kind.stem, row.key.identifier).path for row in rows})
        with self.desk.held(*paths):
            now = load_records(self.register.folder).records
            for row in rows:
                shown, found = self.register.records.get(row.key), now.get(row.key)
                assert shown is not None
                if found is None or said_digest(found) != said_digest(shown):
                    raise RefusedError(f"{quoted(row.label)} hat gerade jemand geändert. Sehen Sie noch einmal hin.")
            return " ".join(filter(None, [sentence, self.desk.commit(list(write()), message, self.login)]))

    def _is_checked_by_two(self, record: object) -> bool:
        if not isinstance(record, Attested):
            return False
        digest = said_digest(record)
        return len({check.office for check in record.checks if check.digest == digest}) > 1

    def _now(self, place: RecordFile) -> dict[str, Typed]:
        now = place.said(place.text())
        if now is None:
            raise RefusedError(_GONE)
        return now

    def _fresh(self, place: RecordFile, edit: Callable[[], str], values: Mapping[str, Typed]) -> tuple[Problems, str]:
        """Return what is wrong with values, or the file's text with them."""
        record, problems = problems_in(values, place.model, place.identifier)
        if record is None:
            return problems, ""
        fresh = self._edited(edit)
        return new_mistakes(fresh, place, load_records(self.register.folder)), fresh

    def _edited(self, edit: Callable[[], str]) -> str:
        try:
            return edit()
        except YamlEditError as error:
            raise RefusedError(_UNREADABLE) from error

    def _written(self, place: RecordFile, before: str, after: str, message: str, sentences: Sequence[str]) -> str:
        expected = before.encode("utf-8") if place.path.is_file() else None
        files.replace(place.path, after, expected=expected)
        uncommitted = self.desk.commit([place.path], message, self.login)
        return " ".join(filter(None, [*sentences, uncommitted]))

    def _meanwhile(self, labels: Sequence[str]) -> list[str]:
        return (
            [f"Inzwischen hat jemand anderes geändert: {', '.join(labels)}; beides steht jetzt da."] if labels else []
        )

    def _lapse(self, stem: str, identifier: str) -> str:
        entry = self.register.row(stem, identifier).entry
        owner = entry.office if entry is not None else ""
        whom = f"Bitten Sie um eine neue: {owner}." if owner else "Tragen Sie ein, wer zuständig ist."
        return f"Die Bestätigung galt dem, was vorher da stand, und ist weg. {whom}"

    def _free(self, wanted: str) -> str:
        """Return a name no record of any kind has; contacts, schools and operators share theirs."""
        taken = {key.identifier for key, _ in load_records(self.register.folder).records.everything()}
        number = 2
        found = wanted
        while found in taken:
            found, number = f"{wanted}-{number}", number + 1
        return found
