"""Suggestions that were handed in: one file each beside the chapters, `redaktion/vorschlaege/<id>.json`, in git.

It holds both versions as the editor has them, so the changes can be decided on for as long as it takes, by any desk
that has the project; and every decision with who made it.  What is still being written lies in the desk's store alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from prosemirror.model import Node

from ratgeber_tools import files
from ratgeber_tools.desk.schema import SCHEMA, Json
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.tracking.changes import Choice, TrackedChanges, changes_between
from ratgeber_tools.desk.tracking.plan import ThingWords
from ratgeber_tools.errors import InputError

FOLDER = "redaktion/vorschlaege"
_IDENTIFIER = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")


class ChangeVerdict(StrEnum):
    """What somebody decided about one change."""

    TAKEN = "angenommen"
    REFUSED = "abgelehnt"
    OWN_WORDS = "eigene Worte"


@dataclass(frozen=True, slots=True)
class ChangeDecision:
    """What became of a change: `words` are the reason, or, for own words, those; `office` decided at `moment`."""

    verdict: ChangeVerdict
    office: str
    moment: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A chapter as it was and as `login` would have it; `why` are their words, `decisions` go by a change's number."""

    identifier: str
    chapter: str
    login: Login
    moment: datetime
    why: str
    base: Json
    theirs: Json
    decisions: Mapping[int, ChangeDecision] = field(default_factory=dict)

    @property
    def base_node(self) -> Node:
        return Node.from_json(SCHEMA, self.base)

    @property
    def their_node(self) -> Node:
        return Node.from_json(SCHEMA, self.theirs)

    def changes(self, say: ThingWords | None = None) -> TrackedChanges:
        """Return the changes it consists of; `say` has the words for values, titles and pictures in them."""
        return changes_between(self.base_node, self.their_node, *([] if say is None else [say]))

    @property
    def choice(self) -> Choice:
        """The changes that are taken."""
        return {
            number: each.words if each.verdict is ChangeVerdict.OWN_WORDS else None
            for number, each in self.decisions.items()
            if each.verdict is not ChangeVerdict.REFUSED
        }

    def content(self) -> bytes:
        """Return the file it is kept in."""
        values = {
            "kapitel": self.chapter,
            "von": self.login.office,
            "adresse": self.login.mail,
            "wann": self.moment.isoformat(timespec="seconds"),
            "warum": self.why,
            "entschieden": {
                str(number): {
                    "wie": each.verdict.value,
                    "von": each.office,
                    "wann": each.moment.isoformat(timespec="seconds"),
                    **({"worte": each.words} if each.words else {}),
                }
                for number, each in sorted(self.decisions.items())
            },
            "vorher": self.base,
            "vorschlag": self.theirs,
        }
        return (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def place_of(guide_folder: Path, identifier: str) -> Path:
    return guide_folder / FOLDER / f"{identifier}.json"


def is_handed_in(guide_folder: Path, identifier: str) -> bool:
    return place_of(guide_folder, identifier).is_file()


def handed_in(guide_folder: Path) -> Iterator[str]:
    """Yield the identifiers of all suggestions that were handed in."""
    for path in sorted((guide_folder / FOLDER).glob("*.json")):
        if _IDENTIFIER.fullmatch(path.stem):
            yield path.stem


def read(guide_folder: Path, identifier: str) -> Suggestion | None:
    """Return a suggestion, None if there is none; raises `InputError` for a damaged file."""
    path = place_of(guide_folder, identifier)
    if not _IDENTIFIER.fullmatch(identifier) or not path.is_file():
        return None
    try:
        return _parsed(identifier, json.loads(files.read_text(path)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path}: Dieser Vorschlag lässt sich nicht lesen; die Datei ist beschädigt. Holen Sie sie mit git zurück."
        ) from error


def _parsed(identifier: str, values: Any) -> Suggestion:
    decisions = {
        int(number): ChangeDecision(
            ChangeVerdict(each["wie"]),
            str(each["von"]),
            datetime.fromisoformat(each["wann"]),
            str(each.get("worte", "")),
        )
        for number, each in values["entschieden"].items()
    }
    suggestion = Suggestion(
        identifier,
        str(values["kapitel"]),
        Login(str(values["von"]), str(values["adresse"])),
        datetime.fromisoformat(values["wann"]),
        str(values["warum"]),
        dict(values["vorher"]),
        dict(values["vorschlag"]),
        decisions,
    )
    suggestion.base_node, suggestion.their_node  # noqa: B018  # both can be read
    return suggestion
