"""What became of a returned chapter, for whoever merges it: where conflicts stand, sentences to read, findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.contributions.report import entries
from ratgeber_tools.findings import Finding
from ratgeber_tools.quotation import quoted
from ratgeber_tools.roundtrip.merge import Merge
from ratgeber_tools.writers import myst

_NEXT_STEP = (
    "Entscheiden Sie offene Konflikte im Kapitel, lesen Sie die Sätze, die hier stehen, in der Vorschau, und geben Sie "
    "das Kapitel dann frei oder noch einmal zum Gegenlesen."
)
_TO_DECIDE = "Alle Fassungen stehen im Kasten. Entscheiden Sie sich, und löschen Sie den Kasten."
_NOTHING = "Nichts. Lesen Sie das Ergebnis trotzdem einmal durch."


def summary(
    document: doc.Document, merged: Merge, findings: Sequence[Finding], changes: int, *, has_report: bool
) -> Iterator[str]:
    """Yield a few lines for the screen: findings are counted where a report is written, and else said here."""
    if changes:
        yield f"Geändert: {_count(changes, 'Stelle', 'Stellen')}"
    if found := conflict_places(document):
        places = (f"{place} ({times}-mal)" if times > 1 else place for place, times in Counter(found).items())
        yield f"Offene Konflikte: {len(found)}, {'; '.join(places)}. {_TO_DECIDE}"
    if merged.mixed:
        yield f"Beide Seiten haben etwas geändert in {_count(len(merged.mixed), 'Satz', 'Sätzen')}:"
        yield from (f"  {sentence}" for sentence in merged.mixed)
    yield from merged.notices
    if has_report and findings:
        yield f"Bitte ansehen: {_count(len(findings), 'Hinweis', 'Hinweise')} im Bericht"
    elif findings:
        yield "Bitte ansehen:"
        yield from (f"  {finding.text} {finding.code.remedy}".rstrip() for finding in findings)


def markdown(
    name: str,
    place: str,
    merged: Merge,
    document: doc.Document,
    findings: Sequence[Finding],
    *,
    is_contribution: bool = False,
) -> str:
    """Return the report on the returned file `name` as Markdown; what a reviewer typed stays text in it.

    `is_contribution` says that it never was out for review: its author handed it in again.
    """
    what = f"{name} kam noch einmal zu {place}" if is_contribution else f"{name} kam zurück nach {place}"
    blocks: list[doc.Block] = [
        _heading(1, what),
        _heading(2, "Konflikte"),
        *_listed(_conflicts(document), "Keine."),
        _heading(2, "Sätze, an denen beide Seiten etwas geändert haben"),
        *_listed(merged.mixed, "Keine."),
        _heading(2, "Bitte ansehen"),
        *_listed(merged.notices, "" if findings else _NOTHING),
        *entries(findings),
        _heading(2, "So geht es weiter"),
        _paragraph(_NEXT_STEP),
    ]
    return myst.write(doc.Document(tuple(blocks)))


def conflict_places(document: doc.Document) -> tuple[str, ...]:
    """Return where the conflicts of a chapter stand, as its readers know it: the heading above each."""
    places: list[str] = []
    above = ""
    for block in doc.iterate_blocks(document.blocks):
        if isinstance(block, doc.Heading):
            above = doc.plain_text(block.children)
        elif _is_conflict(block):
            places.append(f"unter der Überschrift {quoted(above)}" if above else "am Anfang des Kapitels")
    for note in document.notes.values():
        places += ["in einer Fußnote" for block in doc.iterate_blocks(note) if _is_conflict(block)]
    return tuple(places)


def _conflicts(document: doc.Document) -> Iterator[str]:
    for place in conflict_places(document):
        where = place[:1].upper() + place[1:]
        yield f"{where}: {_TO_DECIDE}"


def _is_conflict(block: doc.Block) -> bool:
    return isinstance(block, doc.Container) and block.name == dialect.CONFLICT


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listed(sentences: Iterable[str], otherwise: str) -> Iterator[doc.Block]:
    items = tuple(doc.ListItem((_paragraph(sentence),)) for sentence in sentences)
    if items:
        yield doc.BulletList(items)
    elif otherwise:
        yield _paragraph(otherwise)


def _heading(level: int, text: str) -> doc.Heading:
    return doc.Heading(level, doc.normalise_inlines((doc.Text(text),)))


def _paragraph(text: str) -> doc.Paragraph:
    return doc.Paragraph(doc.normalise_inlines((doc.Text(" ".join(text.split())),)))
