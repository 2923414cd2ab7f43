"""What contributions said when they were taken in, by its runs of three words: which texts a file may go on from.

An author who revises keeps most runs; whoever writes about the same thing without having seen it shares only turns of
phrase.  Texts are found by the runs they share, not by comparing with each: a folder of contributions asks with every
file, and knows by then what came of the files before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ratgeber_tools.contributions.proofreading import words
from ratgeber_tools.document import Document
from ratgeber_tools.roundtrip import readings

_WORD = re.compile(r"\w+")
_RUN = 3
#: Runs of words, each as a number that holds in this process only; a run that comes again is another one.
Runs: TypeAlias = frozenset[int]


def runs_of(document: Document) -> Runs:
    """Return the runs of three words in a document; a shorter text is one run."""
    said = _WORD.findall(" ".join(words(document)))
    places = range(max(len(said) - _RUN + 1, 1))
    counted = Counter(hash(tuple(said[at : at + _RUN])) for at in places)
    again = (hash((run, number)) for run, often in counted.items() for number in range(1, often))
    return frozenset((*counted, *again))


def share(said: Runs, read: Runs) -> float:
    """Return how much of what was read is in what somebody said, from 0 to 1."""
    return len(read & said) / len(read)


class _KnownText(NamedTuple):
    chapter: str
    source: str
    runs: Runs


class NearText(NamedTuple):
    """A text of which a share, above 0 and up to 1, is in another; its chapter, and what its file's name counts as."""

    chapter: str
    source: str
    share: float


#: By the file it is kept in: an inbox, and the desk, ask for the same texts with each file, which may be in threads.
_read: dict[bytes, _KnownText] = {}


class KnownTexts:
    """What was read of all contributions to the guide in a folder; it is looked for when somebody asks.

    What becomes of contributions meanwhile has to be told.
    """

    def __init__(self, guide: Path) -> None:
        self._guide = guide
        self._texts: list[_KnownText] | None = None
        self._told: list[tuple[str, str, Document]] = []
        self._with_run: dict[int, list[int]] = {}  # the texts that have it, by their numbers

    def tell(self, chapter: str, source: str, document: Document) -> None:
        """Say that `document` was read of a contribution to `chapter`; `source` is what its file's name counts as."""
        self._told.append((chapter, source, document))

    def near(self, said: Callable[[], Runs]) -> list[NearText]:
        """Return the texts of which something is in what somebody said, the largest share first.

        `said` is asked only if there are texts.  Raises `InputError` for a text whose file is damaged.
        """
        texts = self._known()
        often = Counter(number for run in (said() if texts else ()) for number in self._with_run.get(run, ()))
        found = (
            NearText(texts[n].chapter, texts[n].source, shared / len(texts[n].runs)) for n, shared in often.items()
        )
        return sorted(found, key=lambda text: -text.share)

    def _known(self) -> list[_KnownText]:
        if self._texts is None:
            kept = dict(readings.of_contributions(self._guide))
            known = [_read_from(place, content) for place, content in kept.items()]
            for gone in {*_read} - {*kept.values()}:
                _read.pop(gone, None)
            self._texts = []
            for text in known:
                self._add(self._texts, text)
        for chapter, source, document in self._told:
            self._add(self._texts, _KnownText(chapter, source, runs_of(document)))
        self._told.clear()
        return self._texts

    def _add(self, texts: list[_KnownText], text: _KnownText) -> None:
        for run in text.runs:
            self._with_run.setdefault(run, []).append(len(texts))
        texts.append(text)


def _read_from(place: Path, content: bytes) -> _KnownText:
    text = _read.get(content)
    if text is None:
        reading = readings.decoded(place, content)
        text = _read[content] = _KnownText(reading.chapter, reading.source, runs_of(reading.document))
    return text
