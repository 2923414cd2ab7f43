"""How the pages came out, read back from Typst's tagged PDF: lines, paragraphs over page breaks, words a page.

The tags say which lines make a paragraph, so a lone line is found exactly, not guessed from distances.  What has no
tag (running heads, page numbers, marks) is no part of the text.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

import pikepdf

from ratgeber_tools.press.fonts import Font
from ratgeber_tools.press.geometry import POINTS_PER_MM, Rectangle
from ratgeber_tools.press.painting import Paint, PaintKind, paints

#: Margins of the press edition (`theme/page.typ`), in mm; odd pages have the inside on the left.
INSIDE_MM, OUTSIDE_MM = 17.0, 15.0

#: Sticking out by less is a matter of how wide a glyph is drawn, in points.
_SLACK = 1.5

_HEADING = re.compile(r"/H[1-6]?$|/H\d+$")
_BLOCKS = frozenset({"/P", "/LBody", "/TD", "/TH", "/Lbl", "/Note", "/Caption", "/BlockQuote", "/TOCI", "/Title"})

_Numbers = dict[tuple[int, int], int]  # page object -> page number from 1
_Mark = tuple[int, int]  # page number, number of the marked content on it


class Run(NamedTuple):
    """Words shown in one go: the page (from 1), its tag's number, the words, and where they stand."""

    page: int
    mark: int
    text: str
    box: Rectangle


class SetBlock(NamedTuple):
    """A paragraph, item or heading: how many lines it has on each page it stands on, and its first words."""

    is_heading: bool
    lines: dict[int, int]
    words: str
    opens_page: bool


class Opening(NamedTuple):
    """A bookmark: its level from 1, title, page from 1, and how far down the page it leads, from 0 to 1."""

    level: int
    title: str
    page: int
    depth: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a typeset file."""

    page_count: int
    words: tuple[int, ...]  # a page
    blocks: tuple[SetBlock, ...]
    bookmarks: tuple[Opening, ...]
    overfull: tuple[Run, ...]
    overlapping: tuple[tuple[Run, Run], ...]

    def lone_lines(self) -> Iterator[tuple[int, str]]:
        """Yield (page, words) where one line of a longer paragraph stands alone at a page's foot or head."""
        for block in self.blocks:
            pages = sorted(block.lines)
            if not block.is_heading and len(pages) > 1:
                for page in (pages[0], pages[-1]):
                    if block.lines[page] == 1:
                        yield page, block.words

    def low_headings(self) -> Iterator[tuple[int, str]]:
        """Yield (page, words) where a heading ends a page and what it is about begins on the next."""
        for block, following in pairwise(self.blocks):
            is_last = min(following.lines) > max(block.lines) and not following.is_heading
            if block.is_heading and not block.opens_page and is_last:
                yield max(block.lines), block.words


def read_layout(
    pdf: bytes, *, edge_mm: float, trim_mm: float, cover_pages: Sequence[int] = (1,), runs: Sequence[Run] | None = None
) -> Layout:
    """Read the layout of a tagged PDF in page order; pages in `cover_pages` keep no margins.

    `trim_mm` is the width of the finished page, `edge_mm` what is beside it on the sheet.  `runs` are its words where
    somebody has walked over the pages already (`runs_on`).
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if runs is None:
            fonts: dict[tuple[int, int], Font] = {}
            pages = enumerate(document.pages, start=1)
            runs = [run for number, page in pages for run in runs_on(number, paints(page, fonts))]
        by_page: defaultdict[int, list[Run]] = defaultdict(list)
        for run in runs:
            by_page[run.page].append(run)
        overfull = [
            run
            for page, entries in by_page.items()
            if page not in cover_pages
            for run in entries
            if not _fits(run, edge_mm=edge_mm, trim_mm=trim_mm)
        ]
        return Layout(
            page_count=len(document.pages),
            words=tuple(
                sum(len(run.text.split()) for run in by_page[number]) for number in range(1, len(document.pages) + 1)
            ),
            blocks=tuple(_blocks(document, runs)),
            bookmarks=tuple(_bookmarks(document)),
            overfull=tuple(overfull),
            overlapping=tuple(pair for entries in by_page.values() for pair in _overlaps(entries)),
        )


def runs_on(page: int, painted: Iterable[Paint]) -> Iterator[Run]:
    """Yield the words of a page that belong to its text."""
    for paint in painted:
        if paint.kind is PaintKind.WORDS and paint.mark is not None and paint.text.strip():
            yield Run(page, paint.mark, paint.text, paint.box)


def _fits(run: Run, *, edge_mm: float, trim_mm: float) -> bool:
    is_odd = run.page % 2 == 1
    left = (edge_mm + (INSIDE_MM if is_odd else OUTSIDE_MM)) * POINTS_PER_MM
    right = (edge_mm + trim_mm - (OUTSIDE_MM if is_odd else INSIDE_MM)) * POINTS_PER_MM
    return run.box.left >= left - _SLACK and run.box.right <= right + _SLACK


def _overlaps(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """Yield neighbours on one line that are printed over each other."""
    lines: defaultdict[int, list[Run]] = defaultdict(list)
    for run in runs:
        lines[round(run.box.bottom)].append(run)
    for entries in lines.values():
        entries.sort(key=lambda run: run.box.left)
        for one, other in pairwise(entries):
            if one.mark != other.mark and one.box.right - other.box.left > 2 * _SLACK:
                yield one, other


# ------------------------------------------------------------------------------------------------ structure


def _blocks(document: pikepdf.Pdf, runs: Sequence[Run]) -> Iterator[SetBlock]:
    """Yield headings, paragraphs and items in reading order, as far as they show words."""
    root = document.Root.get("/StructTreeRoot")
    if root is None:
        return
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    by_mark: defaultdict[_Mark, list[Run]] = defaultdict(list)
    first: dict[int, _Mark] = {}
    for run in runs:
        by_mark[run.page, run.mark].append(run)
        first.setdefault(run.page, (run.page, run.mark))
    for kind, marks in _paragraphs(root.get("/K"), numbers):
        shown = [run for mark in marks for run in by_mark.get(mark, ())]
        if shown:
            lines: defaultdict[int, set[int]] = defaultdict(set)
            for run in shown:
                lines[run.page].add(round(run.box.bottom / 2))
            words = "".join(run.text for run in shown)
            yield SetBlock(
                is_heading=bool(_HEADING.match(kind)),
                lines={page: len(entries) for page, entries in lines.items()},
                words=" ".join(words.split())[:60],
                opens_page=first[shown[0].page] in marks,
            )


def _paragraphs(kids: pikepdf.Object | int | None, numbers: _Numbers) -> Iterator[tuple[str, list[_Mark]]]:
    """Yield (tag, marks) of every heading, paragraph, item and cell."""
    for kid in _kids(kids):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if _is_block(str(kid.S)):
                yield str(kid.S), list(_marks(kid, numbers, None))
            yield from _paragraphs(kid.get("/K"), numbers)


def _is_block(tag: str) -> bool:
    return tag in _BLOCKS or bool(_HEADING.match(tag))


def _marks(element: pikepdf.Object, numbers: _Numbers, page: int | None) -> Iterator[_Mark]:
    """Yield (page, number) of an element's marked content, with that of inline elements inside it."""
    page = numbers.get(element.Pg.objgen, page) if "/Pg" in element else page
    for kid in _kids(element.get("/K")):
        if isinstance(kid, int):
            if page is not None:
                yield page, kid
        elif isinstance(kid, pikepdf.Dictionary):
            if "/MCID" in kid:
                where = numbers.get(kid.Pg.objgen, page) if "/Pg" in kid else page
                if where is not None:
                    yield where, int(kid.MCID)
            elif "/S" in kid and not _is_block(str(kid.S)):
                yield from _marks(kid, numbers, page)


def _kids(kids: pikepdf.Object | int | None) -> list[pikepdf.Object | int]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _bookmarks(document: pikepdf.Pdf) -> Iterator[Opening]:
    numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
    if "/Outlines" in document.Root:
        yield from _bookmarks_below(document.Root.Outlines, 1, numbers)


def _bookmarks_below(parent: pikepdf.Object, level: int, numbers: _Numbers) -> Iterator[Opening]:
    item = parent.get("/First")
    while item is not None:
        target = item.get("/Dest") if "/Dest" in item else item.get("/A", pikepdf.Dictionary()).get("/D")
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            number, depth = numbers[target[0].objgen], _depth(target)
            yield Opening(level, " ".join(str(item.Title).split()), number, depth)
        yield from _bookmarks_below(item, level + 1, numbers)
        item = item.get("/Next")


def _depth(target: pikepdf.Array) -> float:
    """Return how far down its page a destination (`[page /XYZ left top zoom]`) leads."""
    if len(target) < 4 or str(target[1]) != "/XYZ" or not isinstance(target[3], (int, float, Decimal)):
        return 0.0
    box = target[0].MediaBox
    bottom, top = float(box[1]), float(box[3])
    return min(1.0, max(0.0, (top - float(target[3])) / (top - bottom)))
