"""The guide kept in memory by a program that lives long: only chapters and data files that were saved are read anew."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from ratgeber_tools.data.loading import LoadedFile, LoadResult, assemble, load_files
from ratgeber_tools.guide import Chapter, Guide, chapter_files
from ratgeber_tools.guide.chapters import read_chapter


class RememberedGuide:
    """Remembers every chapter with the state of its file (time of change in nanoseconds, size in bytes).

    May be asked by several threads; each gets a guide that does not change any more.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._known: dict[str, tuple[tuple[int, int], Chapter]] = {}
        self._files: Mapping[str, LoadedFile] = {}
        self._data: LoadResult | None = None
        self._lock = threading.Lock()

    def load(self) -> Guide:
        """Return the guide as it is now; raises `OSError` where a file has gone meanwhile, which is the next save."""
        with self._lock:
            self._known = {name: self._read(name, path) for name, path in chapter_files(self.folder)}
            chapters = {name: chapter for name, (_, chapter) in self._known.items()}
            return Guide(self.folder, chapters, self._records())

    def _read(self, name: str, path: Path) -> tuple[tuple[int, int], Chapter]:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._known.get(name)
        return known if known is not None and known[0] == stamp else (stamp, read_chapter(path, name=name))

    def _records(self) -> LoadResult:
        files = load_files(self.folder / "daten", self._files)
        if self._data is None or _digests(files) != _digests(self._files):
            self._data = assemble(self.folder / "daten", files)
        self._files = files
        return self._data


def _digests(files: Mapping[str, LoadedFile]) -> dict[str, str]:
    return {name: file.digest for name, file in files.items()}
