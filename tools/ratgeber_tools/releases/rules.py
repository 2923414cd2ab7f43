"""Reasons against a release that lie in the chapter, in git and in the decision: each a German sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from ratgeber_tools import dialect
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.findings import Code
from ratgeber_tools.guide import Chapter
from ratgeber_tools.guide.internal_parts import internal_places
from ratgeber_tools.guide.refusals import CODES as REFUSED
from ratgeber_tools.history import Repository
from ratgeber_tools.releases.log import Votes


@dataclass(frozen=True, slots=True)
class Decision:
    """What the steering group decided: the minutes' reference, how the vote went, on which day."""

    reference: str
    votes: Votes
    day: date


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something cannot be released: a German sentence, the file (and line) it is about, and what to type there.

    As text it is what somebody with the files at hand reads; who has a page before them reads the `sentence` alone.
    """

    sentence: str
    place: str = ""
    by_hand: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.sentence} {self.by_hand}".rstrip()


def unfinished(chapter: Chapter) -> Iterator[Obstacle]:
    """Yield what is still to be decided or would not be part of the release."""
    for name, line in internal_places("\n".join(chapter.lines)):
        if name == dialect.CONFLICT:
            yield Obstacle(
                "Hier steht noch ein Kasten „Konflikt“. Entscheiden Sie sich für eine der Fassungen.",
                f"{chapter.path}:{line}",
            )
    for finding in (*chapter.findings, *(chapter.head.findings if chapter.head is not None else ())):
        if finding.code in REFUSED or finding.code is Code.FRONT_MATTER_SYNTAX:
            yield Obstacle(f"{finding.text} {finding.code.remedy}".rstrip(), f"{chapter.path}:{finding.line}")


def uncommitted(repository: Repository, chapter: Chapter, files: Mapping[str, Path]) -> Iterator[Obstacle]:
    """Yield what git does not have yet of a chapter and its files, by path below the guide's folder."""
    for path, file in {chapter.name: chapter.path, **files}.items():
        if path.startswith(".."):
            yield Obstacle("Die Datei liegt nicht im Ratgeber.", str(file), "Legen Sie sie nach ratgeber/.")
        elif not file.is_file():
            yield Obstacle("Die Datei fehlt. Ein Kapitel wird mit allen seinen Bildern freigegeben.", str(file))
        elif repository.committed_blob(file) is None:
            yield Obstacle("Die Datei ist noch nicht eingecheckt.", str(file), "Das tun git add und git commit.")
        elif not repository.is_clean(file):
            yield Obstacle(
                "Die Datei hat Änderungen, die noch nicht eingecheckt sind.", str(file), "Das tut git commit."
            )


def undecided(decision: Decision, now: datetime) -> Iterator[Obstacle]:
    """Yield why there is no decision to release."""
    votes = decision.votes
    if not one_line(decision.reference):
        yield Obstacle("Nennen Sie den Beschluss, zum Beispiel „Protokoll vom 24.11.2026, TOP 3“.")
    if not votes.is_carried:
        yield Obstacle(f"Mit {votes.yes} Ja und {votes.no} Nein ist die Freigabe nicht beschlossen.")
    if decision.day > local_day(now):
        yield Obstacle(f"Der {format_date(decision.day)} liegt in der Zukunft. Freigegeben wird nach dem Beschluss.")


def one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, blanks made single."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
