"""A comment is noted once: what a file says again is left out, what it adds to a talk is kept.

A file may come back or be handed in twice, or a later one with the same comments; meanwhile the note may have been
moved, or answered, or dealt with and deleted, and the words it hangs on may have been changed on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from ratgeber_tools.contributions.rewriting import with_blocks
from ratgeber_tools.document import Block, Blocks, Container, Document, Paragraph, Text, iterate_blocks, plain_text
from ratgeber_tools.readers.word.returned.comments import COMMENT_NOTE, said_in

#: From here on the words that two comments hang on are the same passage, which one side has edited.
_SAME_PASSAGE = 0.75


def without_noted(returned: Document, *, sent: Document, chapter: Document) -> Document:
    """Return `returned` without the notes that `chapter` has and that were not in `sent` already.

    A note of `sent` whose passage alone was edited is as it was there: its comment is no news.
    """
    there = list(_notes(chapter))
    for note in _notes(sent):
        if note in there:
            there.remove(note)
    old = list(_notes(sent))
    if not there and not old:
        return returned
    changed = list(old)
    for block in _notes(returned):
        if block in changed:
            changed.remove(block)

    def kept(block: Block) -> Blocks:
        if not _is_note(block):
            return (with_blocks(block, lambda blocks: tuple(new for inner in blocks for new in kept(inner))) or block,)
        if block in old:
            old.remove(block)
            return (block,)
        before = next((note for note in changed if _is_same(note, block) and _says(note) == _says(block)), None)
        if before is not None:
            changed.remove(before)
            return (replace(before, lines=block.lines),)
        known = next((note for note in there if _is_same(note, block)), None)
        if known is None:
            return (block,)
        there.remove(known)
        return _news(known, block)

    return replace(
        returned,
        blocks=tuple(new for block in returned.blocks for new in kept(block)),
        notes={label: tuple(new for block in note for new in kept(block)) for label, note in returned.notes.items()},
    )


def _is_note(block: Block) -> bool:
    return isinstance(block, Container) and block.name == COMMENT_NOTE


def _notes(document: Document) -> Iterator[Container]:
    for blocks in (document.blocks, *document.notes.values()):
        yield from (block for block in iterate_blocks(blocks) if isinstance(block, Container) and _is_note(block))


def _lines(note: Block) -> list[str]:
    return [plain_text(block.children) for block in iterate_blocks((note,)) if isinstance(block, Paragraph)]


def _is_same(known: Container, note: Block) -> bool:
    """Say whether `note` is a comment that `known` holds: on the same passage, begun with the same words."""
    ours, theirs = said_in(_lines(known)), said_in(_lines(note))
    if ours is None or theirs is None or not ours.words.startswith(theirs.words):
        return False
    return ours.anchor == theirs.anchor or SequenceMatcher(None, ours.anchor, theirs.anchor).ratio() >= _SAME_PASSAGE


def _says(note: Block) -> list[str]:
    """Return the words of a comment and of its answers, without what it hangs on."""
    lines = _lines(note) if isinstance(note, Container) else []
    said = said_in(lines)
    return lines if said is None else [said.words, *lines[1:]]


def _news(known: Container, note: Block) -> Blocks:
    """Return what of a comment's lines is not in the note, as a note of its own."""
    there = "\n".join(_lines(known))
    first, *rest = _lines(note)
    new = [line for line in rest if line not in there]
    if not new or not isinstance(note, Container):
        return ()
    said = said_in([first])
    about = f"{said.about} ging weiter:" if said is not None else first
    return (replace(note, blocks=tuple(Paragraph((Text(line),)) for line in (about, *new))),)
