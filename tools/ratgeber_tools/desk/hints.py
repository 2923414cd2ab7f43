"""What the checks say of a chapter while it is written, each at the block of the text that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from prosemirror.model import Node

from ratgeber_tools.checks import findings_in
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.document import Document
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide, parse_chapter
from ratgeber_tools.writers import myst

#: Turns the chapter's present document into the chapter's source.
Written = Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Hint:
    """A finding at the editor's `block` (0-based place among the document's children; None for the whole chapter)."""

    block: int | None
    severity: str
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"block": self.block, "severity": self.severity, "text": self.text}


def hints(node: Node, chapter: Chapter, guide: Guide) -> list[Hint]:
    """Return what is to be mended or looked at in the editor's document, which is a chapter being written.

    Findings about the head are left out: it is no part of the text.
    """
    edited = document_of(node, front_matter=chapter.document.front_matter)
    written = parse_chapter(myst.write(edited), path=chapter.path, name=chapter.name)
    places = _places(node)
    starts = [block.lines.first + 1 for block in written.document.blocks if block.lines is not None]
    if len(starts) != len(places):  # what reads back as other blocks is told of as a whole
        starts = []
    first = starts[0] if starts else 1
    return [
        Hint(_block_at(finding.line, starts, places), finding.severity.value, _sentence(finding))
        for finding in findings_in(written, guide)
        if finding.line is None or finding.line >= first
    ]


def _places(node: Node) -> list[int]:
    """Return which of the document's children say something: the blocks of the chapter, in order."""
    places = []
    for place in range(node.child_count):
        child = node.child(place)
        if child.type.name != "note" and document_of({"type": "doc", "content": [child.to_json()]}).blocks:
            places.append(place)
    return places


def _block_at(line: int | None, starts: Sequence[int], places: Sequence[int]) -> int | None:
    if line is None or not starts:
        return None
    return places[max(0, sum(start <= line for start in starts) - 1)]


def _sentence(finding: Finding) -> str:
    return f"{finding.text} {finding.code.remedy}".strip()
