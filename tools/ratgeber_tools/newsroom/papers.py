"""What a meeting has on the table, as documents for a writer: the agenda, the minutes and the guide's status.

Each says what the same thing says on a screen: the words are those of `meeting_agenda`, `minutes.outline` and `status`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from ratgeber_tools import document as doc
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.newsroom.meeting_agenda import (
    AGENDA_TITLE,
    FIRST_HINT,
    FIRST_TITLE,
    NOBODY,
    first_points,
    in_total,
    waiting_words,
)
from ratgeber_tools.newsroom.minutes.outline import DECIDED, MinutesItem, MinutesOutline
from ratgeber_tools.newsroom.open_points import OpenPoint, by_office
from ratgeber_tools.newsroom.status.dues import Month, OfficeDues
from ratgeber_tools.newsroom.status.survey import Survey
from ratgeber_tools.newsroom.status.table import (
    CHAPTER_COLUMNS,
    COLUMN_MEANING,
    decision_sentences,
    due_counts,
    due_lines,
    extent_lines,
    progress,
    standing_lines,
)
from ratgeber_tools.prose.comparison import Mark

#: What a meeting has to say beside what the history tells.
REMARKS = "Bemerkungen"


def agenda_paper(points: Sequence[OpenPoint], today: date) -> doc.Document:
    """Return the open points with boxes to tick: those that hold up most first, then all of them office by office."""
    return doc.Document(tuple(_agenda(points, today)))


def minutes_paper(outline: MinutesOutline) -> doc.Document:
    """Return the minutes, what is gone struck out and what is new bold; at the end a place to sign them off."""
    blocks: list[doc.Block] = [_heading(1, outline.title), _paragraph(outline.summary)]
    for section in outline.sections:
        blocks += [_heading(2, section.title), _items(section.items)]
    blocks += [_heading(2, "Genehmigt"), _paragraph("Am: ____________________     Für die Steuergruppe: " + "_" * 40)]
    return doc.Document(tuple(blocks))


def minutes_record(outline: MinutesOutline, *, title: str, present: Sequence[str], remarks: str) -> doc.Document:
    """Return the minutes as they are kept: who was there, what was decided, remarks, then all else.

    `remarks` are paragraphs with an empty line between them.
    """
    decided = [section for section in outline.sections if section.title == DECIDED]
    others = [section for section in outline.sections if section.title != DECIDED]
    blocks: list[doc.Block] = [_heading(1, title)]
    if present:
        blocks.append(_paragraph(f"Anwesend: {', '.join(present)}."))
    blocks.append(_paragraph(outline.summary))
    for section in decided:
        blocks += [_heading(2, section.title), _items(section.items)]
    said = [" ".join(part.split()) for part in remarks.split("\n\n")]
    if any(said):
        blocks += [_heading(2, REMARKS), *(_paragraph(words) for words in said if words)]
    for section in others:
        blocks += [_heading(2, section.title), _items(section.items)]
    return doc.Document(tuple(blocks))


def status_paper(survey: Survey, dues: Iterable[OfficeDues], month: Month) -> doc.Document:
    """Return how every chapter stands, and what each office has to do by the end of `month`."""
    return doc.Document(tuple(_status(survey, tuple(dues), month)))


def _agenda(points: Sequence[OpenPoint], today: date) -> Iterator[doc.Block]:
    yield _heading(1, AGENDA_TITLE)
    yield _paragraph(f"Stand: {format_date(today)}. {in_total(points)}.")
    groups = by_office(points)
    if not groups:
        return
    yield _table(("Stelle", "Punkte"), [((office or NOBODY,), (str(len(group)),)) for office, group in groups.items()])
    first = first_points(points)
    if first:
        yield _heading(2, FIRST_TITLE)
        yield _paragraph(FIRST_HINT)
        yield _boxes(first, names_office=True)
    for office, group in groups.items():
        yield _heading(2, office or NOBODY)
        for kind, entries in groupby(group, key=lambda point: point.kind):
            yield _heading(3, kind.value)
            yield _boxes(entries)


def _boxes(points: Iterable[OpenPoint], *, names_office: bool = False) -> doc.BulletList:
    return doc.BulletList(
        tuple(
            doc.ListItem((doc.Paragraph(tuple(_point(point, names_office=names_office))),), checked=False)
            for point in points
        )
    )


def _point(point: OpenPoint, *, names_office: bool) -> Iterator[doc.Inline]:
    yield doc.Strong((doc.Text(point.title),))
    office = f" ({point.office or NOBODY})" if names_office else ""
    detail = f": {point.detail}" if point.detail else ""
    waiting = f" [{words}]" if (words := waiting_words(point)) else ""
    if office or detail or waiting:
        yield doc.Text(f"{office}{detail}{waiting}")


def _items(items: Iterable[MinutesItem]) -> doc.BulletList:
    return doc.BulletList(tuple(_item(item) for item in items))


def _item(item: MinutesItem) -> doc.ListItem:
    inlines: list[doc.Inline] = [doc.Strong((doc.Text(item.lead),))] if item.lead else []
    for piece in item.pieces:
        if inlines:
            inlines.append(doc.Text(" "))
        words = (doc.Text(piece.words),)
        if piece.mark is Mark.REMOVED:
            inlines.append(doc.Strikethrough(words))
        else:
            inlines += [doc.Strong(words)] if piece.mark is Mark.ADDED else words
    below: tuple[doc.Block, ...] = (_items(item.items),) if item.items else ()
    return doc.ListItem((doc.Paragraph(doc.normalise_inlines(inlines)), *below))


def _status(survey: Survey, dues: Sequence[OfficeDues], month: Month) -> Iterator[doc.Block]:
    yield _heading(1, f"{survey.title}: wie weit der Ratgeber ist")
    done = "; ".join(f"{words}: {done} von {total}" for words, done, total in progress(survey))
    yield _paragraph(f"Stand: {format_date(survey.today)}. {done}.")
    for sentence in decision_sentences(survey):
        yield _paragraph(sentence)
    yield _heading(2, f"Was bis Ende {month} zu tun ist")
    if not dues:
        yield _paragraph("Nichts.")
    for due in dues:
        yield _paragraph(f"{due.office or NOBODY}: {due_counts(due)}", strong=True)
        yield doc.BulletList(tuple(doc.ListItem((_paragraph(line),)) for line in due_lines(due, survey)))
    yield _heading(2, "Alle Kapitel")
    yield _table(
        CHAPTER_COLUMNS,
        [((chapter.title,), standing_lines(chapter, survey), extent_lines(chapter)) for chapter in survey.chapters],
    )
    yield _paragraph(COLUMN_MEANING)
    if survey.why_unknown:
        yield _paragraph(survey.why_unknown)


def _table(head: Sequence[str], rows: Iterable[Sequence[Sequence[str]]]) -> doc.Table:
    """Return a table; each cell is lines, each a line of its own."""

    def cell(lines: Sequence[str]) -> doc.Cell:
        inlines: list[doc.Inline] = []
        for line in lines:
            inlines += [doc.LineBreak(), doc.Text(line)] if inlines else [doc.Text(line)]
        return doc.Cell((doc.Paragraph(tuple(inlines)),) if inlines else ())

    body = (doc.Row(tuple(map(cell, row))) for row in rows)
    return doc.Table((doc.Row(tuple(cell((words,)) for words in head)), *body), header_rows=1)


def _heading(level: int, words: str) -> doc.Heading:
    return doc.Heading(level, (doc.Text(words),))


def _paragraph(words: str, *, strong: bool = False) -> doc.Paragraph:
    text = doc.Text(words)
    return doc.Paragraph((doc.Strong((text,)),) if strong else (text,))
