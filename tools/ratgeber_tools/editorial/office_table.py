"""Changes to the table of offices that stands already: what an office may do, and mailboxes that speak for it no more.

Comments, order and line ends of the file stay as they are (`entering` adds offices).  Whoever administers the desk
cannot be the last to do so and stop: somebody has to be able to change the table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.yaml_edit import UneditableError, set_values, without, written_key, written_value
from ratgeber_tools.data.yaml_edits import YamlEditError, with_entries
from ratgeber_tools.editorial.rights import USUAL, DeskRight, with_included
from ratgeber_tools.editorial.roles import ROLES, Roles, read_roles
from ratgeber_tools.errors import InputError, TargetError
from ratgeber_tools.quotation import quoted

_OFFICES, _RIGHTS = "stellen", "rechte"
_LAST = (
    "Dann könnte niemand mehr die Stellen verwalten. Geben Sie dieses Recht zuerst einer anderen Stelle, deren "
    "Adresse eingetragen ist."
)


def set_rights(root: Path, office: str, rights: Iterable[DeskRight]) -> None:
    """Write down what an office may do, without what is included anyway.

    Raises `InputError` for an office the table does not have, for no right at all and for what would leave nobody to
    administer, `TargetError` if the file cannot be changed, `RolesError` if it has mistakes.
    """
    with files.held(root / ROLES):
        roles = read_roles(root)
        _require_office(roles, office)
        given = with_included(rights)
        if not given:
            raise InputError(
                f"{quoted(office)} dürfte dann gar nichts. Lassen Sie mindestens ein Recht; wer nicht mehr dabei ist, "
                "dessen Adressen entfernen Sie."
            )
        if given == roles.rights.get(office, USUAL):
            return
        _require_administrator(roles, replace(roles, rights={**roles.rights, office: given}))
        written = [right.value for right in DeskRight if right in given - _included(given)]
        path = root / ROLES
        text = files.read_exactly(path)
        try:
            if roles.rights:
                text = set_values(text, _RIGHTS, {office: written})
            else:
                text = _with_first(_without_part(text), office, written)
        except UneditableError as error:
            raise TargetError(f"{path}: {error} Ändern Sie es von Hand.") from error
        files.write_whole(path, text)


def drop_mailbox(root: Path, office: str, mailbox: str) -> None:
    """Take a mailbox out of the table; with its last one the office goes, and what it may do.

    Raises as `set_rights` does.
    """
    with files.held(root / ROLES):
        roles = read_roles(root)
        _require_office(roles, office)
        left = [each for each in roles.mailboxes_of(office) if each != mailbox.strip().casefold()]
        if len(left) == len(roles.mailboxes_of(office)):
            raise InputError(f"„{mailbox}“ steht nicht bei {quoted(office)}.")
        offices = {each: name for each, name in roles.offices.items() if name != office or each in left}
        if not offices:
            raise InputError("Das ist die letzte Adresse. Tragen Sie zuerst eine andere ein.")
        rights = {name: given for name, given in roles.rights.items() if left or name != office}
        _require_administrator(roles, replace(roles, offices=offices, rights=rights))
        path = root / ROLES
        text = files.read_exactly(path)
        try:
            if left:
                text = set_values(text, _OFFICES, {office: left if len(left) > 1 else left[0]})
            else:
                if office in roles.rights:
                    text = without(text, _RIGHTS, [office]) if len(roles.rights) > 1 else _without_part(text)
                text = without(text, _OFFICES, [office])
        except UneditableError as error:
            raise TargetError(f"{path}: {error} Ändern Sie es von Hand.") from error
        files.write_whole(path, text)


def _require_office(roles: Roles, office: str) -> None:
    if office not in roles.names:
        raise InputError(f"Die Stelle {quoted(office)} ist nicht eingetragen.")


def _require_administrator(before: Roles, after: Roles) -> None:
    if _administrators(before) and not _administrators(after):
        raise InputError(_LAST)


def _administrators(roles: Roles) -> Collection[str]:
    return [mailbox for mailbox in roles.offices if DeskRight.ADMINISTER in roles.rights_of(mailbox)]


def _included(rights: frozenset[DeskRight]) -> frozenset[DeskRight]:
    """Return those of `rights` that others of them include."""
    return frozenset(other for right in rights for other in with_included([right]) if other is not right)


def _without_part(text: str) -> str:
    """Return the table without what offices may do."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(newline)
    try:
        fresh = with_entries(lines, {_RIGHTS: []}, order=(_OFFICES, _RIGHTS))
    except YamlEditError as error:
        raise UneditableError(str(error)) from error
    return newline.join(lines[line] if isinstance(line, int) else line for line in fresh)


def _with_first(text: str, office: str, rights: list[str]) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else newline
    return f"{text}{gap}{_RIGHTS}:{newline}  {written_key(office)}: {written_value(rights)}{newline}"
