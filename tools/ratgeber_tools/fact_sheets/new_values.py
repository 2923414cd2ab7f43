"""What the words of an office change in its record: taken only where it is plain which value they are, and that they
are one.

All else is for a person in the record's form, which begins with what could be taken and says at its field what could
not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import MONTHS, format_date, parse_date
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.record_edits import Problems
from ratgeber_tools.data.record_fields import PROVENANCE, RARELY, RecordFieldKind, Typed, fields_of, without_empty
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.quotation import quoted

#: What a value looks like: one that looked so before has to look so again.
_SHAPES = {
    "eine Zahl": re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?"),
    "ein Tag wie 1. März": re.compile(rf"\d{{1,2}}\. (?:{'|'.join(MONTHS)})(?: \d{{4}})?"),
    "ein Tag wie 24.11.2026": re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4})?"),
}
_LONGEST_VALUE = 80
_SENTENCE_END = re.compile(r"[!?;:]|[a-zäöüß]\.(?:\s|$)")
_PERIOD = re.compile(r"(?:vom |von |ab )?(?P<first>[\d. ]+?)\s*(?:bis(?: zum)?|–|-)\s*(?P<last>[\d. ]+)")
_DAY = re.compile(r"(?P<lead>am |ab |bis |bis zum )?(?P<day>[\d. ]+|\d{4}-\d\d-\d\d)")

_PERSON = "Die Antwort nennt eine Person. Tragen Sie ein, was ohne sie zu sagen ist."
_WHICH = "Es ist nicht klar, welchen Wert die Stelle meint. Tragen Sie ihn dort ein, wohin er gehört."
_OTHER_SHAPE = "Bisher stand hier {shape}. Tragen Sie ein, was die Stelle meint."
_NO_NUMBER = "Hier gehört eine Zahl hin, weil die Einheit daneben steht."
_MORE = "Das ist mehr als ein Wert. Tragen Sie ein, was davon in den Satz gehört."
_WORDING = "Hier steht noch, was bisher galt. Schreiben Sie den Satz mit dem neuen Wert."
_ONE_DAY = "Die Stelle nennt nur einen Tag; bisher war es ein Zeitraum. Welcher ist es?"
_TWO_DAYS = "Die Stelle nennt zwei Tage; bisher war es einer. Sehen Sie nach, ob das so gemeint ist."


@dataclass(frozen=True, slots=True)
class NewValues:
    """The values of a record's form as the office has it now; with `problems`, by path of the field, a person has to
    look first."""

    values: Mapping[str, Typed]
    problems: Problems = field(default_factory=dict)


def new_values(words: str, record: Attested, now: Mapping[str, Typed]) -> NewValues:
    """Return what `words` of an office change in a record whose form says `now`."""
    words = " ".join(words.split())
    if any(personal_in(words)):
        return NewValues(now, {"": [_PERSON]})
    if isinstance(record, Fact):
        return _of_fact(words, now)
    if isinstance(record, Appointment):
        return _of_appointment(words, record, now)
    return _of_fields(words, record, now)


def _of_fact(words: str, now: Mapping[str, Typed]) -> NewValues:
    before, unit, wording = (str(now[key]) for key in ("wert", "einheit", "wortlaut"))
    value = words[: -len(unit)].strip() if unit and words.casefold().endswith(unit.casefold()) else words
    problems: dict[str, list[str]] = {}
    shape = next((name for name, pattern in _SHAPES.items() if pattern.fullmatch(before)), "")
    if shape and not _SHAPES[shape].fullmatch(value):
        problems["wert"] = [_OTHER_SHAPE.format(shape=shape)]
    elif unit and not before and not _SHAPES["eine Zahl"].fullmatch(value):
        problems["wert"] = [_NO_NUMBER]
    elif not shape and (len(value) > _LONGEST_VALUE or _SENTENCE_END.search(value)):
        problems["wert"] = [_MORE]
    values: dict[str, Typed] = {**now, "wert": value}
    if wording:
        # A number or a day stands in a sentence in its own sign for sign; of other words nobody knows what they rule.
        parts = re.split(rf"(?<![\w.,]){re.escape(before)}(?![\w]|[.,]\d)", wording) if shape else []
        if len(parts) == 2 and not problems:
            values["wortlaut"] = value.join(parts)
        else:
            problems["wortlaut"] = [_WORDING]
    return NewValues(values, problems)


def _of_appointment(words: str, record: Appointment, now: Mapping[str, Typed]) -> NewValues:
    is_end_alone = record.first is None and record.last is not None
    is_period = record.first is not None and record.last is not None and record.first != record.last
    period, single = _PERIOD.fullmatch(words), _DAY.fullmatch(words)
    last = parse_date(period["last"]) if period else None
    first = _beginning(period["first"].strip(), last) if period and last else None
    if first and last:
        values: dict[str, Typed] = {**now, "von": format_date(first), "bis": format_date(last)}
        return NewValues(values, {} if is_period or not record.is_known else {"bis": [_TWO_DAYS]})
    day = parse_date(single["day"]) if single else None
    if single is None or day is None:
        key = "bis" if is_end_alone else "von"
        return NewValues({**now, key: words})  # what it is not, the model says at its field
    lead = (single["lead"] or "").strip()
    is_end = lead.startswith("bis")
    if is_period:
        return NewValues({**now, "bis" if is_end else "von": format_date(day)}, {"von": [_ONE_DAY]})
    if record.is_known and ((is_end and not is_end_alone) or (lead in ("am", "ab") and is_end_alone)):
        return NewValues({**now, "von": format_date(day)}, {"von": [_WHICH]})
    if is_end or is_end_alone:
        return NewValues({**now, "bis": format_date(day)})
    both: dict[str, Typed] = {"von": format_date(day)}
    if now["bis"]:
        both["bis"] = format_date(day)
    return NewValues({**now, **both})


def _beginning(text: str, last: date) -> date | None:
    """Return the first day of a period, whose year may stand at its last day alone."""
    return parse_date(text) or parse_date(f"{text}{last.year}")


def _of_fields(words: str, record: Attested, now: Mapping[str, Typed]) -> NewValues:
    """Return what words change in one of several fields: the one they name (“Telefon: 0340 1”), or the only one."""
    plain = (RecordFieldKind.TEXT, RecordFieldKind.DAY, RecordFieldKind.LONG)
    aside = (*PROVENANCE, *RARELY, "name", "titel", "art")
    fields = [each for each in fields_of(type(record)) if each.key not in aside]
    label, sign, rest = words.partition(":")
    named = next((each for each in fields if sign and each.label.casefold() == label.strip().casefold()), None)
    known = [each for each in fields if without_empty(now[each.key]) is not None]
    found = named or (known[0] if len(known) == 1 else None)
    value = rest.strip() if named else words
    if found is None or found.kind not in plain or not value:
        return NewValues(now, {"": [f"{_WHICH} Sie schreibt: {quoted(words)}."]})
    return NewValues({**now, found.key: value})
