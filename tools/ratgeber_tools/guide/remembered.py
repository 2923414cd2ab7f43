"""The guide kept in memory by a program that lives long: only chapters and data files that were saved are read anew."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.data.loading import LoadedFile, LoadResult, assemble, load_files
from ratgeber_tools.guide import Chapter, Guide, chapter_files
from ratgeber_tools.guide.chapters import read_chapter

_DATA = "daten"


@dataclass(frozen=True, slots=True)
class ReadChapter:
    """A chapter with the state its file was read in: time of change in nanoseconds, size in bytes."""

    stamp: tuple[int, int]
    chapter: Chapter


@dataclass(frozen=True, slots=True)
class ReadData:
    """The data files, and what they are together."""

    files: Mapping[str, LoadedFile]
    data: LoadResult


Read = ReadChapter | ReadData


def read_guide(folder: Path) -> Iterator[Read]:
    """Yield all that there is to be read in a guide's folder (absolute), the data first."""
    files = load_files(folder / _DATA, {})
    yield ReadData(files, assemble(folder / _DATA, files))
    for name, path in chapter_files(folder):
        yield ReadChapter(_stamp(path), read_chapter(path, name=name))


class RememberedGuide:
    """Remembers every chapter with the state of its file.

    May be asked by several threads; each gets a guide that does not change any more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._known: dict[str, ReadChapter] = {}
        self._files: Mapping[str, LoadedFile] = {}
        self._data: LoadResult | None = None
        self._guide: Guide | None = None
        self._lock = threading.Lock()
        self._data_lock = threading.Lock()

    def load(self, first: Iterable[Read] = ()) -> Guide:
        """Return the guide as it is now, the same one while nothing has changed.

        `first` is what another process has read: what has changed since is read again, what it lacks is read here.
        Raises `OSError` where a file has gone meanwhile, which is the next save.
        """
        with self._lock:
            for each in first:
                self._take_in(each)
            known = {name: self._read(name, path) for name, path in chapter_files(self.folder)}
            data = self.records()
            is_same = list(known.items()) == list(self._known.items())
            self._known = known
            if self._guide is None or not is_same or self._guide.loaded_data is not data:
                self._guide = Guide(self.folder, {name: each.chapter for name, each in known.items()}, data)
            return self._guide

    def records(self) -> LoadResult:
        """Return the records as they are now; whoever reads the chapters meanwhile is not waited for."""
        with self._data_lock:
            files = load_files(self.folder / _DATA, self._files)
            if self._data is None or _digests(files) != _digests(self._files):
                self._data = assemble(self.folder / _DATA, files)
            self._files = files
            return self._data

    def _take_in(self, each: Read) -> None:
        match each:
            case ReadChapter(chapter=chapter):
                self._known[chapter.name] = each
            case ReadData(files, data):
                with self._data_lock:
                    self._files, self._data = files, data

    def _read(self, name: str, path: Path) -> ReadChapter:
        stamp, known = _stamp(path), self._known.get(name)
        return known if known and known.stamp == stamp else ReadChapter(stamp, read_chapter(path, name=name))


def _stamp(path: Path) -> tuple[int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _digests(files: Mapping[str, LoadedFile]) -> dict[str, str]:
    return {name: file.digest for name, file in files.items()}
