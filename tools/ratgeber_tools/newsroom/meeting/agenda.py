"""What a meeting is to decide: chapters that are ready, those that are not with what they lack, what holds up most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.front_matter import Status
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.newsroom.meeting.ballot import Candidate
from ratgeber_tools.newsroom.meeting_agenda import FIRST
from ratgeber_tools.newsroom.open_points import OpenPoint, PointKind, by_office, most_held_up
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey

#: How many chapters' lacks are said in words: so many kinds there are.
_NOUNS = {
    "Konflikt": ("ein Konflikt", "{n} Konflikte"),
    "": ("eine offene Notiz", "{n} offene Notizen"),
}


@dataclass(frozen=True, slots=True)
class Undecided:
    """A chapter whose text is not what is public, and what lies before the meeting of it."""

    status: ChapterStatus
    candidate: Candidate

    @property
    def is_changed(self) -> bool:
        """Say whether an older text of it is public."""
        return self.status.released_on is not None

    @property
    def is_before_group(self) -> bool:
        """Say whether its office has brought it before the steering group."""
        return self.status.head_status == Status.STEERING_GROUP.value

    def lacks(self) -> tuple[str, ...]:
        """Return in German what keeps it from being released: counts, none for a chapter that is ready."""
        seen, found = self.candidate.seen, []
        if errors := len(self.candidate.errors):
            found.append("ein Fehler" if errors == 1 else f"{errors} Fehler")
        if seen is not None:
            kinds = Counter(note.kind if note.kind in _NOUNS else "" for note in seen.notes)
            for kind, (one, many) in _NOUNS.items():
                if number := kinds[kind]:
                    found.append(one if number == 1 else many.format(n=number))
            if numbers := len(seen.missing_numbers):
                found.append("eine Notrufnummer fehlt" if numbers == 1 else f"{numbers} Notrufnummern fehlen")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class MeetingAgenda:
    """`ready` and `waiting` are chapters in reading order, what an office has brought before the group first.

    `first` are the points that hold up most parents, `rest` all others by office (empty: nobody's), each kind by kind.
    """

    ready: tuple[Undecided, ...]
    waiting: tuple[Undecided, ...]
    first: tuple[OpenPoint, ...]
    rest: Mapping[str, Sequence[tuple[PointKind, Sequence[OpenPoint]]]]


def to_decide(survey: Survey) -> tuple[str, ...]:
    """Return the names of the chapters somebody has to decide about."""
    return tuple(chapter.name for chapter in survey.chapters if chapter.needs_vote)


def meeting_agenda(
    guide: Guide, survey: Survey, before: Sequence[Candidate], points: Sequence[OpenPoint]
) -> MeetingAgenda:
    """Return what is to be decided; `before` are the candidates of `to_decide`, `points` all open ones."""
    known = {chapter.name: chapter for chapter in survey.chapters}
    order = {stop.chapter.name: number for number, stop in enumerate(reading_order(guide))}

    def place(each: Undecided) -> tuple[bool, int]:
        return not each.is_before_group, order.get(each.status.name, len(order))

    undecided = sorted((Undecided(known[each.name], each) for each in before), key=place)
    first = most_held_up(points, FIRST)
    rest = by_office(point for point in points if point not in first)
    return MeetingAgenda(
        ready=tuple(each for each in undecided if each.candidate.is_ready),
        waiting=tuple(each for each in undecided if not each.candidate.is_ready),
        first=first,
        rest={office: _by_kind(group) for office, group in rest.items()},
    )


def _by_kind(points: Sequence[OpenPoint]) -> list[tuple[PointKind, list[OpenPoint]]]:
    return [(kind, list(group)) for kind, group in groupby(points, key=lambda point: point.kind)]
