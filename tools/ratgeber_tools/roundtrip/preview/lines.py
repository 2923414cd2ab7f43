"""What a merge changes in a chapter, as lines for the terminal: only the places, each under its heading."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import partial

from ratgeber_tools import document as doc
from ratgeber_tools.roundtrip.merge.alignment import Cluster
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token, tokens_of
from ratgeber_tools.roundtrip.preview.changes import Change, Fate, Pieces, conflicts, headed, is_conflict
from ratgeber_tools.roundtrip.preview.comparison import compare
from ratgeber_tools.roundtrip.preview.words import (
    NOTHING,
    PlainWords,
    Shown,
    advice,
    harmless,
    kind_of,
    label_of,
    marked,
)

LEGEND = "[-gestrichen-] {+eingefügt+}; was bleibt, wie es ist, steht nicht da."
_WIDTH = 100
_INDENT = "  "
_SIGNS = {Fate.SAME: ("", ""), Fate.NEW: ("{+", "+}"), Fate.GONE: ("[-", "-]"), Fate.CHANGED: ("", "")}
_MARKS: dict[type, str] = {doc.Strong: "**", doc.Emphasis: "*", doc.Strikethrough: "~~"}
#: Of words that stay, so many letters are shown beside a change.
_BESIDE = 60


def preview_lines(ours: doc.Document, merged: doc.Document, *, shown: Shown | None = None) -> Iterator[str]:
    """Yield what becomes of `ours` in `merged`: the legend, then each changed place; one sentence if there is none."""
    changes = compare(ours, merged)
    if changes.is_empty and all(change.is_quiet for change in changes.all):
        yield NOTHING
        return
    writer = _Writer(shown or PlainWords())
    yield LEGEND
    named: Change | str | None = ""
    for heading, change in headed(changes.blocks):
        if change.is_quiet:
            continue
        if heading is not named:
            named = heading
            yield ""
            yield writer.title(heading)
        yield from writer.lines(change, ())
    for note in changes.notes:
        if not all(change.is_quiet for change in note.blocks):
            yield ""
            yield f"Fußnote {harmless(note.label)}"
            for change in note.blocks:
                yield from writer.lines(change, ())
    undecided = tuple(conflicts(changes.all))
    if undecided:
        yield ""
        yield from _filled(advice(undecided), 0)


class _Writer:
    def __init__(self, shown: Shown) -> None:
        self._shown = shown

    def title(self, heading: Change | None) -> str:
        """Return the line that names the heading changes stand under."""
        if heading is None:
            return "Am Anfang"
        tokens = [token for piece in heading.words if piece.fate is not Fate.GONE for token in piece.tokens]
        words = self._text(tokens) or self._words(heading.words)
        level = heading.element.level if isinstance(heading.element, doc.Heading) else 1
        return f"{'#' * level} {words}"

    def lines(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        """Yield the lines of one record; `place` says where it stands inside other elements."""
        if change.is_quiet:
            return
        if is_conflict(change.after):
            yield from self._conflict(change, place)
        elif change.fate in (Fate.NEW, Fate.GONE):
            yield from self._whole(change, place)
        else:
            yield from self._changed(change, place)

    # ------------------------------------------------------------------ kinds of records

    def _conflict(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        about = self._words(change.words, signs=False)
        yield from _filled(": ".join(filter(None, (*place, "Konflikt", about))) + ":", 1)
        for name, blocks in change.versions:
            yield f"{_INDENT * 2}{harmless(name)}"
            for block in blocks:
                yield from self._content(block, 3)
        for block in change.parts:
            yield from self._content(block, 2)

    def _whole(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        label = ": ".join([*place, label_of(change)])
        content = list(self._content(change, 2, signs=False))
        is_part = isinstance(change.element, doc.ListItem | doc.Row | doc.Cell)
        if len(content) == 1 and (is_part or not change.parts):
            yield from _filled(f"{label}: {content[0].strip().removeprefix('- ')}", 1)
        elif isinstance(change.element, doc.Container):
            yield from _filled(f"{label}: {content[0].strip()}", 1)
            yield from content[1:]
        else:
            yield from _filled(f"{label}: {kind_of(change.element)}", 1)
            yield from content

    def _changed(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        label = label_of(change)
        if not change.parts:
            words = self._of_block(change)
            if isinstance(change.element, doc.Figure):
                words = f"[Bild: {self._words(change.alt, shorten=True)}] {words}".strip()
            kind = () if isinstance(change.element, doc.Paragraph | doc.Heading | Cluster) else _called(change)
            yield from _filled(": ".join(filter(None, (*place, *kind, label, words))), 1)
            return
        has_own = any(piece.fate is not Fate.SAME for piece in (*change.words, *change.alt))
        if label or has_own:
            own = self._words(change.words, shorten=True) if has_own or label else ""
            yield from _filled(": ".join(filter(None, (*place, *_called(change), label, own))), 1)
        yield from self._parts(change, place)

    def _parts(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        called = (*place, *_called(change))
        as_was = as_will_be = 0
        for part in change.parts:
            as_was += part.before is not None
            as_will_be += part.after is not None
            number = as_will_be if part.after is not None else as_was
            match part.element:
                case doc.ListItem():
                    yield from self._part(part, (*called, f"Punkt {number}"))
                case doc.Definition(term=term):
                    yield from self._part(part, (*called, self._text(tokens_of(term)) or f"Eintrag {number}"))
                case doc.Row():
                    yield from self._row(part, (*called, f"Zeile {number}"))
                case _:
                    yield from self.lines(part, called)

    def _row(self, row: Change, place: tuple[str, ...]) -> Iterator[str]:
        if row.is_quiet:
            return
        if row.fate in (Fate.NEW, Fate.GONE):
            yield from self._whole(row, place)
            return
        if row.moved:
            yield from _filled(": ".join((*place, label_of(row))), 1)
        for column, cell in enumerate(row.parts, start=1):
            yield from self._part(cell, (*place[:-1], f"{place[-1]}, Spalte {column}"))

    def _part(self, part: Change, place: tuple[str, ...]) -> Iterator[str]:
        """Yield the lines of an item or cell."""
        if part.is_quiet:
            return
        if part.fate in (Fate.NEW, Fate.GONE):
            yield from self._whole(part, place)
            return
        label = label_of(part)
        if label or any(piece.fate is not Fate.SAME for piece in part.words):
            yield from _filled(": ".join(filter(None, (*place, label, self._words(part.words, shorten=True)))), 1)
            if all(block.is_quiet for block in part.parts):
                for block in part.parts[:1]:
                    yield from self._content(block, 2)
        for block in part.parts:
            yield from self.lines(block, place)

    # ------------------------------------------------------------------ words

    def _content(self, change: Change, depth: int, *, signs: bool = True) -> Iterator[str]:
        """Yield all words of a record, an element below the other."""
        match change.element:
            case doc.Row():
                cells = [self._content(cell, 0, signs=signs) for cell in change.parts]
                yield from _filled(" | ".join(" ".join(map(str.strip, lines)) for lines in cells), depth)
                return
            case doc.ListItem(checked=checked):
                sign = {None: "- ", True: "- [x] ", False: "- [ ] "}[checked]
                inner = [line for block in change.parts for line in self._content(block, depth + 1, signs=signs)]
                yield from _filled(sign + inner[0].strip() if inner else sign, depth)
                yield from inner[1:]
                return
            case doc.ThematicBreak():
                yield f"{_INDENT * depth}---"
                return
            case _:
                pass
        own = self._of_block(change, signs=signs)
        if isinstance(change.element, doc.Figure):
            own = f"[Bild: {self._words(change.alt, signs=signs)}] {own}".strip()
        if isinstance(change.element, doc.Container):
            own = f"{kind_of(change.element)}: {own}".removesuffix(": ")
        if own:
            yield from _filled(own, depth)
        for blocks in (change.parts, *(version.blocks for version in change.versions)):
            for block in blocks:
                yield from self._content(block, depth + bool(own), signs=signs)

    def _of_block(self, change: Change, *, signs: bool = True) -> str:
        if isinstance(change.element, doc.Verbatim):
            words = [
                harmless(self._shown.of_block(version)) if isinstance(version, doc.Verbatim) else ""
                for version in (change.before, change.after)
            ]
            if words[0] != words[1] and all(words):
                return f"[-{words[0]}-] {{+{words[1]}+}}"
            if change.fate is not Fate.CHANGED:
                return words[0] or words[1]
        return self._words(change.words, signs=signs, shorten=signs and change.fate is Fate.CHANGED)

    def _words(self, pieces: Pieces, *, signs: bool = True, shorten: bool = False) -> str:
        found: list[str] = []
        last = len(pieces) - 1
        told = _changed_targets(pieces)
        for at, piece in enumerate(pieces):
            text = self._text(piece.tokens, told)
            before, after = _SIGNS[piece.fate] if signs else ("", "")
            if not before:
                found.append(_shortened(text, is_first=at == 0, is_last=at == last) if shorten else text)
                continue
            words = text.strip()
            if not words:
                found.append(text)  # blanks only; nobody sees them come or go
                continue
            head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            found.append(f"{head}{before}{words}{after}{tail}")
        return "".join(found)

    def _text(self, tokens: Iterable[Token], told: frozenset[str] = frozenset()) -> str:
        return marked(tuple(tokens), partial(_leaf, self._shown), partial(_mark, told))


def _called(change: Change) -> tuple[str, ...]:
    """Return how an element with parts is called in the place of its parts."""
    if isinstance(change.element, doc.ListItem | doc.Definition | doc.Row):
        return ()
    return (kind_of(change.element),)


def _leaf(shown: Shown, inline: doc.Inline) -> str:
    if inline == BREAK.leaf:
        return " ¶ "
    match inline:
        case doc.Text(text) | doc.Foreign(text=text):
            return harmless(text)
        case doc.Code(text):
            return f"`{harmless(text)}`"
        case doc.Superscript(text):
            return f"^{harmless(text)}"
        case doc.Subscript(text):
            return f"_{harmless(text)}"
        case doc.Math(tex):
            return f"${harmless(tex)}$"
        case doc.LineBreak():
            return " / "
        case doc.NoteReference(label):
            return f"[^{harmless(label)}]"
        case doc.Image(source, alt):
            return f"[Bild: {harmless(alt or source)}]"
        case doc.Role() | doc.Link() | doc.CrossReference():
            return f"[{harmless(shown.of_inline(inline))}]"
        case _:
            return ""


def _changed_targets(pieces: Pieces) -> frozenset[str]:
    """Return where links lead that come or go; that a link stays needs no words."""
    targets: dict[Fate, set[str]] = {fate: set() for fate in Fate}
    for piece in pieces:
        for token in piece.tokens:
            links = (mark for mark in token.marks if isinstance(mark, doc.Link | doc.CrossReference))
            targets[piece.fate] |= {link.target for link in links}
    return frozenset((targets[Fate.NEW] ^ targets[Fate.GONE]) - targets[Fate.SAME])


def _mark(told: frozenset[str], mark: doc.Inline, text: str) -> str:
    if isinstance(mark, doc.Link | doc.CrossReference):
        return f"{text} <{harmless(mark.target)}>" if mark.target in told else text
    sign = _MARKS.get(type(mark), "")
    return f"{sign}{text}{sign}"


def _shortened(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return words that stay with only what stands beside a change."""
    if len(text) <= 2 * _BESIDE:
        return text
    head = "" if is_first else text[:_BESIDE].rsplit(None, 1)[0]
    tail = "" if is_last else text[-_BESIDE:].split(None, 1)[-1]
    return (f"{head} " if head else "") + "…" + (f" {tail}" if tail else "")


def _filled(text: str, depth: int) -> Iterator[str]:
    """Yield the lines of a text that may hold line ends, none longer than the terminal is taken to be."""
    indent = _INDENT * depth
    for number, line in enumerate(re.split(r"\n", text)):
        first = indent if number == 0 else indent + _INDENT
        yield from textwrap.wrap(
            line, _WIDTH, initial_indent=first, subsequent_indent=indent + _INDENT, break_long_words=False,
            break_on_hyphens=False, replace_whitespace=False,
        )  # fmt: skip
