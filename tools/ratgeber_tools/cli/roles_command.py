"""`ratgeber rollen`: which office releases with which mailbox, who is missing, and an office's entry."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.project import project_root
from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.guide import Guide

ENTER = "eintragen"


EXAMPLES = (
    "rollen",
    "rollen eintragen Jugendamt jugendamt@example.org",
    "rollen rechte Jugendamt schreiben,veröffentlichen",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "auftrag",
        nargs="*",
        metavar=f"{ENTER} STELLE ADRESSE",
        help="trägt die Funktionsadresse einer Stelle ein; die Stelle mit Namen oder KENNUNG wie in "
        "anlaufstellen.yaml (ohne Angabe: zeigt, wer eingetragen ist und wer fehlt). „entfernen STELLE ADRESSE“ nimmt "
        "eine Adresse heraus, „rechte STELLE schreiben,verwalten“ sagt, was eine Stelle am Redaktionstisch darf",
    )
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    from ratgeber_tools.guide import load

    root = project_root()
    guide = load(root / "ratgeber")
    if arguments.auftrag:
        match arguments.auftrag:
            case ["eintragen", office, mailbox]:
                return _enter(root, guide, office, mailbox)
            case ["entfernen", office, mailbox]:
                return _drop(root, guide, office, mailbox)
            case ["rechte", office, *rights] if rights:
                return _set_rights(root, guide, office, rights)
            case _:
                arguments.misuse(f"So wird eine Stelle eingetragen: {ENTER} STELLE ADRESSE.")
    for line in _listed(root, guide):
        print(line)
    return 0


def _enter(root: Path, guide: Guide, words: str, mailbox: str) -> int:
    from ratgeber_tools.checks.personal_data import require_impersonal
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.editorial.entering import NO_PERSON, enter
    from ratgeber_tools.editorial.roles import ROLES, read_roles

    require_impersonal(mailbox, NO_PERSON)
    path = root / ROLES
    before = path.read_bytes() if path.is_file() else None
    office = enter(root, guide, words, mailbox)
    name = short(path).as_posix()
    if path.read_bytes() == before:
        print(f"{quoted(office)} steht mit {mailbox} schon in {name}.")
        return 0
    count = sum(each == office for each in read_roles(root).offices.values())
    print(f"Eingetragen in {name}: {quoted(office)} mit {mailbox}{'' if count == 1 else f' ({count} Adressen)'}.")
    print("Die Stelle kann freigeben, sobald das eingecheckt ist:")
    print(f'  git add "{name}"')
    print(f'  git commit -m "Stelle eingetragen" -- "{name}"')
    return 0


def _drop(root: Path, guide: Guide, words: str, mailbox: str) -> int:
    from ratgeber_tools.editorial.office_table import drop_mailbox

    office = _known(root, guide, words)
    drop_mailbox(root, office, mailbox)
    return _changed(root, f"Entfernt: {mailbox} bei {quoted(office)}.", "Stelle geändert")


def _set_rights(root: Path, guide: Guide, words: str, rights: Sequence[str]) -> int:
    from ratgeber_tools.editorial.office_table import set_rights
    from ratgeber_tools.editorial.rights import right_called

    office = _known(root, guide, words)
    given = [right_called(each) for typed in rights for each in typed.split(",") if each]
    set_rights(root, office, given)
    return _changed(root, f"{quoted(office)} darf jetzt: {', '.join(given)}.", "Rechte geändert")


def _known(root: Path, guide: Guide, words: str) -> str:
    from ratgeber_tools.editorial.office_names import office_name
    from ratgeber_tools.editorial.roles import read_roles

    return office_name(words, read_roles(root).names, guide.data.records)


def _changed(root: Path, sentence: str, message: str) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.editorial.roles import ROLES

    name = short(root / ROLES).as_posix()
    print(sentence)
    print("Es gilt, sobald das eingecheckt ist:")
    print(f'  git commit -m "{message}" -- "{name}"')
    return 0


def _listed(root: Path, guide: Guide) -> Iterator[str]:
    from ratgeber_tools.editorial.entering import standing
    from ratgeber_tools.editorial.roles import EDITORS, how_to_enter, uncommitted_roles
    from ratgeber_tools.history import find_repository

    found = standing(root, guide)
    yield "Wer freigeben kann:" if found.roles.names else "Noch kann keine Stelle freigeben."
    for office in found.roles.names:
        yield f"  {office}"
        yield from (f"      {mailbox}" for mailbox, name in found.roles.offices.items() if name == office)
    if found.missing:
        yield "Zuständig für Kapitel, aber ohne Adresse:"
        yield from (f"  {office}" for office in found.missing)
    repository = find_repository(root)
    if repository is not None:
        mails = dict.fromkeys(each.author_mail for each in repository.last_changes([guide.folder]).values())
        strangers = sorted(mail for mail in mails if found.roles.office_of(mail) is None)
        if strangers:
            yield f"Haben zuletzt etwas geändert und zählen als {EDITORS}, weil sie zu keiner Stelle gehören:"
            yield from (f"  {mail}" for mail in strangers)
        if sentence := uncommitted_roles(root, repository):
            yield f"Hinweis: {sentence}"
    if found.missing or not found.roles.names:
        yield f"Eintragen: {how_to_enter()}"
