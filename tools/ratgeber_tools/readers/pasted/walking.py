"""The tree of what was pasted → drafts, in reading order: paragraphs, items, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ratgeber_tools.dialect import CONTAINERS
from ratgeber_tools.document import Image, LineBreak
from ratgeber_tools.readers.pasted.grids import looks_of_head, on_grid
from ratgeber_tools.readers.pasted.left_out import Omission, Omissions
from ratgeber_tools.readers.pasted.looks import WordLook, look_in
from ratgeber_tools.readers.pasted.markers import html_level, is_ignored, place_of, word_label
from ratgeber_tools.readers.pasted.pictures import PastedPictures
from ratgeber_tools.readers.pasted.styles import Declarations, NamedStyle, PastedStyles, points
from ratgeber_tools.readers.pasted.tree import Element
from ratgeber_tools.readers.word.context import DraftContext
from ratgeber_tools.readers.word.drafts import CellDraft, Draft, DraftPiece, ParagraphDraft, TableDraft, Target
from ratgeber_tools.readers.word.inlines.links import admitted
from ratgeber_tools.readers.word.numbering import DEEPEST_LEVEL, Label, Level
from ratgeber_tools.readers.word.paragraph_start import LISTED, report_number, without_name
from ratgeber_tools.readers.word.revisions import report_deletion
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.symbols import symbol_text

_BLOCKS = frozenset(
    {
        "html", "body", "main", "header", "footer", "nav", "section", "article", "aside", "address", "div", "center",
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "ul", "ol", "menu", "dir", "li", "dl", "dt",
        "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption", "fieldset",
        "form", "details", "summary", "legend", "dialog", "hgroup", "search", "option",
    }
)  # fmt: skip
#: What only programs read; whatever is inside is no text of the page.
_SILENT = frozenset(
    {
        "script", "style", "head", "title", "template", "noscript", "meta", "link", "base", "param", "source", "track",
        "col", "colgroup", "xml",
    }
)  # fmt: skip
#: What is shown, and cannot be in a chapter.
_FOREIGN = frozenset({"iframe", "object", "embed", "applet", "audio", "video", "canvas", "svg", "map", "frameset"})
_WORD_HEADS = re.compile(r"h([1-6])")
_BLANKS = re.compile(r"[ \t\n\f]+")
#: Several blanks in HTML are no-break spaces; no author means them so.
_RUN_OF_BLANKS = re.compile("[ \u00a0]{2,}")
_TWIPS = 20
#: In what size browsers set text of which nobody says any, in points.
_BROWSERS_SIZE = 12.0
#: The classes of our own pages: boxes, boxes to tick, words for screen readers only, what links to a heading.
_BOX = re.compile(r"(?:^|\s)rg-box\s.*?\brg-(?P<name>[a-z]+)|(?:^|\s)rg-(?P<before>[a-z]+)\s.*?\brg-box\b")
_ONLY_SPOKEN = frozenset({"rg-spoken", "headerlink", "Apple-interchange-newline"})
_EMOJI = re.compile(r"[^\w\s]{1,12}")


@dataclass(slots=True)
class _OpenList:
    """A list that is being read: what its items look like, and what the last one counted."""

    name: str
    level: Level
    last: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around a block: its role where it has none of its own, the item it goes on with, the box it is in."""

    role: StyleRole = StyleRole.BODY
    box: str = ""
    item: Label | None = None


@dataclass(slots=True)
class TreeReader:
    """Reads one tree into `drafts`."""

    context: DraftContext
    sheet: PastedStyles
    pictures: PastedPictures
    omitted: Omissions
    drafts: list[Draft] = field(default_factory=list)
    #: The smallest level of a heading that the source calls one, 0 for none.
    top_level: int = 0
    _line: ParagraphDraft | None = None
    _lists: list[_OpenList] = field(default_factory=list)
    _waiting: Label | None = None  # of an item that has no paragraph yet
    _checked: bool | None = None
    _count: int = 0
    _marker: list[str] = field(default_factory=list)
    _marker_font: str = ""
    _depth: int = 0

    def read(self, root: Element) -> list[Draft]:
        """Return the drafts of everything below `root`."""
        self._element(root, WordLook(size=_BROWSERS_SIZE), Surroundings())
        self._close()
        return self.drafts

    # ------------------------------------------------------------------ elements

    def _element(self, element: Element, outer: WordLook, place: Surroundings) -> None:
        tag = str(element.tag).lower()
        found = self.sheet.declarations(element)
        classes = frozenset((element.get("class") or "").split())
        if tag in _SILENT or classes & _ONLY_SPOKEN:
            return
        if tag in _FOREIGN:
            self.omitted[Omission.EMBEDDED] += 1
        elif _is_hidden(element, found):
            if _words_in(element).strip():
                self.omitted[Omission.HIDDEN] += 1
        elif is_ignored(found):
            self._marker.append(_words_in(element))
            self._marker_font = outer.symbol_font
        elif tag == "del" and "msoDel" in classes:
            report_deletion(self.context.report, _words_in(element))
        elif tag == "br":
            self._break()
        elif tag == "img":
            self._image(element, outer, place)
        elif tag == "input":
            self._box_to_tick(element)
        elif "rg-checkbox" in classes:
            self._tick("rg-checked" in classes)
        elif tag in _BLOCKS:
            self._block(element, tag, found, outer, place)
        else:
            look = look_in(outer, element, found)
            if tag == "a":
                look = replace(look, target=self._target(element) or look.target)
            if found.get("mso-tab-count"):
                self._put("\t", outer, place)
            elif found.get("mso-spacerun") == "yes" or "Apple-converted-space" in classes:
                self._put(" ", outer, place)
            else:
                self._inside(element, look, place)

    def _inside(self, element: Element, look: WordLook, place: Surroundings) -> None:
        if element.text:
            self._put(element.text, look, place)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look, place)
            if child.tail:
                self._put(child.tail, look, place)

    # ------------------------------------------------------------------ blocks

    def _block(self, element: Element, tag: str, found: Declarations, outer: WordLook, place: Surroundings) -> None:
        self._close()
        look = look_in(outer, element, found)
        if tag == "table":
            self._table(element, look, place)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(element, found, look, place)
        elif tag == "li":
            self._item(element, found, look, place)
        elif tag == "hr":
            self.drafts.append(ParagraphDraft(rule_below=True, position=self._next()))
        elif tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "caption", "figcaption", "pre"):
            self._paragraph(element, tag, found, look, place)
        else:
            self._inside(element, look, self._place_in(element, tag, place))
        self._close()

    def _place_in(self, element: Element, tag: str, place: Surroundings) -> Surroundings:
        """Return what the blocks in a block that only groups them stand in."""
        classes = element.get("class") or ""
        if tag == "blockquote":
            return replace(place, role=StyleRole.QUOTE)
        if (box := _BOX.search(classes)) is not None:
            name = box["name"] or box["before"] or ""
            if name in CONTAINERS:
                return replace(place, role=StyleRole.CONTAINER, box=name)
        return place

    def _paragraph(self, element: Element, tag: str, found: Declarations, look: WordLook, place: Surroundings) -> None:
        named = self.sheet.named_style(element, found)
        level = _heading_level(element, tag, named)
        if level:
            draft = ParagraphDraft(role=StyleRole.HEADING, level=level)
            self.top_level = min(self.top_level or level, level)
        elif named is not None and named.role is StyleRole.TITLE:
            draft = ParagraphDraft(role=StyleRole.TITLE)
            self.top_level = 1
        elif tag in _ROLES:
            draft = ParagraphDraft(role=_ROLES[tag])
        elif named is not None and named.role not in (StyleRole.BODY, StyleRole.HEADING):
            draft = ParagraphDraft(role=named.role, container=named.container)
        else:
            draft = ParagraphDraft(role=place.role, container=place.box)
        if "rg-box-title" in (element.get("class") or "").split() and place.box:
            title = " ".join(_words_in(element).split())
            if title == CONTAINERS[place.box].title:
                return  # the box says its name itself
        draft.left = round(points(found.get("margin-left", "")) * _TWIPS)
        draft.first = round(points(found.get("text-indent", "")) * _TWIPS)
        draft.position = self._next()
        before = self._waiting is None
        self._open(draft, place)
        self._marker, self._marker_font = [], ""
        self._inside(element, look, place)
        if (listed := place_of(found)) is not None and self._line is draft and before:
            label: Label | None = word_label(listed, "".join(self._marker), self._marker_font, self.sheet)
            if draft.role is StyleRole.CONTAINER and label is not None:
                label = without_name(label, draft.container)
            report_number(self.context, label, draft.role)
            draft.label = label if draft.role in LISTED else None

    def _open(self, draft: ParagraphDraft, place: Surroundings) -> None:
        """Begin a paragraph; the first of an item bears its label, the others go on with it."""
        self._line = draft
        label = self._waiting or place.item
        if label is not None:
            if draft.role in (StyleRole.HEADING, StyleRole.TITLE):
                draft.role = StyleRole.BODY
            going_on = Label(label.number, label.depth, Level("none"), 1)
            draft.label = self._waiting or going_on
            report_number(self.context, self._waiting, draft.role)
        self._waiting = None
        if self._checked is not None:
            draft.checked, self._checked = self._checked, None

    def _close(self) -> None:
        """End the paragraph at hand."""
        draft, self._line = self._line, None
        if draft is None:
            return
        while draft.pieces and isinstance(last := draft.pieces[-1].content, str):
            words = last.rstrip(" \n\u00a0")  # Word and browsers put a no-break space where a paragraph would be empty
            if words:
                draft.pieces[-1] = draft.pieces[-1]._replace(content=words)
                break
            draft.pieces.pop()
        self.drafts.append(draft)
        if draft.role is StyleRole.BODY and draft.size and not self._depth:
            self.context.sizes[draft.size] += len(draft.text)

    def _next(self) -> int:
        self.context.report.position += 1
        return self.context.report.position

    # ------------------------------------------------------------------ lists

    def _list(self, element: Element, found: Declarations, look: WordLook, place: Surroundings) -> None:
        level = html_level(element, found)
        self._count += 1
        self._lists.append(_OpenList(f"html {self._count}", level, level.start - 1))
        self._inside(element, look, place)
        self._close()
        self._lists.pop()

    def _item(self, element: Element, found: Declarations, look: WordLook, place: Surroundings) -> None:
        if not self._lists:  # a cut began within a list
            self._count += 1
            self._lists.append(_OpenList(f"html {self._count}", Level("bullet", "•", sign="•"), 0))
            self._item(element, found, look, place)
            self._lists.pop()
            return
        entry = self._lists[-1]
        said = element.get("value", element.get("data-aria-posinset", ""))
        entry.last = int(said) if said.isdigit() else entry.last + 1
        told = element.get("data-aria-level", element.get("aria-level", ""))  # Word Online and Google Docs say it
        depth = max(len(self._lists), int(told) if told.isdigit() else 0) - 1
        label = Label(entry.name, min(depth, DEEPEST_LEVEL), entry.level, entry.last)
        state = element.get("aria-checked") if element.get("role") == "checkbox" else None
        self._checked = state == "true" if state is not None else None
        self._waiting = label
        self._inside(element, look, Surroundings(item=label))
        self._close()
        self._waiting = self._checked = None

    def _box_to_tick(self, element: Element) -> None:
        if element.get("type", "").lower() == "checkbox":
            self._tick(element.get("checked") is not None)

    def _tick(self, is_checked: bool) -> None:
        if self._line is not None:
            self._line.checked = is_checked
        else:
            self._checked = is_checked

    # ------------------------------------------------------------------ tables

    def _table(self, element: Element, look: WordLook, place: Surroundings) -> None:
        rows = list(_rows(element))
        if element.get("role") in ("presentation", "none") or not rows:
            self._inside(element, look, place)
            return
        position = self._next()
        table = TableDraft(position=position)
        made: list[list[CellDraft]] = []
        heads = 0
        for row in rows:
            cells = [each for each in row if each.tag in ("td", "th")]
            made.append([self._cell(each, look) for each in cells])
            is_head = bool(cells) and (_is_in_head(row) or all(each.tag == "th" for each in cells))
            if is_head and heads == len(made) - 1:
                heads += 1
        table.rows = on_grid(made)
        if not table.rows or not any(cell.drafts for row in table.rows for cell in row):
            return
        if not heads and looks_of_head(self.sheet.declarations(element).get("mso-yfti-tbllook", "")):
            heads = 1
        table.header_rows = heads if heads < len(table.rows) else 0
        for caption in element.iterchildren("caption"):
            inner = self._apart()
            inner._paragraph(caption, "caption", {}, look, Surroundings())
            inner._close()
            found = [draft for draft in inner.drafts if isinstance(draft, ParagraphDraft) and not draft.is_empty]
            table.caption = found[0] if found else None
        self.drafts.append(table)

    def _cell(self, element: Element, look: WordLook) -> CellDraft:
        inner = self._apart()
        found = self.sheet.declarations(element)
        inner._inside(element, look_in(look, element, found), Surroundings())
        inner._close()
        return CellDraft(inner.drafts, _span(element, "rowspan"), _span(element, "colspan"))

    def _apart(self) -> TreeReader:
        return TreeReader(
            self.context, self.sheet, self.pictures, self.omitted, _count=self._count + 1000, _depth=self._depth + 1
        )

    # ------------------------------------------------------------------ words

    def _put(self, text: str, look: WordLook, place: Surroundings) -> None:
        if look.symbol_font:
            text = symbol_text(look.symbol_font, text)
        if not look.keeps_blanks and text != "\t":
            text = _RUN_OF_BLANKS.sub(lambda run: " " * len(run[0]), _BLANKS.sub(" ", text))
        if self._line is None:
            if not text.strip(" \t\n"):
                return
            text = text.lstrip(" \n")
            self._open(ParagraphDraft(role=place.role, container=place.box, position=self._next()), place)
        line = self._line
        assert line is not None
        for at, part in enumerate(text.split("\n")):
            if at:
                line.pieces.append(DraftPiece(LineBreak()))
            if part:
                self._word(line, part, look)

    def _word(self, line: ParagraphDraft, text: str, look: WordLook) -> None:
        if _ends_with_blank(line) if line.pieces else not look.keeps_blanks:
            text = text.lstrip(" ")
        if not text:
            return
        if text.strip():
            size = round(look.size * 2)
            is_first = not any(isinstance(piece.content, str) and piece.content.strip() for piece in line.pieces)
            line.size = size if is_first else min(line.size, size)
            line.underlined = look.is_underlined and look.target is None and (is_first or line.underlined)
            if look.target is None:  # a link looks as it does everywhere
                self.omitted[Omission.UNDERLINING] += look.is_underlined
                self.omitted[Omission.COLOUR] += look.is_coloured
        line.pieces.append(DraftPiece(text, look.marks, look.target, look.language))

    def _break(self) -> None:
        if self._line is not None:
            self._line.pieces.append(DraftPiece(LineBreak()))
        else:
            self.drafts.append(ParagraphDraft(position=self._next()))

    def _target(self, element: Element) -> Target | None:
        address = element.get("href", "").strip()
        if not address or address.startswith("#"):
            return None  # what it leads to was not copied with it
        target = admitted(address)
        self.omitted[Omission.ADDRESS] += target is None
        return target

    def _image(self, element: Element, look: WordLook, place: Surroundings) -> None:
        alt = " ".join((element.get("alt") or "").split())
        if _EMOJI.fullmatch(alt):
            self._put(alt, look, place)
            return
        name = self.pictures.take(element, alt)
        if name:
            if self._line is None:
                self._open(ParagraphDraft(role=place.role, container=place.box, position=self._next()), place)
            assert self._line is not None
            self._line.pieces.append(DraftPiece(Image(name, alt), look.marks, look.target))


_ROLES = {
    "dt": StyleRole.TERM,
    "dd": StyleRole.DEFINITION,
    "caption": StyleRole.CAPTION,
    "figcaption": StyleRole.CAPTION,
}


def _heading_level(element: Element, tag: str, named: NamedStyle | None) -> int:
    """Return the level of a heading, 0 for none: by its element, by its role, by its style."""
    if (head := _WORD_HEADS.fullmatch(tag)) is not None:
        return int(head[1])
    if element.get("role") == "heading":
        level = element.get("aria-level", "2")
        return max(1, min(int(level), 6)) if level.isdigit() else 2
    return min(named.level, 6) if named is not None and named.role is StyleRole.HEADING else 0


def _words_in(element: Element) -> str:
    return "".join(map(str, element.itertext()))


def _is_hidden(element: Element, found: Declarations) -> bool:
    return (
        found.get("display", "").lower().startswith("none")
        or found.get("visibility", "").lower().startswith("hidden")
        or found.get("mso-hide", "").lower() == "all"
        or (element.get("hidden") is not None and element.get("hidden") != "until-found")
    )


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _is_in_head(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead"


def _span(element: Element, name: str) -> int:
    said = element.get(name, "1").strip()
    return min(int(said), 1000) if said.isdecimal() and len(said) < 7 and int(said) else 1


def _ends_with_blank(line: ParagraphDraft) -> bool:
    last = line.pieces[-1].content
    return isinstance(last, LineBreak) or (isinstance(last, str) and last.endswith((" ", "\t")))
