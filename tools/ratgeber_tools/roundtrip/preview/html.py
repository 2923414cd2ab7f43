"""A chapter's records of change as HTML: readable text with what comes and goes marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token
from ratgeber_tools.roundtrip.preview.changes import Change, Fate, Pieces, is_conflict
from ratgeber_tools.roundtrip.preview.words import UNDECIDED, RecordWords, box_title, harmless, label_of, marked

_MARKS: dict[type, str] = {doc.Strong: "strong", doc.Emphasis: "em", doc.Strikethrough: "s"}
_WRAPPED = {Fate.NEW: ("ins", "eingefügt: "), Fate.GONE: ("del", "gestrichen: ")}
_CLASSES = {Fate.NEW: "change new", Fate.GONE: "change gone", Fate.CHANGED: "change", Fate.SAME: "change"}
_TICK = '<span class="box-of-item" aria-hidden="true">{}</span><span class="unseen">{}: </span>'
_TICKS = {None: "", True: _TICK.format("☑", "angekreuzt"), False: _TICK.format("☐", "nicht angekreuzt")}
#: Headings of the page before the chapter's own.
_HEADINGS_BEFORE, _DEEPEST = 2, 6


class ChapterWriter:
    """Writes records one after the other; counts conflicts and keeps the headings' levels without gaps."""

    def __init__(self, shown: RecordWords, *, notes: Iterable[str] = ()) -> None:
        self._shown = shown
        self._conflicts = 0
        self._tables = 0
        self._level = _HEADINGS_BEFORE
        self._notes = {label: number for number, label in enumerate(notes, start=1)}

    @staticmethod
    def plain(change: Change) -> str:
        """Return the words of a record as they will be, without marks, with those of its parts."""
        own = [token for piece in (*change.words, *change.alt) if piece.fate is not Fate.GONE for token in piece.tokens]
        words = marked(own, _plain_leaf, lambda mark, text: text)
        return " ".join(filter(None, (words, *map(ChapterWriter.plain, change.parts))))

    def heading(self, words: str) -> str:
        """Return a heading of the page's own, on the level of the chapter's title."""
        self._level = _HEADINGS_BEFORE + 1
        return f"<h{self._level}>{escape(words)}</h{self._level}>\n"

    def note_id(self, label: str) -> str:
        """Return the address of a footnote on the page."""
        return f"fussnote-{self._notes[label]}"

    # ------------------------------------------------------------------ blocks

    def block(self, change: Change, *, anchor: str = "", within: Fate = Fate.SAME) -> str:
        """Return a block's HTML; `anchor` is the address of a changed place, `within` the fate of what it is part of.

        What is new inside something new is not named once more, and what holds changes leaves it to them to be named.
        """
        if is_conflict(change.after):
            return self._conflict(change, anchor)
        label = _label_within(change, within)
        content = self._content(change)
        identifier = f' id="{anchor}"' if anchor else ""
        is_framed = bool(label) or (change.fate is Fate.CHANGED and not change.parts and within is Fate.SAME)
        if is_framed:
            return f'<div class="{_CLASSES[change.fate]}"{identifier}>{_label(label)}{content}</div>\n'
        return f"<div{identifier}>{content}</div>\n" if anchor else f"{content}\n"

    def _conflict(self, change: Change, anchor: str) -> str:
        self._conflicts += 1
        number = self._conflicts
        start = f'<span id="{anchor}"></span>' if anchor else ""
        about = self._words(change.words)
        title = f"Konflikt {number}{f' ({about})' if about else ''}: {UNDECIDED}"
        title = f'<p class="box-title" id="konflikt-{number}-titel">{title}</p>'
        inside = (
            "".join(
                f'<div class="version"><p>{escape(harmless(name))}</p>{self._blocks(blocks, Fate.CHANGED)}</div>'
                for name, blocks in change.versions
            )
            or f'<div class="version">{self._inside(change)}</div>'
        )
        inside = f'<div class="versions">{inside}</div>'
        return (
            f'<section class="conflict" id="konflikt-{number}" aria-labelledby="konflikt-{number}-titel">'
            f"{start}{title}{inside}</section>\n"
        )

    def _blocks(self, changes: Iterable[Change], within: Fate) -> str:
        return "".join(self.block(change, within=within) for change in changes)

    def _inside(self, change: Change) -> str:
        is_whole = change.fate in (Fate.NEW, Fate.GONE)
        return self._blocks(change.parts, change.fate if is_whole else Fate.SAME)

    def _content(self, change: Change) -> str:
        words = self._words(change.words)
        match change.element:
            case doc.Heading(level=level):
                self._level = min(level + _HEADINGS_BEFORE, self._level + 1, _DEEPEST)
                return f"<h{self._level}>{words}</h{self._level}>"
            case doc.BulletList():
                return f"<ul>{self._items(change)}</ul>"
            case doc.OrderedList(start=start):
                return f'<ol start="{start}">{self._items(change)}</ol>'
            case doc.DefinitionList():
                return f"<dl>{''.join(self._definition(item, change.fate) for item in change.parts)}</dl>"
            case doc.BlockQuote():
                return f"<blockquote>{self._inside(change)}</blockquote>"
            case doc.Container() as box:
                title = self._box_title(box, change, words)
                language = dict(box.options).get("sprache", "")
                attributes = f' lang="{escape(language)}"' if language else ""
                attributes += ' dir="rtl"' if dialect.is_right_to_left(language) else ""
                return (
                    f'<div class="box"><p class="box-title">{title}</p>'
                    f"<div{attributes}>{self._inside(change)}</div></div>"
                )
            case doc.Table() as table:
                return self._table(table, words, change)
            case doc.Figure(image=image):
                alt = self._words(change.alt) or escape(harmless(image.source))
                caption = f"<figcaption>{words}</figcaption>" if words else ""
                return f'<figure class="picture"><p>Bild: {alt}</p>{caption}</figure>'
            case doc.CodeBlock():
                return f"<pre>{words}</pre>"
            case doc.ThematicBreak():
                return "<hr>"
            case doc.Verbatim():
                return f'<div class="record">{self._record(change)}</div>'
            case _:
                return f"<p>{words}</p>{self._inside(change)}"

    def _record(self, change: Change) -> str:
        """Return what a reader sees of a generated list, or its source where both versions say the same to a reader."""
        shown = [
            harmless(self._shown.of_block(version)) if isinstance(version, doc.Verbatim) else ""
            for version in (change.before, change.after)
        ]
        if change.fate is Fate.CHANGED and shown[0] == shown[1]:
            return self._words(change.words)
        if change.fate is Fate.CHANGED:
            return f"{_wrapped(Fate.GONE, escape(shown[0]))}\n{_wrapped(Fate.NEW, escape(shown[1]))}"
        return _wrapped(change.fate, escape(shown[0] or shown[1]))

    def _box_title(self, box: doc.Container, change: Change, words: str) -> str:
        """Return a box's title, with the words of the record where its argument names one."""
        if change.fate is not Fate.CHANGED and dialect.record_named(box.argument, has_content=bool(box.blocks)):
            shown = self._shown.of_block(box)
            if shown:
                return _wrapped(change.fate, escape(harmless(shown)))
        return escape(harmless(box_title(box))) + (f": {words}" if words else "")

    def _items(self, items: Change) -> str:
        found = []
        for item in items.parts:
            element = item.element
            checked = element.checked if isinstance(element, doc.ListItem) else None
            sign = _TICKS[checked]
            found.append(_opened("li", item, items.fate, "tick" if sign else "") + sign + self._inside(item) + "</li>")
        return "".join(found)

    def _definition(self, item: Change, within: Fate) -> str:
        return f"<dt>{self._words(item.words)}</dt>" + _opened("dd", item, within) + self._inside(item) + "</dd>"

    def _table(self, table: doc.Table, caption: str, change: Change) -> str:
        lines = []
        for number, row in enumerate(change.parts):
            tag = "th" if number < table.header_rows else "td"
            label = _label_within(row, change.fate)
            cells = []
            for column, cell in enumerate(row.parts):
                attributes = _cell_attributes(cell, is_head=tag == "th", is_whole=change.fate is not Fate.CHANGED)
                named = _label(label if column == 0 else "")
                content = "".join(self.block(block, within=cell.fate) for block in cell.parts)
                cells.append(f"<{tag}{attributes}>{named}{content}</{tag}>")
            lines.append(f"<tr>{''.join(cells)}</tr>")
        head, body = "".join(lines[: table.header_rows]), "".join(lines[table.header_rows :])
        self._tables += 1
        name = f"<caption>{caption}</caption>" if caption else ""
        return (
            f'<div role="region" aria-label="Tabelle {self._tables}" tabindex="0"><table>'
            f"{name}{f'<thead>{head}</thead>' if head else ''}{f'<tbody>{body}</tbody>' if body else ''}</table></div>"
        )

    # ------------------------------------------------------------------ words

    def _words(self, pieces: Pieces) -> str:
        return "".join(_wrapped(piece.fate, self._tokens(piece.tokens)) for piece in pieces)

    def _tokens(self, tokens: Sequence[Token]) -> str:
        return marked(tokens, self._leaf, _mark)

    def _leaf(self, inline: doc.Inline) -> str:
        if inline == BREAK.leaf:
            return " ¶<br> "
        match inline:
            case doc.Text(text):
                return escape(harmless(text))
            case doc.Foreign(text, language, right_to_left):
                direction = "rtl" if right_to_left else "ltr"
                return f'<span lang="{escape(language)}" dir="{direction}">{escape(harmless(text))}</span>'
            case doc.Code(text) | doc.Math(text):
                return f"<code>{escape(harmless(text))}</code>"
            case doc.Superscript(text):
                return f"<sup>{escape(harmless(text))}</sup>"
            case doc.Subscript(text):
                return f"<sub>{escape(harmless(text))}</sub>"
            case doc.LineBreak():
                return "<br>\n"
            case doc.NoteReference(label):
                words = f'<span class="unseen">Fußnote </span>{escape(harmless(label))}'
                known = label in self._notes
                return f'<sup><a href="#{self.note_id(label)}">{words}</a></sup>' if known else f"<sup>{words}</sup>"
            case doc.Image(source, alt):
                return f'<span class="record">Bild: {escape(harmless(alt or source))}</span>'
            case doc.Role() | doc.Link() | doc.CrossReference():
                return f'<span class="record">{escape(harmless(self._shown.of_inline(inline)))}</span>'
            case _:
                return ""


def _mark(mark: doc.Inline, text: str) -> str:
    if isinstance(mark, doc.Link) and mark.target.split(":")[0] in dialect.URL_SCHEMES:
        return f'<a href="{escape(harmless(mark.target))}" rel="noreferrer">{text}</a>'
    if isinstance(mark, doc.Link | doc.CrossReference):
        return f'<span title="führt zu {escape(harmless(mark.target))}">{text}</span>'
    tag = _MARKS[type(mark)]
    return f"<{tag}>{text}</{tag}>"


def _wrapped(fate: Fate, content: str) -> str:
    """Return content marked as coming or going, for eyes and ears; blanks at its ends without being seen."""
    if fate not in _WRAPPED or not content:
        return content
    tag, said = _WRAPPED[fate]
    words = content.strip()
    if not words:
        return f'<{tag} class="blank">{content}</{tag}>'
    before, _, after = content.partition(words)
    marked_words = f'<{tag}><span class="unseen">{said}</span>{words}</{tag}>'
    return "".join(f'<{tag} class="blank">{part}</{tag}>' if part.isspace() else part
                   for part in (before, marked_words, after))  # fmt: skip


def _label(label: str) -> str:
    return f'<p class="label">{escape(label)}</p>' if label else ""


def _label_within(change: Change, within: Fate) -> str:
    """Return a record's label; what comes or goes with all it is part of needs none of its own."""
    is_said = change.fate in _WRAPPED and change.fate is within and not change.moved
    return "" if is_said else label_of(change)


def _opened(tag: str, item: Change, within: Fate, kind: str = "") -> str:
    """Return the start of an item or definition, with its label if it has one."""
    label = _label_within(item, within)
    classes = " ".join(filter(None, (kind, _CLASSES[item.fate] if label else "")))
    attributes = f' class="{classes}"' if classes else ""
    return f"<{tag}{attributes}>{_label(label)}"


def _cell_attributes(cell: Change, *, is_head: bool, is_whole: bool) -> str:
    attributes = ' scope="col"' if is_head else ""
    element = cell.element
    if isinstance(element, doc.Cell):
        attributes += f' rowspan="{element.row_span}"' if element.row_span != 1 else ""
        attributes += f' colspan="{element.column_span}"' if element.column_span != 1 else ""
    return attributes if cell.fate is Fate.SAME or is_whole else f'{attributes} class="{_CLASSES[cell.fate]}"'


def _plain_leaf(inline: doc.Inline) -> str:
    match inline:
        case doc.Text(text) | doc.Foreign(text=text) | doc.Role(content=text):
            return harmless(text)
        case doc.Code(text) | doc.Superscript(text) | doc.Subscript(text) | doc.Math(text):
            return harmless(text)
        case doc.LineBreak():
            return " "
        case _:
            return ""
