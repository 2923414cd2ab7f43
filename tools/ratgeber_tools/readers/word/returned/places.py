"""Where a paragraph belongs that is new, was restyled, or was moved: by its style and by what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby, takewhile

from ratgeber_tools.dialect import GLOSSARY_DIRECTIVE
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Container,
    DefinitionList,
    OrderedList,
    Paragraph,
)
from ratgeber_tools.outline import Kind, Path, PathStep, Placed
from ratgeber_tools.readers.word.assembly.kinds import is_item
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.returned.copies import check_of
from ratgeber_tools.readers.word.style_names import StyleRole


@dataclass(slots=True)
class Places:
    """The places there are: `parents` and `checks` as `outline.Grower` takes them, with those of new blocks.

    `ordinals` are the numbers Word prints before items, by step; `styles` the boxes that paragraph styles belong to.
    """

    parents: dict[int, Block]
    checks: dict[PathStep, bool | None] = field(default_factory=dict)
    ordinals: dict[PathStep, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    _fresh: Iterator[int] = field(default_factory=lambda: count(1_000_000))

    # ------------------------------------------------------------------ one paragraph

    def new_parent(self, block: Block) -> int:
        """Return the key of a parent that the chapter does not have yet."""
        key = next(self._fresh)
        self.parents[key] = block
        return key

    def new_step(self, parent: int) -> PathStep:
        """Return a further item of a parent."""
        return PathStep(parent, next(self._fresh))

    def note_style(self, path: Path, draft: ParagraphDraft, *, names_box: bool) -> None:
        """Remember whose style that is, if it does not say so itself: that of the box it names, or of no box."""
        if not path:
            self.styles.setdefault(draft.style, 0)
        elif names_box and draft.role is not StyleRole.CONTAINER:
            self.styles.setdefault(draft.style, path[-1].parent)

    def _box_of(self, style: str) -> Container | None:
        block = self.parents.get(self.styles.get(style, 0))
        return block if isinstance(block, Container) else None

    def of_item(self, draft: ParagraphDraft, last: Path) -> Path:
        """Return the place of an item behind `last`: a further one of a list there, or the first of a new list."""
        assert draft.label is not None
        last = self._in_box(draft, last)
        label, check = draft.label, check_of(draft)
        lists = [at for at, step in enumerate(last) if isinstance(self.parents[step.parent], BulletList | OrderedList)]
        depth = min(label.depth, len(lists))
        if depth < len(lists):
            before = last[lists[depth]]
            if self._goes_on(before, ordered=label.level.is_ordered, ordinal=label.ordinal):
                step = self.new_step(before.parent)
                return self._with_item(last[: lists[depth]], step, label.ordinal, check=check)
            last = last[: lists[depth]]
        new = OrderedList((), start=label.ordinal) if label.level.is_ordered else BulletList(())
        return self._with_item(last, self.new_step(self.new_parent(new)), label.ordinal, check=check)

    def _with_item(self, path: Path, step: PathStep, ordinal: int, *, check: bool | None) -> Path:
        self.checks[step] = check
        self.ordinals[step] = ordinal
        return (*path, step)

    def _goes_on(self, before: PathStep, *, ordered: bool, ordinal: int) -> bool:
        if isinstance(self.parents[before.parent], OrderedList) is not ordered:
            return False
        return not ordered or self.ordinals.get(before, ordinal - 1) == ordinal - 1

    def of_paragraph(self, draft: ParagraphDraft, last: Path) -> Path:
        """Return the place of a paragraph that is no item, behind `last`."""
        if draft.role in (StyleRole.CONTINUATION, StyleRole.DEFINITION):
            return last
        return self._in_box(draft, last)

    def of_term(self, last: Path) -> Path:
        """Return the place of a new term behind `last`."""
        at = next((at for at, step in enumerate(last) if isinstance(self.parents[step.parent], DefinitionList)), None)
        if at is not None:
            return (*last[:at], self.new_step(last[at].parent))
        return (*self._in_glossary(last), self.new_step(self.new_parent(DefinitionList(()))))

    def _in_glossary(self, path: Path) -> Path:
        """Return the part of `path` that leads into a glossary, empty outside of one."""
        return next((path[: at + 1] for at, step in enumerate(path) if self._is_glossary(step)), ())

    def _is_glossary(self, step: PathStep) -> bool:
        block = self.parents[step.parent]
        return isinstance(block, Container) and block.name == GLOSSARY_DIRECTIVE

    def _in_box(self, draft: ParagraphDraft, last: Path) -> Path:
        """Return the part of `last` that a paragraph of this style goes on with, or one with a new box."""
        kept = [at for at, step in enumerate(last) if self._fits(draft, step.parent)]
        if kept:
            return last if is_item(draft) else last[: kept[-1] + 1]
        if draft.role is StyleRole.CONTAINER or draft.role is StyleRole.QUOTE:
            box = BlockQuote(()) if draft.role is StyleRole.QUOTE else Container(draft.container, ())
            return (PathStep(self.new_parent(box), 0),)
        if (known := self._box_of(draft.style)) is not None:
            return (PathStep(self.new_parent(Container(known.name, ())), 0),)
        if is_item(draft):
            around = [step for step in last if isinstance(self.parents[step.parent], Container | BlockQuote)]
            return () if around else last
        return ()

    def _fits(self, draft: ParagraphDraft, parent: int) -> bool:
        """Whether a paragraph looks like those in the box `parent`."""
        block = self.parents[parent]
        if draft.role is StyleRole.QUOTE:
            return isinstance(block, BlockQuote)
        if not isinstance(block, Container):
            return False
        if draft.role is StyleRole.CONTAINER:
            return block.name == draft.container
        known = self._box_of(draft.style)
        return known is not None and known.name == block.name

    # ------------------------------------------------------------------ all of a story

    def settle(self, placed: Sequence[Placed], *, depth: int = 0) -> list[Placed]:
        """Return `placed` with items that were moved into another list as items of that list.

        A list that was cut in two keeps counting in its second part; one whose first number was changed begins there.
        """
        runs = [
            (key, list(group))
            for key, group in groupby(placed, key=lambda unit: unit.path[depth].parent if len(unit.path) > depth else 0)
        ]
        homes = _homes(runs)
        made: list[tuple[int, list[Placed]]] = []
        begun: set[int] = set()
        for at, (key, members) in enumerate(runs):
            block = self.parents.get(key)
            if isinstance(block, BulletList | OrderedList):
                beside = [made[-1][0] if made else 0, runs[at + 1][0] if at + 1 < len(runs) else 0]
                host = next((other for other in beside if other != key and self._is_alike(block, other)), 0)
                if host and homes[key] != at:
                    key, members = host, self._moved(members, host, depth)
                elif key in begun and isinstance(block, OrderedList):
                    start = self.ordinals.get(members[0].path[depth], block.start)
                    part = replace(block, identifiers=(), lines=None, start=start)
                    key, members = self._cut(part, members, depth)
                begun.add(key)
            elif isinstance(block, DefinitionList) and not block.items:  # new words before or behind known ones
                beside = [made[-1][0] if made else 0, runs[at + 1][0] if at + 1 < len(runs) else 0]
                if host := next((other for other in beside if other != key and self._is_alike(block, other)), 0):
                    key, members = host, self._moved(members, host, depth)
            if made and key and made[-1][0] == key:
                made[-1][1].extend(members)
            else:
                made.append((key, members))
        settled: list[Placed] = []
        for key, members in made:
            if isinstance(self.parents.get(key), BulletList | OrderedList | DefinitionList):
                members = _items_in_one(members, depth)
            settled.extend(self.settle(members, depth=depth + 1) if key else members)
        return settled

    def keep_boxes_whole(self, placed: Sequence[Placed]) -> list[Placed]:
        """Return `placed` with plain paragraphs that were put between two of one box inside that box.

        Pasted text brings its own style; nobody who pastes into a box means to cut it in two.  In a glossary it belongs
        to the word it stands below, also where a known paragraph lost its style: there is nothing else in a glossary.
        """
        made = list(placed)
        strays = [at for at, unit in enumerate(placed) if not unit.path and _is_paragraph(unit)]
        for first, end in _stretches(strays):
            if first == 0 or end == len(placed):
                continue
            before = placed[first - 1].path
            around = _common(before, placed[end].path)
            if glossary := self._in_glossary(around):
                path = before[: len(glossary) + 1]
                made[first:end] = (replace(unit, path=path) for unit in placed[first:end])
                continue
            if not all(map(_is_new, placed[first:end])):
                continue
            boxes = [at for at, step in enumerate(around) if isinstance(self.parents[step.parent], Container)]
            if boxes:
                path = around[: boxes[-1] + 1]
                made[first:end] = (replace(unit, path=path) for unit in placed[first:end])
        return made

    def without_emptied_words(self, placed: Sequence[Placed]) -> list[Placed]:
        """Return `placed` without words of definition lists that were emptied together with what they mean.

        LibreOffice writes a tracked deletion into an old .doc without the ends of its paragraphs.
        """
        sizes = Counter(step for unit in placed for step in unit.path)
        return [unit for unit in placed if not (self._was_emptied(unit) and sizes[unit.path[-1]] == 1)]

    def _was_emptied(self, unit: Placed) -> bool:
        if unit.kind is not Kind.TERM or unit.words:
            return False
        parent, slot = self.parents[unit.path[-1].parent], unit.path[-1].slot
        return isinstance(parent, DefinitionList) and slot < len(parent.items) and bool(parent.items[slot].term)

    def _is_alike(self, block: Block, other: int) -> bool:
        return other in self.parents and type(self.parents[other]) is type(block)

    def _moved(self, members: Sequence[Placed], host: int, depth: int) -> list[Placed]:
        """Return items as further ones of the list `host`, with their boxes."""
        moved: list[Placed] = []
        for step, group in groupby(members, key=lambda unit: unit.path[depth]):
            new = self.new_step(host)
            old = self.parents[step.parent]
            if isinstance(old, BulletList | OrderedList):
                known = old.items[step.slot].checked if step.slot < len(old.items) else None
                self.checks[new] = self.checks.get(step, known)
            moved.extend(replace(unit, path=(*unit.path[:depth], new, *unit.path[depth + 1 :])) for unit in group)
        return moved

    def _cut(self, part: OrderedList, members: Sequence[Placed], depth: int) -> tuple[int, list[Placed]]:
        """Return the second part of a list that something was put into the middle of, as a list with its own number."""
        new = self.new_parent(part)

        def step_of(step: PathStep) -> PathStep:
            known = part.items[step.slot].checked if step.slot < len(part.items) else None
            self.checks[PathStep(new, step.slot)] = self.checks.get(step, known)
            return PathStep(new, step.slot)

        return new, [
            replace(unit, path=(*unit.path[:depth], step_of(unit.path[depth]), *unit.path[depth + 1 :]))
            for unit in members
        ]


def captions_beside(placed: Sequence[Placed]) -> list[Placed]:
    """Return `placed` with every picture and table beside its caption; what was put between them stands behind both."""
    made: list[Placed] = []
    for unit in placed:
        at = len(made)
        while at and unit.kind in (Kind.CAPTION, Kind.GRID) and _is_new(made[at - 1]):
            at -= 1
        belongs = at and made[at - 1].path == unit.path and made[at - 1].kind in (Kind.CAPTION, Kind.PICTURE)
        made.insert(at if belongs else len(made), unit)
    return made


def _is_new(unit: Placed) -> bool:
    return unit.kind is Kind.BLOCK and unit.block is not None and unit.block.lines is None


def _is_paragraph(unit: Placed) -> bool:
    return unit.kind is Kind.BLOCK and isinstance(unit.block, Paragraph)


def _stretches(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of consecutive numbers: first, and the one after the last."""
    for _, run in groupby(enumerate(numbers), key=lambda entry: entry[1] - entry[0]):
        members = [number for _, number in run]
        yield members[0], members[-1] + 1


def _common(one: Path, other: Path) -> Path:
    """Return the steps two paths begin with."""
    return tuple(step for step, _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _items_in_one(members: Sequence[Placed], depth: int) -> list[Placed]:
    """Return the units of a list with every item in one piece.

    What is left of an item behind another one, because it was moved there or something was put in between, belongs to
    the item it now stands in.
    """
    seen: set[PathStep] = set()
    last: PathStep | None = None
    made: list[Placed] = []
    for unit in members:
        step = unit.path[depth]
        if step != last and step in seen and last is not None:
            step = last
        seen.add(step)
        last = step
        made.append(replace(unit, path=(*unit.path[:depth], step, *unit.path[depth + 1 :])))
    return made


def _homes(runs: Sequence[tuple[int, list[Placed]]]) -> dict[int, int]:
    """Return which run of each parent is the parent itself: its largest, of equal ones the first."""
    homes: dict[int, int] = {}
    for at, (key, members) in enumerate(runs):
        if key not in homes or len(members) > len(runs[homes[key]][1]):
            homes[key] = at
    return homes
