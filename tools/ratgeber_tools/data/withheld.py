"""What keeps a press file from being clean: values an edition does not show, and what the municipality has not said.

One of them is enough, and the whole file is a trial print (`Probedruck`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.answers import parts_of
from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.disclosure import Ask, Reason, View
from ratgeber_tools.data.queries import MunicipalityQuery, Query
from ratgeber_tools.data.records import COLLECTIONS, MUNICIPALITY_FILE
from ratgeber_tools.data.school_queries import SocialWorkAnswer


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """One thing that is not printed: what it is, why, which office can change that, and where it stands.

    `record` is file and identifier (`fakten.yaml: anmeldefrist`), empty where no record is concerned.
    """

    what: str
    reason: str
    office: str
    record: str = ""


def list_beside(pdf: Path) -> Path:
    """Return the file that lists what makes a PDF a trial print; there is none beside a clean one."""
    return pdf.with_name(f"{pdf.stem}-probedruck.txt")


def withheld_of(query: Query[Any], answer: Any) -> Iterator[Withheld]:
    """Yield what the answer to a page's question does not show; what the loose date sheet shows is none of it."""
    if isinstance(answer, Ask):
        yield _missing(query, answer)
        return
    for part in parts_of(answer):
        if isinstance(part, DueStep):
            reason = part.reason or (None if part.days.is_known or part.is_told else Reason.UNKNOWN)
            if reason is not None:
                yield Withheld(f"{part.step.title} ({part.year})", reason, part.ask.office, _name(part.step))
            continue
        record, disclosure = part.record, part.disclosure
        if disclosure.reason is not None and not (disclosure.is_on_sheet or disclosure.is_announced):
            yield Withheld(record.label, disclosure.reason, disclosure.ask.office, _name(record))
    if isinstance(answer, SocialWorkAnswer):
        for entry in answer.open_schools:
            school = entry.school.record
            what = f"Schulsozialarbeit an: {school.name}"
            yield Withheld(what, Reason.UNKNOWN, answer.ask.office, f"schulsozialarbeit.yaml: {school.identifier}")


def unset_for_print(view: View) -> Iterator[Withheld]:
    """Yield what `kommune.yaml` has to say before anything is printed: how long a copy lasts, and the funders' notices.

    Emblem and wording are prescribed (Regulation (EU) 2021/1060, Annex IX), so neither is made up.
    """
    municipality = view.records.municipality
    office = view.whom_to_ask_about_gaps().office
    if municipality.brochure.valid_until is None:
        place = f"{MUNICIPALITY_FILE}: broschuere, gilt_bis"
        yield Withheld("Laufzeit der Broschüre", Reason.LIFE_UNKNOWN, office, place)
    for notice in municipality.funding_notices:
        if not notice.wording or not notice.emblem or not notice.emblem_alt:
            place = f"{MUNICIPALITY_FILE}: foerderhinweise"
            yield Withheld(f"Förderhinweis {notice.funder}", "Wortlaut oder Zeichen fehlt", office, place)


def _missing(query: Query[Any], whom: Ask) -> Withheld:
    """What a page names and nobody has: a value of the municipality, or a record that is gone."""
    if isinstance(query, MunicipalityQuery):
        return Withheld(query.key, Reason.UNKNOWN, whom.office, f"{MUNICIPALITY_FILE}: {query.key}")
    return Withheld(str(getattr(query, "identifier", "") or type(query).__name__), Reason.UNKNOWN, whom.office)


def _name(record: Record) -> str:
    file = next((entry.file for entry in COLLECTIONS if isinstance(record, entry.model)), "")
    return f"{file}: {record.identifier}"
