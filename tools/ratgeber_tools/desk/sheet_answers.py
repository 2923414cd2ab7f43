"""Answers of a fact sheet looked at and taken over, some or all, by the same code as `ratgeber faktenblatt`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ratgeber_tools.data import confirming
from ratgeber_tools.data.records import Records
from ratgeber_tools.desk.waiting_sheets import WaitingAnswers
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.intake import Arrival, SheetIntake, draft, load
from ratgeber_tools.fact_sheets.returned import AnswerKind, SheetOutcome
from ratgeber_tools.files import held
from ratgeber_tools.findings import has_errors
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet, SheetField

#: What a click takes over; all else is for a person to enter, to ask about, or to decide.
_TAKEN = frozenset({AnswerKind.CONFIRMED, AnswerKind.ENTERED})
#: What needs nobody.
_QUIET = frozenset({AnswerKind.ALREADY, AnswerKind.EMPTY})
#: What is only going to be so.
_LABELS = {AnswerKind.CONFIRMED: "Stimmt, sagt die Stelle", AnswerKind.ENTERED: "Steht zur Übernahme bereit"}
_BROKEN = "In den Angaben der Stadt sind Fehler; darum lässt sich gerade nichts übernehmen. Die Redaktion behebt sie."
_LEFT_OUT = "(nannte eine Person; steht darum nicht hier)"


@dataclass(frozen=True, slots=True)
class SheetAnswerView:
    """An answer to look at: its question, what becomes of it, and what in it is about persons."""

    mark: str
    outcome: SheetOutcome
    lines: tuple[str, ...]
    persons: tuple[str, ...]
    is_done: bool

    @property
    def is_taken(self) -> bool:
        """Whether a click takes it over."""
        return self.outcome.kind in _TAKEN and not self.is_done

    @property
    def label(self) -> str:
        """What is said above an answer: what the office says, and what somebody has to do."""
        if self.is_done:
            return "Erledigt"
        return _LABELS.get(self.outcome.kind, self.outcome.kind.value)

    @property
    def is_quiet(self) -> bool:
        return self.outcome.kind in _QUIET and not self.outcome.remarks


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A sheet with every answer judged against the data of today; `remarks` belong to no question.

    `office` is what the office or school is called that has answered on `day`, `office_identifier` who stands by it.
    """

    office: str
    answers: tuple[SheetAnswerView, ...]
    remarks: tuple[str, ...]
    office_identifier: str
    is_school: bool
    sheet_day: date
    day: date

    @property
    def persons(self) -> tuple[str, ...]:
        every = [*(line for answer in self.answers for line in answer.persons), *_persons(self.remarks)]
        return tuple(dict.fromkeys(every))


def look_at(answers: WaitingAnswers, guide_folder: Path, today: date) -> LookedAt:
    """Return what would become of a sheet; raises `InputError` as `intake.draft`."""
    intake = _drafted(answers, answers.filled, guide_folder, _records(guide_folder), today)
    shown = tuple(
        SheetAnswerView(
            entry.mark,
            outcome,
            tuple(entry.shown.splitlines()[1:]),
            _persons((outcome.text, *outcome.remarks)),
            entry.mark in answers.done,
        )
        for entry, outcome in zip(answers.filled.entries, intake.result.outcomes, strict=True)
    )
    result = intake.result
    return LookedAt(
        result.school or intake.office, shown, result.remarks, result.office, bool(result.school),
        result.sheet_day, result.day,
    )  # fmt: skip


def take_over(
    answers: WaitingAnswers, marks: frozenset[str], guide_folder: Path, today: date
) -> tuple[list[Path], int]:  # fmt: skip
    """Write the answers of the entries `marks` into the data, and with the first of them the list of all.

    Return the files to check in and how many entries are as the office said.  Raises as `intake.draft` and
    `confirming.write_data`.
    """
    data = guide_folder / "daten"
    confirming.recover(data)
    with held(*data.glob("*.yaml")):
        before, loaded = load(data)
        if has_errors(loaded.findings):
            raise InputError(_BROKEN)
        chosen = replace(answers.filled, entries=tuple(e for e in answers.filled.entries if e.mark in marks))
        beside: dict[Path, bytes] = {}
        if not answers.is_noted:
            whole = _drafted(answers, without_persons(answers.filled), guide_folder, loaded.records, today)
            beside[whole.note] = whole.listing.encode("utf-8")
        number, contents = 0, {}
        if chosen.entries:
            made = _drafted(answers, chosen, guide_folder, loaded.records, today)
            contents = {path: text.encode("utf-8") for path, text in made.texts.items()}
            number = sum(outcome.kind in _TAKEN for outcome in made.result.outcomes)
        confirming.write_data(contents, before, beside)
    return [*contents, *beside], number


def without_persons(filled: FilledSheet) -> FilledSheet:
    """Return a sheet without words that name people: what becomes of it is checked in, and stays."""

    def harmless(words: str) -> str:
        return _LEFT_OUT if any(personal_in(words)) else words

    def field(each: SheetField) -> SheetField:
        if not any(personal_in(each.text)):
            return each
        label = each.text.partition(":")[0]
        return replace(each, text=f"{label}: {_LEFT_OUT}")

    def entry(each: FilledEntry) -> FilledEntry:
        return replace(each, fields=tuple(map(field, each.fields)), comments=tuple(map(harmless, each.comments)))

    entries = tuple(map(entry, filled.entries))
    closing = {mark: harmless(words) for mark, words in filled.closing.items()}
    return replace(filled, entries=entries, closing=closing, loose=tuple(map(harmless, filled.loose)))


def _drafted(
    answers: WaitingAnswers, filled: FilledSheet, guide_folder: Path, records: Records, today: date
) -> SheetIntake:  # fmt: skip
    sender = f"von {answers.sender}, am Redaktionstisch, {quoted(answers.file)}"
    return draft(filled, guide_folder, records, Arrival(answers.file, sender, today, received=answers.came))


def _records(guide_folder: Path) -> Records:
    _, loaded = load(guide_folder / "daten")
    if has_errors(loaded.findings):
        raise InputError(_BROKEN)
    return loaded.records


def _persons(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found.sentence for each in words for found in personal_in(each))
