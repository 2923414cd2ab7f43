"""A chapter goes out for review from the desk: the export `ratgeber export` makes, and a note of who has it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.fact_sheets.sheets import editorial_office
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.history import Repository
from ratgeber_tools.roundtrip import sent_out
from ratgeber_tools.roundtrip.places import FOLDER
from ratgeber_tools.roundtrip.word_files import Export, keep
from ratgeber_tools.typesetting.rasteriser import drawing_as_png


def send(
    guide: Guide, chapter: str, repository: Repository | None, *, office: str, until: date | None, today: date
) -> tuple[str, list[Path]]:  # fmt: skip
    """Keep the file of a chapter that goes to an office; return the export's id and the files to check in.

    Raises as `outgoing.store`.
    """
    export = Export(guide, today, drawing_as_png, editorial_office(guide.data.records))
    file = export.single(guide.chapters[chapter])
    keep(guide, file, today, repository)
    sent_out.note(guide.folder, file.identifier, office=office, until=until, day=today)
    kept = guide.folder / FOLDER / file.identifier
    return file.identifier, sorted(path for path in kept.rglob("*") if path.is_file())


def parts_of(guide: Guide, today: date) -> list[tuple[str, str]]:
    """Return the parts of the guide a new chapter can be for, as readers meet them: folder and title."""
    found: dict[str, str] = {}
    for stop in reading_order(guide):
        folder = stop.chapter.name.partition("/")[0]
        if "/" in stop.chapter.name and folder not in found and f"{folder}/index" in guide.chapters:
            found[folder] = ShownWords(guide, guide.chapters[f"{folder}/index"], today).title or folder
    for name in guide.chapters:  # one that no list of contents names yet
        folder, _, rest = name.partition("/")
        if rest == "index":
            found.setdefault(folder, ShownWords(guide, guide.chapters[name], today).title or folder)
    return list(found.items())
