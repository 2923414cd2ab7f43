"""Is it known of every picture whose it is and whether we may show it, and has everyone to be seen agreed?

What records name (a film's poster, the panels of the exhibition) has its rights there.  The answer depends on the day:
a consent ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from ratgeber_tools.data.dates import local_today
from ratgeber_tools.data.named_files import named_files
from ratgeber_tools.data.picture_records import PICTURE_FOLDER, RECORDS_FILE, load_picture_records
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.guide import Guide, path_below
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.guide.embedded import pictures_in

_FOLDER = f"{PICTURE_FOLDER}/"


def check(guide: Guide) -> Iterator[Finding]:
    yield from findings_on(guide, local_today())


def findings_on(guide: Guide, today: date) -> Iterator[Finding]:
    """Yield what is to be mended as of `today`."""
    records = load_picture_records(guide.folder)
    yield from records.findings
    files = set(_files(guide.folder))
    uses, used_otherwise = _uses(guide), _used_otherwise(guide)
    for file in sorted(files | set(uses)):
        if records.key_of(file) is None and file in uses:
            path, line = uses[file]
            sentence = (
                f"Von {_FOLDER}{file} ist nicht aufgeschrieben, von wem das Bild ist und ob wir es zeigen dürfen."
            )
            yield Finding(Code.PICTURE_RECORD, sentence, path=path, line=line)
        if file not in uses and f"{_FOLDER}{file}" not in used_otherwise:
            yield Finding(Code.PICTURE_UNUSED, "Dieses Bild zeigt kein Kapitel.", path=guide.folder / _FOLDER / file)
    for key, record in records.entries.items():
        line = records.lines[key]
        if not any(file == key or (key.endswith("/") and file.startswith(key)) for file in files):
            sentence = f"Das Bild „{key}“ gibt es unter {_FOLDER} nicht."
            yield Finding(Code.DATA_REFERENCE, sentence, path=records.path, line=line)
        if not record.may_be_shown_on(today):
            until = record.consent_until
            since = f"galt bis {until:%d.%m.%Y}" if until else "fehlt („einwilligung_bis“)"
            sentence = f"Auf „{key}“ sind Menschen zu sehen; ihre Einwilligung {since}."
            yield Finding(Code.PICTURE_CONSENT, sentence, path=records.path, line=line)


def _files(folder: Path) -> Iterator[str]:
    pictures = folder / PICTURE_FOLDER
    for path in pictures.rglob("*"):
        if path.is_file() and path.name != RECORDS_FILE and not path.name.startswith("."):
            yield path.relative_to(pictures).as_posix()


def _uses(guide: Guide) -> dict[str, tuple[Path, int]]:
    """Return the first place of each picture of the folder that a chapter shows."""
    uses: dict[str, tuple[Path, int]] = {}
    for chapter in guide:
        for picture in pictures_in(chapter):
            path = path_below(chapter.folder, unquote(picture.source))
            if path.startswith(_FOLDER):
                uses.setdefault(path.removeprefix(_FOLDER), (chapter.path, picture.line))
    return uses


def _used_otherwise(guide: Guide) -> frozenset[str]:
    """Return files that records name or that a chapter offers for download, seen from the guide's folder."""
    named = {path_below("", file) for _, file in named_files(guide.data.records)}
    emblems = {path_below("", notice.emblem) for notice in guide.data.records.municipality.funding_notices}
    offered = {attachment.path for chapter in guide for attachment in attachments_in(chapter, guide)}
    return frozenset(named | emblems | offered)
