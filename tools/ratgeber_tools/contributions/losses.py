"""What of a chapter would be gone if a contribution took its place: counted, and listed for whoever decides.  Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.contributions.proofreading import words
from ratgeber_tools.contributions.rewriting import images, with_blocks
from ratgeber_tools.traversal import own_inlines

_FIRST_WORDS = 8
_WORD = re.compile(r"\w+")
_VALUES = frozenset({*dialect.RECORD_ROLES, dialect.MUNICIPALITY_ROLE})
#: Boxes whose content comes from the data: with them goes a value.
_SHOWN = frozenset({*dialect.RECORD_DIRECTIVES, *dialect.LIST_DIRECTIVES})


@dataclass(frozen=True, slots=True)
class Losses:
    """What a contribution lacks of the chapter it would replace; each kind as short descriptions, one a piece."""

    words: int = 0
    values: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.values or self.notes or self.boxes or self.links or self.pictures)

    @property
    def counted(self) -> str:
        """The numbers in words: `340 Wörter, 12 Angaben und 2 Notizen`; empty for nothing."""
        counts = (
            (self.words, "Wort", "Wörter"),
            (len(self.values), "Angabe", "Angaben"),
            (len(self.notes), "Notiz", "Notizen"),
            (len(self.boxes), "Kasten", "Kästen"),
            (len(self.links), "Link", "Links"),
            (len(self.pictures), "Alternativtext", "Alternativtexte"),
        )
        said = [f"{number} {one if number == 1 else many}" for number, one, many in counts if number]
        return " und ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))

    def sentence(self, verb: str = "gingen verloren") -> str:
        """Return the first line for whoever decides; empty if nothing is lost."""
        return f"Aus dem Ratgeber {verb}: {self.counted}." if self else ""

    def listed(self) -> tuple[str, ...]:
        """Return one line for each thing that is lost."""
        kinds = (
            ("Angabe", self.values),
            ("Notiz", self.notes),
            ("Kasten", self.boxes),
            ("Link", self.links),
            ("Alternativtext", self.pictures),
            ("Text", self.passages),
        )
        return tuple(f"{kind}: {each}" for kind, found in kinds for each in found)


def between(chapter: doc.Document, contribution: doc.Document) -> Losses:
    """Return what `chapter` has and `contribution` lacks."""
    before, after = _without_notes(chapter), _without_notes(contribution)
    gone = _counted(before) - _counted(after)
    return Losses(
        words=gone.total(),
        values=_lacking(_values, before, after),
        notes=_lacking(_notes, chapter, contribution),
        boxes=_lacking(_boxes, before, after),
        links=_lacking(_links, before, after),
        pictures=_lacking(_alternatives, before, after),
        passages=tuple(_passages(before, after)),
    )


def _counted(document: doc.Document) -> Counter[str]:
    return Counter(_WORD.findall(" ".join(words(document))))


def _lacking(
    kind: Callable[[doc.Document], Iterable[str]], chapter: doc.Document, contribution: doc.Document
) -> tuple[str, ...]:
    return tuple((Counter(kind(chapter)) - Counter(kind(contribution))).elements())


def _everything(document: doc.Document) -> Iterator[doc.Block]:
    for blocks in (document.blocks, *document.notes.values()):
        yield from doc.iterate_blocks(blocks)


def _values(document: doc.Document) -> Iterator[str]:
    for block in _everything(document):
        for inline in own_inlines(block):
            if isinstance(inline, doc.Role) and inline.name in _VALUES:
                yield f"{{{inline.name}}} {inline.content}"
        if isinstance(block, doc.Container) and block.name in _SHOWN and block.argument:
            yield f"{{{block.name}}} {block.argument}"
        if isinstance(block, doc.Verbatim):
            yield _short(block.source.split())


def _notes(document: doc.Document) -> Iterator[str]:
    for block in _everything(document):
        if isinstance(block, doc.Container) and _is_internal(block):
            yield f"„{_short(_words_of(block))}“"


def _boxes(document: doc.Document) -> Iterator[str]:
    for block in _everything(document):
        if isinstance(block, doc.Container) and not (block.name in _SHOWN and block.argument):
            spec = dialect.CONTAINERS.get(block.name)
            title = block.argument or (spec.title if spec is not None else "") or block.name
            yield f"{title}: „{_short(_words_of(block))}“"


def _links(document: doc.Document) -> Iterator[str]:
    for block in _everything(document):
        for inline in own_inlines(block):
            if isinstance(inline, doc.Link | doc.CrossReference):
                yield inline.target


def _alternatives(document: doc.Document) -> Iterator[str]:
    yield from (
        f"„{place.image.alt}“"
        for place in images(document)
        if place.image.alt and place.image.alt != dialect.ALT_PLACEHOLDER
    )


def _passages(chapter: doc.Document, contribution: doc.Document) -> Iterator[str]:
    """Yield the beginnings of paragraphs and headings that the contribution does not have word for word."""
    there = Counter(" ".join(_words_of(block)) for block in _everything(contribution) if _is_text(block))
    for block in _everything(chapter):
        if _is_text(block) and (said := _words_of(block)):
            text = " ".join(said)
            if there[text]:
                there[text] -= 1
            else:
                yield f"„{_short(said)}“"


def _words_of(block: doc.Block) -> Sequence[str]:
    from ratgeber_tools.roundtrip.merge.alignment import words_of  # slow: the whole merge; a new chapter loses nothing

    return words_of(block)


def _is_text(block: doc.Block) -> bool:
    return isinstance(block, doc.Heading | doc.Paragraph)


def _short(said: Iterable[str]) -> str:
    first = list(said)
    return " ".join(first[:_FIRST_WORDS]) + (" …" if len(first) > _FIRST_WORDS else "")


def _is_internal(block: doc.Container) -> bool:
    spec = dialect.CONTAINERS.get(block.name)
    return spec is not None and spec.internal


def _without_notes(document: doc.Document) -> doc.Document:
    def kept(blocks: doc.Blocks) -> doc.Blocks:
        return tuple(
            with_blocks(block, kept) or block
            for block in blocks
            if not (isinstance(block, doc.Container) and _is_internal(block))
        )

    return doc.Document(kept(document.blocks), {label: kept(note) for label, note in document.notes.items()})
