"""What `ratgeber sprachen blatt` writes: a chapter in two languages side by side, for the counter."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.presentation.statements import record_words
from ratgeber_tools.data.queries import RecordQuery, municipality_values
from ratgeber_tools.editions.working import PageStanding, read_standings
from ratgeber_tools.editorial.shown.text import in_a_sentence
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.errors import InputError
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.addresses import page_address
from ratgeber_tools.languages.ageing import UnitStanding, standings
from ratgeber_tools.languages.catalogue import load_catalogue
from ratgeber_tools.languages.counter_sheet import Say, counter_rows, title_in, what_is_missing
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.languages.units import units_of
from ratgeber_tools.quotation import quoted
from ratgeber_tools.typesetting.leaflets import COUNTER_SHEET, qr_data, typeset_leaflet
from ratgeber_tools.typesetting.typesetter import Mode

#: What stands in place of a value that paper may not show.
_ASK = "bitte erfragen"
_DRAFT = "Entwurf, noch nicht freigegeben"
WITH_GAPS = "--mit-luecken"


@dataclass(frozen=True, slots=True)
class CounterSheet:
    """A finished sheet, and what of it is left open: sentences nobody has checked, in German, "" if none."""

    pdf: bytes
    missing: str


def counter_sheet(guide: Guide, language: str, name: str, today: datetime.date, *, with_gaps: bool) -> CounterSheet:
    """Set the sheet of a chapter in a language.

    Raises `InputError` where a sentence is not checked, unless the sheet may have gaps; without any checked one always.
    """
    chapter = guide.chapters[name]
    found = standings(units_of(chapter), load_catalogue(guide.folder, language, name))
    missing = what_is_missing(found)
    _require_checked(chapter, language, found, missing, with_gaps=with_gaps)
    view = View(guide.data.records, Edition.PRINT, today)
    data = _data(guide, chapter, language, found, view)
    with tempfile.TemporaryDirectory() as scratch:
        pdf = typeset_leaflet(
            Path(scratch) / "blatt",
            COUNTER_SHEET,
            data,
            timestamp=datetime.datetime.combine(today, datetime.time(), datetime.UTC),
            mode=Mode.SCREEN,
        )
    return CounterSheet(pdf, missing)


def _require_checked(
    chapter: Chapter, language: str, found: tuple[UnitStanding, ...], missing: str, *, with_gaps: bool
) -> None:
    title = quoted(chapter.title or chapter.name)
    tongue = TONGUES[language].german_name
    check = f"{program()} sprachen geprueft {language} {chapter.name} --stelle STELLE"
    if not any(each.is_checked for each in found):
        raise InputError(
            f"{title} hat auf {tongue} noch keinen geprüften Satz ({missing}); ungeprüft wird nichts gedruckt. "
            f"Wenn eine zweite Stelle gelesen hat: {check}"
        )
    if missing and not with_gaps:
        raise InputError(
            f"{title} ist auf {tongue} noch nicht ganz geprüft ({missing}); ungeprüft wird nichts gedruckt. "
            f"Wenn eine zweite Stelle gelesen hat: {check}. Mit {WITH_GAPS} bleiben diese Sätze rechts leer."
        )


def _data(guide: Guide, chapter: Chapter, language: str, found: tuple[UnitStanding, ...], view: View) -> dict[str, Any]:
    municipality = view.records.municipality
    head = chapter.head.values if chapter.head else None
    base = municipality.guide_web or ""
    is_draft = not _standing(guide, chapter).is_public
    return {
        "title": chapter.title or chapter.name,
        "own_title": title_in(found),
        "own_name": TONGUES[language].own_name,
        "language": language,
        "direction": dialect.direction_of(language),
        "guide": municipality.guide_title,
        "office": head.responsible if head else "",
        "as_of": format_date(view.today),
        "mark": [_DRAFT] if is_draft else [],
        "rows": [asdict(row) for row in counter_rows(found, _saying(guide, chapter, view))],
        "code": qr_data(f"{base.rstrip('/')}/{language}/{page_address(chapter.name)}") if base else None,
    }  # fmt: skip


def _standing(guide: Guide, chapter: Chapter) -> PageStanding:
    return read_standings(guide.folder.parent, {chapter.name: chapter.path}).get(chapter.name, PageStanding())


def _saying(guide: Guide, chapter: Chapter, view: View) -> Say:
    """Return what says roles as paper shows them: a value two people or its office stand by, else whom to ask."""
    shown = ShownWords(guide, chapter, view.today)

    def say(inline: doc.Role | doc.Link | doc.CrossReference) -> str:
        if not isinstance(inline, doc.Role):
            return shown.of_inline(inline)
        if inline.name == dialect.MUNICIPALITY_ROLE:
            return municipality_values(view).get(inline.content.strip()) or _ASK
        if inline.name == dialect.FIELD_ROLE:
            return "…………"
        if inline.name == dialect.EXPLANATION_ROLE:
            return ""
        if inline.name not in dialect.RECORD_ROLES:
            return shown.of_inline(inline)
        identifier, _, part = inline.content.strip().partition(" ")
        record = RecordQuery(dialect.RECORD_ROLES[inline.name], identifier).answer(view)
        if isinstance(record, Ask):
            return _ASK
        return in_a_sentence(record_words(inline.name, record, part if part in dialect.CONTACT_PARTS else ""), gap=_ASK)

    return say
