"""A fact sheet that came back, judged against the register: what is confirmed, and what only a person can settle.

Confirmed is only what the office ticked and nothing else, what the kept sheet asked in just these words, and whose
record has not changed since.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from ratgeber_tools.calling import program
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date, parse_date
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.states import confirmation_day
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.answers import AnswerVerdict, SheetAnswer, interpret
from ratgeber_tools.fact_sheets.sent import SentSheet
from ratgeber_tools.fact_sheets.sheets import (
    CLOSING,
    ELSE,
    FILLED_ON,
    SheetIdentity,
    guide_name,
    key_digest,
    line_digest,
    parse_identity,
    parse_mark,
)
from ratgeber_tools.fact_sheets.values import digest_of, lines_of, title_of
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet

_PAGE = re.compile(r"(?:Seite )?\d+(?: (?:von|/) \d+)?")


class AnswerKind(Enum):
    """What becomes of an entry, in the order of the list: what somebody has to do comes first."""

    CHANGED = "Geändert: bitte eintragen"
    DROPPED = "Entfällt: bitte entscheiden"
    UNCLEAR = "Unklar: bitte nachfragen oder entscheiden"
    REMARK = "Ohne Antwort, aber mit Anmerkung"
    ENTERED = "Eingetragen: bitte bestätigen"
    CONFIRMED = "Bestätigt"
    ALREADY = "Schon bestätigt"
    EMPTY = "Ohne Antwort"


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """One entry: `text` says what the office answered or why a person has to look; `key` is None if it is not known.

    `words` is the new value of `CHANGED` as the office wrote it; `is_doubtful` says that the record, its owner or the
    sheet is not what the office was asked about.
    """

    kind: AnswerKind
    key: Key | None
    title: str
    text: str = ""
    remarks: tuple[str, ...] = ()
    words: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class SheetReturn:
    """A judged sheet; `remarks` are words that belong to no entry, `missing` the entries the file has lost.

    `school` is the name of the school that has answered; then `office` is the one that confirms what it says.
    """

    office: str
    sheet_day: date
    day: date
    outcomes: tuple[SheetOutcome, ...]
    remarks: tuple[str, ...]
    missing: int
    school: str = ""

    @property
    def confirmed(self) -> tuple[Key, ...]:
        return tuple(
            outcome.key for outcome in self.outcomes if outcome.kind is AnswerKind.CONFIRMED and outcome.key is not None
        )


def judge(
    filled: FilledSheet, records: Records, *, sent: SentSheet, file: str, today: date, day: date | None = None,
    received: date | None = None,
) -> SheetReturn:  # fmt: skip
    """Return what becomes of a filled sheet that went out as `sent`.

    `day` is when the office answered, if the sheet does not say so; `received` is when the sheet came in, which counts
    where nobody has said a day, and is then told.

    Raises `InputError` with what to do for a sheet of another guide, an office that is gone, a day that cannot be, or
    a file that has lost what names its entries.
    """
    about = about_return(filled, records, file=file, today=today, day=day, received=received)
    identity = about.identity
    if identity.office not in records.contacts:
        raise InputError(
            f"Die Stelle {quoted(identity.office)}, an die {quoted(file)} ging, gibt es in anlaufstellen.yaml nicht "
            "mehr: Schreiben Sie der Stelle, die jetzt zuständig ist, ein neues Blatt."
        )
    keys = {key_digest(key): key for key, _ in records.attested()}
    counts = Counter(mark.key for entry in filled.entries if (mark := parse_mark(entry.mark)) is not None)
    judgement = _Judgement(records, identity, about.day, keys, counts, sent)
    outcomes = tuple(map(judgement.outcome, filled.entries))
    return SheetReturn(identity.office, identity.day, about.day, outcomes, about.remarks, about.missing)


@dataclass(frozen=True, slots=True)
class AboutReturn:
    """What a returned sheet says besides its answers: whose it is, from when, and what belongs to no entry."""

    identity: SheetIdentity
    day: date
    remarks: tuple[str, ...]
    missing: int


def about_return(
    filled: FilledSheet, records: Records, *, file: str, today: date, day: date | None, received: date | None
) -> AboutReturn:
    """Return what is known of a returned sheet; arguments and errors as of `judge`, whoever it went to."""
    identity = _identity(filled, records, file)
    answered_on, doubts = _answered_on(
        filled.closing.get(FILLED_ON, ""), identity, file=file, today=today, day=day, received=received
    )
    if not filled.entries:
        raise InputError(
            f"{quoted(file)} hat die Kennungen seiner Einträge verloren, vermutlich in einem anderen Programm: Tragen "
            f"Sie die Antworten von Hand ein, mit „{program()} fakten bestaetigen“."
        )
    others = _without_label(filled.closing.get(ELSE, ""), dict(CLOSING)[ELSE])
    loose = (line for line in filled.loose if line_digest(line) not in identity.lines and not _PAGE.fullmatch(line))
    remarks = tuple(filter(None, (*doubts, *others.splitlines(), *loose)))
    return AboutReturn(identity, answered_on, remarks, max(0, identity.entries - len(filled.entries)))


def _identity(filled: FilledSheet, records: Records, file: str) -> SheetIdentity:
    identity = parse_identity(filled.identity)
    if identity is None:
        raise InputError(
            f"{quoted(file)} sagt nicht lesbar, zu welcher Stelle und welchem Tag es gehört: Bitten Sie um die Datei "
            "noch einmal, oder tragen Sie die Antworten von Hand ein."
        )
    if identity.guide != guide_name(records):
        raise InputError(
            f"{quoted(file)} gehört zu einem anderen Ratgeber ({identity.guide}): Lesen Sie es dort ein, wo es "
            "geschrieben wurde."
        )
    return identity


def _answered_on(
    text: str, identity: SheetIdentity, *, file: str, today: date, day: date | None, received: date | None = None
) -> tuple[date, tuple[str, ...]]:
    """Return the day of the answer, and what a person should know about it."""
    typed = _without_label(text, dict(CLOSING)[FILLED_ON])
    on_sheet = parse_date(typed.removeprefix("den ")) if typed else None
    doubts: tuple[str, ...] = ()
    if typed and on_sheet is None:
        doubts = (f"Unter „Ausgefüllt am“ steht „{' '.join(typed.split())}“; das ließ sich nicht als Tag lesen.",)
    if day is not None and on_sheet is not None and day != on_sheet:
        raise InputError(
            f"In {quoted(file)} steht, dass es am {format_date(on_sheet)} ausgefüllt wurde, „--am“ nennt den "
            f"{format_date(day)}: Klären Sie den Tag, und rufen Sie den Befehl mit dem richtigen auf."
        )
    found = day or on_sheet
    if found is None and received is not None:
        found = received
        doubts += (f"Wann geantwortet wurde, steht nicht im Blatt; es gilt der Eingang am {format_date(received)}.",)
    if found is None:
        why = doubts[0] if doubts else f"In {quoted(file)} steht nicht, wann es ausgefüllt wurde."
        raise InputError(f"{why} Nennen Sie den Tag mit --am, zum Beispiel --am {format_date(today)}.")
    if found > today:
        raise InputError(f"Der {format_date(found)} liegt in der Zukunft. Nennen Sie den Tag der Antwort mit --am.")
    if found < identity.day:
        raise InputError(
            f"{quoted(file)} wurde am {format_date(identity.day)} geschrieben und kann nicht am {format_date(found)} "
            "ausgefüllt worden sein: Nennen Sie den Tag der Antwort mit --am."
        )
    return found, doubts


@dataclass(frozen=True, slots=True)
class _Judgement:
    records: Records
    identity: SheetIdentity
    day: date
    keys: Mapping[str, Key]
    counts: Mapping[str, int]
    sent: SentSheet

    def outcome(self, entry: FilledEntry) -> SheetOutcome:
        title = entry.shown.partition("\n")[0]
        answer = interpret(entry.fields)
        remarks = tuple(filter(None, (answer.remark, *entry.comments)))
        mark = parse_mark(entry.mark)
        key = self.keys.get(mark.key) if mark is not None else None
        record = self.records.get(key) if key is not None else None
        if mark is None or key is None or not isinstance(record, Attested):
            return SheetOutcome(
                AnswerKind.UNCLEAR,
                None,
                title,
                f"Den Eintrag gibt es in den Daten nicht mehr. {_said(answer)}",
                remarks,
            )
        if not self.sent.has_asked(entry.mark):
            text = f"Danach hat das Blatt, das hinausging, nicht gefragt; die Kennung wurde geändert. {_said(answer)}"
            return SheetOutcome(AnswerKind.UNCLEAR, None, title, text, remarks)
        if self.counts[mark.key] > 1:
            return SheetOutcome(
                AnswerKind.UNCLEAR, key, title, f"Der Eintrag steht mehrmals im Blatt. {_said(answer)}", remarks
            )
        doubts = []
        if not self.sent.is_as_sent(entry.mark, entry.shown):
            doubts.append(_edited(entry, record, self.records))
        if digest_of(key, record) != mark.record:
            doubts.append(
                f"Der Eintrag wurde in den Daten geändert, seit das Blatt am {format_date(self.identity.day)} "
                "geschrieben wurde; die Stelle hat den neuen Stand nicht gesehen."
            )
        if record.owner != self.identity.office:
            doubts.append(f"Zuständig ist inzwischen {quoted(record.owner) if record.owner else 'noch niemand'}.")
        return self._weigh(answer, key, record, title, doubts, remarks)

    def _weigh(
        self, answer: SheetAnswer, key: Key, record: Attested, title: str, doubts: list[str], remarks: tuple[str, ...]
    ) -> SheetOutcome:
        match answer.verdict:
            case AnswerVerdict.CHANGED:
                words = " ".join((f"Neu laut Stelle: „{answer.words}“.", *doubts))
                return SheetOutcome(AnswerKind.CHANGED, key, title, words, remarks, answer.words, bool(doubts))
            case AnswerVerdict.DROPPED:
                words = " ".join(("Die Stelle sagt, dass die Angabe entfällt.", *doubts))
                return SheetOutcome(AnswerKind.DROPPED, key, title, words, remarks, is_doubtful=bool(doubts))
            case AnswerVerdict.UNCLEAR:
                return SheetOutcome(AnswerKind.UNCLEAR, key, title, " ".join((answer.words, *doubts)), remarks)
            case AnswerVerdict.EMPTY if doubts and doubts[0].startswith(_EDITED):
                return SheetOutcome(
                    AnswerKind.UNCLEAR, key, title, " ".join(("Nichts ist angekreuzt.", *doubts)), remarks
                )
            case AnswerVerdict.EMPTY:
                return SheetOutcome(AnswerKind.REMARK if remarks else AnswerKind.EMPTY, key, title, "", remarks)
            case AnswerVerdict.RIGHT:
                return self._weigh_agreement(key, record, title, doubts, remarks)

    def _weigh_agreement(
        self, key: Key, record: Attested, title: str, doubts: list[str], remarks: tuple[str, ...]
    ) -> SheetOutcome:
        if record.valid_until is not None and record.valid_until < self.day:
            doubts.append(
                f"Eingetragen ist „gilt bis {format_date(record.valid_until)}“. Fragen Sie, bis wann es gilt."
            )
        if not record.is_known:
            doubts.append("In den Daten steht kein Wert.")
        if remarks:
            doubts.append("Dazu gibt es eine Anmerkung; lesen Sie erst, ob die Angabe damit noch stimmt.")
        if doubts:
            return SheetOutcome(
                AnswerKind.UNCLEAR, key, title, " ".join(("Angekreuzt ist „stimmt“.", *doubts)), remarks
            )
        before = confirmation_day(record)
        if before is not None and before >= self.day:
            return SheetOutcome(AnswerKind.ALREADY, key, title, f"seit {format_date(before)}")
        return SheetOutcome(AnswerKind.CONFIRMED, key, title)


_EDITED = "Der Text der Angabe selbst"


def _edited(entry: FilledEntry, record: Attested, records: Records) -> str:
    """Say what an office has typed into the entry itself, as far as it differs from what the register says now."""
    known = {" ".join(line.split()) for line in (title_of(record, records), *lines_of(record, records))}
    new = [line for line in entry.shown.splitlines() if line not in known]
    return f"{_EDITED} wurde im Blatt geändert, er lautet dort: „{' / '.join(new)}“."


def _said(answer: SheetAnswer) -> str:
    return f"Antwort: {answer.verdict.value}{f', „{answer.words}“' if answer.words else ''}."


def _without_label(text: str, label: str) -> str:
    return re.sub(rf"\A\s*{re.escape(label)}\s*:?\s*", "", text).strip(" _\n")
