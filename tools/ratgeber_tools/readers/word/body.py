"""Blocks: paragraphs, tables and what wraps them become drafts, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ratgeber_tools.document import LineBreak
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.context import Context, Story
from ratgeber_tools.readers.word.drafts import SUBSCRIPT, SUPERSCRIPT, Draft, DraftPiece, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.drawings import DrawingReader
from ratgeber_tools.readers.word.inlines.instructions import GENERATED_LISTS, InstructionField
from ratgeber_tools.readers.word.inlines.links import LAST_EDIT
from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader
from ratgeber_tools.readers.word.inlines.wrappers import is_our_prompt, is_placeholder
from ratgeber_tools.readers.word.left_out import LeftOut
from ratgeber_tools.readers.word.namespaces import MATH, MC, VAL, R, W
from ratgeber_tools.readers.word.paragraph_start import new_draft
from ratgeber_tools.readers.word.particulars import is_said_in_a_field
from ratgeber_tools.readers.word.properties import read_paragraph_properties
from ratgeber_tools.readers.word.repairs.pieces import without_start
from ratgeber_tools.readers.word.report import quoted
from ratgeber_tools.readers.word.revisions import report_deletion, report_move
from ratgeber_tools.readers.word.style_names import StyleRole
from ratgeber_tools.readers.word.tables import TableReader
from ratgeber_tools.readers.word.words import lines_of, words_of
from ratgeber_tools.readers.word.xml import Element, choose_alternative
from ratgeber_tools.template_words import TITLE_PROMPT, own_start

#: Tables and text boxes inside each other that are still taken as such; beyond it only their words are.
DEEPEST = 8


class BlockReader:
    """Reads the blocks of one story, or of a cell or text box in it, into `drafts`."""

    def __init__(
        self, context: Context, story: Story, *, depth: int = 0, drawings: DrawingReader | None = None
    ) -> None:
        self.context = context
        self.story = story
        self.depth = depth
        self.drawings = drawings or DrawingReader(context, story)
        self.left_out = LeftOut(context.report)
        self.drafts: list[Draft] = []
        self.sections: list[Element] = []  # w:sectPr, for headers and footers
        self._bookmarks: list[str] = []

    def inside(self) -> BlockReader:
        """Return a reader for a cell or text box of the same story."""
        return BlockReader(self.context, self.story, depth=self.depth + 1, drawings=self.drawings)

    def read(self, parent: Element) -> list[Draft]:
        """Return the drafts of everything in `parent`."""
        if self.depth > DEEPEST:
            self._words_only(parent)
        else:
            self.take(parent)
        self.close()
        return self.drafts

    def take(self, children: Iterable[Element]) -> None:
        """Read blocks one after the other; wrappers are walked through with a stack of our own."""
        stack: list[Iterator[Element]] = [iter(children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            handler = _HANDLERS.get(child.tag)
            entered = handler(self, child) if handler is not None else _unknown(child)
            if entered is not None:
                stack.append(iter(entered))

    def close(self) -> None:
        """End the story: bookmarks behind the last block go to it, lines of contents are reported."""
        self.left_out.close()
        if self._bookmarks and self.drafts:
            self.drafts[-1].bookmarks += tuple(self._bookmarks)
            self._bookmarks = []

    # ------------------------------------------------------------------ blocks

    def paragraph(self, element: Element) -> None:
        context = self.context
        properties = read_paragraph_properties(element.find(_PARAGRAPH_PROPERTIES))
        style = context.styles.paragraph(properties.style)
        if style.role is StyleRole.INSTRUCTION and self._is_the_templates(element):
            return
        draft = new_draft(context, properties, style)
        if draft.role in (StyleRole.HEADING, StyleRole.TITLE):
            for entry in self.story.fields.abandon_lists():
                self.report_generated_list(entry)
        ParagraphReader(context, self.story, self, draft, style).read(element)
        context.comments.break_line()
        section = element.find(f"{_PARAGRAPH_PROPERTIES}/{W}sectPr")
        if section is not None:
            self.sections.append(section)
        if draft.role is StyleRole.INSTRUCTION:
            self._keep_authors_words(draft)
        if draft.role is StyleRole.PARTICULAR:
            if is_plain(draft) and is_said_in_a_field(draft.text, context.particulars):
                context.particulars.append(draft.text)
                return
            draft.role = StyleRole.BODY
        if draft.role in (StyleRole.HEADING, StyleRole.TITLE) and draft.text.lstrip().startswith(TITLE_PROMPT):
            start = draft.text.index(TITLE_PROMPT) + len(TITLE_PROMPT)
            draft.pieces = without_start(draft.pieces, start)
            if draft.is_empty and is_plain(draft):
                return
        if draft.role in (StyleRole.CONTENTS, StyleRole.CONTENTS_HEADING) and not context.literal:
            self.left_out.add_contents(lines_of(element, context))
            self._bookmarks += draft.bookmarks
            return
        self._append(draft)

    def _is_the_templates(self, element: Element) -> bool:
        """Leave out a line that the template wrote; say no if there is anything more in it."""
        words = words_of(element, self.context)
        if own_start(words) < len(words.rstrip()) or next(element.iter(*_PICTURES), None) is not None:
            return False
        self.left_out.add_instruction(words)
        return True

    def _keep_authors_words(self, draft: ParagraphDraft) -> None:
        """Take the template's words out of a line in its instructions' style, and report what the author wrote."""
        start = own_start(draft.text)
        self.left_out.add_instruction(draft.text[:start])
        draft.pieces = without_start(draft.pieces, start)
        draft.role = StyleRole.BODY
        if words := draft.text.strip():
            text = (
                f"Zwischen der Anleitung der Vorlage stand {quoted(words)}: "
                "Der Text steht jetzt im Kapitel; prüfen Sie, ob er dort am richtigen Platz ist."
            )
            self.context.report.add(Code.CONTENT_REVIEW, text, words=words)

    def table(self, element: Element) -> None:
        reader = TableReader(self, element)
        reader.add(element)
        self.finish_table(reader)

    def finish_table(self, reader: TableReader) -> None:
        """Append the table that `reader` has read."""
        table = reader.finish()
        if table is not None:
            self._append(table)

    def _append(self, draft: Draft) -> None:
        """Add a draft, joined to the one before if that is a drop cap or lost its paragraph mark."""
        self.left_out.close_contents()
        if self._bookmarks:
            draft.bookmarks = (*self._bookmarks, *draft.bookmarks)
            self._bookmarks = []
        before = self.drafts[-1] if self.drafts else None
        if (
            isinstance(before, ParagraphDraft)
            and isinstance(draft, ParagraphDraft)
            and (before.drop_cap or before.mark_deleted)
        ):
            self.drafts.pop()
            if before.drop_cap:  # Word lowers the letter to where it hangs; that is no subscript
                before.pieces = [piece._replace(marks=piece.marks & ~_RAISED) for piece in before.pieces]
            for name in ("pieces", "after", "editorial", "remarks"):
                joined = getattr(before, name)
                joined.extend(getattr(draft, name))
                setattr(draft, name, joined)
            draft.bookmarks = before.bookmarks + draft.bookmarks
        if self.depth == 0 and isinstance(draft, ParagraphDraft) and draft.role is StyleRole.BODY and draft.size:
            self.context.sizes[draft.size] += len(draft.text)
        self.drafts.append(draft)

    def _words_only(self, parent: Element) -> None:
        lines = lines_of(parent, self.context)
        self.drafts += [
            ParagraphDraft(pieces=[DraftPiece(line)], position=self.context.report.position) for line in lines
        ]
        self.context.report.add(
            Code.CONTENT_REVIEW,
            "Hier stecken zu viele Tabellen oder Textfelder ineinander; ihr Text steht in einfachen Absätzen: "
            "Ordnen Sie ihn neu.",
            words=" ".join(lines),
        )

    # ------------------------------------------------------------------ wrappers

    def content_control(self, element: Element) -> Element | None:
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        if content is None or self.context.literal:
            return content
        gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(VAL, "") in ("Table of Contents", "Inhaltsverzeichnis"):
            self.left_out.add_contents(lines_of(content, self.context))
            return None
        if is_our_prompt(properties):
            return None
        if is_placeholder(properties):
            words = " ".join(lines_of(content, self.context))
            self.context.report.add(
                Code.CONTENT_DROPPED,
                f"Der Platzhaltertext eines leeren Formularfelds wurde weggelassen: {quoted(words)}.",
                words=words,
            )
            return None
        return content

    def alternatives(self, element: Element) -> Element | None:
        return choose_alternative(element)

    def deleted(self, element: Element) -> None:
        note = report_deletion(self.context.report, words_of(element, self.context))
        if note is not None and self.drafts:
            self.drafts[-1].editorial.append(note)

    def moved_away(self, element: Element) -> None:
        report_move(self.context.report, words_of(element, self.context))

    def bookmark(self, element: Element) -> None:
        name = element.get(f"{W}name", "")
        if name and name != LAST_EDIT:
            self._bookmarks.append(name)

    def comment_start(self, element: Element) -> None:
        self.context.comments.start(element.get(f"{W}id", ""))

    def comment_end(self, element: Element) -> None:
        self.context.comments.end(element.get(f"{W}id", ""))

    def section(self, element: Element) -> None:
        self.sections.append(element)

    def formula(self, element: Element) -> None:
        draft = ParagraphDraft(position=self.context.report.position)
        ParagraphReader(self.context, self.story, self, draft, self.context.styles.paragraph(None)).read(element)
        self._append(draft)

    def foreign_part(self, element: Element) -> None:
        """`w:altChunk`: a whole file of another kind that Word would melt into the text."""
        from ratgeber_tools.readers.word.chunks import words_of_chunk  # its HTML parser serves almost no document

        link = self.story.relationships.get(element.get(f"{R}id", ""))
        words = words_of_chunk(self.context.package, link) if link is not None else ""
        self.context.report.add(
            Code.CONTENT_DROPPED,
            "Ein eingefügtes fremdes Dokument konnte nicht übernommen werden: "
            "Öffnen Sie die Datei in Word, speichern Sie sie neu, und importieren Sie sie noch einmal.",
            words=words,
        )

    # ------------------------------------------------------------------ reports

    def report_generated_list(self, entry: InstructionField) -> None:
        """Report a table of contents or an index that Word made."""
        self.left_out.report_list(GENERATED_LISTS.get(entry.kind, "Ein Verzeichnis"), ["".join(entry.dropped or ())])

    def words_of(self, drafts: Iterable[Draft]) -> Iterator[str]:
        """Yield the text of every paragraph in `drafts`, also in cells and text boxes."""
        for draft in drafts:
            if isinstance(draft, TableDraft):
                for row in draft.rows:
                    for cell in row:
                        yield from self.words_of(cell.drafts)
            else:
                yield draft.text
                yield from self.words_of(draft.after)


def is_plain(draft: ParagraphDraft) -> bool:
    """Whether nothing but words stands in a paragraph, and nothing hangs on it."""
    hangs = draft.after or draft.editorial or draft.remarks or draft.bookmarks
    return not hangs and all(isinstance(piece.content, str | LineBreak) for piece in draft.pieces)


def _unknown(element: Element) -> Element | None:
    """Look into wrappers nobody foresaw; text must not get lost."""
    if not isinstance(element.tag, str) or element.tag in _IGNORED:
        return None
    return element


_RAISED = SUPERSCRIPT | SUBSCRIPT
_PARAGRAPH_PROPERTIES = f"{W}pPr"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")

_HANDLERS: dict[str, Callable[[BlockReader, Element], Iterable[Element] | None]] = {
    f"{W}p": BlockReader.paragraph,
    f"{W}tbl": BlockReader.table,
    f"{W}sdt": BlockReader.content_control,
    f"{MC}AlternateContent": BlockReader.alternatives,
    f"{W}del": BlockReader.deleted,
    f"{W}moveFrom": BlockReader.moved_away,
    f"{W}bookmarkStart": BlockReader.bookmark,
    f"{W}commentRangeStart": BlockReader.comment_start,
    f"{W}commentRangeEnd": BlockReader.comment_end,
    f"{W}sectPr": BlockReader.section,
    f"{W}altChunk": BlockReader.foreign_part,
    f"{W}r": BlockReader.formula,
    f"{MATH}oMathPara": BlockReader.formula,
    f"{MATH}oMath": BlockReader.formula,
}
_IGNORED = frozenset(
    f"{W}{name}"
    for name in ("pPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "customXmlPr", "bookmarkEnd",
                 "proofErr", "permStart", "permEnd")
)  # fmt: skip
