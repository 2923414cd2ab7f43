"""Who has a chapter for review, and until when: kept beside the export, whoever sends it and however it comes back.

`redaktion/ausgaben/<id>/unterwegs.json` is a list, an office each: `an`, `am` (the day it went), `bis` (until when, ""
for no day), `zurueck` (the day it came back, "" while it is out).  An export without the file went out before there
was one, or by somebody who did not say to whom.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ratgeber_tools import files
from ratgeber_tools.containment import is_inner_name
from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.errors import InputError
from ratgeber_tools.roundtrip.places import FOLDER, READ

CARD = "unterwegs.json"
_EXPORT_CARD = "ausgabe.yaml"


@dataclass(frozen=True, slots=True)
class SentOut:
    """An export at one office ("" where nobody said at which): its chapters by name, its days; `back` once it is."""

    identifier: str
    chapters: tuple[str, ...]
    office: str
    since: date
    until: date | None = None
    back: date | None = None

    def is_overdue(self, today: date) -> bool:
        return self.back is None and self.until is not None and self.until < today


def sent_out(guide_folder: Path) -> tuple[SentOut, ...]:
    """Return every export with whom it is at, the one that is due first first; damaged ones are passed over.

    One that was read in counts as back, whoever read it.
    """
    found = [each for card in sorted((guide_folder / FOLDER).glob(f"*/{_EXPORT_CARD}")) for each in _of(card)]
    return tuple(sorted(found, key=lambda each: (each.until or date.max, each.since, each.identifier, each.office)))


def note(guide_folder: Path, identifier: str, *, office: str, until: date | None, day: date) -> Path:
    """Note that an export goes to an office; return the file to check in.

    One that is out there already gets the new day until when.
    """

    def noted(entries: list[dict[str, str]]) -> list[dict[str, str]]:
        others = [each for each in entries if each["an"] != office or each["zurueck"]]
        entry = {"an": office, "am": day.isoformat(), "bis": until.isoformat() if until else "", "zurueck": ""}
        return [*others, entry]

    return _changed(guide_folder, identifier, noted)


def note_back(guide_folder: Path, identifier: str, *, office: str, day: date) -> Path | None:
    """Note that an export is back from an office; None if it is not out there.

    Where nobody says from which, it is back from the only one that has it.
    """
    path = _card(guide_folder, identifier)
    waiting = [each for each in _entries(path) if not each["zurueck"]]
    from_there = [each for each in waiting if each["an"] == office] or (waiting if len(waiting) == 1 else [])
    if not from_there:
        return None

    def noted(entries: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{**each, "zurueck": day.isoformat()} if each in from_there else each for each in entries]

    return _changed(guide_folder, identifier, noted)


def note_back_without_card(guide_folder: Path, identifier: str, *, day: date) -> Path:
    """Note that an export is back of which nobody said to whom it went."""
    entry = {"an": "", "am": day.isoformat(), "bis": "", "zurueck": day.isoformat()}
    return _changed(guide_folder, identifier, lambda entries: [*entries, entry])


def _changed(guide_folder: Path, identifier: str, change: Any) -> Path:
    path = _card(guide_folder, identifier)
    if not (path.parent / _EXPORT_CARD).is_file():
        raise InputError(f"Eine Ausgabe {identifier} gibt es hier nicht.")
    with files.held(path):
        content = json.dumps(change(_entries(path)), ensure_ascii=False, indent=1) + "\n"
        files.write_whole(path, content)
    return path


def _card(guide_folder: Path, identifier: str) -> Path:
    if not is_inner_name(identifier) or "/" in identifier:
        raise InputError(f"Eine Ausgabe {identifier} gibt es hier nicht.")
    return guide_folder / FOLDER / identifier / CARD


def _entries(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    try:
        values = json.loads(files.read_text(path))
        return [{key: str(entry[key]) for key in ("an", "am", "bis", "zurueck")} for entry in values]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}: Was an wen hinausging, lässt sich nicht lesen; die Datei ist beschädigt. Holen Sie sie aus der "
            "Geschichte zurück, oder löschen Sie sie: Dann steht die Ausgabe ohne Stelle auf der Liste."
        ) from error


def _of(card: Path) -> Iterator[SentOut]:
    try:
        values: dict[str, Any] = read_yaml(files.read_text(card)).values
        named = values["kapitel"]
        day = date.fromisoformat(str(values["datum"]))
        entries = _entries(card.with_name(CARD))
    except (InputError, KeyError, ValueError, TypeError):  # whoever takes the return in is told
        return
    chapters = (named,) if isinstance(named, str) else tuple(map(str, named))
    found = SentOut(card.parent.name, chapters, "", day)
    if not entries:
        yield replace(found, back=day if _was_read(card) else None)
    for entry in entries:
        back = _day(entry["zurueck"])
        since = _day(entry["am"]) or day
        if back is None and len(entries) == 1 and _was_read(card):  # of several, nobody knows whose it was
            back = since
        yield replace(found, office=entry["an"], since=since, until=_day(entry["bis"]), back=back)


def _was_read(card: Path) -> bool:
    return any((card.parent / READ).glob("*.json"))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
