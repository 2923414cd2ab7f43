"""`ratgeber status`: how every chapter stands, and what is due by the end of a month, office by office."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cache.store import PLACE
from ratgeber_tools.cli.arguments import day
from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.editorial.status import Survey
    from ratgeber_tools.editorial.status_dues import Month, OfficeDues

FORMATS = ("csv", "json", "html")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--als", choices=FORMATS, help="statt der Tabelle: csv für Excel, json oder eine Webseite")
    parser.add_argument(
        "--faellig",
        nargs="?",
        const="",
        metavar="MONAT",
        help="was bis zum Ende des Monats zu tun ist, je Stelle als fertige E-Mail; zum Beispiel 12.2026, "
        "ohne Angabe dieser Monat",
    )
    parser.add_argument("--stelle", metavar="NAME", help="zu --faellig: nur diese Stelle")
    parser.add_argument("--datei", type=Path, metavar="DATEI", help="schreibt in diese Datei statt auf den Bildschirm")
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the status; it judges nothing, so the exit code is 0."""
    from ratgeber_tools.cli.output import hand_out
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.editions.newsroom import read_survey
    from ratgeber_tools.editorial.status_dues import dues, month_of, parse_month
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.guide.kept import load_kept

    if arguments.als and arguments.faellig is not None:
        raise InputError("Mit --faellig gibt es fertige E-Mails; lassen Sie --als weg.")
    if arguments.stelle and arguments.faellig is None:
        raise InputError("--stelle gehört zu --faellig.")
    root = project_root()
    today: date = arguments.heute or local_today()
    month = parse_month(arguments.faellig) if arguments.faellig else month_of(today)
    if month is None:
        raise InputError(f"„{arguments.faellig}“ ist kein Monat. Schreiben Sie zum Beispiel 12.2026.")
    found = read_survey(root, load_kept(root / "ratgeber", place=root / PLACE), today=today)
    due = dues(found, month)
    if arguments.faellig is not None:
        text = _mails(found, _of_office(due, arguments.stelle, found), month)
    else:
        text = _as(arguments.als, found, due, month)
    hand_out(text, arguments.datei)
    return 0


def _as(kind: str | None, survey: Survey, dues: tuple[OfficeDues, ...], month: Month) -> str:
    from ratgeber_tools.editorial.status_exports import as_csv, as_json
    from ratgeber_tools.editorial.status_page import status_file
    from ratgeber_tools.editorial.status_table import table_lines

    writers: dict[str | None, Callable[[], str]] = {
        None: lambda: "\n".join(table_lines(survey)) + "\n",
        "csv": lambda: as_csv(survey),
        "json": lambda: as_json(survey),
        "html": lambda: status_file(survey, dues, month),
    }
    return writers[kind]()


def _of_office(dues: tuple[OfficeDues, ...], name: str | None, survey: Survey) -> tuple[OfficeDues, ...]:
    from ratgeber_tools.data.validation import closest
    from ratgeber_tools.errors import InputError

    if name is None:
        return dues
    wanted = survey.offices.named(name) or name
    found = tuple(due for due in dues if due.office == wanted)
    if not found and wanted not in {chapter.office for chapter in survey.chapters}:
        hint = closest(name, [due.office for due in dues if due.office])
        raise InputError(f"Für „{name}“ ist nichts eingetragen.{hint}")
    return found


def _mails(survey: Survey, dues: tuple[OfficeDues, ...], month: Month) -> str:
    from ratgeber_tools.editorial.status_table import mail_lines

    mails = ["\n".join(mail_lines(due, survey, month)) for due in dues if due.is_dated or due.questions]
    return ("\n\n" + "=" * 72 + "\n\n").join(mails) + "\n" if mails else f"Bis Ende {month} ist nichts zu tun.\n"
