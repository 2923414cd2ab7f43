"""What an office sees first: its chapters, who asks it, what is due, and what others have changed since it was here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from ratgeber_tools.data.dates import GUIDE_ZONE, format_date, local_day
from ratgeber_tools.desk.incoming import board_of
from ratgeber_tools.desk.parents_voices import ParentsVoices, VoiceState
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.suggestions.listing import open_suggestions
from ratgeber_tools.desk.waiting_sheets import WaitingSheets
from ratgeber_tools.editions.newsroom import chapter_name, folder_prefix
from ratgeber_tools.editorial.roles import roles_or_none
from ratgeber_tools.guide import Guide
from ratgeber_tools.history import Repository
from ratgeber_tools.newsroom.status.dues import Month, OfficeDues, OpenQuestion, dues, month_of
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey
from ratgeber_tools.quotation import quoted
from ratgeber_tools.roundtrip.sent_out import sent_out

#: Who is here for the first time is told what happened so long before.
FIRST_VISIT = timedelta(days=14)
#: An office that comes again within this time is still on the same visit: what was new is still marked so.
SAME_VISIT = timedelta(minutes=30)
#: So many letters of a question lead to its place in the text.
_LEAD = 40


@dataclass(frozen=True, slots=True)
class ChangedChapter:
    """A chapter others have changed: which offices, and when last."""

    name: str
    title: str
    offices: tuple[str, ...]
    moment: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class OfficeView:
    """The guide as one office has to do with it; `due` may be empty, never missing."""

    office: str
    chapters: tuple[ChapterStatus, ...]
    due: OfficeDues
    month: Month


def view_of(office: str, survey: Survey) -> OfficeView:
    """Return what concerns an office, whichever of its names it logs in with."""
    name = survey.offices.named(office) or office
    month = month_of(survey.today)
    due = next((each for each in dues(survey, month) if each.office == name), OfficeDues(name))
    return OfficeView(name, tuple(each for each in survey.chapters if each.office == name), due, month)


def chapter_words(chapter: ChapterStatus, survey: Survey) -> Sequence[str]:
    """Return how a chapter stands, in a few short words each."""
    review = chapter.review_by
    late = " (überfällig)" if review is not None and review < survey.today else ""
    words = (
        chapter.status.capitalize(),
        _count(len(chapter.notes), "offene Frage", "offene Fragen"),
        _count(len(chapter.unconfirmed), "Angabe nicht bestätigt", "Angaben nicht bestätigt"),
        f"prüfen bis {format_date(review)}{late}" if review is not None else "",
    )
    return [each for each in words if each]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def changed_since(
    guide: Guide, repository: Repository, mail: str, since: datetime, mine: Iterable[str]
) -> Iterator[ChangedChapter]:
    """Yield the chapters others than the mailbox `mail` have changed since a moment, the one changed last first.

    Offices stand for people; of an address the table does not know it is said that it is no office's.
    """
    roles = roles_or_none(guide.folder.parent)
    own = set(mine)
    prefix = folder_prefix(repository, guide.folder)
    for path, changes in repository.changes_since(repository.revision_before(since), guide.folder).items():
        name = chapter_name(path, prefix)
        others = [each for each in changes if each.author_mail.casefold() != mail.casefold() and each.moment >= since]
        if not path.endswith(".md") or name not in guide.chapters or not others:
            continue
        offices = tuple(dict.fromkeys(roles.author_of(each.author_mail) for each in others))
        yield ChangedChapter(name, guide.chapters[name].title or name, offices, others[0].moment, name in own)


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """Something that waits for somebody at the desk, and the page where it is dealt with."""

    words: str
    place: str


def arrivals(desk: Desk) -> Iterator[WaitingItem]:
    """Yield what came in and waits: Word files and suggestions to decide on, filled sheets, what parents have said."""
    if desk.repository is not None:
        for pending in board_of(desk, {}).waiting():
            yield WaitingItem(
                f"Word-Datei {quoted(pending.file_name)} von {pending.office}", f"/word/vorschlag/{pending.name}"
            )
    today = local_day(desk.now())
    for answers, _ in WaitingSheets(desk.folder.parent, desk.now).overview(today).waiting:
        yield WaitingItem(f"Antworten von {answers.sender}", f"/word/antworten/{answers.identifier}")
    for export in sent_out(desk.folder):
        if export.is_overdue(today):
            yield WaitingItem(f"Überfällig vom Gegenlesen bei {export.office or 'einer Stelle'}", "/word")
    for entry in open_suggestions(desk):
        yield WaitingItem(f"Vorschlag zu {quoted(entry.title)} von {entry.office}", entry.place)
    voices = sum(voice.state is VoiceState.NEW for voice in ParentsVoices(desk).all())
    if voices:
        yield WaitingItem("Eine Stimme von Eltern" if voices == 1 else f"{voices} Stimmen von Eltern", "/stimmen")


def question_place(question: OpenQuestion) -> str:
    """Return the address at which the editor shows an open question."""
    words = question.note.words[:_LEAD].rsplit(" ", 1)[0]
    return f"/kapitel/{quote(question.chapter.name)}" + (f"#finden={quote(words)}" if words else "")


def unconfirmed_words(number: int) -> str:
    """Return how many values of an office nobody stands by yet, "" for none."""
    if number == 1:
        return "Eine Angabe aus Ihrem Bereich ist noch nicht bestätigt."
    return f"{number} Angaben aus Ihrem Bereich sind noch nicht bestätigt." if number else ""


def moment_words(moment: datetime, now: datetime) -> str:
    """Return when something was, as one says it: "heute, 14:05 Uhr", "gestern, 9:30 Uhr", "am 24.11.2026, …"."""
    day, clock = local_day(moment), moment.astimezone(GUIDE_ZONE)
    days = (local_day(now) - day).days
    said = "heute" if days == 0 else "gestern" if days == 1 else f"am {format_date(day)}"
    return f"{said}, {clock.hour}:{clock.minute:02} Uhr"


@dataclass(frozen=True, slots=True)
class PartOfGuide:
    """Chapters that lie together, under the title parents meet them by."""

    title: str
    chapters: tuple[tuple[str, str], ...]


def parts(titles: Sequence[tuple[str, str]], words: str = "") -> Sequence[PartOfGuide]:
    """Return chapters (name and title) part by part, those alone that have `words` in title or name."""
    known = dict(titles)
    asked = words.strip().casefold()
    found: dict[str, list[tuple[str, str]]] = {}
    for name, title in titles:
        if asked in title.casefold() or asked in name:
            found.setdefault(name.rpartition("/")[0], []).append((name, title))
    return [PartOfGuide(_part_title(folder, known), tuple(inside)) for folder, inside in found.items()]


def _part_title(folder: str, titles: Mapping[str, str]) -> str:
    return titles.get(f"{folder}/index", folder) if folder else "Vorn"
