"""`ratgeber print`: everything that goes on paper, and a report on whether a printer will take it."""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ratgeber_tools.calling import program
from ratgeber_tools.cli.named_places import keep_what_is_there, overwrite_option
from ratgeber_tools.cli.project import project_root
from ratgeber_tools.findings import Severity

if TYPE_CHECKING:
    from ratgeber_tools.cli.handouts import Handout
    from ratgeber_tools.cli.sphinx_process import Job
    from ratgeber_tools.data.disclosure import View
    from ratgeber_tools.press.printers import Printer

#: Where everything ends up, below the project; the builder's own files lie beside the other print builds.
TARGET = Path("_build", "print")
WORKSHOP = Path("_build", "druck")
BUILDER = "print"
#: The same for the short booklet.
BOOKLET_TARGET = Path("_build", "heft")
BOOKLET_WORKSHOP = Path("_build", "heft-bau")
BOOKLET_BUILDER = "heft"
SUMMARY = "druck.json"
REPORT = "preflight.md"
#: How the picture of all pages of a volume is called behind the name of its file.
CONTACT_SHEET = "-kontaktbogen.png"
PRINTED = {"ratgeber_fassung": "druck"}
SETTINGS = {**PRINTED, "ratgeber_edition": ""}


@dataclass(frozen=True, slots=True)
class PressLeaflet:
    """A leaflet for the press: what its file is called behind the guide's title, and its finished size in mm."""

    title: str
    page_mm: tuple[float, float]


#: By the name of the file (ISO 216: A5, A6).
PRESS_LEAFLETS: Mapping[str, PressLeaflet] = {
    "einlageblatt.pdf": PressLeaflet("Termine und Beträge", (148.0, 210.0)),
    "karten-schulsozialarbeit-druck.pdf": PressLeaflet("Karten „Ihre Schulsozialarbeit“", (148.0, 105.0)),
}


EXAMPLES = (
    "print",
    "print --kontaktbogen Ausgaben",
    "print --heft",
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--heft", action="store_true", help="stattdessen: das Kurzheft zum Verteilen, aus dem, was freigegeben ist"
    )
    parser.add_argument(
        "--entwurf", action="store_true", help="das Kurzheft aus allen Kapiteln, wie sie sind, als Probedruck"
    )
    parser.add_argument(
        "--kontaktbogen", type=Path, metavar="ORDNER", help="legt dort je Band ein kleines Bild aller Seiten ab (PNG)"
    )
    overwrite_option(parser)
    parser.add_argument("--ausfuehrlich", action="store_true", help="zeigt auch, was Sphinx selbst meldet (englisch)")
    parser.set_defaults(misuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    """Build, say what is there and what is wrong with it; return 1 if a file is not fit for the press.

    What was built before stays whole until everything new is there, and goes if there will be nothing new.
    """
    from ratgeber_tools.files import rebuilding

    if arguments.entwurf and not arguments.heft:
        arguments.misuse("--entwurf gehört zu --heft.")
    root = project_root()
    if arguments.kontaktbogen is not None:
        there = arguments.kontaktbogen.glob(f"*{CONTACT_SHEET}")
        keep_what_is_there(sorted(there), overwrites=arguments.ueberschreiben)
    target = root / (BOOKLET_TARGET if arguments.heft else TARGET)
    with rebuilding(target):
        return _build(root, target, arguments)


def booklet_job(root: Path, *, is_draft: bool) -> Job:
    """Return what the short booklet is built from: what is released, as it was released, or all as it is.

    Raises `PublicEditionError` if nothing is released yet.
    """
    from ratgeber_tools.cli.sphinx_process import Job
    from ratgeber_tools.cli.staged_build import staged_job
    from ratgeber_tools.editions.released import PublicEditionError
    from ratgeber_tools.editions.stage import stage

    workshop = root / BOOKLET_WORKSHOP
    if is_draft:
        return Job(root / "ratgeber", workshop, settings=SETTINGS)
    try:
        edition = stage(root, workshop)
    except PublicEditionError as error:
        raise PublicEditionError(
            f"{error} Ansehen lässt sich das Heft vorher: {program()} print --heft --entwurf"
        ) from None
    return staged_job(edition, workshop, PRINTED)


def _build(root: Path, target: Path, arguments: argparse.Namespace) -> int:
    from ratgeber_tools.cli.build_command import as_lines
    from ratgeber_tools.cli.output import short
    from ratgeber_tools.cli.sphinx_process import Job, run_sphinx
    from ratgeber_tools.files import remove_folder, replace_folder

    start = time.perf_counter()
    is_booklet = arguments.heft
    builder = BOOKLET_BUILDER if is_booklet else BUILDER
    job = (
        booklet_job(root, is_draft=arguments.entwurf)
        if is_booklet
        else Job(root / "ratgeber", root / WORKSHOP, settings=SETTINGS)
    )
    workshop = job.target
    outcome = run_sphinx(builder, root, verbose=arguments.ausfuehrlich, job=job)
    for line in as_lines(outcome.messages):
        print(line)
    if outcome.failure is not None:
        print(f"Für den Druck wurde nichts geschrieben: {outcome.failure}")
        remove_folder(target)  # nothing old may be taken for new files
        return 1
    fresh = workshop / "fertig"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    built = workshop / builder
    volumes = json.loads((built / SUMMARY).read_text(encoding="utf-8"))
    view = _view(root)
    if line := _printer_line(_printer(view, root)):
        print(line)
    for volume in volumes["volumes"]:
        for line in _volume(volume, built, fresh, target):
            print(line)
    sheet_mm = view.records.municipality.brochure.sheet_mm
    handouts = list(_booklets(volumes, fresh, workshop / "beilagen", sheet_mm=sheet_mm))
    if not is_booklet:
        handouts += _handouts(root, volumes, fresh)
    if arguments.kontaktbogen is not None:
        folder: Path = arguments.kontaktbogen.resolve()
        inside = folder.is_relative_to(target)
        handouts += _contact_sheets(volumes, fresh, fresh / folder.relative_to(target) if inside else folder)
    is_fit = all(volume["is_fit"] and not volume["has_errors"] for volume in volumes["volumes"])
    for line in _handout_lines(handouts, fresh, target):
        print(line)
    _append_to_report(built / REPORT, fresh / REPORT, handouts)
    replace_folder(fresh, target)
    seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
    print(f"Prüfbericht: {short(target / REPORT)} ({seconds} s)")
    has_errors = any(finding.severity is Severity.ERROR for handout in handouts for finding in handout.findings)
    return 0 if is_fit and not has_errors and not outcome.messages else 1


def _volume(volume: Mapping[str, Any], built: Path, fresh: Path, target: Path) -> Iterator[str]:
    """Put the files of a volume into `fresh`, which will be `target`, and yield what is to say about it."""
    from ratgeber_tools.cli.output import count, short
    from ratgeber_tools.data.withheld import list_beside

    for name in filter(None, (volume["file"], volume["cover"], volume["wrap"])):
        shutil.copyfile(built / name, fresh / name)
    path = target / volume["file"]
    label = ", PDF/X-4" if volume["is_labelled"] else ""
    yield f"{volume['title']}: {short(path)} ({count(volume['pages'], 'Seite', 'Seiten')}{label})"
    if volume["cover"]:
        yield f"  Umschlag: {short(target / volume['cover'])}"
    if volume["wrap"]:
        yield f"  Umschlag in einem Stück, mit Rücken: {short(target / volume['wrap'])}"
    if volume["trial_reasons"]:
        listed = list_beside(path)
        shutil.copyfile(built / listed.name, fresh / listed.name)
        yield f"  Das ist ein Probedruck, {count(volume['trial_reasons'], 'Grund', 'Gründe')}: {short(listed)}"
    for finding in volume["findings"]:
        yield f"  {finding}"


def _booklets(volumes: Mapping[str, Any], target: Path, scratch: Path, *, sheet_mm: float) -> Iterator[Handout]:
    """Impose each volume for the office printer."""
    from ratgeber_tools.cli.handouts import write_booklet

    for volume in volumes["volumes"]:
        press_file = _whole(volume, target, scratch)
        path = target / volume["file"].replace("-druck.pdf", "-heft-a4.pdf")
        yield write_booklet(press_file, path, sheet_mm=sheet_mm)


def _handouts(root: Path, volumes: Mapping[str, Any], target: Path) -> Iterator[Handout]:
    """Write date sheet, calendars and cards."""
    from ratgeber_tools.cli.handouts import card_address, write_cards, write_date_sheet, write_year_sheets
    from ratgeber_tools.guide import load

    moment = datetime.datetime.fromisoformat(volumes["moment"])
    scratch = root / WORKSHOP / "beilagen"
    view = _view(root)
    printer = _printer(view, root)
    address = card_address(load(root / "ratgeber"), view.records.municipality.guide_web or "")
    handouts = [
        write_date_sheet(view, target, scratch, moment=moment, bleed_mm=printer.bleed_mm),
        *write_year_sheets(view, target, scratch, moment=moment),
        *write_cards(view, target, scratch, address=address, moment=moment, bleed_mm=printer.bleed_mm),
    ]
    yield from handouts
    yield from _finish_leaflets(view, printer, target, moment, handouts)


def _printer(view: View, root: Path) -> Printer:
    """Return what the town's printer asks for; that it is right, Sphinx has seen already."""
    from ratgeber_tools.press.printers import load_printer

    brochure = view.records.municipality.brochure
    printer = load_printer(brochure.printer, local=root / "ratgeber" / "daten" / "druckereien")
    return printer if brochure.has_marks is None else replace(printer, has_marks=brochure.has_marks)


def _printer_line(printer: Printer) -> str:
    """Say what a printer wants otherwise than most; "" where that is nothing."""
    from ratgeber_tools.press.printers import differences
    from ratgeber_tools.quotation import quoted

    found = differences(printer)
    return f"Druckprofil {quoted(printer.title)}: {', '.join(found)}." if found else ""


def _contact_sheets(volumes: Mapping[str, Any], target: Path, folder: Path) -> Iterator[Handout]:
    """Write one picture of all pages a volume."""
    from ratgeber_tools.cli.handouts import write_contact_sheet

    for volume in volumes["volumes"]:
        yield write_contact_sheet(target / volume["file"], folder / f"{Path(volume['file']).stem}{CONTACT_SHEET}")


def _whole(volume: Mapping[str, Any], target: Path, scratch: Path) -> Path:
    """Return the file with all pages of a volume; one with a cover apart is put together again."""
    from ratgeber_tools.files import write_whole
    from ratgeber_tools.press.finishing import with_cover

    inner = target / str(volume["file"])
    if not volume["cover"]:
        return inner
    whole = scratch / inner.name
    write_whole(whole, with_cover(inner.read_bytes(), (target / volume["cover"]).read_bytes()))
    return whole


def _view(root: Path) -> View:
    """Return the records as print shows them; that they are right, Sphinx has seen already."""
    from ratgeber_tools.data.dates import local_today
    from ratgeber_tools.data.disclosure import Edition, View
    from ratgeber_tools.data.loading import load_records
    from ratgeber_tools.data.persons import NOBODY, load_persons, persons_path

    path = persons_path()
    persons = NOBODY if path is None else load_persons(path)[0]
    return View(load_records(root / "ratgeber" / "daten").records, Edition.PRINT, local_today(), persons)


def _finish_leaflets(
    view: View, printer: Printer, target: Path, moment: datetime.datetime, handouts: Sequence[Handout]
) -> Iterator[Handout]:
    """Give the leaflets for the press what the volumes have: boxes, overprinting, output intent, preflight and label.

    `handouts` say which of them are trial prints.
    """
    from ratgeber_tools.cli.handouts import Handout
    from ratgeber_tools.files import write_whole
    from ratgeber_tools.press import preflight
    from ratgeber_tools.press.colours import ColourConversion
    from ratgeber_tools.press.finishing import FileIdentity
    from ratgeber_tools.press.making import press_file_of

    condition = ColourConversion(printer.profile).description
    guide = view.records.municipality.guide_title
    for name, leaflet in PRESS_LEAFLETS.items():
        path = target / name
        if path.is_file():
            made_for = replace(printer, page_mm=leaflet.page_mm)
            is_final = not any(handout.reasons for handout in handouts if handout.path == path)
            keywords = "" if is_final else "Probedruck"
            identity = FileIdentity(f"{guide}: {leaflet.title}".removeprefix(": "), moment, condition, keywords)
            made = press_file_of(path.read_bytes(), made_for, identity, is_final=is_final)
            write_whole(path, made.data)
            found = tuple(preflight.findings(made.inspection, made_for))
            label = ", PDF/X-4" if made.is_labelled else ""
            if found or made.is_labelled:
                yield Handout(f"Geprüft: {name}{label}", findings=found)


def _handout_lines(handouts: Iterable[Handout], fresh: Path, target: Path) -> Iterator[str]:
    from ratgeber_tools.cli.output import short

    for handout in handouts:
        path = handout.path
        if path is not None and path.is_relative_to(fresh):
            path = target / path.relative_to(fresh)
        yield handout.line + (f": {short(path)}" if path is not None else "")
        if handout.reasons:
            yield f"  Probedruck, Gründe: {len(handout.reasons)} (im Prüfbericht)"
        for finding in handout.findings:
            yield f"  {finding.as_line()}"


def _append_to_report(source: Path, target: Path, handouts: Sequence[Handout]) -> None:
    from ratgeber_tools.files import write_whole

    lines = ["", "## Heft, Einlegeblatt, Kalender und Karten", ""]
    for handout in handouts:
        lines.append(f"- {handout.line}" + (f": `{handout.path.name}`" if handout.path is not None else ""))
        lines += [f"  - Probedruck: {reason}" for reason in handout.reasons]
        lines += [f"  - {finding.as_line()}" for finding in handout.findings]
    text = source.read_text(encoding="utf-8") + "\n".join(lines) + "\n"
    write_whole(target, text.encode("utf-8"))
