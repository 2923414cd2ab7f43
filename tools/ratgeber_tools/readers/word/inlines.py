"""Paragraphs: runs and what stands between them become pieces of a draft.

One visible table says what is done with each element; elements that only wrap others are walked through with a
stack of our own, so no nesting can exhaust Python's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ratgeber_tools.dialect import is_allowed_address
from ratgeber_tools.document import Image, Inline, LineBreak, Math, NoteReference
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word import fields as fields_module
from ratgeber_tools.readers.word.context import Context, Story, Waiting
from ratgeber_tools.readers.word.drafts import (
    CODE,
    EMPHASIS,
    STRIKE,
    STRONG,
    SUBSCRIPT,
    SUPERSCRIPT,
    Language,
    ParagraphDraft,
    Piece,
    Target,
)
from ratgeber_tools.readers.word.languages import language_of
from ratgeber_tools.readers.word.math import tex_of
from ratgeber_tools.readers.word.namespaces import MATH, MC, UNDERSTOOD_PREFIXES, VAL, W14, R, W
from ratgeber_tools.readers.word.properties import PLAIN, RunProperties, read_run_properties
from ratgeber_tools.readers.word.report import quoted
from ratgeber_tools.readers.word.revisions import report_deletion, report_insertion, report_move
from ratgeber_tools.readers.word.styles import Style
from ratgeber_tools.readers.word.symbols import SYMBOL_FONTS, symbol, symbol_text
from ratgeber_tools.readers.word.xml import Element, text_of

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.body import BlockReader

CHECKED_BOX = "☒"
EMPTY_BOX = "☐"


class Look(NamedTuple):
    """How a run looks, its styles and the paragraph's worked in."""

    marks: int
    language: Language | None
    hidden: bool
    symbol_font: str
    size: int
    underlined: bool


class ParagraphReader:
    """Reads the content of one `w:p` into a draft."""

    def __init__(
        self, context: Context, story: Story, blocks: BlockReader, draft: ParagraphDraft, style: Style
    ) -> None:
        self.context = context
        self.story = story
        self.blocks = blocks
        self.draft = draft
        self.style = style
        self._stack: list[tuple[Iterator[Element], Callable[[], None] | None]] = []
        self._targets: list[Target | None] = []
        self._deleting = 0
        self._moving = 0
        self._inserting = 0
        self._deleted: list[str] = []
        self._moved: list[str] = []
        self._inserted: list[str] = []
        self._hidden: list[str] = []
        plain = context.plain_looks.get(style.id)
        if plain is None:
            plain = context.plain_looks[style.id] = self._look(PLAIN)
        self._plain = self._now = plain
        self._underlined = self._seen = 0

    def read(self, element: Element) -> None:
        """Read everything in `element` (a `w:p` or anything that holds runs)."""
        self._enter(element)
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
                self._enter(child)  # unknown wrappers are looked into: text must not get lost
        if self._deleted or self._hidden or self._moved or self._inserted:
            self._flush()
        if self._seen and self._underlined == self._seen:
            self.draft.underlined = True

    # ------------------------------------------------------------------ walking

    def _enter(self, children: Iterable[Element], leave: Callable[[], None] | None = None) -> None:
        self._stack.append((iter(children), leave))

    def run(self, element: Element) -> None:
        properties = element.find(_RUN_PROPERTIES)
        self._now = self._plain if properties is None else self._look(read_run_properties(properties))
        self._enter(element)

    def _look(self, properties: RunProperties) -> Look:
        context = self.context
        character = context.styles.character(properties.style)
        char, base = character.run, self.style.run
        own = self.style.carries_emphasis
        marks = 0
        if _toggle(properties.bold, char.bold, base.bold if own else None):
            marks |= STRONG
        if _toggle(properties.italic, char.italic, base.italic if own else None):
            marks |= EMPHASIS
        if _toggle(properties.strike, char.strike, base.strike if own else None):
            marks |= STRIKE
        raised = properties.raised or char.raised
        if raised == "superscript":
            marks |= SUPERSCRIPT
        elif raised == "subscript":
            marks |= SUBSCRIPT
        if character.is_code:
            marks |= CODE
        font = properties.font or char.font or base.font or ""
        return Look(
            marks,
            language_of(properties, char, context.language),
            _toggle(properties.hidden, char.hidden, base.hidden),
            font if font.lower() in SYMBOL_FONTS else "",
            properties.size or char.size or base.size or context.styles.defaults.size or 20,
            bool(properties.underline if properties.underline is not None else char.underline),
        )

    # ------------------------------------------------------------------ text

    def text(self, element: Element) -> None:
        if element.text:
            self.add_text(element.text)

    def add_text(self, text: str) -> None:
        """Add words where they belong: to the chapter, or to what is reported instead."""
        look = self._now
        if look.symbol_font:
            text = symbol_text(look.symbol_font, text)
        if "\n" in text:
            text = text.replace("\n", " ")
        if not self._divert(text):
            stripped = len(text.strip())
            if stripped:
                draft = self.draft
                draft.size = min(draft.size, look.size) if draft.size else look.size
                self._seen += stripped
                if look.underlined and not self._targets and self.story.fields.target is None:
                    self._underlined += stripped
            self._put(text)

    def _divert(self, text: str) -> bool:
        """Send words that are not part of the text to their place; say whether that was so."""
        fields = self.story.fields
        if self._deleting:
            self._deleted.append(text)
        elif self._moving:
            self._moved.append(text)
        elif fields.in_instruction:
            fields.swallow(text)
        elif fields.dropped is not None:
            if self.context.literal:
                return False
            fields.dropped.append(text)
        elif self._now.hidden:
            self._hidden.append(text)
        else:
            if self._inserting:
                self._inserted.append(text)
            self.context.comments.add(text)
            return False
        return True

    def _put(self, content: str | Inline) -> None:
        look = self._now
        if self._deleted or self._hidden or self._moved or (self._inserted and not self._inserting):
            self._flush()
        target = self._targets[-1] if self._targets else self.story.fields.target
        self.draft.pieces.append(Piece(content, look.marks, target, look.language))

    def put_object(self, inline: Inline, words: str = "") -> None:
        """Add something that is not text, unless it is deleted, hidden or in a generated list."""
        if not self._divert(words):
            self._put(inline)

    def tab(self, element: Element) -> None:
        self.add_text("\t")

    def line_break(self, element: Element) -> None:
        # the end of a page or column is one too: text on both sides of it must not run together
        self.put_object(LineBreak(), " ")

    def no_break_hyphen(self, element: Element) -> None:
        self.add_text("\u2011")

    def soft_hyphen(self, element: Element) -> None:
        self.add_text("\u00ad")

    def symbol(self, element: Element) -> None:
        character = symbol(element.get(f"{W}font", ""), element.get(f"{W}char", ""))
        if character is None:
            self.context.report.add(
                Code.CONTENT_REVIEW,
                f"Ein Sonderzeichen der Schrift „{element.get(f'{W}font', '')}“ ist unbekannt und fehlt im Kapitel: "
                "Setzen Sie ein gewöhnliches Zeichen.",
                words=self.draft.text[-40:],
            )
            return
        self.add_text(character)

    def deleted_text(self, element: Element) -> None:
        self._deleted.append(element.text or "")

    # ------------------------------------------------------------------ links and references

    def hyperlink(self, element: Element) -> None:
        identifier, anchor = element.get(f"{R}id"), element.get(f"{W}anchor", "")
        target: Target | None = None
        if identifier is not None:
            link = self.story.relationships.get(identifier)
            if link is not None:
                address = link.target
                target = self.checked_target(Target(f"{address}#{anchor}" if anchor else address, internal=False))
        elif anchor:
            target = self.checked_target(Target(anchor, internal=True))
        self._targets.append(target)
        self._enter(element, self._leave_hyperlink)

    def _leave_hyperlink(self) -> None:
        self._targets.pop()

    def checked_target(self, target: Target) -> Target | None:
        """Return a target a chapter may have; None, and a finding, for any other."""
        address = target.address.strip()
        if not target.internal and address.startswith("#"):
            target = Target(address[1:], internal=True)
        if target.internal:
            self.context.referenced.add(target.address)
            return target
        if address.lower().startswith("www."):
            address = f"https://{address}"
        if is_allowed_address(address) and ":" in address:
            return Target(address.replace(" ", "%20").replace("\\", "/"), internal=False)
        if not address:
            return None
        reason = "führt zu einer Datei auf einem fremden Rechner" if _is_path(address) else "hat keine erlaubte Adresse"
        self.context.report.add(
            Code.LINK_DROPPED,
            f"Ein Link {reason} ({quoted(address)}); seine Wörter stehen ohne Link im Kapitel: "
            "Setzen Sie eine Webadresse, eine E-Mail-Adresse oder eine Telefonnummer.",
            words=address,
        )
        return None

    def bookmark(self, element: Element) -> None:
        name = element.get(f"{W}name", "")
        if name and name != "_GoBack":
            self.draft.bookmarks = (*self.draft.bookmarks, name)

    def note_reference(self, element: Element) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        identifier = element.get(f"{W}id", "")
        context = self.context
        if self._deleting or self._moving or self._now.hidden:
            self._divert(f" {context.note_words(kind, identifier)} ")
            return
        key = (kind, identifier)
        if key not in context.note_elements:
            return
        label = context.labels.get(key)
        if label is None:
            label = context.labels[key] = str(len(context.labels) + 1)
            context.waiting.append(Waiting(kind, identifier, self.draft, context.report.position))
        self._put(NoteReference(label))

    def comment_start(self, element: Element) -> None:
        self.context.comments.start(element.get(f"{W}id", ""))

    def comment_end(self, element: Element) -> None:
        self.context.comments.end(element.get(f"{W}id", ""))

    def comment_reference(self, element: Element) -> None:
        identifier = element.get(f"{W}id", "")
        key = ("comment", identifier)
        if key not in self.context.labels:
            self.context.labels[key] = identifier
            self.context.waiting.append(Waiting("comment", identifier, self.draft, self.context.report.position))

    # ------------------------------------------------------------------ fields

    def field_character(self, element: Element) -> None:
        kind = element.get(f"{W}fldCharType")
        fields = self.story.fields
        if kind == "begin":
            fields.begin()
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                self._checkbox(_form_box_is_checked(box))
        elif kind == "separate":
            self._field_result(fields.separate())
        elif kind == "end":
            self._field_end(fields.end())

    def instruction(self, element: Element) -> None:
        if not self._deleting and not self._moving:
            self.story.fields.instruct(element.text or "")

    def simple_field(self, element: Element) -> None:
        fields = self.story.fields
        fields.begin()
        fields.instruct(element.get(f"{W}instr", ""))
        self._field_result(fields.separate())
        self._enter(element, lambda: self._field_end(fields.end()))

    def _field_result(self, entry: fields_module.Field | None) -> None:
        if entry is None:
            return
        report = self.context.report
        if entry.target is not None:
            entry.target = self.checked_target(entry.target)
            self.story.fields.refresh()
        if entry.kind in fields_module.DANGEROUS:
            report.add(
                Code.CONTENT_REVIEW,
                f"Ein Feld „{entry.kind}“ wurde nicht ausgeführt, sein letztes Ergebnis steht im Text: Prüfen Sie es.",
                words="".join(entry.instruction),
            )
        elif entry.kind in fields_module.PAGE_NUMBERS:
            report.add(
                Code.CONTENT_REVIEW,
                "Eine Seitenzahl aus der Word-Datei steht jetzt fest im Text: Im Ratgeber stimmt sie nicht mehr.",
                words=self.draft.text[-60:],
            )

    def _field_end(self, entry: fields_module.Field | None) -> None:
        if entry is None:
            return
        if entry.dropped is not None and not self.context.literal:
            self.blocks.report_generated_list(entry)
        elif not entry.in_result:
            self.add_text(fields_module.shown_text(entry))

    def _checkbox(self, checked: bool) -> None:
        if not self.context.literal and self.draft.checked is None and self.draft.is_empty:
            self.draft.checked = checked
        else:
            self.draft.pieces.append(Piece(CHECKED_BOX if checked else EMPTY_BOX, 0))

    # ------------------------------------------------------------------ wrappers

    def inserted(self, element: Element) -> None:
        self._inserting += 1
        self._enter(element, self._leave_inserted)

    def _leave_inserted(self) -> None:
        self._inserting -= 1

    def deleted(self, element: Element) -> None:
        self._deleting += 1
        self._enter(element, self._leave_deleted)

    def _leave_deleted(self) -> None:
        self._deleting -= 1

    def moved_away(self, element: Element) -> None:
        self._moving += 1
        self._enter(element, self._leave_moved)

    def _leave_moved(self) -> None:
        self._moving -= 1

    def _flush(self) -> None:
        """Report what was collected up to here: hidden, deleted, moved and inserted words."""
        report = self.context.report
        note = report_deletion(report, "".join(self._deleted))
        if note is not None:
            self.draft.editorial.append(note)
        report_move(report, "".join(self._moved))
        if not self._inserting or not self._stack:
            report_insertion(report, "".join(self._inserted))
            self._inserted.clear()
        words = "".join(self._hidden).strip()
        if words:
            report.add(
                Code.HIDDEN_TEXT_DROPPED, f"Verborgener Text steht nicht im Kapitel: {quoted(words)}.", words=words
            )
        for collected in (self._deleted, self._moved, self._hidden):
            collected.clear()

    def content_control(self, element: Element) -> None:
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        box = None if properties is None else properties.find(f"{W14}checkbox")
        if box is not None:
            state = box.find(f"{W14}checked")
            self._checkbox(state is not None and state.get(f"{W14}val", "1") in ("1", "true"))
            return
        if content is None:
            return
        if is_placeholder(properties) and not self.context.literal:
            words = text_of(content, f"{W}t")
            self.context.report.add(
                Code.CONTENT_DROPPED,
                f"Der Platzhaltertext eines leeren Formularfelds wurde weggelassen: {quoted(words)}.",
                words=words,
            )
            return
        self._enter(content)

    def alternatives(self, element: Element) -> None:
        chosen = choose_alternative(element)
        if chosen is not None:
            self._enter(chosen)

    def ruby(self, element: Element) -> None:
        base, above = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if above is not None:
            self._enter(above, lambda: self.add_text(")"))
        if base is not None:
            self._enter(base, lambda: self.add_text(" (") if above is not None else None)

    def formula(self, element: Element) -> None:
        tex = tex_of(element)
        if tex:
            self.put_object(Math(tex), tex)

    def drawing(self, element: Element) -> None:
        self.blocks.drawings.read(element, self)

    def put_image(self, image: Image, target: Target | None) -> None:
        self._targets.append(target or (self._targets[-1] if self._targets else self.story.fields.target))
        self.put_object(image)
        self._targets.pop()

    def takes_words(self, words: str) -> bool:
        """Say whether words found here belong to the chapter; else they go to what is reported."""
        return not self._divert(words)


def _toggle(direct: bool | None, character: bool | None, paragraph: bool | None) -> bool:
    """Direct formatting decides; else styles of two kinds cancel each other out (ISO/IEC 29500-1, 17.7.3)."""
    if direct is not None:
        return direct
    return bool(character) != bool(paragraph)


def _is_path(address: str) -> bool:
    return address.lower().startswith("file:") or ":" not in address[2:] or address.startswith("\\")


def _form_box_is_checked(box: Element) -> bool:
    for name in ("checked", "default"):
        state = box.find(f"{W}{name}")
        if state is not None:
            return state.get(VAL, "1") not in ("0", "false")
    return False


def is_placeholder(properties: Element | None) -> bool:
    """Say whether a content control still shows its prompt (“click here to type”)."""
    shown = None if properties is None else properties.find(f"{W}showingPlcHdr")
    return shown is not None and shown.get(VAL, "1") not in ("0", "false")


def choose_alternative(element: Element) -> Element | None:
    """Return the one branch of `mc:AlternateContent` to read; the others are the same content again."""
    fallback = None
    for branch in element:
        if branch.tag == f"{MC}Choice":
            if set(branch.get("Requires", "").split()) <= UNDERSTOOD_PREFIXES:
                return branch
            fallback = branch if fallback is None else fallback
        elif branch.tag == f"{MC}Fallback":
            return branch
    return fallback


_RUN_PROPERTIES = f"{W}rPr"

_HANDLERS: dict[str, Callable[[ParagraphReader, Element], None]] = {
    f"{W}r": ParagraphReader.run,
    f"{W}t": ParagraphReader.text,
    f"{W}tab": ParagraphReader.tab,
    f"{W}ptab": ParagraphReader.tab,
    f"{W}br": ParagraphReader.line_break,
    f"{W}cr": ParagraphReader.line_break,
    f"{W}noBreakHyphen": ParagraphReader.no_break_hyphen,
    f"{W}softHyphen": ParagraphReader.soft_hyphen,
    f"{W}sym": ParagraphReader.symbol,
    f"{W}delText": ParagraphReader.deleted_text,
    f"{W}hyperlink": ParagraphReader.hyperlink,
    f"{W}bookmarkStart": ParagraphReader.bookmark,
    f"{W}footnoteReference": ParagraphReader.note_reference,
    f"{W}endnoteReference": ParagraphReader.note_reference,
    f"{W}commentRangeStart": ParagraphReader.comment_start,
    f"{W}commentRangeEnd": ParagraphReader.comment_end,
    f"{W}commentReference": ParagraphReader.comment_reference,
    f"{W}fldChar": ParagraphReader.field_character,
    f"{W}instrText": ParagraphReader.instruction,
    f"{W}fldSimple": ParagraphReader.simple_field,
    f"{W}ins": ParagraphReader.inserted,
    f"{W}moveTo": ParagraphReader.inserted,
    f"{W}del": ParagraphReader.deleted,
    f"{W}moveFrom": ParagraphReader.moved_away,
    f"{W}sdt": ParagraphReader.content_control,
    f"{W}ruby": ParagraphReader.ruby,
    f"{W}drawing": ParagraphReader.drawing,
    f"{W}pict": ParagraphReader.drawing,
    f"{W}object": ParagraphReader.drawing,
    f"{MC}AlternateContent": ParagraphReader.alternatives,
    f"{MATH}oMath": ParagraphReader.formula,
}

#: Elements that say nothing to a reader of the guide, or that were read elsewhere.
_IGNORED = frozenset(
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "proofErr", "permStart", "permEnd",
        "bookmarkEnd", "lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator",
        "continuationSeparator", "delInstrText", "fldData", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "pgNum",
    )
)  # fmt: skip
