"""`{film} imagefilm`: to watch, to read, to borrow; and what nobody has supplied yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.disclosure import Ask, Edition, View
from ratgeber_tools.data.film import FILM_TYPES, Elsewhere, Film
from ratgeber_tools.data.media import Right, format_seconds
from ratgeber_tools.data.presentation_queries import DesignQuery, FilmAnswer, FilmQuery
from ratgeber_tools.sphinx_ext.data import wording
from ratgeber_tools.sphinx_ext.data.film_player import ratgeber_film
from ratgeber_tools.sphinx_ext.data.parts import (
    Part,
    RecordDirective,
    gone,
    open_points,
    part_options,
)
from ratgeber_tools.sphinx_ext.data.places import place_lines
from ratgeber_tools.sphinx_ext.data.record_files import download, picture
from ratgeber_tools.sphinx_ext.data.wording import line


class FilmDirective(RecordDirective):
    option_spec: ClassVar = part_options()

    def run(self) -> list[nodes.Node]:
        self.ask(DesignQuery())
        answer = self.record(FilmQuery(self.arguments[0]), "films")
        if isinstance(answer, Ask):
            return gone(answer)
        whom = answer.film.disclosure.ask
        return self.arranged(_parts(answer, self.view, self.env), "rg-film-angaben", whom)


def _parts(answer: FilmAnswer, view: View, environment: BuildEnvironment) -> Iterator[Part]:
    """Yield the parts; while the record may not be shown, they are open."""
    film, disclosure = answer.film.record, answer.film.disclosure

    def part(name: str, heading: str, body: Sequence[nodes.Node]) -> Part:
        return Part(name, heading, body if disclosure.is_shown else ())

    yield part("inhalt", "Der Film", [wording.lines(_facts(answer, view))])
    yield part("ansehen", "Ansehen", _watch(answer, environment) if disclosure.is_shown else ())
    yield part("kapitel", "Kapitel", _chapters(film))
    yield part("wortlaut", "Zum Lesen", [wording.paragraph(words) for words in film.transcript])
    yield part("rechte", "Rechte und Einwilligungen", _permissions(film))
    if answer.screenings is not None:
        name = nodes.strong(answer.screenings.record.name, answer.screenings.record.name)
        contact = [wording.lines([line(name), *place_lines(answer.screenings, view)])]
        yield Part("kontakt", "Den Film zeigen", contact)
    if answer.missing:
        yield Part("offen", "Noch offen", open_points(answer.missing, disclosure.ask))


def _facts(answer: FilmAnswer, view: View) -> Iterator[nodes.line]:
    film, disclosure = answer.film.record, answer.film.disclosure
    yield line("Titel: ", *([nodes.Text(film.title)] if film.title else wording.ask(disclosure.ask)))
    if film.description:
        yield line(f"Worum es geht: {film.description}")
    if film.duration is not None:
        yield line(f"Dauer: {format_seconds(film.duration)} Minuten")
    if film.participants:
        yield line(f"Beteiligte: {', '.join(film.participants)}")
    if film.short_address:
        yield line("Kurzadresse: ", wording.web(film.short_address))
    if view.edition is Edition.WORKING:
        yield line(wording.state_mark(disclosure))
    elif view.edition is Edition.PUBLIC:
        yield line(*wording.value([], disclosure, view.edition))


def _watch(answer: FilmAnswer, environment: BuildEnvironment) -> list[nodes.Node]:
    """The player or a link in the web, the poster in print; nothing that rights or consents do not allow."""
    film = answer.film.record
    result: list[nodes.Node] = []
    if answer.poster is not None:
        is_in_player = bool(film.file) and answer.is_cleared
        still = picture(answer.poster, environment)
        result.append(addnodes.only("", still, expr="not html") if is_in_player else still)
    if not answer.is_cleared:
        sentence = "Der Film ist hier nicht zu sehen, weil Rechte oder Einwilligungen dafür fehlen; "
        return [*result, wording.paragraph(sentence, *wording.ask(answer.film.disclosure.ask), ".")]
    if film.file:
        result.append(addnodes.only("", *_own_file(answer, film, environment), expr="html"))
    if film.elsewhere is not None:
        result.append(addnodes.only("", *_third_party(film.elsewhere), expr="html"))
    return result


def _own_file(answer: FilmAnswer, film: Film, environment: BuildEnvironment) -> Iterator[nodes.Node]:
    player = ratgeber_film("", label=film.title or film.name, mime=_mime(film.file))
    player += download(film.title, film.file, environment)
    for captions in film.captions:
        track = download(captions.label, captions.file, environment)
        track["language"], track["label"] = captions.language, captions.label
        player += track
    if answer.poster is not None:
        player += picture(answer.poster, environment)
    yield player
    links = []
    if film.is_downloadable:
        links.append(download("Film herunterladen", film.file, environment))
    if film.described_film:
        links.append(download("Film mit Audiodeskription", film.described_film, environment))
    links += [download(f"Untertitel ({captions.label})", captions.file, environment) for captions in film.captions]
    items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
    if items:
        yield nodes.bullet_list("", *items, bullet="-")


def _third_party(elsewhere: Elsewhere) -> Iterator[nodes.Node]:
    """First the words, then the link: the third party hears of a reader only from a second tap."""
    data = elsewhere.data or "mindestens die Internet-Nummer (IP-Adresse) Ihres Geräts"
    yield wording.paragraph(
        f"Der Film liegt bei {elsewhere.provider}. Diese Seite lädt nichts von dort. Wenn Sie auf den Link tippen, "
        f"öffnet sich die Seite von {elsewhere.provider}. Dann erhält {elsewhere.provider} Daten von Ihnen: {data}."
    )
    words = f"Film bei {elsewhere.provider} öffnen"
    yield nodes.paragraph("", "", nodes.reference(words, words, refuri=elsewhere.address, internal=False))


def _chapters(film: Film) -> list[nodes.Node]:
    marks = [line(f"{format_seconds(chapter.start)} {chapter.title}") for chapter in film.chapters]
    return [wording.lines(marks)] if marks else []


def _permissions(film: Film) -> list[nodes.Node]:
    """Rights one by one, of the consents only their end: whose they are is nobody's business here."""
    found = [line(right_words(right)) for right in film.rights]
    ends = sorted({consent.until for consent in film.consents})
    if ends:
        found.append(line(f"Einwilligungen: alle gelten bis {format_date(ends[0])}"))
    return [wording.lines(found)] if found else []


def right_words(right: Right) -> str:
    holder = f": {right.holder}" if right.holder else ""
    end = f", bis {format_date(right.until)}" if right.until else ""
    return f"{right.subject}{holder}{end}"


def _mime(file: str) -> str:
    return FILM_TYPES[PurePosixPath(file).suffix.lower()]


def setup_films(app: Sphinx) -> None:
    app.add_directive("film", FilmDirective)
