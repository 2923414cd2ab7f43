"""What an author said of the contribution in the template's fields: office, audience, sources, whose a picture is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.dialect import AUDIENCE_LABEL, OFFICE_LABEL, PICTURE_LABELS, SOURCES_LABEL
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.report import Report, tidy

_LABELS = (OFFICE_LABEL, AUDIENCE_LABEL, SOURCES_LABEL, *PICTURE_LABELS)


def taken_apart(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return label and words of each line; a line without a label of ours goes on with what the one before says."""
    found: list[tuple[str, str]] = []
    for line in map(tidy, lines):
        label = next((label for label in _LABELS if line.lower().startswith(label.lower())), "")
        words = line[len(label) :].strip(" :")
        if label or not found:
            found.append((label, words))
        elif words:
            before, said = found[-1]
            found[-1] = before, f"{said}; {words}" if said else words
    return tuple((label, words) for label, words in found if words)


def report_particulars(lines: Iterable[str], report: Report) -> None:
    """Report what the fields say; nothing for a template whose fields nobody filled in."""
    said = taken_apart(lines)
    for text, chosen in (
        ("Ihre Angaben zum Kapitel ({}) stehen in seinem Kopf: Prüfen Sie sie dort.", list(_about_chapter(said))),
        ("Ihre Angaben zu Bildern gehören zu den Bildrechten: {}.", list(_about_pictures(said))),
    ):
        if chosen:
            report.add(
                Code.CONTENT_REVIEW,
                text.format("; ".join(f"{label}: {words}" if label else words for label, words in chosen)),
                words=" ".join(words for _, words in chosen),
                position=0,
            )


def _about_chapter(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((label, words) for label, words in said if label not in PICTURE_LABELS)


def _about_pictures(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((label.removeprefix("Bild: "), words) for label, words in said if label in PICTURE_LABELS)
