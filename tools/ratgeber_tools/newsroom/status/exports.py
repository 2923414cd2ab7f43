"""The guide's status as CSV for a spreadsheet and as JSON for other programs.

The CSV has semicolons and begins with a byte order mark: so German Excel opens it with a double click, umlauts and
all.  Cells that a spreadsheet would take for a formula get an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey
from ratgeber_tools.newsroom.status.table import decimal, progress

_COLUMNS = (
    "Kapitel", "Titel", "Status", "Stelle", "Geändert am", "Geändert durch", "Nicht eingecheckt", "Freigegeben am",
    "Prüfen bis", "Wörter", "Wiener 1", "Seiten", "Offene Notizen", "Unbestätigte Angaben", "Listen",
)  # fmt: skip
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(survey: Survey) -> str:
    """Return one line a chapter below a line of headings; what is not known is an empty cell."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for chapter in survey.chapters:
        writer.writerow([_harmless(cell) for cell in _cells(chapter)])
    return "\ufeff" + target.getvalue()


def as_json(survey: Survey) -> str:
    """Return everything, days as 2026-11-24, null where something is not known."""
    values: dict[str, Any] = {
        "titel": survey.title,
        "stand": survey.today.isoformat(),
        "fortschritt": [{"was": words, "fertig": done, "von": total} for words, done, total in progress(survey)],
        "hinweis": survey.why_unknown,
        "kapitel": [_values(chapter) for chapter in survey.chapters],
    }
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _values(chapter: ChapterStatus) -> dict[str, Any]:
    return {
        "kapitel": chapter.name,
        "titel": chapter.title,
        "status": chapter.status,
        "status_im_kopf": chapter.head_status,
        "stelle": chapter.office,
        "geaendert_am": _iso(chapter.changed_on),
        "geaendert_durch": chapter.changed_by or None,
        "nicht_eingecheckt": chapter.is_uncommitted,
        "freigegeben_am": _iso(chapter.released_on),
        "trotz_offener_punkte": chapter.in_spite_of,
        "pruefen_bis": _iso(chapter.review_by),
        "woerter": chapter.words,
        "wiener_sachtextformel_1": None if chapter.difficulty is None else round(chapter.difficulty, 2),
        "seiten": chapter.pages,
        "notizen": [
            {"art": note.kind, "an": note.office, "text": note.words, "zeile": note.line} for note in chapter.notes
        ],
        "unbestaetigt": list(chapter.unconfirmed),
        "listen": list(chapter.lists),
    }


def _cells(chapter: ChapterStatus) -> tuple[str, ...]:
    return (
        chapter.name,
        chapter.title,
        chapter.status,
        chapter.office,
        _german(chapter.changed_on),
        chapter.changed_by,
        "ja" if chapter.is_uncommitted else "",
        _german(chapter.released_on),
        _german(chapter.review_by),
        str(chapter.words),
        "" if chapter.difficulty is None else decimal(chapter.difficulty),
        "" if chapter.pages is None else str(chapter.pages),
        str(len(chapter.notes)),
        str(len(chapter.unconfirmed)),
        ", ".join(chapter.lists),
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _german(day: date | None) -> str:
    return "" if day is None else format_date(day)
