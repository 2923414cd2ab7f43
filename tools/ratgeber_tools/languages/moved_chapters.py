"""A chapter was renamed or moved: its catalogues go along, found by the sentences in them.

Nobody has to say what became what: a catalogue whose chapter is gone belongs to the chapter most of its German
sentences stand in, if that is at least half of them and has no catalogue of its own yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools import files
from ratgeber_tools.guide import Guide
from ratgeber_tools.languages.catalogue import Catalogue, catalogue_files, load_catalogue, path_of, write_catalogue
from ratgeber_tools.languages.units import units_of

#: So much of a catalogue has to stand in a chapter for the chapter to be the same.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class StrayCatalogue:
    """A catalogue without its chapter, and the chapter it fits, "" for none; `is_taken` where that has one."""

    path: Path
    language: str
    chapter: str
    fits: str
    is_taken: bool = False


def stray_catalogues(guide: Guide) -> Iterator[StrayCatalogue]:
    """Yield the catalogues whose chapter is not there any more; chapters are read only if there is such a one."""
    keys: dict[str, frozenset[str]] = {}
    for language, chapter, path in catalogue_files(guide.folder):
        if chapter in guide.chapters:
            continue
        keys = keys or {each.name: frozenset(unit.key for unit in units_of(each)) for each in guide}
        wanted = {entry.key for entry in load_catalogue(guide.folder, language, chapter).entries}
        best = max(keys, key=lambda name: len(wanted & keys[name]), default="")
        fits = best if wanted and len(wanted & keys.get(best, frozenset())) >= _SAME * len(wanted) else ""
        yield StrayCatalogue(
            path, language, chapter, fits, bool(fits) and path_of(guide.folder, language, fits).is_file()
        )


def move_along(guide: Guide) -> tuple[tuple[Path, Path], ...]:
    """Bring every catalogue that fits a chapter to it; return where each was and is."""
    moved = []
    for stray in tuple(stray_catalogues(guide)):
        if not stray.fits or stray.is_taken:
            continue
        found = load_catalogue(guide.folder, stray.language, stray.chapter)
        if found.findings:
            continue
        target = path_of(guide.folder, stray.language, stray.fits)
        files.make_folder(target.parent)
        files.replace(target, write_catalogue(Catalogue(stray.language, stray.fits, found.entries)), expected=None)
        stray.path.unlink()
        moved.append((stray.path, target))
    return tuple(moved)
