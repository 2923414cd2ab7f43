"""An office's answer that changes a record: what would be entered, old and new beside each other, and its entering.

The record is written as its form does (`record_desk`).  An answer that came as it was asked counts as the office's
confirmation of that day, as its “stimmt” does; where the office has not seen what the record says by now, or wrote a
remark, the value is entered and nobody has confirmed it yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from ratgeber_tools.data import confirming
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.fields import Confidence
from ratgeber_tools.data.loading import load_records
from ratgeber_tools.data.record_edits import Problems, RecordFile, problems_in
from ratgeber_tools.data.record_fields import RecordField, Typed
from ratgeber_tools.desk.record_desk import RecordDesk, RecordSaved
from ratgeber_tools.desk.record_forms import as_text, said
from ratgeber_tools.desk.register import Register, RegisterRow
from ratgeber_tools.desk.sheet_answers import LookedAt, SheetAnswerView
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.new_values import new_values
from ratgeber_tools.fact_sheets.returned import AnswerKind
from ratgeber_tools.quotation import quoted

_OVER = "gilt nicht mehr"
_UNKNOWN = "noch unbekannt"


@dataclass(frozen=True, slots=True)
class SheetEntryView:
    """What an answer changes in a record: `lines` are label, old and new value.

    `seen` changes with anything the record says.  With `problems` the form has to be looked at (`is_form_needed`).
    """

    row: RegisterRow
    lines: tuple[tuple[str, str, str], ...]
    now: Mapping[str, Typed]
    values: Mapping[str, Typed]
    seen: str
    is_drop: bool = False
    is_form_needed: bool = False
    is_there_already: bool = False
    problems: Problems = field(default_factory=dict)

    @property
    def is_one_click(self) -> bool:
        return not self.is_form_needed and not self.is_there_already


def entry_of_answer(answer: SheetAnswerView, looked: LookedAt, register: Register) -> SheetEntryView | None:
    """Return what an answer changes; None for one that changes no record of the register, or is dealt with."""
    outcome = answer.outcome
    if answer.is_done or answer.is_taken or answer.is_quiet or outcome.key is None:
        return None
    row = next((row for row in register.rows if row.key == outcome.key), None)
    record = register.records.get(outcome.key)
    if row is None or not isinstance(record, Attested):
        return None
    place = register.file_of(row.kind.stem, row.key.identifier)
    now = place.said(place.text())
    if now is None:
        return None
    seen = sha256(as_text(now).encode("utf-8")).hexdigest()[:16]
    if outcome.kind is AnswerKind.DROPPED and not looked.is_school:
        is_over = record.valid_until is not None and record.valid_until < register.today
        line = ("Was gilt", row.value or _UNKNOWN, _OVER)
        return SheetEntryView(row, (line,), now, now, seen, is_drop=True, is_there_already=is_over)
    if outcome.kind is not AnswerKind.CHANGED:
        return SheetEntryView(row, (), now, now, seen, is_form_needed=True)
    new = new_values(outcome.words, record, now)
    values = new.values
    if values != now:
        values = {**values, "quellen": _with_word_of(looked, now["quellen"])}
    problems = {**_problems(place, values), **new.problems}
    return SheetEntryView(
        row, _lines(place, now, values, register), now, values, seen,
        is_form_needed=bool(problems), is_there_already=not problems and values == now, problems=problems,
    )  # fmt: skip


def enter(entry: SheetEntryView, answer: SheetAnswerView, looked: LookedAt, at: RecordDesk) -> RecordSaved:
    """Write what an answer changes into its record, and let the office stand by it where it may.

    Raises `RefusedError` as the record's form does.
    """
    stem, identifier = entry.row.kind.stem, entry.row.key.identifier
    if entry.is_drop:
        reason = f"{looked.office}, Faktenblatt vom {format_date(looked.sheet_day)}"
        return RecordSaved(identifier, at.end(stem, identifier, reason))
    saved = at.change(stem, identifier, entry.now, entry.values)
    if not saved.is_written or answer.outcome.is_doubtful or answer.outcome.remarks:
        return saved
    day, key = looked.day, entry.row.key
    records = load_records(at.register.folder).records
    record = records.get(key)
    if isinstance(record, Attested) and record.valid_until is not None and record.valid_until < day:
        return saved
    try:
        paths = confirming.confirm(records, [key], office=looked.office_identifier, day=day, today=at.register.today)
    except InputError:  # entered it is; why its office cannot stand by it, the record's own page says
        return saved
    alert = at.desk.commit(list(paths), f"Bestätigt von {looked.office}: {entry.row.label}", at.login)
    sentence = f"{quoted(entry.row.label)} ist eingetragen und bestätigt: {looked.office}, am {format_date(day)}."
    return RecordSaved(identifier, " ".join(filter(None, [sentence, alert])))


def _with_word_of(looked: LookedAt, sources: Typed) -> list[Typed]:
    """Return a record's sources with an office's word for the new value, as a school's is (`school_answers`).

    It takes the place of its earlier one; the others named the old value.
    """
    assert isinstance(sources, list)
    word: dict[str, Typed] = {
        "titel": f"Auskunft: {looked.office}",
        "adresse": "",
        "stand": format_date(looked.day),
        "vertrauen": Confidence.INSTITUTION.value,
        "gesehen_am": "",
    }
    return [*(row for row in sources if not (isinstance(row, dict) and row["titel"] == word["titel"])), word]


def _problems(place: RecordFile, values: Mapping[str, Typed]) -> Problems:
    _, problems = problems_in(values, place.model, place.identifier)
    return problems


def _lines(
    place: RecordFile, now: Mapping[str, Typed], new: Mapping[str, Typed], register: Register
) -> tuple[tuple[str, str, str], ...]:
    """Return each value that changes, as people read it."""
    unit = f" {new['einheit']}" if new.get("einheit") else ""

    def shown(each: RecordField, value: Typed, without: str) -> str:
        words = said(each, value, names)
        return f"{words}{unit * (each.key == 'wert')}" if words else without

    names = {each.collection: dict(register.choices(each.collection)) for each in place.fields if each.collection}
    return tuple(
        (each.label, shown(each, now[each.key], _UNKNOWN), shown(each, new[each.key], "nichts"))
        for each in place.fields
        if now[each.key] != new[each.key] and each.key != "quellen"
    )
