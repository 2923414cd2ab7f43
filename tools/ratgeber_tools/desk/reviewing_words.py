"""What somebody sends of a proposal they have read, and what there is to decide as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ratgeber_tools.desk.conflicts import ConflictChoice, OpenConflict
from ratgeber_tools.desk.proposed import ChapterChoices, KeyedChange, ProposedChapter
from ratgeber_tools.desk.tracking.changes import TrackedChange
from ratgeber_tools.document import Blocks, Document, Inlines
from ratgeber_tools.errors import InputError
from ratgeber_tools.outline import lay_out
from ratgeber_tools.quotation import quoted

#: What was sent: a field's value by its name, "" if it was not sent.
Field = Callable[[str], str]
TAKE, LEAVE, OWN, OPEN, VERSION = "ja", "nein", "eigene", "offen", "fassung-"
_NO_WORDS = "Unter {place} ist „Eigene Worte“ gewählt, aber das Feld ist leer. Schreiben Sie hinein, was gelten soll."


class UnseenError(InputError):
    """The chapter has changed since somebody opened the page: there is something they have not read."""

    def __init__(self) -> None:
        super().__init__(
            "Das Kapitel hat sich geändert, während Sie lasen. Was Sie gewählt haben, ist unten noch gewählt; "
            "sehen Sie sich an, was neu ist, und drücken Sie noch einmal."
        )


#: Has the words for inlines as a reader sees them.
Plain = Callable[[Inlines], str]


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version of a passage on its card: its name, and what it says, a paragraph, item or cell a line."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A change or a conflict as the page shows it, with what was chosen, and the words in the field for one's own.

    `key` is that of its fields; `own` says whether one's own words may be put.
    """

    key: str
    place: str
    chosen: str
    own: bool
    words: str
    change: TrackedChange | None = None
    versions: tuple[ShownVersion, ...] = ()


def shown_conflicts(chapter: ProposedChapter, number: int, field: Field, plain: Plain) -> Iterator[ShownChoice]:
    """Yield the conflicts of a chapter, the `number`th of its proposal."""
    for conflict in chapter.conflicts:
        yield shown_conflict(conflict, f"{number}-{conflict.key}", field, plain)


def shown_conflict(conflict: OpenConflict, key: str, field: Field, plain: Plain) -> ShownChoice:
    """Return a conflict as its cards show it; `field` has what was sent under `key`."""
    versions = (ShownVersion(version.name, _lines(version.blocks, plain)) for version in conflict.versions)
    return ShownChoice(
        key,
        place_of(conflict.heading),
        field(f"wahl-{key}") or OPEN,
        conflict.own is not None,
        field(f"worte-{key}") or conflict.own or "",
        versions=tuple(versions),
    )


def shown_changes(chapter: ProposedChapter, number: int, field: Field) -> Iterator[ShownChoice]:
    """Yield the changes of a chapter, the `number`th of its proposal."""
    for change in chapter.changes:
        key = f"{number}-{change.key}"
        usual = TAKE if chapter.is_taken(change.it) else LEAVE
        yield ShownChoice(
            key,
            place_of(change.it.heading),
            field(f"wahl-{key}") or usual,
            change.it.takes_words,
            field(f"worte-{key}") or change.it.after or change.it.before,
            change=change.it,
        )


def choices_of(chapters: tuple[ProposedChapter, ...], field: Field) -> dict[str, ChapterChoices]:
    """Return what was chosen of each chapter; `tun` says `alles` or `nichts` for all its changes at once.

    Conflicts that are left open stay so.  Raises `UnseenError` if there is something the page did not show, and
    `InputError` for own words that are none.
    """
    found = {}
    for number, chapter in enumerate(chapters):
        changes: dict[str, str | None] = {}
        for change in chapter.changes:
            is_in, words = _taken(change, f"{number}-{change.key}", field)
            if is_in:
                changes[change.key] = words
        conflicts = {}
        for conflict in chapter.conflicts:
            choice = conflict_choice(conflict, f"{number}-{conflict.key}", field)
            if choice is not None:
                conflicts[conflict.key] = choice
        found[chapter.name] = ChapterChoices(changes, conflicts)
    return found


def conflict_choice(conflict: OpenConflict, key: str, field: Field) -> ConflictChoice | None:
    """Return what was chosen of a conflict, None if it is left open; raises as `choices_of`."""
    sent = field(f"wahl-{key}")
    if not sent:
        raise UnseenError
    if field("tun") == "nichts":
        return ConflictChoice()
    if sent == OWN and conflict.own is not None:
        return ConflictChoice(words=_words(key, conflict.heading, field))
    number = sent.removeprefix(VERSION)
    return ConflictChoice(int(number)) if sent.startswith(VERSION) and number.isdecimal() else None


def _lines(blocks: Blocks, plain: Plain) -> tuple[str, ...]:
    return tuple(line for unit in lay_out(Document(blocks)).everything() if (line := plain(unit.words)))


def place_of(heading: str) -> str:
    return f"Unter {quoted(heading)}" if heading else "Am Anfang"


def _taken(change: KeyedChange, key: str, field: Field) -> tuple[bool, str | None]:
    sent, every = field(f"wahl-{key}"), field("tun")
    if not sent:
        raise UnseenError
    if every in ("alles", "nichts"):
        return every == "alles", None
    if sent == OWN and change.it.takes_words:
        return True, _words(key, change.it.heading, field)
    return sent == TAKE, None


def _words(key: str, heading: str, field: Field) -> str:
    words = field(f"worte-{key}")
    if not words:
        raise InputError(_NO_WORDS.format(place=quoted(heading or "dem Titel")))
    return words
