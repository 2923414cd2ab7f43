"""Answers to fact sheets that wait for somebody to look at them, and links by which an office answers without a login.

Both lie in files below `_redaktion/`, in nobody's git: what an office writes may name people.  Of a link only a digest
of its token is kept; it asks the questions of one office and ends on a day.

    _redaktion/faktenblaetter/antworten/ID.json   a filled sheet, whose it is, how it came
    _redaktion/faktenblaetter/links/DIGEST.json   the questions, the last day; the answers lie under the same name
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from ratgeber_tools import files
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.errors import InputError
from ratgeber_tools.fact_sheets.web_answers import AskedSheet
from ratgeber_tools.readers.word.fact_sheets import FilledEntry, FilledSheet, SheetField

_FOLDER = Path("_redaktion", "faktenblaetter")
#: So long a link asks unless somebody says another day, and at most.
USUAL_DAYS, MOST_DAYS = 14, 60
_GONE = "Diese Antworten liegen hier nicht mehr: Jemand hat sie abgeschlossen."
LINK_GONE = (
    "Dieser Link gilt nicht oder nicht mehr. Bitten Sie die Stelle, von der Sie ihn haben, um einen neuen. Es geht "
    "auch mit der Word-Datei."
)


@dataclass(frozen=True, slots=True)
class WaitingAnswers:
    """A filled sheet that waits; `done` are the marks of entries somebody has dealt with, `is_noted` whether the list
    is written already."""

    identifier: str
    filled: FilledSheet
    file: str
    sender: str
    came: date
    done: frozenset[str] = frozenset()
    is_noted: bool = False


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """A link as it is kept: what it asks, whom, until when; `answered` is the day of the last answer."""

    digest: str
    sheet: AskedSheet
    office: str
    until: date
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class SheetsOverview:
    """What the page for Word files shows of fact sheets."""

    waiting: tuple[tuple[WaitingAnswers, int], ...]
    links: tuple[AnswerLink, ...]


@dataclass(frozen=True, slots=True)
class WaitingSheets:
    """Those of the project at `root`; `now` is the clock."""

    root: Path
    now: Callable[[], datetime]

    # ------------------------------------------------------------------ answers

    def keep(self, filled: FilledSheet, *, file: str, sender: str, identifier: str = "") -> str:
        """Keep a filled sheet until somebody has looked at it; return its identifier.

        What came by a link takes the place of what came by it before (`identifier` is the link's digest).
        """
        values = json.dumps(asdict(filled), ensure_ascii=False, sort_keys=True)
        identifier = identifier or sha256(values.encode("utf-8")).hexdigest()[:16]
        self._write(WaitingAnswers(identifier, filled, file, sender, local_day(self.now())))
        return identifier

    def answers(self, identifier: str) -> WaitingAnswers:
        """Return a filled sheet that waits; raises `InputError` if it does no more."""
        path = self._answers(identifier)
        if not identifier.isalnum() or not path.is_file():
            raise InputError(_GONE)
        try:
            return _answers_of(identifier, json.loads(files.read_text(path)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(_GONE) from error

    def note(self, answers: WaitingAnswers, done: frozenset[str]) -> WaitingAnswers:
        """Note which entries somebody has dealt with."""
        noted = replace(answers, done=answers.done | done, is_noted=True)
        self._write(noted)
        return noted

    def forget(self, answers: WaitingAnswers) -> None:
        """Forget answers that are dealt with."""
        self._answers(answers.identifier).unlink(missing_ok=True)

    # ------------------------------------------------------------------ links

    def new_link(self, sheet: AskedSheet, *, office: str, until: date) -> str:
        """Make a link; return its token, which is kept nowhere."""
        token = secrets.token_urlsafe(32)
        self._write_link(AnswerLink(_digest(token), sheet, office, until))
        return token

    def link(self, token: str) -> AnswerLink:
        """Return what a token asks; raises `InputError` for one that is none, or is over: nobody learns which."""
        found = self._link(_digest(token))
        if found is None or found.until < local_day(self.now()):
            raise InputError(LINK_GONE)
        return found

    def answer(self, link: AnswerLink, filled: FilledSheet) -> None:
        """Keep what was answered by a link: it waits, the newest answers alone."""
        self.keep(filled, file="Antwort über den Link", sender=link.office, identifier=link.digest)
        self._write_link(replace(link, answered=local_day(self.now())))

    def end(self, digest: str) -> None:
        """End a link now; answers that came by it stay."""
        if digest.isalnum():
            (self.root / _FOLDER / "links" / f"{digest}.json").unlink(missing_ok=True)

    def overview(self, today: date) -> SheetsOverview:
        """Return what waits, with how many answers are open, and the links that are out; links that are over go."""
        waiting = [self.answers(path.stem) for path in self._files("antworten")]
        links = []
        for path in self._files("links"):
            link = self._link(path.stem)
            if link is None or link.until < today:
                path.unlink(missing_ok=True)
            else:
                links.append(link)
        return SheetsOverview(
            tuple((each, len(each.filled.entries) - len(each.done)) for each in waiting),
            tuple(sorted(links, key=lambda link: (link.until, link.office))),
        )

    # ------------------------------------------------------------------ files

    def _files(self, kind: str) -> Iterator[Path]:
        yield from sorted((self.root / _FOLDER / kind).glob("*.json"))

    def _answers(self, identifier: str) -> Path:
        return self.root / _FOLDER / "antworten" / f"{identifier}.json"

    def _write(self, answers: WaitingAnswers) -> None:
        values = {
            "blatt": asdict(answers.filled),
            "datei": answers.file,
            "von": answers.sender,
            "am": answers.came.isoformat(),
            "erledigt": sorted(answers.done),
            "liste": answers.is_noted,
        }
        files.write_whole(self._answers(answers.identifier), json.dumps(values, ensure_ascii=False) + "\n")

    def _write_link(self, link: AnswerLink) -> None:
        values = {
            "fragen": link.sheet.as_values(),
            "stelle": link.office,
            "bis": link.until.isoformat(),
            "beantwortet": link.answered.isoformat() if link.answered else "",
        }
        path = self.root / _FOLDER / "links" / f"{link.digest}.json"
        files.write_whole(path, json.dumps(values, ensure_ascii=False) + "\n")

    def _link(self, digest: str) -> AnswerLink | None:
        try:
            values = json.loads((self.root / _FOLDER / "links" / f"{digest}.json").read_text(encoding="utf-8"))
            answered = values["beantwortet"]
            return AnswerLink(
                digest,
                AskedSheet.from_values(values["fragen"]),
                str(values["stelle"]),
                date.fromisoformat(values["bis"]),
                date.fromisoformat(answered) if answered else None,
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None


def last_day(today: date, until: date | None) -> date:
    """Return the last day of a link; raises `InputError` for one that is past, or too far away."""
    day = until or today + timedelta(days=USUAL_DAYS)
    if not today <= day <= today + timedelta(days=MOST_DAYS):
        raise InputError(f"Ein Link gilt ab heute und höchstens {MOST_DAYS} Tage. Nennen Sie einen Tag dazwischen.")
    return day


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()[:40]


def _answers_of(identifier: str, values: Mapping[str, Any]) -> WaitingAnswers:
    sheet = values["blatt"]
    entries = tuple(
        FilledEntry(
            str(entry["mark"]),
            str(entry["shown"]),
            tuple(SheetField(str(each["text"]), bool(each["is_struck"])) for each in entry["fields"]),
            tuple(map(str, entry["comments"])),
        )
        for entry in sheet["entries"]
    )
    closing = {str(mark): str(words) for mark, words in sheet["closing"].items()}
    filled = FilledSheet(str(sheet["identity"]), entries, closing, tuple(map(str, sheet["loose"])))
    return WaitingAnswers(
        identifier, filled, str(values["datei"]), str(values["von"]), date.fromisoformat(values["am"]),
        frozenset(map(str, values["erledigt"])), bool(values["liste"]),
    )  # fmt: skip
