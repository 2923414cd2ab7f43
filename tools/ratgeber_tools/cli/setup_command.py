"""`ratgeber einrichten`: asks what a town has to say of itself once, and writes `kommune.yaml` and `rollen.yaml`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.editorial.setting_up import QUESTIONS
from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.guide import Guide

#: In a file of answers: the mailboxes, by office.
MAILBOXES = "postfaecher"


EXAMPLES = (
    "einrichten",
    "einrichten --name Musterstadt --postfach Jugendamt=jugendamt@example.org",
    "einrichten --antworten antworten.yaml",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--antworten",
        type=Path,
        metavar="DATEI",
        help=f"eine Datei mit Antworten, je Zeile „Schlüssel: Antwort“; unter „{MAILBOXES}:“ die Postfächer",
    )
    parser.add_argument(
        "--postfach",
        action="append",
        default=[],
        metavar="STELLE=ADRESSE",
        help="das Postfach, mit dem eine Stelle freigibt; auch mehrmals",
    )
    for question in QUESTIONS:
        parser.add_argument(_option(question.key), dest=question.key, metavar="TEXT", help=question.words)
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Ask on a terminal what nobody has answered yet; write both files or, where an answer is wrong, neither."""
    from ratgeber_tools.editorial.entering import enter
    from ratgeber_tools.editorial.setting_up import answers_there, with_answers, write
    from ratgeber_tools.guide import load

    root = project_root()
    guide = load(root / "ratgeber")
    there = answers_there(root)
    answers, mailboxes = _given(arguments)
    if sys.stdin.isatty():
        answers |= _asked(there, answers)
        guide_offices = _offices(root, guide, answers)
        mailboxes |= _asked_mailboxes(guide_offices, mailboxes)
    elif not answers and not mailboxes:
        arguments.misuse(
            "Hier kann niemand gefragt werden. Geben Sie Antworten mit, etwa --name, oder --antworten DATEI."
        )
    _refuse_persons(root, [*answers.values(), *mailboxes.values()])
    changed = {key: words for key, words in answers.items() if words != there.get(key, "")}
    text = with_answers(root, changed, guide.data.records)
    entered = [(enter(root, guide, office, mailbox), mailbox) for office, mailbox in mailboxes.items()]
    if changed:
        write(root, text)
    for line in _told(root, changed, entered, {**there, **answers}):
        print(line)
    return 0


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _given(arguments: argparse.Namespace) -> tuple[dict[str, str], dict[str, str]]:
    """Return the answers and mailboxes of the file, then of the options, which win."""
    from ratgeber_tools.data.yaml_tree import read_yaml
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.files import read_text

    answers: dict[str, str] = {}
    mailboxes: dict[str, str] = {}
    if arguments.antworten is not None:
        tree = read_yaml(read_text(arguments.antworten))
        for mistake in tree.mistakes:
            raise InputError(f"{arguments.antworten}:{mistake.line}: {mistake.sentence}")
        for key, value in tree.values.items():
            if key == MAILBOXES and isinstance(value, Mapping):
                mailboxes |= {str(office): str(mailbox) for office, mailbox in value.items() if mailbox}
            elif isinstance(value, str):
                answers[str(key)] = value
            elif value is not None:
                raise InputError(f"{arguments.antworten}: „{key}“ braucht eine Antwort in einer Zeile.")
    answers |= {each.key: value for each in QUESTIONS if (value := getattr(arguments, each.key)) is not None}
    for typed in arguments.postfach:
        office, sign, mailbox = typed.partition("=")
        if not sign:
            arguments.misuse(f"„{typed}“: Schreiben Sie STELLE=ADRESSE, etwa Jugendamt=jugendamt@example.org.")
        mailboxes[office.strip()] = mailbox.strip()
    return answers, mailboxes


def _asked(there: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    print("Eingabetaste ohne Antwort: Es bleibt, was in Klammern steht, oder es bleibt offen.")
    return {
        each.key: answer
        for each in QUESTIONS
        if each.key not in given and (answer := _ask(each.words, there.get(each.key, "")))
    }


def _ask(words: str, default: str = "") -> str:
    from ratgeber_tools.errors import InputError

    try:
        return input(f"{words} [{default}] " if default else f"{words} ").strip() or default
    except EOFError:
        raise InputError("Abgebrochen; es wurde nichts geschrieben.") from None


def _offices(root: Path, guide: Guide, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the offices that cannot release yet, the editorial office first."""
    from ratgeber_tools.editorial.addressees import Offices
    from ratgeber_tools.editorial.entering import standing

    missing = standing(root, guide).missing
    records = guide.data.records
    editors = answers.get("redaktion") or records.municipality.editorial_office or ""
    first = Offices.of(records).named(editors)
    return tuple(sorted(missing, key=lambda office: office != first))


def _asked_mailboxes(offices: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    return {
        office: mailbox
        for office in offices
        if office not in given and (mailbox := _ask(f"Postfach von {quoted(office)}, nie das einer Person?"))
    }


def _refuse_persons(root: Path, answers: Iterable[str]) -> None:
    from ratgeber_tools.checks.personal_data import personal_data
    from ratgeber_tools.editorial.setting_up import TOWN
    from ratgeber_tools.errors import InputError

    for answer in answers:
        found = next(personal_data(answer, path=root / TOWN, line=1), None)
        if found is not None:
            raise InputError(f"{found.text} Eingetragen werden Stellen und Funktionen, nie Personen.")


def _told(
    root: Path, changed: Mapping[str, str], entered: Iterable[tuple[str, str]], known: Mapping[str, str]
) -> Iterator[str]:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.search_words import LANGUAGES_FILE, WORDS_FILE
    from ratgeber_tools.editorial.roles import ROLES
    from ratgeber_tools.editorial.setting_up import TOWN

    words = (root / TOWN).with_name(WORDS_FILE)
    town, roles = short(root / TOWN).as_posix(), short(root / ROLES).as_posix()
    entered = tuple(entered)
    written = [*([town] if changed else []), *([roles] if entered else [])]
    if changed:
        yield f"Eingetragen in {town}: {', '.join(changed)}."
    for office, mailbox in entered:
        yield f"Eingetragen in {roles}: {quoted(office)} mit {mailbox}."
    unknown = [each.key for each in QUESTIONS if not known.get(each.key)]
    if unknown:
        yield f"Noch offen: {', '.join(unknown)}. Der Befehl fragt jederzeit wieder danach."
    if not written:
        yield "Es hat sich nichts geändert."
        return
    names = " ".join(f'"{name}"' for name in written)
    yield "Das gilt, sobald es eingecheckt ist:"
    yield f"  git add {names}"
    yield f'  git commit -m "Ratgeber eingerichtet" -- {names}'
    yield (
        f"Was Eltern in die Suche tippen, steht in {short(words).as_posix()}, Wörter anderer Sprachen in "
        f"{short(words.with_name(LANGUAGES_FILE)).as_posix()}: Streichen Sie dort, was bei Ihnen niemand sagt oder "
        "spricht, und ergänzen Sie, was fehlt."
    )
    yield f"Danach: „{program()} rollen“ zeigt, wer freigeben kann, „{program()} status“, welche Kapitel das brauchen."
