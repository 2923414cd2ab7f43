"""The parts of a programme, a film and an exhibition as a reviewer reads them; one without lines is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, View
from ratgeber_tools.data.exhibition import LENDING_TERMS
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.funding import FundedExample, FundingStep
from ratgeber_tools.data.media import format_seconds
from ratgeber_tools.data.plan_queries import FundingAnswer, FundingQuery
from ratgeber_tools.data.presentation_queries import ExhibitionAnswer, ExhibitionQuery, FilmAnswer, FilmQuery
from ratgeber_tools.editorial.shown_entries import (
    OPEN,
    appointment_line,
    asking,
    below,
    bullet,
    fact_words,
    form_words,
    labelled,
    missing,
    office,
    place_lines,
    right_words,
)


class ShownPart(NamedTuple):
    """A part: its word in `dialect.RECORD_PARTS`, its heading, and its lines."""

    name: str
    heading: str
    lines: tuple[str, ...]


def parts_of(directive: str, identifier: str, view: View) -> tuple[ShownPart, ...]:
    """Return the parts there are of a record, none where it does not exist or has no parts."""
    match directive:
        case "foerderung":
            funding = FundingQuery(identifier).answer(view)
            return () if isinstance(funding, Ask) else tuple(_funding(funding))
        case "film":
            film = FilmQuery(identifier).answer(view)
            return () if isinstance(film, Ask) else tuple(_film(film))
        case "ausstellung":
            exhibition = ExhibitionQuery(identifier).answer(view)
            return () if isinstance(exhibition, Ask) else tuple(_exhibition(exhibition))
        case _:
            return ()


def _part(name: str, heading: str, lines: Iterable[str]) -> ShownPart:
    return ShownPart(name, heading, tuple(lines))


# ------------------------------------------------------------------ a programme


def _funding(answer: FundingAnswer) -> Iterator[ShownPart]:
    funding = answer.funding.record
    if funding.description:
        name = f"{funding.name} („{funding.full_name}“)" if funding.full_name else funding.name
        yield _part("ziel", "Worum es geht", [bullet(f"{name}: {funding.description}")])
    if funding.applicants:
        yield _part("wer", "Wer den Antrag stellt", [bullet(funding.applicants)])
    if answer.facts:
        yield _part("was-gilt", "Was gilt", [bullet(fact_words(shown)) for shown in answer.facts])
    yield _part("fristen", "Fristen", map(appointment_line, answer.deadlines))
    yield _part("schritte", "So gehen Sie vor", _steps(funding.steps, answer))
    yield _part("abstimmung", "So wird abgestimmt", _steps(funding.voting, answer))
    yield _part("formulare", "Formulare", [bullet(form_words(form)) for form in funding.forms])
    yield _part("selbstpruefung", "Vor der Abgabe prüfen", [f"☐ {point}" for point in funding.self_check])
    yield _part("beispiele", "Beispiele", [bullet(_example(example)) for example in funding.examples])
    if answer.remaining is not None:
        yield _part("rest", "Was noch im Topf ist", [bullet(fact_words(answer.remaining))])


def _steps(steps: Sequence[FundingStep], answer: FundingAnswer) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        words = [step.title, step.text, f"wie das geht: {OPEN}" if step.is_open else ""]
        yield f"{number}. {' – '.join(part for part in words if part)}"
        facts = (answer.step_facts[name] for name in step.facts if name in answer.step_facts)
        dates = (answer.step_dates[name] for name in step.appointments if name in answer.step_dates)
        yield from (below(bullet(fact_words(shown))) for shown in facts)
        yield from (below(appointment_line(shown)) for shown in dates)
    if any(step.is_open for step in steps):
        yield f"Was offen ist, {asking(answer.funding.disclosure.ask)}."


def _example(example: FundedExample) -> str:
    where = ", ".join(part for part in (example.school, example.year) if part)
    title = f"{example.title} ({where})" if where else example.title
    return f"{title}: {example.text}" if example.text else title


# ------------------------------------------------------------------ a film


def _film(answer: FilmAnswer) -> Iterator[ShownPart]:
    """While the record may not be shown, its parts are open."""
    film, disclosure = answer.film.record, answer.film.disclosure

    def part(name: str, heading: str, lines: Iterable[str]) -> ShownPart:
        return _part(name, heading, lines if disclosure.is_shown else ())

    yield part("inhalt", "Der Film", _film_facts(film))
    yield part("ansehen", "Ansehen", _watching(answer))
    marks = [bullet(f"{format_seconds(chapter.start)} {chapter.title}") for chapter in film.chapters]
    yield part("kapitel", "Kapitel", marks)
    yield part("wortlaut", "Zum Lesen", film.transcript)
    yield part("rechte", "Rechte und Einwilligungen", _permissions(film))
    if answer.screenings is not None:
        yield _part("kontakt", "Den Film zeigen", place_lines(answer.screenings.record))
    if answer.missing:
        yield _part("offen", "Noch offen", _to_supply(answer.missing, disclosure.ask))


def _film_facts(film: Film) -> Iterator[str]:
    terms = labelled(
        ("Titel", film.title or OPEN),
        ("Worum es geht", film.description),
        ("Dauer", f"{format_seconds(film.duration)} Minuten" if film.duration is not None else OPEN),
        ("Beteiligte", ", ".join(film.participants)),
        ("Kurzadresse", film.short_address or ""),
    )
    yield from map(bullet, terms)


def _watching(answer: FilmAnswer) -> Iterator[str]:
    """Say where the film is to be seen; without rights and consents nowhere."""
    film = answer.film.record
    if answer.poster is not None:
        yield bullet(f"[Bild: {answer.poster.alt}]")
    if not answer.is_cleared:
        sentence = "Der Film ist hier nicht zu sehen, weil Rechte oder Einwilligungen dafür fehlen"
        yield bullet(f"{sentence}; {asking(answer.film.disclosure.ask)}.")
        return
    if film.file:
        captions = ", ".join(track.label for track in film.captions)
        described = ["Fassung mit Audiodeskription"] if film.described_film else []
        extras = ", ".join([*([f"Untertitel: {captions}"] if captions else []), *described])
        yield bullet(f"Der Film läuft auf der Webseite{f' ({extras})' if extras else ''}.")
    if film.elsewhere is not None:
        yield bullet(f"Der Film liegt bei {film.elsewhere.provider}: {film.elsewhere.address}")


def _permissions(film: Film) -> Iterator[str]:
    """Rights one by one, of the consents only their end: whose they are is nobody's business here."""
    yield from (bullet(right_words(right)) for right in film.rights)
    ends = sorted(consent.until for consent in film.consents)
    if ends:
        yield bullet(f"Einwilligungen: alle gelten bis {format_date(ends[0])}")


# ------------------------------------------------------------------ an exhibition


def _exhibition(answer: ExhibitionAnswer) -> Iterator[ShownPart]:
    """Dates have owners of their own, so they are told even while the rest may not be shown."""
    exhibition, disclosure = answer.exhibition.record, answer.exhibition.disclosure

    def part(name: str, heading: str, lines: Iterable[str]) -> ShownPart:
        return _part(name, heading, lines if disclosure.is_shown else ())

    facts = labelled(
        ("Titel", exhibition.title or OPEN),
        ("Worum es geht", exhibition.description),
        ("Kurzadresse", exhibition.short_address or ""),
    )
    yield part("inhalt", "Worum es geht", map(bullet, facts))
    yield part("tafeln", "Die Tafeln", _panels(answer))
    yield _part("standort", "Wo sie steht", _tour(answer))
    yield _part("ausleihe", "Ausleihen", _lending(answer))
    yield part("material", "Material", [bullet(form_words(form)) for form in exhibition.material])
    rights = labelled(("Bildrechte", exhibition.picture_rights), ("Presse", exhibition.press))
    yield part("rechte", "Bildrechte und Presse", map(bullet, rights))
    if answer.missing:
        yield _part("offen", "Noch offen", _to_supply(answer.missing, disclosure.ask))


def _panels(answer: ExhibitionAnswer) -> Iterator[str]:
    for panel, picture in zip(answer.exhibition.record.panels, answer.pictures, strict=True):
        yield bullet(panel.title)
        if picture is not None:
            rights = "; ".join(map(right_words, picture.rights))
            yield below(f"[Bild: {picture.alt}]{f' Bild: {rights}' if rights else ''}")
        elif panel.picture is not None:
            yield below("Das Bild dieser Tafel ist hier nicht zu sehen: Einwilligung oder Recht fehlt.")
        yield from map(below, panel.text)


def _tour(answer: ExhibitionAnswer) -> Iterator[str]:
    if not answer.tour:
        whom = asking(answer.exhibition.disclosure.ask)
        yield bullet(f"Wo die Ausstellung steht und wohin sie geht: {OPEN}, {whom}")
    for shown in answer.now:
        yield f"Zurzeit: {shown.record.place or shown.record.title}, {shown.record.period}"
    yield from map(appointment_line, answer.tour)


def _lending(answer: ExhibitionAnswer) -> Iterator[str]:
    lending, disclosure = answer.exhibition.record.lending, answer.exhibition.disclosure
    terms = [(label, getattr(lending, name) if disclosure.is_shown else "") for name, label in LENDING_TERMS]
    yield from map(bullet, labelled(*terms))
    unknown = [label for label, value in terms if not value]
    if unknown:
        yield bullet(f"{missing(unknown)}, {asking(disclosure.ask)}")
    if lending.form is not None and disclosure.is_shown:
        yield bullet(f"Anfrage: {form_words(lending.form)}")
    if answer.lender is not None:
        yield from place_lines(answer.lender.record)


def _to_supply(labels: Iterable[str], whom: Ask) -> Iterator[str]:
    yield f"Das liefert noch: {office(whom)}."
    yield from map(bullet, labels)
