"""Which findings concern a chapter: those in it, in the files it brings along, and in what is noted of its pictures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ratgeber_tools.data.picture_records import PICTURE_FOLDER, load_picture_records
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.attachments import attachments_in


def concerning(guide: Guide, chapter: Chapter, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those of `findings` that whoever answers for `chapter` has to see to, in their order."""
    found = tuple(findings)
    if not found:  # nothing of a chapter has to be looked up
        return ()
    brought = [each.path for each in attachments_in(chapter, guide)]
    places: set[tuple[Path, int | None]] = set(_noted(guide, brought))
    files = places_of(guide, chapter)
    return tuple(each for each in found if each.path in files or (each.path, each.line) in places)


def places_of(guide: Guide, chapter: Chapter) -> frozenset[Path]:
    """Return the chapter's file and those it brings along."""
    return frozenset({chapter.path, *(guide.folder / each.path for each in attachments_in(chapter, guide))})


def _noted(guide: Guide, brought: Iterable[str]) -> Iterable[tuple[Path, int]]:
    """Yield the place of the entry each picture has in the file that says whose it is and who is to be seen on it."""
    records = load_picture_records(guide.folder)
    for path in brought:
        key = records.key_of(path.removeprefix(f"{PICTURE_FOLDER}/"))
        if key is not None and path.startswith(f"{PICTURE_FOLDER}/"):
            yield records.path, records.lines[key]
