"""Elements that wrap others: tracked changes, content controls, alternatives, drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ratgeber_tools.dialect import PROMPT_TAG
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.inlines.fields import check_box
from ratgeber_tools.readers.word.namespaces import VAL, W14, W
from ratgeber_tools.readers.word.report import quoted
from ratgeber_tools.readers.word.words import words_of
from ratgeber_tools.readers.word.xml import Element, choose_alternative

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader


def inserted(line: ParagraphReader, element: Element) -> None:
    line.asides.inserting += 1
    line.enter(element, lambda: _leave(line, "inserting"))


def deleted(line: ParagraphReader, element: Element) -> None:
    line.asides.deleting += 1
    line.enter(element, lambda: _leave(line, "deleting"))


def moved_away(line: ParagraphReader, element: Element) -> None:
    line.asides.moving += 1
    line.enter(element, lambda: _leave(line, "moving"))


def _leave(line: ParagraphReader, kind: str) -> None:
    setattr(line.asides, kind, getattr(line.asides, kind) - 1)


def content_control(line: ParagraphReader, element: Element) -> None:
    properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
    box = None if properties is None else properties.find(f"{W14}checkbox")
    if box is not None and content is not None and _is_taken_out(content):
        line.enter(content)
        return
    if box is not None:
        state = box.find(f"{W14}checked")
        check_box(line, checked=state is not None and state.get(f"{W14}val", "1") in ("1", "true"))
        return
    if content is None:
        return
    if is_our_prompt(properties):
        return
    if is_placeholder(properties) and not line.context.literal:
        words = words_of(content, line.context)
        line.context.report.add(
            Code.CONTENT_DROPPED,
            f"Der Platzhaltertext eines leeren Formularfelds wurde weggelassen: {quoted(words)}.",
            words=words,
        )
        return
    line.enter(content)


def _is_taken_out(content: Element) -> bool:
    """Say whether all that stands in a content control was deleted or moved away with changes tracked."""
    taken_out = tuple(content.iter(f"{W}del", f"{W}moveFrom"))
    signs = sum(1 for _ in content.iter(f"{W}t", f"{W}sym"))
    return bool(taken_out) and signs == sum(1 for part in taken_out for _ in part.iter(f"{W}t", f"{W}sym"))


def is_placeholder(properties: Element | None) -> bool:
    """Say whether a content control still shows its prompt (“click here to type”)."""
    shown = None if properties is None else properties.find(f"{W}showingPlcHdr")
    return shown is not None and shown.get(VAL, "1") not in ("0", "false")


def is_our_prompt(properties: Element | None) -> bool:
    """Say whether a content control is a field of the template that nobody has filled in."""
    tag = None if properties is None else properties.find(f"{W}tag")
    return tag is not None and tag.get(VAL, "") == PROMPT_TAG and is_placeholder(properties)


def alternatives(line: ParagraphReader, element: Element) -> None:
    chosen = choose_alternative(element)
    if chosen is not None:
        line.enter(chosen)


def drawing(line: ParagraphReader, element: Element) -> None:
    line.blocks.drawings.read(element, line)
