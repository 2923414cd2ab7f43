"""Repair: a mail that was pasted into a document; its head and its signature are no text of a chapter.

Both name persons, so they are left out and reported in full, like the head and foot of a page.  What is quoted below
may be what the author meant to send: it stays, and the report says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ratgeber_tools.document import LineBreak
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import Draft, ParagraphDraft
from ratgeber_tools.readers.word.report import Report, quoted, tidy

_LINE = re.compile(
    r"[>\s]*(?P<name>Von|Gesendet|Datum|An|Cc|CC|Bcc|Kopie|Betreff|Antwort an|Anlagen?|Anhang|Wichtigkeit|Priorität|"
    r"From|Sent|Date|To|Subject)[ \u00a0]*:[ \t\u00a0]*(?P<value>.*)"
)
_SENDER, _OTHERS = frozenset({"Von", "From"}), frozenset({"An", "To", "Betreff", "Subject", "Gesendet", "Sent"})
_SUBJECT = frozenset({"Betreff", "Subject"})
_REPLY = re.compile(r"(?:(?:AW|WG|RE|FW|FWD|Antwort)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(
    r"[>\s]*(?:-{2,}\s*(?:Ursprüngliche Nachricht|Original-?Nachricht|Original Message|Weitergeleitete Nachricht)"
    r"|Am .{6,80} schrieb .{2,80}:|On .{6,80} wrote:|>\s?\S)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\s*(?:(?:Mit|Viele|Beste|Liebe|Herzliche|Freundliche|Schöne)[rn]?\s+(?:(?:freundlichen|besten|herzlichen|lieben|"
    r"vielen)\s+)?(?:Grüße[n]?|Gruß)\b|MfG\b|VG\b|LG\b|i\. ?A\.\s).{0,40}",
    re.IGNORECASE,
)
_FEWEST_LINES = 3
#: Paragraphs a signature may have.
_LONGEST_SIGNATURE = 15
_LONGEST_LINE = 120


@dataclass(frozen=True, slots=True)
class PastedMail:
    """What was found of a mail: the paragraphs without its head and signature, and what it is about."""

    drafts: list[Draft]
    subject: str = ""


def without_mail_heads(drafts: Sequence[Draft], report: Report) -> PastedMail:
    """Return `drafts` without the heads and signatures of mails; each is reported, quoted mails are said."""
    heads = list(_heads(drafts))
    if not heads:
        _say_letter(drafts, report)
        return PastedMail(list(drafts))
    gone: set[int] = set()
    subject = ""
    for number, (start, end) in enumerate(heads):
        lines = [line for at in range(start, end) for line in _lines(drafts[at])]
        subject = subject or _subject(lines)
        gone.update(_reported(drafts, range(start, end), "Der Kopf einer E-Mail", report))
        following = heads[number + 1][0] if number + 1 < len(heads) else len(drafts)
        gone.update(_reported(drafts, _signature(drafts, end, following), "Gruß und Absender einer E-Mail", report))
    _say_quotations(drafts, heads, report)
    return PastedMail(_without(drafts, gone), subject)


def _subject(lines: Sequence[str]) -> str:
    found = (match for line in lines if (match := _LINE.match(line)) is not None and match["name"] in _SUBJECT)
    return next((_REPLY.sub("", match["value"]).strip() for match in found), "")


def _heads(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Return the stretches of paragraphs that are the head of a mail: first, and behind the last."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(drafts):
        end, names = at, []
        while end < len(drafts) and (lines := _lines(drafts[end])) and all(map(_LINE.match, lines)):
            names += [match["name"] for line in lines if (match := _LINE.match(line))]
            end += 1
        if len(names) >= _FEWEST_LINES and _SENDER & set(names) and _OTHERS & set(names):
            found.append((at, end))
        at = max(end, at + 1)
    return found


def _lines(draft: Draft) -> list[str]:
    if not isinstance(draft, ParagraphDraft) or draft.label is not None:
        return []
    return [line for line in draft.text.split("\n") if line.strip()]


def _signature(drafts: Sequence[Draft], start: int, end: int) -> range:
    """Return the paragraphs from the greeting to the end of a mail; none if what follows is too much to be one."""
    for at in range(start, end):
        lines = _lines(drafts[at])
        if not lines or not _GREETING.fullmatch(lines[0]):
            continue
        last = at + 1
        while last < end and (own := _lines(drafts[last])) and not _QUOTED.match(own[0]):
            if any(len(line) > _LONGEST_LINE for line in own):
                break
            last += 1
        return range(at, last) if last - at <= _LONGEST_SIGNATURE else range(0)
    return range(0)


def _reported(drafts: Sequence[Draft], places: range, what: str, report: Report) -> list[int]:
    """Report the paragraphs at `places` as left out, and return which; one that holds more than words stays."""
    left = [at for at in places if _holds_words_only(drafts[at])]
    if left:
        words = tidy(" ".join(line for at in left for line in _lines(drafts[at])))
        report.add(
            Code.CONTENT_DROPPED,
            f"{what} wurde weggelassen: Im Ratgeber stehen keine Personen und keine Absender.",
            words=words,
            position=drafts[left[0]].position,
        )
    return left


def _holds_words_only(draft: Draft) -> bool:
    if not isinstance(draft, ParagraphDraft) or draft.after or draft.editorial or draft.remarks:
        return False
    return all(isinstance(piece.content, str | LineBreak) for piece in draft.pieces)


def _say_quotations(drafts: Sequence[Draft], heads: Sequence[tuple[int, int]], report: Report) -> None:
    later = {start for start, _ in heads[1:]}
    for at, draft in enumerate(drafts):
        lines = _lines(draft)
        if at in later or (lines and _QUOTED.match(lines[0])):
            report.add(
                Code.CONTENT_REVIEW,
                f"Ab hier steht eine zitierte E-Mail ({quoted(' '.join(lines), longest=50)}): "
                "Löschen Sie, was nicht in das Kapitel gehört.",
                position=draft.position,
            )
            return


def _say_letter(drafts: Sequence[Draft], report: Report) -> None:
    """Say that a text ends like a letter, whoever it is from."""
    places = _signature(drafts, 0, len(drafts))
    if places and places.stop == len(drafts) and places.start > 0:
        report.add(
            Code.CONTENT_REVIEW,
            "Der Text endet mit Gruß und Absender wie ein Brief: Löschen Sie beides, "
            "denn im Ratgeber stehen keine Personen.",
            words=tidy(" ".join(line for at in places for line in _lines(drafts[at]))),
            position=drafts[places.start].position,
        )


def _without(drafts: Sequence[Draft], gone: set[int]) -> list[Draft]:
    """Return the drafts that stay; bookmarks of the others go to the next."""
    kept: list[Draft] = []
    bookmarks: tuple[str, ...] = ()
    for at, draft in enumerate(drafts):
        if at in gone:
            bookmarks += draft.bookmarks
            continue
        draft.bookmarks, bookmarks = (*bookmarks, *draft.bookmarks), ()
        kept.append(draft)
    if bookmarks and kept:
        kept[-1].bookmarks += bookmarks
    return kept
