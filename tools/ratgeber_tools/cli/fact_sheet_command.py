"""`ratgeber faktenblatt`: forms for offices and schools go out as files, and their answers come back into the data."""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.calling import program
from ratgeber_tools.cli.arguments import OTHER_GUIDE, day
from ratgeber_tools.cli.named_places import about_new_folder, keep_what_is_there, overwrite_option

if TYPE_CHECKING:
    from datetime import date

    from ratgeber_tools.data.loading import LoadResult
    from ratgeber_tools.readers.word.fact_sheets import FilledSheet
    from ratgeber_tools.writers.word.fact_sheet import Sheet


EXAMPLES = (
    "faktenblatt --stelle gesundheitsamt --nach Blätter",
    "faktenblatt --alle --schulen --nach Blätter",
    "faktenblatt --einlesen faktenblatt-gesundheitsamt-2026-11-24.docx --am 24.11.2026 --herkunft 'E-Mail vom Amt'",
)


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--stelle", metavar="STELLE", help="schreibt das Blatt dieser Stelle oder Schule, Name oder Kennung"
    )
    what.add_argument("--alle", action="store_true", help="schreibt für jede Stelle ein Blatt")
    what.add_argument("--einlesen", type=Path, metavar="DATEI", help="liest ein ausgefülltes Blatt ein")
    parser.add_argument("--schulen", action="store_true", help="meint mit --alle die Schulen, nicht die Stellen")
    parser.add_argument("--nach", type=Path, metavar="ORDNER", help="wohin die Blätter kommen (sonst: hierher)")
    parser.add_argument(
        "--zurueck-an", default="", metavar="STELLE", help="wohin das Blatt zurückgeht, für die Kopfzeile"
    )
    overwrite_option(parser)
    parser.add_argument("--am", type=day, metavar="DATUM", help="der Tag, an dem die Stelle geantwortet hat")
    parser.add_argument(
        "--herkunft", default="", metavar="WOHER", help="wie die Antwort kam und von wem: „E-Mail aus dem Postfach …“"
    )
    parser.add_argument("--vorschau", action="store_true", help="zeigt, was geschrieben würde, und schreibt nichts")
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")
    parser.add_argument("--ordner", type=Path, metavar="ORDNER", help=OTHER_GUIDE)


def run(arguments: argparse.Namespace) -> int:
    """Write sheets or read one back; with mistakes in the data files nothing is written, and the code is 1."""
    from ratgeber_tools.cli.output import print_findings
    from ratgeber_tools.cli.project import project_root
    from ratgeber_tools.data.confirming import recover
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.fact_sheets.intake import load
    from ratgeber_tools.files import held
    from ratgeber_tools.findings import has_errors

    folder: Path = (arguments.ordner or project_root() / "ratgeber").resolve()
    if not (folder / "daten").is_dir():
        raise TargetError(f"In {folder} gibt es keinen Ordner „daten“. Nennen Sie den Ordner eines Ratgebers.")
    data = folder / "daten"
    recover(data)
    today = arguments.heute or local_today()
    filled = None if arguments.einlesen is None else _read(arguments.einlesen)
    # Who reads a sheet in changes what is loaded: nobody else may in between.
    with held(*data.glob("*.yaml")) if filled is not None else nullcontext():
        before, loaded = load(data)
        print_findings(loaded.findings)
        if has_errors(loaded.findings):
            raise TargetError("In den Daten sind Fehler; beheben Sie sie, und rufen Sie den Befehl noch einmal auf.")
        if filled is not None:
            return _take_in(arguments, filled, folder, loaded, before, today)
    return _send_out(arguments, folder, loaded, today)


def _send_out(arguments: argparse.Namespace, folder: Path, loaded: LoadResult, today: date) -> int:
    from ratgeber_tools.editorial.office_names import office_in_words
    from ratgeber_tools.errors import RatgeberError
    from ratgeber_tools.fact_sheets.making import card_for, keep_card, school_called, school_sheets
    from ratgeber_tools.fact_sheets.sent import FOLDER
    from ratgeber_tools.files import read_bytes, replace
    from ratgeber_tools.writers.web_sheet import web_sheet
    from ratgeber_tools.writers.word.fact_sheet import write

    school = "" if arguments.alle else school_called(arguments.stelle, loaded.records)
    is_for_schools = bool(school) or (arguments.alle and arguments.schulen)
    target: Path = arguments.nach or Path.cwd()
    found = (
        school_sheets(
            loaded.records,
            [school] if school else loaded.records.schools,
            today=today,
            send_to=office_in_words(arguments.zurueck_an, loaded.records),
        )
        if is_for_schools
        else _office_sheets(arguments, folder, loaded, today)
    )
    sheets = {target / name: sheet for name, sheet in found.items()}
    pages = {
        path: (path.with_suffix(".html"), web_sheet(sheet, f"antwort-{path.stem}.json"))
        for path, sheet in sheets.items()
        if is_for_schools
    }
    files = {path: write(sheet) for path, sheet in sheets.items()} | dict(pages.values())
    there = {path: read_bytes(path) if path.is_file() else None for path in files}
    keep_what_is_there(
        files,
        overwrites=arguments.ueberschreiben,
        is_ours=lambda path: there[path] == files[path],
        why="Vielleicht ist das Blatt schon ausgefüllt.",
    )
    cards = {} if arguments.vorschau else {path: card_for(path.name, files[path]) for path in sheets}
    is_new = "" if arguments.vorschau else about_new_folder(target)
    for path, sheet in sheets.items():
        number = sum(len(section.entries) for section in sheet.sections)
        if not arguments.vorschau:
            kept = folder / FOLDER / cards[path][0]
            was_known = kept.exists()
            keep_card(folder, *cards[path])  # before the sheet: one that is out must be known here
            try:
                for each in (path, pages[path][0]) if path in pages else (path,):
                    replace(each, files[each], expected=there[each])
            except RatgeberError:
                if not was_known:
                    kept.unlink(missing_ok=True)
                raise
        where = f"{path}, {pages[path][0].name}" if path in pages else path
        print(f"{sheet.title}: {number} {'Angabe' if number == 1 else 'Angaben'} → {where}")
    print("Nichts geschrieben (Vorschau)." if arguments.vorschau else is_new + _back(next(iter(files))))
    return 0


def _office_sheets(arguments: argparse.Namespace, folder: Path, loaded: LoadResult, today: date) -> dict[str, Sheet]:
    """Return the sheets of the offices asked for, by the name of the file."""
    from ratgeber_tools import guide as guides
    from ratgeber_tools.editorial.office_names import office_identifier, office_in_words
    from ratgeber_tools.fact_sheets.making import office_sheets
    from ratgeber_tools.fact_sheets.sheets import offices

    guide, records = guides.load(folder, data=loaded), loaded.records
    names = offices(records, today) if arguments.alle else [office_identifier(arguments.stelle, records)]
    return office_sheets(guide, names, today=today, send_to=office_in_words(arguments.zurueck_an, records))


def _back(path: Path) -> str:
    return f'Kommt ein Blatt zurück: {program()} faktenblatt --einlesen {path.name} --am TT.MM.JJJJ --herkunft "…"'


def _take_in(
    arguments: argparse.Namespace,
    filled: FilledSheet,
    folder: Path,
    loaded: LoadResult,
    before: dict[Path, bytes],
    today: date,
) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.fact_sheets.intake import Arrival, draft, write
    from ratgeber_tools.releases.rules import one_line

    path: Path = arguments.einlesen
    sender = one_line(arguments.herkunft)
    if not sender and not arguments.vorschau:
        raise InputError(
            "Sagen Sie mit --herkunft, wie die Antwort kam und von wem, zum Beispiel "
            '--herkunft "E-Mail aus dem Postfach des Schulamts": Es steht in der Liste neben dem, was bestätigt wird.'
        )
    intake = draft(filled, folder, loaded.records, Arrival(path.name, sender, today, arguments.am))
    print(intake.listing)
    if arguments.vorschau:
        print(f"Nichts geschrieben (Vorschau). Sonst: {intake.summary}")
        return 0
    write(intake, before)
    print(intake.summary)
    print(f"Die Liste steht in {short(intake.note)}; prüfen Sie sie vor dem Einchecken auf Namen von Personen.")
    if intake.texts:
        print("Geändert: " + ", ".join(str(short(file)) for file in intake.texts))
    return 0


def _read(path: Path) -> FilledSheet:
    """Read a filled sheet; LibreOffice turns files of other word processors into .docx first."""
    from ratgeber_tools.contributions.conversion import as_docx
    from ratgeber_tools.readers import web_sheets
    from ratgeber_tools.readers.word.fact_sheets import read_fact_sheet

    if path.suffix.lower() == web_sheets.SUFFIX:
        return web_sheets.read_web_sheet(path)
    with as_docx(path) as docx:
        return read_fact_sheet(docx)
