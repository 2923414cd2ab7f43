"""The units of a chapter: headings, paragraphs, items, cells, captions, box titles, what parents read first.

They are the units of `outline.lay_out`, what Word's bookmarks number already, and the sentences of `kurz` in the head.
A unit's key says which German words it is about: the same words anywhere in the guide have the same key, and nothing
but other words gives another.  What a record says and where a link leads is no part of it, so a changed fact
makes no translation old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.guide import Chapter
from ratgeber_tools.languages.tagged import TaggedText, tag
from ratgeber_tools.outline import Kind, Outline, Unit, lay_out
from ratgeber_tools.readers import myst
from ratgeber_tools.readers.myst.directives import directive_in
from ratgeber_tools.writers.myst import write

#: Hexadecimal digits of a key: among 2,500 units two different ones share theirs once in 10^8 guides.
_KEY_LENGTH = 12
#: Boxes whose words are not translated: those for editors, and words that are foreign already.
LEFT_OUT = frozenset({dialect.FOREIGN_BOX}) | {name for name, spec in dialect.CONTAINERS.items() if spec.internal}


class UnitKind(StrEnum):
    """What a unit is to who translates it."""

    HEADING = "Überschrift"
    KEY_POINT = "Das Wichtigste"
    BOX_TITLE = "Titel eines Kastens"
    TERM = "Wort"
    CAPTION = "Beschriftung"
    PICTURE = "Bildbeschreibung"
    CELL = "Tabelle"
    ITEM = "Listenpunkt"
    NOTE = "Fußnote"
    TEXT = "Text"


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One unit: `number` is that of its outline unit, or counts down from -1 for the head's key points."""

    number: int
    kind: UnitKind
    german: TaggedText

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits of the German words."""
        return key_of(self.german.text)


def is_key(text: str) -> bool:
    """Say whether a text has the form of a key."""
    return len(text) == _KEY_LENGTH and all(char in "0123456789abcdef" for char in text)


def key_of(german: str) -> str:
    """Return the key of a tagged German text; how many blanks there are, and of which kind, does not count."""
    return sha256(" ".join(german.split()).encode("utf-8")).hexdigest()[:_KEY_LENGTH]


def units_of(chapter: Chapter) -> tuple[TranslationUnit, ...]:
    """Return what there is to translate in a chapter, in the order parents read it: title, key points, text, notes."""
    body = tuple(document_units(lay_out(chapter.document)))
    points = tuple(_key_points(() if chapter.head is None else chapter.head.values.key_points))
    first = next((at + 1 for at, unit in enumerate(body) if unit.kind is UnitKind.HEADING), 0)
    return (*body[:first], *points, *body[first:])


def _key_points(sentences: Iterable[str]) -> Iterator[TranslationUnit]:
    for at, sentence in enumerate(sentences, start=1):
        unit = TranslationUnit(-at, UnitKind.KEY_POINT, tag(key_point_words(sentence)))
        if unit.german.has_words:
            yield unit


def key_point_words(sentence: str) -> doc.Inlines:
    """Return the words of a sentence of `kurz`; nothing for one that is no paragraph."""
    blocks = myst.read(sentence).document.blocks
    return blocks[0].children if len(blocks) == 1 and isinstance(blocks[0], doc.Paragraph) else ()


def document_units(outline: Outline) -> Iterator[TranslationUnit]:
    """Yield what there is to translate in a document laid flat, in the order of its units' numbers."""
    notes = {unit.number for units in outline.notes.values() for unit in units}
    cells = {inner.number for unit in outline.everything() for row in unit.cells for cell in row for inner in cell}
    for unit in outline.everything():
        if _is_left_out(outline, unit):
            continue
        if isinstance(unit.block, doc.Verbatim):
            yield from _units_in(unit.block, unit.number)
            continue
        words = words_of(outline, unit)
        if words and (german := tag(words)).has_words:
            kind = _kind(outline, unit)
            if unit.number in notes:
                kind = UnitKind.NOTE
            elif unit.number in cells:
                kind = UnitKind.CELL
            yield TranslationUnit(unit.number, kind, german)


def _units_in(verbatim: doc.Verbatim, number: int) -> Iterator[TranslationUnit]:
    """Yield the units of what the model keeps as it stands, all with the number of the whole."""
    opened = open_verbatim(verbatim)
    if opened is not None:
        if (alt := tag((doc.Text(opened.alt),))).has_words:
            yield TranslationUnit(number, UnitKind.PICTURE, alt)
        for unit in document_units(lay_out(opened.document)):
            yield replace(unit, number=number)


@dataclass(frozen=True, slots=True)
class OpenedVerbatim:
    """Source the model has no type for, opened: its words, what a picture in it shows, and what stands around them."""

    document: doc.Document
    alt: str
    before: str
    after: str = ""

    def closed(self, document: doc.Document, alt: str) -> str:
        """Return the source with other words."""
        before = self.before.replace(f":alt: {self.alt}\n", f":alt: {alt}\n") if self.alt else self.before
        return before + write(document).rstrip("\n") + self.after


#: Lines of attributes before a block, which the model keeps together with it as they stand.
_ATTRIBUTES = re.compile(r"\{\.[^}\n]*\}\n(?=\S)")


def open_verbatim(verbatim: doc.Verbatim) -> OpenedVerbatim | None:
    """Return what parents read of a list with attributes, or of a picture whose size the model has no field for.

    None for a list made from records, code and the like.
    """
    source = verbatim.source
    if (attributes := _ATTRIBUTES.match(source)) is not None:
        return OpenedVerbatim(myst.read(source[attributes.end() :]).document, "", attributes[0])
    directive = directive_in(source)
    if directive is None or directive.name != dialect.FIGURE_DIRECTIVE:
        return None
    lines = source.split("\n")
    before, closing = lines[: directive.body_line], lines[-1]
    gap = "" if before[-1:] == [""] else "\n"
    alt = directive.values.get("alt", "")
    return OpenedVerbatim(myst.read(directive.body).document, alt, "\n".join([*before, ""]) + gap, f"\n{closing}")


def has_title(box: doc.Container) -> bool:
    """Say whether a box shows its argument as its title; of some it names a record."""
    if box.name in dialect.RECORD_DIRECTIVES and dialect.record_named(box.argument, has_content=bool(box.blocks)):
        return False
    return bool(box.argument and dialect.CONTAINERS[box.name].title)


def words_of(outline: Outline, unit: Unit) -> doc.Inlines:
    """Return what is translated of an outline unit: its words, the title of its box, what its picture shows."""
    match unit.kind:
        case Kind.PICTURE:
            assert isinstance(unit.block, doc.Figure)
            return (doc.Text(unit.block.image.alt),) if unit.block.image.alt else ()
        case Kind.OPENER:
            block = unit.block
            return (doc.Text(block.argument),) if isinstance(block, doc.Container) and has_title(block) else ()
        case Kind.GRID:
            return ()
        case _:
            return unit.words


def _is_left_out(outline: Outline, unit: Unit) -> bool:
    around = (outline.parents[step.parent] for step in unit.path)
    return any(isinstance(block, doc.Container) and block.name in LEFT_OUT for block in around)


def _kind(outline: Outline, unit: Unit) -> UnitKind:
    match unit.kind:
        case Kind.OPENER:
            return UnitKind.BOX_TITLE
        case Kind.TERM:
            return UnitKind.TERM
        case Kind.CAPTION:
            return UnitKind.CAPTION
        case Kind.PICTURE:
            return UnitKind.PICTURE
    if isinstance(unit.block, doc.Heading):
        return UnitKind.HEADING
    parent = outline.parents[unit.path[-1].parent] if unit.path else None
    return UnitKind.ITEM if isinstance(parent, doc.BulletList | doc.OrderedList) else UnitKind.TEXT
