"""Units → paragraphs and tables, as WordprocessingML: one paragraph a unit, each under a hidden bookmark."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ratgeber_tools import document as doc
from ratgeber_tools.dialect import CONTAINERS, GLOSSARY_DIRECTIVE, GLOSSARY_TITLE
from ratgeber_tools.outline import Kind, PathStep, Unit, atoms
from ratgeber_tools.writers.word.column_widths import CellText, column_widths
from ratgeber_tools.writers.word.export_styles import PROTECTED_LINE, ListKind, box_style, list_number
from ratgeber_tools.writers.word.runs import RunWriter, plain_run
from ratgeber_tools.writers.word.style_sheet import TABLE_STYLE

#: Of the text, in twips.
UPRIGHT_WIDTH = 9070
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
_GAP = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>'
_TABLE_STYLE_ID = TABLE_STYLE.replace("-", "")
_INDENT = 397


@dataclass(slots=True)
class StoryWriter:
    """Writes units; `lists` collects the lists met; `shown` is what a reader sees of the block of a unit.

    `looks` are paragraph styles for units, by number, instead of what they would bear; `width` is the text's, in
    twips.
    """

    runs: RunWriter
    parents: Mapping[int, doc.Block]
    shown: Callable[[doc.Block, int], str]
    looks: Mapping[int, str] = field(default_factory=dict)
    lists: list[ListKind] = field(default_factory=list)
    body_style: str = "Normal"
    width: int = UPRIGHT_WIDTH
    _in_head: bool = False
    _numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    _begun: set[PathStep] = field(default_factory=set)

    def write(self, units: Iterable[Unit]) -> str:
        """Return the XML of `units`; ends with a paragraph, as a cell must."""
        parts: list[str] = []
        for unit in units:
            if unit.kind is Kind.GRID:
                parts.append(self._table(unit) + _GAP)
            else:
                parts.append(self._paragraph(unit))
        return "".join(parts)

    def _paragraph(self, unit: Unit) -> str:
        name = f"_rg_{unit.number}"
        return f"<w:p>{self._properties(unit)}{self.runs.bookmarked(name, '')}{self._content(unit)}</w:p>"

    def _content(self, unit: Unit) -> str:
        block = unit.block
        match unit.kind:
            case Kind.OPENER if isinstance(block, doc.Container):
                name, _, details = opener_words(block, lambda shown: self.shown(shown, unit.number)).partition("\n")
                return _strong(name) + (self.runs.protected(f"\n{details}") if details else "")
            case Kind.OPENER:
                return ""
            case Kind.BLOCK if not isinstance(block, doc.Heading | doc.Paragraph):
                is_line = isinstance(block, doc.ThematicBreak)
                return "" if is_line else self.runs.protected(self.shown(block, unit.number))
            case _:
                return self.runs.words(unit.words, unit.number)

    # ------------------------------------------------------------------ properties

    def _properties(self, unit: Unit) -> str:
        """Return `w:pPr`; order of its parts as in ECMA-376 part 1, 17.3.1.26."""
        lists = [step for step in unit.path if isinstance(self.parents[step.parent], doc.BulletList | doc.OrderedList)]
        begins = bool(lists) and self._begins(unit, lists[-1])
        style = self._style(unit, lists[-1] if lists else None, begins=begins)
        is_boxed = style not in ("ListBullet", "ListNumber", "ListContinue")
        numbering = indent = ""
        if begins:
            numbering = _numbered(self._number(lists[-1]), min(len(lists) - 1, 8))
            indent = _indented(len(lists), hanging=True) if is_boxed else ""
        elif style == "Checkliste":
            numbering = _numbered(0, 0)
            indent = _indented(len(lists), hanging=False)
        elif lists:
            indent = _indented(len(lists), hanging=False)
        rule = _RULE if isinstance(unit.block, doc.ThematicBreak) and unit.kind is Kind.BLOCK else ""
        lead = "<w:keepNext/>" if unit.kind is Kind.OPENER and isinstance(unit.block, doc.Container) else ""
        return f'<w:pPr><w:pStyle w:val="{style}"/>{lead}{numbering}{rule}{indent}</w:pPr>'

    def _begins(self, unit: Unit, step: PathStep) -> bool:
        """Whether `unit` is the first of its item; only that one bears the sign."""
        if step in self._begun or unit.path[-1] != step:
            return False
        self._begun.add(step)
        return True

    def _number(self, step: PathStep) -> int:
        block = self.parents[step.parent]
        assert isinstance(block, doc.BulletList | doc.OrderedList)
        item: doc.ListItem = block.items[step.slot]
        if item.checked is not None:
            kind = ListKind(ordered=False, sign="☒" if item.checked else "☐")
        elif isinstance(block, doc.OrderedList):
            kind = ListKind(ordered=True, start=block.start)
        else:
            kind = ListKind(ordered=False)
        key = (step.parent, kind.sign)
        if key not in self._numbers:
            self._numbers[key] = list_number(len(self.lists))
            self.lists.append(kind)
        return self._numbers[key]

    def _style(self, unit: Unit, item: PathStep | None, *, begins: bool) -> str:
        block = unit.block
        if unit.number in self.looks:
            return self.looks[unit.number]
        if unit.kind is Kind.CAPTION:
            return "Caption"
        if unit.kind is Kind.TERM:
            return "DefinitionTerm"
        if unit.kind is Kind.BLOCK and isinstance(block, doc.Heading):
            return f"Heading{block.level}"
        if unit.kind is Kind.BLOCK and not isinstance(block, doc.Paragraph | doc.ThematicBreak):
            return PROTECTED_LINE
        around = next((style for step in reversed(unit.path) if (style := self._around(step))), "")
        if around or item is None:
            return around or ("TableHeading" if self._in_head else self.body_style)
        if not begins:
            return "ListContinue"
        return "ListNumber" if isinstance(self.parents[item.parent], doc.OrderedList) else "ListBullet"

    def _around(self, step: PathStep) -> str:
        match self.parents[step.parent]:
            case doc.Container(name=name):
                return box_style(name) if name in CONTAINERS else ""
            case doc.BlockQuote():
                return "Quote"
            case doc.DefinitionList():
                return "Definition"
            case _:
                return ""

    # ------------------------------------------------------------------ tables

    def _table(self, unit: Unit) -> str:
        table = unit.block
        assert isinstance(table, doc.Table)
        rows = list(grid_rows(table, unit.cells))
        columns = max((row[-1].column + row[-1].width for row in rows if row), default=1)
        texts = (CellText(cell.column, cell.width, self._text(cell.units)) for row in rows for cell in row)
        widths = column_widths(texts, columns=columns, total=self.width)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        body = "".join(
            f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if number < table.header_rows else ''}</w:trPr>"
            f"{''.join(self._cell(cell, widths, head=number < table.header_rows) for cell in row)}</w:tr>"
            for number, row in enumerate(rows)
        )
        look = '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"/>'
        if table.header_rows:
            look = look.replace('w:val="0000" w:firstRow="0"', 'w:val="0020" w:firstRow="1"')
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{_TABLE_STYLE_ID}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f"{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )

    def _text(self, units: Iterable[Unit]) -> str:
        """Return about what units say, for their width."""
        texts = []
        for unit in units:
            texts += [doc.plain_text(unit.words)]
            texts += [self.runs.shown(atom, unit.number) for atom in atoms(unit.words) if isinstance(atom, doc.Role)]
        return " ".join(texts)

    def _cell(self, cell: GridCell, widths: Sequence[int], *, head: bool) -> str:
        outer, self._in_head = self._in_head, head
        span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        merge = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[cell.merge]
        content = self.write(cell.units) or "<w:p/>"
        self._in_head = outer
        width = sum(widths[cell.column : cell.column + cell.width])
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{content}</w:tc>'


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as Word wants it: also the covered ones of a vertical merge are there, empty."""

    column: int
    width: int
    merge: str = ""
    units: tuple[Unit, ...] = ()


def grid_rows(table: doc.Table, cells: Sequence[Sequence[tuple[Unit, ...]]]) -> Iterator[list[GridCell]]:
    """Yield the rows of `table` with every column covered."""
    below: dict[int, tuple[int, int]] = {}  # first column of a merge → (rows still to cover, width)
    for row, contents in zip(table.rows, cells, strict=True):
        made: list[GridCell] = []
        begun: dict[int, tuple[int, int]] = {}
        column = 0
        waiting = list(zip(row.cells, contents, strict=True))
        while waiting or column in below:
            if column in below:
                left, width = below.pop(column)
                made.append(GridCell(column, width, "continue"))
                if left > 1:
                    begun[column] = (left - 1, width)
                column += width
                continue
            cell, units = waiting.pop(0)
            width = cell.column_span
            made.append(GridCell(column, width, "restart" if cell.row_span > 1 else "", units))
            if cell.row_span > 1:
                begun[column] = (cell.row_span - 1, width)
            column += width
        below.update(begun)
        yield made


def opener_words(block: doc.Container, shown: Callable[[doc.Block], str]) -> str:
    """Return the line that names a box: its own heading, else the kind of box with what it shows."""
    if block.argument and block.blocks:
        return block.argument
    return GLOSSARY_TITLE if block.name == GLOSSARY_DIRECTIVE else shown(block)


def _strong(words: str) -> str:
    return plain_run(words, strong=True)


def _numbered(number: int, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _indented(depth: int, *, hanging: bool) -> str:
    left = 227 + _INDENT * depth
    return f'<w:ind w:left="{left}" w:right="227" w:hanging="{_INDENT if hanging else 0}"/>'
