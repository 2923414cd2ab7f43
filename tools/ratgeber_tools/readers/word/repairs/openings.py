"""Repair: which of the lines a document opens with is its title; size and place count more than capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft, TableDraft
from ratgeber_tools.readers.word.style_names import StyleRole

#: Characters from which on a paragraph is running text.
_RUNNING = 70
#: How much larger than the others a first heading is set that stands above them.
_LARGER = 1.15
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
#: Who wrote it and when: a line below a title, or above it.
_BY_LINE = re.compile(
    r"(?:von|by) (?:(?:Dr|Prof)\. )*[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w.-]*){1,2}"
    r"|(?:(?:verfasst|erstellt|bearbeitet|zusammengestellt|überarbeitet) (?:von|am)|Autor(?:in|en)?|Verfasser(?:in)?|"
    r"Redaktion|Bearbeiter(?:in)?|Ansprechpartner(?:in)?|Version|Fassung)\b.*"
    r"|Stand\b:? .*\d.*|(?:\w[\w-]*(?:[ -/]\w+)*, )?(?:den )?\d{1,2}\. ?(?:\d{1,2}\.|(?:" + _MONTHS + r")) ?\d{2,4}"
    r"|(?:" + _MONTHS + r") \d{4}|Schuljahr \d{4} ?[/–-] ?\d{2,4}",
    re.IGNORECASE,
)
#: Who sends it: what stands over a letter.
_SENDER = re.compile(
    r"(?:Stadt|Gemeinde|Landkreis|Dezernat|Fachbereich|Referat|Ministerium|Landes\w*(?:amt|verwaltung\w*)|"
    r"(?:Der|Die) (?:Ober)?bürgermeister(?:in)?|Bundes\w*(?:amt|ministerium))\b.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b\d{5} [A-ZÄÖÜ]|@|\bwww\.|\b(?:Tel|Telefon|Fax)\b|\d{3,}[ /-]\d{2,}")


def drop_letterhead(drafts: Sequence[Draft], ranks: dict[int, int]) -> None:
    """Take the letterhead and the by-line out of the fake headings (`ranks`: by place, half points) that open a text.

    What is set smaller than a later line of the opening, or than the first real heading, stands above the title.
    """
    end = next((at for at, draft in enumerate(drafts) if _is_running_text(draft, at in ranks)), len(drafts))
    opening = [at for at in sorted(ranks) if at < end]
    for at in list(opening):
        text = _text(drafts[at])
        if _BY_LINE.fullmatch(text) or _ADDRESS.search(text):
            opening.remove(at)
            del ranks[at]
    sizes = {at: ranks[at] for at in opening}
    for at, draft in enumerate(drafts[:end]):
        if (
            isinstance(draft, ParagraphDraft)
            and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
            and not draft.is_empty
        ):
            sizes[at] = max(ranks.values(), default=0) + 1 if draft.role is StyleRole.TITLE else draft.size
    if len(sizes) < 2:
        return
    largest = max(sizes.values())
    title = min(at for at, size in sizes.items() if size == largest)
    for at in opening:
        if at < title:
            del ranks[at]
    if title in ranks and _SENDER.fullmatch(_text(drafts[title])) and any(at > title for at in sizes):
        del ranks[title]


def settle_title(drafts: Sequence[Draft], title: str) -> None:
    """Make the first heading the title where several stand on its level and something sets it above them.

    That is its size, another heading directly below it, or that the document's properties (`title`) call it so.
    """
    headings = [
        (at, draft)
        for at, draft in enumerate(drafts)
        if isinstance(draft, ParagraphDraft)
        and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
        and not draft.is_empty
    ]
    if len(headings) < 2 or any(draft.role is StyleRole.TITLE for _, draft in headings):
        return
    (at, first), *others = headings
    equals = [draft for _, draft in others if draft.level <= first.level]
    if not equals:
        return
    is_larger = first.size >= max(draft.size for _, draft in others) * _LARGER
    stands_above = others[0][0] == at + 1 and others[0][1].level == first.level and len(equals) > 1
    is_called_so = bool(title) and _letters(title) == _letters(first.text)
    if is_larger or stands_above or is_called_so:
        first.role = StyleRole.TITLE


def _is_running_text(draft: Draft, is_candidate: bool) -> bool:
    if isinstance(draft, TableDraft):
        return True
    if draft.role in (StyleRole.HEADING, StyleRole.TITLE, StyleRole.PREFACE) or is_candidate:
        return False
    return draft.label is not None or len(draft.text.strip()) > _RUNNING


def _text(draft: Draft) -> str:
    return draft.text.strip() if isinstance(draft, ParagraphDraft) else ""


def _letters(words: str) -> str:
    return re.sub(r"[\W\d_]+", "", words).lower()
