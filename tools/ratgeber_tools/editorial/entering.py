"""An office enters the table of those who may release: which office is meant, and the line with its mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.validation import closest
from ratgeber_tools.data.yaml_edit import UneditableError, set_values, written_key, written_value
from ratgeber_tools.editorial.addressees import NOBODY_YET, Offices
from ratgeber_tools.editorial.roles import ROLES, Roles, read_roles
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.guide import Guide
from ratgeber_tools.quotation import quoted

_MAILBOX = re.compile(r"[^@\s<>\"',;:\[\]{}]+@[^@\s<>\"',;:\[\]{}]+\.[^@\s<>\"',;:\[\]{}]+")
#: What is to be said where somebody would enter a person's mailbox.
NO_PERSON = "Eingetragen wird das Postfach der Stelle, nie das einer Person."
_EMPTY = re.compile(r"(?m)^stellen:[ \t]*(?:\{\}|~|null)?[ \t]*(?P<comment>#.*)?$")
_HEADER = """\
# Welche Stelle steht hinter welcher Adresse?
# Wer Kapitel einträgt oder freigibt, tut das mit der Funktionsadresse seiner Stelle (git config user.email),
# nie mit dem Namen oder der Adresse einer Person.
stellen:
"""


@dataclass(frozen=True, slots=True)
class RolesStanding:
    """The table beside what the guide needs: `missing` are offices that answer for a chapter, or edit the guide, and
    cannot release yet.
    """

    roles: Roles
    missing: tuple[str, ...]


def standing(root: Path, guide: Guide) -> RolesStanding:
    """Return who stands in the table of the project at `root`, as it lies on the disk, and who is missing.

    Raises `RolesError` where the table cannot be read; one that is not there yet knows nobody.
    """
    roles = _roles(root)
    offices = Offices.of(guide.data.records, also=roles.names)
    entered = {offices.named(name) for name in roles.names}
    needed = dict.fromkeys(offices.named(name) or name for name in _needed(guide))
    return RolesStanding(roles, tuple(sorted((name for name in needed if name not in entered), key=str.casefold)))


def enter(root: Path, guide: Guide, words: str, mailbox: str) -> str:
    """Write `mailbox` into the table for the office called `words`, by name or identifier; return the office's name.

    Comments, order and line ends of the file stay as they are.  Whether the mailbox belongs to a person is the
    caller's to ask.  Raises `InputError` for an office nobody knows and for a mailbox that is none or another
    office's, `TargetError` if the file cannot be changed, `RolesError` if it has mistakes.
    """
    with files.held(root / ROLES):  # what the table says must still be so when it is written
        return _enter(root, guide, words, mailbox)


def _enter(root: Path, guide: Guide, words: str, mailbox: str) -> str:
    roles = _roles(root)
    office = _office(words, guide, roles)
    mailbox = mailbox.strip()
    if not _MAILBOX.fullmatch(mailbox):
        raise InputError(f"„{mailbox}“ ist keine E-Mail-Adresse. Schreiben Sie zum Beispiel jugendamt@example.org")
    holder = roles.office_of(mailbox)
    if holder == office:
        return office
    if holder is not None:
        raise InputError(
            f"„{mailbox}“ steht schon bei {quoted(holder)}. Jede Stelle braucht eine eigene Adresse, sonst weiß "
            "niemand, wer freigegeben hat."
        )
    mailboxes = [each for each, name in roles.offices.items() if name == office]
    path = root / ROLES
    files.write_whole(
        path, _with_line(path, office, [*mailboxes, mailbox], is_new=not mailboxes, is_empty=not roles.names)
    )
    return office


def _roles(root: Path) -> Roles:
    return read_roles(root) if (root / ROLES).is_file() else Roles({})


def _needed(guide: Guide) -> Iterator[str]:
    records = guide.data.records
    editors = records.contacts.get(records.municipality.editorial_office or "")
    if editors is not None:
        yield editors.name
    for chapter in guide:
        if chapter.head is not None and chapter.head.values.responsible not in ("", NOBODY_YET):
            yield chapter.head.values.responsible


def _office(words: str, guide: Guide, roles: Roles) -> str:
    """Return the name the table has, or is to have, for the office: the one of the data, so that it is one office."""
    offices = Offices.of(guide.data.records, also=[*roles.names, *_needed(guide)])
    named = offices.named(words)
    if not named:
        known = [*guide.data.records.contacts, *sorted(offices.names)]
        raise InputError(
            f"Die Stelle „{words}“ kennt der Ratgeber nicht.{closest(words, known)} Tragen Sie sie zuerst in "
            "daten/anlaufstellen.yaml ein."
        )
    return next((name for name in roles.names if offices.named(name) == named), named)


def _with_line(path: Path, office: str, mailboxes: list[str], *, is_new: bool, is_empty: bool) -> str:
    text = files.read_exactly(path) if path.is_file() else _HEADER
    if not is_empty:
        try:
            return set_values(text, "stellen", {office: mailboxes[0] if is_new else mailboxes})
        except UneditableError as error:
            raise TargetError(f"{path}: {error} Tragen Sie die Adresse von Hand ein.") from error
    newline = "\r\n" if "\r\n" in text else "\n"
    line = f"  {written_key(office)}: {written_value(mailboxes[0])}{newline}"
    place = _EMPTY.search(text.replace("\r\n", "\n"))
    if place is None:
        gap = "" if not text or text.endswith("\n") else newline
        return f"{text}{gap}stellen:{newline}{line}"
    lines = text.split(newline)
    row = text.replace("\r\n", "\n")[: place.start()].count("\n")
    lines[row] = f"stellen:{newline}{line.removesuffix(newline)}"
    if lines[-1]:
        lines.append("")
    return newline.join(lines)
