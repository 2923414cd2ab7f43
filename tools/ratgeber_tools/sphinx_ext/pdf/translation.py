"""What a translation carries along: where it is, what it has met, and the lines of Typst it has made.

Handlers are plain functions `(node, translation) -> Typst expression`; they reach each other only through
`Translation.blocks` and `Translation.inlines`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from docutils import nodes

from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.sphinx_ext.outline import GuideOutline
from ratgeber_tools.sphinx_ext.pdf import syntax
from ratgeber_tools.sphinx_ext.pdf.index_entries import Index
from ratgeber_tools.sphinx_ext.pdf.languages import as_german


class UntranslatableError(RatgeberError):
    """The PDF edition cannot show something; the message names chapter, line and what to do."""


class TypstOrigin(NamedTuple):
    """Where a line of Typst source comes from: chapter and 1-based line, None where docutils knows none."""

    docname: str
    line: int | None


class TearOutSheet(NamedTuple):
    """A list to be torn out: the call that sets its leaf, and where the list stands in the guide."""

    expression: str
    docname: str
    box: nodes.Node


class Sources(Protocol):
    """What the translation asks of the world around it: the guide's doctrees and a few facts Sphinx keeps."""

    def doctree(self, docname: str) -> nodes.document:
        """Return the doctree of a chapter with every reference resolved."""

    def number(self, docname: str, kind: str, identifier: str) -> str:
        """Return Sphinx's number with its word ("Abbildung 3"), empty without one; `kind` is figure, table, ..."""

    def picture(self, uri: str) -> str | None:
        """Return the name under which Typst finds the picture at this source-relative path; None if it is missing."""

    def is_draft(self, docname: str) -> bool:
        """Say whether a chapter is still being worked on (any `status`; released ones are told by their release)."""

    def certain_point(self, docname: str) -> str:
        """Return the one sentence of a chapter that lists of chapters may show, empty without one."""

    def sign(self, docname: str) -> str:
        """Return the name of a chapter's pictogram, empty if neither it nor its part has one."""

    def is_paper(self) -> bool:
        """Say whether this is the edition for print, which cannot be clicked."""

    def has_loose_sheet(self) -> bool:
        """Say whether the loose date sheet lies in every printed copy."""

    def web_address(self, docname: str) -> str:
        """Return where a chapter is found in the web, empty where paper does not lead there."""

    def file_name(self, docname: str) -> str:
        """Return the chapter's path as an author knows it."""


Handler: TypeAlias = "Callable[[nodes.Node, Translation], str]"


@dataclass(slots=True)
class Translation:
    """The state of one run over the guide."""

    sources: Sources
    block_handlers: Mapping[type[nodes.Node], Handler]
    inline_handlers: Mapping[type[nodes.Node], Handler]
    outline: GuideOutline
    titles: Mapping[str, str]  # label of a chapter, section or term -> its words
    elsewhere: Mapping[str, str] = field(default_factory=dict)  # chapters of another volume -> its title; "": the web
    in_the_web: Mapping[str, str] = field(default_factory=dict)  # pages not in this file -> whole address, or ""
    on_covers: nodes.Node | None = None  # the box that stands inside the covers
    printed: Set[str] | None = None  # labels that will be there where chapters are cut; None: all of their chapters
    docname: str = ""
    level: int = 0  # heading level of the section around
    depth: int = 0  # sections open below the chapter
    part: int = 0
    chapter: int = 0
    in_draft: bool = False  # whether what was translated last is of a draft
    in_title: bool = False
    title_notes: list[str] = field(default_factory=list)
    index: Index = field(default_factory=Index)
    lines: list[str] = field(default_factory=list)
    origins: list[TypstOrigin] = field(default_factory=list)
    notes: dict[str, nodes.footnote] = field(default_factory=dict)  # label -> note of the current chapter
    used_notes: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)  # what the booklet says once -> the label of that place
    wanted: dict[str, TypstOrigin] = field(default_factory=dict)  # label -> the first reference to it
    has_sheets: bool = False  # whether lists can be torn out of this file
    sheets: list[TearOutSheet] = field(default_factory=list)
    term_uses: int = 0
    refused: list[str] = field(default_factory=list)  # what the PDF cannot show, as sentences with chapter and line

    # ------------------------------------------------------------------------------------------- output

    def emit(self, expression: str, node: nodes.Node | None = None) -> None:
        """Add one line of source, remembering where it comes from."""
        if not expression:
            return
        self.lines.append(expression)
        self.origins.append(self.origin(node))

    def blocks(self, children: Iterable[nodes.Node]) -> str:
        """Return body elements as one expression."""
        return syntax.sequence(self.block(child) for child in children)

    def block(self, node: nodes.Node) -> str:
        """Return one body element, with anchors for its identifiers before it.

        One that cannot be shown is noted and left out, so that what else is wrong comes to light with it; `_source`
        makes nothing of a guide with such a hole.
        """
        handler = self.block_handlers.get(type(node))
        if handler is None:
            self.note(self.refuse(node, _unknown(node)))
            return ""
        with self.noting():
            return self.anchors(node) + as_german(node, handler(node, self))
        return ""

    def inlines(self, children: Iterable[nodes.Node]) -> str:
        """Return inline elements as one expression."""
        return syntax.sequence(self.inline(child) for child in children)

    def inline(self, node: nodes.Node) -> str:
        """Return one inline element, with anchors for its identifiers before it."""
        handler = self.inline_handlers.get(type(node))
        if handler is None:
            raise self.refuse(node, _unknown(node))
        return self.anchors(node) + handler(node, self)

    # ------------------------------------------------------------------------------------------- labels

    def label(self, identifier: str, docname: str | None = None) -> str:
        """Return the Typst label of an identifier of a chapter; a chapter's own label is its document name."""
        docname = self.docname if docname is None else docname
        return f"{docname}#{identifier}" if identifier else docname

    def names(self, node: nodes.Node) -> str | None:
        """Return the labels of `node` as an array for a theme function's `names`, None without any."""
        if not isinstance(node, nodes.Element):
            return None
        labels = [self.define(self.label(identifier)) for identifier in node["ids"]]
        return syntax.strings(labels) if labels else None

    def anchors(self, node: nodes.Node) -> str:
        """Return a statement that puts the labels of `node` here; empty without any, or where a handler does it."""
        if isinstance(node, (nodes.section, nodes.footnote)):
            return ""
        names = self.names(node)
        return f"{syntax.call('anchors', names)};" if names else ""

    def define(self, label: str) -> str:
        self.labels.add(label)
        return label

    def want(self, label: str, node: nodes.Node) -> str:
        """Note that something refers to `label`; whether it exists is checked at the end."""
        self.wanted.setdefault(label, self.origin(node))
        return label

    # ------------------------------------------------------------------------------------------- places

    def origin(self, node: nodes.Node | None) -> TypstOrigin:
        while node is not None and getattr(node, "line", None) is None:
            node = node.parent
        return TypstOrigin(self.docname, getattr(node, "line", None))

    def refuse(self, node: nodes.Node, sentence: str) -> UntranslatableError:
        """Return the error that says `sentence` about `node`, with its chapter and line."""
        return UntranslatableError(f"{self.place(self.origin(node))}: {sentence}")

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note what is refused within, and go on behind it."""
        try:
            yield
        except UntranslatableError as error:
            self.note(error)

    def note(self, error: UntranslatableError) -> None:
        if str(error) not in self.refused:
            self.refused.append(str(error))

    def place(self, origin: TypstOrigin) -> str:
        line = f", Zeile {origin.line}" if origin.line is not None else ""
        return self.sources.file_name(origin.docname) + line


def _unknown(node: nodes.Node) -> str:
    kind = type(node).__name__
    return (
        f"Der Baustein „{kind}“ kann nicht in das PDF gesetzt werden. "
        "Schreiben Sie die Stelle mit einem anderen Baustein, oder melden Sie diese Zeile dem Entwicklungsteam."
    )
