"""The document model between Word and MyST: blocks and inlines as frozen dataclasses, no input or output.

Readers make a `Document`, writers take one.  Both sides of the round trip use it, so it holds what an author means
(a heading, a checklist, a merged cell), never how a format says so.  Text in `Text` is what a reader sees; nothing in
it is markup.

Conventions every reader keeps and every writer may rely on:

* Inlines are normalised: no empty `Text`, no two neighbouring `Text`, no mark (`Strong`, ...) without children,
  no mark inside the same mark, no leading or trailing white space inside a mark, no line break at a block's edge, no
  blank beside a line break.  `normalise_inlines` does it.  A `CrossReference` or a `Link` inside the guide may have
  no children: it shows its target's own words.
* A `Text` holds no newline; soft line breaks of a source format are blanks.  A break the author set is `LineBreak`.
* Tables are given as rows of the cells that *start* in that row; cells covered by a span are left out.
* Identifiers are unique in a document and match `[a-z0-9-]+`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

# --------------------------------------------------------------------------------------------------- inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them; no newline."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikethrough:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Plain text only: MyST's role carries no markup inside."""

    text: str


@dataclass(frozen=True, slots=True)
class Subscript:
    """Plain text only: MyST's role carries no markup inside."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula as TeX."""

    tex: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break the author set, as in an address."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the guide, or to another chapter's file; `target` is an address with an allowed scheme."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to an identifier in this document (or, in chapters, anywhere in the guide)."""

    target: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text.  `source` is a `Picture.name` or a path relative to the chapter; `alt` may be empty."""

    source: str
    alt: str
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class NoteReference:
    """The place a footnote hangs on; its text is `Document.notes[label]`."""

    label: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language; `language` is a BCP 47 tag, `right_to_left` its writing direction."""

    text: str
    language: str
    right_to_left: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A MyST role of ours or Sphinx's that the model has no type for, kept as it stands (``{fakt}`x` ``)."""

    name: str
    content: str


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Strikethrough
    | Superscript
    | Subscript
    | Code
    | Math
    | LineBreak
    | Link
    | CrossReference
    | Image
    | NoteReference
    | Foreign
    | Role
)
Inlines: TypeAlias = tuple[Inline, ...]

# ---------------------------------------------------------------------------------------------------- blocks


class LineRange(NamedTuple):
    """Source lines of a block: 0-based first line, and the line after the last."""

    first: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _BlockBase:
    """What every block carries: targets that stand before it, and where it came from (not part of equality)."""

    identifiers: tuple[str, ...] = ()
    lines: LineRange | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LeafBase(_BlockBase):
    """A block of words alone.  `number` tells it from its equals while versions are merged; None everywhere else."""

    number: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heading(_LeafBase):
    level: int  # 1 (the chapter's title) to 6
    children: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph(_LeafBase):
    children: Inlines


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; `checked` is None for an ordinary item, else the state of its box."""

    blocks: tuple[Block, ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class BulletList(_BlockBase):
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class OrderedList(_BlockBase):
    items: tuple[ListItem, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(_BlockBase):
    """A table; the first `header_rows` rows are headings.  `caption` may be empty.

    `options` are the directive's other options as they stand (column widths, heading columns).
    """

    rows: tuple[Row, ...]
    header_rows: int = 0
    caption: Inlines = ()
    options: tuple[tuple[str, str], ...] = ()

    @property
    def spans(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """How many rows and columns each cell covers, row by row."""
        return tuple(tuple((cell.row_span, cell.column_span) for cell in row.cells) for row in self.rows)

    @property
    def has_spans(self) -> bool:
        """Whether any cell covers more than one place."""
        return any(span != (1, 1) for row in self.spans for span in row)


@dataclass(frozen=True, slots=True)
class Figure(_BlockBase):
    """A picture as a block of its own, with a caption (empty for none); `options` as in `Table`."""

    image: Image
    caption: Inlines = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CodeBlock(_BlockBase):
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class BlockQuote(_BlockBase):
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    term: Inlines
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(_BlockBase):
    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class ThematicBreak(_BlockBase):
    """A rule between two parts of a chapter."""


@dataclass(frozen=True, slots=True)
class Container(_BlockBase):
    """One of our building blocks with ordinary content: Das Wichtigste, Checkliste, Frist, Redaktionsnotiz, ...

    `name` is the directive's name as in `dialect.CONTAINERS`; `options` are its option lines in order.
    """

    name: str
    blocks: tuple[Block, ...]
    argument: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verbatim(_BlockBase):
    """MyST source the model has no type for (a toctree, a generated list), kept byte for byte."""

    source: str


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | Table
    | Figure
    | CodeBlock
    | BlockQuote
    | DefinitionList
    | ThematicBreak
    | Container
    | Verbatim
)
Blocks: TypeAlias = tuple[Block, ...]

# -------------------------------------------------------------------------------------------------- document


class Crop(NamedTuple):
    """How much of a picture's edges is not shown, as shares of its width and height (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, left: float, top: float, right: float, bottom: float) -> Crop | None:
        """Return a crop that leaves something to be seen; None for one that cuts nothing, or all."""
        if not (left or top or right or bottom) or left + right >= 1 or top + bottom >= 1:
            return None
        return cls(left, top, right, bottom)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that came inside a contribution; `name` is unique in it and safe as a file name.

    `data` is the whole picture, `crop` what of it is shown.
    """

    name: str
    data: bytes = field(repr=False)
    media_type: str = "image/png"
    crop: Crop | None = None


_EMPTY: Mapping[str, Blocks] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Document:
    """A contribution or a chapter.

    `notes` maps footnote labels to their text, in the order they are first referred to; `front_matter` is the
    YAML head as text without its fences, empty for none.
    """

    blocks: Blocks
    notes: Mapping[str, Blocks] = field(default_factory=lambda: _EMPTY)
    front_matter: str = ""


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return what a reader sees of `inlines`: line breaks as blanks, pictures and note references as nothing."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Superscript(text) | Subscript(text) | Code(text):
                parts.append(text)
            case Foreign(text=text):
                parts.append(text)
            case Math(tex):
                parts.append(tex)
            case LineBreak():
                parts.append(" ")
            case Emphasis(children) | Strong(children) | Strikethrough(children):
                parts.append(plain_text(children))
            case Link(children=children) | CrossReference(children=children):
                parts.append(plain_text(children))
            case Role(content=content):
                parts.append(content)
            case Image() | NoteReference():
                pass
    return "".join(parts)


def iterate_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in reading order, parents before children; footnotes are not entered."""
    for block in blocks:
        yield block
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                for item in items:
                    yield from iterate_blocks(item.blocks)
            case Table(rows=rows):
                for row in rows:
                    for cell in row.cells:
                        yield from iterate_blocks(cell.blocks)
            case BlockQuote(blocks=children) | Container(blocks=children):
                yield from iterate_blocks(children)
            case DefinitionList(items=definitions):
                for definition in definitions:
                    yield from iterate_blocks(definition.blocks)
            case _:
                pass


def normalise_inlines(inlines: Iterable[Inline]) -> Inlines:
    """Return `inlines` in the form the module's conventions ask for; the visible text stays the same.

    White space at a mark's edge moves out of the mark; blanks at the ends are cut; equal neighbours are joined.
    """
    result = _join(_flatten(inlines, frozenset()))
    while result and isinstance(result[0], LineBreak):
        result = result[1:]
    while result and isinstance(result[-1], LineBreak):
        result = result[:-1]
    if result and isinstance(result[0], Text):
        result = _replace_edge(result, 0, result[0].text.lstrip(" \t"))
    if result and isinstance(result[-1], Text):
        result = _replace_edge(result, -1, result[-1].text.rstrip(" \t"))
    return tuple(result)


def _replace_edge(inlines: list[Inline], index: int, text: str) -> list[Inline]:
    if text:
        inlines[index] = Text(text)
        return inlines
    del inlines[index]
    return list(normalise_inlines(inlines))


def _flatten(inlines: Iterable[Inline], around: frozenset[type]) -> list[Inline]:
    """Drop empty inlines and marks inside the same mark; move blanks out of marks; normalise children."""
    flat: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text):
                if text:
                    flat.append(Text(text.replace("\n", " ")))
            case Emphasis(children) | Strong(children) | Strikethrough(children):
                kind = type(inline)
                if kind in around:
                    flat.extend(_flatten(children, around))
                    continue
                inner = _join(_flatten(children, around | {kind}))
                before, inner, after = _split_edges(inner)
                flat.extend(before)
                if inner:
                    flat.append(kind(tuple(inner)))
                flat.extend(after)
            case Link(target=target, children=children):
                before, inner, after = _split_edges(_join(_flatten(children, around)))
                flat.extend(before)
                if inner or not (children or ":" in target):
                    flat.append(Link(target, tuple(inner)))
                flat.extend(after)
            case CrossReference(target=target, children=children):
                before, inner, after = _split_edges(_join(_flatten(children, around)))
                flat.extend(before)
                if inner or not children:
                    flat.append(CrossReference(target, tuple(inner)))
                flat.extend(after)
            case Superscript("") | Subscript("") | Code("") | Math("") | Foreign(text=""):
                pass
            case _:
                flat.append(inline)
    return flat


def _split_edges(inlines: list[Inline]) -> tuple[list[Inline], list[Inline], list[Inline]]:
    """Split white space and line breaks off both ends: (before, inner, after)."""
    before: list[Inline] = []
    after: list[Inline] = []
    inner = list(inlines)
    while inner:
        head = inner[0]
        if isinstance(head, LineBreak):
            before.append(inner.pop(0))
        elif isinstance(head, Text) and head.text != (rest := head.text.lstrip()):
            before.append(Text(head.text[: len(head.text) - len(rest)]))
            if not rest:
                inner.pop(0)
                continue
            inner[0] = Text(rest)
            break
        else:
            break
    while inner:
        tail = inner[-1]
        if isinstance(tail, LineBreak):
            after.insert(0, inner.pop())
        elif isinstance(tail, Text) and tail.text != (rest := tail.text.rstrip()):
            after.insert(0, Text(tail.text[len(rest) :]))
            if not rest:
                inner.pop()
                continue
            inner[-1] = Text(rest)
            break
        else:
            break
    return before, inner, after


def _join(inlines: Iterable[Inline]) -> list[Inline]:
    """Join neighbours that say the same: texts, equal marks, equal links, sub- and superscripts.

    Blanks beside a line break go: no format shows them, and MyST cannot write them.
    """
    joined: list[Inline] = []
    for inline in inlines:
        last = joined[-1] if joined else None
        match last, inline:
            case Text(a), LineBreak():
                joined.pop()
                if kept := a.rstrip(" \t"):
                    joined.append(Text(kept))
                joined.append(inline)
            case LineBreak(), Text(b):
                if kept := b.lstrip(" \t"):
                    joined.append(Text(kept))
            case Text(a), Text(b):
                joined[-1] = Text(a + b)
            case Code(a), Code(b):
                joined[-1] = Code(a + b)
            case Superscript(a), Superscript(b):
                joined[-1] = Superscript(a + b)
            case Subscript(a), Subscript(b):
                joined[-1] = Subscript(a + b)
            case Emphasis(a_), Emphasis(b_):
                joined[-1] = Emphasis(tuple(_join((*a_, *b_))))
            case Strong(a_), Strong(b_):
                joined[-1] = Strong(tuple(_join((*a_, *b_))))
            case Strikethrough(a_), Strikethrough(b_):
                joined[-1] = Strikethrough(tuple(_join((*a_, *b_))))
            case Link(target=a_target, children=a_), Link(target=b_target, children=b_) if a_target == b_target:
                joined[-1] = Link(a_target, tuple(_join((*a_, *b_))))
            case (
                CrossReference(target=a_target, children=a_),
                CrossReference(target=b_target, children=b_),
            ) if a_target == b_target:
                joined[-1] = CrossReference(a_target, tuple(_join((*a_, *b_))))
            case _:
                joined.append(inline)
    return joined
