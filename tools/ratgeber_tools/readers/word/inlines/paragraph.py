"""Paragraphs: what stands in one becomes pieces of a draft.

One visible table says what is done with each element; elements that only wrap others are walked through with a
stack of our own, so no nesting can exhaust Python's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ratgeber_tools.document import Image, Inline
from ratgeber_tools.readers.word.context import Context, Story
from ratgeber_tools.readers.word.drafts import DraftPiece, ParagraphDraft, Target
from ratgeber_tools.readers.word.inlines import fields, links, notes, text, wrappers
from ratgeber_tools.readers.word.inlines.asides import Asides
from ratgeber_tools.readers.word.inlines.looks import report_lost_look
from ratgeber_tools.readers.word.namespaces import MATH, MC, W
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.styles import Style
from ratgeber_tools.readers.word.symbols import symbol_text
from ratgeber_tools.readers.word.xml import Element

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.body import BlockReader


class ParagraphReader:
    """Reads the content of one `w:p` into a draft; the handlers of this package work on it."""

    def __init__(
        self, context: Context, story: Story, blocks: BlockReader, draft: ParagraphDraft, style: Style
    ) -> None:
        self.context = context
        self.story = story
        self.blocks = blocks
        self.draft = draft
        self.style = style
        self.asides = Asides()
        self.plain = self.look = context.looks.plain(style)
        self.targets: list[Target | None] = []  # of the hyperlinks open around the place
        self.bookmarks: list[str] = []
        self.passages: dict[str, str] = {}  # bookmarks of an export open around the place, by their id
        self._stack: list[tuple[Iterator[Element], Callable[[], None] | None]] = []
        self._floating: list[DraftPiece] = []
        self._letters = self._underlined = self._capitals = 0

    def read(self, element: Element) -> None:
        """Read everything in `element` (a `w:p` or anything that holds runs)."""
        if self.story.fields.dropped:
            self.story.fields.dropped.append(" ")  # a field goes on over several paragraphs
        self.enter(element)
        stack = self._stack
        handlers = _HANDLERS
        while stack:
            iterator, leave = stack[-1]
            child = next(iterator, None)
            if child is None:
                stack.pop()
                if leave is not None:
                    leave()
                continue
            tag = child.tag
            handler = handlers.get(tag)
            if handler is not None:
                handler(self, child)
            elif tag not in _IGNORED and isinstance(tag, str) and len(child):
                self.enter(child)  # unknown wrappers are looked into: text must not get lost
        if self._floating:
            self._settle_floating()
        if self.asides.is_due or self.asides.inserted or self.asides.highlighted:
            self.asides.report(self.draft, self.context.report, is_end=True)
        if self.bookmarks:
            self.draft.bookmarks += tuple(self.bookmarks)
        if self._letters:
            self.draft.underlined = self._underlined == self._letters
            self.draft.capitals = self._capitals == self._letters

    def enter(self, children: Iterable[Element], leave: Callable[[], None] | None = None) -> None:
        """Go on with `children`; `leave` is called behind the last."""
        self._stack.append((iter(children), leave))

    @property
    def is_left_out(self) -> bool:
        """Whether the place is in a list Word made, which the chapter does without."""
        if self.context.literal:
            return False
        return self.story.fields.dropped is not None or self.draft.role in (
            StyleRole.CONTENTS,
            StyleRole.CONTENTS_HEADING,
        )

    @property
    def target(self) -> Target | None:
        """Where a link around the place leads."""
        return self.targets[-1] if self.targets else self.story.fields.target

    def add_text(self, words: str) -> None:
        """Add words where they belong: to the chapter, or to what is reported instead."""
        look = self.look
        if look.symbol_font:
            words = symbol_text(look.symbol_font, words)
        if "\n" in words:
            words = words.replace("\n", " ")
        if not self.takes(words):
            return
        letters = len(words.strip())
        if letters:
            draft = self.draft
            draft.size = min(draft.size, look.size) if draft.size else look.size
            self._letters += letters
            self._capitals += letters if look.capitals else 0
            if self.target is None and (look.underlined or look.coloured):
                self._underlined += letters if look.underlined else 0
                report_lost_look(self.context.report, look)
            if look.highlighted:
                self.asides.highlighted.append(words)
        self.put(words)

    def add_object(self, inline: Inline, words: str = "") -> None:
        """Add something that is not text; where it does not belong to the chapter, `words` stand for it."""
        if self.takes(words):
            self.put(inline)

    def add_image(self, image: Image, target: Target | None, *, floats: bool = False) -> bool:
        """Add a picture, which may be a link of its own; say whether it belongs to the chapter.

        One that `floats` beside the text stands in no sentence: it comes behind the paragraph.
        """
        belongs = self.takes(image.alt)
        if belongs and floats:
            self._floating.append(DraftPiece(image, target=target or self.target))
        elif belongs:
            self._append(image, target or self.target)
        return belongs

    def _settle_floating(self) -> None:
        """Put floating pictures behind the paragraph, each alone; into it if nothing else is there."""
        draft = self.draft
        if draft.is_empty and draft.label is None:
            draft.pieces.extend(self._floating)
            return
        draft.after[:0] = [ParagraphDraft([piece], position=draft.position) for piece in self._floating]

    def takes(self, words: str) -> bool:
        """Say whether words met here belong to the chapter; if not, they were put where they do."""
        asides, fields_ = self.asides, self.story.fields
        if asides.deleting:
            asides.deleted.append(words)
        elif asides.moving:
            asides.moved.append(words)
        elif fields_.in_instruction:
            fields_.swallow(words)
        elif fields_.dropped is not None and not self.context.literal:
            fields_.dropped.append(words)
        elif self.look.hidden:
            asides.hidden.append(words)
        else:
            if asides.inserting:
                asides.inserted.append(words)
            self.context.comments.add(words)
            return True
        return False

    def put(self, content: str | Inline) -> None:
        """Add to the draft without asking."""
        self._append(content, self.target)

    def _append(self, content: str | Inline, target: Target | None) -> None:
        if self.asides.is_due:
            self.asides.report(self.draft, self.context.report)
        look = self.look
        self.draft.pieces.append(DraftPiece(content, look.marks, target, look.language, tuple(self.passages.values())))


_HANDLERS: dict[str, Callable[[ParagraphReader, Element], None]] = {
    f"{W}r": text.run,
    f"{W}t": text.words,
    f"{W}tab": text.tab,
    f"{W}ptab": text.tab,
    f"{W}br": text.line_break,
    f"{W}cr": text.line_break,
    f"{W}noBreakHyphen": text.no_break_hyphen,
    f"{W}softHyphen": text.soft_hyphen,
    f"{W}sym": text.symbol_character,
    f"{W}delText": text.deleted_words,
    f"{W}ruby": text.ruby,
    f"{MATH}oMath": text.formula,
    f"{W}hyperlink": links.hyperlink,
    f"{W}bookmarkStart": links.bookmark,
    f"{W}bookmarkEnd": links.bookmark_end,
    f"{W}footnoteReference": notes.note_reference,
    f"{W}endnoteReference": notes.note_reference,
    f"{W}commentRangeStart": notes.comment_start,
    f"{W}commentRangeEnd": notes.comment_end,
    f"{W}commentReference": notes.comment_reference,
    f"{W}fldChar": fields.field_character,
    f"{W}instrText": fields.instruction,
    f"{W}fldSimple": fields.simple_field,
    f"{W}ins": wrappers.inserted,
    f"{W}moveTo": wrappers.inserted,
    f"{W}del": wrappers.deleted,
    f"{W}moveFrom": wrappers.moved_away,
    f"{W}sdt": wrappers.content_control,
    f"{W}drawing": wrappers.drawing,
    f"{W}pict": wrappers.drawing,
    f"{W}object": wrappers.drawing,
    f"{MC}AlternateContent": wrappers.alternatives,
}

#: Elements that say nothing to a reader of the guide, or that were read elsewhere.
_IGNORED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "permStart", "permEnd",
        "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "delInstrText", "fldData", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "pgNum",
    )
)  # fmt: skip
