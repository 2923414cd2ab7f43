"""What nobody touched in the browser, as it stands in the chapter: the editor knows fewer ways to nest marks."""

from __future__ import annotations

from dataclasses import replace

from ratgeber_tools.desk.out_of_editor import normal_form
from ratgeber_tools.document import Block, Document


def as_in_chapter(edited: Document, chapter: Document) -> Document:
    """Return `edited`, which came through the editor, with every block that says what one of `chapter` says as it is
    there; so the source of those stays to the byte."""
    as_edited = normal_form(chapter)
    known: dict[Block, Block] = {}
    if len(as_edited.blocks) == len(chapter.blocks):
        known = dict(zip(as_edited.blocks, chapter.blocks, strict=True))
    notes = {
        label: chapter.notes[label] if as_edited.notes.get(label) == blocks and label in chapter.notes else blocks
        for label, blocks in edited.notes.items()
    }
    return replace(edited, blocks=tuple(known.get(block, block) for block in edited.blocks), notes=notes)
