"""Calendars of school years as files: a PDF to fill in and a Word file, for each place of a page that offers one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sphinx.builders import Builder

from ratgeber_tools.data.school_years import parse_school_year
from ratgeber_tools.exports.year_sheet import YearSheet, year_sheet
from ratgeber_tools.files import write_whole
from ratgeber_tools.sphinx_ext.data.domain import data_domain
from ratgeber_tools.sphinx_ext.data.shown.rendering import calendar_places
from ratgeber_tools.sphinx_ext.pdf.placing import moment_of
from ratgeber_tools.sphinx_ext.pdf.sources import GuideSources
from ratgeber_tools.sphinx_ext.pdf_files import FORMS, year_file
from ratgeber_tools.typesetting.fillable import fillable
from ratgeber_tools.typesetting.kept_files import KeptFiles
from ratgeber_tools.typesetting.leaflets import YEAR_SHEET, typeset_leaflet
from ratgeber_tools.typesetting.typesetter import Mode
from ratgeber_tools.writers.word.form_sheet import Blank, FormLine, FormTable, FormWords, Paper, form_sheet

STAGE = "satz-kalender"


def write_year_files(builder: Builder, sources: GuideSources, kept: KeptFiles) -> dict[str, str]:
    """Write both files of each calendar into the builder's folder; return their paths there by `page#name.kind`."""
    target, view = Path(builder.outdir), data_domain(builder.env).view
    places = [(page, year) for page in sources.outline.order for year in calendar_places(sources.doctree(page))]
    moment = moment_of(sources, *(page for page, _ in places))
    files: dict[str, str] = {}
    made: dict[str, dict[str, bytes]] = {}
    for page, year in places:
        if year not in made:
            found = parse_school_year(year)
            assert found is not None
            made[year] = dict(_both(year_sheet(view, found), target / STAGE, moment, kept))
        for kind, data in made[year].items():
            name = f"{year_file(year)}.{kind}"
            path = f"{FORMS}/{page.replace('/', '.')}/{name}"
            files[f"{page}#{name}"] = path
            write_whole(target / path, data)
    return files


def _both(sheet: YearSheet, folder: Path, moment: datetime, kept: KeptFiles) -> Iterator[tuple[str, bytes]]:
    fill = {"fillable": "yes"}
    pdf = typeset_leaflet(
        folder, YEAR_SHEET, asdict(sheet), timestamp=moment, mode=Mode.SCREEN, settings=fill, kept=kept
    )
    yield "pdf", kept.made(lambda: fillable(pdf, ticks=()), "kalender-pdf", sha256(pdf).hexdigest())
    blocks, across = _word_blocks(sheet), Paper.A3_ACROSS
    about = repr((blocks, sheet.title, sheet.guide, moment.isoformat(), across))
    yield (
        "docx",
        kept.made(
            lambda: form_sheet(blocks, sheet.title, guide=sheet.guide, moment=moment, paper=across),
            "kalender-docx",
            about,
        ),
    )


def _word_blocks(sheet: YearSheet) -> list[FormLine | FormTable]:
    """Return the sheet for Word: a column a month, in each cell the day and room to write."""
    rows: list[tuple[tuple[FormLine, ...], ...]] = [
        tuple(((FormWords(month.name, is_bold=True),),) for month in sheet.months)
    ]
    grounds: list[tuple[str, ...]] = [("",) * len(sheet.months)]
    for number in range(31):
        days = [month.days[number] if number < len(month.days) else None for month in sheet.months]
        rows.append(
            tuple(
                ()
                if day is None
                else ((FormWords(f"{day.number} {day.weekday} {day.label}".rstrip() + " "), Blank(day.words)),)
                for day in days
            )
        )
        grounds.append(tuple(_GROUNDS[day.kind] if day is not None else "" for day in days))
    lines = (*sheet.dates, *((sheet.missing,) if sheet.missing else ()), f"Stand {sheet.as_of}")
    return [FormTable(tuple(rows), tuple(grounds)), *((FormWords(line),) for line in lines)]


#: Grounds in Word as on paper (`theme/year.typ`); every run of days also says in words what it is.
_GROUNDS = {"frei": "E3F0F1", "tag": "F6EDE3", "wochenende": "F2F2F2", "": ""}
