"""The guide's checks, again and again: only chapters that were saved are read anew."""

from __future__ import annotations

from pathlib import Path

from ratgeber_tools.checks import run_checks
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide, chapter_files
from ratgeber_tools.guide.chapters import read_chapter


class Checker:
    """Remembers every chapter with the state of its file (time of change in nanoseconds, size in bytes)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._known: dict[str, tuple[tuple[int, int], Chapter]] = {}

    def findings(self) -> list[Finding]:
        """Return what `ratgeber check` finds now."""
        self._known = {name: self._read(name, path) for name, path in chapter_files(self._folder)}
        return run_checks(Guide(self._folder, {name: chapter for name, (_, chapter) in self._known.items()}))

    def _read(self, name: str, path: Path) -> tuple[tuple[int, int], Chapter]:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._known.get(name)
        return known if known is not None and known[0] == stamp else (stamp, read_chapter(path, name=name))
