"""Two versions of a chapter laid beside each other: the chapter as it is now and as a merge would make it; pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeVar

from ratgeber_tools import document as doc
from ratgeber_tools.roundtrip.merge.alignment import Cluster, align, moved
from ratgeber_tools.roundtrip.merge.boxes import held_in_box, named_versions, read_box
from ratgeber_tools.roundtrip.merge.clusters import clusters
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token, tokens_of
from ratgeber_tools.roundtrip.preview.changes import (
    Change,
    ChangedWords,
    DocumentChanges,
    Fate,
    NoteChange,
    Pieces,
    Version,
    is_conflict,
    pieces,
)
from ratgeber_tools.roundtrip.preview.remarks import remarks
from ratgeber_tools.roundtrip.preview.tables import Column, columns

E = TypeVar("E", bound=Hashable)
V = TypeVar("V")

BlockPart: TypeAlias = doc.ListItem | doc.Definition | doc.Row | doc.Cell

_ABOVE, _BELOW = "stand weiter oben", "stand weiter unten"


def compare(ours: doc.Document, merged: doc.Document) -> DocumentChanges:
    """Return what becomes of every element of `ours` in `merged`; the chapter's head is left out, no merge touches it.

    Footnotes go by their labels.
    """
    labels = dict.fromkeys([*merged.notes, *ours.notes])
    notes = (NoteChange(label, _blocks(ours.notes.get(label, ()), merged.notes.get(label, ()))) for label in labels)
    return DocumentChanges(_blocks(ours.blocks, merged.blocks), tuple(notes))


# ------------------------------------------------------------------------------------------------- sequences


def _blocks(ours: doc.Blocks, merged: doc.Blocks) -> tuple[Change, ...]:
    rows = clusters(ours, ours, merged, by_lines=False)
    return tuple(_sequence(rows.base, rows.theirs, _cluster, _new_cluster, _gone_cluster))


def _sequence(
    before: Sequence[E],
    after: Sequence[E],
    both: Callable[[E, E], Change],
    new: Callable[[E, list[E]], Iterable[Change]],
    gone: Callable[[E], Iterable[Change]],
) -> Iterator[Change]:
    """Yield the records of a sequence; `new` may take what it replaces from those that go at the same place."""
    matching = {index: at for index, at in align(before, after).items() if not _is_boxed(before[index], after[at])}
    origin = {at: index for index, at in matching.items()}
    moves = moved(matching)
    staying = [(index, matching[index]) for index in sorted(matching) if index not in moves]
    old_at = new_at = 0
    for index, at in [*staying, (len(before), len(after))]:
        left = [before[place] for place in range(old_at, index) if place not in matching]
        come: list[Change] = []
        for place in range(new_at, at):
            source = origin.get(place)
            if source is None:
                come += new(after[place], left)
            else:
                change = both(before[source], after[place])
                come.append(replace(change, moved=_ABOVE if source < index else _BELOW))
        for element in left:
            yield from gone(element)
        yield from come
        if index < len(before):
            yield both(before[index], after[at])
        old_at, new_at = index + 1, at + 1


def _cluster(before: Cluster, after: Cluster) -> Change:
    if len(before.blocks) == len(after.blocks) == 1:
        return _block(before.blocks[0], after.blocks[0])
    words = [_row(version.blocks) for version in (before, after)]
    if words[0] is None or words[1] is None:
        parts = (*_all(before.blocks, Fate.GONE), *_all(after.blocks, Fate.NEW))
        return Change(Fate.CHANGED, before, after, parts=parts)
    return Change(
        Fate.SAME if before == after else Fate.CHANGED, before, after, pieces(words[0], words[1]),
        remarks=remarks(before, after),
    )  # fmt: skip


def _new_cluster(after: Cluster, left: list[Cluster]) -> Iterator[Change]:
    for block in after.blocks:
        yield _whole(block, Fate.NEW) if read_box(block) is None else _new_conflict(block, left)


def _gone_cluster(before: Cluster) -> Iterator[Change]:
    yield from _all(before.blocks, Fate.GONE)


# ------------------------------------------------------------------------------------------------- conflicts


def _is_boxed(before: object, after: object) -> bool:
    """Say whether a conflict stands in place of a passage, which is then one of its versions."""
    pair = [side.blocks[0] for side in (before, after) if isinstance(side, Cluster)]
    return len(pair) == 2 and not is_conflict(pair[0]) and read_box(pair[1]) is not None


def _new_conflict(block: doc.Block, left: list[Cluster]) -> Change:
    """Return a conflict's record; what it replaces is taken from `left` and shown in it, not as gone before it."""
    versions = named_versions(block)
    waiting = [gone for cluster in left for gone in cluster.blocks]
    held = [held_in_box(gone) for gone in waiting]
    found = align([Cluster((gone,)) for gone in held], [Cluster((inner,)) for inner in versions[0][1]])
    if not found:
        return _whole(block, Fate.NEW)
    left[:] = [Cluster((gone,)) for index, gone in enumerate(waiting) if index not in found]
    change = Change(Fate.NEW, None, block, _of_fate(tuple(_tokens(block)), Fate.NEW))
    return _conflict(change, tuple(held[index] for index in sorted(found)))


def _conflict(change: Change, *before: doc.Blocks) -> Change:
    """Return the record of a conflict with its versions; `before` are the first of them as they were.

    What was not there is shown by what it makes of ours.
    """
    assert change.after is not None
    versions = named_versions(change.after)
    ours = versions[0][1]
    as_were = [*before, *(ours for _ in versions[len(before) :])]
    return replace(
        change,
        versions=tuple(Version(name, _blocks(old, new)) for (name, new), old in zip(versions, as_were, strict=True)),
    )


# ----------------------------------------------------------------------------------------------- one element


def _block(before: doc.Block, after: doc.Block) -> Change:
    if before == after:
        return replace(_whole(after, Fate.SAME), before=before)
    if read_box(before) is not None and read_box(after) is not None:
        versions = [blocks for _, blocks in named_versions(before)]
        if len(versions) <= len(named_versions(after)):
            words = pieces(_tokens(before), _tokens(after))
            return _conflict(Change(Fate.CHANGED, before, after, words, remarks=remarks(before, after)), *versions)
    if not _is_kin(before, after):
        parts = (_whole(before, Fate.GONE), _whole(after, Fate.NEW))
        return Change(Fate.CHANGED, Cluster((before,)), Cluster((after,)), parts=parts)
    return _changed(before, after)


def _is_kin(before: doc.Block, after: doc.Block) -> bool:
    kinds = (doc.Heading | doc.Paragraph, doc.BulletList | doc.OrderedList)
    return type(before) is type(after) or any(isinstance(before, kin) and isinstance(after, kin) for kin in kinds)


def _changed(before: doc.Block, after: doc.Block) -> Change:
    words: Pieces = pieces(_tokens(before), _tokens(after))
    alt: Pieces = ()
    parts: Iterable[Change] = ()
    match before, after:
        case (
            doc.BulletList(items=old) | doc.OrderedList(items=old),
            doc.BulletList(items=new) | doc.OrderedList(items=new),
        ):
            parts = _sequence(old, new, _item, lambda item, left: [_part(item, Fate.NEW)], _gone_part)
        case doc.DefinitionList(items=old_terms), doc.DefinitionList(items=new_terms):
            parts = _sequence(old_terms, new_terms, _definition, lambda item, left: [_part(item, Fate.NEW)], _gone_part)
        case doc.Container(blocks=inside), doc.Container(blocks=now):
            parts = _blocks(inside, now)
        case doc.BlockQuote(blocks=inside), doc.BlockQuote(blocks=now):
            parts = _blocks(inside, now)
        case doc.Figure(image=old_image), doc.Figure(image=new_image):
            alt = pieces(tokens_of((doc.Text(old_image.alt),)), tokens_of((doc.Text(new_image.alt),)))
        case doc.Table(), doc.Table():
            parts = _rows(before, after)
        case _:
            pass
    return Change(Fate.CHANGED, before, after, words, alt, tuple(parts), remarks(before, after))


def _item(before: doc.ListItem, after: doc.ListItem) -> Change:
    return _pair(before, after, _blocks(before.blocks, after.blocks))


def _definition(before: doc.Definition, after: doc.Definition) -> Change:
    change = _pair(before, after, _blocks(before.blocks, after.blocks))
    return replace(change, words=pieces(tokens_of(before.term), tokens_of(after.term)))


def _pair(before: BlockPart, after: BlockPart, parts: Iterable[Change]) -> Change:
    fate = Fate.SAME if before == after else Fate.CHANGED
    return Change(fate, before, after, parts=tuple(parts), remarks=remarks(before, after))


def _rows(before: doc.Table, after: doc.Table) -> Iterator[Change]:
    if (found := columns(before, after)) is not None:
        layout = found
        yield from _sequence(
            before.rows,
            after.rows,
            lambda old, new: _row_pair(old, new, layout),
            lambda row, left: [_row_pair(None, row, layout)],
            lambda row: [_row_pair(row, None, layout)],
        )
    elif before.spans == after.spans:
        for old, new in zip(before.rows, after.rows, strict=True):
            yield _row_pair(old, new, [(at, at) for at in range(len(old.cells))])
    else:
        yield from (_part(row, Fate.GONE) for row in before.rows)
        yield from (_part(row, Fate.NEW) for row in after.rows)


def _row_pair(before: doc.Row | None, after: doc.Row | None, layout: Sequence[Column]) -> Change:
    """Return the record of a row; a column the row's version has not got is an empty cell."""
    cells = []
    for old_at, new_at in layout:
        old = before.cells[old_at] if before is not None and old_at is not None else None
        new = after.cells[new_at] if after is not None and new_at is not None else None
        if old is not None and new is not None:
            cells.append(_pair(old, new, _blocks(old.blocks, new.blocks)))
        elif old is not None:
            cells.append(_part(old, Fate.GONE))
        elif new is not None:
            cells.append(_part(new, Fate.NEW))
        else:
            cells.append(Change(Fate.SAME, doc.Cell(()), doc.Cell(())))
    if before is None or after is None:
        return Change(Fate.NEW if before is None else Fate.GONE, before, after, parts=tuple(cells))
    return _pair(before, after, cells)


# --------------------------------------------------------------------------------------------- whole elements


def _all(blocks: doc.Blocks, fate: Fate) -> tuple[Change, ...]:
    return tuple(_whole(block, fate) for block in blocks)


def _whole(block: doc.Block, fate: Fate) -> Change:
    """Return the record of a block all of which shares a fate; one that stays also was."""
    before, after = _both(block, fate)
    if after is not None and read_box(block) is not None:
        return _conflict(Change(fate, before, after, _of_fate(tuple(_tokens(block)), fate)))
    tokens = tuple(_tokens(block))
    alt: tuple[Token, ...] = ()
    parts: tuple[Change, ...] = ()
    match block:
        case doc.BulletList(items=items) | doc.OrderedList(items=items):
            parts = tuple(_part(item, fate) for item in items)
        case doc.DefinitionList(items=definitions):
            parts = tuple(_part(item, fate) for item in definitions)
        case doc.Table(rows=rows):
            parts = tuple(_part(row, fate) for row in rows)
        case doc.Container(blocks=blocks) | doc.BlockQuote(blocks=blocks):
            parts = _all(blocks, fate)
        case doc.Figure(image=image):
            alt = tuple(tokens_of((doc.Text(image.alt),)))
        case _:
            pass
    return Change(fate, before, after, _of_fate(tokens, fate), _of_fate(alt, fate), parts)


def _part(element: BlockPart, fate: Fate) -> Change:
    words: Pieces = ()
    match element:
        case doc.Row(cells=cells):
            parts = tuple(_part(cell, fate) for cell in cells)
        case doc.Definition(term=term, blocks=blocks):
            words = _of_fate(tuple(tokens_of(term)), fate)
            parts = _all(blocks, fate)
        case doc.ListItem(blocks=blocks) | doc.Cell(blocks=blocks):
            parts = _all(blocks, fate)
    before, after = _both(element, fate)
    return Change(fate, before, after, words, parts=parts)


def _gone_part(element: doc.ListItem | doc.Definition) -> list[Change]:
    return [_part(element, Fate.GONE)]


def _both(element: V, fate: Fate) -> tuple[V | None, V | None]:
    return (None if fate is Fate.NEW else element, None if fate is Fate.GONE else element)


def _of_fate(tokens: tuple[Token, ...], fate: Fate) -> Pieces:
    return (ChangedWords(fate, tokens),) if tokens else ()


def _tokens(block: doc.Block) -> list[Token]:
    """Return the words a block has itself, not those of its parts."""
    words: doc.Inlines = ()
    match block:
        case doc.Heading(children=children) | doc.Paragraph(children=children):
            words = children
        case doc.Figure(caption=caption) | doc.Table(caption=caption):
            words = caption
        case doc.Container(argument=text) | doc.CodeBlock(text=text) | doc.Verbatim(source=text):
            words = (doc.Text(text),)
        case _:
            pass
    return tokens_of(words)


def _row(blocks: doc.Blocks) -> list[Token] | None:
    row: list[Token] = []
    for block in blocks:
        if not isinstance(block, doc.Heading | doc.Paragraph):
            return None
        row += [BREAK] * bool(row) + tokens_of(block.children)
    return row
