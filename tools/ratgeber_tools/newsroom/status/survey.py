"""How the guide stands: every chapter with status, office, last change, release, review, extent and open points.

Pure: what git, the log and the last PDF say is handed in.  Offices stand for people throughout; a mailbox that the
table of offices does not know is “unbekannt”, never shown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.data.inventory import RegisterEntry, inventory
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import Note
from ratgeber_tools.editorial.roles import Roles
from ratgeber_tools.guide import Guide
from ratgeber_tools.history import ChapterCommit
from ratgeber_tools.newsroom.status.readings import ChapterReading, ChapterReadings, is_settled
from ratgeber_tools.releases.log import ReleaseLog

UNKNOWN_OFFICE = "unbekannte Stelle"
_RELEASED = "freigegeben"


@dataclass(frozen=True, slots=True)
class Past:
    """What is known beside the chapters' text.

    `changes` is the last commit of each chapter by name; `why_unknown` says in German why there are none.
    `uncommitted` names chapters whose text git does not have yet, `as_released` those that are public as they stand.
    `pages` counts the pages of each chapter in the last PDF; a chapter that is not in it is unknown.
    """

    log: ReleaseLog = field(default_factory=ReleaseLog)
    changes: Mapping[str, ChapterCommit] = field(default_factory=dict)
    roles: Roles = field(default_factory=lambda: Roles({}))
    uncommitted: Collection[str] = ()
    as_released: Collection[str] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    why_unknown: str = ""


@dataclass(frozen=True, slots=True)
class ChapterStatus:
    """One chapter; `status` is in German words, `head_status` as in its head.

    `released_on` is the day of the decision that is public now.  `changed_on` and `changed_by` are of the last
    commit, None and empty where git knows none.  `difficulty` is the first Wiener Sachtextformel, None without words.
    `unconfirmed` names the records used by name that no office stands by today; `lists` the directives that list
    records beyond those.  `in_spite_of` is why what is public was released with open points, empty if it was not.
    """

    name: str
    title: str
    office: str
    status: str
    head_status: str
    released_on: date | None
    changed_on: date | None
    changed_by: str
    is_uncommitted: bool
    review_by: date | None
    words: int
    difficulty: float | None
    pages: int | None
    notes: tuple[Note, ...]
    unconfirmed: tuple[str, ...]
    lists: tuple[str, ...]
    in_spite_of: str = ""

    @property
    def needs_vote(self) -> bool:
        """Say whether what stands in the chapter is not what is public: somebody still has to decide about it."""
        return self.status != _RELEASED


@dataclass(frozen=True, slots=True)
class Survey:
    """The guide on the day `today`: chapters by name without index pages, and the records of the data files.

    `mailboxes` are the addresses offices have published or commit as, `sender` the name of the editorial office.
    """

    today: date
    title: str
    chapters: tuple[ChapterStatus, ...]
    entries: tuple[RegisterEntry, ...]
    offices: Offices
    mailboxes: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    why_unknown: str = ""

    @property
    def released(self) -> int:
        return sum(chapter.released_on is not None for chapter in self.chapters)

    @property
    def confirmed(self) -> int:
        return sum(is_settled(entry.record, self.today) for entry in self.entries)


def survey(guide: Guide, past: Past, *, today: date, readings: ChapterReadings | None = None) -> Survey:
    """Return how every chapter stands on `today`, the local German day; `readings` are those of the last survey."""
    records = guide.data.records
    editors = records.contacts.get(records.municipality.editorial_office or "")
    published = {contact.name: contact.mail for contact in records.contacts.values() if contact.mail}
    committing = {office: mailbox for mailbox, office in reversed(tuple(past.roles.offices.items()))}
    names = Offices.of(records, also=past.roles.names)
    read = (readings or ChapterReadings()).read(guide, names, roles=past.roles.names, today=today)
    return Survey(
        today=today,
        title=records.municipality.guide_title or guide_title(guide),
        chapters=tuple(_chapter_status(reading, past, names) for reading in read),
        entries=inventory(records, today),
        offices=names,
        mailboxes={**published, **committing},
        sender=editors.name if editors is not None else "",
        why_unknown=past.why_unknown,
    )


def guide_title(guide: Guide) -> str:
    """Return the words of the start page's title, or a plain name."""
    start = guide.chapters.get("index")
    return (start.title if start is not None else "") or "Elternratgeber"


def _chapter_status(reading: ChapterReading, past: Past, names: Offices) -> ChapterStatus:
    chapter = reading.chapter
    head = chapter.head.values if chapter.head is not None else None
    head_status = head.status.value if head is not None else "ohne Kopf"
    release = past.log.current(chapter.name)
    change = past.changes.get(chapter.name)
    return ChapterStatus(
        name=chapter.name,
        title=chapter.title or chapter.name,
        office=(names.named(head.responsible) or head.responsible) if head is not None else "",
        status=_in_words(chapter.name, head_status, past),
        head_status=head_status,
        released_on=release.day if release is not None else None,
        changed_on=local_day(change.moment) if change is not None else None,
        changed_by=(past.roles.office_of(change.author_mail) or UNKNOWN_OFFICE) if change is not None else "",
        is_uncommitted=chapter.name in past.uncommitted,
        review_by=head.review_by if head is not None else None,
        words=reading.measure.words,
        difficulty=reading.measure.difficulty,
        pages=past.pages.get(chapter.name),
        notes=reading.notes,
        unconfirmed=reading.unconfirmed,
        lists=reading.lists,
        in_spite_of=release.in_spite_of if release is not None else "",
    )


def _in_words(name: str, head_status: str, past: Past) -> str:
    if past.log.current(name) is not None:
        return _RELEASED if name in past.as_released else f"{_RELEASED}, seitdem geändert"
    return f"zurückgezogen, {head_status}" if past.log.is_withdrawn(name) else head_status
