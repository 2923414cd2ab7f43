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


def unfinished(chapter: Chapter) -> Iterator[str]:
    """Yield what is still to be decided or would not be part of the release."""
    place = chapter.path
    for name, line in internal_places("\n".join(chapter.lines)):
        if name == dialect.CONFLICT:
            yield f"{place}:{line}: Hier steht noch ein {{{name}}}. Entscheiden Sie sich für eine der Fassungen."
    for finding in (*chapter.findings, *(chapter.head.findings if chapter.head is not None else ())):
        if finding.code in REFUSED or finding.code is Code.FRONT_MATTER_SYNTAX:
            yield f"{place}:{finding.line}: {finding.text} {finding.code.remedy}".rstrip()


def uncommitted(repository: Repository, chapter: Chapter, files: Mapping[str, Path]) -> Iterator[str]:
    """Yield what git does not have yet of a chapter and its files, by path below the guide's folder."""
    for path, file in {chapter.name: chapter.path, **files}.items():
        if path.startswith(".."):
            yield f"{file}: Die Datei liegt nicht in ratgeber/. Legen Sie sie dorthin."
        elif not file.is_file():
            yield f"{file}: Die Datei fehlt. Ein Kapitel wird mit allen seinen Bildern freigegeben."
        elif repository.committed_blob(file) is None:
            yield f"{file}: Die Datei ist noch nicht eingecheckt (git add, git commit)."
        elif not repository.is_clean(file):
            yield f"{file}: Die Datei hat Änderungen, die noch nicht eingecheckt sind (git commit)."


def undecided(decision: Decision, now: datetime) -> Iterator[str]:
    """Yield why there is no decision to release."""
    votes = decision.votes
    if not one_line(decision.reference):
        yield "Nennen Sie den Beschluss, zum Beispiel „Protokoll vom 24.11.2026, TOP 3“."
    if not votes.is_carried:
        yield f"Mit {votes.yes} Ja und {votes.no} Nein ist die Freigabe nicht beschlossen."
    if decision.day > local_day(now):
        yield f"Der {format_date(decision.day)} liegt in der Zukunft. Freigegeben wird nach dem Beschluss."


def one_line(text: str) -> str:
    """Return `text` without line breaks and control characters, blanks made single."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
