"""What a book says of how it can be read (EPUB Accessibility 1.1, 2.2, with the vocabulary of schema.org).

Only what is so: words for pictures are claimed where every picture has some.  That a book meets WCAG is for whoever has
examined it to say (2.3 wants the name of the one who certifies it), and nobody has; so nothing of that stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from docutils import nodes

_ALWAYS = ("structuralNavigation", "tableOfContents", "index", "readingOrder", "displayTransformability", "ARIA")


def summary(*, all_described: bool) -> str:
    """Return in words what the properties say."""
    pictures = (
        "Alle Bilder sind in Worten beschrieben."
        if all_described
        else "Noch sind nicht alle Bilder in Worten beschrieben."
    )
    return (
        "Schrift, Größe und Farben stellen Sie selbst ein. Überschriften, Listen, Tabellen und Kästen sind so "
        f"ausgezeichnet, dass ein Vorleseprogramm sie erkennt. {pictures} Nichts blinkt oder bewegt sich, nichts wird "
        "aus dem Netz geladen."
    )


def are_all_described(documents: Iterable[nodes.document]) -> bool:
    """Say whether every picture of these pages has words for those who do not see it."""
    return all(image.get("alt", "").strip() for document in documents for image in document.findall(nodes.image))


def properties(documents: Collection[nodes.document]) -> Sequence[tuple[str, str]]:
    """Return the properties of a book with these pages, each with its value."""
    return tuple(
        _properties(
            has_pictures=_have(nodes.image, documents),
            all_described=are_all_described(documents),
            has_formulas=_have(nodes.math, documents),
        )
    )


def _have(kind: type[nodes.Node], documents: Iterable[nodes.document]) -> bool:
    return any(next(iter(document.findall(kind)), None) is not None for document in documents)


def _properties(*, has_pictures: bool, all_described: bool, has_formulas: bool) -> Iterator[tuple[str, str]]:
    yield "accessMode", "textual"
    if has_pictures:
        yield "accessMode", "visual"
    if all_described:
        yield "accessModeSufficient", "textual"
    for feature in _ALWAYS:
        yield "accessibilityFeature", feature
    if has_pictures and all_described:
        yield "accessibilityFeature", "alternativeText"
    if has_formulas:
        yield "accessibilityFeature", "MathML"
    yield "accessibilityHazard", "none"
    yield "accessibilitySummary", summary(all_described=all_described)
