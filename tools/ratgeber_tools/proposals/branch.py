"""One file of the inbox becomes a branch: chapter, pictures and report, or an answer; the file leaves the inbox.

Everything happens in a work tree of its own.  The branch's name holds the file's content, so that a file is taken
once, however often the inbox is looked at, and a better file never lands on a branch somebody works on.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from ratgeber_tools import branches, traversal
from ratgeber_tools.branches import Author
from ratgeber_tools.contributions import naming
from ratgeber_tools.contributions.chapters import ChapterDraft
from ratgeber_tools.contributions.illustrations import DrawingConverter
from ratgeber_tools.contributions.intake import Arrival, IntakeStatus, Outcome, Settings, take_in
from ratgeber_tools.contributions.returns import known_offices
from ratgeber_tools.dialect import slug
from ratgeber_tools.errors import RatgeberError, our_mistake
from ratgeber_tools.files import write_whole
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import load_lazily
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.inbox import INBOX, REPORTS, Parcel
from ratgeber_tools.proposals.message import (
    Accepted,
    Message,
    about_chapter,
    about_nothing_new,
    about_problem,
    plain,
    under_headings,
)
from ratgeber_tools.proposals.return_message import ReturnedChapterWords, ReturnedFile, about_return
from ratgeber_tools.proposals.sheet_message import AnsweredSheet, about_sheet
from ratgeber_tools.quotation import quoted

PREFIX = "beitrag/"
#: What an author is called of whom no office is known.
NOBODY = "Beitrag"
#: In a commit's message, before the state it was made in: whoever changes the commit is found out by it.
MADE = "Stand: "
#: The same before the office whose file it is, where that is another than the one that brought it.
SENDER = "Von: "
#: What is said first of a file that is for a part of the guide nobody has named.
UNPLACED = "Es ist nicht klar, in welchen Teil des Ratgebers die Datei gehört."


class BranchFate(StrEnum):
    """What became of a file, as the command says it."""

    PROPOSED = "vorgeschlagen"
    REFUSED = "nicht aufgenommen"
    KNOWN = "ist schon in Arbeit"
    UNCHANGED = "ändert nichts"
    REBUILT = "neu gebaut auf dem heutigen Stand"

    @property
    def counted(self) -> str:
        """The same with a number before it."""
        return {BranchFate.KNOWN: "schon in Arbeit", BranchFate.UNCHANGED: "ohne Änderung"}.get(self, self.value)


@dataclass(frozen=True, slots=True)
class Preview:
    """The address of a chapter's preview, or why there is none; `archive` and `desk` as in `Accepted`."""

    address: str = ""
    problem: str = ""
    archive: str = ""
    desk: str = ""


#: Builds the preview of the chapter at the path below `ratgeber/` in a work tree, under the branch's short name.
PreviewBuilder = Callable[[Path, str, str], Preview]
#: The findings of all checks in one chapter of a guide.
Checker = Callable[[Path, Path], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What every proposal of one run needs: the project, the commit to start from, branches that are taken.

    `remote` is where the branches are pushed to, None to keep them here; `there` are those it has.  `has_request` asks
    the forge whether there is a request for a branch; without a forge the branch alone says that somebody has it.
    """

    root: Path
    repository: Repository
    base: str
    taken: frozenset[str]
    today: date
    build_preview: PreviewBuilder
    check: Checker
    convert_drawings: DrawingConverter | None = None
    remote: str | None = None
    there: frozenset[str] = frozenset()
    has_request: Callable[[str], bool] | None = None
    #: Whose the file is, where somebody has said so; else whoever brought it.
    office: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What became of a parcel: the branch and its message, where there are some, and whether this run has made it.

    `problem` says why a parcel was refused, `error` is there if that is a bug of ours.  `instead_of` is the commit its
    branch stood at before it was built again.
    """

    parcel: Parcel
    fate: BranchFate
    branch: str = ""
    message: Message | None = None
    place: str = ""
    is_new: bool = False
    problem: str = ""
    error: Exception | None = None
    instead_of: str = ""


def propose(parcel: Parcel, workshop: Workshop, *, author: Author, received: date | None = None) -> Proposal:
    """Make the branch for one file, and push it if the workshop has a remote; a bug of ours is an answer, too.

    `received` is the day the file came (default: today).  A branch that is there already, but without a request, was
    left by a run that was killed: it stays as it is, and its message is made anew.  Raises `RatgeberError` where the
    answer cannot be given at all.
    """
    try:
        return _propose(parcel, workshop, author, received)
    except RatgeberError:
        raise
    except Exception as error:
        problem = our_mistake(error, about=parcel.name)
        failure = Outcome(parcel.path, IntakeStatus.FAILED, problem=problem, error=error)
        return _propose(parcel, workshop, author, received, failure)


def _propose(
    parcel: Parcel, workshop: Workshop, author: Author, received: date | None, failure: Outcome | None = None
) -> Proposal:
    """Make the proposal; with `failure` the file is not read again, only answered."""
    known = next((name for name in sorted(workshop.taken) if _is_of(name, parcel)), None)
    if known is not None and (workshop.has_request is None or workshop.has_request(known)):
        _push(known, workshop)
        return Proposal(parcel, BranchFate.KNOWN, known)
    with branches.work_tree(workshop.repository, workshop.base) as top:
        tree = top / workshop.root.relative_to(workshop.repository.top)
        arrival = _arrival(parcel, workshop, author, received)
        office = workshop.office or author.name
        outcomes = _take_in(parcel, tree, workshop, office, arrival) if failure is None else (failure,)
        outcome = next((entry for entry in outcomes if not entry.chapter), outcomes[0])
        chapter = outcome.chapter if outcome.is_good else None
        is_in_base = _take_out(parcel, tree)
        problem = _without_places(outcome.problem, parcel, tree, workshop)
        if outcome.sheet is not None:
            sheet = outcome.sheet
            name = _name(known, f"faktenblatt-{sheet.result.office}", parcel)
            place = sheet.note.relative_to(tree).as_posix()
            message = about_sheet(
                AnsweredSheet(parcel.name, sheet.office, arrival.sender, sheet.summary, sheet.listing, place)
            )
            fate = BranchFate.PROPOSED
        elif chapter is None:
            name = _name(known, f"unklar-{slug(parcel.path.stem) or 'datei'}", parcel)
            message = about_problem(parcel.name, problem, is_ours=outcome.error is not None)
            report = tree / REPORTS / f"{name}.bericht.md"
            write_whole(report, f"# {message.title}\n\n{message.body}")
            fate, place = BranchFate.REFUSED, ""
        elif all(entry.status is IntakeStatus.UNCHANGED for entry in outcomes):
            if not is_in_base:
                return Proposal(parcel, BranchFate.UNCHANGED, place=chapter.place)
            name = _name(known, _branch_stem(outcomes), parcel)
            message = about_nothing_new(parcel.name, _title(chapter))
            fate, place = BranchFate.UNCHANGED, chapter.place
        elif outcome.returned is not None:
            name = _name(known, _branch_stem(outcomes), parcel)
            message = about_return(_returned(parcel, outcomes, name, tree, workshop))
            fate, place = BranchFate.PROPOSED, chapter.place
        else:
            name = _name(known, _branch_stem(outcomes), parcel)
            message = about_chapter(_accepted(parcel, chapter, name, tree, workshop))
            fate, place = BranchFate.PROPOSED, chapter.place
        branch = PREFIX + name
        if known is None:
            sender = f"{SENDER}{plain(workshop.office)}\n\n" if workshop.office else ""
            words = f"{message.title}\n\nAus {plain(parcel.name)}.\n\n{sender}{MADE}{branches.staged(top)}\n"
            branches.commit_all(top, branch=branch, message=words, author=author)
    _push(branch, workshop)
    return Proposal(parcel, fate, branch, message, place, known is None, problem, outcome.error)


def _arrival(parcel: Parcel, workshop: Workshop, author: Author, received: date | None) -> Arrival:
    """Say how a fact sheet came: from which office, as far as the commit that brought it says so."""
    office = "unbekannter Stelle" if author.name == NOBODY else author.name
    way = "über den Ordner eingang/" if parcel.place is not None else "von Hand eingereicht"
    sender = f"von {office}, {way}, Datei {quoted(parcel.name)}"
    return Arrival(parcel.name, sender, workshop.today, received=received or workshop.today)


def _take_out(parcel: Parcel, tree: Path) -> bool:
    """Take the parcel out of the work tree's inbox; return whether it was there."""
    was_there = False
    for place in parcel.places:
        path = tree / place
        was_there |= path.exists() or path.is_symlink()
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return was_there


def _without_places(text: str, parcel: Parcel, tree: Path, workshop: Workshop) -> str:
    """Return a sentence without the machine's folders: whoever sent the file has none of them."""
    text = text.replace(str(parcel.path), parcel.name)
    for folder in dict.fromkeys((tree, tree.resolve(), workshop.root)):
        text = text.replace(f"{folder}{os.sep}", "").replace(str(folder), "das Projekt")
    return text


def _name(known: str | None, stem: str, parcel: Parcel) -> str:
    """Return the branch's name without its prefix."""
    return f"{stem}-{parcel.content_id}" if known is None else known.removeprefix(PREFIX)


def _push(branch: str, workshop: Workshop) -> None:
    """Bring a branch to the other side that is only here."""
    if workshop.remote is not None and branch not in workshop.there:
        branches.push_branch(workshop.repository, branch, remote=workshop.remote)


def _is_of(branch: str, parcel: Parcel) -> bool:
    return branch.startswith(PREFIX) and branch.endswith(f"-{parcel.content_id}")


def _branch_stem(outcomes: Sequence[Outcome]) -> str:
    changed = [entry.chapter for entry in outcomes if entry.chapter and entry.status is not IntakeStatus.UNCHANGED]
    chapters = changed or [entry.chapter for entry in outcomes if entry.chapter]
    if len(chapters) > 1:
        return "mehrere-kapitel"
    return f"{chapters[0].path.parent.name}-{chapters[0].path.stem}"


def _take_in(parcel: Parcel, tree: Path, workshop: Workshop, office: str, arrival: Arrival) -> Sequence[Outcome]:
    """Take the parcel into the work tree's guide; what cannot be merged is replaced, as a proposal only."""
    guide = tree / "ratgeber"

    def offices() -> frozenset[str]:
        return known_offices(load_lazily(guide), tree)

    if parcel.problem:
        return (Outcome(parcel.path, IntakeStatus.FAILED, problem=parcel.problem),)
    unplaced = _unplaced(guide)
    try:
        section = naming.section_folder(guide, parcel.section) if parcel.section else None
    except RatgeberError as error:  # matters only for a new chapter: what comes back knows where it belongs
        section, unplaced = None, str(error)
    # A file called like a chapter is meant for it, whatever its title says by now.
    is_chapter = section is not None and (section / f"{parcel.path.stem}.md").is_file()
    settings = Settings(
        root=tree,
        section=section,
        today=workshop.today,
        consent=lambda _: True,
        name=parcel.path.stem if is_chapter and parcel.path.stem != "index" else None,
        convert_drawings=workshop.convert_drawings,
        offices=offices,
        office=office if office in offices() else "",
        unplaced=unplaced,
        arrival=lambda _: arrival,
    )
    return tuple(take_in([parcel.path], settings))


def _unplaced(guide: Path) -> str:
    known = ", ".join(
        f"{INBOX.name}/{folder.name}/"
        for folder in sorted(guide.iterdir())
        if folder.is_dir() and (folder / "index.md").is_file()
    )
    return f"{UNPLACED} Legen Sie sie in einen dieser Ordner: {known}."


def _returned(
    parcel: Parcel, outcomes: Sequence[Outcome], name: str, tree: Path, workshop: Workshop
) -> ReturnedFile:  # fmt: skip
    chapters = [
        ReturnedChapterWords(
            title=_title(entry.chapter),
            place=entry.chapter.place,
            conflicts=entry.returned.conflict_places,
            mixed=entry.returned.merge.mixed,
            notices=entry.returned.merge.notices,
            findings=entry.chapter.findings,
            checked=under_headings(workshop.check(tree / "ratgeber", entry.chapter.path), entry.chapter.text),
            report=entry.chapter.report_path.relative_to(tree).as_posix(),
        )
        for entry in outcomes
        if entry.chapter is not None and entry.returned is not None and entry.status is IntakeStatus.MERGED
    ]
    first = next(entry.chapter for entry in outcomes if entry.chapter and entry.status is IntakeStatus.MERGED)
    inside = first.path.relative_to(tree / "ratgeber").with_suffix("").as_posix()
    preview = workshop.build_preview(tree, name, inside)
    is_contribution = any(entry.returned is not None and entry.returned.is_contribution for entry in outcomes)
    return ReturnedFile(
        parcel.name, tuple(chapters), preview.address, preview.problem, preview.archive, preview.desk, is_contribution
    )


def _accepted(parcel: Parcel, chapter: ChapterDraft, name: str, tree: Path, workshop: Workshop) -> Accepted:
    inside = chapter.path.relative_to(tree / "ratgeber").with_suffix("").as_posix()
    preview = workshop.build_preview(tree, name, inside)
    return Accepted(
        file_name=parcel.name,
        title=_title(chapter),
        place=chapter.place,
        is_new=chapter.is_new,
        document=chapter.document,
        findings=chapter.findings,
        checked=under_headings(workshop.check(tree / "ratgeber", chapter.path), chapter.text),
        report=chapter.report_path.relative_to(tree).as_posix(),
        preview=preview.address,
        no_preview=preview.problem,
        archive=preview.archive,
        desk=preview.desk,
        lost=(chapter.lost.sentence(), *chapter.lost.listed()) if chapter.lost else (),
    )


def _title(chapter: ChapterDraft) -> str:
    return traversal.title_of(chapter.document.blocks) or chapter.path.stem
