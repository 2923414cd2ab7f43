"""Sheets for schools: a school is asked about itself, field by field, as a Word file and as a page for the browser.

A school is no office: what it says is entered with its word as the source, and the office that owns the entry confirms
it.  The fields are those of the one table (`data.presentation.fields`); which of them, `questions_of` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ratgeber_tools.data.absence import ABSENT
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.places import School
from ratgeber_tools.data.presentation.fields import FIELDS, Field, joined
from ratgeber_tools.data.records import Records
from ratgeber_tools.fact_sheets.sheets import (
    CLOSING,
    FORM,
    OPEN_FORM,
    SCHOOL_SHEET,
    EntryMark,
    SheetIdentity,
    editorial_office,
    guide_name,
    line_digest,
    words_digest,
)
from ratgeber_tools.fact_sheets.values import short_digest
from ratgeber_tools.writers.word.fact_sheet import Sheet, SheetEntry, SheetSection

UNKNOWN = "Das wissen wir noch nicht."


@dataclass(frozen=True, slots=True)
class Question:
    """A field a school is asked for, and what the register says of it now; empty if nothing."""

    field: Field
    value: str

    @property
    def title(self) -> str:
        return self.field.label


def questions_of(school: School, *, is_every: bool = False) -> tuple[Question, ...]:
    """Return what a school is asked: what its page shows and its office would have to find out.

    `is_every` also returns what it would be asked if something were known of it.
    """
    return tuple(
        Question(field, _said(school, field))
        for field in FIELDS[School]
        if field.say is not None and (is_every or field.is_asked or _said(school, field))
    )


def _said(school: School, field: Field) -> str:
    if school.has_no(field.attribute):
        return ABSENT
    value = getattr(school, field.attribute)
    return joined(value) if value else ""


def question_digest(school: School, question: Question) -> str:
    """Return eight digits that name the field of the school, whatever it says."""
    return short_digest(f"schools/{school.identifier}/{question.field.attribute}", 8)


def value_digest(question: Question) -> str:
    """Return twelve digits that change with what the register says of the field."""
    return short_digest(question.value, 12)


def school_sheet(records: Records, name: str, *, today: date, send_to: str = "") -> Sheet:
    """Return the sheet of one school; `send_to` says where it goes back to, else the guide's editorial office does."""
    school = records.schools[name]
    questions = questions_of(school)
    header = f"Elternratgeber · Fragen an die Schule · {school.name} · Stand {format_date(today)}"
    title = f"Fragen an: {school.name}"
    introduction = (
        f"Im Elternratgeber hat jede Schule eine eigene Seite, auch Ihre. Bitte sagen Sie uns, was Eltern wissen "
        f"sollen. Es sind {len(questions)} kurze Fragen, Stand {format_date(today)}.",
        "So geht es: Steht schon etwas da, kreuzen Sie „stimmt“ an oder schreiben, wie es jetzt heißt. Steht noch "
        "nichts da, schreiben Sie es unter „lautet“. Was es bei Ihnen nicht gibt, bekommt ein Kreuz bei „entfällt“.",
        "Namen von Menschen, Handynummern und private Postfächer gehören nicht hinein. Was Sie eintragen, prüft und "
        "bestätigt das zuständige Amt, bevor Eltern es lesen.",
        f"Danach speichern Sie die Datei und schicken sie zurück an: {send_to or editorial_office(records)}.",
    )
    section = SheetSection("Das steht auf der Seite Ihrer Schule", tuple(_entry(school, each) for each in questions))
    ours = (header, title, *introduction, section.title)
    identity = SheetIdentity(
        f"{SCHOOL_SHEET}{name}", today, guide_name(records), len(questions), frozenset(map(line_digest, ours))
    )
    return Sheet(str(identity), today, header, title, introduction, (section,), CLOSING)


def _entry(school: School, question: Question) -> SheetEntry:
    lines = (question.value or UNKNOWN,)
    hints = (question.field.hint,) if question.field.hint else ()
    words = words_digest(" ".join((question.title, *lines, *hints)))
    mark = EntryMark(question_digest(school, question), value_digest(question), words)
    return SheetEntry(str(mark), question.title, lines, hints, FORM if question.value else OPEN_FORM)
