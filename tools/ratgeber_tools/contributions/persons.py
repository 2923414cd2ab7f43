"""What of a contribution touches persons and is settled first: numbers, mailboxes, names, photographs."""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.contributions.proofreading import passages
from ratgeber_tools.contributions.rewriting import images
from ratgeber_tools.dialect import ALT_PLACEHOLDER
from ratgeber_tools.document import Document
from ratgeber_tools.prose.persons import personal_in
from ratgeber_tools.quotation import quoted

#: What these lines stand under, in a report and in a message.
HEADING = "Erst klären, dann zusammenführen"
ADVICE = (
    "Im Ratgeber stehen Stellen, keine Personen. Ersetzen oder löschen Sie das, bevor jemand das Kapitel annimmt; "
    "danach bleibt es in der Geschichte des Projekts stehen."
)
_PHOTOGRAPHS = (".jpg", ".jpeg", ".tif", ".tiff", ".heic", ".webp")


def to_settle(document: Document) -> tuple[str, ...]:
    """Return a German line for each thing that belongs to a person, and a question for each photograph; each once."""
    return tuple(dict.fromkeys((*_personal(document), *_photographs(document))))


def _personal(document: Document) -> Iterator[str]:
    """Yield what belongs to a person in each passage, and in the head, which may hold what the template asks."""
    for passage in (*passages(document), document.front_matter):
        for found in personal_in(passage):
            yield found.sentence


def _photographs(document: Document) -> Iterator[str]:
    for place in images(document):
        if place.image.source.lower().endswith(_PHOTOGRAPHS):
            alt = place.image.alt if place.image.alt != ALT_PLACEHOLDER else ""
            which = f"Das Foto „{alt}“" if alt else "Ein Foto ohne Alternativtext"
            where = f" unter {quoted(place.heading)}" if place.heading else ""
            yield f"{which}{where}: Wem gehört es? Wer ist darauf zu sehen? Dürfen wir es zeigen?"
