"""Repair: the words of headings and of the title, once it is known which paragraphs are headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ratgeber_tools.document import Image, LineBreak
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import Draft, DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.repairs.headings import could_be, rank_of
from ratgeber_tools.readers.word.repairs.markers import is_counted
from ratgeber_tools.readers.word.repairs.pieces import without_start
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.style_names import StyleRole

#: A heading with more characters is asked about; no table of contents has room for it.
_LONG = 90
_TYPED_NUMBER = re.compile(
    r"\s*(?:(?:Kapitel[ \u00a0]+)?(?P<parts>\d{1,2}(?:\.\d{1,2})+)[.)]?|(?P<number>\d{1,2})[.)]|(?P<bare>\d{1,2})"
    r"|[A-Z]\)|[IVX]{1,5}[.)]|§{1,2}[ \u00a0]*\d+[a-z]?)"
    r"[ \t\u00a0]+(?=[^\W\d_]{2}|[„“\"»(])"
)
#: A hyphen at the end of a line that parts a word; “Vor- und Nachteile” keeps its own.
_PARTED = re.compile(r"[^\W\d_]{2,}-$")
_GOES_ON = re.compile(r"(?!(?:und|oder|bzw|sowie|bis)\b)[a-zäöüß]")


def join_titles(drafts: Sequence[Draft], sizes: Counter[int]) -> list[Draft]:
    """Return `drafts` with a title set in several lines as one paragraph.

    Lines in the style of a title belong together wherever they stand under each other.  Without the style, the first
    lines of a document do if both stand out and the second goes on in lower case.
    """
    body_size = sizes.most_common(1)[0][0] if sizes else 0
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if isinstance(before, ParagraphDraft) and isinstance(draft, ParagraphDraft) and not before.after:
            styled = before.role is StyleRole.TITLE and draft.role is StyleRole.TITLE and not before.is_empty
            if styled or (len(joined) == 1 and _goes_on(before, draft, body_size)):
                before.pieces = [*before.pieces, DraftPiece(LineBreak()), *draft.pieces]
                before.bookmarks += draft.bookmarks
                before.after, before.editorial = draft.after, [*before.editorial, *draft.editorial]
                before.size = max(before.size, draft.size)
                if not styled:
                    before.role = StyleRole.TITLE
                continue
        joined.append(draft)
    return joined


def _goes_on(before: ParagraphDraft, draft: ParagraphDraft, body_size: int) -> bool:
    return (
        all(could_be(line) and rank_of(line, body_size, bold_counts=True) for line in (before, draft))
        and before.size >= draft.size
        and draft.text.lstrip()[:1].islower()
    )


def tidy_headings(drafts: Sequence[Draft], report: Report) -> None:
    """Take pictures, line breaks and typed numbers out of headings, and ask about those that are too long for one."""
    headings = list(_headings(drafts))
    for draft in headings:
        _put_pictures_below(draft)
        if any(isinstance(piece.content, LineBreak) for piece in draft.pieces):
            draft.pieces = _in_one_line(draft.pieces)
            text = f"Die Überschrift {quoted(draft.text)} stand in mehreren Zeilen; jetzt steht sie in einer."
            report.add(Code.STRUCTURE_REPAIRED, text, words=draft.text, position=draft.position)
    _drop_numbers(headings, report)
    for draft in headings:
        if len(draft.text.strip()) > _LONG:
            text = (
                f"Die Überschrift {quoted(draft.text)} ist ungewöhnlich lang: Ist sie eine? "
                "Wenn ja, kürzen Sie sie; wenn nein, machen Sie einen Absatz daraus."
            )
            report.add(Code.CONTENT_REVIEW, text, words=draft.text, position=draft.position)


def _put_pictures_below(draft: ParagraphDraft) -> None:
    """Move the pictures out of a heading: in a table of contents there is no room for them."""
    pictures = [piece for piece in draft.pieces if isinstance(piece.content, Image)]
    if pictures and draft.text.strip():
        draft.pieces = [piece for piece in draft.pieces if not isinstance(piece.content, Image)]
        draft.after[:0] = [ParagraphDraft([piece], position=draft.position) for piece in pictures]


def _headings(drafts: Sequence[Draft]) -> Iterator[ParagraphDraft]:
    for draft in drafts:
        if (
            isinstance(draft, ParagraphDraft)
            and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
            and not draft.is_empty
        ):
            yield draft


def _in_one_line(pieces: Sequence[DraftPiece]) -> list[DraftPiece]:
    line: list[DraftPiece] = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece.content, LineBreak):
            line.append(piece)
            continue
        before = line[-1].content if line else ""
        after = pieces[at + 1].content if at + 1 < len(pieces) else ""
        if not isinstance(before, str) or not isinstance(after, str):
            line.append(DraftPiece(" "))
        elif _PARTED.search(before) and _GOES_ON.match(after):
            line[-1] = line[-1]._replace(content=before[:-1])
        elif before and after and not before[-1].isspace() and not after[0].isspace():
            line.append(DraftPiece(" "))
    return line


def _drop_numbers(headings: Sequence[ParagraphDraft], report: Report) -> None:
    """Drop numbers that were typed before headings, as those that Word counts are dropped; the guide counts itself.

    A single number may belong to the words (“3 Wege zum Hortplatz”), so it needs company or a sign that tells it.
    """
    found = [(draft, match) for draft in headings if (match := _numbered(draft.text)) is not None]
    bare = [int(match["bare"]) for _, match in found if match["bare"]]
    bare_counts = len(bare) > 1 and bare == list(range(bare[0], bare[0] + len(bare)))
    told = any(match["parts"] for _, match in found)
    company = [match for _, match in found if not match["bare"]]
    for draft, match in found:
        if match["bare"] and not (bare_counts or told):
            continue
        if match["number"] and len(company) < 2 and int(match["number"]) != 1:
            continue
        draft.pieces = without_start(draft.pieces, match.end())
        report.count(
            Code.FORMATTING_SIMPLIFIED,
            "Die Nummer vor einer Überschrift wurde {n}-mal weggelassen; der Ratgeber zählt selbst.",
        )


def _numbered(text: str) -> re.Match[str] | None:
    match = _TYPED_NUMBER.match(text)
    return None if match is None or is_counted(text, match.end()) else match
