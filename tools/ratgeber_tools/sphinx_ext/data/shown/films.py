"""The film itself: a player from a file of our own, a link to a third party, its still in print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment

from ratgeber_tools.data.disclosure import Edition
from ratgeber_tools.data.film import FILM_TYPES, Elsewhere, Film
from ratgeber_tools.data.presentation.films import NOT_CLEARED
from ratgeber_tools.data.presentation_queries import FilmAnswer
from ratgeber_tools.sphinx_ext.data.record_files import download, picture
from ratgeber_tools.sphinx_ext.data.shown import wording
from ratgeber_tools.sphinx_ext.data.shown.film_player import ratgeber_film


def screen(answer: FilmAnswer, edition: Edition, environment: BuildEnvironment) -> list[nodes.Node]:
    """The player or a link in the web, the poster in print; nothing that rights or consents do not allow."""
    film = answer.film.record
    result: list[nodes.Node] = []
    if answer.poster is not None:
        is_in_player = bool(film.file) and answer.is_cleared
        still = picture(answer.poster, environment)
        result.append(addnodes.only("", still, expr="not html") if is_in_player else still)
    if not answer.is_cleared:
        return [*result, wording.paragraph(NOT_CLEARED, *_whom(answer, edition), ".")]
    if film.file:
        result.append(addnodes.only("", *_own_file(answer, film, environment), expr="html"))
    if film.elsewhere is not None:
        result.append(addnodes.only("", *_third_party(film.elsewhere), expr="html"))
    return result


def _whom(answer: FilmAnswer, edition: Edition) -> list[nodes.Node]:
    """On paper whom to ask; in the web nobody can tell more than that."""
    return [nodes.Text("; "), *wording.ask(answer.film.disclosure.ask)] if edition is Edition.PRINT else []


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


def _mime(file: str) -> str:
    return FILM_TYPES[PurePosixPath(file).suffix.lower()]
