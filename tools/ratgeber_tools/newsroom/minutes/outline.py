"""The minutes in words, as sections and items that any format can write; short enough for one page unless all is asked.

What does not fit is counted, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.newsroom.minutes.events import ChapterFate, ChapterMinutes, Minutes, RecordMinutes
from ratgeber_tools.newsroom.status.dues import dues, month_of
from ratgeber_tools.newsroom.status.table import due_counts, progress
from ratgeber_tools.prose.comparison import Mark, SentencePiece
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.log import Event, Release

#: Sentences a page holds beside all else, shared out among the chapters; and lines of values.
_SENTENCES_A_PAGE = 24
_VALUES_A_PAGE = 12
_WHOLE_CHAPTERS_A_PAGE = 8
#: The section of what a meeting has decided.
DECIDED = "Freigegeben und zurückgezogen"
_HOW_TO_SEE_ALL = " (alle zeigt --vollstaendig)"

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """A line: its words with what is new and gone in them, and lines below it; `lead` stands out before them."""

    pieces: tuple[SentencePiece, ...]
    lead: str = ""
    items: tuple[MinutesItem, ...] = ()


@dataclass(frozen=True, slots=True)
class MinutesSection:
    title: str
    items: tuple[MinutesItem, ...]


@dataclass(frozen=True, slots=True)
class MinutesOutline:
    title: str
    summary: str
    sections: tuple[MinutesSection, ...]


def outline(minutes: Minutes, *, in_full: bool = False, titles: Mapping[str, str] | None = None) -> MinutesOutline:
    """Return the minutes in words; sections without anything say so.

    With `titles` chapters are called by their titles alone, for whoever knows no files; else by their names, too.
    """
    chapters, events, values = minutes.chapters, minutes.events, minutes.records
    rest = "" if titles is not None else _HOW_TO_SEE_ALL
    changed = sum(chapter.fate in (ChapterFate.CHANGED, ChapterFate.RENAMED) for chapter in chapters)
    most = None if in_full else max(1, _SENTENCES_A_PAGE // max(1, changed))
    most_values = None if in_full else _VALUES_A_PAGE
    return MinutesOutline(
        title=f"{minutes.survey.title}: was seit dem {format_date(minutes.since)} geschehen ist",
        summary=_summary(minutes, "" if titles is not None else ", eingecheckt ist"),
        sections=(
            MinutesSection("Kapitel", tuple(_chapters(chapters, most, rest, in_full=in_full)) or _nothing()),
            MinutesSection(DECIDED, tuple(_event(event, titles or {}) for event in events) or _nothing()),
            MinutesSection(
                "Angaben", tuple(_capped(values, _record, most_values, rest, "Angabe", "Angaben")) or _nothing()
            ),
            MinutesSection("Offen", tuple(_open(minutes))),
        ),
    )


def plain(words: str) -> tuple[SentencePiece, ...]:
    return (SentencePiece(Mark.KEPT, words),)


def _nothing() -> tuple[MinutesItem, ...]:
    return (MinutesItem(plain("Nichts.")),)


def _summary(minutes: Minutes, state: str) -> str:
    fates = [chapter.fate for chapter in minutes.chapters]
    values = [record.fate for record in minutes.records]
    releases = sum(isinstance(event, Release) for event in minutes.events)
    parts = [
        *(_count(fates.count(fate), "Kapitel", "Kapitel", fate.value) for fate in ChapterFate if fate in fates),
        _count(releases, "Freigabe", "Freigaben"),
        _count(len(minutes.events) - releases, "Rücknahme", "Rücknahmen"),
        *(_count(values.count(fate), "Angabe", "Angaben", fate.value) for fate in ChapterFate if fate in values),
        _count(sum(bool(record.confirmed_by) for record in minutes.records), "Angabe", "Angaben", "bestätigt"),
    ]
    told = ", ".join(part for part in parts if not part.startswith("0 "))
    return f"Stand {format_date(minutes.until)}{state}: {told or 'nichts Neues'}."


def _chapters(
    chapters: Sequence[ChapterMinutes], most: int | None, rest: str, *, in_full: bool
) -> Iterator[MinutesItem]:
    """Yield the chapters; many new ones, or many gone, are one line of titles; without `rest`, by title alone."""
    listed = [
        fate
        for fate in (ChapterFate.NEW, ChapterFate.REMOVED)
        if not in_full and sum(chapter.fate is fate for chapter in chapters) > _WHOLE_CHAPTERS_A_PAGE
    ]
    for fate in listed:
        titles = [chapter.title for chapter in chapters if chapter.fate is fate]
        yield MinutesItem(plain(f"{'; '.join(titles)}."), f"{len(titles)} Kapitel {fate.value}:")
    yield from (_chapter(chapter, most, rest) for chapter in chapters if chapter.fate not in listed)


def _chapter(chapter: ChapterMinutes, most: int | None, rest: str) -> MinutesItem:
    days = _days(chapter.days)
    by = f" durch {_and(chapter.offices)}" if chapter.offices else ""
    former = f", vorher {chapter.former_name}" if chapter.former_name else ""
    named = f"({chapter.name}{former}): " if rest else ""
    words = f"{named}{chapter.fate.value}{days}{by}"
    lead = chapter.title if rest else f"{chapter.title}:"
    if chapter.fate in (ChapterFate.NEW, ChapterFate.REMOVED):
        number = _count(len(chapter.sentences), "Satz", "Sätze")
        return MinutesItem(plain(f"{words}, {number}."), lead)
    below = [
        *(MinutesItem(plain(f"{change}.")) for change in chapter.head),
        *_capped(chapter.sentences, lambda change: MinutesItem(change.pieces()), most, rest, "Satz", "Sätze"),
        *(MinutesItem(plain(_shortened(note)), "Erledigt:") for note in chapter.answered),
        *(MinutesItem(plain(_shortened(note)), "Neue Frage:") for note in chapter.asked),
    ]
    end = "." if below else "; am Text hat sich nichts geändert."
    return MinutesItem(plain(words + end), lead, tuple(below))


def _event(event: Event, titles: Mapping[str, str]) -> MinutesItem:
    if isinstance(event, Release):
        votes = f"{event.votes.yes} Ja, {event.votes.no} Nein, {event.votes.abstained} Enthaltungen"
        words = f"freigegeben am {format_date(event.day)} durch {event.office} ({event.decision}; {votes})."
        if event.in_spite_of:
            words += f" Trotz offener Punkte: {event.in_spite_of.removesuffix('.')}."
    else:
        day = format_date(local_day(event.moment))
        words = f"zurückgezogen am {day} durch {event.office}: {event.reason.removesuffix('.')}."
    title = titles.get(event.chapter)
    return MinutesItem(plain(words), event.chapter if title is None else f"{title}:")


def _record(record: RecordMinutes) -> MinutesItem:
    pieces: list[SentencePiece] = []
    if record.fate is ChapterFate.CHANGED and record.before != record.after:
        pieces += [SentencePiece(Mark.REMOVED, record.before)] if record.before else []
        pieces += [SentencePiece(Mark.ADDED, record.after)] if record.after else []
    elif record.fate is ChapterFate.CHANGED:
        pieces += plain(f"geändert ({', '.join(record.parts)})")
    elif record.fate is not None:
        value = record.after or record.before
        pieces += plain(f"{record.fate.value}{f': {value}' if value else ''}")
    if record.confirmed_on is not None:
        pieces += plain(f"bestätigt am {format_date(record.confirmed_on)} durch {record.confirmed_by}")
    return MinutesItem(tuple(pieces), f"{record.kind} {quoted(record.label)}:")


def _open(minutes: Minutes) -> Iterator[MinutesItem]:
    survey = minutes.survey
    for words, done, total in progress(survey):
        yield MinutesItem(plain(f"{done} von {total}."), f"{words}:")
    for due in dues(survey, month_of(survey.today)):
        yield MinutesItem(plain(f"{due_counts(due)}."), f"{due.office or 'Ohne zuständige Stelle'}:")


def _capped(
    things: Sequence[_Thing], as_item: Callable[[_Thing], MinutesItem], most: int | None, rest: str, one: str, many: str
) -> Iterator[MinutesItem]:
    """Yield as many as there is room for, and say how many more there are; one more is shown, not counted."""
    shown = len(things) if most is None or len(things) <= most + 1 else most
    yield from map(as_item, things[:shown])
    if len(things) > shown:
        yield MinutesItem(plain(f"… und noch {_count(len(things) - shown, one, many)}{rest}."))


def _days(days: Sequence[date]) -> str:
    if not days:
        return ""
    if len(days) == 1:
        return f" am {format_date(days[0])}"
    return f" vom {format_date(days[0])} bis {format_date(days[-1])}"


def _and(words: Sequence[str]) -> str:
    return " und ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _count(number: int, one: str, many: str, rest: str = "") -> str:
    return f"{number} {one if number == 1 else many} {rest}".rstrip()


def _shortened(words: str, longest: int = 160) -> str:
    return words if len(words) <= longest else words[:longest].rsplit(" ", 1)[0] + " …"
