"""One chapter: its text, its head, its blocks, and what a reference may lead to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ratgeber_tools import traversal
from ratgeber_tools.document import Document, LineRange
from ratgeber_tools.errors import our_mistake
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide.anchors import Anchors, find_anchors
from ratgeber_tools.guide.front_matter import Head, read_head
from ratgeber_tools.guide.refusals import finding_of, refusals_in
from ratgeber_tools.guide.walking import PlacedBlock, walk
from ratgeber_tools.readers import myst

#: Pages that hold a section together and are no chapter anybody answers for.
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A Markdown file of the guide as read once.

    `name` is the path below the guide's folder without `.md`, with slashes, as Sphinx names documents.  `blocks` are
    all blocks in reading order, also those inside others, and last those of the head's `kurz`; `findings` what
    went wrong while reading.
    """

    name: str
    path: Path
    lines: tuple[str, ...]
    head: Head | None
    document: Document
    blocks: tuple[PlacedBlock, ...]
    anchors: Anchors
    findings: tuple[Finding, ...] = ()

    @property
    def folder(self) -> str:
        """The chapter's folder as part of a name: empty, or without a slash at the end."""
        return self.name.rpartition("/")[0]

    @property
    def is_index(self) -> bool:
        return is_index_page(self.name)

    @property
    def title(self) -> str:
        """The words of the first heading of the first level, empty if there is none."""
        return traversal.title_of(placed.block for placed in self.blocks)

    def line_of(self, words: str, placed: PlacedBlock) -> int:
        """Return the 1-based line of `placed` that holds `words`, or its first line if none does."""
        for index in range(placed.lines.first, min(placed.lines.end, len(self.lines))):
            if words in self.lines[index]:
                return index + 1
        return placed.line


def is_index_page(name: str) -> bool:
    """Say whether a page of that name holds others together, whether or not it is there any more."""
    return name.rpartition("/")[2] == INDEX


def read_chapter(path: Path, *, name: str) -> Chapter:
    """Read a file; a wrong encoding becomes a finding, everything readable is read."""
    data = path.read_bytes()
    text, findings = readable(data, path)
    try:
        return parse_chapter(text, path=path, name=name, findings=tuple(findings))
    except Exception as error:  # our bug must not cost the other chapters; this one has an error until it is read
        mistake = Finding(Code.TOOL_MISTAKE, our_mistake(error, about=path.name), path=path)
        return Chapter(name, path, tuple(text.splitlines()), None, Document(()), (), find_anchors(()), (mistake,))


def parse_chapter(text: str, *, path: Path, name: str, findings: tuple[Finding, ...] = ()) -> Chapter:
    """Build a chapter from its text."""
    normalised = text.replace("\r\n", "\n").replace("\r", "\n")
    result, refusals = myst.read_chapter_text(normalised, path=path)
    refused = (finding_of(refusal, path) for refusal in refusals)
    head = read_head(normalised, path)
    blocks = (*walk(result.document), *_key_points(head))
    return Chapter(
        name=name,
        path=path,
        lines=tuple(normalised.split("\n")),
        head=head,
        document=result.document,
        blocks=blocks,
        anchors=find_anchors(blocks),
        findings=(*findings, *result.findings, *refused, *_refused_key_points(head, path)),
    )


def _refused_key_points(head: Head | None, path: Path) -> Iterator[Finding]:
    """Yield what is refused in the sentences of `kurz`."""
    if head is not None:
        line = head.lines.get("kurz", 1)
        for sentence in head.values.key_points:
            yield from (replace(finding, line=line) for finding in refusals_in(sentence, path))


def _key_points(head: Head | None) -> Iterator[PlacedBlock]:
    """Yield the sentences of `kurz`, which may refer to things like any other text."""
    if head is None:
        return
    line = head.lines.get("kurz", 1) - 1
    for sentence in head.values.key_points:
        for placed in walk(myst.read(sentence).document):
            yield placed._replace(lines=LineRange(line, line + 1), within=("kurz", *placed.within))
