"""Several contributions taken into the guide one after the other; one that fails does not stop the rest.

A file that was out for review is recognised and merged into its chapters instead; so is one that goes on from what was
taken in before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.contributions import again, chapters
from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.conversion import as_docx, read_docx
from ratgeber_tools.contributions.illustrations import DrawingConverter
from ratgeber_tools.contributions.known_texts import KnownTexts
from ratgeber_tools.contributions.one_title import with_one_title
from ratgeber_tools.errors import RatgeberError, TargetError, our_mistake
from ratgeber_tools.fact_sheets.arrival import Arrival as Arrival
from ratgeber_tools.readers.collector import collector_resting
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.fact_sheets import sheet_identity

if TYPE_CHECKING:
    from ratgeber_tools.contributions.returns import ReturnDraft
    from ratgeber_tools.fact_sheets.intake import SheetIntake

#: Says whether an existing chapter may be replaced; sees the draft with its difference.
Consent = Callable[[ChapterDraft], bool]


class IntakeStatus(StrEnum):
    """How the intake of one contribution ended, as the overview says it."""

    NEW = "neu"
    REPLACED = "ersetzt"
    MERGED = "zusammengeführt"
    UNCHANGED = "unverändert"
    KEPT = "nicht ersetzt"
    SHEET = "Faktenblatt eingelesen"
    FAILED = "nicht aufgenommen"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one contribution: `chapter` is missing and `problem` says why if it failed.

    `returned` is the merge, for a chapter that was out for review; `sheet` is there for a fact sheet, which has no
    chapter.  `error` is there if the problem is a bug of ours.
    """

    path: Path
    status: IntakeStatus
    chapter: ChapterDraft | None = None
    problem: str = ""
    returned: ReturnDraft | None = None
    error: Exception | None = None
    sheet: SheetIntake | None = None

    @property
    def is_good(self) -> bool:
        return self.status in (
            IntakeStatus.NEW,
            IntakeStatus.REPLACED,
            IntakeStatus.MERGED,
            IntakeStatus.UNCHANGED,
            IntakeStatus.SHEET,
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Where contributions go and how: see `chapters.draft`; `name` only for a single one.

    `section` may be missing where all files come back from review; `unplaced` is what to say of others.  `chapter`,
    `offices` and `office` are as in `ReturnOptions`.  `arrival` says how a fact sheet among the files came; without it
    such a file is refused, with the command it has.  With `writes` off, outcomes are as they would be and nothing is
    on the disk.  With `replaces`, a contribution takes the place of its chapter where it could be merged.
    """

    root: Path
    section: Path | None
    today: date
    consent: Consent
    repair: bool = True
    name: str | None = None
    convert_drawings: DrawingConverter | None = None
    chapter: str = ""
    offices: Callable[[], frozenset[str]] = frozenset
    office: str = ""
    writes: bool = True
    arrival: Callable[[Path], Arrival] | None = None
    replaces: bool = False
    unplaced: str = "Geben Sie mit --nach an, in welchen Abschnitt des Ratgebers der neue Beitrag gehört."


def take_in(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """Take in the contributions at `paths` in their order, yielding each one's outcome as soon as it is known.

    A file that holds several chapters has an outcome for each.  Two contributions of one call that would become the
    same new chapter are never laid over each other; two reviewers' copies of one chapter are merged in turn.
    """
    if settings.writes:
        chapters.recover(settings.root)
    taken: dict[Path, Path] = {}
    texts = KnownTexts(settings.root / "ratgeber")
    for path in paths:
        try:
            for outcome in _take_in_one(path, settings, taken, texts):
                if outcome.chapter is not None and outcome.is_good and outcome.returned is None:
                    taken[outcome.chapter.path] = path
                yield outcome
        except RatgeberError as error:
            yield Outcome(path, IntakeStatus.FAILED, problem=str(error))
        except Exception as error:  # our bug, which must not cost the other files
            yield Outcome(path, IntakeStatus.FAILED, problem=our_mistake(error, about=path.name), error=error)


def _take_in_one(path: Path, settings: Settings, taken: dict[Path, Path], texts: KnownTexts) -> Iterator[Outcome]:
    with as_docx(path) as docx:
        if settings.arrival is not None and settings.writes and sheet_identity(docx) is not None:
            from ratgeber_tools.fact_sheets import intake as fact_sheet_intake  # slow: all records' models

            sheet = fact_sheet_intake.take_in(docx, settings.root / "ratgeber", settings.arrival(path))
            yield Outcome(path, IntakeStatus.SHEET, sheet=sheet)
            return
        export = export_identifier(docx)
        if export is None:
            yield _new(docx, path, settings, taken, texts)
            return
        from ratgeber_tools.contributions import returns  # slow: all records' models

        options = returns.ReturnOptions(
            settings.root, settings.offices(), settings.office, settings.chapter, settings.convert_drawings
        )
        drafts = returns.drafts(docx, path, export, options)
    for draft in drafts:
        yield _merged(draft, path, settings)


def _merged(draft: ReturnDraft, path: Path, settings: Settings) -> Outcome:
    if draft.chapter.is_unchanged:
        if settings.writes:
            chapters.remember(draft.chapter)
        return Outcome(path, IntakeStatus.UNCHANGED, draft.chapter, returned=draft)
    if settings.writes:
        chapters.write(draft.chapter)
    return Outcome(path, IntakeStatus.MERGED, draft.chapter, returned=draft)


@collector_resting()
def _new(docx: Path, path: Path, settings: Settings, taken: dict[Path, Path], texts: KnownTexts) -> Outcome:
    contribution = read_docx(docx, path, repair=settings.repair)
    if settings.repair:
        contribution = with_one_title(contribution)
    known = (
        None if settings.name else again.chapter_for(contribution, texts, root=settings.root, section=settings.section)
    )
    section = settings.section if known is None else known.parent
    if section is None:
        raise TargetError(settings.unplaced)
    chapter = chapters.draft(
        contribution,
        root=settings.root,
        section=section,
        today=settings.today,
        name=settings.name if known is None else known.stem,
        convert_drawings=settings.convert_drawings,
    )
    merged = None if settings.replaces else again.merged(chapter, texts, source=path, office=settings.office)
    if merged is not None:
        return _merged(merged, path, settings)
    if chapter.path in taken:
        problem = (
            f"{path.name} ergäbe dasselbe Kapitel wie {taken[chapter.path].name} ({chapter.place}). "
            "Nehmen Sie den Beitrag einzeln auf und geben Sie ihm mit --name einen eigenen Namen."
        )
        return Outcome(path, IntakeStatus.FAILED, problem=problem)
    if chapter.is_unchanged:
        if settings.writes:
            chapters.remember(again.remembered(chapter, texts, source=path, office=settings.office))
        return Outcome(path, IntakeStatus.UNCHANGED, chapter)
    if not chapter.is_new and not settings.consent(chapter):
        return Outcome(path, IntakeStatus.KEPT, chapter)
    if settings.writes:
        chapters.write(again.remembered(chapter, texts, source=path, office=settings.office))
    return Outcome(path, IntakeStatus.NEW if chapter.is_new else IntakeStatus.REPLACED, chapter)
