"""How sure a value is, in words: who stands by it, since when, until when, and what parents see of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.grades import said_digest
from ratgeber_tools.data.states import State, end_of, is_vouched, new_value, state_of, vouched_on
from ratgeber_tools.desk.register import Register, RegisterRow


@dataclass(frozen=True, slots=True)
class GradeWords:
    """The state in a word, in sentences, and whether it is good, middling or bad news (`gut`, `mittel`, `schlecht`)."""

    word: str
    sentence: str
    mood: str
    for_parents: str


_WORDS = {
    State.CONFIRMED: ("bestätigt", "gut"),
    State.CHECKED: ("geprüft", "gut"),
    State.EVIDENCED: ("belegt", "mittel"),
    State.UNCONFIRMED: ("unbestätigt", "mittel"),
    State.CONTRADICTORY: ("widersprüchlich", "schlecht"),
    State.EXPIRED: ("gilt nicht mehr", "schlecht"),
    State.UNKNOWN: ("noch unbekannt", "schlecht"),
}


def state_word(row: RegisterRow) -> tuple[str, str]:
    """Return the state of a record in a list in a word, and its mood; nothing for one nobody can confirm."""
    if row.entry is None:
        return "", ""
    if row.entry.state is State.EXPIRED and row.entry.record.is_dated:
        return "vorbei", "mittel"
    return _WORDS[row.entry.state]


def grade_of(row: RegisterRow, register: Register) -> GradeWords | None:
    """Return how sure a record is, None for one nobody can confirm."""
    if row.entry is None:
        return None
    record, today = row.entry.record, register.today
    word, mood = state_word(row)
    disclosure = register.disclosure(record)
    if disclosure.is_for_parents:
        seen = "Eltern sehen sie, mit einem Zeichen." if disclosure.is_provisional else "Eltern sehen sie."
    else:
        seen = "Eltern sehen sie nicht; sie lesen, wen sie fragen können."
    return GradeWords(word, _sentence(record, register, today), mood, seen)


def _sentence(record: Attested, register: Register, today: date) -> str:
    owner = register.records.contacts.get(record.owner or "")
    name = owner.name if owner is not None else ""
    end = end_of(record)
    until = f" Das gilt bis {format_date(end)}." if end is not None else ""
    since = vouched_on(record, today)
    match state_of(record, today):
        case State.CONFIRMED:
            assert since is not None
            return f"{name} steht dafür ein, seit dem {format_date(since)}.{until}"
        case State.CHECKED:
            assert since is not None
            return (
                f"Zwei Ämter haben an einer amtlichen Quelle nachgesehen, zuletzt beide am {format_date(since)}.{until}"
            )
        case State.EVIDENCED:
            return "So steht es in einer amtlichen Quelle. Bestätigt hat es noch niemand." + _half(record, register)
        case State.CONTRADICTORY:
            return "Eine andere Quelle sagt etwas anderes. Die zuständige Stelle muss es klären."
        case State.EXPIRED:
            if record.is_dated and is_vouched(record, today):
                return "Der Tag war richtig, er liegt nur zurück."
            return f"Der letzte Tag war der {format_date(end)}." if end else "Das ist vorbei."
        case State.UNKNOWN:
            return "Hier fehlt der Wert."
        case _:
            new = new_value(record)
            return f"{new and f'{new}. '}Dafür steht noch niemand ein." + _half(record, register)


def _half(record: Attested, register: Register) -> str:
    """Return who has looked alone."""
    if not record.checks:
        return ""
    digest = said_digest(record)
    offices = {check.office for check in record.checks if check.digest == digest}
    names = sorted(register.records.contacts[each].name for each in offices if each in register.records.contacts)
    return f" Nachgesehen hat {' und '.join(names)}; es fehlt noch ein anderes Amt." if names else ""
