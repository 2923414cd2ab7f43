"""What people call an office at the keyboard: its identifier in the data or its name, however they write it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ratgeber_tools.data.records import Records
from ratgeber_tools.data.validation import closest
from ratgeber_tools.dialect import slug
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.errors import InputError


def office_identifier(typed: str, records: Records) -> str:
    """Return the identifier in the data of the office called `typed`: that identifier, or the office's full or short
    name, whatever the case and with umlauts spelled out; raises `InputError` with those there are if it is none.
    """
    contacts = records.contacts
    offices = Offices(contact.name for contact in contacts.values())
    spellings = {
        identifier: [contact.name, *(name for name in offices.names if offices.named(name) == contact.name)]
        for identifier, contact in contacts.items()
    }
    return _called(typed, spellings)


def office_name(typed: str, names: Iterable[str], records: Records) -> str:
    """Return the one of `names` that is called `typed`, or the name in the data whose identifier that is.

    `names` may hold full and short names.  Raises `InputError` with those there are if it is none.
    """
    spellings: dict[str, list[str]] = {name: [] for name in sorted(names)}
    for identifier, contact in records.contacts.items():
        spellings.setdefault(contact.name, []).append(identifier)
    return _called(typed, spellings)


def office_in_words(text: str, records: Records) -> str:
    """Return the name of the office whose identifier `text` is; any other text stays as it is."""
    contact = records.contacts.get(text)
    return contact.name if contact is not None else text


def _called(typed: str, spellings: Mapping[str, Iterable[str]]) -> str:
    """Return the key that is `typed`, or the only one that is spelled so, itself or in its other `spellings`."""
    if typed in spellings:
        return typed
    wanted = slug(typed, longest=500)
    itself = [key for key in spellings if slug(key, longest=500) == wanted]
    found = itself or [key for key, others in spellings.items() if wanted in {slug(o, longest=500) for o in others}]
    if wanted and len(found) == 1:
        return found[0]
    if wanted and found:
        raise InputError(f"„{typed}“ heißen mehrere Stellen. Nennen Sie eine davon: {', '.join(found)}.")
    hint = closest(typed, dict.fromkeys([*spellings, *(other for others in spellings.values() for other in others)]))
    known = ", ".join(spellings) if spellings else "noch keine; sie stehen in ratgeber/daten/anlaufstellen.yaml"
    raise InputError(f"„{typed}“ ist keine Stelle des Ratgebers.{hint} Bekannt sind: {known}.")
