"""Repair: short paragraphs that only look like headings become headings; levels come out without gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ratgeber_tools.document import Image, Math
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft
from ratgeber_tools.readers.word.repairs.openings import drop_letterhead, settle_title
from ratgeber_tools.readers.word.repairs.pieces import is_wholly
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.style_names import StyleRole

_LONGEST = 90  # characters
_MOST_WORDS = 14
#: How much larger than the running text a heading is set, at least.
_LARGER = 1.15
_OPENING = re.compile(r"[„“\"»(§¿¡]*\w.*[^\W\d_]{2}|[„“\"»(]*[^\W\d_]{2}")
_SENTENCE = re.compile(r"[.;,]$|[^\W\d_]{4,}[.!?] \S")
_CAPITALS = re.compile(r"[A-ZÄÖÜẞ]{3,}")
_LOWER = re.compile(r"[a-zäöüß]")
#: If more of the running text than this is bold, bold does not mean anything.
_MOST_BOLD = 0.4
#: More short bold lines in a row than this are a bold address or list, not headings.
_MOST_IN_A_ROW = 2


def make_headings(drafts: Sequence[Draft], sizes: Counter[int], report: Report, *, title: str = "") -> None:
    """Turn fake headings among `drafts` into headings, and close the gaps between all headings' levels.

    A fake heading comes one level below the real one it stands under; among fakes, the larger outranks the smaller.
    `title` is what the document's properties call it.
    """
    body_size = sizes.most_common(1)[0][0] if sizes else 0
    bold_counts = _bold_means_something(drafts)
    ranks: dict[int, int] = {}
    shifted = 0
    for at, draft in enumerate(drafts):
        if isinstance(draft, ParagraphDraft) and could_be(draft) and not _is_cut_off(drafts, at):
            rank = rank_of(draft, body_size, bold_counts=bold_counts)
            if rank:
                ranks[at] = rank
    drop_letterhead(drafts, ranks)
    _drop_crowds(drafts, ranks)
    _assign_levels(drafts, ranks)
    settle_title(drafts, title)
    written = {at: draft.level for at, draft in _headings(drafts)}
    _close_gaps(drafts)
    made: list[ParagraphDraft] = []
    for at, draft in _headings(drafts):
        if at in ranks:
            made.append(draft)
        elif draft.role is StyleRole.TITLE or draft.level == written[at]:
            continue
        elif draft.level == written[at] + 1:
            shifted += 1
        else:
            text = (
                f"Die Überschrift {quoted(draft.text)} rückte von Ebene {written[at]} auf Ebene {draft.level}, "
                "damit keine Ebene übersprungen wird."
            )
            report.add(Code.STRUCTURE_REPAIRED, text, words=draft.text, position=draft.position)
    if made:
        names = ", ".join(quoted(draft.text) for draft in made)
        what = (
            "Ein hervorgehobener Absatz wurde zur Überschrift"
            if len(made) == 1
            else f"{len(made)} hervorgehobene Absätze wurden zu Überschriften"
        )
        words = " ".join(draft.text for draft in made)
        report.add(Code.STRUCTURE_REPAIRED, f"{what}: {names}.", words=words, position=0)
    if shifted:
        headings = "Eine Überschrift rückte" if shifted == 1 else f"{shifted} Überschriften rückten"
        text = f"{headings} um eine Ebene nach unten, denn ein Kapitel hat nur einen Titel."
        report.add(Code.STRUCTURE_REPAIRED, text, position=0)


def _headings(drafts: Sequence[Draft]) -> Iterator[tuple[int, ParagraphDraft]]:
    for at, draft in enumerate(drafts):
        if (
            isinstance(draft, ParagraphDraft)
            and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
            and not draft.is_empty
        ):
            yield at, draft


def _close_gaps(drafts: Sequence[Draft]) -> None:
    """Set levels so that no heading is more than one below the heading above it, and all stand below the title.

    A chapter has one title (`checks.titles`): a document that sets one apart from its headings of level 1 gets these
    one level down.
    """
    open_levels: list[tuple[int, int]] = []  # as written, as given
    for _, draft in _headings(drafts):
        written = 0 if draft.role is StyleRole.TITLE else draft.level
        while open_levels and open_levels[-1][0] >= written:
            open_levels.pop()
        draft.level = open_levels[-1][1] + 1 if open_levels else 1
        open_levels.append((written, draft.level))


def _is_cut_off(drafts: Sequence[Draft], at: int) -> bool:
    """Whether the paragraph is only the start of a sentence that goes on in the next."""
    following = drafts[at + 1] if at + 1 < len(drafts) else None
    if not isinstance(following, ParagraphDraft) or following.label is not None:
        return False
    return following.text.lstrip()[:1].islower()


def could_be(draft: ParagraphDraft) -> bool:
    """Whether a paragraph is short and plain enough to be a heading."""
    if draft.role is not StyleRole.BODY or draft.label is not None or draft.checked is not None:
        return False
    text = draft.text.strip()
    if not 2 <= len(text) <= _LONGEST or "\n" in text or "\t" in text or len(text.split()) > _MOST_WORDS:
        return False
    if any(isinstance(piece.content, Image | Math) or piece.target is not None for piece in draft.pieces):
        return False
    return _OPENING.match(text) is not None and _SENTENCE.search(text) is None


def rank_of(draft: ParagraphDraft, body_size: int, *, bold_counts: bool) -> int:
    """Return how strongly a paragraph stands out, in half points; 0 if it does not.

    Only the size ranks: of lines in 16 and in 12 points the larger is the heading of the other, while bold, underlined
    and capital lines of one size are equals, as nobody means one of these to stand above another.
    """
    text = draft.text.strip()
    larger = body_size > 0 and draft.size >= body_size * _LARGER
    if text.endswith(":") and not larger:
        return 0  # it announces what follows, a list mostly
    bold = bold_counts and is_wholly(draft.pieces)
    typed_capitals = _CAPITALS.search(text) is not None and _LOWER.search(text) is None and len(text) >= 4
    capitals = draft.capitals or typed_capitals
    if not (larger or bold or draft.underlined or (capitals and len(text.split()) <= 8)):
        return 0
    return max(draft.size, 1)


def _bold_means_something(drafts: Sequence[Draft]) -> bool:
    """Whether bold sets apart: measured over the running text alone, since questions may be as long as their answers.

    A bold line that could be a heading counts as running text only in a crowd of such lines, or at the very end.
    """
    bold = all_ = 0
    run: list[int] = []  # lengths of the bold candidates at hand that stand in a row
    for draft in drafts:
        if not isinstance(draft, ParagraphDraft) or draft.role is not StyleRole.BODY:
            run.clear()
            continue
        length = len(draft.text)
        if is_wholly(draft.pieces):
            if could_be(draft):
                run.append(length)
                continue
            bold += length
        if len(run) > _MOST_IN_A_ROW:
            bold += sum(run)
            all_ += sum(run)
        run.clear()
        all_ += length
    if len(run) > _MOST_IN_A_ROW or not all_:
        bold += sum(run)
        all_ += sum(run)
    return not all_ or bold <= all_ * _MOST_BOLD


def _drop_crowds(drafts: Sequence[Draft], ranks: dict[int, int]) -> None:
    """Take back what cannot be a heading: the last block, and lines that stand in a row."""
    run: list[int] = []
    for at in [*sorted(ranks), len(drafts)]:
        if run and at != run[-1] + 1:
            if len(run) > _MOST_IN_A_ROW and len({ranks[member] for member in run}) == 1:
                for member in run:
                    del ranks[member]
            run = []
        run.append(at)
    ranks.pop(len(drafts) - 1, None)


def _assign_levels(drafts: Sequence[Draft], ranks: dict[int, int]) -> None:
    real = 0
    open_ranks: list[int] = []  # ranks of the fake headings open under the real one
    for at, draft in enumerate(drafts):
        if not isinstance(draft, ParagraphDraft):
            continue
        if draft.role in (StyleRole.HEADING, StyleRole.TITLE) and not draft.is_empty:
            real = 0 if draft.role is StyleRole.TITLE else draft.level
            open_ranks.clear()
        elif at in ranks:
            while open_ranks and open_ranks[-1] <= ranks[at]:
                open_ranks.pop()
            open_ranks.append(ranks[at])
            draft.role, draft.level = StyleRole.HEADING, real + len(open_ranks)
