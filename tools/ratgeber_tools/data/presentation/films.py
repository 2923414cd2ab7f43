"""What is said of a film: to watch, to read, to borrow; and what nobody has supplied yet."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Disclosure
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.media import format_seconds
from ratgeber_tools.data.presentation import values as said
from ratgeber_tools.data.presentation.places import place_entry
from ratgeber_tools.data.presentation.statements import right_words
from ratgeber_tools.data.presentation_queries import FilmAnswer

NOT_CLEARED = "Der Film ist hier nicht zu sehen, weil Rechte oder Einwilligungen dafür fehlen"


def film_parts(answer: FilmAnswer) -> Iterator[said.Part]:
    """Yield the parts; while the record may not be shown, they are open."""
    film, disclosure = answer.film.record, answer.film.disclosure
    if not answer.is_expected:
        return  # parents miss nothing of a film nobody has made; what is to be supplied is told to editors

    def part(name: str, heading: str, *blocks: said.Block, attribute: str = "") -> said.Part:
        is_absent = disclosure.is_shown and film.has_no(attribute)
        return said.Part(name, heading, blocks if disclosure.is_shown else (), is_absent=is_absent)

    duration = f"{format_seconds(film.duration)} Minuten" if film.duration is not None else ""
    facts = (("Dauer", duration), ("Beteiligte", ", ".join(film.participants)))
    lines = about(film.title, film.description, said.labelled(*facts), film.short_address, disclosure)
    yield part("inhalt", "Der Film", lines)
    yield part("ansehen", "Ansehen", *_screen(answer))
    yield part(
        "kapitel",
        "Kapitel",
        *plain_lines(f"{format_seconds(mark.start)} {mark.title}" for mark in film.chapters),
        attribute="chapters",
    )
    yield part("wortlaut", "Zum Lesen", *(said.paragraph(words) for words in film.transcript), attribute="transcript")
    yield part("rechte", "Rechte und Einwilligungen", *plain_lines(_permissions(film)))
    if answer.screenings is not None:
        yield said.Part("kontakt", "Den Film zeigen", (place_entry(answer.screenings),))
    if answer.missing:
        yield said.Part(said.OPEN_PART, "Noch offen", to_supply(answer.missing, disclosure.ask))


def about(
    title: str, description: str, facts: tuple[said.Line, ...], short_address: str | None, disclosure: Disclosure
) -> said.Lines:
    """What a film or an exhibition is called and about, and its state."""
    return said.Lines(
        (
            said.Line("Titel", (title or said.Gap(disclosure.ask),)),
            *said.labelled(("Worum es geht", description)),
            *facts,
            *((said.Line("Kurzadresse", (said.Web(short_address),)),) if short_address else ()),
            said.Closing(disclosure),
        )
    )


def plain_lines(texts: Iterator[str]) -> said.Blocks:
    lines = tuple(said.Line("", (text,)) for text in texts)
    return (said.Lines(lines),) if lines else ()


def to_supply(missing: tuple[str, ...], whom: Ask) -> said.Blocks:
    """Say what is still to be supplied, and whom to ask."""
    return (said.Supply(missing, whom),)


def _screen(answer: FilmAnswer) -> Iterator[said.Block]:
    film = answer.film.record
    if not film.is_known:
        return
    if answer.poster is not None or not answer.is_cleared or film.file or film.elsewhere is not None:
        yield said.Screen(answer)


def _permissions(film: Film) -> Iterator[str]:
    """Rights one by one, of the consents only their end: whose they are is nobody's business here."""
    yield from map(right_words, film.rights)
    if film.consents:
        yield f"Einwilligungen: alle gelten bis {format_date(min(consent.until for consent in film.consents))}"
