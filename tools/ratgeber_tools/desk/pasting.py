"""What somebody pastes, fitted to the place where the cursor stands: nodes of the editor, pictures to ask about, and
what the author should know, in a few short sentences.

The repairs are those of an import (`readers.pasted`).  A chapter has one title and skips no level of headings, and in
an item, a cell or a box no heading stands: what is pasted becomes what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ratgeber_tools import document as doc
from ratgeber_tools.contributions.table_styles import with_heads
from ratgeber_tools.desk.into_editor import as_json, as_node
from ratgeber_tools.desk.schema import Json
from ratgeber_tools.desk.steps import deepest
from ratgeber_tools.dialect import DEEPEST_BOX
from ratgeber_tools.errors import InputError
from ratgeber_tools.findings import Code, Finding, Treatment
from ratgeber_tools.readers import pasted
from ratgeber_tools.readers.pasted import Pasted
from ratgeber_tools.traversal import map_values

_DEEPEST_HEADING = 6
#: More sentences at once nobody reads.
_MOST_SENTENCES = 3
_DEEP = "So tief lassen sich Kästen, Listen und Zitate nicht ineinander setzen. Fügen Sie den Text weiter außen ein."
_EMPTY = "In der Zwischenablage ist nichts, was sich einfügen lässt."


@dataclass(frozen=True, slots=True)
class PastePlace:
    """Where the cursor stands: the level of the heading above (0 for none), whether an item, a cell or a box is around
    it, and how many nodes that hold blocks."""

    above: int = 0
    is_inside: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Insertion:
    """What is to be put in: nodes of the editor, pictures they name that are still to be asked about, sentences."""

    content: list[Json]
    pictures: tuple[doc.Picture, ...]
    sentences: tuple[str, ...]


def insertion_of(html: str, text: str, place: PastePlace) -> Insertion:
    """Return what a clipboard with `html`, or with `text` alone, puts in at `place`; raises `InputError`."""
    read = pasted.read_html(html) if html else Pasted(doc.Document(()))
    if not read.document.blocks and text.strip():
        read = pasted.read_plain(text)
    if not read.document.blocks:
        raise InputError(" ".join(filter(None, (_EMPTY, read.omitted))))
    document = fitted(with_heads(read.document), read.top_level, place)
    return Insertion(nodes_at(document, place), read.pictures, tuple(_sentences(read)))


def nodes_at(document: doc.Document, place: PastePlace) -> list[Json]:
    """Return the nodes of a document that is put in at `place`; raises `InputError` if it would stand too deep."""
    if place.depth + deepest(as_node(document)) > DEEPEST_BOX:
        raise InputError(_DEEP)
    return list(as_json(document)["content"])


def fitted(document: doc.Document, top_level: int, place: PastePlace) -> doc.Document:
    """Return a document as it may stand at `place`; `top_level` is the smallest level its source calls a heading."""
    if place.is_inside:
        return replace(document, blocks=tuple(map(_without_heading, document.blocks)))
    if not place.above:
        return document
    least = min(top_level or place.above + 1, place.above + 1)
    down = max(least, 2) - 1

    def lowered(value: object) -> object:
        if isinstance(value, doc.Heading):
            return replace(value, level=min(value.level + down, _DEEPEST_HEADING))
        return value

    return replace(document, blocks=map_values(document.blocks, lowered))


def _without_heading(block: doc.Block) -> doc.Block:
    if isinstance(block, doc.Heading):
        return doc.Paragraph(doc.normalise_inlines((doc.Strong(block.children),)))
    return block


def _sentences(read: Pasted) -> Iterator[str]:
    if read.omitted:
        yield read.omitted
    told = [finding.text for finding in _worth_saying(read.findings)]
    yield from told[:_MOST_SENTENCES]
    if len(told) > _MOST_SENTENCES:
        yield f"Dazu {len(told) - _MOST_SENTENCES} weitere Hinweise: Lesen Sie den eingefügten Text durch."


def _worth_saying(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield what an author cannot see in the text that was put in: repairs show themselves."""
    for finding in findings:
        if finding.code.treatment is not Treatment.CHANGED or finding.code is Code.FORMATTING_SIMPLIFIED:
            yield finding
