"""What is said of a funding programme, from the idea to the proof of use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.funding import FundedExample, FundingStep
from ratgeber_tools.data.plan_queries import FundingAnswer
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.statements import days, form, sentence
from ratgeber_tools.data.queries import ShownRecord
from ratgeber_tools.quotation import quoted


def funding_parts(answer: FundingAnswer) -> Iterator[said.Part]:
    funding = answer.funding.record
    if funding.description:
        name = f"{funding.name} ({quoted(funding.full_name)})" if funding.full_name else funding.name
        yield said.Part("ziel", "Worum es geht", (said.paragraph(f"{name}: {funding.description}"),))
    if funding.applicants:
        yield said.Part("wer", "Wer den Antrag stellt", (said.paragraph(funding.applicants),))
    if answer.facts:
        yield said.Part("was-gilt", "Was gilt", _bullets(map(sentence, answer.facts)))

    def part(name: str, heading: str, attribute: str, blocks: said.Blocks) -> said.Part:
        return said.Part(name, heading, blocks, is_absent=funding.has_no(attribute))

    yield part("fristen", "Fristen", "deadlines", (said.Dates(answer.deadlines),) if answer.deadlines else ())
    yield part("schritte", "So gehen Sie vor", "steps", _steps(funding.steps, answer))
    yield part("abstimmung", "So wird abgestimmt", "voting", _steps(funding.voting, answer))
    yield part("formulare", "Formulare", "forms", _bullets(map(form, funding.forms)))
    yield part("selbstpruefung", "Vor der Abgabe prüfen", "self_check", _checklist(funding.self_check))
    yield part("beispiele", "Beispiele", "examples", _bullets(map(_example, funding.examples)))
    if answer.remaining is not None:
        yield said.Part("rest", "Was noch im Topf ist", (said.Paragraph(sentence(answer.remaining)),))


def _bullets(items: Iterable[said.Words]) -> said.Blocks:
    entries = tuple(said.Item(words) for words in items)
    return (said.Bullets(entries),) if entries else ()


def _checklist(points: Sequence[str]) -> said.Blocks:
    return (said.Checklist(tuple(points)),) if points else ()


def _steps(steps: Sequence[FundingStep], answer: FundingAnswer) -> said.Blocks:
    if not steps:
        return ()
    result: said.Blocks = (said.Steps(tuple(_step(step, answer) for step in steps)),)
    if any(step.is_open for step in steps):
        return (*result, said.paragraph("Was offen ist, ", said.Asking(answer.funding.disclosure.ask), "."))
    return result


def _step(step: FundingStep, answer: FundingAnswer) -> said.Item:
    text: said.Words = (f" – {step.text}",) if step.text else ()
    is_open: said.Words = (" – wie das geht, ist ", said.NotYet()) if step.is_open else ()
    facts = (sentence(answer.step_facts[name]) for name in step.facts if name in answer.step_facts)
    dates = (_titled(answer.step_dates[name]) for name in step.appointments if name in answer.step_dates)
    return said.Item((said.Strong(step.title), *text, *is_open), _bullets((*facts, *dates)))


def _titled(shown: ShownRecord[Appointment]) -> said.Words:
    return f"{shown.record.label}: ", *days(shown)


def _example(example: FundedExample) -> said.Words:
    where = ", ".join(part for part in (example.school, example.year) if part)
    title = f"{example.title} ({where})" if where else example.title
    return said.Strong(title), *((f": {example.text}",) if example.text else ())
