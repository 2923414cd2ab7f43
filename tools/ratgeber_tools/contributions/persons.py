"""What of a contribution touches persons and is settled first: numbers, mailboxes, names, photographs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ratgeber_tools.contributions.rewriting import PlacedImage
from ratgeber_tools.dialect import ALT_PLACEHOLDER
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.quotation import quoted

#: What these lines stand under, in a report and in a message.
HEADING = "Erst klären, dann zusammenführen"
ADVICE = (
    "Im Ratgeber stehen Stellen, keine Personen. Ersetzen oder löschen Sie das, bevor jemand das Kapitel annimmt; "
    "danach bleibt es in der Geschichte des Projekts stehen."
)
_PHOTOGRAPHS = (".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".webp")


def to_settle(said: Iterable[str], shown: Iterable[PlacedImage]) -> tuple[str, ...]:
    """Return a German line for each thing that belongs to a person, and a question for each photograph; each once.

    `said` are the passages of a document, and its head, which may hold what the template asks; `shown` its pictures.
    """
    personal = (found.sentence for passage in said for found in personal_in(passage))
    return tuple(dict.fromkeys((*personal, *_photographs(shown))))


def _photographs(shown: Iterable[PlacedImage]) -> Iterator[str]:
    for place in shown:
        if place.image.source.lower().endswith(_PHOTOGRAPHS):
            alt = place.image.alt if place.image.alt != ALT_PLACEHOLDER else ""
            which = f"Das Foto „{alt}“" if alt else "Ein Foto ohne Alternativtext"
            where = f" unter {quoted(place.heading)}" if place.heading else ""
            yield f"{which}{where}: Wem gehört es? Wer ist darauf zu sehen? Dürfen wir es zeigen?"
