"""Repair: paragraphs that open with a typed bullet, number or box become items of real lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import Draft, DraftPiece, ParagraphDraft
from ratgeber_tools.readers.word.numbering import DEEPEST_LEVEL, Label, Level
from ratgeber_tools.readers.word.repairs.markers import Marker, marker_of
from ratgeber_tools.readers.word.repairs.pieces import is_wholly, without_start
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.style_names import StyleRole

_LISTABLE = frozenset({StyleRole.BODY, StyleRole.LIST, StyleRole.CONTINUATION, StyleRole.CONTAINER, StyleRole.PREFACE})
#: Paragraphs that may stand between two typed numbers that still count as one list.
_WIDEST_GAP = 3
#: Twips that tell one level of indentation from the next.
_STEP = 120
#: Signs that mean something where both kinds occur.
_YES, _NO = frozenset("✓✔"), frozenset("✗✘✕✖")
_TAB = 709  # Word's default, 1.25 cm
_BLANK = 60


def make_lists(drafts: Sequence[Draft], report: Report) -> None:
    """Give labels to the paragraphs among `drafts` that are typed items, and take their markers off."""
    found: dict[int, tuple[ParagraphDraft, Marker]] = {}
    for at, draft in enumerate(drafts):
        if not isinstance(draft, ParagraphDraft) or draft.role not in _LISTABLE:
            continue
        if not draft.pieces:
            continue
        marker = marker_of(draft.text)
        if draft.label is not None or draft.checked is not None:
            _box_in_item(draft, marker)
        elif marker is not None:
            found[at] = (draft, marker)
    _keep_signs_of_bullets(drafts)
    if not found:
        return
    accepted = {at for at, (_, marker) in found.items() if marker.ordinal is None and _is_bullet(drafts, found, at)}
    for chain in _chains(drafts, found):
        accepted.update(chain)
    signs = {found[at][1].look for at in accepted}
    keeps_signs = bool(signs & _YES and signs & _NO)
    for number, run in enumerate(_runs(sorted(accepted), found)):
        _label(drafts, [(at, *found[at]) for at in run], report, number=f"typed {number}", keeps_signs=keeps_signs)


def _keep_signs_of_bullets(drafts: Sequence[Draft]) -> None:
    """Put a tick or a cross that Word prints as a bullet before the words, where both occur: they mean something."""
    shown = [
        (draft, sign)
        for draft in drafts
        if isinstance(draft, ParagraphDraft)
        and draft.label is not None
        and not draft.label.level.is_ordered
        and (sign := draft.label.level.sign) in _YES | _NO
        and not draft.is_empty
    ]
    signs = {sign for _, sign in shown}
    if signs & _YES and signs & _NO:
        for draft, sign in shown:
            draft.pieces = [DraftPiece(f"{sign} "), *draft.pieces]


def nest_by_indent(drafts: Sequence[Draft]) -> None:
    """Put items that Word keeps on one level, but the author indented further, a level below.

    Where a list has several levels of Word's, these count; so do the numbers of one list, which go on counting.
    """
    run: list[tuple[ParagraphDraft, Label]] = []
    for draft in (*drafts, None):
        label = draft.label if isinstance(draft, ParagraphDraft) else None
        if isinstance(draft, ParagraphDraft) and label is not None and label.level.has_marker:
            if run and draft.is_apart and label.number != run[-1][1].number:
                _nest(run)
                run = []
            run.append((draft, label))
            continue
        _nest(run)
        run = []


def _nest(run: Sequence[tuple[ParagraphDraft, Label]]) -> None:
    if len({draft.left for draft, _ in run}) < 2:
        return
    depths: dict[str, set[int]] = {}
    for _, label in run:
        depths.setdefault(label.number, set()).add(label.depth)
    if any(len(found) > 1 for found in depths.values()):
        return
    open_: list[tuple[int, Label]] = []
    base = min(label.depth for _, label in run)
    for draft, label in run:
        while open_ and draft.left < open_[-1][0] - _STEP:
            open_.pop()
        further = not open_ or draft.left > open_[-1][0] + _STEP
        if further and not (open_ and label.level.is_ordered and label.number == open_[-1][1].number):
            open_.append((draft.left, label))
        by_indent = min(base + len(open_) - 1, DEEPEST_LEVEL)
        draft.label = replace(label, depth=max(label.depth, by_indent))


def _box_in_item(draft: ParagraphDraft, marker: Marker | None) -> None:
    """A box at the start of a real item, or a box control in a paragraph, makes a task."""
    if draft.label is None:
        draft.label = Label("typed", 0, Level("bullet", "☐"), 1)
    elif draft.checked is None and marker is not None and marker.checked is not None:
        draft.checked = marker.checked
        draft.pieces = without_start(draft.pieces, marker.length)


def _is_bullet(drafts: Sequence[Draft], found: dict[int, tuple[ParagraphDraft, Marker]], at: int) -> bool:
    """Whether a typed bullet is one: its sign is no dash, or it is not alone, or a colon announces it."""
    if found[at][1].sure:
        return True
    for beside in (at - 1, at + 1):
        if beside in found and found[beside][1].ordinal is None:
            return True
    before = drafts[at - 1] if at else None
    return isinstance(before, ParagraphDraft) and (before.text.rstrip().endswith(":") or before.label is not None)


def _chains(drafts: Sequence[Draft], found: dict[int, tuple[ParagraphDraft, Marker]]) -> Iterator[list[int]]:
    """Yield runs of typed numbers that count on by one; bold ones with text between are headings, not items."""
    for look in {marker.look for _, marker in found.values() if marker.ordinal is not None}:
        chain: list[int] = []
        last = 0  # what the chain, also one that was given out, has counted to
        for at in sorted(found):
            marker = found[at][1]
            if marker.look != look or marker.ordinal is None:
                continue
            if chain and marker.ordinal == last + 1 and _close(drafts, found, chain[-1], at):
                chain.append(at)
            else:
                yield from _worth(found, chain)
                chain = [at] if marker.ordinal in (1, last + 1) or _is_followed(found, at) else []
            if chain:
                last = marker.ordinal
        yield from _worth(found, chain)


def _is_followed(found: dict[int, tuple[ParagraphDraft, Marker]], at: int) -> bool:
    """Whether the very next paragraph counts on, so that a list may begin at any number."""
    if at + 1 not in found:
        return False
    marker, following = found[at][1], found[at + 1][1]
    return following.look == marker.look and following.ordinal == (marker.ordinal or 0) + 1


def _worth(found: dict[int, tuple[ParagraphDraft, Marker]], chain: list[int]) -> Iterator[list[int]]:
    apart = any(after - before > 1 for before, after in pairwise(chain))
    bold = all(is_wholly(found[at][0].pieces) for at in chain)
    if len(chain) > 1 and not (apart and bold):
        yield chain


def _close(drafts: Sequence[Draft], found: dict[int, tuple[ParagraphDraft, Marker]], before: int, after: int) -> bool:
    between = [at for at in range(before + 1, after) if at not in found]
    return len(between) <= _WIDEST_GAP and not any(
        isinstance(draft := drafts[at], ParagraphDraft) and draft.role in (StyleRole.HEADING, StyleRole.TITLE)
        for at in between
    )


def _runs(accepted: list[int], found: dict[int, tuple[ParagraphDraft, Marker]]) -> Iterator[list[int]]:
    """Yield stretches of paragraphs that stand directly under each other; a blank one before another sign ends one."""
    run: list[int] = []
    for at in accepted:
        if run and (
            at != run[-1] + 1
            or (
                found[at][0].is_apart
                and found[at][1].look != found[run[-1]][1].look
                and _indent(found[at][0]) <= _indent(found[run[0]][0]) + _STEP
            )
        ):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _label(
    drafts: Sequence[Draft],
    run: list[tuple[int, ParagraphDraft, Marker]],
    report: Report,
    *,
    number: str,
    keeps_signs: bool,
) -> None:
    """Label one stretch of typed items: a deeper indent opens a level, and so does anything under a number.

    One hand types bullets of several signs; where they stand equally far in they are equals.  With `keeps_signs` a
    tick and a cross stay before the words, since they say what is allowed and what is not.
    """
    before = drafts[run[0][0] - 1] if run[0][0] else None
    above = before.label if isinstance(before, ParagraphDraft) else None
    base = 0
    apart = run[0][1].is_apart and isinstance(before, ParagraphDraft) and _indent(run[0][1]) <= before.left + _STEP
    if isinstance(before, ParagraphDraft) and above is not None and above.level.has_marker and not apart:
        deeper = above.level.is_ordered or _indent(run[0][1]) > before.left + _STEP
        base = min(above.depth + (1 if deeper else 0), DEEPEST_LEVEL)
    levels: list[tuple[str, int]] = []  # look and indent of each open level
    shown = run[0][1].text.strip()
    for _, draft, marker in run:
        indent = _indent(draft)
        look = "" if marker.ordinal is None else marker.look
        known = next(
            (at for at, (sign, left) in enumerate(levels) if sign == look and abs(indent - left) <= _STEP), None
        )
        if known is None and look and levels and levels[-1][0] == "" and abs(indent - levels[-1][1]) <= _STEP:
            known = len(levels) - 1  # numbers beside bullets are a list of their own, no bullet's sub-list
            levels[known] = (look, indent)
        if known is None:
            while levels and indent < levels[-1][1] - _STEP:
                levels.pop()
            known = len(levels)
            levels.append((look, indent))
        del levels[known + 1 :]
        depth = min(base + known, DEEPEST_LEVEL)
        level = Level(marker.format, "" if marker.ordinal is not None else "•")
        draft.label = Label(number, depth, level, marker.ordinal or 1)
        draft.checked = marker.checked
        if not (keeps_signs and marker.look in _YES | _NO):
            draft.pieces = without_start(draft.pieces, marker.length)
    kinds = {marker.format for _, _, marker in run}
    text = f"Von Hand getippte Listenzeichen wurden zu einer Liste (ab {quoted(shown, longest=50)})."
    if kinds & {"lowerLetter", "upperLetter"}:
        text += " Aus Buchstaben wurden dabei Zahlen: Prüfen Sie Verweise wie „siehe a)“."
    report.add(Code.STRUCTURE_REPAIRED, text, words=shown, position=run[0][1].position)


def _indent(draft: ParagraphDraft) -> int:
    """Return how far a paragraph's marker stands from the left, in twips, blanks and tabs estimated."""
    text = draft.text
    blanks = text[: len(text) - len(text.lstrip())]
    return draft.left + min(draft.first, 0) + blanks.count("\t") * _TAB + blanks.count(" ") * _BLANK
