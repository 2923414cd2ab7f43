"""Which paragraph of the chapter each paragraph of a returned file is: by its mark, else by its words.

Marks get lost where somebody copies: Word drops the second of two equal bookmarks, and a text that is pasted into
another document often comes without any.  Words then decide, as far as they are clear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ratgeber_tools.document import Heading, Paragraph
from ratgeber_tools.outline import Kind, Unit
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.returned.copies import images_in, numbers_of
from ratgeber_tools.readers.word.returned.pieces import names_in, order_of

#: Share of words two texts must have in common, in order, to be one paragraph that was edited.
_ALIKE = 0.6
#: Shorter texts are alike by chance.
_FEWEST_WORDS = 4
#: Pairs that are compared at most; a file without any marks is not matched for longer than a few seconds.
_MOST_PAIRS = 40_000


@dataclass(slots=True)
class Identity:
    """The unit of each paragraph by `id(draft)`.

    `marked` are those found by their marks; `twins` are copies of paragraphs that are somewhere else already.
    """

    units: dict[int, int] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)
    twins: dict[int, int] = field(default_factory=dict)

    def of(self, draft: ParagraphDraft) -> int | None:
        """Return the number of the unit a paragraph is, None for a new one."""
        return self.units.get(id(draft))


def sent_paragraphs(drafts: Iterable[ParagraphDraft]) -> dict[int, ParagraphDraft]:
    """Return the paragraphs that went out, by the numbers of their units."""
    sent: dict[int, ParagraphDraft] = {}
    for draft in drafts:
        for number in numbers_of(draft, copied=False):
            sent.setdefault(number, draft)
    return sent


def identify(
    drafts: Sequence[ParagraphDraft], units: Mapping[int, Unit], sent: Mapping[int, ParagraphDraft]
) -> Identity:
    """Return which of `units` each of `drafts` is; `sent` are the paragraphs that went out."""
    found = Identity()
    _by_marks(drafts, units, sent, found)
    found.marked = set(found.units.values())
    missing = [number for number in sent if number in units and number not in found.marked]
    free = [draft for draft in drafts if id(draft) not in found.units]
    if free:
        _by_same_words(free, missing, sent, found)
        _by_likeness(free, missing, units, sent, found)
        _find_twins(free, sent, found)
    return found


def key_of(draft: ParagraphDraft) -> tuple[str, ...]:
    """Return what makes two paragraphs the same: words, or the pictures of one without words, or its rule."""
    words = " ".join(draft.text.split())
    pictures = [image.source for image in images_in(draft.pieces)]
    if words or pictures:
        return (words, *pictures)
    return ("", "rule") if draft.rule_below else ()


def _by_marks(
    drafts: Sequence[ParagraphDraft],
    units: Mapping[int, Unit],
    sent: Mapping[int, ParagraphDraft],
    found: Identity,
) -> None:
    taken: set[int] = set()
    for copied in (False, True):
        for draft in drafts:
            if id(draft) in found.units:
                continue
            numbers = [n for n in numbers_of(draft, copied=copied) if n in units and n not in taken]
            if numbers:
                taken.update(numbers)
                found.units[id(draft)] = _best(numbers, draft, sent)
    for draft in drafts:  # a comment right behind a mark makes LibreOffice lose it, but not those of passages
        inside = {order_of(name)[0] for name in names_in(draft.pieces)}
        number = inside.pop() if len(inside) == 1 and id(draft) not in found.units else None
        if number is not None and number in units and number not in taken:
            taken.add(number)
            found.units[id(draft)] = number


def _best(numbers: Sequence[int], draft: ParagraphDraft, sent: Mapping[int, ParagraphDraft]) -> int:
    """Return which of several joined paragraphs this one is: the one most of whose words it still holds."""
    if len(numbers) == 1:
        return numbers[0]
    words = Counter(draft.text.split())

    def kept(number: int) -> int:
        return sum((words & Counter(sent[number].text.split())).values()) if number in sent else 0

    return max(numbers, key=kept)


def _by_same_words(
    free: Sequence[ParagraphDraft], missing: Sequence[int], sent: Mapping[int, ParagraphDraft], found: Identity
) -> None:
    """Pair what says the same; equal ones only if there are as many of them as there were."""
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in missing:
        if key := key_of(sent[number]):
            waiting[key].append(number)
    here: dict[tuple[str, ...], list[ParagraphDraft]] = defaultdict(list)
    for draft in free:
        here[key_of(draft)].append(draft)
    for key, numbers in waiting.items():
        same = here.get(key, [])
        if len(numbers) == len(same) or (len(numbers) == 1 and same):
            found.units.update((id(draft), number) for draft, number in zip(same, numbers, strict=False))


def _by_likeness(
    free: Sequence[ParagraphDraft],
    missing: Sequence[int],
    units: Mapping[int, Unit],
    sent: Mapping[int, ParagraphDraft],
    found: Identity,
) -> None:
    """Pair what was edited as well: the most alike first."""
    used = set(found.units.values())
    ours = {number: words for number in missing if number not in used and _is_prose(units[number])
            and len(words := sent[number].text.split()) >= _FEWEST_WORDS}  # fmt: skip
    theirs = {at: words for at, draft in enumerate(free) if id(draft) not in found.units
              and len(words := draft.text.split()) >= _FEWEST_WORDS}  # fmt: skip
    if len(ours) * len(theirs) > _MOST_PAIRS:
        return
    scored: list[tuple[float, int, int]] = []
    for at, words in theirs.items():
        matcher = SequenceMatcher(None, b=words, autojunk=False)
        for number, known in ours.items():
            if sent[number].role is not free[at].role:
                continue
            matcher.set_seq1(known)
            if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
                scored.append((matcher.ratio(), -number, -at))
    paired: set[int] = set()
    for score, number, at in sorted(scored, reverse=True):
        draft = free[-at]
        if score >= _ALIKE and -number not in paired and id(draft) not in found.units:
            paired.add(-number)
            found.units[id(draft)] = -number


def _is_prose(unit: Unit) -> bool:
    if unit.kind is Kind.BLOCK:
        return isinstance(unit.block, Heading | Paragraph)
    return unit.kind in (Kind.TERM, Kind.CAPTION)


def _find_twins(free: Sequence[ParagraphDraft], sent: Mapping[int, ParagraphDraft], found: Identity) -> None:
    originals: dict[tuple[str, ...], int] = {}
    for number, draft in sent.items():
        originals.setdefault(key_of(draft), number)
    for draft in free:
        if id(draft) not in found.units and (key := key_of(draft)) in originals and key:
            found.twins[id(draft)] = originals[key]
