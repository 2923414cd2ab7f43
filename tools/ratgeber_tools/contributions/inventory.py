"""What a document holds, for the people it concerns: how much of each kind, and what of it touches persons."""

from __future__ import annotations

from typing import NamedTuple

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.contributions.persons import to_settle
from ratgeber_tools.contributions.proofreading import passages
from ratgeber_tools.contributions.rewriting import images


class Inventory(NamedTuple):
    """What a document holds as German phrases (`3 Überschriften`), and what of it is to be settled first."""

    taken_over: tuple[str, ...]
    to_settle: tuple[str, ...]


def inventory_of(document: doc.Document) -> Inventory:
    """Return what `document` holds; kinds that do not occur are left out.

    What the import wrote in an author's place, as a picture's description, is none of the words.
    """
    said = tuple(passages(document))
    shown = tuple(images(document))
    blocks = list(doc.iterate_blocks(document.blocks))

    def number_of(*kinds: type) -> int:
        return sum(isinstance(block, kinds) for block in blocks)

    boxes = sum(isinstance(block, doc.Container) and block.name != dialect.EDITORIAL_NOTE for block in blocks)
    notes = sum(isinstance(block, doc.Container) and block.name == dialect.EDITORIAL_NOTE for block in blocks)
    counts = (  # singular, plural, number
        ("Überschrift", "Überschriften", number_of(doc.Heading)),
        ("Absatz", "Absätze", number_of(doc.Paragraph)),
        ("Liste", "Listen", number_of(doc.BulletList, doc.OrderedList)),
        ("Tabelle", "Tabellen", number_of(doc.Table)),
        ("Bild", "Bilder", len(shown)),
        ("Fußnote", "Fußnoten", len(document.notes)),
        ("Baustein", "Bausteine", boxes),
        ("Redaktionsnotiz", "Redaktionsnotizen", notes),
        ("Wort", "Wörter", sum(len(passage.split()) for passage in said if passage != dialect.ALT_PLACEHOLDER)),
    )
    phrases = tuple(f"{count} {one if count == 1 else many}" for one, many, count in counts if count)
    return Inventory(phrases, to_settle((*said, document.front_matter), shown))
