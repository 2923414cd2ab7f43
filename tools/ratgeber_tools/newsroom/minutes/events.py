"""Minutes: what became of the guide since a day, chapter by chapter in sentences, and what its data say otherwise now.

Pure: both states, the commits between them and the log are handed in.  Offices stand for people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from ratgeber_tools import dialect
from ratgeber_tools.data.attestation import CONFIRMATION_KEYS, Attested
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.facts import Fact
from ratgeber_tools.data.record_fields import label_of_key
from ratgeber_tools.data.records import Key, Records, german_name
from ratgeber_tools.data.states import confirmation_day
from ratgeber_tools.document import (
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Role,
    Text,
    plain_text,
)
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import open_notes
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.chapters import INDEX, is_index_page
from ratgeber_tools.newsroom.status.survey import Survey
from ratgeber_tools.prose import sentences
from ratgeber_tools.prose.comparison import SentenceChange, compare_sentences
from ratgeber_tools.releases.log import Event, Release
from ratgeber_tools.traversal import map_inlines

_INTERNAL = frozenset(name for name, spec in dialect.CONTAINERS.items() if spec.internal)
#: Where the words of records and the remarks on them are, which no parent reads.
_PROVENANCE = frozenset({"quellen", "hinweis", "widersprueche", "zustaendig", *CONFIRMATION_KEYS})


class ChapterFate(Enum):
    """What became of a chapter or a record, as minutes say it."""

    NEW = "neu"
    CHANGED = "geändert"
    RENAMED = "umbenannt"
    REMOVED = "gelöscht"


@dataclass(frozen=True, slots=True)
class ChapterPair:
    """A chapter before and after, None where it was not there; `offices` changed it, `days` say when, both in order."""

    old: Chapter | None
    new: Chapter | None
    offices: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterMinutes:
    """One chapter that changed.

    `former_name` is what a renamed one was called.  `head` says in German what its head says otherwise; `sentences`
    are the changed ones of its text; `answered` and `asked` are open points that went and came.
    """

    name: str
    title: str
    fate: ChapterFate
    offices: tuple[str, ...]
    days: tuple[date, ...]
    former_name: str = ""
    head: tuple[str, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()
    answered: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordMinutes:
    """A value of the data that changed or was confirmed: `before` and `after` in words, empty for more than a value.

    `confirmed_by` names the office if it has confirmed since; `parts` say what differs.
    """

    kind: str
    label: str
    fate: ChapterFate | None
    before: str = ""
    after: str = ""
    parts: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    since: date
    until: date
    chapters: tuple[ChapterMinutes, ...]
    events: tuple[Event, ...]
    records: tuple[RecordMinutes, ...]
    survey: Survey


def minutes(
    pairs: Iterable[ChapterPair],
    events: Iterable[Event],
    records: tuple[Records, Records],
    survey: Survey,
    *,
    since: date,
) -> Minutes:
    """Return the minutes from the day `since` (included) to the survey's; `records` are those before and now."""
    return Minutes(
        since=since,
        until=survey.today,
        chapters=tuple(sorted((_chapter(pair, survey.offices) for pair in pairs), key=lambda each: each.name)),
        events=tuple(sorted((event for event in _decided(events) if local_day(event.moment) >= since), key=_moment)),
        records=tuple(_records(*records)),
        survey=survey,
    )


def _decided(events: Iterable[Event]) -> Iterator[Event]:
    """Yield what was decided: index pages that went public with a chapter are nothing anybody has voted on."""
    known = tuple(events)
    votes = {event.decision for event in known if isinstance(event, Release) and not is_index_page(event.chapter)}
    for event in known:
        if not (isinstance(event, Release) and is_index_page(event.chapter) and event.decision in votes):
            yield event


def _moment(event: Event) -> datetime:
    return event.moment


def text_sentences(chapter: Chapter | None) -> list[str]:
    """Return the sentences parents read, headings too, in reading order; a record is named in square brackets."""
    if chapter is None:
        return []
    found: list[str] = []
    for placed in chapter.blocks:
        if isinstance(placed.block, Paragraph | Heading) and _INTERNAL.isdisjoint(placed.within):
            words = " ".join(plain_text(map_inlines(placed.block.children, _with_names)).split())
            found += sentences.split(words) if words else []
    return found


def _chapter(pair: ChapterPair, offices: Offices) -> ChapterMinutes:
    old, new = pair.old, pair.new
    shown = new or old
    assert shown is not None
    fate = ChapterFate.CHANGED
    if old is None:
        fate = ChapterFate.NEW
    elif new is None:
        fate = ChapterFate.REMOVED
    elif old.name != new.name:
        fate = ChapterFate.RENAMED
    before, after = _notes(old, offices), _notes(new, offices)
    return ChapterMinutes(
        name=shown.name,
        title=_title(shown),
        fate=fate,
        offices=pair.offices,
        days=pair.days,
        former_name=old.name if old is not None and fate is ChapterFate.RENAMED else "",
        head=tuple(_head(old, new)) if old is not None and new is not None else (),
        sentences=compare_sentences(text_sentences(old), text_sentences(new)),
        answered=tuple(words for words in before if words not in after),
        asked=tuple(words for words in after if words not in before),
    )


def chapter_titles(guide: Guide) -> Mapping[str, str]:
    """Return what each chapter is called in minutes, by name."""
    return {chapter.name: _title(chapter) for chapter in guide}


def _title(chapter: Chapter) -> str:
    return "Startseite" if chapter.name == INDEX else chapter.title or chapter.name


def _notes(chapter: Chapter | None, offices: Offices) -> list[str]:
    return [] if chapter is None else [note.words for note in open_notes(chapter, offices)]


def _head(old: Chapter, new: Chapter) -> Iterator[str]:
    before = old.head.values if old.head is not None else None
    after = new.head.values if new.head is not None else None
    if before is None or after is None:
        return
    if before.status is not after.status:
        yield f"Status: {before.status.value} → {after.status.value}"
    if before.responsible != after.responsible:
        yield f"zuständig: {before.responsible or 'niemand'} → {after.responsible or 'niemand'}"


def _with_names(inline: Inline) -> Inlines | None:
    """Return a role as minutes show it: a word of the glossary as typed, a record by name; None for all else."""
    match inline:
        case Role(name=dialect.TERM_ROLE, content=content):
            return (Text(content.partition("<")[0].strip()),)
        case Role(content=content):
            return (Text(f"[{content}]"),)
        case _:
            return None


def _records(old: Records, new: Records) -> Iterator[RecordMinutes]:
    """Yield the records that are new, gone, changed or confirmed, file by file; those that are gone last."""
    before: Mapping[Key, Attested] = dict(old.attested())
    after: Mapping[Key, Attested] = dict(new.attested())
    for key, record in after.items():
        earlier = before.get(key)
        parts = tuple(_differing(earlier, record)) if earlier is not None else ()
        fate = ChapterFate.NEW if earlier is None else ChapterFate.CHANGED if parts else None
        confirmed_on = confirmation_day(record)
        is_news = confirmed_on is not None and (earlier is None or confirmation_day(earlier) != confirmed_on)
        owner = new.contacts.get(record.owner or "")
        if fate is not None or is_news:
            yield RecordMinutes(
                kind=german_name(key.collection),
                label=record.label,
                fate=fate,
                before=_value(earlier),
                after=_value(record),
                parts=parts,
                confirmed_by=(owner.name if owner is not None else record.owner or "") if is_news else "",
                confirmed_on=confirmed_on if is_news else None,
            )
    for key, record in before.items():
        if key not in after:
            yield RecordMinutes(german_name(key.collection), record.label, ChapterFate.REMOVED, before=_value(record))


def _differing(old: Attested, new: Attested) -> Iterator[str]:
    """Yield what parents would read otherwise, as a form calls it."""
    model = type(new)
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in _PROVENANCE or name == "absent":  # what that says, each field says itself
            continue
        if (getattr(old, name, None), old.has_no(name)) != (getattr(new, name), new.has_no(name)):
            yield label_of_key(model, name, key)[0]


def _value(record: Attested | None) -> str:
    return record.value_with_unit if isinstance(record, Fact) else ""
