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
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from ratgeber_tools.document import BulletList, Document, OrderedList, Picture, iterate_blocks
from ratgeber_tools.editorial import document_json
from ratgeber_tools.editorial.merge.alignment import texts_of
from ratgeber_tools.editorial.outgoing import FOLDER, READ
from ratgeber_tools.errors import InputError, MissingProgramError
from ratgeber_tools.history import HistoryError, Repository, blob_id, find_repository

#: How the folders begin that hold what was read of contributions.
CONTRIBUTION = "beitrag-"
_DIGEST_LENGTH = 16
#: A file goes back to an earlier one if it has, at every place that one changed, this share of the change.  At every
#: place: two reviewers may strike the same paragraph, or mend the same error, and still one's file must not pass for
#: the other's, as all else of the other's would then count as taken back.  Not all of it: people change their words.
_KEPT = 0.5
_WORD = re.compile(r"\w+")
_SOURCE, _OFFICE = "datei", "von"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a chapter in a returned file, and what became of the chapter by it.

    `result` is git's id for the chapter's text, line ends as git keeps them; `passages` are the lines, without empty
    ones, that it changed, as they were before, each with a neighbour.  `parents` are the digests of the readings that
    counted by then: as long as this one counts, so do they.  `source` is the name of a contribution's file, `office`
    who sent it, "" where nobody knows.
    """

    chapter: str
    document: Document
    result: str
    passages: tuple[tuple[str, ...], ...]
    parents: tuple[str, ...] = ()
    source: str = ""
    office: str = ""

    def content(self) -> bytes:
        """Return the file it is kept in."""
        values = {
            **({_SOURCE: self.source} if self.source else {}),
            **({_OFFICE: self.office} if self.office else {}),
            "kapitel": self.chapter,
            "ergebnis": self.result,
            "vorher": self.passages,
            "eltern": self.parents,
            "gelesen": document_json.as_values(self.document),
        }
        return (json.dumps(values, ensure_ascii=False) + "\n").encode("utf-8")


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
    passages = tuple(tuple(old[group[0][1] : group[-1][2]]) for group in matcher.get_grouped_opcodes(1))
    return Reading(chapter, document, _identity(after), passages, tuple(sorted(parents)), source, office)


def valid_readings(guide_folder: Path, identifier: str, chapter: str, path: Path) -> Mapping[str, Reading]:
    """Return the readings of a chapter of an export that are in the history of the file `path`, by their digest.

    A reading is, if the chapter is its result, or was in a commit that led to the present one; or if the chapter went
    on from it before anybody checked it in; or if it is the parent of one that is.  The chapter went on from it unless
    all its passages are again as they were before: in the commit that brought the reading, or, if none has, in the
    file.  Raises `InputError` for a damaged one.
    """
    found = {
        place.stem: (place, reading)
        for place in sorted((guide_folder / FOLDER / identifier / READ).glob("*.json"))
        if (reading := _read(place)).chapter == chapter
    }
    if not found:
        return {}
    current = path.read_bytes()
    past = _Past.of(path)
    results = {_identity(current), *past.results}
    valid: dict[str, Reading] = {}
    waiting = [
        digest
        for digest, (place, reading) in found.items()
        if reading.result in results or not _is_undone(reading, past.chapter_with(place) or current)
    ]
    while waiting:
        digest = waiting.pop()
        if digest in found and digest not in valid:
            valid[digest] = found[digest][1]
            waiting += valid[digest].parents
    return valid


def chapters_read_from(guide_folder: Path, source: str) -> tuple[str, ...]:
    """Return the chapters that a contribution's file `source` was read for; raises as `valid_readings` does."""
    sign = json.dumps({_SOURCE: source}, ensure_ascii=False)[1:-1].encode("utf-8")
    places = sorted((guide_folder / FOLDER).glob(f"{CONTRIBUTION}*/{READ}/*.json"))
    return tuple(dict.fromkeys(_read(place).chapter for place in places if sign in place.read_bytes()))


def parent_of(theirs: Document, base: Document, readings: Iterable[Reading]) -> Document:
    """Return what a returned chapter was made of: the nearest reading it goes on from, else `base`."""
    nearest: tuple[int, Document] | None = None
    for reading in readings:
        far = distance(reading.document, theirs)
        if (nearest is None or far < nearest[0]) and goes_on(theirs, reading.document, base):
            nearest = far, reading.document
    return base if nearest is None else nearest[1]


def distance(one: Document, other: Document) -> int:
    """Return in how many words, or their places, two documents differ."""
    said, read = _said(one), _said(other)
    return (read - said).total() + (said - read).total()


def goes_on(theirs: Document, earlier: Document, base: Document) -> bool:
    """Say whether `theirs` keeps, at every place, enough of what `earlier` changed in `base`; places are `base`'s."""
    said, read, start = _said(theirs), _said(earlier), _said(base)
    changes = [(read - start, said - start), (start - read, start - said)]
    return any(done for done, _ in changes) and all(_keeps(done, now) for done, now in changes)


def is_reworked(theirs: Document, earlier: Document, base: Document) -> bool:
    """Say whether `theirs` is as `base` again at none of the places that `earlier` changed in it."""
    said, read, start = (_by_place(document) for document in (theirs, earlier, base))
    changed = [place for place in {*read, *start} if read.get(place) != start.get(place)]
    return bool(changed) and all(said.get(place) != start.get(place) for place in changed)


def _by_place(document: Document) -> dict[int | None, Counter[str]]:
    found: dict[int | None, Counter[str]] = {}
    for (place, word), number in _said(document).items():
        found.setdefault(place, Counter())[word] += number
    return found


def _keeps(done: Counter[_Said], now: Counter[_Said]) -> bool:
    """Say whether, of the words put in or taken out at each place, enough are so still."""
    size: Counter[int | None] = Counter()
    kept: Counter[int | None] = Counter()
    for (place, word), number in done.items():
        size[place] += number
        kept[place] += min(number, now[place, word])
    return all(kept[place] >= _KEPT * number for place, number in size.items())


def _read(place: Path) -> Reading:
    try:
        values = json.loads(place.read_text(encoding="utf-8"))
        passages = tuple(tuple(map(str, passage)) for passage in values["vorher"])
        document = document_json.from_values(values["gelesen"])
        parents = tuple(map(str, values["eltern"]))
        sender = str(values.get(_SOURCE, "")), str(values.get(_OFFICE, ""))
        return Reading(str(values["kapitel"]), document, str(values["ergebnis"]), passages, parents, *sender)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{place}: Was von einer Rückgabe schon eingelesen ist, lässt sich nicht lesen; die Datei ist beschädigt. "
            "Holen Sie sie mit git zurück. Geht das nicht, löschen Sie sie: Dann wird die Rückgabe noch einmal mit dem "
            "verglichen, was hinausging."
        ) from error


@dataclass(frozen=True, slots=True)
class _Past:
    """What git knows of a chapter; nothing without git, where only the file itself can tell."""

    path: Path
    repository: Repository | None
    results: frozenset[str] = frozenset()

    @classmethod
    def of(cls, path: Path) -> _Past:
        try:
            repository = find_repository(path.parent)
            if repository is None or not repository.has_commits():
                return cls(path, None)
            blobs = repository.blobs_of(path)
            return cls(path, repository, frozenset(map(_identity, repository.read_blobs(blobs).values())))
        except (HistoryError, MissingProgramError):
            return cls(path, None)

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


def _is_undone(reading: Reading, text: bytes) -> bool:
    """Say whether a chapter has every passage as it was before the reading, so that nothing of it is there."""
    lines = _lines(text)
    if not any(reading.passages):  # it made the chapter: of nothing nobody can say that it is there again
        read = Counter(word for _, word in _said(reading.document).elements())
        there = Counter(_WORD.findall("\n".join(lines)))
        return (read & there).total() < _KEPT * read.total()
    return all(_has(lines, passage) for passage in reading.passages)


def _has(lines: Sequence[str], passage: Sequence[str]) -> bool:
    size = len(passage)
    return any(tuple(lines[at : at + size]) == tuple(passage) for at in range(len(lines) - size + 1))


def _lines(text: bytes) -> list[str]:
    lines = (line.rstrip() for line in text.decode("utf-8-sig", "replace").splitlines())
    return [line for line in lines if line]


def _identity(text: bytes) -> str:
    return blob_id(text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))


#: A word and the place it is at: the source line of the last block before it that went out, None before the first.
_Said: TypeAlias = tuple[int | None, str]


def _said(document: Document) -> Counter[_Said]:
    """Return the words in a document, and its ticks, each with its place and as often as it is there.

    With its place: two reviewers who never saw each other's file use the same words, but hardly at the same spot.
    """
    found: Counter[_Said] = Counter()
    for blocks in (document.blocks, *document.notes.values()):
        place: int | None = None
        for block in iterate_blocks(blocks):
            place = block.lines.first if block.lines is not None else place
            found.update((place, word) for text in texts_of(block) for word in _WORD.findall(text))
            if isinstance(block, BulletList | OrderedList):
                for item in block.items:
                    lines = item.blocks[0].lines if item.blocks else None
                    if item.checked is not None:
                        found[lines.first if lines else place, f"Kästchen {item.checked}"] += 1
    return found
