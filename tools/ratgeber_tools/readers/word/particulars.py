"""What an author said of the contribution in the template's fields: office, audience, sources, whose a picture is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools.dialect import AUDIENCE_LABEL, OFFICE_LABEL, PICTURE_LABELS, SOURCES_LABEL
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.report import Report, tidy
from ratgeber_tools.template_words import without_prompt

_LABELS = (OFFICE_LABEL, AUDIENCE_LABEL, SOURCES_LABEL, *PICTURE_LABELS)


def is_said_in_a_field(line: str, before: Sequence[str]) -> bool:
    """Say whether a line in the fields' style says something in one, or is text whose author only forgot the style.

    Sources may go on in lines of their own; no other field does.
    """
    if not line.strip() or _label_of(tidy(line)):
        return True
    labels = [label for said in before if (label := _label_of(tidy(said)))]
    return bool(labels) and labels[-1] == SOURCES_LABEL


def taken_apart(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return label and words of each line; a line without a label of ours goes on with what the one before says."""
    found: list[tuple[str, str]] = []
    for line in map(tidy, lines):
        label = _label_of(line)
        words = without_prompt(label, line[len(label) :].strip(" :"))
        if label or not found:
            found.append((label, words))
        elif words:
            before, said = found[-1]
            found[-1] = before, f"{said}; {words}" if said else words
    return tuple((label, words) for label, words in found if words)


def report_particulars(lines: Iterable[str], report: Report) -> None:
    """Report what the fields say; nothing for a template whose fields nobody filled in."""
    said = taken_apart(lines)
    about_chapter = [(label, words) for label, words in said if label not in PICTURE_LABELS]
    if about_chapter:
        text = "; ".join(f"{label}: {words}" for label, words in about_chapter)
        report.add(
            Code.CONTENT_REVIEW,
            f"Ihre Angaben zum Kapitel ({text}) stehen in seinem Kopf: Prüfen Sie sie dort.",
            words=" ".join(words for _, words in about_chapter),
            position=0,
        )
    pictures = list(_pictures(said))
    for number, answers in enumerate(pictures, start=1):
        which = f"Zum {number}. Bild" if len(pictures) > 1 else "Zu den Bildern"
        text = " ".join(f"{label.removeprefix('Bild: ')} {words}." for label, words in answers)
        report.add(
            Code.CONTENT_REVIEW,
            f"{which} sagen Sie: {text} Das gehört zu den Bildrechten.",
            words=" ".join(words for _, words in answers),
            position=0,
        )


def _label_of(line: str) -> str:
    return next((label for label in _LABELS if line.lower().startswith(label.lower())), "")


def _pictures(said: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Yield what is said of each picture: the lines were copied for the next one, so a label comes again."""
    answers: list[tuple[str, str]] = []
    for label, words in said:
        if label not in PICTURE_LABELS:
            continue
        if answers and PICTURE_LABELS.index(label) <= PICTURE_LABELS.index(answers[-1][0]):
            yield answers
            answers = []
        answers.append((label, words))
    if answers:
        yield answers
