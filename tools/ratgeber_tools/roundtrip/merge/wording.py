"""Three versions of a row of tokens → one: changes of one side are taken, different ones of both clash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip.merge.restyling import restyled
from ratgeber_tools.roundtrip.merge.tokens import BREAK, Token, text_of

_SENTENCE_ENDS = ".?!…:"
_CLOSING = "“”\"'»«›‹)]"
#: Both sides' changes of one sentence go together only if this share of its words is neither's.  Of a sentence somebody
#: wrote anew, a few words are always left ("Sie", "der"): what the other side changed would land between words it never
#: stood beside.  From a half on, most neighbours still are.
_STANDING = 0.5


class Hunk(NamedTuple):
    """What one side put in place of the base's tokens `first` to before `end`."""

    first: int
    end: int
    new: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class WordMerge:
    """The merged row with our side where both clash, the same with theirs, and whether they do.

    `mixed` are merged sentences that hold changes of both sides without a clash.
    """

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]
    clashes: bool
    mixed: tuple[str, ...]


def hunks(base: Sequence[Token], side: Sequence[Token]) -> list[Hunk]:
    """Return the changes from `base` to `side`, ascending; what only blanks and signs in a sentence part is one."""
    ends = _sentence_ends(base)
    found: list[Hunk] = []
    for kind, first, end, start, stop in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        new = tuple(side[start:stop])
        between = range(found[-1].end, first) if found else range(0)
        if found and not any(base[at].is_word or at + 1 in ends for at in between):
            last = found.pop()
            found.append(Hunk(last.first, end, (*last.new, *base[last.end : first], *new)))
        else:
            found.append(Hunk(first, end, new))
    return [_slid(base, hunk, ends) for hunk in found]


def _slid(base: Sequence[Token], hunk: Hunk, ends: frozenset[int]) -> Hunk:
    """Return a deletion or an insertion where it begins behind a sentence, or else with a blank: all say the same.

    Only so two people who take out or add neighbouring sentences change different tokens.
    """
    if hunk.new and hunk.first != hunk.end:
        return hunk
    places = [hunk, *_slides(base, hunk, -1), *_slides(base, hunk, 1)]
    for each in places:
        if each.first in ends and _is_blank((each.new or base[each.first : each.end])[0]):
            return each
    return next((each for each in places[:2] if _is_blank((each.new or base[each.first : each.end])[0])), hunk)


def _slides(base: Sequence[Token], hunk: Hunk, step: int) -> Iterator[Hunk]:
    """Yield the same change a token further on each time, at most as far as it is long."""
    first, end, new = hunk
    for _ in new or base[first:end]:
        changed = new or tuple(base[first:end])
        if step < 0:
            if first == 0 or base[first - 1] != changed[-1]:
                return
            new = (new[-1], *new[:-1]) if new else ()
        else:
            if end == len(base) or base[end] != changed[0]:
                return
            new = (*new[1:], new[0]) if new else ()
        first, end = first + step, end + step
        yield Hunk(first, end, new)


def merge_words(
    base: Sequence[Token], ours: Sequence[Token], theirs: Sequence[Token], *, keeps_both: bool = False
) -> WordMerge:
    """Return the merge of two versions of `base`.

    With `keeps_both`, what both sides put in at one place stays, ours first; else it clashes, since of two people who
    read a text each by themselves one would not have written it beside the other's words.
    """
    styled = restyled(base, ours, theirs)
    if styled is not None:
        return WordMerge(styled, styled, clashes=False, mixed=())
    ends = _sentence_ends(base)
    our_hunks, their_hunks = (
        [_without_blank(base, hunk, ends) for hunk in hunks(base, side)] for side in (ours, theirs)
    )
    their_hunks = list(_unsaid(their_hunks, our_hunks))
    our_row: list[Token] = []
    their_row: list[Token] = []
    clashes = False
    touched: list[tuple[int, int, set[str]]] = []  # in `our_row`: from, to, by whom
    position = 0
    anew = _written_anew(base, our_hunks, their_hunks, ends)
    while our_hunks or their_hunks:
        group, start, end = _next_group(base, our_hunks, their_hunks, ends, anew)
        our_row += base[position:start]
        their_row += base[position:start]
        by_us = _applied(base, start, end, [hunk for side, hunk in group if side == "ours"])
        by_them = _applied(base, start, end, [hunk for side, hunk in group if side == "theirs"])
        who = {side for side, _ in group}
        begin = len(our_row)
        if len(who) == 1:
            change = by_us if "ours" in who else by_them
            our_row += change
            their_row += change
        elif _take_out_sentences(base, group, ends):
            left = _without_either(base, start, end, [hunk for _, hunk in group])
            our_row += left
            their_row += left
            who = set()
        elif keeps_both and by_us != by_them and start == end:
            our_row += by_us + by_them
            their_row += by_us + by_them
        else:
            our_row += by_us
            their_row += by_them
            if by_us == by_them:
                who = set()
            else:
                clashes = True
        touched.append((begin, len(our_row), who))
        position = end
    our_row += base[position:]
    their_row += base[position:]
    mixed: tuple[str, ...] = ()
    if not clashes:
        written = {*_sentences(ours), *_sentences(theirs)}
        mixed = tuple(sentence for sentence in _mixed(our_row, touched) if sentence not in written)
    return WordMerge(tuple(our_row), tuple(their_row), clashes, mixed)


def _without_blank(base: Sequence[Token], hunk: Hunk, ends: frozenset[int]) -> Hunk:
    """Return the first sentences of a text, taken out, without the blank behind: that is the next one's, as elsewhere.

    A blank at the edge is none by itself.
    """
    is_first = not hunk.first and not hunk.new and hunk.end > 0 and _begins(base, hunk.end, ends)
    return hunk._replace(end=hunk.end - 1) if is_first else hunk


def _unsaid(theirs: Sequence[Hunk], ours: Sequence[Hunk]) -> Iterator[Hunk]:
    """Yield the changes of theirs without the sentences that ours put in at the same place among others.

    As for whole blocks: who put in the same sentence at the same place said it once.
    """
    known = {hunk.first: hunk for hunk in ours if hunk.first == hunk.end and _are_sentences(hunk.new)}
    for hunk in theirs:
        other = known.get(hunk.first)
        if other is None or other == hunk or hunk.first != hunk.end or not _are_sentences(hunk.new):
            yield hunk
            continue
        said = set(_parted(other.new))
        left = tuple(token for sentence in _parted(hunk.new) if sentence not in said for token in sentence)
        if left:
            yield hunk._replace(new=left)


def _parted(row: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Yield the sentences of a row that ends with one, each with the blank before it."""
    stops = sorted(_sentence_ends(row))
    for first, stop in zip([0, *stops], stops, strict=False):
        yield tuple(row[first:stop])


def _next_group(
    base: Sequence[Token], ours: list[Hunk], theirs: list[Hunk], ends: frozenset[int], anew: Sequence[range]
) -> tuple[list[tuple[str, Hunk]], int, int]:
    """Take the next changes that touch each other, or stand in one of the sentences `anew`, off both lists.

    Returns them with where they begin and end.
    """
    rest = {"ours": ours, "theirs": theirs}
    side = min((name for name in rest if rest[name]), key=lambda name: (rest[name][0].first, rest[name][0].end))
    group = [(side, rest[side].pop(0))]
    start, end = group[0][1].first, group[0][1].end
    while True:
        whole = next((span for span in anew if any(_is_in(hunk, span, ends) for _, hunk in group)), None)
        if whole is not None:
            start, end = min(start, whole.start), max(end, whole.stop)
        for name, waiting in rest.items():
            if not waiting:
                continue
            is_inside = whole is not None and _is_in(waiting[0], whole, ends)
            touches = waiting[0].first <= end and any(who != name for who, _ in group)
            if not is_inside and (not touches or _go_together(base, group, waiting[0], ends)):
                continue
            hunk = waiting.pop(0)
            group.append((name, hunk))
            end = max(end, hunk.end)
            break
        else:
            return group, start, end


def _written_anew(
    base: Sequence[Token], ours: Sequence[Hunk], theirs: Sequence[Hunk], ends: frozenset[int]
) -> list[range]:
    """Return the sentences both sides changed of which less than half still stands, as ranges of tokens.

    Sentences that a change runs through are one.
    """
    stops = sorted({*ends, len(base)})
    spans = [range(first, stop) for first, stop in zip([0, *stops], stops, strict=False) if first < stop]
    changes = [*ours, *theirs]
    joined: list[range] = []
    for span in spans:
        through = any(hunk.first < span.start < hunk.end for hunk in changes)
        joined.append(range(joined.pop().start, span.stop) if joined and through else span)
    found = []
    for span in joined:
        if not all(any(_is_in(hunk, span, ends) for hunk in side) for side in (ours, theirs)):
            continue
        gone = {at for hunk in changes for at in range(hunk.first, hunk.end)}
        words = [at for at in span if base[at].is_word]
        if sum(at not in gone for at in words) < _STANDING * len(words):
            found.append(span)
    return found


def _is_in(hunk: Hunk, span: range, ends: frozenset[int]) -> bool:
    """Say whether a change is of the sentence `span`, not of the one before or behind it, nor a sentence by itself."""
    if not _is_put_in(hunk) or hunk.first not in (span.start, span.stop):
        return hunk.first < span.stop and hunk.end > span.start
    if hunk.first in {0, *ends} and _are_sentences(hunk.new, is_first=not hunk.first):
        return False
    if hunk.first not in ends or not hunk.first:
        return True
    return _is_of_next(hunk) == (hunk.first == span.start)


def _go_together(base: Sequence[Token], group: Sequence[tuple[str, Hunk]], hunk: Hunk, ends: frozenset[int]) -> bool:
    """Say whether a change that begins where one of the other side ends can be carried out beside it.

    Two deletions can, also if both take the blank between them, and changes of neighbouring sentences, whole ones put
    in between them too.
    """
    before = group[0][1]
    if len(group) > 1 or before == hunk:
        return False
    if not before.new and not hunk.new:
        return not any(token.is_word for token in base[hunk.first : min(before.end, hunk.end)])
    at = hunk.first
    if at != before.end:
        return False
    if _parts(base, before) or _parts(base, hunk):
        return at in ends and all(_is_by_itself(base, each) for each in (before, hunk))
    if at in ends:
        is_before = _is_by_itself(base, before) or not _is_put_in(before) or not _is_of_next(before)
        return is_before and (_is_by_itself(base, hunk) or not _is_put_in(hunk) or _is_of_next(hunk))
    if not _begins(base, at, ends) or (at and before.new and not _is_blank(before.new[-1])):
        return False  # the blank before the next sentence would be gone with it
    return not _is_put_in(before) or _are_sentences(before.new, is_first=not at)


def _is_by_itself(base: Sequence[Token], hunk: Hunk) -> bool:
    """Say whether a change puts in or takes out whole sentences, or a break, and no more."""
    return not hunk.new or (_is_put_in(hunk) and _are_sentences(hunk.new)) or _parts(base, hunk)


def _is_put_in(hunk: Hunk) -> bool:
    return hunk.first == hunk.end


def _is_of_next(hunk: Hunk) -> bool:
    """Say whether what is put in where a sentence ends is not of that one: it has the blank before it."""
    return _is_blank(hunk.new[0])


def _begins(base: Sequence[Token], at: int, ends: frozenset[int]) -> bool:
    """Say whether the first word of a sentence is at `at`."""
    return at == 0 or (at - 1 in ends and _is_blank(base[at - 1]))


def _parts(base: Sequence[Token], hunk: Hunk) -> bool:
    """Say whether a change makes two paragraphs of one, and no more."""
    return hunk.new == (BREAK,) and all(_is_blank(token) for token in base[hunk.first : hunk.end])


def _take_out_sentences(base: Sequence[Token], group: Sequence[tuple[str, Hunk]], ends: frozenset[int]) -> bool:
    """Say whether all that is changed are whole sentences taken out: some by one side, some by both.

    A break between paragraphs that one side put in beside them stays.
    """
    starts, stops = ends | {0}, ends | {len(base)}
    return all(
        _parts(base, hunk)
        or (not hunk.new and hunk.first in starts and hunk.end in stops)
        or (not hunk.new and hunk.first == 0 and hunk.end - 1 in ends)  # the first ones, with the blank behind
        for _, hunk in group
    )


def _without_either(base: Sequence[Token], start: int, end: int, hunks: Sequence[Hunk]) -> list[Token]:
    """Return the tokens from `start` to before `end` that neither side took out, with the breaks put in among them."""
    gone = {at for hunk in hunks for at in range(hunk.first, hunk.end)}
    breaks = {hunk.first for hunk in hunks if _parts(base, hunk)}
    row: list[Token] = []
    for at in range(start, end):
        row += [BREAK] * (at in breaks)
        row += [] if at in gone else [base[at]]
    return [*row, BREAK] if end in breaks else row


def _are_sentences(tokens: Sequence[Token], *, is_first: bool = False) -> bool:
    """Say whether tokens are whole sentences with the blank before them, or, if they are the first, that behind."""
    text = text_of(tokens)
    if is_first and text[-1:].isspace():
        text = f" {text.rstrip()}"
    return text[:1].isspace() and text.rstrip(_CLOSING)[-1:] in set(_SENTENCE_ENDS) and BREAK not in tokens


def _sentence_ends(row: Sequence[Token]) -> frozenset[int]:
    """Return the indexes in `row` behind the last token of a sentence; its end only if a sentence ends there."""
    text = text_of(row)
    breaks = set(sentences.breaks(text.replace("\n", " ")))
    if text.rstrip(_CLOSING)[-1:] in set(_SENTENCE_ENDS):
        breaks.add(len(text))
    found = set()
    position = 0
    for index, token in enumerate(row):
        if position in breaks:
            found.add(index)
        position += len(text_of([token]))
    if position in breaks:
        found.add(len(row))
    return frozenset(found)


def _is_blank(token: Token) -> bool:
    return token != BREAK and text_of([token]).isspace()


def _applied(base: Sequence[Token], start: int, end: int, changes: Sequence[Hunk]) -> list[Token]:
    row: list[Token] = []
    for change in changes:
        row += [*base[start : change.first], *change.new]
        start = change.end
    return [*row, *base[start:end]]


def _sentences(row: Sequence[Token]) -> Iterator[str]:
    text = text_of(row)
    breaks = sentences.breaks(text.replace("\n", " "))
    for first, end in zip([-1, *breaks], [*breaks, len(text)], strict=True):
        yield text[first + 1 : end].strip()


def _mixed(row: Sequence[Token], touched: Sequence[tuple[int, int, set[str]]]) -> list[str]:
    """Return the sentences of `row` that both sides have a hand in."""
    places = [0]
    for token in row:
        places.append(places[-1] + len(text_of([token])))
    text = text_of(row)
    breaks = sentences.breaks(text.replace("\n", " "))
    found = []
    for first, end in zip([-1, *breaks], [*breaks, len(text)], strict=True):
        who: set[str] = set()
        for begin, stop, sides in touched:
            if places[begin] <= end and places[stop] > first:
                who |= sides
        if len(who) > 1:
            found.append(text[first + 1 : end].strip())
    return found
