"""Who changed how much of what is to be released, since it was last released with another content.

Counted are words that came or went, commit by commit: a text moved or broken into other lines is nobody's change.  A
file that is no text (a picture, a form) counts like `FILE_WORDS` words each time it changes.  What a merge took over
counts for those who wrote it; for whoever merged, only words that are in no parent, or were in each and are gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import PurePosixPath

from ratgeber_tools.history import ChapterCommit, Edit

#: What a changed picture or form counts for.
FILE_WORDS = 100
_TEXT_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class AddressShare:
    """What one address has changed: words, and its newest change."""

    words: int
    newest: ChapterCommit


def shares(edits: Iterable[Edit], contents: Mapping[str, bytes]) -> Mapping[str, AddressShare]:
    """Return the share of each author's address, newest change first; `contents` are those of all blobs named."""
    commits: dict[str, list[Edit]] = {}
    for edit in edits:
        commits.setdefault(edit.change.commit, []).append(edit)
    found: dict[str, AddressShare] = {}
    for parts in commits.values():
        change = parts[0].change
        mail = change.author_mail.casefold()
        known = found.get(mail)
        words = _words_changed(parts, contents)
        found[mail] = AddressShare(words, change) if known is None else AddressShare(known.words + words, known.newest)
    return found


def _words_changed(parts: Sequence[Edit], contents: Mapping[str, bytes]) -> int:
    """Return how many words one commit changed; its files count together, so that a renaming changes none."""
    texts = [edit for edit in parts if PurePosixPath(edit.name).suffix == _TEXT_SUFFIX]
    files = [edit for edit in parts if edit not in texts and edit.after is not None]
    words = FILE_WORDS * len(files)
    if texts:
        parents = [
            _together((edit.before[number] for edit in texts), contents)
            for number in range(max(len(edit.before) for edit in texts))
        ]
        after = _together((edit.after for edit in texts), contents)
        came = after - reduce(Counter.__or__, parents)
        went = reduce(Counter.__and__, parents) - after
        words += came.total() + went.total()
    return words


def _together(blobs: Iterable[str | None], contents: Mapping[str, bytes]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for blob in blobs:
        if blob is not None:
            counted.update(contents.get(blob, b"").decode("utf-8", "replace").split())
    return counted
