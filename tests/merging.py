"""Hypothesis strategies for three versions of a chapter in which every word is another, so that each can be followed.

Words look like `b7x` (base), `o7x` (ours), `t7x` (theirs).  Blocks of the base carry source lines, each its own, as a
file that comes back from Word has them; blocks an editor adds have none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from hypothesis import strategies as st

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Cell,
    Container,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    Inlines,
    LineRange,
    ListItem,
    NoteReference,
    OrderedList,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
    iterate_blocks,
    normalise_inlines,
)
from ratgeber_tools.roundtrip.merge.boxes import HEADING
from ratgeber_tools.roundtrip.merge.tokens import Token, inlines_of, text_of, tokens_of
from ratgeber_tools.traversal import note_labels

WORD = re.compile(r"(?i)\b[bot]\d+x\b")
_BLANK = Token(Text(" "))


def words_in(value: object) -> set[str]:
    """Return every followed word anywhere in a document or a part of it."""
    return set(all_words_in(value))


def all_words_in(value: object) -> list[str]:
    return [word.lower() for word in WORD.findall(repr(value))]


@dataclass(slots=True)
class Pen:
    """Makes words nobody has used."""

    mark: str
    count: int = 0

    def word(self) -> str:
        self.count += 1
        return f"{self.mark}{self.count}x"

    def words(self, count: int) -> Inlines:
        return (Text(" ".join(self.word() for _ in range(count))),)

    def sentence(self) -> str:
        return f"{self.word().upper()[:-1]}x {self.word()} {self.word()}."

    def paragraph(self, sentences: int = 1) -> Paragraph:
        return Paragraph(children=(Text(" ".join(self.sentence() for _ in range(sentences))),))


# ------------------------------------------------------------------------------------------------------- base


@st.composite
def bases(draw: st.DrawFn) -> Document:
    """Chapters with lists, boxes, tables, pictures, definitions, quotes and notes."""
    pen = Pen("b")
    kinds = draw(st.lists(st.sampled_from(sorted(_MAKERS)), min_size=1, max_size=6))
    notes: dict[str, Blocks] = {}
    blocks = tuple(_made(draw, pen, kind, notes, 2) for kind in kinds)
    return Document(with_lines(blocks), {label: with_lines(found, 500) for label, found in notes.items()})


def with_lines(blocks: Blocks, first: int = 0) -> Blocks:
    """Return `blocks` with lines, every block with others."""
    count = first

    def walk(value: Any) -> Any:
        nonlocal count
        if type(value) is tuple:
            return tuple(walk(inner) for inner in value)
        if not is_dataclass(value):
            return value
        changes: dict[str, Any] = {}
        if hasattr(value, "lines"):
            count += 1
            changes["lines"] = LineRange(count, count + 1)
        for entry in fields(value):
            if entry.name != "lines":
                changes[entry.name] = walk(getattr(value, entry.name))
        return replace(value, **changes)  # type: ignore[type-var]

    return walk(blocks)  # type: ignore[no-any-return]


def _made(draw: st.DrawFn, pen: Pen, kind: str, notes: dict[str, Blocks], depth: int) -> Block:
    return _MAKERS[kind](draw, pen, notes, depth)


def _paragraph(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    found = pen.paragraph(draw(st.integers(1, 3)))
    if draw(st.integers(0, 3)) == 0:
        label = str(len(notes) + 1)
        notes[label] = (pen.paragraph(),)
        found = replace(found, children=(*found.children, NoteReference(label)))
    if draw(st.integers(0, 5)) == 0:
        found = replace(found, children=normalise_inlines((Strong((Text(pen.word()),)), Text(" "), *found.children)))
    return replace(found, identifiers=(f"z-{pen.word()[1:-1]}",)) if draw(st.integers(0, 5)) == 0 else found


def _heading(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return Heading(
        draw(st.integers(2, 3)), pen.words(3), identifiers=draw(st.sampled_from(((), (f"z-{pen.word()[1:-1]}",))))
    )


def _inner(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int, most: int = 2) -> Blocks:
    kinds = ["paragraph"] if depth == 0 else ["paragraph", "paragraph", "bullets", "box", "quote"]
    count = draw(st.integers(1, most))
    return tuple(_made(draw, pen, draw(st.sampled_from(kinds)), notes, depth - 1) for _ in range(count))


def _items(
    draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int, checked: bool | None
) -> tuple[ListItem, ...]:
    items = []
    for _ in range(draw(st.integers(1, 4))):
        blocks: Blocks = (pen.paragraph(),)
        if depth > 0 and draw(st.integers(0, 3)) == 0:
            blocks += (_bullets(draw, pen, notes, 0),)
        items.append(ListItem(blocks, checked))
    return tuple(items)


def _bullets(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return BulletList(_items(draw, pen, notes, depth, None))


def _numbers(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return OrderedList(_items(draw, pen, notes, depth, None))


def _ticks(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return BulletList(_items(draw, pen, notes, depth, False))


def _box(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    name = draw(st.sampled_from(("tipp", "checkliste", "redaktionsnotiz")))
    options = (("art", pen.word()),) if name == "redaktionsnotiz" else ()
    return Container(name, _inner(draw, pen, notes, depth, 3), argument=pen.word(), options=options)


def _quote(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return BlockQuote(_inner(draw, pen, notes, 0))


def _definitions(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return DefinitionList(
        tuple(Definition(pen.words(2), _inner(draw, pen, notes, 0)) for _ in range(draw(st.integers(1, 3))))
    )


def _table(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    columns, rows = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    made = tuple(Row(tuple(Cell((pen.paragraph(),)) for _ in range(columns))) for _ in range(rows))
    return Table(made, header_rows=draw(st.integers(0, 1)), caption=draw(st.sampled_from(((), pen.words(2)))))


def _figure(draw: st.DrawFn, pen: Pen, notes: dict[str, Blocks], depth: int) -> Block:
    return Figure(Image(f"{pen.word()}.png", pen.word()), caption=draw(st.sampled_from(((), pen.words(3)))))


_MAKERS: dict[str, Callable[[st.DrawFn, Pen, dict[str, Blocks], int], Block]] = {
    "paragraph": _paragraph,
    "plain": _paragraph,
    "heading": _heading,
    "bullets": _bullets,
    "numbers": _numbers,
    "ticks": _ticks,
    "box": _box,
    "quote": _quote,
    "definitions": _definitions,
    "table": _table,
    "figure": _figure,
}

# ------------------------------------------------------------------------------------------------------ edits


@dataclass(slots=True)
class Editor:
    """Changes documents; `pick` says which of that many."""

    pen: Pen
    pick: Callable[[int], int]
    notes: dict[str, Blocks] = field(default_factory=dict)

    def edited(self, document: Document, kind: str) -> Document:
        """Return `document` after one edit, unchanged if there is no place for it."""
        self.notes = dict(document.notes)
        blocks = getattr(self, kind)(document.blocks)
        shown = set(re.findall(r"NoteReference\(label='([^']+)'\)", repr(blocks)))
        return replace(document, blocks=blocks, notes={k: v for k, v in self.notes.items() if k in shown})

    def _one_of(self, blocks: Blocks, fits: Callable[[Block], bool]) -> int | None:
        numbers = [number for number, block in enumerate(iterate_blocks(blocks)) if fits(block)]
        return numbers[self.pick(len(numbers))] if numbers else None

    def _change(self, blocks: Blocks, fits: Callable[[Block], bool], change: Callable[[Any], Blocks]) -> Blocks:
        number = self._one_of(blocks, fits)
        return blocks if number is None else with_block(blocks, number, change)

    # words, wherever they stand

    def _in_words(self, blocks: Blocks, change: Callable[[list[Token], int], None]) -> Blocks:
        def changed(inlines: Inlines) -> Inlines:
            row = tokens_of(inlines)
            places = [at for at, token in enumerate(row) if isinstance(token.leaf, Text) and token.is_word]
            if places:
                change(row, places[self.pick(len(places))])
            return inlines_of(row)

        def block(found: Any) -> Blocks:
            if isinstance(found, Table | Figure):
                return (replace(found, caption=changed(found.caption)),)
            if isinstance(found, DefinitionList):
                at = self.pick(len(found.items))
                items = list(found.items)
                items[at] = replace(items[at], term=changed(items[at].term))
                return (replace(found, items=tuple(items)),)
            words = changed(found.children)
            return (replace(found, children=words),) if words else ()

        if self.notes and self.pick(6) == 0:
            label = list(self.notes)[self.pick(len(self.notes))]
            self.notes[label] = self._change(self.notes[label], lambda b: isinstance(b, Paragraph), block)
            if not self.notes[label]:
                self.notes[label] = (self.pen.paragraph(),)
            return blocks
        kinds = (Heading, Paragraph, Paragraph, Table, Figure, DefinitionList)
        return self._change(blocks, lambda found: isinstance(found, kinds), block)

    def replace_word(self, blocks: Blocks) -> Blocks:
        return self._in_words(blocks, lambda row, at: row.__setitem__(at, Token(Text(self.pen.word()), row[at].marks)))

    def insert_word(self, blocks: Blocks) -> Blocks:
        def change(row: list[Token], at: int) -> None:
            row[at + 1 : at + 1] = [_BLANK, Token(Text(self.pen.word()))]

        return self._in_words(blocks, change)

    def delete_word(self, blocks: Blocks) -> Blocks:
        def change(row: list[Token], at: int) -> None:
            del row[at]
            if 0 < at < len(row) and row[at] == row[at - 1] == _BLANK:
                del row[at]

        return self._in_words(blocks, change)

    # sentences and paragraphs

    def _in_sentences(self, blocks: Blocks, change: Callable[[list[list[Token]], int], None]) -> Blocks:
        def paragraph(found: Any) -> Blocks:
            parts = _sentences(tokens_of(found.children))
            change(parts, self.pick(len(parts)))
            words = inlines_of([token for part in parts for token in [_BLANK, *part]])
            return (replace(found, children=words),) if words else ()

        return self._change(blocks, lambda found: isinstance(found, Paragraph), paragraph)

    def add_sentence(self, blocks: Blocks) -> Blocks:
        return self._in_sentences(blocks, lambda parts, at: parts.insert(at, tokens_of([Text(self.pen.sentence())])))

    def delete_sentence(self, blocks: Blocks) -> Blocks:
        return self._in_sentences(blocks, lambda parts, at: parts.__delitem__(at))

    def split(self, blocks: Blocks) -> Blocks:
        def paragraph(found: Paragraph) -> Blocks:
            parts = _sentences(tokens_of(found.children))
            if len(parts) == 1:
                return (found,)
            at = 1 + self.pick(len(parts) - 1)
            halves = [
                inlines_of([token for part in half for token in [_BLANK, *part]]) for half in (parts[:at], parts[at:])
            ]
            return (replace(found, children=halves[0]), Paragraph(children=halves[1]))

        return self._change(blocks, lambda found: isinstance(found, Paragraph), paragraph)

    def join(self, blocks: Blocks) -> Blocks:
        places = [
            at
            for at in range(1, len(blocks))
            if isinstance(blocks[at - 1], Paragraph) and isinstance(blocks[at], Paragraph)
        ]
        if not places:
            return blocks
        at = places[self.pick(len(places))]
        first, second = blocks[at - 1], blocks[at]
        assert isinstance(first, Paragraph)
        assert isinstance(second, Paragraph)
        words = inlines_of([*tokens_of(first.children), _BLANK, *tokens_of(second.children)])
        joined = replace(first, children=words, identifiers=(*first.identifiers, *second.identifiers))
        return (*blocks[: at - 1], joined, *blocks[at + 1 :])

    # blocks

    def add_block(self, blocks: Blocks) -> Blocks:
        at = self.pick(len(blocks) + 1)
        return (*blocks[:at], self.pen.paragraph(), *blocks[at:])

    def add_inside(self, blocks: Blocks) -> Blocks:
        return self._change(blocks, lambda found: True, lambda found: (found, self.pen.paragraph()))

    def add_note(self, blocks: Blocks) -> Blocks:
        def paragraph(found: Paragraph) -> Blocks:
            label = next(str(number) for number in range(1, 99) if str(number) not in self.notes)
            self.notes[label] = (self.pen.paragraph(),)
            return (replace(found, children=(*found.children, NoteReference(label))),)

        return self._change(blocks, lambda found: isinstance(found, Paragraph), paragraph)

    def delete_note(self, blocks: Blocks) -> Blocks:
        def paragraph(found: Paragraph) -> Blocks:
            kept = tuple(inline for inline in found.children if not isinstance(inline, NoteReference))
            return (replace(found, children=kept),) if kept else ()

        return self._change(
            blocks, lambda found: isinstance(found, Paragraph) and "NoteReference" in repr(found), paragraph
        )

    def delete_block(self, blocks: Blocks) -> Blocks:
        return self._change(blocks, lambda found: True, lambda found: ())

    def move_block(self, blocks: Blocks) -> Blocks:
        if len(blocks) < 2:
            return blocks
        order = list(blocks)
        block = order.pop(self.pick(len(order)))
        order.insert(self.pick(len(order) + 1), block)
        return tuple(order)

    def move_into_box(self, blocks: Blocks) -> Blocks:
        """Move a paragraph of the chapter to the end of a box."""
        paragraphs = [at for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
        if not paragraphs or not any(isinstance(block, Container) for block in blocks):
            return blocks
        at = paragraphs[self.pick(len(paragraphs))]
        moved = blocks[at]
        return self._change(
            (*blocks[:at], *blocks[at + 1 :]),
            lambda found: isinstance(found, Container),
            lambda box: (replace(box, blocks=(*box.blocks, moved)),),
        )

    def move_out_of_box(self, blocks: Blocks) -> Blocks:
        boxes = [
            at
            for at, block in enumerate(blocks)
            if isinstance(block, Container) and isinstance(block.blocks[-1], Paragraph)
        ]
        if not boxes:
            return blocks
        at = boxes[self.pick(len(boxes))]
        box = blocks[at]
        assert isinstance(box, Container)
        left = (replace(box, blocks=box.blocks[:-1]),) if len(box.blocks) > 1 else ()
        return (*blocks[:at], *left, box.blocks[-1], *blocks[at + 1 :])

    # items, rows, values

    def _in_items(self, blocks: Blocks, change: Callable[[list[ListItem]], None]) -> Blocks:
        def found(block: Any) -> Blocks:
            items = list(block.items)
            change(items)
            return (replace(block, items=tuple(items)),) if items else ()

        return self._change(blocks, lambda block: isinstance(block, BulletList | OrderedList), found)

    def add_item(self, blocks: Blocks) -> Blocks:
        def change(items: list[ListItem]) -> None:
            items.insert(self.pick(len(items) + 1), ListItem((self.pen.paragraph(),), items[0].checked))

        return self._in_items(blocks, change)

    def delete_item(self, blocks: Blocks) -> Blocks:
        return self._in_items(blocks, lambda items: items.__delitem__(self.pick(len(items))))

    def move_item(self, blocks: Blocks) -> Blocks:
        def change(items: list[ListItem]) -> None:
            item = items.pop(self.pick(len(items)))
            items.insert(self.pick(len(items) + 1), item)

        return self._in_items(blocks, change)

    def tick(self, blocks: Blocks) -> Blocks:
        def change(items: list[ListItem]) -> None:
            at = self.pick(len(items))
            items[at] = replace(items[at], checked=(True, False, None)[self.pick(3)])

        return self._in_items(blocks, change)

    def other_list(self, blocks: Blocks) -> Blocks:
        def change(block: Any) -> Blocks:
            kind = OrderedList if isinstance(block, BulletList) else BulletList
            return (kind(block.items, identifiers=block.identifiers, lines=block.lines),)

        return self._change(blocks, lambda block: isinstance(block, BulletList | OrderedList), change)

    def _in_rows(self, blocks: Blocks, change: Callable[[list[Row]], None]) -> Blocks:
        def found(block: Table) -> Blocks:
            rows = list(block.rows)
            change(rows)
            return (replace(block, rows=tuple(rows), header_rows=min(block.header_rows, len(rows))),) if rows else ()

        return self._change(blocks, lambda block: isinstance(block, Table), found)

    def add_row(self, blocks: Blocks) -> Blocks:
        def change(rows: list[Row]) -> None:
            new = Row(tuple(Cell((self.pen.paragraph(),)) for _ in rows[0].cells))
            rows.insert(self.pick(len(rows) + 1), new)

        return self._in_rows(blocks, change)

    def delete_row(self, blocks: Blocks) -> Blocks:
        return self._in_rows(blocks, lambda rows: rows.__delitem__(self.pick(len(rows))))

    def add_column(self, blocks: Blocks) -> Blocks:
        def change(rows: list[Row]) -> None:
            at = self.pick(len(rows[0].cells) + 1)
            for number, row in enumerate(rows):
                rows[number] = Row((*row.cells[:at], Cell((self.pen.paragraph(),)), *row.cells[at:]))

        return self._in_rows(blocks, change)

    def delete_column(self, blocks: Blocks) -> Blocks:
        def change(rows: list[Row]) -> None:
            if len(rows[0].cells) > 1:
                at = self.pick(len(rows[0].cells))
                for number, row in enumerate(rows):
                    rows[number] = Row((*row.cells[:at], *row.cells[at + 1 :]))

        return self._in_rows(blocks, change)

    def restyle(self, blocks: Blocks) -> Blocks:
        def change(found: Any) -> Blocks:
            kept = {"identifiers": found.identifiers, "lines": found.lines}
            if isinstance(found, Paragraph) or found.level == 3:
                return (Heading(2, found.children, **kept),)
            return (Paragraph(found.children, **kept),) if self.pick(2) else (Heading(3, found.children, **kept),)

        places = [at for at, block in enumerate(blocks) if isinstance(block, Heading | Paragraph)]
        if not places:
            return blocks
        at = places[self.pick(len(places))]
        return (*blocks[:at], *change(blocks[at]), *blocks[at + 1 :])

    def other_picture(self, blocks: Blocks) -> Blocks:
        def change(found: Figure) -> Blocks:
            match self.pick(3):
                case 0:
                    return (replace(found, image=replace(found.image, alt=self.pen.word())),)
                case 1:
                    return (replace(found, image=replace(found.image, source=f"{self.pen.word()}.png")),)
                case _:
                    return (replace(found, image=replace(found.image, width_mm=float(10 + self.pick(9)))),)

        return self._change(blocks, lambda found: isinstance(found, Figure), change)

    def other_argument(self, blocks: Blocks) -> Blocks:
        def change(found: Container) -> Blocks:
            return (replace(found, argument=self.pen.word()),)

        return self._change(blocks, lambda found: isinstance(found, Container), change)


#: Every kind of edit; the first ones are what people do most.
EDITS = tuple(
    name for name in vars(Editor) if not name.startswith("_") and name not in {"edited", "notes", "pen", "pick"}
)
#: Those that change what is in a block, without adding, taking out or moving one.
INSIDE = ("replace_word", "insert_word", "delete_word", "add_sentence", "delete_sentence", "tick", "other_picture")


@st.composite
def edits(draw: st.DrawFn, base: Document, mark: str, kinds: tuple[str, ...] = EDITS, most: int = 4) -> Document:
    """Versions of `base` after up to `most` edits."""
    pen = Pen(mark)
    editor = Editor(pen, lambda count: draw(st.integers(0, count - 1)))
    document = base
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=most)):
        document = editor.edited(document, kind)
    return document


@st.composite
def versions(draw: st.DrawFn, kinds: tuple[str, ...] = EDITS) -> tuple[Document, Document, Document]:
    """Return a base, ours and theirs."""
    base = draw(bases())
    return base, draw(edits(base, "o", kinds)), draw(edits(base, "t", kinds))


def with_block(blocks: Blocks, number: int, change: Callable[[Any], Blocks]) -> Blocks:
    """Return `blocks` with the block that `iterate_blocks` yields as that number put through `change`.

    What has become empty by it is left out: an item, a list, a box, a quote; never a cell.
    """
    position = -1

    def walk(found: Blocks) -> Blocks:
        nonlocal position
        made: list[Block] = []
        for block in found:
            position += 1
            mine = position == number
            inner = parts(block)
            made += () if inner is None else change(inner) if mine else (inner,)
        return tuple(made)

    def parts(block: Block) -> Block | None:
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                kept = [replace(item, blocks=walk(item.blocks)) for item in items]
                left = tuple(item for item in kept if item.blocks)
                return replace(block, items=left) if left else None
            case Table(rows=rows):
                return replace(
                    block,
                    rows=tuple(
                        Row(tuple(replace(cell, blocks=walk(cell.blocks)) for cell in row.cells)) for row in rows
                    ),
                )
            case BlockQuote(blocks=inner) | Container(blocks=inner):
                left_blocks = walk(inner)
                return replace(block, blocks=left_blocks) if left_blocks else None
            case DefinitionList(items=definitions):
                return replace(block, items=tuple(replace(each, blocks=walk(each.blocks)) for each in definitions))
            case _:
                return block

    return walk(blocks)


def _sentences(row: list[Token]) -> list[list[Token]]:
    """Return the sentences of a row, without the blanks between them; a sign after a full stop belongs to it."""
    parts: list[list[Token]] = [[]]
    for token in row:
        text = text_of([token])
        if text.isspace() and parts[-1] and text_of(parts[-1]).endswith("."):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def settled_and_disputed(document: Document) -> tuple[Document, list[Container]]:
    """Return a document without its conflicts, and these; notes only conflicts refer to belong to them."""
    disputed: list[Container] = []

    def walk(value: Any) -> Any:
        if type(value) is tuple:
            kept = []
            for inner in value:
                if isinstance(inner, Container) and inner.name == "konflikt":
                    if inner.argument == HEADING and kept:  # our heading only keeps its place
                        disputed.append(Container("konflikt", (kept.pop(),)))
                    disputed.append(inner)
                else:
                    kept.append(walk(inner))
            return tuple(kept)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        return replace(value, **{entry.name: walk(getattr(value, entry.name)) for entry in fields(value)})

    blocks = walk(document.blocks)
    shown = set(note_labels(blocks))
    of_conflicts = [found for label, found in document.notes.items() if label not in shown]
    disputed += [Container("konflikt", found) for found in of_conflicts]
    notes = {label: walk(found) for label, found in document.notes.items() if label in shown}
    return replace(document, blocks=blocks, notes=notes), disputed


def lost_words(base: Document, ours: Document, theirs: Document, merged: Document) -> set[str]:
    """Return the words that are nowhere in `merged` though a side put them in, or both kept them."""
    before, mine, other = (words_in(version) for version in (base, ours, theirs))
    return ((mine | other) - before | before & mine & other) - words_in(merged)


def words_back(base: Document, ours: Document, theirs: Document, merged: Document) -> set[str]:
    """Return the words a side took out that stand in `merged`, and in none of its conflicts."""
    settled, disputed = settled_and_disputed(merged)
    return (words_in(settled) & words_in(base)) - (words_in(ours) & words_in(theirs)) - words_in(disputed)


def doubled_words(merged: Document) -> set[str]:
    """Return the words that stand in `merged` twice, and in none of its conflicts."""
    settled, disputed = settled_and_disputed(merged)
    return {word for word, count in Counter(all_words_in(settled)).items() if count > 1} - words_in(disputed)


def faults(base: Document, ours: Document, theirs: Document, merged: Document) -> list[str]:
    """Return what no merge may do to a word, in German; empty for a sound one."""
    kinds = {
        "verloren": lost_words(base, ours, theirs, merged),
        "wieder da": words_back(base, ours, theirs, merged),
        "doppelt": doubled_words(merged),
    }
    return [f"{kind}: {' '.join(sorted(words))}" for kind, words in kinds.items() if words]


def sentences_of(document: Document) -> Iterator[str]:
    """Yield every sentence of followed words in a document."""
    found = [*iterate_blocks(document.blocks)]
    for note in document.notes.values():
        found += iterate_blocks(note)
    for block in found:
        match block:
            case Heading(children=words) | Paragraph(children=words) | Table(caption=words) | Figure(caption=words):
                rows = [words]
            case DefinitionList(items=items):
                rows = [item.term for item in items]
            case _:
                rows = []
        for row in rows:
            yield from (text.strip() for part in _sentences(tokens_of(row)) if (text := text_of(part)))
