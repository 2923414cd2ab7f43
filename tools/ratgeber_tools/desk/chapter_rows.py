"""How far every chapter is, with what keeps it from being released: the data of `ratgeber status`, and what a meeting
has before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.newsroom.meeting.agenda import Undecided, to_decide
from ratgeber_tools.newsroom.meeting.ballot import candidates
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey
from ratgeber_tools.releases.log import ReleaseLog


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A chapter; `lacks` keeps it from being released, `remarks` does not; `days` are those that count."""

    status: ChapterStatus
    lacks: tuple[str, ...]
    remarks: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        """Say whether somebody could vote on it now."""
        return self.status.needs_vote and not self.lacks


def chapter_rows(
    guide: Guide, survey: Survey, log: ReleaseLog, findings: Sequence[Finding] | None
) -> tuple[ChapterRow, ...]:
    """Return all chapters in the order of the guide; `findings` are those of all checks, None before they are known."""
    known = {chapter.name: chapter for chapter in survey.chapters}
    open_ones = {
        name: Undecided(
            known[name],
            candidates(
                guide,
                log,
                (name,),
                _read_findings(guide.chapters[name]) if findings is None else findings,
                today=survey.today,
            )[0],
        )
        for name in to_decide(survey)
    }
    names = [stop.chapter.name for stop in reading_order(guide) if stop.chapter.name in known]
    return tuple(_row(known[name], open_ones.get(name), survey) for name in names)


def offices_in(rows: Iterable[ChapterRow]) -> list[str]:
    """Return the offices that answer for chapters, by name."""
    return sorted({row.status.office for row in rows if row.status.office}, key=str.casefold)


def _read_findings(chapter: Chapter) -> tuple[Finding, ...]:
    """Return what reading has found, which keeps a chapter from being read as it was meant; it concerns no other."""
    return (*chapter.findings, *(chapter.head.findings if chapter.head is not None else ()))


def _row(chapter: ChapterStatus, undecided: Undecided | None, survey: Survey) -> ChapterRow:
    lacks = undecided.lacks() if undecided is not None else ()
    if chapter.is_uncommitted:
        lacks = (*lacks, "noch nicht gesichert")
    return ChapterRow(chapter, lacks, tuple(_remarks(chapter, undecided)), tuple(_days(chapter, survey)))


def _remarks(chapter: ChapterStatus, undecided: Undecided | None) -> Iterator[str]:
    if number := len(chapter.unconfirmed):
        yield "eine Angabe nicht bestätigt" if number == 1 else f"{number} Angaben nicht bestätigt"
    seen = undecided.candidate.seen if undecided is not None else None
    if seen is not None and (number := len(seen.links)):
        yield (
            "verweist auf " + ("ein Kapitel, das" if number == 1 else f"{number} Kapitel, die") + " Eltern nicht sehen"
        )
    if chapter.in_spite_of:
        yield f"trotzdem freigegeben: {chapter.in_spite_of}"


def _days(chapter: ChapterStatus, survey: Survey) -> Iterator[str]:
    if chapter.released_on is not None:
        yield f"frei seit {format_date(chapter.released_on)}"
    if chapter.review_by is not None:
        late = " (überfällig)" if chapter.review_by < survey.today else ""
        yield f"prüfen bis {format_date(chapter.review_by)}{late}"
    if chapter.changed_on is not None:
        yield f"geändert am {format_date(chapter.changed_on)}, {chapter.changed_by}"


def chosen(rows: Sequence[ChapterRow], office: str, what: str) -> list[ChapterRow]:
    """Return the rows of an office ("" for all), and of them those that are `bereit`, `offen` or `frei`."""
    return [row for row in rows if (not office or row.status.office == office) and _is_of(row, what)]


def _is_of(row: ChapterRow, what: str) -> bool:
    match what:
        case "bereit":
            return row.is_ready
        case "offen":
            return row.status.needs_vote and not row.is_ready
        case "frei":
            return not row.status.needs_vote
    return True
