"""Repair: breaks of lines and pages that stand for the end of a paragraph, or for the items of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from ratgeber_tools.document import LineBreak
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import PAGE_END, DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.repairs.markers import marker_of
from ratgeber_tools.readers.word.repairs.pieces import is_blank, lines_of, text_of
from ratgeber_tools.readers.word.report import Report
from ratgeber_tools.readers.word.style_names import StyleRole

_SPLIT_ROLES = frozenset(
    {
        StyleRole.BODY,
        StyleRole.LIST,
        StyleRole.CONTINUATION,
        StyleRole.CONTAINER,
        StyleRole.PREFACE,
        StyleRole.QUOTE,
        StyleRole.DEFINITION,
    }
)
#: A line of prose that ends a sentence; shorter ones are addresses, verses, opening hours.
_LONG_LINE = 70
#: A line that may be a verse or part of an address.
_SHORT_LINE = 24
_NEEDS_ANOTHER = frozenset(
    {
        "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "oder", "in", "im",
        "am", "an", "auf", "aus", "bei", "beim", "mit", "von", "vom", "zu", "zum", "zur", "für", "per", "über", "unter",
        "vor", "nach", "ohne", "um", "durch", "ihr", "ihre", "ihren", "ihrem", "Ihr", "Ihre", "Ihren", "Ihrem", "sein",
        "seine", "dass", "weil", "wenn", "nicht", "kein", "keine", "sehr",
    }
)  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…:][“”\"»)]*\s*$")


def split_at_breaks(draft: ParagraphDraft, report: Report) -> list[ParagraphDraft]:
    """Return the paragraphs that `draft` really is; itself alone where its breaks are meant as breaks."""
    if draft.role not in _SPLIT_ROLES or not any(
        isinstance(piece.content, LineBreak) or piece.content == PAGE_END for piece in draft.pieces
    ):
        return [draft]
    parts = [part for page in _pages_of(draft.pieces) for part in _parts_of(page, report)]
    parts = [part for part in parts if not is_blank(part)]
    if len(parts) < 2:
        draft.pieces = parts[0] if parts else draft.pieces
        return [draft]
    following = StyleRole.CONTINUATION if draft.label is not None else draft.role
    first = replace(draft, pieces=parts[0], after=[], editorial=[])
    others = [
        replace(draft, pieces=part, role=following, label=None, checked=None, bookmarks=(), after=[], editorial=[])
        for part in parts[1:]
    ]
    others[-1].after, others[-1].editorial = draft.after, draft.editorial
    return [first, *others]


def _pages_of(pieces: list[DraftPiece]) -> list[list[DraftPiece]]:
    """Split pieces where a page ends behind a sentence; one that ends in a sentence leaves a blank there."""
    pages: list[list[DraftPiece]] = [[]]
    for piece in pieces:
        if piece.content != PAGE_END:
            pages[-1].append(piece)
        elif _SENTENCE_END.search(text_of(pages[-1])):
            pages.append([])
        else:
            pages[-1].append(piece._replace(content=" "))
    return pages


def _parts_of(pieces: list[DraftPiece], report: Report) -> list[list[DraftPiece]]:
    """Split pieces at the line breaks that part paragraphs; what is left between may be blank."""
    lines = lines_of(pieces)
    texts = [text_of(line) for line in lines]
    starts = {0}
    marked = [at for at, text in enumerate(texts) if marker_of(text) is not None]
    if len(marked) > 1:
        starts.update(marked)
    for at in range(1, len(lines)):
        if is_blank(lines[at - 1]) or (
            len(texts[at - 1]) > _LONG_LINE and len(texts[at]) > _LONG_LINE // 2 and _SENTENCE_END.search(texts[at - 1])
        ):
            starts.add(at)
    parts: list[list[DraftPiece]] = []
    for at, line in enumerate(lines):
        if at in starts or not parts:
            parts.append(line)
        elif not is_blank(line):
            if _runs_on(texts[at - 1], texts[at]) and _SENTENCE_END.search(texts[-1]):
                report.count(Code.STRUCTURE_REPAIRED, "Ein Zeilenumbruch mitten im Satz wurde {n}-mal aufgehoben.")
                parts[-1] = [*parts[-1], DraftPiece(" "), *line]
            else:
                parts[-1] = [*parts[-1], DraftPiece(LineBreak()), *line]
    return parts


def _runs_on(before: str, after: str) -> bool:
    """Whether a sentence goes on over a break: in lower case behind a long line, or behind a word that needs another.

    Verses and addresses are short lines that end with a name or a noun.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after or (not before[-1].isalpha() and before[-1] != ","):
        return False
    if before.rpartition(" ")[2] in _NEEDS_ANOTHER and len(before.split()) > 2:
        return True
    return after[0].islower() and len(before) > _SHORT_LINE
