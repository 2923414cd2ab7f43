"""What is said of a funding programme, from the idea to the proof of use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.funding import FundedExample, FundingStep
from ratgeber_tools.data.plan_queries import FundingAnswer
from ratgeber_tools.data.presentation.statements import days, form, sentence
from ratgeber_tools.data.presentation.values import (
    Asking,
    Blocks,
    Bullets,
    Checklist,
    Dates,
    Item,
    NotYet,
    Paragraph,
    Part,
    Steps,
    Strong,
    Words,
)
from ratgeber_tools.data.queries import Shown


def funding_parts(answer: FundingAnswer) -> Iterator[Part]:
    funding = answer.funding.record
    if funding.description:
        name = f"{funding.name} („{funding.full_name}“)" if funding.full_name else funding.name
        yield Part("ziel", "Worum es geht", (Paragraph((f"{name}: {funding.description}",)),))
    if funding.applicants:
        yield Part("wer", "Wer den Antrag stellt", (Paragraph((funding.applicants,)),))
    if answer.facts:
        yield Part("was-gilt", "Was gilt", _bullets(map(sentence, answer.facts)))
    yield Part("fristen", "Fristen", (Dates(answer.deadlines),) if answer.deadlines else ())
    yield Part("schritte", "So gehen Sie vor", _steps(funding.steps, answer))
    yield Part("abstimmung", "So wird abgestimmt", _steps(funding.voting, answer))
    yield Part("formulare", "Formulare", _bullets(map(form, funding.forms)))
    yield Part("selbstpruefung", "Vor der Abgabe prüfen", _checklist(funding.self_check))
    yield Part("beispiele", "Beispiele", _bullets(map(_example, funding.examples)))
    if answer.remaining is not None:
        yield Part("rest", "Was noch im Topf ist", (Paragraph(sentence(answer.remaining)),))


def _bullets(items: Iterable[Words]) -> Blocks:
    entries = tuple(Item(words) for words in items)
    return (Bullets(entries),) if entries else ()


def _checklist(points: Sequence[str]) -> Blocks:
    return (Checklist(tuple(points)),) if points else ()


def _steps(steps: Sequence[FundingStep], answer: FundingAnswer) -> Blocks:
    if not steps:
        return ()
    result: Blocks = (Steps(tuple(_step(step, answer) for step in steps)),)
    if any(step.is_open for step in steps):
        return (*result, Paragraph(("Was offen ist, ", Asking(answer.funding.disclosure.ask), ".")))
    return result


def _step(step: FundingStep, answer: FundingAnswer) -> Item:
    text: Words = (f" – {step.text}",) if step.text else ()
    is_open: Words = (" – wie das geht, ist ", NotYet()) if step.is_open else ()
    facts = (sentence(answer.step_facts[name]) for name in step.facts if name in answer.step_facts)
    dates = (_titled(answer.step_dates[name]) for name in step.appointments if name in answer.step_dates)
    return Item((Strong(step.title), *text, *is_open), _bullets((*facts, *dates)))


def _titled(shown: Shown[Appointment]) -> Words:
    return f"{shown.record.label}: ", *days(shown)


def _example(example: FundedExample) -> Words:
    where = ", ".join(part for part in (example.school, example.year) if part)
    title = f"{example.title} ({where})" if where else example.title
    return Strong(title), *((f": {example.text}",) if example.text else ())
