"""What contradicts itself within a film or an exhibition: times, descriptions, colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ratgeber_tools.data.attestation import Record
from ratgeber_tools.data.design import oddities_of
from ratgeber_tools.data.exhibition import Exhibition
from ratgeber_tools.data.film import Film
from ratgeber_tools.data.media import MediaPicture, format_seconds
from ratgeber_tools.findings import Code


def media_oddities(record: Record) -> Iterator[tuple[Code, str]]:
    """Yield code and sentence of every mistake; nothing for other kinds of record."""
    if isinstance(record, Film):
        yield from _of_film(record)
    elif isinstance(record, Exhibition):
        yield from ((Code.DATA_VALUE, sentence) for sentence in oddities_of(record.design))
        for panel in record.panels:
            if panel.picture is not None:
                yield from _of_picture(panel.picture)


def _of_film(film: Film) -> Iterator[tuple[Code, str]]:
    if film.poster is not None:
        yield from _of_picture(film.poster)
    for one, other in pairwise(film.chapters):
        if other.start <= one.start:
            yield Code.DATA_VALUE, f"„{other.title}“ unter „kapitel“ beginnt nicht nach „{one.title}“."
    last = max((chapter.start for chapter in film.chapters), default=0)
    if film.duration is not None and last >= film.duration:
        yield (
            Code.DATA_VALUE,
            f"Unter „kapitel“ steht {format_seconds(last)}, der Film dauert aber nur {format_seconds(film.duration)}.",
        )
    if film.file and not film.captions:
        yield Code.DATA_MISSING, "Es fehlt „untertitel“: Ohne sie darf der Film nicht ins Netz."


def _of_picture(picture: MediaPicture) -> Iterator[tuple[Code, str]]:
    if not picture.alt:
        yield Code.ALT_MISSING, f"Dem Bild „{picture.file}“ fehlt „beschreibung“."
