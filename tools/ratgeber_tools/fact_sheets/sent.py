"""Fact sheets that went out: what each asked, in which words, kept in the guide; only these are read in again.

A sheet says of itself whose it is and what it asked, but whoever fills it in could have changed that: a mark could
lead to another entry, or the question above it could read otherwise.  So what was asked is looked up here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.sheets import parse_identity
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.fact_sheets import FilledSheet

#: Seen from the guide's folder; committed with it, like exports.
FOLDER = Path("redaktion", "faktenblaetter")
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class SentSheet:
    """What went out: what the sheet says of itself, and by each entry's mark a digest of the words shown."""

    identity: str
    asked: Mapping[str, str]

    def has_asked(self, mark: str) -> bool:
        return mark in self.asked

    def is_as_sent(self, mark: str, shown: str) -> bool:
        """Say whether an entry still shows the words it went out with; blanks and line ends do not count."""
        return self.asked.get(mark) == _digest(shown)


def sent_sheet(blank: FilledSheet) -> SentSheet:
    """Return what is kept of a sheet, from the sheet as it is about to go out."""
    return SentSheet(blank.identity, {entry.mark: _digest(entry.shown) for entry in blank.entries})


def card_of(sheet: SentSheet) -> tuple[str, bytes]:
    """Return file name and content of what is kept; the same sheet has the same name."""
    identity = parse_identity(sheet.identity)
    assert identity is not None
    values = {"blatt": sheet.identity, "gefragt": dict(sorted(sheet.asked.items()))}
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    name = f"{identity.office}-{identity.day.isoformat()}-{sha256(text.encode('utf-8')).hexdigest()[:10]}{_SUFFIX}"
    return name, text.encode("utf-8")


def find_sent(guide_folder: Path, filled: FilledSheet, *, file: str) -> SentSheet:
    """Return the kept sheet a filled one goes back to; raise `InputError` with what to do if there is none."""
    marks = {entry.mark for entry in filled.entries}
    found = [sheet for sheet in _kept(guide_folder) if sheet.identity == filled.identity]
    if not found:
        raise InputError(
            f"{quoted(file)} ist kein Faktenblatt, das von hier hinausging: Unter ratgeber/{FOLDER.as_posix()} ist "
            "keines wie dieses aufgehoben. Holen Sie den Stand, mit dem es geschrieben wurde (meist: git pull); sonst "
            "schreiben Sie der Stelle ein neues Blatt, oder tragen Sie die Antworten von Hand ein."
        )
    return max(found, key=lambda sheet: len(marks & sheet.asked.keys()))


def _kept(guide_folder: Path) -> list[SentSheet]:
    sheets = []
    for path in sorted((guide_folder / FOLDER).glob(f"*{_SUFFIX}")):
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            asked = {str(mark): str(digest) for mark, digest in values["gefragt"].items()}
            sheet = SentSheet(str(values["blatt"]), asked)
            is_whole = parse_identity(sheet.identity) is not None and card_of(sheet)[0] == path.name
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            is_whole = False
        if not is_whole:
            raise InputError(
                f"{path}: Dieses aufgehobene Faktenblatt ist beschädigt. Stellen Sie die Datei mit „git checkout“ "
                "wieder her."
            )
        sheets.append(sheet)
    return sheets


def _digest(shown: str) -> str:
    return sha256(" ".join(shown.split()).encode("utf-8")).hexdigest()
