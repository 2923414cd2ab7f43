"""`ratgeber faktenblatt`: what an office has to confirm goes out as a Word form, and comes back into the data."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.cli.arguments import day

if TYPE_CHECKING:
    from datetime import date

    from ratgeber_tools.data.loading import LoadResult
    from ratgeber_tools.readers.word.fact_sheets import FilledSheet


_STAGING = ".faktenblatt.neu"


def configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--stelle", metavar="KENNUNG", help="schreibt das Blatt dieser Stelle")
    what.add_argument("--alle", action="store_true", help="schreibt für jede Stelle ein Blatt")
    what.add_argument("--einlesen", type=Path, metavar="DATEI", help="liest ein ausgefülltes Blatt ein")
    parser.add_argument("--nach", type=Path, metavar="ORDNER", help="wohin die Blätter kommen (sonst: hierher)")
    parser.add_argument("--zurueck-an", default="", metavar="STELLE", help="wohin das Blatt zurückgeht, als Text")
    parser.add_argument("--am", type=day, metavar="DATUM", help="der Tag, an dem die Stelle geantwortet hat")
    parser.add_argument(
        "--von", default="", metavar="WOHER", help="wie die Antwort kam und von wem: „E-Mail aus dem Postfach …“"
    )
    parser.add_argument("--vorschau", action="store_true", help="zeigt, was geschrieben würde, und schreibt nichts")
    parser.add_argument("--heute", type=day, metavar="DATUM", help="ein anderer Tag als heute")
    parser.add_argument("--ordner", type=Path, metavar="ORDNER", help="ein anderer Ratgeber als ratgeber/ im Projekt")


def run(arguments: argparse.Namespace) -> int:
    """Write sheets or read one back; with mistakes in the data files nothing is written, and the code is 1."""
    from ratgeber_tools.cli.output import print_findings
    from ratgeber_tools.cli.project import project_root
    from ratgeber_tools.contributions.staging import recover
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.data.loading import load_records
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.findings import has_errors

    folder: Path = (arguments.ordner or project_root() / "ratgeber").resolve()
    if not (folder / "daten").is_dir():
        raise TargetError(f"In {folder} gibt es keinen Ordner „daten“. Nennen Sie den Ordner eines Ratgebers.")
    recover(folder / _STAGING)
    before = {path: path.read_bytes() for path in (folder / "daten").glob("*.yaml")}
    loaded = load_records(folder / "daten")
    print_findings(loaded.findings)
    if has_errors(loaded.findings):
        raise TargetError("In den Daten sind Fehler; beheben Sie sie, und rufen Sie den Befehl noch einmal auf.")
    today = arguments.heute or local_today()
    if arguments.einlesen is not None:
        return _take_in(arguments, folder, loaded, before, today)
    return _send_out(arguments, folder, loaded, today)


def _send_out(arguments: argparse.Namespace, folder: Path, loaded: LoadResult, today: date) -> int:
    from ratgeber_tools import guide as guides
    from ratgeber_tools.contributions.staging import Publication, publish
    from ratgeber_tools.editorial.fact_sheet_uses import uses_of
    from ratgeber_tools.editorial.fact_sheets import offices, sheet_for
    from ratgeber_tools.editorial.sent_fact_sheets import FOLDER
    from ratgeber_tools.errors import TargetError
    from ratgeber_tools.writers.word.fact_sheet import write

    guide = guides.load(folder, data=loaded)
    names = offices(loaded.records, today) if arguments.alle else [arguments.stelle]
    uses = uses_of(guide, today)
    target: Path = arguments.nach or Path.cwd()
    sheets = {
        target / f"faktenblatt-{name}-{today.isoformat()}.docx": sheet_for(
            guide, name, today=today, send_to=arguments.zurueck_an, uses=uses
        )
        for name in names
    }
    files = {path: write(sheet) for path, sheet in sheets.items()}
    for path, content in files.items():
        if path.exists() and path.read_bytes() != content:
            raise TargetError(
                f"{path} gibt es schon, mit anderem Inhalt; vielleicht ist es schon ausgefüllt. Es wurde nichts "
                "geschrieben. Nehmen Sie mit --nach einen anderen Ordner."
            )
    cards = {} if arguments.vorschau else {path: _card_of(path.name, content) for path, content in files.items()}
    for path, sheet in sheets.items():
        number = sum(len(section.entries) for section in sheet.sections)
        if not arguments.vorschau:
            _keep(folder / FOLDER, *cards[path])  # before the sheet: one that is out must be known here
            expected = path.read_bytes() if path.exists() else None
            publish(Publication(path, files[path], expected), folder=path.with_name(f".{path.name}.neu"))
        print(f"{sheet.title}: {number} {'Angabe' if number == 1 else 'Angaben'} → {path}")
    print("Nichts geschrieben (Vorschau)." if arguments.vorschau else _back(next(iter(files))))
    return 0


def _card_of(name: str, content: bytes) -> tuple[str, bytes]:
    """Return name and content of what is kept of a sheet, as read from the file that goes out."""
    from ratgeber_tools.editorial.sent_fact_sheets import card_of, sent_sheet
    from ratgeber_tools.readers.word.fact_sheets import read_fact_sheet

    with tempfile.TemporaryDirectory(prefix="ratgeber-faktenblatt-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return card_of(sent_sheet(read_fact_sheet(path)))


def _keep(folder: Path, name: str, card: bytes) -> None:
    from ratgeber_tools.contributions.staging import Publication, publish

    path = folder / name
    if path.is_file() and path.read_bytes() == card:
        return
    folder.mkdir(parents=True, exist_ok=True)
    publish(Publication(path, card, path.read_bytes() if path.exists() else None), folder=folder / f".{name}.neu")


def _back(path: Path) -> str:
    return f'Kommt ein Blatt zurück: ratgeber faktenblatt --einlesen {path.name} --am TT.MM.JJJJ --von "…"'


def _take_in(
    arguments: argparse.Namespace, folder: Path, loaded: LoadResult, before: dict[Path, bytes], today: date
) -> int:
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.data.confirming import confirmed
    from ratgeber_tools.editorial.fact_sheet_report import FOLDER, lines, summary
    from ratgeber_tools.editorial.fact_sheet_return import judge
    from ratgeber_tools.editorial.release_rules import one_line
    from ratgeber_tools.editorial.sent_fact_sheets import find_sent
    from ratgeber_tools.errors import InputError

    path: Path = arguments.einlesen
    filled = _read(path)
    sender = one_line(arguments.von)
    if not sender and not arguments.vorschau:
        raise InputError(
            "Sagen Sie mit --von, wie die Antwort kam und von wem, zum Beispiel "
            '--von "E-Mail aus dem Postfach des Schulamts": Es steht in der Liste neben dem, was bestätigt wird.'
        )
    sent = find_sent(folder, filled, file=path.name)
    result = judge(filled, loaded.records, sent=sent, file=path.name, today=today, day=arguments.am)
    texts = confirmed(loaded.records, result.confirmed, office=result.office, day=result.day, today=today)
    listing = "\n".join(lines(result, loaded.records, folder.parent, texts, sender=sender)) + "\n"
    print(listing)
    note = _free_name(folder / FOLDER / f"{result.day.isoformat()}-{result.office}.md", listing)
    if arguments.vorschau:
        print(f"Nichts geschrieben (Vorschau). Sonst: {summary(result)}")
        return 0
    _write({file: text.encode("utf-8") for file, text in texts.items()}, note, listing, folder, before)
    print(summary(result))
    print(f"Die Liste steht in {short(note)}; prüfen Sie sie vor dem Einchecken auf Namen von Personen.")
    if texts:
        print("Geändert: " + ", ".join(str(short(file)) for file in texts))
    return 0


def _read(path: Path) -> FilledSheet:
    """Read a filled sheet; LibreOffice turns files of other word processors into .docx first."""
    from ratgeber_tools import office
    from ratgeber_tools.contributions.conversion import FOREIGN_SUFFIXES
    from ratgeber_tools.errors import InputError
    from ratgeber_tools.readers.word.fact_sheets import read_fact_sheet

    if not path.is_file():
        what = "ist ein Ordner" if path.is_dir() else "gibt es nicht"
        raise InputError(f"{path}: Diese Datei {what}. Prüfen Sie den Namen und den Ordner.")
    if path.suffix.lower() not in FOREIGN_SUFFIXES:
        return read_fact_sheet(path)
    with tempfile.TemporaryDirectory(prefix="ratgeber-faktenblatt-") as folder:
        converted = office.convert([path], to="docx", folder=Path(folder))
        if path not in converted:
            raise InputError(
                f"{path.name}: LibreOffice kann die Datei nicht lesen; sie ist beschädigt oder mit einem Kennwort "
                "geschützt. Öffnen Sie sie selbst und speichern Sie sie als Word-Dokument (.docx) ohne Kennwort."
            )
        return read_fact_sheet(converted[path])


def _free_name(path: Path, content: str) -> Path:
    """Return `path`, or the next numbered name that is free or holds the same: editors write in these files."""
    number, candidate = 1, path
    while candidate.exists() and candidate.read_text(encoding="utf-8") != content:
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _write(texts: dict[Path, bytes], note: Path, listing: str, folder: Path, before: dict[Path, bytes]) -> None:
    """Write data files and list together, if nobody has changed the data since they were read."""
    from ratgeber_tools.contributions.staging import Publication, publish
    from ratgeber_tools.errors import TargetError

    for file in texts:
        if file.read_bytes() != before.get(file):
            raise TargetError(
                f"{file}: Die Datei wurde gerade von jemand anderem geändert. Es wurde nichts geschrieben. Rufen Sie "
                "den Befehl noch einmal auf."
            )
    content = listing.encode("utf-8")
    first, *others = texts or [note]
    side = {file: texts[file] for file in others}
    publication = (
        Publication(first, texts[first], before[first], side_files={**side, note: content})
        if texts
        else Publication(note, content, note.read_bytes() if note.exists() else None)
    )
    publish(publication, folder=folder / _STAGING)
