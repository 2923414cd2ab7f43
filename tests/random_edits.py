"""Random edits of a document, anywhere in it, as an editor makes them: seeded, so that a failure comes back."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Inlines,
    ListItem,
    OrderedList,
    Paragraph,
    Row,
    Table,
    Text,
    normalise_inlines,
)

_WORDS = ("Hort", "Brief", "Frist", "Termin", "heute", "morgen")
_NEXT_CHECK = {None: True, True: False, False: None}


def edited(document: Document, *, seed: int, edits: int) -> Document:
    """Return `document` after as many random edits."""
    chance = random.Random(seed)
    for _ in range(edits):
        document = replace(document, blocks=_blocks(document.blocks, chance))
    return document


def _blocks(blocks: Blocks, chance: random.Random) -> Blocks:
    changed = list(blocks)
    kind = chance.random()
    if not changed or kind < 0.12:
        changed.insert(chance.randint(0, len(changed)), chance.choice(_NEW))
        return tuple(changed)
    index = chance.randrange(len(changed))
    if kind < 0.24:
        del changed[index]
    elif kind < 0.32:
        block = changed.pop(index)
        changed.insert(chance.randint(0, len(changed)), block)
    else:
        changed[index] = _block(changed[index], chance)
    return tuple(changed)


def _said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


_NEW: tuple[Block, ...] = (
    _said("Neuer Absatz hier."),
    BulletList((ListItem((_said("neu"),)),)),
    Container("konflikt", (_said("eine Fassung"), _said("andere Fassung"))),
    Heading(3, (Text("Neu"),)),
)


def _block(block: Block, chance: random.Random) -> Block:
    match block:
        case Heading(children=children) | Paragraph(children=children):
            return replace(block, children=_inlines(children, chance))
        case BulletList(items=items) | OrderedList(items=items):
            return replace(block, items=_items(items, chance))
        case Container() if chance.random() < 0.15:
            return replace(block, argument="Neuer Titel")
        case Container(blocks=blocks) | BlockQuote(blocks=blocks):
            return replace(block, blocks=_blocks(blocks, chance) or blocks)
        case DefinitionList(items=definitions):
            at, changed = _picked(definitions, chance)
            if chance.random() < 0.3:
                changed[at] = replace(changed[at], term=_inlines(changed[at].term, chance))
            else:
                changed[at] = replace(changed[at], blocks=_blocks(changed[at].blocks, chance) or changed[at].blocks)
            return replace(block, items=tuple(changed))
        case Table():
            return _table(block, chance)
        case Figure(image=image):
            return replace(block, image=replace(image, alt=f"{image.alt} neu"))
        case _:
            return block


def _picked(elements: tuple[Any, ...], chance: random.Random) -> tuple[int, list[Any]]:
    return chance.randrange(len(elements)), list(elements)


def _items(items: tuple[ListItem, ...], chance: random.Random) -> tuple[ListItem, ...]:
    at, changed = _picked(items, chance)
    kind = chance.random()
    if kind < 0.2:
        changed.insert(at, ListItem((_said("neuer Punkt"),), checked=changed[at].checked))
    elif kind < 0.35 and len(changed) > 1:
        del changed[at]
    elif kind < 0.45:
        item = changed.pop(at)
        changed.insert(chance.randint(0, len(changed)), item)
    elif kind < 0.55:
        changed[at] = replace(changed[at], checked=_NEXT_CHECK[changed[at].checked])
    else:
        changed[at] = replace(changed[at], blocks=_blocks(changed[at].blocks, chance) or changed[at].blocks)
    return tuple(changed)


def _table(table: Table, chance: random.Random) -> Table:
    if not table.rows:
        return table
    at, rows = _picked(table.rows, chance)
    kind = chance.random()
    if kind < 0.2 and at:
        del rows[at]
    elif kind < 0.4 and at:
        rows.insert(at, rows[at])
    elif rows[at].cells:
        column, cells = _picked(rows[at].cells, chance)
        blocks = cells[column].blocks
        new = (_block(blocks[0], chance), *blocks[1:]) if blocks else (_said("neu"),)
        cells[column] = replace(cells[column], blocks=new)
        rows[at] = Row(tuple(cells))
    return replace(table, rows=tuple(rows))


def _inlines(inlines: Inlines, chance: random.Random) -> Inlines:
    changed = list(inlines)
    texts = [at for at, inline in enumerate(changed) if isinstance(inline, Text)]
    if not texts:
        return normalise_inlines([*changed, Text(f" {chance.choice(_WORDS)}")])
    at = chance.choice(texts)
    text = changed[at]
    assert isinstance(text, Text)
    words = text.text.split(" ")
    place = chance.randrange(len(words))
    kind = chance.random()
    if kind < 0.4:
        words[place] = chance.choice(_WORDS)
    elif kind < 0.8:
        words.insert(place, chance.choice(_WORDS))
    elif len(words) > 1:
        del words[place]
    changed[at] = Text(" ".join(words))
    return normalise_inlines(changed) or (Text("Wort"),)
