"""References to footnotes, endnotes and comments; the notes themselves are read behind the block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ratgeber_tools.document import NoteReference
from ratgeber_tools.readers.word.context import Waiting
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.xml import Element

if TYPE_CHECKING:
    from ratgeber_tools.readers.word.inlines.paragraph import ParagraphReader


def note_reference(line: ParagraphReader, element: Element) -> None:
    kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
    key = (kind, element.get(f"{W}id", ""))
    context = line.context
    if line.asides.deleting or line.asides.moving or line.look.hidden:
        line.takes(f" {context.note_words(*key)} ")
        return
    if key not in context.note_elements:
        return
    label = context.labels.get(key)
    if label is None:
        label = context.labels[key] = str(len(context.labels) + 1)
        context.waiting.append(Waiting(*key, line.draft, context.report.position))
    line.put(NoteReference(label))


def comment_start(line: ParagraphReader, element: Element) -> None:
    line.context.comments.start(element.get(f"{W}id", ""))


def comment_end(line: ParagraphReader, element: Element) -> None:
    line.context.comments.end(element.get(f"{W}id", ""))


def comment_reference(line: ParagraphReader, element: Element) -> None:
    context, identifier = line.context, element.get(f"{W}id", "")
    if identifier not in context.comments.seen:
        context.comments.seen.add(identifier)
        context.waiting.append(Waiting("comment", identifier, line.draft, context.report.position))
