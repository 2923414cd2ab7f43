"""What a stretch of Word XML is read against: the parts of its file, and what has been found so far."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft
from ratgeber_tools.readers.word.inlines.instructions import Fields
from ratgeber_tools.readers.word.inlines.looks import RunLooks
from ratgeber_tools.readers.word.namespaces import W
from ratgeber_tools.readers.word.numbering import Numbering
from ratgeber_tools.readers.word.package import Package, Relationship
from ratgeber_tools.readers.word.pictures import Pictures
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.revisions import Comments
from ratgeber_tools.readers.word.styles import Styles
from ratgeber_tools.readers.word.symbols import symbol
from ratgeber_tools.readers.word.xml import Element


@dataclass(slots=True)
class Waiting:
    """A note or comment that is referred to and still to be read; `host` is the paragraph it hangs on."""

    kind: str  # footnote, endnote or comment
    identifier: str
    host: ParagraphDraft
    position: int


@dataclass(slots=True)
class Story:
    """One of Word's flows of text: the main text, a note, a comment, a header."""

    part: str
    relationships: Mapping[str, Relationship]
    fields: Fields = field(default_factory=Fields)


class DraftContext(Protocol):
    """What everything that reads into drafts shares, whatever it reads; `Context` has it for a file of Word's."""

    report: Report
    literal: bool
    title: str
    sizes: Counter[int]


@dataclass(slots=True)
class Context:
    """Shared by everything that reads one document.

    `literal` takes the text as it stands: nothing that an author faked or Word generated is turned into structure.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    report: Report
    pictures: Pictures
    literal: bool
    looks: RunLooks
    particulars: list[str] = field(default_factory=list)  # lines of the template's fields that say something
    title: str = ""  # what the document may be called where no heading says so
    comments: Comments = field(default_factory=Comments)
    waiting: deque[Waiting] = field(default_factory=deque)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)  # (kind, id) of a note → its label
    notes: dict[str, list[Draft]] = field(default_factory=dict)
    referenced: set[str] = field(default_factory=set)  # bookmarks something refers to
    sizes: Counter[int] = field(default_factory=Counter)  # characters of running text by size in half points
    note_elements: dict[tuple[str, str], Element] = field(default_factory=dict)
    note_stories: dict[str, Story] = field(default_factory=dict)

    def note_words(self, kind: str, identifier: str) -> str:
        """Return the words of a note, for a report on a reference that is gone."""
        element = self.note_elements.get((kind, identifier))
        return "" if element is None else "".join(text for text in map(_text_of, element.iter(*_TEXTS)))


_TEXTS = (f"{W}t", f"{W}delText", f"{W}sym", f"{W}noBreakHyphen", f"{W}tab", f"{W}br")


def _text_of(node: Element) -> str:
    """Return what a note shows for one of its `_TEXTS`."""
    if node.tag == f"{W}sym":
        return symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")) or ""
    return {f"{W}noBreakHyphen": "\u2011", f"{W}tab": " ", f"{W}br": " "}.get(str(node.tag), node.text or "")
