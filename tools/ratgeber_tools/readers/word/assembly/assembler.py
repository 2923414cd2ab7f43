"""Assembling: drafts become the blocks of our model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ratgeber_tools import document as doc
from ratgeber_tools.dialect import CHECKLIST
from ratgeber_tools.readers.word.assembly.folding import fold, with_strong, without_common_strong
from ratgeber_tools.readers.word.assembly.foreign import gather_foreign
from ratgeber_tools.readers.word.assembly.kinds import is_code, is_item, only_images
from ratgeber_tools.readers.word.assembly.lists import ListBuilder, box_state
from ratgeber_tools.readers.word.drafts import PAGE_END, Draft, DraftPiece, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.numbering import Label, Level
from ratgeber_tools.readers.word.style_names import StyleRole

DEEPEST_HEADING = 6


class Assembler:
    """Makes blocks of drafts; `names` maps bookmarks to identifiers, `literal` takes everything as it stands."""

    def __init__(self, names: Mapping[str, str], *, literal: bool) -> None:
        self._names = names
        self._literal = literal
        self._owed: list[str] = []  # identifiers of paragraphs that left no block: they go to the next one

    def blocks(self, drafts: Sequence[Draft], *, nested: bool = False) -> doc.Blocks:
        """Return the blocks of `drafts`; `nested` is inside a cell, an item, a box, where no heading may stand."""
        made: list[doc.Block] = []
        owed, self._owed = self._owed, []
        at = 0
        while at < len(drafts):
            draft = drafts[at]
            if isinstance(draft, TableDraft):
                made.extend(self._paid((self._table(draft),)))
                made.extend(draft.editorial)
                at += 1
                continue
            group = self._group(draft)
            if group is not None:
                end = at + 1
                while (
                    end < len(drafts)
                    and self._goes_on(group, drafts[at], drafts[end])
                    and not (group is Assembler._list and self._begins_anew(drafts[end - 1], drafts[end]))
                ):
                    end += 1
                members = [member for member in drafts[at:end] if isinstance(member, ParagraphDraft)]
                made.extend(self._paid(group(self, members)))
                at = end
                continue
            if draft.role is StyleRole.CAPTION and self._caption(draft, made):
                made.extend(self._attached(draft, nested=nested))
                at += 1
                continue
            made.extend(self._paid((*self._single(draft, nested=nested), *self._attached(draft, nested=nested))))
            at += 1
        if self._owed and made:
            made[-1] = replace(made[-1], identifiers=(*made[-1].identifiers, *self._owed))
            self._owed.clear()
        self._owed = [*owed, *self._owed]
        return tuple(made if nested else gather_foreign(made))

    def _paid(self, blocks: doc.Blocks) -> doc.Blocks:
        """Give the first of `blocks` the identifiers of what stood before it and left no block."""
        if not self._owed or not blocks:
            return blocks
        owed, self._owed = self._owed, []
        return (replace(blocks[0], identifiers=(*owed, *blocks[0].identifiers)), *blocks[1:])

    # ------------------------------------------------------------------ single paragraphs

    def _single(self, draft: ParagraphDraft, *, nested: bool) -> doc.Blocks:
        if self._is_empty(draft):
            if draft.rule_below and not nested:
                return (doc.ThematicBreak(identifiers=draft.identifiers),)
            self._owed += draft.identifiers
            return ()
        if draft.role in (StyleRole.HEADING, StyleRole.TITLE):
            children = fold(without_common_strong(draft.pieces), self._names, breaks=False)
            if nested:
                return (doc.Paragraph(with_strong(children), identifiers=draft.identifiers),)
            level = 1 if draft.role is StyleRole.TITLE else min(draft.level, DEEPEST_HEADING)
            return (doc.Heading(level, children, identifiers=draft.identifiers),)
        images = None if nested else only_images(draft.pieces)
        if images:
            figures = [doc.Figure(image) for image in images]
            figures[0] = replace(figures[0], identifiers=draft.identifiers)
            return tuple(figures)
        return (self._paragraph(draft),)

    def _paragraph(self, draft: ParagraphDraft) -> doc.Paragraph:
        return doc.Paragraph(fold(draft.pieces, self._names), identifiers=draft.identifiers)

    def _attached(self, draft: ParagraphDraft, *, nested: bool = True) -> doc.Blocks:
        """Return what follows a paragraph: floating pictures, text boxes that hang on it, editorial notes."""
        figures: doc.Blocks = ()
        after: Sequence[Draft] = draft.after
        if not nested and after:
            floating = [part for part in after if isinstance(part, ParagraphDraft) and only_images(part.pieces)]
            figures = tuple(block for part in floating for block in self._single(part, nested=False))
            after = [part for part in after if part not in floating]
        return (*self.blocks(after, nested=True), *draft.editorial, *figures)

    def _is_empty(self, draft: ParagraphDraft) -> bool:
        return draft.is_blank if self._literal else draft.is_empty

    # ------------------------------------------------------------------ groups

    def _group(self, draft: ParagraphDraft) -> Callable[[Assembler, list[ParagraphDraft]], doc.Blocks] | None:
        if draft.role is StyleRole.CONTAINER:
            return Assembler._container
        if is_item(draft):
            return Assembler._list
        if is_code(draft):
            return Assembler._code
        if self._is_quote(draft):
            return Assembler._quote
        if draft.role is StyleRole.TERM:
            return Assembler._definitions
        return None

    def _goes_on(self, group: object, first: Draft, draft: Draft) -> bool:
        if not isinstance(draft, ParagraphDraft) or not isinstance(first, ParagraphDraft):
            return False
        if group is Assembler._container:
            return draft.role is StyleRole.CONTAINER and draft.container == first.container
        if group is Assembler._list:
            return is_item(draft) or self._continues(draft)
        if group is Assembler._code:
            return is_code(draft)
        if group is Assembler._quote:
            return self._is_quote(draft)
        return draft.role in (StyleRole.TERM, StyleRole.DEFINITION)

    def _begins_anew(self, before: Draft, draft: Draft) -> bool:
        """Whether an item behind a blank paragraph opens a list of its own: another list of Word's, not deeper."""
        if self._literal or not isinstance(before, ParagraphDraft) or not isinstance(draft, ParagraphDraft):
            return False
        above, label = before.label, draft.label
        if not draft.is_apart or above is None or label is None or not is_item(draft):
            return False
        return label.depth == 0 and label.number != above.number

    def _is_quote(self, draft: ParagraphDraft) -> bool:
        if draft.role is StyleRole.QUOTE:
            return True
        if (
            not self._literal
            or draft.label is not None
            or draft.is_blank
            or draft.role not in (StyleRole.BODY, StyleRole.LIST)
        ):
            return False
        return draft.left - draft.left_of_style + min(draft.first, 0) > 0

    def _continues(self, draft: ParagraphDraft) -> bool:
        """Whether a paragraph behind an item goes on with it."""
        if draft.role is StyleRole.CONTINUATION:
            return True
        if draft.role not in (StyleRole.BODY, StyleRole.LIST):
            return False
        if draft.label is not None:
            return True  # a level without a marker
        if draft.numbering_removed:
            return draft.left > 0
        if draft.role is StyleRole.LIST:
            return not self._is_quote(draft)
        return not self._literal and draft.left > 0 and draft.left + draft.first > 0

    def _list(self, members: list[ParagraphDraft]) -> doc.Blocks:
        builder = ListBuilder()
        for draft in members:
            label = draft.label if is_item(draft) else None
            if self._is_empty(draft):
                self._owed += draft.identifiers
            blocks = () if self._is_empty(draft) else self._paid((self._paragraph(draft),))
            attached = self._attached(draft)
            if label is None:
                builder.go_on(draft, (*blocks, *attached))
                continue
            checked = draft.checked if draft.checked is not None else box_state(label, literal=self._literal)
            if checked is not None and draft.checked is None and self._literal:
                shown = [DraftPiece(f"{label.level.text.strip()} "), *draft.pieces]
                blocks, checked = (self._paragraph(replace(draft, pieces=shown)),), None
            if blocks or attached:
                builder.add(label, (*blocks, *attached), checked=checked, left=draft.left)
            else:
                builder.skip(label)
        return builder.finish()

    def _container(self, members: list[ParagraphDraft]) -> doc.Blocks:
        name = members[0].container
        inner: list[ParagraphDraft] = []
        for draft in members:
            plain = replace(draft, role=StyleRole.BODY)
            if name == CHECKLIST and not any(member.label for member in members):
                plain.label = Label("", 0, Level("bullet", "•"), 1)
            inner.append(plain)
        identifiers = members[0].identifiers
        inner[0].identifiers = ()
        return (doc.Container(name=name, blocks=self.blocks(inner, nested=True), identifiers=identifiers),)

    def _quote(self, members: list[ParagraphDraft]) -> doc.Blocks:
        inner = [replace(draft, role=StyleRole.BODY, left=0, left_of_style=0) for draft in members]
        blocks = self.blocks(inner, nested=True)
        return (doc.BlockQuote(blocks),) if blocks else ()

    def _code(self, members: list[ParagraphDraft]) -> doc.Blocks:
        lines = [
            "".join(
                "\n"
                if isinstance(piece.content, doc.LineBreak)
                else piece.content.replace(PAGE_END, "\n")
                if isinstance(piece.content, str)
                else ""
                for piece in draft.pieces
            )
            for draft in members
        ]
        text = "\n".join(lines).strip("\n")
        attached = tuple(block for draft in members for block in self._attached(draft))
        identifiers = tuple(name for draft in members for name in draft.identifiers)
        if not text.strip():
            self._owed += identifiers
            return attached
        return (doc.CodeBlock(text, identifiers=identifiers), *attached)

    def _definitions(self, members: list[ParagraphDraft]) -> doc.Blocks:
        items: list[tuple[ParagraphDraft, list[doc.Block]]] = []
        for draft in members:
            if draft.role is StyleRole.TERM:
                items.append((draft, list(self._attached(draft))))
            else:
                items[-1][1].extend((self._paragraph(draft), *self._attached(draft)))
        lists: list[doc.DefinitionList] = []
        for term, blocks in items:
            if term.is_empty and not blocks:
                self._owed += term.identifiers
                continue
            identifiers = (*self._owed, *term.identifiers)
            self._owed.clear()
            made = (doc.Definition(fold(term.pieces, self._names, breaks=False), tuple(blocks)),)
            if lists and not identifiers:
                lists[-1] = replace(lists[-1], items=(*lists[-1].items, *made))
            else:  # a term has no target of its own: it opens a list, which has
                lists.append(doc.DefinitionList(made, identifiers=identifiers))
        return tuple(lists)

    # ------------------------------------------------------------------ tables and captions

    def _table(self, draft: TableDraft) -> doc.Table:
        cells = (
            tuple(doc.Cell(self.blocks(cell.drafts, nested=True), cell.row_span, cell.column_span) for cell in row)
            for row in draft.rows
        )
        rows = tuple(map(doc.Row, cells))
        caption: doc.Inlines = ()
        identifiers = draft.identifiers
        if draft.caption is not None:
            caption = fold(draft.caption.pieces, self._names)
            identifiers += draft.caption.identifiers
        return doc.Table(rows, draft.header_rows, caption, identifiers=identifiers)

    def _caption(self, draft: ParagraphDraft, made: list[doc.Block]) -> bool:
        """Give a caption to the picture above it; say whether there was one without."""
        last = made[-1] if made else None
        if not isinstance(last, doc.Figure) or last.caption or draft.is_empty:
            return False
        caption = fold(draft.pieces, self._names)
        made[-1] = replace(last, caption=caption, identifiers=last.identifiers + draft.identifiers)
        return True
