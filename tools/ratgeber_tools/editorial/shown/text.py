"""What records say (`data.presentation`), as the plain lines a reviewer reads in Word: an entry a line, gaps marked.

All lines of a list are one paragraph in Word, so an empty line sets a group off, and what belongs to an entry is
indented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from ratgeber_tools.data.appointments import Appointment
from ratgeber_tools.data.disclosure import Ask
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.films import NOT_CLEARED
from ratgeber_tools.data.presentation.statements import appointment
from ratgeber_tools.data.presentation_queries import FilmAnswer
from ratgeber_tools.data.queries import ShownRecord

OPEN = "[noch offen]"
#: What `data.agenda` says in place of days that nobody has announced; the sign of what is open says it already.
_NOT_ANNOUNCED = "noch nicht bekannt"


def bullet(words: str) -> str:
    return f"• {words}"


def missing(labels: Iterable[str]) -> str:
    return f"[noch offen: {', '.join(labels)}]"


def _below(words: str) -> str:
    """A line that belongs to the entry above it."""
    return f"    {words}"


def _section(heading: str) -> tuple[str, str]:
    return "", f"{heading}:"


def _office(whom: Ask) -> str:
    return whom.office if whom.phone is None else f"{whom.via or whom.office}, Telefon {whom.phone}"


def _asking(whom: Ask) -> str:
    return f"bitte erfragen ({_office(whom)})" if whom.office else "bitte erfragen"


# ------------------------------------------------------------------ words


def in_a_sentence(words: Iterable[said.Said], gap: str) -> str:
    """Return words as they stand in running text, with `gap` where a value is not known."""
    return "".join(gap if _is_gap(word) else _word(_value(word)) for word in words)


def _is_gap(word: said.Said) -> bool:
    return isinstance(word, said.Gap) or (isinstance(word, said.Stated) and not word.disclosure.is_shown)


def _value(word: said.Said) -> said.Said:
    return word.value if isinstance(word, said.Stated) else word


def _text(words: Iterable[said.Said]) -> str:
    return "".join(map(_word, words))


def _word(word: said.Said) -> str:
    match word:
        case str():
            return word
        case said.Typed(text) | said.Download(text):
            return text
        case said.Office(whom):
            return _office(whom)
        case said.Asking(whom):
            return _asking(whom)
        case said.NotYet():
            return OPEN
        case said.Gap(whom):
            return f"{OPEN}, {_asking(whom)}"
        case said.Lacking(labels, whom):
            return f"{missing(labels)}, {_asking(whom)}"
        case said.Stated(value, disclosure):
            over = " (vorbei)" if disclosure.is_past else ""
            return f"{_word(value)}{over}" if disclosure.is_shown else f"{OPEN}, {_asking(disclosure.ask)}"
        case said.Ending(words):
            return _text(words)
        case said.StateMark():
            return ""


# ------------------------------------------------------------------ lines


def _lines(block: said.Lines) -> tuple[said.Line, ...]:
    """Return the lines without the one about the state, which the export marks in a way of its own."""
    return tuple(line for line in block.lines if not isinstance(line, said.Closing))


def _detail(line: said.Line) -> str:
    """Return `Raum: 12`."""
    words = OPEN if isinstance(line.words[0], said.Gap) else _text(line.words)
    return f"{line.label}: {words}" if line.label else words


def _brief(line: said.Line) -> str:
    """Return `Telefon 01234 5-0`, or an address by itself."""
    match line.words[0]:
        case said.Gap():
            return missing([line.label])
        case said.PostalAddress() | said.Mail() | said.Web():
            return _text(line.words)
        case _:
            return f"{line.label} {_text(line.words)}".strip()


def _entry(entry: said.Entry, heading: str = "") -> Iterator[str]:
    """Yield a thing with what it is and how to reach it, and its details below; what the `heading` said is left out."""
    blocks = entry.blocks
    first = _lines(blocks[0]) if blocks and isinstance(blocks[0], said.Lines) else ()
    brief = [_brief(line) for line in first if line.is_brief and line.words != (heading,)]
    yield bullet(f"{entry.name}: {', '.join(brief)}" if brief else entry.name)
    yield from (_below(_detail(line)) for line in first if not line.is_brief)
    for block in blocks[1:] if first else blocks:
        lines = map(_detail, _lines(block)) if isinstance(block, said.Lines) else lines_of((block,))
        yield from map(_below, lines)


def alone(blocks: Iterable[said.Block]) -> Iterator[str]:
    """Yield what an entry says whose name stands above already, a line each."""
    for block in blocks:
        first = (
            _lines(block.blocks[0]) if isinstance(block, said.Entry) and isinstance(block.blocks[0], said.Lines) else ()
        )
        yield from (_brief(line) if line.is_brief else _detail(line) for line in first)


def appointment_words(shown: ShownRecord[Appointment]) -> str:
    """Return the days with time and place; where they are not known, who will tell them."""
    words = ", ".join(_text(paragraph.words) for paragraph in appointment(shown))
    return f"{OPEN}. {words}." if shown.record.announcement and not shown.disclosure.is_shown else words


def lines_of(blocks: Iterable[said.Block]) -> Iterator[str]:
    """Yield the lines of blocks, those of a group below its heading."""
    heading = ""
    before: said.Block | None = None
    for block in blocks:
        if isinstance(block, said.Heading):
            heading = block.text
        if isinstance(before, said.Parts) or (isinstance(before, said.Directory) and isinstance(block, said.Paragraph)):
            yield ""
        yield from _block(block, heading)
        before = block


def _block(block: said.Block, heading: str) -> Iterator[str]:
    match block:
        case said.Lines():
            yield from (bullet(_detail(line)) for line in _lines(block))
        case said.Paragraph(words):
            yield _text(words)
        case said.Open(labels, whom):
            yield f"{missing(labels)}, {_asking(whom)}"
        case said.Supply(labels, whom):
            yield f"Das liefert noch: {_office(whom)}."
            yield from map(bullet, labels)
        case said.Heading(text):
            yield from _section(text)
        case said.Bullets(items):
            for item in items:
                yield from _item(item, "• ")
        case said.Steps(items):
            for number, item in enumerate(items, 1):
                yield from _item(item, f"{number}. ")
        case said.Checklist(points):
            yield from (f"☐ {point}" for point in points)
        case said.Entry():
            yield from _entry(block)
        case said.Directory(entries):
            for entry in entries:
                yield from _entry(entry, heading)
        case said.Parts(parts):
            for part in parts:
                yield from _section(part.heading)
                yield from lines_of(part.blocks)
        case said.YearCalendar():
            yield f"{block.title} (eine Datei zum Aufhängen)"
        case said.Dates(dates):  # a table of them too
            yield from (bullet(f"{shown.record.title}: {appointment_words(shown)}") for shown in dates)
        case said.CohortSteps(title=title, lines=lines):
            yield from _section(title)
            yield from (bullet(_step(line)) for line in lines)
        case said.ShownPicture(picture, rights):
            yield f"[Bild: {picture.alt}]{f' Bild: {rights}' if rights else ''}"
        case said.Emblem(alt=alt):
            yield f"[Bild: {alt}]"
        case said.Screen(answer):
            yield from map(bullet, _screen(answer))
        case said.BirthdayForm() | said.Portrait() | said.Choices():
            return
        case _:
            assert_never(block)


def _item(item: said.Item, sign: str) -> Iterator[str]:
    below = lines_of(item.below)
    if item.words:
        yield f"{sign}{_text(item.words)}"
        yield from map(_below, below)
    else:
        yield f"{sign}{' '.join(below)}"


def _step(line: said.DueLine) -> str:
    due = line.due
    days = due.days.words if due.days.is_known and due.is_shown else OPEN
    announced = "" if due.days.is_known else due.days.words.removesuffix(_NOT_ANNOUNCED)
    asked = f"{_text(line.asked)}." if line.asked else ""
    words = (f"{days}{' (vorbei)' if line.is_over else ''}: {due.step.title}.", *line.notes, announced, asked)
    return " ".join(part for part in words if part)


def _screen(answer: FilmAnswer) -> Iterator[str]:
    """Say where the film is to be seen; without rights and consents nowhere."""
    film = answer.film.record
    if answer.poster is not None:
        yield f"[Bild: {answer.poster.alt}]"
    if not answer.is_cleared:
        yield f"{NOT_CLEARED}; {_asking(answer.film.disclosure.ask)}."
        return
    if film.file:
        captions = ", ".join(track.label for track in film.captions)
        extras = [f"Untertitel: {captions}"] if captions else []
        extras += ["Fassung mit Audiodeskription"] if film.described_film else []
        more = f" ({', '.join(extras)})" if extras else ""
        yield f"Der Film läuft auf der Webseite{more}."
    if film.elsewhere is not None:
        yield f"Der Film liegt bei {film.elsewhere.provider}: {film.elsewhere.address}"
