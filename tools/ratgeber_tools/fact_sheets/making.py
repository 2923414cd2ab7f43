"""Fact sheets made ready to go out: which sheets, what their files are called, and the card that is kept of each.

The command line and the desk make them alike, so that either reads back what the other sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.data.records import Records
from ratgeber_tools.fact_sheets.school_sheets import school_sheet
from ratgeber_tools.fact_sheets.sent import FOLDER, card_of, sent_sheet
from ratgeber_tools.fact_sheets.sheets import sheet_for
from ratgeber_tools.fact_sheets.uses import uses_of
from ratgeber_tools.guide import Guide
from ratgeber_tools.readers.word.fact_sheets import read_fact_sheet
from ratgeber_tools.writers.word.fact_sheet import Sheet


def office_sheets(guide: Guide, offices: Iterable[str], *, today: date, send_to: str = "") -> dict[str, Sheet]:
    """Return the sheets of offices (identifiers), by the name of the file; raises `InputError` as `sheet_for`."""
    uses = uses_of(guide, today)
    return {
        f"faktenblatt-{name}-{today.isoformat()}.docx": sheet_for(guide, name, today=today, send_to=send_to, uses=uses)
        for name in offices
    }


def school_sheets(records: Records, schools: Iterable[str], *, today: date, send_to: str = "") -> dict[str, Sheet]:
    """Return the sheets of schools (identifiers), by the name of the file."""
    return {
        f"schulblatt-{name}-{today.isoformat()}.docx": school_sheet(records, name, today=today, send_to=send_to)
        for name in schools
    }


def school_called(name: str, records: Records) -> str:
    """Return the identifier of the school called so, empty if it is an office or nothing at all."""
    words = " ".join(name.split()).casefold()
    called = {school.name.casefold(): identifier for identifier, school in records.schools.items()}
    return called.get(words) or (words if words in records.schools and words not in records.contacts else "")


def card_for(name: str, content: bytes) -> tuple[str, bytes]:
    """Return name and content of what is kept of a sheet, as read from the Word file that goes out."""
    with files.temporary_folder("faktenblatt") as folder:
        path = folder / name
        path.write_bytes(content)
        return card_of(sent_sheet(read_fact_sheet(path)))


def keep_card(guide_folder: Path, name: str, card: bytes) -> Path:
    """Keep what a sheet asked, before it goes out; return the file to check in."""
    path = guide_folder / FOLDER / name
    files.rewrite(path, lambda _: card.decode("utf-8"))
    return path
