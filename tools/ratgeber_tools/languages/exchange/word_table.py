"""Word, what people in offices work with: a table with German left and the translation right, out and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ratgeber_tools import dialect
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.languages.exchange.offers import (
    OfferedUnit,
    OfferState,
    ReturnedTranslation,
    ReturnedUnit,
    TranslationOffer,
)
from ratgeber_tools.languages.signs import from_signs, signed
from ratgeber_tools.languages.tongues import TONGUES
from ratgeber_tools.readers.word.translation_tables import FilledRow, read_translation_table
from ratgeber_tools.writers.word.translation_table import TableRow, TranslationTable, write_translation_table

SUFFIX = ".docx"
_OPEN = frozenset({OfferState.OPEN, OfferState.OLD, OfferState.DRAFT})


def write_word_table(offered: TranslationOffer, day: date) -> bytes:
    """Return the .docx file; equal offers of a day give equal bytes."""
    tongue = TONGUES[offered.language]
    title = f"{offered.title}: Übersetzung ins {tongue.german_name}e"
    rows = tuple(map(_row, offered.units))
    count = sum(row.is_open for row in rows)
    introduction = (
        "Schreiben Sie rechts, was links steht. Zeilen mit farbigem Grund sind offen: Dort fehlt die Übersetzung, sie "
        f"ist veraltet, oder eine Maschine hat sie entworfen ({count} von {len(rows)}).",
        "Graue Zeichen wie ‹2: …› stehen für eine Angabe, die der Ratgeber selbst einsetzt. Zwischen ‹1› und ‹/1› "
        "steht ein Wort mit einem Verweis oder einer Auszeichnung. Nehmen Sie sie mit an ihre Stelle in Ihrem Satz; "
        "ihre Reihenfolge darf sich ändern.",
        "Lassen Sie die Zeilen, wie sie sind, und schicken Sie diese Datei zurück. Fragen gehören in „Bemerkung“.",
    )
    header = f"{tongue.german_name} ({tongue.own_name}), Stand {format_date(day)}"
    return write_translation_table(
        TranslationTable(
            f"{offered.language} {offered.chapter}", offered.language, dialect.is_right_to_left(offered.language), day,
            header, title, introduction, rows,
        )
    )  # fmt: skip


def _row(unit: OfferedUnit) -> TableRow:
    return TableRow(
        mark=f"{unit.key}_{unit.base}",
        state=f"{unit.kind}, {unit.state.value}",
        german=signed(unit.german, unit.places),
        text=signed(unit.text, unit.places),
        before=signed(unit.german_before, ()) if unit.german_before else "",
        remark=unit.remark,
        is_open=unit.state in _OPEN,
    )


def read_word_table(path: Path) -> tuple[ReturnedTranslation, ...]:
    """Return what came back; raises `InputError` for a file that is no such table, or is damaged."""
    filled = read_translation_table(path)
    language, _, chapter = filled.identity.partition(" ")
    return (ReturnedTranslation(language, chapter, tuple(map(_returned, filled.rows))),)


def _returned(row: FilledRow) -> ReturnedUnit:
    key, _, base = row.mark.partition("_")
    return ReturnedUnit(key, from_signs(row.german), from_signs(row.text), base, row.remark, f"Zeile {row.number}")
