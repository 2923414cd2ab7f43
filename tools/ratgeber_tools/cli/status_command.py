"""`ratgeber status`: how every chapter stands, and what is due by the end of a month, office by office."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cache.store import PLACE
from ratgeber_tools.cli.arguments import day
from ratgeber_tools.cli.named_places import overwrite_option
from ratgeber_tools.cli.project import project_root

if TYPE_CHECKING:
    from ratgeber_tools.guide import Guide
    from ratgeber_tools.newsroom.status.dues import Month, OfficeDues
    from ratgeber_tools.newsroom.status.survey import Survey

FORMATS = ("csv", "json", "html")
TEXT = "txt"
_WORD = "docx"


EXAMPLES = (
    "status",
    "status --als stand.csv",
    "status --faellig 1.2027 --stelle Jugendamt",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--als",
        metavar="DATEI",
        help="schreibt in diese Datei: .docx für Word, .csv für Excel, .json, .html oder .txt; csv, json oder html "
        "allein zeigt es so",
    )
    overwrite_option(parser)
    parser.add_argument(
        "--faellig",
        nargs="?",
        const="",
        metavar="MONAT",
        help="was bis zum Ende des Monats zu tun ist, je Stelle als fertige E-Mail; zum Beispiel 12.2026, "
        "ohne Angabe dieser Monat",
    )
    parser.add_argument("--stelle", metavar="STELLE", help="zu --faellig: nur diese Stelle, Name oder Kennung")
    parser.add_argument("--datei", type=Path, help=argparse.SUPPRESS)  # the former --als csv --datei stand.csv
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the status; it judges nothing, so the exit code is 0."""
    from ratgeber_tools.cli.output import columns, hand_out
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.editions.newsroom import read_survey
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.guide.kept import load_kept
    from ratgeber_tools.newsroom.status.dues import dues, month_of, parse_month

    kind, path = _kind_and_path(arguments.als, arguments.datei)
    if kind is not None and arguments.faellig is not None:
        raise InputError("Mit --faellig gibt es fertige E-Mails; als Datei: --als mails.txt")
    if arguments.stelle and arguments.faellig is None:
        raise InputError("--stelle gehört zu --faellig.")
    root = project_root()
    today: date = arguments.heute or local_today()
    month = parse_month(arguments.faellig) if arguments.faellig else month_of(today)
    if month is None:
        raise InputError(f"„{arguments.faellig}“ ist kein Monat. Schreiben Sie zum Beispiel 12.2026.")
    guide = load_kept(root / "ratgeber", place=root / PLACE)
    found = read_survey(root, guide, today=today)
    due = dues(found, month)
    content: str | bytes
    if arguments.faellig is not None:
        content = _mails(found, _of_office(due, arguments.stelle, found, guide), month)
    else:
        content = _as(kind, found, due, month, width=columns() if path is None else None)
        if kind is None and isinstance(content, str):
            content += "".join(f"{line}\n" for line in _language_lines(guide))
    hand_out(content, path, overwrites=arguments.ueberschreiben)
    return 0


def _kind_and_path(chosen: str | None, former_file: Path | None) -> tuple[str | None, Path | None]:
    """Return the format, None for text, and the file, None for the screen."""
    from ratgeber_tools.errors import InputError

    if chosen is None or chosen in FORMATS:
        return chosen, former_file
    ending = Path(chosen).suffix.lower().removeprefix(".")
    if ending not in (*FORMATS, TEXT, _WORD):
        raise InputError(f"„{chosen}“: Den Stand gibt es als .docx, .csv, .json, .html und .txt, etwa --als stand.csv")
    return None if ending == TEXT else ending, Path(chosen)


def _as(
    kind: str | None, survey: Survey, dues: tuple[OfficeDues, ...], month: Month, *, width: int | None
) -> str | bytes:
    from ratgeber_tools.newsroom.papers import status_paper
    from ratgeber_tools.newsroom.status.exports import as_csv, as_json
    from ratgeber_tools.newsroom.status.page import status_file
    from ratgeber_tools.newsroom.status.table import table_lines
    from ratgeber_tools.writers.word.paper import write_paper

    writers: dict[str | None, Callable[[], str | bytes]] = {
        None: lambda: "\n".join(table_lines(survey, width=width)) + "\n",
        "csv": lambda: as_csv(survey),
        "json": lambda: as_json(survey),
        "html": lambda: status_file(survey, dues, month),
        _WORD: lambda: write_paper(
            status_paper(survey, dues, month), title=survey.title, day=survey.today, across=True
        ),
    }
    return writers[kind]()


def _language_lines(guide: Guide) -> Iterator[str]:
    """Yield how far each language is, nothing while none has a translation."""
    from ratgeber_tools.languages.progress import LanguageProgress, progress_by_language, told
    from ratgeber_tools.languages.tongues import TONGUES

    found = progress_by_language(guide)
    if found:
        yield ""
        yield "Sprachen:"
    for language, by_chapter in found.items():
        yield f"  {TONGUES[language].german_name}: {told(sum(by_chapter.values(), LanguageProgress()))}"


def _of_office(dues: tuple[OfficeDues, ...], typed: str | None, survey: Survey, guide: Guide) -> tuple[OfficeDues, ...]:
    from ratgeber_tools.editorial.office_names import office_name

    if typed is None:
        return dues
    asked = {*(due.office for due in dues), *(chapter.office for chapter in survey.chapters)} - {""}
    name = office_name(survey.offices.named(typed) or typed, {*asked, *survey.offices.names}, guide.data.records)
    return tuple(due for due in dues if due.office == (survey.offices.named(name) or name))


def _mails(survey: Survey, dues: tuple[OfficeDues, ...], month: Month) -> str:
    from ratgeber_tools.newsroom.status.table import mail_lines

    mails = ["\n".join(mail_lines(due, survey, month)) for due in dues if due.is_dated or due.questions]
    return ("\n\n" + "=" * 72 + "\n\n").join(mails) + "\n" if mails else f"Bis Ende {month} ist nichts zu tun.\n"
