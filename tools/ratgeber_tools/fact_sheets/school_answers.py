"""A sheet that a school has filled in: what it says is entered into the register with its word as the source.

Nothing becomes confirmed here.  Entered is only what the kept sheet asked in just these words, what nobody has changed
meanwhile, what is of the field's kind, and what names no person; all else is listed for the editors.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ratgeber_tools.data.absence import ABSENT, says_none
from ratgeber_tools.data.attestation import CONFIRMATION_KEYS
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.places import School, SchoolForm
from ratgeber_tools.data.records import Key, Records
from ratgeber_tools.data.seen_values import with_seen_values
from ratgeber_tools.data.validation import problems_of
from ratgeber_tools.data.yaml_edit import UneditableError, add_item, set_values, without
from ratgeber_tools.data.yaml_edits import YamlEditError
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.answers import AnswerVerdict, SheetAnswer, interpret
from ratgeber_tools.fact_sheets.returned import AnswerKind, SheetOutcome, SheetReturn, about_return
from ratgeber_tools.fact_sheets.school_sheets import Question, question_digest, questions_of, value_digest
from ratgeber_tools.fact_sheets.sent import SentSheet
from ratgeber_tools.fact_sheets.sheets import SCHOOL_SHEET, parse_mark
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet

_ADDRESS = re.compile(r"(?P<strasse>[^,;\n]+?)\s*[,;\n]\s*(?P<plz>\d{5})\s+(?P<ort>[^,;\n]+)")
#: Lists in which a comma parts the words; opening hours have commas of their own.
_WORDS = frozenset({"languages", "taught_languages", "courses"})
_SOURCE = "Auskunft der Schule"


@dataclass(frozen=True, slots=True)
class SchoolAnswers:
    """What became of a school's sheet: the outcomes as of any sheet, and the values to enter by key of the entry.

    `is_whole`: the school has looked at everything that was known, so the entry as a whole has its word.
    """

    result: SheetReturn
    school: School
    values: Mapping[str, str | list[str]]
    is_whole: bool

    def entered(self, text: str) -> str:
        """Return the data file's text with the answers, and with the school's word as a source where it is whole.

        What an office has confirmed before does not cover new values, so its confirmation goes; the sources so far
        named others (`seen_values`).
        Raises `InputError` for a file that cannot be changed without touching more.
        """
        name = self.school.identifier
        source = {"titel": _SOURCE, "stand": format_date(self.result.day), "vertrauen": "Einrichtung"}
        fresh = text
        try:
            if self.values:
                fresh = set_values(without(text, name, CONFIRMATION_KEYS), name, self.values)
            if self.is_whole:
                fresh = add_item(fresh, name, "quellen", source)
            return with_seen_values(text, fresh, name, School)
        except (UneditableError, YamlEditError) as error:
            raise InputError(f"schulen.yaml: {error} Tragen Sie die Antworten von Hand ein.") from error


def judge_school(
    filled: FilledSheet, records: Records, *, sent: SentSheet, file: str, today: date, day: date | None = None,
    received: date | None = None,
) -> SchoolAnswers:  # fmt: skip
    """Return what becomes of a school's sheet; arguments and errors as of `returned.judge`."""
    about = about_return(filled, records, file=file, today=today, day=day, received=received)
    school = records.schools.get(about.identity.office.removeprefix(SCHOOL_SHEET))
    if school is None:
        raise InputError(f"Die Schule, an die „{file}“ ging, gibt es in schulen.yaml nicht mehr.")
    questions = {question_digest(school, question): question for question in questions_of(school, is_every=True)}
    judgement = _SchoolJudgement(school, sent, questions)
    outcomes = tuple(map(judgement.outcome, filled.entries))
    result = SheetReturn(
        office=school.owner or "",
        sheet_day=about.identity.day,
        day=about.day,
        outcomes=outcomes,
        remarks=about.remarks,
        missing=about.missing,
        school=school.name,
    )
    known = {each.field.attribute for each in questions_of(school) if each.value}
    is_whole = bool(judgement.answered) and known <= judgement.answered
    return SchoolAnswers(result, school, judgement.values, is_whole)


@dataclass(slots=True)
class _SchoolJudgement:
    school: School
    sent: SentSheet
    questions: Mapping[str, Question]
    values: dict[str, str | list[str]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def outcome(self, entry: FilledEntry) -> SheetOutcome:
        title = entry.shown.partition("\n")[0]
        answer = interpret(entry.fields)
        remarks = tuple(filter(None, (answer.remark, *entry.comments)))
        key = Key("schools", self.school.identifier)
        mark = parse_mark(entry.mark)
        question = self.questions.get(mark.key) if mark is not None else None

        def told(kind: AnswerKind, text: str = "") -> SheetOutcome:
            return SheetOutcome(kind, key, title, text, remarks)

        if answer.verdict is AnswerVerdict.EMPTY:
            return told(AnswerKind.REMARK if remarks else AnswerKind.EMPTY)
        if mark is None or question is None or not self.sent.has_asked(entry.mark):
            return told(AnswerKind.UNCLEAR, f"Danach hat das Blatt, das hinausging, nicht gefragt. {_said(answer)}")
        doubts = []
        if mark.key in self._seen:
            doubts.append("Die Frage steht mehrmals im Blatt.")
        self._seen.add(mark.key)
        if not self.sent.is_as_sent(entry.mark, entry.shown):
            doubts.append("Der Text der Frage selbst wurde im Blatt geändert.")
        if value_digest(question) != mark.record:
            doubts.append(f"In den Daten steht inzwischen „{question.value or 'nichts'}“.")
        if doubts or answer.verdict is AnswerVerdict.UNCLEAR:
            words = answer.words if answer.verdict is AnswerVerdict.UNCLEAR else _said(answer)
            return told(AnswerKind.UNCLEAR, " ".join((words, *doubts)))
        match answer.verdict:
            case AnswerVerdict.RIGHT:
                if remarks:
                    return told(AnswerKind.UNCLEAR, "Angekreuzt ist „stimmt“, und dazu gibt es eine Anmerkung.")
                self.answered.add(question.field.attribute)
                return told(AnswerKind.ENTERED, f"„{question.value}“ stimmt laut Schule.")
            case AnswerVerdict.DROPPED:
                return self._drop(question, told)
            case _:
                return self._enter(question, answer.words, told)

    def _drop(self, question: Question, told: Callable[[AnswerKind, str], SheetOutcome]) -> SheetOutcome:
        if question.value:
            return told(AnswerKind.DROPPED, f"Die Schule sagt, dass „{question.value}“ entfällt.")
        return self._enter(question, ABSENT, told)

    def _enter(self, question: Question, words: str, told: Callable[[AnswerKind, str], SheetOutcome]) -> SheetOutcome:
        personal = next(personal_in(words), None)
        if personal is not None:
            return told(AnswerKind.UNCLEAR, f"Antwort: „{words}“. {personal.sentence}")
        values = _typed(question.field.attribute, words)
        problem = "Straße, Postleitzahl und Ort ließen sich nicht trennen." if values is None else _problem(values)
        if values is None or problem:
            return told(AnswerKind.UNCLEAR, f"Antwort: „{words}“. {problem}")
        self.values |= values
        self.answered.add(question.field.attribute)
        before = f" (vorher „{question.value}“)" if question.value else ""
        return told(AnswerKind.ENTERED, f"„{words}“{before}")


def _typed(attribute: str, words: str) -> dict[str, str | list[str]] | None:
    """Return an answer as the data file has it, by key; None for an address that does not come apart."""
    if says_none(words):
        attribute = "street" if attribute == "address" else attribute
        return {School.model_fields[attribute].alias or attribute: ABSENT}
    if attribute == "address":
        match = _ADDRESS.fullmatch(words.strip())
        return None if match is None else dict(match.groupdict())
    name = School.model_fields[attribute]
    key = name.alias or attribute
    if name.default != ():
        return {key: " ".join(words.split())}
    signs = r"[;\n,]" if attribute in _WORDS else r"[;\n]"
    return {key: [part for part in (" ".join(each.split()) for each in re.split(signs, words)) if part]}


def _problem(values: Mapping[str, str | list[str]]) -> str:
    """Return what is wrong with values as the register would say it, empty if nothing."""
    bare = {"@kennung": "schule", "name": "Schule", "schulform": SchoolForm.PRIMARY}
    return " ".join(problems_of({**bare, **values}, School))


def _said(answer: SheetAnswer) -> str:
    return f"Antwort: {answer.verdict.value}{f', „{answer.words}“' if answer.words else ''}."
