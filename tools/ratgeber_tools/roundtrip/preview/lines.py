"""What a merge changes in a chapter, as lines for the terminal: sentence by sentence, each under its heading."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ratgeber_tools import document as doc
from ratgeber_tools.prose import sentences
from ratgeber_tools.prose.comparison import Mark, SentenceChange, SentencePiece, compare_sentences, compare_words
from ratgeber_tools.roundtrip.merge.tokens import BREAK
from ratgeber_tools.roundtrip.preview.changes import (
    Change,
    DocumentChanges,
    Element,
    Fate,
    Pieces,
    conflicts,
    headed,
    is_conflict,
)
from ratgeber_tools.roundtrip.preview.words import (
    NOTHING,
    PlainWords,
    RecordWords,
    advice,
    box_title,
    directive_name,
    harmless,
    label_of,
    marked,
)

LEGEND = "[-gestrichen-] {+eingefügt+}; was bleibt, wie es ist, steht nicht da."
_WIDTH = 100
_INDENT = "  "
_SIGNS = {Mark.KEPT: ("", ""), Mark.ADDED: ("{+", "+}"), Mark.REMOVED: ("[-", "-]")}
_FATES = {Fate.NEW: "neu", Fate.GONE: "gestrichen"}
_MARKS: dict[type, str] = {doc.Strong: "**", doc.Emphasis: "*", doc.Strikethrough: "~~"}
#: Of words that stay, so many letters are shown beside a change.
_BESIDE = 60
#: What elements are called, and where something in them is; paragraphs, items, rows and cells need no name.
_NAMES: tuple[tuple[type, str, str], ...] = (
    (doc.Heading, "Überschrift", "in der Überschrift"),
    (doc.BulletList, "Liste", "in der Liste"),
    (doc.OrderedList, "Liste", "in der Liste"),
    (doc.DefinitionList, "Begriffe", ""),
    (doc.Table, "Tabelle", "in der Tabelle"),
    (doc.Figure, "Abbildung", "in der Abbildung"),
    (doc.CodeBlock, "Code", "im Code"),
    (doc.BlockQuote, "Zitat", "im Zitat"),
    (doc.ThematicBreak, "Trennlinie", ""),
)


def preview_lines(changes: DocumentChanges, *, shown: RecordWords | None = None) -> Iterator[str]:
    """Yield the legend, then what changes in sentences under their headings; one sentence if nothing does."""
    if changes.is_empty and all(change.is_quiet for change in changes.all):
        yield NOTHING
        return
    teller = _Teller(shown or PlainWords())
    yield LEGEND
    named: Change | str | None = ""
    for heading, change in headed(changes.blocks):
        if not change.is_quiet:
            if heading is not named:
                named = heading
                yield from ("", *_filled(teller.title(heading), 0))
            yield from teller.lines(change)
    for note in changes.notes:
        if not all(change.is_quiet for change in note.blocks):
            yield from ("", f"Fußnote {harmless(note.label)}")
            for change in note.blocks:
                yield from teller.lines(change)
    undecided = tuple(conflicts(changes.all))
    if undecided:
        yield from ("", *_filled(advice(undecided), 0))


class _Teller:
    def __init__(self, shown: RecordWords) -> None:
        self._shown = shown

    def title(self, heading: Change | None) -> str:
        """Return the words of the heading changes stand under."""
        if heading is None:
            return "Am Anfang"
        before, after = self._versions(heading)
        return after or before or "(Überschrift ohne Wörter)"

    def lines(self, change: Change, *place: str) -> Iterator[str]:
        """Yield what is to be told of one record; `place` says where it stands inside other elements."""
        if change.is_quiet:
            return
        if is_conflict(change.after):
            yield from self._conflict(change, place)
        elif change.fate in _FATES:
            name, _ = _called(change.element)
            yield from _told(place, _FATES[change.fate], list(self._plain(change)), name)
        else:
            yield from self._changed(change, place)

    def _conflict(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        about = ": ".join(filter(None, ("Konflikt", self._versions(change)[1])))
        yield from _told(place, about, ())
        for name, blocks in change.versions:
            yield from _filled(harmless(name), 2)
            for block in blocks:
                for leaf in self._leaves(block):
                    yield from _filled(leaf, 3)
        for block in change.parts:
            for leaf in self._leaves(block):
                yield from _filled(leaf, 2)

    def _changed(self, change: Change, place: tuple[str, ...]) -> Iterator[str]:
        _, where = _called(change.element)
        inside = (*place, *filter(None, [where]))
        told = list(self._sentences(change))
        if label := label_of(change):
            kept = [] if told else [_beginning(" ".join(self._plain(change)))]
            yield from _told([f"{' '.join(place)}:"] if place else (), label, [*(text for _, text in told), *kept])
        elif change.fate is Fate.CHANGED and not told and not change.parts:
            yield from _told(inside, "umgestellt", [_beginning(" ".join(self._plain(change)))])
        else:
            for fate, text in told:
                yield from _told(inside, fate, [text])
        for number, part in enumerate(change.parts):
            beside = ""
            if isinstance(change.element, doc.Row) and number:
                beside = " ".join(self._plain(change.parts[0]))
            elif isinstance(change.element, doc.Definition):
                beside = self._versions(change)[1]
            yield from self.lines(part, *inside, *([f"bei „{_beginning(beside)}“"] if beside else []))

    # ------------------------------------------------------------------ words

    def _sentences(self, change: Change) -> Iterator[tuple[str, str]]:
        """Yield what becomes of each sentence of the record itself (`neu`, `gestrichen`, `geändert`), and its words."""
        before, after = (
            text.split("\n") if isinstance(change.element, doc.Verbatim | doc.CodeBlock) else sentences.split(text)
            for text in self._versions(change)
        )
        is_one = len(before) == len(after) == 1 and before != after
        for sentence in [SentenceChange(*before, *after)] if is_one else compare_sentences(before, after):
            if sentence.old and sentence.new:
                yield "geändert", _signed(sentence.pieces())
            else:
                yield ("neu" if sentence.new else "gestrichen"), sentence.new or sentence.old

    def _plain(self, change: Change) -> Iterator[str]:
        """Yield the words of a record as they will be, or were if it goes; an item's without the sign before it."""
        for each in change.parts if isinstance(change.element, doc.ListItem) else (change,):
            yield from self._leaves(each, is_signed=False)

    def _leaves(self, change: Change, *, is_signed: bool = True) -> Iterator[str]:
        """Yield all words of a record, those of each paragraph, item or row by themselves; signed with what becomes."""
        inner = [leaf for part in change.parts for leaf in self._leaves(part, is_signed=is_signed)]
        inner += [leaf for version in change.versions for part in version.blocks for leaf in self._leaves(part)]
        match change.element:
            case doc.Row():
                yield " | ".join(" ".join(self._leaves(cell, is_signed=is_signed)) for cell in change.parts)
                return
            case doc.ListItem(checked=checked):
                sign = {None: "–", True: "☑", False: "☐"}[checked]
                yield " ".join((sign, *inner[:1]))
                yield from inner[1:]
                return
            case doc.ThematicBreak():
                yield "———"
            case doc.Container() as box if is_signed:
                yield f"Kasten „{box_title(box)}“"
            case _:
                pass
        before, after = self._versions(change)
        if is_signed and (before or after):
            yield _signed(compare_words(before, after))
        else:
            yield from filter(None, (after or before).split("\n"))
        yield from inner

    def _versions(self, change: Change) -> tuple[str, str]:
        """Return the record's own words as they were and as they will be, without those of its parts."""
        if isinstance(change.element, doc.Verbatim):
            before, after = (
                harmless(self._shown.of_block(version)) if isinstance(version, doc.Verbatim) else ""
                for version in (change.before, change.after)
            )
            if change.fate is not Fate.CHANGED or before != after:
                return before, after
        before, after = self._texts(change.words)
        if isinstance(change.element, doc.Figure):
            was, is_now = self._texts(change.alt)
            return f"[Bild: {was}] {before}".strip(), f"[Bild: {is_now}] {after}".strip()
        return before, after

    def _texts(self, pieces: Pieces) -> tuple[str, str]:
        mark = partial(_mark, _changed_targets(pieces))
        before, after = (
            marked(
                [token for piece in pieces if piece.fate in (Fate.SAME, fate) for token in piece.tokens],
                partial(_leaf, self._shown),
                mark,
            ).strip()
            for fate in (Fate.GONE, Fate.NEW)
        )
        return before, after


def _called(element: Element) -> tuple[str, str]:
    """Return what an element is called, and the words for a place in it; both empty for what needs no name."""
    match element:
        case doc.Container():
            name = f"Kasten „{box_title(element)}“"
            return name, f"im {name}"
        case doc.Verbatim():
            directive = directive_name(element)
            name = f"Baustein {{{directive}}}" if directive else "Baustein"
            return name, f"im {name}"
        case _:
            return next(((name, where) for kind, name, where in _NAMES if isinstance(element, kind)), ("", ""))


def _told(place: Iterable[str], what: str, leaves: Sequence[str], name: str = "") -> Iterator[str]:
    """Yield a place and what happens there before the words it happens to: beside it, or below if they are many."""
    start = " ".join((*place, what))
    start = ": ".join(filter(None, (start[0].upper() + start[1:], name)))
    if len(leaves) == 1:
        yield from _filled(f"{start}: {leaves[0]}", 1)
        return
    yield from _filled(start if name else f"{start}:", 1)
    for leaf in leaves:
        yield from _filled(leaf, 2)


def _signed(pieces: Iterable[SentencePiece]) -> str:
    """Return the words with what goes and comes between signs; of many that stay only those beside a change."""
    found = tuple(pieces)
    words = []
    for at, (fate, text) in enumerate(found):
        before, after = _SIGNS[fate]
        is_long = fate is Mark.KEPT and len(text) > 2 * _BESIDE and len(found) > 1
        beside = _beside_change(text, is_first=at == 0, is_last=at == len(found) - 1) if is_long else text
        words.append(f"{before}{beside}{after}")
    return " ".join(words)


def _beside_change(text: str, *, is_first: bool, is_last: bool) -> str:
    head = "" if is_first else text[:_BESIDE].rsplit(None, 1)[0]
    tail = "" if is_last else text[-_BESIDE:].split(None, 1)[-1]
    return " ".join(filter(None, (head, "…", tail)))


def _beginning(text: str) -> str:
    return textwrap.shorten(text, _BESIDE, placeholder=" …")


def _leaf(shown: RecordWords, inline: doc.Inline) -> str:
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


def _filled(text: str, depth: int) -> Iterator[str]:
    """Yield the lines of a text, none longer than the terminal is taken to be."""
    yield from textwrap.wrap(
        text, _WIDTH, initial_indent=_INDENT * depth, subsequent_indent=_INDENT * (depth + 1),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
