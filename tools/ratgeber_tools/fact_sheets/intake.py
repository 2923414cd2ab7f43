"""A filled fact sheet is taken in: judged against what went out, confirmed in the data, listed for the editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from ratgeber_tools.calling import program
from ratgeber_tools.data import confirming
from ratgeber_tools.data.loading import LoadResult, load_records
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.arrival import Arrival as Arrival
from ratgeber_tools.fact_sheets.report import FOLDER, lines, summary
from ratgeber_tools.fact_sheets.returned import SheetReturn, judge
from ratgeber_tools.fact_sheets.school_answers import judge_school
from ratgeber_tools.fact_sheets.sent import find_sent
from ratgeber_tools.fact_sheets.sheets import SCHOOL_SHEET
from ratgeber_tools.files import held, read_text
from ratgeber_tools.findings import has_errors
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledSheet, read_fact_sheet


@dataclass(frozen=True, slots=True)
class SheetIntake:
    """What becomes of a sheet: the list as Markdown and its file, and the data files as they read afterwards.

    `office` is the name of the office the sheet went to.
    """

    result: SheetReturn
    office: str
    listing: str
    note: Path
    texts: Mapping[Path, str]

    @property
    def summary(self) -> str:
        return summary(self.result)


def draft(filled: FilledSheet, folder: Path, records: Records, arrival: Arrival) -> SheetIntake:
    """Return what would become of a sheet in the guide at `folder`; raises `InputError` as `find_sent` and `judge`."""
    sent = find_sent(folder, filled, file=arrival.file)
    if filled.identity.startswith(SCHOOL_SHEET):
        answers = judge_school(filled, records, sent=sent, **_circumstances(arrival))
        origin = records.origins[Key("schools", answers.school.identifier)].path
        before = read_text(origin)
        after = answers.entered(before)
        texts = {} if after == before else {origin: after}
        return _intake(answers.result, answers.school.identifier, answers.school.name, folder, records, arrival, texts)
    result = judge(filled, records, sent=sent, **_circumstances(arrival))
    texts = confirming.confirmed(records, result.confirmed, office=result.office, day=result.day, today=arrival.today)
    return _intake(result, result.office, records.contacts[result.office].name, folder, records, arrival, texts)


class _Circumstances(TypedDict):
    file: str
    today: date
    day: date | None
    received: date | None


def _circumstances(arrival: Arrival) -> _Circumstances:
    return {
        "file": arrival.file,
        "today": arrival.today,
        "day": arrival.answered,
        "received": arrival.received,
    }


def _intake(
    result: SheetReturn,
    identifier: str,
    name: str,
    folder: Path,
    records: Records,
    arrival: Arrival,
    texts: Mapping[Path, str],
) -> SheetIntake:
    listing = "\n".join(lines(result, records, folder.parent, texts, sender=arrival.sender)) + "\n"
    note = _free_name(folder / FOLDER / f"{result.day.isoformat()}-{identifier}.md", listing)
    return SheetIntake(result, name, listing, note, texts)


def write(intake: SheetIntake, before: Mapping[Path, bytes]) -> None:
    """Write data and list, all or nothing; `before` and errors as of `write_data`."""
    contents = {file: text.encode("utf-8") for file, text in intake.texts.items()}
    confirming.write_data(contents, before, {intake.note: intake.listing.encode("utf-8")})


def take_in(docx: Path, folder: Path, arrival: Arrival) -> SheetIntake:
    """Read the sheet `docx` into the guide at `folder`; raises `InputError`, too where the data have mistakes."""
    data = folder / "daten"
    filled = read_fact_sheet(docx)
    confirming.recover(data)
    with held(*data.glob("*.yaml")):
        before, loaded = load(data)
        if has_errors(loaded.findings):
            raise InputError(
                f"{quoted(arrival.file)} ist ein Faktenblatt, aber in den Angaben unter ratgeber/daten sind Fehler; "
                f"darum ließ es sich nicht einlesen. Die Redaktion behebt sie ({program()} check nennt sie)."
            )
        intake = draft(filled, folder, loaded.records, arrival)
        write(intake, before)
    return intake


def load(data: Path) -> tuple[dict[Path, bytes], LoadResult]:
    """Return the data files as they are now, to hold against when writing, and what is read from them."""
    before = {path: path.read_bytes() for path in data.glob("*.yaml")}
    return before, load_records(data)


def _free_name(path: Path, content: str) -> Path:
    """Return `path`, or the next numbered name that is free or holds the same: editors write in these files."""
    number, candidate = 1, path
    while candidate.exists() and read_text(candidate) != content:
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate
