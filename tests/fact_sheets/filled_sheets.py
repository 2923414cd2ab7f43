"""A small guide with a fact sheet, and ways to fill the sheet in as people do."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from data.data_files import write_data
from ratgeber_tools import guide as guides
from ratgeber_tools.fact_sheets.returned import SheetReturn, judge
from ratgeber_tools.fact_sheets.sent import SentSheet, sent_sheet
from ratgeber_tools.fact_sheets.sheets import sheet_for
from ratgeber_tools.readers.word.fact_sheets import FilledSheet, read_fact_sheet
from ratgeber_tools.writers.word.fact_sheet import write

SENT, ANSWERED, TODAY = date(2026, 11, 24), date(2026, 12, 3), date(2026, 12, 10)

FACTS = """\
frist:
  titel: Anmeldefrist
  wert: 1. März  # aus dem Erlass
  quellen: [{titel: Stadt, vertrauen: amtlich}]
  zustaendig: amt

beitrag:
  titel: Beitrag
  wert: "70"
  einheit: Euro
  quellen: [{titel: Stadt, vertrauen: amtlich}]
  zustaendig: amt

offen:
  titel: Hortbeitrag
  zustaendig: amt

fremd:
  titel: Etwas anderes
  wert: "5"
  quellen: [{titel: Stadt, vertrauen: amtlich}]
  zustaendig: anderes-amt
"""
CONTACTS = """\
amt:
  name: Schulamt
  art: Amt
  telefon: 0340 204-2040
anderes-amt:
  name: Anderes Amt
  art: Amt
"""
CHAPTER = """\
# Anmeldung

Melden Sie Ihr Kind **bis zum {fakt}`frist`** an.
Das kostet {fakt}`beitrag` im Monat.
"""
#: Place of each entry in the sheet.
ENTRY = {"frist": 0, "beitrag": 1, "offen": 2}
RIGHT, CHANGED, DROPPED, REMARK = range(4)


def make_guide(folder: Path, **files: str) -> Path:
    write_data(folder / "daten", **{"fakten": FACTS, "anlaufstellen": CONTACTS, **files})
    (folder / "anmeldung.md").write_text(CHAPTER, encoding="utf-8")
    return folder


def make_sheet(folder: Path) -> bytes:
    content = write(sheet_for(guides.load(folder), "amt", today=SENT))
    (folder / "hinausgegangen.docx").write_bytes(content)
    return content


class Filled:
    """A sheet as somebody fills it in; `save` writes it."""

    def __init__(self, content: bytes) -> None:
        self.document: Any = docx.Document(io.BytesIO(content))

    def cell(self, entry: str, field: int) -> Any:
        return self.document.tables[ENTRY[entry]].rows[1].cells[field]

    def shown(self, entry: str) -> Any:
        return self.document.tables[ENTRY[entry]].rows[0].cells[0]

    def mark(self, entry: str) -> Any:
        """Return the bookmark that names the entry."""
        return next(self.document.tables[ENTRY[entry]].rows[0]._tr.iter(qn("w:bookmarkStart")))

    def tick(self, entry: str, field: int, sign: str = "☒") -> Filled:
        """Tick a box as Word does: the state and the character."""
        cell = self.cell(entry, field)._tc
        box = next(cell.iter(qn("w:sdt")))
        w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
        next(box.iter(f"{w14}checked")).set(f"{w14}val", "1")
        next(box.iter(qn("w:t"))).text = sign
        return self

    def type(self, entry: str, field: int, text: str) -> Filled:
        self.cell(entry, field).paragraphs[0].add_run(f" {text}")
        return self

    def overwrite(self, entry: str, field: int, text: str) -> Filled:
        cell = self.cell(entry, field)
        for child in list(cell._tc):
            if child.tag != qn("w:tcPr"):
                cell._tc.remove(child)
        cell.add_paragraph(text)
        return self

    def closing(self, field: int, text: str) -> Filled:
        self.document.tables[-1].rows[0].cells[field].add_paragraph(text)
        return self

    def save(self, path: Path) -> Path:
        self.document.save(path)
        return path


def judged(filled: Filled, folder: Path, *, day: date | None = ANSWERED) -> SheetReturn:
    return judged_file(filled.save(folder / "blatt.docx"), folder, day=day)


def judged_file(path: Path, folder: Path, *, day: date | None = ANSWERED) -> SheetReturn:
    records = guides.load(folder).data.records
    filled = read_fact_sheet(path)
    return judge(filled, records, sent=sent_of(filled, folder), file=path.name, today=TODAY, day=day)


def sent_of(filled: FilledSheet, folder: Path) -> SentSheet:
    """Return what is kept of the sheet that went out; its marks are those of the data as they were then."""
    path = folder / "hinausgegangen.docx"
    blank = read_fact_sheet(path) if path.exists() else filled
    return sent_sheet(blank)


Fill = Callable[[Filled], Filled]
