"""The sheet for the counter: a chapter sentence by sentence, German on the left, the mother tongue on the right.

Clerk and family point at the same number.  Only what a second person has checked stands on the right; of anything else
a sheet says that it has not been checked, for words that nobody has read do not go on paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.languages.ageing import UnitStanding
from ratgeber_tools.languages.catalogue import TranslationState
from ratgeber_tools.languages.tagged import TaggedText, term_of, untag
from ratgeber_tools.languages.units import UnitKind
from ratgeber_tools.traversal import Holder

#: Says what a role shows: of a record its value, of a reference the title it leads to.
Say = Callable[[doc.Role | doc.Link | doc.CrossReference], str]
#: What is no sentence to point at.
_NOT_READ = frozenset({UnitKind.PICTURE})


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words of a sentence; `is_record` says that they are a value, which runs from left to right in every script."""

    text: str
    is_strong: bool = False
    is_record: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sentence with its number; without `translated` nobody has checked what it is called."""

    number: int
    is_heading: bool
    german: tuple[SheetWords, ...]
    translated: tuple[SheetWords, ...]


def counter_rows(found: Iterable[UnitStanding], say: Say) -> tuple[SheetRow, ...]:
    """Return the rows of a sheet: each unit parents read, with its translation if that is checked."""
    shown = (each for each in found if each.unit.kind not in _NOT_READ)
    return tuple(
        SheetRow(
            number,
            each.unit.kind in (UnitKind.HEADING, UnitKind.BOX_TITLE),
            _words(each.unit.german.text, each.unit.german, say),
            _translated(each, say),
        )
        for number, each in enumerate(shown, start=1)
    )


def what_is_missing(found: Sequence[UnitStanding]) -> str:
    """Return in German what of a chapter nobody has checked, "" where everything is: „3 maschinell, 2 offen“."""
    counts = Counter(_state(each) for each in found if each.unit.kind not in _NOT_READ and not each.is_checked)
    return ", ".join(f"{counts[word]} {word}" for word in _STATES if counts[word])


_STATES = (TranslationState.TRANSLATED.value, TranslationState.MACHINE.value, "veraltet", "offen")


def _state(standing: UnitStanding) -> str:
    if standing.entry is None:
        return "offen"
    return "veraltet" if standing.is_old else standing.entry.state.value


def _translated(standing: UnitStanding, say: Say) -> tuple[SheetWords, ...]:
    if not standing.is_checked or standing.entry is None:
        return ()
    return _words(standing.entry.text, replace(standing.unit.german, text=standing.entry.german), say)


def _words(text: str, german: TaggedText, say: Say) -> tuple[SheetWords, ...]:
    made = untag(text, german)
    return tuple(_flat(made, say)) if isinstance(made, tuple) else ()


def _flat(inlines: doc.Inlines, say: Say, *, is_strong: bool = False) -> Iterator[SheetWords]:
    for inline in inlines:
        match inline:
            case doc.LineBreak():
                yield SheetWords(" ")
            case doc.NoteReference() | doc.Image():
                continue
            case doc.Role(name=dialect.TERM_ROLE):
                yield SheetWords(term_of(inline)[0], is_strong)
            case doc.Role(name=name):
                is_record = name in dialect.RECORD_ROLES or name == dialect.MUNICIPALITY_ROLE
                yield SheetWords(say(inline), is_strong, is_record)
            case doc.Link(children=()) | doc.CrossReference(children=()):
                yield SheetWords(say(inline), is_strong)
            case doc.Link(target=target, children=children) if target.startswith("tel:"):
                yield SheetWords(doc.plain_text(children), is_strong, is_record=True)
            case _ if isinstance(inline, Holder):
                yield from _flat(inline.children, say, is_strong=is_strong or isinstance(inline, doc.Strong))
            case _:
                yield SheetWords(doc.plain_text((inline,)), is_strong)


def title_in(found: Sequence[UnitStanding]) -> str:
    """Return what a chapter is called in the language, "" where nobody has checked that."""
    first = next((each for each in found if each.unit.kind is UnitKind.HEADING), None)
    if first is None or not first.is_checked or first.entry is None:
        return ""
    return TaggedText(first.entry.text).plain
