"""The words and blocks a record is said in: neither docutils nor Word, so that both say the same.

Words are plain strings and the types below; a renderer has one case for each.  A value that an edition holds back is
still here, beside its disclosure: whether it is shown, with which date, is the renderer's question to `Disclosure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from ratgeber_tools.data.agenda import DueStep
from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.cohorts import Cohort
from ratgeber_tools.data.disclosure import Ask, Disclosure
from ratgeber_tools.data.media import MediaPicture
from ratgeber_tools.data.persons import ShownPerson
from ratgeber_tools.data.presentation_queries import FilmAnswer
from ratgeber_tools.data.queries import ShownRecord
from ratgeber_tools.data.steps import Topic

# ------------------------------------------------------------------ words


@dataclass(frozen=True, slots=True)
class Typed:
    """Text of a kind that pages set in a way of its own."""

    text: str


class Strong(Typed): ...


class Phone(Typed): ...


class Fax(Typed):
    """A number nobody dials by tapping."""


class Mail(Typed): ...


class Web(Typed): ...


class PostalAddress(Typed): ...


class Amount(Typed):
    """The value of a fact."""


class Period(Typed):
    """The days of an appointment."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office in words, with its number or the one through which it is reached."""

    whom: Ask


@dataclass(frozen=True, slots=True)
class Asking:
    """“bitte erfragen (…)” within a sentence that has said already what is missing."""

    whom: Ask


@dataclass(frozen=True, slots=True)
class NotYet:
    """“noch offen” within a sentence."""


@dataclass(frozen=True, slots=True)
class Gap:
    """In place of a value: whom to ask.  `is_unknown`: the record may be shown, and lacks just this.

    `is_felt`: parents miss it; a phone number, say, of somebody who can be reached in another way they do not.
    """

    whom: Ask
    is_unknown: bool = False
    is_felt: bool = True


@dataclass(frozen=True, slots=True)
class Lacking:
    """What else is not known of a record that is shown, told once, with whom to ask."""

    labels: tuple[str, ...]
    whom: Ask


@dataclass(frozen=True, slots=True)
class Stated:
    """A value with its disclosure: shown with its state or date, else whom to ask."""

    value: Said
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class StateMark:
    """For the editors beside words that have no date of their own."""

    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class Ending:
    """Words that hold until a day; a page left alone says by itself `afterwards` instead."""

    words: Words
    until: date | None
    afterwards: Words = ()


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the guide to take along: what it is called, and its path below `ratgeber/`."""

    title: str
    file: str


Said: TypeAlias = "str | Typed | Office | Asking | NotYet | Gap | Lacking | Stated | StateMark | Ending | Download"
Words: TypeAlias = tuple["Said", ...]

# ------------------------------------------------------------------ lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry.  `is_brief`: what a thing is and how to reach it, which one line can hold together.

    `is_open`: it is no secret, whatever becomes of the record it stands in.
    """

    label: str
    words: Words
    is_brief: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """The state of a record below its lines, for editors with what it lacks, for parents with its date.

    `missing` is None where the record has told of that itself.
    """

    disclosure: Disclosure
    missing: tuple[str, ...] | None = None


# ------------------------------------------------------------------ blocks


@dataclass(frozen=True, slots=True)
class Lines:
    lines: tuple[Line | Closing, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; where they are for editors, `for_parents` is what parents read in their place."""

    words: Words
    for_parents: Words = ()


@dataclass(frozen=True, slots=True)
class Open:
    """What is not known yet of a whole record, told once with whom to ask.

    `is_alone`: the labels stand in the title above already.
    """

    labels: tuple[str, ...]
    whom: Ask
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Supply:
    """What somebody still has to supply: for editors, and on paper."""

    labels: tuple[str, ...]
    whom: Ask


@dataclass(frozen=True, slots=True)
class Heading:
    """Above a group of a list; `marks` are those of its entries."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """What a bullet or a numbered step says, and what stands below it."""

    words: Words
    below: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with a name and what there is to say of it; as a block of its own, somebody to turn to.

    `anchor` is what a link in the web leads to, `marks` are the choices (`Choices`) among which it stays.
    """

    name: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Directory:
    """Entries one below the other; `kind` is what a style sheet calls them."""

    entries: tuple[Entry, ...]
    kind: str = "verzeichnis"


@dataclass(frozen=True, slots=True)
class Choice:
    """A word by which a directory is narrowed, its mark, and how many entries stay."""

    words: str
    mark: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """Web only: by what the directory below can be narrowed, in labelled groups; `every` counts all entries."""

    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    every: int


@dataclass(frozen=True, slots=True)
class Dates:
    """Appointments in order: what, and its days, or who will tell them."""

    dates: tuple[ShownRecord[Appointment], ...]


@dataclass(frozen=True, slots=True)
class DateTable(Dates):
    """The same as a table, with the heading of its second column; in the web with the calendars that hold them."""

    when: str = "Wann"


@dataclass(frozen=True, slots=True)
class NextDates(Dates):
    """Web only: what comes next as seen on a day; `at_once` are shown, the rest moves up when those are past."""

    today: date = date.min
    at_once: int = 3
    title: str = "Jetzt dran"


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """The calendar of a school year (`2026/27`) to hang up, which is a file of its own."""

    year: str

    @property
    def title(self) -> str:
        return f"Kalender für das Schuljahr {self.year}"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A step of a cohort with its days, what to know besides, and whom to ask where that is needed."""

    due: DueStep
    is_over: bool
    notes: tuple[str, ...]
    asked: Words


@dataclass(frozen=True, slots=True)
class CohortSteps:
    """The steps of one cohort; `is_born_shown` says whether its birthdays may be told."""

    topic: Topic
    cohort: Cohort
    title: str
    lines: tuple[DueLine, ...]
    is_born_shown: bool


@dataclass(frozen=True, slots=True)
class BirthdayForm:
    """Web only: a field for a birthday, which leaves one cohort of several."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that may be shown, and whose it is."""

    picture: MediaPicture
    rights: str = ""


@dataclass(frozen=True, slots=True)
class Emblem:
    """The sign of a funder: its file, and its description."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Portrait:
    person: ShownPerson


@dataclass(frozen=True, slots=True)
class Screen:
    """The film itself, where rights and consents allow it: to watch in the web, a link, or its still."""

    answer: FilmAnswer


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole record: its word in `dialect.RECORD_PARTS`, its heading, what it says; nothing while open.

    `is_absent`: somebody has said that there is none, so it is not open either.
    """

    name: str
    heading: str
    blocks: Blocks
    is_absent: bool = False


#: The part that says what somebody still has to supply.
OPEN_PART = "offen"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a record, each under its heading; `kind` is what a style sheet calls them."""

    parts: tuple[Part, ...]
    kind: str


Block: TypeAlias = (
    "Lines | Paragraph | Open | Supply | Heading | Bullets | Steps | Checklist | Entry | Directory | Choices | Dates"
    " | DateTable | NextDates | YearCalendar"
    " | CohortSteps | BirthdayForm | ShownPicture | Emblem | Portrait | Screen | Parts"
)
Blocks: TypeAlias = tuple["Block", ...]


def paragraph(*words: Said) -> Paragraph:
    return Paragraph(words)


def labelled(*terms: tuple[str, str]) -> tuple[Line, ...]:
    """Return a line for every term that has a value."""
    return tuple(Line(label, (value,)) for label, value in terms if value)
