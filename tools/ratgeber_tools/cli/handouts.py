"""What `ratgeber print` writes besides the press file: booklet, loose date sheet, calendars, cards."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ratgeber_tools.cli.output import count
from ratgeber_tools.data.disclosure import View
from ratgeber_tools.data.queries import SchoolYearsQuery
from ratgeber_tools.data.records import MUNICIPALITY_FILE
from ratgeber_tools.document import Verbatim
from ratgeber_tools.exports.cards import social_work_cards
from ratgeber_tools.exports.date_sheet import date_sheet
from ratgeber_tools.exports.year_sheet import year_sheet
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.addresses import short_address, short_names
from ratgeber_tools.press.imposition import MOST_SHEETS, impose
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.typesetting.contact_sheet import contact_sheet
from ratgeber_tools.typesetting.leaflets import (
    CARD_SHEETS,
    CARDS,
    DATE_SHEET,
    SMALL_CARD_SHEETS,
    YEAR_SHEET,
    Leaflet,
    page_count,
    qr_data,
    typeset_leaflet,
)
from ratgeber_tools.typesetting.typesetter import Mode

#: The directive that lists who works at which school.
DIRECTORY = "schulsozialarbeit"
TRIAL_PRINT = "Probedruck"
#: What most printers want beyond the edge.
BLEED_MM = 3.0
SHEET_FILE = "einlageblatt.pdf"
#: Name of the file, what sets it, for which kind of printing, and what it is.
CARD_FILES: tuple[tuple[str, Leaflet, Mode, str], ...] = (
    ("karten-schulsozialarbeit-druck.pdf", CARDS, Mode.PRESS, "A6 mit Beschnitt, für die Druckerei"),
    ("karten-schulsozialarbeit-a4.pdf", CARD_SHEETS, Mode.SCREEN, "je Schule ein Bogen A4 mit 4 Karten A6"),
    ("karten-schulsozialarbeit-klein-a4.pdf", SMALL_CARD_SHEETS, Mode.SCREEN, "je Schule ein Bogen A4 mit 10 Karten"),
)


@dataclass(frozen=True, slots=True)
class Handout:
    """One file, or none: a line for the screen and the report, what keeps it from a clean print, what to mend."""

    line: str
    path: Path | None = None
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def write_booklet(press_file: Path, target: Path, *, sheet_mm: float) -> Handout:
    """Impose a press file for the office printer as `target`; raises `InputError` and `TargetError`.

    `sheet_mm` is the thickness of a sheet.
    """
    booklet = impose(press_file.read_bytes(), thickness_mm=sheet_mm)
    write_whole(target, booklet.pdf)
    findings: Sequence[Finding] = ()
    if booklet.is_too_thick:
        text = (
            f"{target.name} braucht {booklet.sheets} Bogen; mehr als {MOST_SHEETS} lassen sich nicht falzen und heften."
        )
        findings = [Finding(Code.BOOKLET_THICK, text)]
    how = "beidseitig, in Originalgröße, an der kurzen Kante wenden"
    return Handout(f"Heft: {count(booklet.sheets, 'Bogen', 'Bogen')} A4, {how}", target, (), tuple(findings))


def write_date_sheet(
    view: View, target: Path, scratch: Path, *, moment: datetime.datetime, bleed_mm: float = BLEED_MM
) -> Handout:
    """Write the loose date sheet into the folder `target`; without anything on it there is none.

    `bleed_mm` is how far the printer prints beyond the edge.
    """
    sheet = date_sheet(view)
    path = target / SHEET_FILE
    findings = [] if sheet.address else [_no_address("Kapitel und Einlegeblatt haben keine QR-Codes")]
    if sheet.is_empty:
        path.unlink(missing_ok=True)
        line = "Einlegeblatt: keines, nichts endet vor der Broschüre"
        return Handout(line, reasons=sheet.reasons, findings=tuple(findings))
    data = asdict(sheet) | {
        "code": qr_data(sheet.address) if sheet.address else None,
        "mark": [TRIAL_PRINT] if sheet.reasons else [],
    }
    pdf = typeset_leaflet(
        scratch / "einlageblatt",
        DATE_SHEET,
        data,
        timestamp=moment,
        mode=Mode.PRESS,
        most_pages=2,
        settings=_bleed(bleed_mm),
    )
    write_whole(path, pdf)
    pages = page_count(pdf)
    if pages > 2:
        findings.append(Finding(Code.LOOSE_SHEET_LONG, f"Das Einlegeblatt hat {pages} Seiten statt zwei."))
    return Handout("Einlegeblatt: 1 Blatt A5, zwei Seiten", path, sheet.reasons, tuple(findings))


def write_year_sheets(view: View, target: Path, scratch: Path, *, moment: datetime.datetime) -> tuple[Handout, ...]:
    """Write the calendar of each school year that is not over into the folder `target`; any printer takes it."""
    handouts = []
    for year in SchoolYearsQuery().answer(view):
        sheet = year_sheet(view, year)
        path = target / f"jahreskalender-{str(year).replace('/', '-')}.pdf"
        write_whole(
            path, typeset_leaflet(scratch / path.stem, YEAR_SHEET, asdict(sheet), timestamp=moment, mode=Mode.SCREEN)
        )
        line = f"Kalender für das {sheet.title}: 1 Blatt A3 quer, auch auf A4 lesbar"
        handouts.append(Handout(line, path))
    return tuple(handouts)


def card_address(guide: Guide, base: str) -> str:
    """Return where the cards lead: the short address of the chapter with the directory of the school social work.

    That is the one with most lists of it; the guide's own address where no chapter has any, "" without an address.
    """
    lists = Counter(
        chapter.name
        for chapter in guide
        for placed in chapter.blocks
        if isinstance(placed.block, Verbatim)
        and (found := directive_in(placed.block.source))
        and found.name == DIRECTORY
    )
    if not base or not lists:
        return base
    names = short_names({chapter.name: chapter.head.values.short_name if chapter.head else "" for chapter in guide})
    (name, _), *_ = lists.most_common(1)
    return f"{base.rstrip('/')}/{short_address(names[name])}" if name in names else base


def write_contact_sheet(pdf: Path, target: Path) -> Handout:
    """Draw all pages of a volume small as the PNG picture `target`."""
    write_whole(target, contact_sheet(pdf.read_bytes()))
    return Handout("Kontaktbogen", target)


def write_cards(
    view: View, target: Path, scratch: Path, *, address: str, moment: datetime.datetime, bleed_mm: float = BLEED_MM
) -> tuple[Handout, ...]:
    """Write the cards of the school social work into the folder `target`.

    `address` is where their code leads, empty while the guide has none.  A school whose entry print may not show gets
    no card, and a reason.
    """
    found = social_work_cards(view)
    if not found.cards:
        for name, *_ in CARD_FILES:
            (target / name).unlink(missing_ok=True)
        return (
            Handout("Karten „Ihre Schulsozialarbeit“: keine, noch ist kein Eintrag bestätigt", reasons=found.reasons),
        )
    code = qr_data(address) if address else None
    data = {"cards": [asdict(card) | {"code": code} for card in found.cards]}
    findings = () if address else (_no_address("Die Karten haben keinen QR-Code"),)
    handouts = tuple(_cards(data, target, scratch, moment, bleed_mm))
    return (Handout(handouts[0].line, handouts[0].path, found.reasons, findings), *handouts[1:])


def _bleed(bleed_mm: float) -> Mapping[str, str]:
    return {"bleed-mm": f"{bleed_mm:g}"}


def _cards(
    data: Mapping[str, Any], target: Path, scratch: Path, moment: datetime.datetime, bleed_mm: float
) -> Iterator[Handout]:
    number = count(len(data["cards"]), "Schule", "Schulen")
    for name, leaflet, mode, what in CARD_FILES:
        path = target / name
        write_whole(
            path,
            typeset_leaflet(scratch / path.stem, leaflet, data, timestamp=moment, mode=mode, settings=_bleed(bleed_mm)),
        )
        yield Handout(f"Karten „Ihre Schulsozialarbeit“, {number}: {what}", path)


def _no_address(sentence: str) -> Finding:
    return Finding(Code.WITHOUT_CODES, f"{sentence}: Die Adresse des Ratgebers fehlt ({MUNICIPALITY_FILE}).")
