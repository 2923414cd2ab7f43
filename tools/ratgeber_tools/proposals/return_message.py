"""What a merge request says of a file that was out for review and came back; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools.document import Block, ListItem, OrderedList, Paragraph, Strong, Text
from ratgeber_tools.findings import Finding
from ratgeber_tools.proposals.message import (
    NEXT_STEPS,
    Message,
    about_checks,
    about_persons,
    bullets,
    heading,
    limited,
    look_at,
    of_import,
    paragraph,
    persons_among,
    plain,
    written,
)
from ratgeber_tools.quotation import quoted


@dataclass(frozen=True, slots=True)
class ReturnedChapterWords:
    """What is to be said of one chapter: where its conflicts stand, what else to look at.

    `mixed` are sentences with changes of both sides, `notices` whole sentences of the merge; `checked` and `report` are
    those of `Accepted`.
    """

    title: str
    place: str
    conflicts: tuple[str, ...]
    mixed: tuple[str, ...]
    notices: tuple[str, ...]
    findings: Sequence[Finding]
    checked: Sequence[Finding]
    report: str


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A returned file with the chapters it changes; the preview's words are those of `Accepted`.

    `is_contribution` says that it never was out for review: its author handed it in again.
    """

    file_name: str
    chapters: tuple[ReturnedChapterWords, ...]
    preview: str = ""
    no_preview: str = ""
    archive: str = ""
    desk: str = ""
    is_contribution: bool = False


def about_return(file: ReturnedFile) -> Message:
    """Return what is said of chapters somebody is to look at and to take."""
    number = len(file.chapters)
    what = quoted(file.chapters[0].title) if number == 1 else f"{number} Kapitel"
    came = (
        f"{quoted(file.file_name)} ist eine neue Fassung eines Beitrags, der schon im Ratgeber steht."
        if file.is_contribution
        else f"{quoted(file.file_name)} war zum Gegenlesen draußen und ist zurück."
    )
    blocks: list[Block] = [
        *about_persons([line for chapter in file.chapters for line in persons_among(chapter.checked)]),
        paragraph(f"{came} Geändert: {what}."),
        paragraph("Was inzwischen im Ratgeber geändert wurde, ist noch da: Beides ist zusammengeführt."),
        heading(NEXT_STEPS),
        OrderedList(tuple(ListItem((step,)) for step in _steps(file))),
    ]
    for chapter in file.chapters:
        blocks += _about(chapter)
    title = plain(file.chapters[0].title) if number == 1 else f"{number} Kapitel"
    kind = "Geändertes Kapitel" if file.is_contribution else "Gegengelesen"
    return Message(f"{kind}: {title}", written(blocks))


def _steps(file: ReturnedFile) -> Iterator[Paragraph]:
    yield look_at(file.preview, file.no_preview, file.archive, file.desk)
    if any(chapter.conflicts for chapter in file.chapters):
        yield paragraph(
            "An manchen Stellen stehen zwei Fassungen in einem Kasten „Konflikt“. Entscheiden Sie sich für eine, und "
            "löschen Sie den Kasten. Vorher lässt sich das Kapitel nicht freigeben."
        )
    yield paragraph("Lesen Sie, was unten steht. Manches muss ein Mensch ansehen.")
    yield Paragraph(
        (
            Text("Ist es gut? Klicken Sie auf "),
            Strong((Text("„Zusammenführen“"),)),
            Text(" (auch „Merge“). Eltern sehen die neue Fassung erst, wenn sie freigegeben ist."),
        )
    )


def _about(chapter: ReturnedChapterWords) -> Iterator[Block]:
    yield heading(plain(f"{chapter.title} ({chapter.place})"))
    lines = [f"Zwei Fassungen in einem Kasten „Konflikt“: {place}" for place in chapter.conflicts]
    lines += [f"Beide Seiten haben hier etwas geändert: „{sentence}“" for sentence in chapter.mixed]
    lines += chapter.notices
    lines += [of_import(finding) for finding in chapter.findings]
    yield limited(lines) if lines else bullets(("Es gab nichts zu entscheiden.",))
    yield from about_checks(chapter.checked)
    yield paragraph(f"Der ganze Bericht liegt in diesem Vorschlag: {chapter.report}")
