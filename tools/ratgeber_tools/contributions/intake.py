"""Several contributions taken into the guide one after the other; one that fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ratgeber_tools.contributions import chapters
from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.conversion import read_contribution
from ratgeber_tools.contributions.illustrations import DrawingConverter
from ratgeber_tools.errors import RatgeberError

#: Says whether an existing chapter may be replaced; sees the draft with its difference.
Consent = Callable[[ChapterDraft], bool]


class Status(StrEnum):
    """How the intake of one contribution ended, as the overview says it."""

    NEW = "neu"
    REPLACED = "ersetzt"
    UNCHANGED = "unverändert"
    KEPT = "nicht ersetzt"
    FAILED = "nicht aufgenommen"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one contribution: `chapter` is missing and `problem` says why if it failed."""

    path: Path
    status: Status
    chapter: ChapterDraft | None = None
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return self.status in (Status.NEW, Status.REPLACED, Status.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Settings:
    """Where contributions go and how: see `chapters.draft`; `name` only for a single one."""

    root: Path
    section: Path
    today: date
    consent: Consent
    repair: bool = True
    name: str | None = None
    convert_drawings: DrawingConverter | None = None


def take_in(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """Take in the contributions at `paths` in their order, yielding each one's outcome as soon as it is known.

    Two contributions of one call that would become the same chapter are never laid over each other.
    """
    taken: dict[Path, Path] = {}
    for path in paths:
        try:
            outcome = _take_in_one(path, settings, taken)
        except RatgeberError as error:
            outcome = Outcome(path, Status.FAILED, problem=str(error))
        if outcome.chapter is not None and outcome.is_good:
            taken[outcome.chapter.path] = path
        yield outcome


def _take_in_one(path: Path, settings: Settings, taken: dict[Path, Path]) -> Outcome:
    contribution = read_contribution(path, repair=settings.repair)
    chapter = chapters.draft(
        contribution,
        root=settings.root,
        section=settings.section,
        today=settings.today,
        name=settings.name,
        convert_drawings=settings.convert_drawings,
    )
    if chapter.path in taken:
        problem = (
            f"{path.name} ergäbe dasselbe Kapitel wie {taken[chapter.path].name} ({chapter.place}). "
            "Nehmen Sie den Beitrag einzeln auf und geben Sie ihm mit --name einen eigenen Namen."
        )
        return Outcome(path, Status.FAILED, problem=problem)
    if chapter.is_unchanged:
        return Outcome(path, Status.UNCHANGED, chapter)
    if not chapter.is_new and not settings.consent(chapter):
        return Outcome(path, Status.KEPT, chapter)
    chapters.write(chapter)
    return Outcome(path, Status.NEW if chapter.is_new else Status.REPLACED, chapter)
