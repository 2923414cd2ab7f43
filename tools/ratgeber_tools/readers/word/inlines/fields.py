"""Fields where they stand in a paragraph: begin, instruction, result, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import DraftPiece
from ratgeber_tools.readers.word.inlines import links
from ratgeber_tools.readers.word.inlines.instructions import (
    DANGEROUS,
    PAGE_NUMBERS,
    InstructionField,
    merged_name,
    shown_text,
)
from ratgeber_tools.readers.word.namespaces import VAL, W
from ratgeber_tools.readers.word.properties import whole_number
from ratgeber_tools.readers.word.xml import Element

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader

CHECKED_BOX = "☒"
EMPTY_BOX = "☐"


def field_character(line: ParagraphReader, element: Element) -> None:
    kind = element.get(f"{W}fldCharType")
    fields = line.story.fields
    if kind == "begin":
        fields.begin(chosen_entry(element.find(f"{W}ffData/{W}ddList")))
        box = element.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            check_box(line, checked=_is_checked(box))
    elif kind == "separate":
        _result(line, fields.separate())
    elif kind == "end":
        _end(line, fields.end())


def instruction(line: ParagraphReader, element: Element) -> None:
    if not line.asides.deleting and not line.asides.moving:
        line.story.fields.instruct(element.text or "")


def simple_field(line: ParagraphReader, element: Element) -> None:
    fields = line.story.fields
    fields.begin()
    fields.instruct(element.get(f"{W}instr", ""))
    _result(line, fields.separate())
    line.enter(element, lambda: _end(line, fields.end()))


def check_box(line: ParagraphReader, *, checked: bool) -> None:
    """A box at the start of a paragraph makes it a task; any other is a character.

    One that was deleted, moved away or hidden is told like words that were.
    """
    draft, asides = line.draft, line.asides
    if asides.deleting or asides.moving or line.look.hidden:
        line.takes(CHECKED_BOX if checked else EMPTY_BOX)
        return
    if not line.context.literal and draft.checked is None and draft.is_empty:
        draft.checked = checked
    else:
        draft.pieces.append(DraftPiece(CHECKED_BOX if checked else EMPTY_BOX))


def chosen_entry(entries: Element | None) -> str:
    """Return the entry of an old drop-down list that is chosen, else its default (ISO/IEC 29500-1, 17.16.14)."""
    if entries is None:
        return ""
    choices = [entry.get(VAL, "") for entry in entries.iterchildren(f"{W}listEntry")]
    for name in ("result", "default"):
        state = entries.find(f"{W}{name}")
        if state is not None:
            at = whole_number(state.get(VAL))
            return choices[at] if 0 <= at < len(choices) else ""
    return choices[0] if choices else ""


def _is_checked(box: Element) -> bool:
    for name in ("checked", "default"):
        state = box.find(f"{W}{name}")
        if state is not None:
            return state.get(VAL, "1") not in ("0", "false")
    return False


def _result(line: ParagraphReader, entry: InstructionField | None) -> None:
    """The instruction is complete: its result follows."""
    if entry is None:
        return
    report = line.context.report
    entry.before = len(line.draft.text)
    if entry.target is not None:
        entry.target = None if line.is_left_out else links.checked(line.context, entry.target)
        line.story.fields.refresh()
    if entry.kind in DANGEROUS:
        report.add(
            Code.CONTENT_REVIEW,
            f"Ein Feld „{entry.kind}“ wurde nicht ausgeführt, sein letztes Ergebnis steht im Text: Prüfen Sie es.",
            words="".join(entry.instruction),
        )
    elif entry.kind in PAGE_NUMBERS and line.story.fields.dropped is None:
        report.count(
            Code.CONTENT_REVIEW,
            "Eine Seitenzahl aus Word steht {n}-mal fest im Text, und im Ratgeber stimmt sie nicht: Prüfen Sie jede.",
        )


def _end(line: ParagraphReader, entry: InstructionField | None) -> None:
    if entry is None:
        return
    if entry.dropped is not None and not line.context.literal:
        line.blocks.report_generated_list(entry)
        return
    text = line.draft.text
    name = merged_name(entry)
    if name and (not text or text.rstrip().endswith("»")):
        line.context.report.add(
            Code.CONTENT_REVIEW,
            f"Das Seriendruckfeld „{name}“ ist nicht ausgefüllt: Ersetzen Sie es durch Text, oder löschen Sie es.",
            words=name,
        )
    if not entry.in_result or (entry.chosen and len(text) == entry.before):
        words = shown_text(entry)
        if words:
            line.add_text(words)
