"""Returned files that were read already: what is kept of each, when it counts, and what a later file comes from.

From the text alone nobody can tell "taken in, and changed since" from "never seen".  So an import keeps, beside the
export the file goes back to, `gelesen/<digest>.json`: what it read of one chapter, the digest of the chapter it wrote,
and the passages of the chapter it changed, as they were before.  It is written with the chapter, all or nothing, and
checked in with it.  The digest in the name is that of the content: a file saved again without an edit is the same.

Nothing here knows of Word: `identifier` is any folder of `redaktion/ausgaben/` that a text is kept in to be compared
with later.  What contributions said when they were taken in is kept so too, in folders that begin with `beitrag-`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ratgeber_tools import dialect
from ratgeber_tools.document import BulletList, Document, OrderedList, Picture, iterate_blocks
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.history import HistoryError, Repository, blob_id, find_repository
from ratgeber_tools.prose import sentences
from ratgeber_tools.roundtrip import document_json
from ratgeber_tools.roundtrip.places import FOLDER, READ

#: How the folders begin that hold what was read of contributions.
CONTRIBUTION = "beitrag-"
_DIGEST_LENGTH = 16
#: A file goes back to an earlier one if it has, at every place that one changed, this share of the change.  At every
#: place: two reviewers may strike the same paragraph, or mend the same error, and still one's file must not pass for
#: the other's, as all else of the other's would then count as taken back.  Not all of it: people change their words.
_KEPT = 0.5
#: The same where that one changed a single place and other words stand there now, which is little to know it by: two
#: people who each put in a sentence there share turns of phrase (“Das gilt auch für … und …”).  A question too many is
#: better than a word lost.
_KEPT_ALONE = 0.75
#: From so many places on one of them may be another by now: two reviewers do not do the same at all others by chance.
_SEVERAL = 3
#: So many lines around a change are kept with it: an empty one, and one with words to know the place by.
_NEIGHBOURS = 2
#: Before the first line of a chapter and behind its last: what was put in there has no neighbour else, and the lines
#: before it stand together as they did.
_EDGE = "\N{SYMBOL FOR NULL}"
_CONFLICT_FENCE = re.compile(rf"(:{{3,}})\{{{dialect.CONFLICT}\}}")
_WORD = re.compile(r"\w+")
_SOURCE, _OFFICE = "datei", "von"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a chapter in a returned file, and what became of the chapter by it.

    `result` is git's id for the chapter's text, line ends as git keeps them; `passages` are the lines
    that it changed, as they were before, with their neighbours.  `parents` are the digests of the readings that
    counted by then: as long as this one counts, so do they.  `is_disputed` says that every change was a conflict: who
    decides all of them for the chapter has it as it was before, and yet the file was read.  `source` is the name of a
    contribution's file, `office` who sent it, "" where nobody knows.  `before` is git's id for the text that was read
    into, "" in files of before December 2026.
    """

    chapter: str
    document: Document
    result: str
    passages: tuple[tuple[str, ...], ...]
    parents: tuple[str, ...] = ()
    is_disputed: bool = False
    source: str = ""
    office: str = ""
    before: str = ""

    def content(self) -> bytes:
        """Return the file it is kept in."""
        values = {
            **({_SOURCE: self.source} if self.source else {}),
            **({_OFFICE: self.office} if self.office else {}),
            "kapitel": self.chapter,
            "ergebnis": self.result,
            "vorher": self.passages,
            "eltern": self.parents,
            "nur_konflikte": self.is_disputed,
            "zuvor": self.before,
            "gelesen": document_json.as_values(self.document),
        }
        return (json.dumps(values, ensure_ascii=False, check_circular=False) + "\n").encode("utf-8")


def digest_of(chapter: str, document: Document, pictures: Iterable[Picture] = ()) -> str:
    """Return the digest of what was read of a chapter; a picture counts by its content, not by its name."""
    text = document_json.content(document)
    shown = {picture.name: sha256(picture.data).hexdigest() for picture in pictures}
    parts = [chapter, text, *(f"{name} {digest}" for name, digest in sorted(shown.items()))]
    return sha256("\0".join(parts).encode("utf-8")).hexdigest()[:_DIGEST_LENGTH]


def place_of(guide_folder: Path, identifier: str, digest: str) -> Path:
    """Return where a reading is kept."""
    return guide_folder / FOLDER / identifier / READ / f"{digest}.json"


def reading_of(
    chapter: str,
    document: Document,
    *,
    before: bytes,
    after: bytes,
    parents: Iterable[str] = (),
    source: str = "",
    office: str = "",
) -> Reading:
    """Return the reading of `document`, which made the chapter's text `after` of `before`, empty for a new chapter."""
    old, new = _lines(before), _lines(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    groups = list(matcher.get_grouped_opcodes(_NEIGHBOURS))
    passages = tuple(tuple(old[group[0][1] : group[-1][2]]) for group in groups) if before else ()
    inside = _in_conflicts(new)
    changed = {
        at
        for kind, _, _, start, end in matcher.get_opcodes()
        if kind != "equal"
        for at in range(start, max(end, start + 1))
        if start == end or new[at]
    }
    is_disputed = bool(changed) and changed <= inside
    counting = tuple(sorted(parents))
    return Reading(
        chapter, document, _identity(after), passages, counting, is_disputed, source, office, _identity(before)
    )


def text_before(path: Path, previous: bytes, after: bytes) -> bytes:
    """Return what tells later whether a reading of the chapter `path`, which made `after` of it, was thrown away.

    That is the text it was read into.  One that changed nothing has no passages there: all it says was in the chapter
    already.  If that was not checked in, it may be thrown away with whatever brought it; so what is checked in tells.
    """
    if after != previous:
        return previous
    return _ChapterPast.of(path).checked_in() or previous


def valid_readings(guide_folder: Path, identifier: str, chapter: str, path: Path) -> Mapping[str, Reading]:
    """Return the readings of a chapter of an export that are in the history of the file `path`, by their digest.

    A reading is, if the chapter is its result, or was in a commit that led to the present one; or if the chapter went
    on from it before anybody checked it in; or if it is the parent of one that is.  The chapter went on from it unless
    all its passages are again as they were before, and were more than conflicts: in the commit that brought the
    reading, or, if none has, in the file.  Raises `InputError` for a damaged one.
    """
    found = {
        place.stem: (place, reading)
        for place in sorted((guide_folder / FOLDER / identifier / READ).glob("*.json"))
        if (reading := decoded(place, _content(place))).chapter == chapter
    }
    if not found:
        return {}
    current = path.read_bytes()
    past = _ChapterPast.of(path)
    results = {_identity(current), *past.results}
    valid: dict[str, Reading] = {}
    waiting = [
        digest
        for digest, (place, reading) in found.items()
        if reading.result in results or not _is_given_up(reading, past, place, current)
    ]
    while waiting:
        digest = waiting.pop()
        if digest in found and digest not in valid:
            valid[digest] = found[digest][1]
            waiting += valid[digest].parents
    return valid


def of_contributions(guide_folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield the files that keep what was read of contributions, with their content: valid still or not.

    Raises like `valid_readings`.
    """
    for place in sorted((guide_folder / FOLDER).glob(f"{CONTRIBUTION}*/{READ}/*.json")):
        yield place, _content(place)


def parent_of(theirs: Document, base: Document, readings: Iterable[Reading]) -> Document:
    """Return what a returned chapter was made of: the nearest reading it goes on from, else `base`."""
    nearest: tuple[int, Document] | None = None
    said, start = _both_ways(theirs), _both_ways(base)
    for reading in readings:
        read = _both_ways(reading.document)
        if any(_goes_on(*at) for at in zip(said, read, start, strict=True)):
            distance = _distance(said[0], read[0])
            if nearest is None or distance < nearest[0]:
                nearest = distance, reading.document
    return base if nearest is None else nearest[1]


def _goes_on(said: _Content, read: _Content, start: _Content) -> bool:
    """Say whether what somebody said has what was read of an earlier file, which had `start` before it."""
    put_in, taken_out = _elsewhere(said, read, start)
    changes = [
        (read.words - start.words, (said.words - start.words) | put_in),
        (start.words - read.words, (start.words - said.words) | taken_out),
    ]
    return any(done for done, _ in changes) and all(_keeps(done, now) for done, now in changes)


def _elsewhere(said: _Content, read: _Content, start: _Content) -> tuple[Counter[_PlacedWords], Counter[_PlacedWords]]:
    """Return the words of whole sentences that were put in or taken out, and are so still, though not by their place.

    Somebody moved her own sentence again, or what stood beside it; or it stands beside the same one as it was read, and
    the mark of its paragraph is on another by now.
    """
    beside = {each for pair in (read.pairs - start.pairs) & said.pairs for each in pair}
    left = Counter(sentence for _, sentence in (said.sentences - start.sentences).elements())
    found: tuple[Counter[_PlacedWords], Counter[_PlacedWords]] = Counter(), Counter()
    for (place, sentence), number in (read.sentences - start.sentences).items():
        again = number if sentence in beside else min(number, left[sentence])
        left[sentence] -= again
        for word in _WORD.findall(sentence):
            found[0][place, word] += again
    for (place, sentence), number in (start.sentences - read.sentences).items():
        for word in _WORD.findall(sentence) if sentence in beside else ():
            found[1][place, word] += number
    return found


def _distance(one: _Content, other: _Content) -> int:
    return (one.words - other.words).total() + (other.words - one.words).total()


def distance(one: Document, other: Document) -> int:
    """Return in how many words, or their places, two documents differ."""
    return _distance(_both_ways(one)[0], _both_ways(other)[0])


def goes_on(theirs: Document, earlier: Document, base: Document) -> bool:
    """Say whether `theirs` keeps, at every place, enough of what `earlier` changed in `base`; places are `base`'s."""
    ways = zip(_both_ways(theirs), _both_ways(earlier), _both_ways(base), strict=True)
    return any(_goes_on(*at) for at in ways)


def is_reworked(theirs: Document, earlier: Document, base: Document) -> bool:
    """Say whether `theirs` is as `base` again at none of the places that `earlier` changed in it."""
    said, read, start = (_by_place(document) for document in (theirs, earlier, base))
    changed = [place for place in {*read, *start} if read.get(place) != start.get(place)]
    return bool(changed) and all(said.get(place) != start.get(place) for place in changed)


def _by_place(document: Document) -> dict[int | None, Counter[str]]:
    found: dict[int | None, Counter[str]] = {}
    for (place, word), number in _both_ways(document)[0].words.items():
        found.setdefault(place, Counter())[word] += number
    return found


def _keeps(done: Counter[_PlacedWords], now: Counter[_PlacedWords]) -> bool:
    """Say whether, of the words put in or taken out at each place, enough are so still.

    At one place of several they need not be: there she changed once more what she had written herself.
    """
    size: Counter[int | None] = Counter()
    kept: Counter[int | None] = Counter()
    for (place, word), number in done.items():
        size[place] += number
        kept[place] += min(number, now[place, word])
    is_alone = len(size) == 1 and any(place in size for place, _ in now - done)
    least = _KEPT_ALONE if is_alone else _KEPT
    given_up = sum(kept[place] < least * number for place, number in size.items())
    return not given_up or (given_up == 1 and len(size) >= _SEVERAL)


def decoded(place: Path, content: bytes) -> Reading:
    """Return the reading that is kept as `content` in the file `place`; raises `InputError` for a damaged one."""
    try:
        return _parsed(content)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(place) from error


def _content(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise _damaged(place) from error


def _damaged(place: Path) -> InputError:
    return InputError(
        f"{place}: Was von einer Rückgabe schon eingelesen ist, lässt sich nicht lesen; die Datei ist beschädigt. "
        "Holen Sie sie mit git zurück. Geht das nicht, löschen Sie sie: Dann wird die Rückgabe noch einmal mit dem "
        "verglichen, was hinausging."
    )


def _parsed(content: bytes) -> Reading:
    values = json.loads(content.decode("utf-8"))
    passages = tuple(tuple(map(str, passage)) for passage in values["vorher"])
    document = document_json.from_values(values["gelesen"])
    parents = tuple(map(str, values["eltern"]))
    is_disputed = values.get("nur_konflikte", False) is True  # not said in files of before November 2026
    sender = str(values.get(_SOURCE, "")), str(values.get(_OFFICE, ""))
    before = str(values.get("zuvor", ""))
    return Reading(
        str(values["kapitel"]), document, str(values["ergebnis"]), passages, parents, is_disputed, *sender, before
    )


@dataclass(frozen=True, slots=True)
class _ChapterPast:
    """What git knows of a chapter; nothing without git, where only the file itself can tell."""

    path: Path
    repository: Repository | None
    results: frozenset[str] = frozenset()

    @classmethod
    def of(cls, path: Path) -> _ChapterPast:
        try:
            repository = find_repository(path.parent)
            if repository is None or not repository.has_commits():
                return cls(path, None)
            blobs = repository.blobs_of(path)
            return cls(path, repository, frozenset(map(_identity, repository.read_blobs(blobs).values())))
        except (HistoryError, MissingProgramError):
            return cls(path, None)

    def checked_in(self) -> bytes | None:
        """Return the chapter as it was checked in last; None if it never was."""
        blob = self.repository.committed_blob(self.path) if self.repository is not None else None
        return self.repository.read_blobs([blob]).get(blob) if self.repository is not None and blob else None

    def chapter_with(self, place: Path) -> bytes | None:
        """Return the chapter as it was checked in with the file `place`; None if that is not as git has it."""
        if self.repository is None or not self.repository.is_clean(place):
            return None
        change = self.repository.last_change(place)
        if change is None:
            return None
        top = self.repository.top
        for name in (self.path, *(top / name for name in self.repository.previous_names(self.path))):
            blob = self.repository.committed_blob(name, revision=change.commit)
            if blob is not None:
                return self.repository.read_blobs([blob]).get(blob)
        return None


def _is_given_up(reading: Reading, past: _ChapterPast, place: Path, current: bytes) -> bool:
    """Say whether an import was thrown away.

    Without git nobody can throw one away but by putting the very same file back; then the chapter is what it was, to
    the byte.  With git somebody may have gone on from there.
    """
    if past.repository is None and reading.before and any(reading.passages):
        return _identity(current) == reading.before
    return _is_undone(reading, past.chapter_with(place) or current)


def _in_conflicts(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that are in a conflict, its fences with them."""
    inside: set[int] = set()
    fence = ""
    for at, line in enumerate(lines):
        opening = _CONFLICT_FENCE.search(line)
        if not fence and opening is not None:
            fence = opening[1]
        if fence:
            inside.add(at)
            fence = "" if line.strip() == fence else fence
    return frozenset(inside)


def _is_undone(reading: Reading, text: bytes) -> bool:
    """Say whether a chapter has every passage as it was before the reading, so that nothing of it is there.

    Not if there were only conflicts: all decided for the chapter is no other text than an import that was thrown away,
    and who throws one away and reads it again is told what to delete.
    """
    lines = _lines(text)
    if not any(reading.passages):  # it made the chapter: of nothing nobody can say that it is there again
        read = Counter(word for _, word in _both_ways(reading.document)[0].words.elements())
        there = Counter(_WORD.findall("\n".join(lines)))
        return (read & there).total() < _KEPT * read.total()
    return not reading.is_disputed and all(_has(lines, passage) for passage in reading.passages)


def _has(lines: Sequence[str], passage: Sequence[str]) -> bool:
    size = len(passage)
    return any(tuple(lines[at : at + size]) == tuple(passage) for at in range(len(lines) - size + 1))


def _lines(text: bytes) -> list[str]:
    """Return the lines of a chapter between its edges.

    Several empty ones are one, since they part two blocks no more than one does.
    """
    lines = [line.rstrip() for line in text.decode("utf-8-sig", "replace").splitlines()]
    return [_EDGE, *(line for line, before in zip(lines, ["", *lines], strict=False) if line or before), _EDGE]


def _identity(text: bytes) -> str:
    return blob_id(text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))


#: A word, or a sentence, and the place it is at: the source line of its block; where that is a new one, of the next
#: that went out before it, or of the next behind it (the one may be struck, and the other still be there).  None where
#: there is none.
_PlacedWords: TypeAlias = tuple[int | None, str]


class _Content(NamedTuple):
    """The words in a document, and its ticks, and its sentences: each with its place and as often as it is there.

    `pairs` are sentences that stand one behind the other.

    With its place: two reviewers who never saw each other's file use the same words, but hardly at the same spot.
    """

    words: Counter[_PlacedWords]
    sentences: Counter[_PlacedWords]
    pairs: Counter[tuple[str, str]]


def _both_ways(document: Document) -> tuple[_Content, _Content]:
    """Return the content by the places before it, and by those behind."""
    return _said(document, 1), _said(document, -1)


def _said(document: Document, step: int) -> _Content:
    from ratgeber_tools.roundtrip.merge.alignment import texts_of  # slow: the whole merge; a new text needs none of it

    words: Counter[_PlacedWords] = Counter()
    whole: Counter[_PlacedWords] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for blocks in (document.blocks, *document.notes.values()):
        place: int | None = None
        last = ""
        for block in list(iterate_blocks(blocks))[::step]:
            place = block.lines.first if block.lines is not None else place
            for text in texts_of(block):
                words.update((place, word) for word in _WORD.findall(text))
                for sentence in sentences.split(text)[::step]:
                    whole[place, sentence] += 1
                    pairs[last, sentence] += 1
                    last = sentence
            if isinstance(block, BulletList | OrderedList):
                for item in block.items:
                    lines = item.blocks[0].lines if item.blocks else None
                    if item.checked is not None and lines is not None:  # that of a new item comes and goes with it
                        words[lines.first, f"Kästchen {item.checked}"] += 1
    return _Content(words, whole, pairs)
