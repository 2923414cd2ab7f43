"""Repair: a table of contents that was typed, which the guide makes itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft
from ratgeber_tools.readers.word.left_out import LeftOut
from ratgeber_tools.readers.word.report import Report

_HEADING = re.compile(
    r"\s*(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht|Gliederung|Inhaltsangabe)\s*:?\s*", re.IGNORECASE
)
_DOTTED = re.compile(r"\s*\S.*?(?:\.[ ]?){4,}[\s.…]*\d{1,3}\s*|\s*\S.*?…{2,}\s*\d{1,3}\s*")
#: Believed only below a heading that says so: prices and opening hours are set in the same way.
_TABBED = re.compile(r"\s*\S[^\t]*(?:\t[^\t]+)?\t[\t ]*\d{1,3}\s*")
_FEWEST = 2


def without_typed_contents(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """Return `drafts` without a typed table of contents and its heading; both are reported in full."""
    kept: list[Draft] = []
    at = 0
    while at < len(drafts):
        headed = _is_heading(drafts[at])
        start = at + 1 if headed else at
        end = start
        while end < len(drafts) and _is_line(drafts[end], headed=headed):
            end += 1
        if end - start < _FEWEST:
            kept.append(drafts[at])
            at += 1
            continue
        left = [draft for draft in drafts[at:end] if isinstance(draft, ParagraphDraft)]
        LeftOut(report).report_list("Das Inhaltsverzeichnis", [draft.text for draft in left], position=left[0].position)
        bookmarks = tuple(name for draft in left for name in draft.bookmarks)
        at = end
        if bookmarks and at < len(drafts):
            drafts[at].bookmarks = (*bookmarks, *drafts[at].bookmarks)
    return kept


def _is_heading(draft: Draft) -> bool:
    return isinstance(draft, ParagraphDraft) and _HEADING.fullmatch(draft.text) is not None and _holds_words_only(draft)


def _is_line(draft: Draft, *, headed: bool) -> bool:
    if not isinstance(draft, ParagraphDraft) or not draft.text.rstrip()[-1:].isdigit():  # most lines end in no page
        return False
    is_dotted = _DOTTED.fullmatch(draft.text) is not None
    return (is_dotted or (headed and _TABBED.fullmatch(draft.text) is not None)) and _holds_words_only(draft)


def _holds_words_only(draft: ParagraphDraft) -> bool:
    hangs = draft.after or draft.editorial or draft.remarks
    return not hangs and all(isinstance(piece.content, str) for piece in draft.pieces)
