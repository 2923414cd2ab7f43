"""What became of a returned chapter, for whoever merges it: conflicts with their lines, sentences to read, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ratgeber_tools.contributions.report import entries
from ratgeber_tools.document import (
    Block,
    BulletList,
    Container,
    Document,
    Heading,
    ListItem,
    Paragraph,
    Text,
    iterate_blocks,
    normalise_inlines,
)
from ratgeber_tools.findings import Finding
from ratgeber_tools.roundtrip.merge import CONFLICT, Merge
from ratgeber_tools.writers import myst

_NOTHING = "Nichts. Lesen Sie das Ergebnis trotzdem einmal durch."


def conflict_lines(document: Document) -> tuple[int, ...]:
    """Return the lines, from 1, in which the conflicts of a chapter begin."""
    everything = (document.blocks, *document.notes.values())
    boxes = (block for blocks in everything for block in iterate_blocks(blocks) if _is_conflict(block))
    return tuple(sorted({box.lines.first + 1 for box in boxes if box.lines is not None}))


def summary(document: Document, merged: Merge, findings: Sequence[Finding], changes: int) -> Iterator[str]:
    """Yield a few lines for the screen."""
    if changes:
        yield f"Geändert: {_count(changes, 'Stelle', 'Stellen')}"
    if found := conflict_lines(document):
        lines = ", ".join(map(str, found))
        yield f"Offene Konflikte: {len(found)} (Zeile {lines}). Entscheiden Sie sich dort für eine der Fassungen."
    if merged.mixed:
        yield f"Beide Seiten haben etwas geändert in {_count(len(merged.mixed), 'Satz', 'Sätzen')}:"
        yield from (f"  {sentence}" for sentence in merged.mixed)
    yield from merged.notices
    if findings:
        yield f"Bitte ansehen: {_count(len(findings), 'Hinweis', 'Hinweise')} im Bericht"


def markdown(
    name: str,
    place: str,
    merged: Merge,
    document: Document,
    findings: Sequence[Finding],
    *,
    is_contribution: bool = False,
) -> str:
    """Return the report on the returned file `name` as Markdown; what a reviewer typed stays text in it.

    `is_contribution` says that it never was out for review: its author handed it in again.
    """
    what = f"{name} kam noch einmal zu {place}" if is_contribution else f"{name} kam zurück nach {place}"
    blocks: list[Block] = [
        _heading(1, what),
        _heading(2, "Konflikte"),
        *_listed(_conflicts(document), "Keine."),
        _heading(2, "Sätze, an denen beide Seiten etwas geändert haben"),
        *_listed(merged.mixed, "Keine."),
        _heading(2, "Bitte ansehen"),
        *_listed(merged.notices, "" if findings else _NOTHING),
        *entries(findings),
    ]
    return myst.write(Document(tuple(blocks)))


def _conflicts(document: Document) -> Iterator[str]:
    for line in conflict_lines(document):
        yield f"Zeile {line}: Beide Fassungen stehen im Kasten. Entscheiden Sie sich, und löschen Sie den Kasten."


def _is_conflict(block: Block) -> bool:
    return isinstance(block, Container) and block.name == CONFLICT


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _listed(sentences: Iterable[str], otherwise: str) -> Iterator[Block]:
    items = tuple(ListItem((_paragraph(sentence),)) for sentence in sentences)
    if items:
        yield BulletList(items)
    elif otherwise:
        yield _paragraph(otherwise)


def _heading(level: int, text: str) -> Heading:
    return Heading(level, normalise_inlines((Text(text),)))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(normalise_inlines((Text(" ".join(text.split())),)))
