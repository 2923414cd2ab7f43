"""A file that comes in over the page for Word files: it becomes a proposal, as in the inbox, or answers to wait for.

A file that belongs nowhere yet is kept until somebody has said which part of the guide it is for.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.branches import Author
from ratgeber_tools.contributions import drawings
from ratgeber_tools.contributions.conversion import as_docx
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.plainly import plainly
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.word_files import as_file
from ratgeber_tools.errors import InputError, RatgeberError, TargetError
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals import inbox
from ratgeber_tools.proposals.branch import PREFIX, UNPLACED, BranchFate, Preview, Workshop, propose
from ratgeber_tools.proposals.pending import PendingBoard
from ratgeber_tools.quotation import quoted
from ratgeber_tools.readers.word.exports import export_identifier
from ratgeber_tools.readers.word.fact_sheets import FilledSheet, read_fact_sheet, sheet_identity
from ratgeber_tools.roundtrip import outgoing
from ratgeber_tools.typesetting.rasteriser import page_as_png

#: Below the project's folder: what waits at the desk and is in nobody's git.
FOLDER = Path("_redaktion", "word")
_NO_HISTORY = (
    "Zu diesem Ratgeber gibt es keine Geschichte, darum lassen sich hier keine Vorschläge ablegen. Ziehen Sie die "
    "Word-Datei in ein Kapitel, oder bitten Sie die IT, die Geschichte einzuschalten."
)
_OTHERWISE = "Fragen Sie die Redaktion, oder geben Sie den Text als neue Word-Datei herein."
_NO_EXPORT = (
    "{file} war zum Gegenlesen draußen, aber von hier ging sie nicht hinaus, oder ihr Kapitel gibt es nicht mehr. "
    "Kopieren Sie den Text in ein neues Word-Dokument, und geben Sie das herein."
)
_NO_FILE = "Diese Datei liegt hier nicht mehr. Wählen Sie sie noch einmal aus."


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: the proposal it is, or the fact sheet, or where it waits for its part, or a sentence.

    `export` is the export the file goes back to, "" for any other.
    """

    file_name: str
    proposal: str = ""
    sheet: FilledSheet | None = None
    unplaced: str = ""
    sentence: str = ""
    export: str = ""
    is_known: bool = False


def repository_of(desk: Desk) -> Repository:
    """Return the guide's history; raises `TargetError` where there is none."""
    if desk.repository is None or not desk.repository.has_commits():
        raise TargetError(_NO_HISTORY)
    return desk.repository


def board_of(desk: Desk, there: Mapping[str, str]) -> PendingBoard:
    """Return the proposals of a desk's guide; `there` are those of the other side as last asked."""
    return PendingBoard(repository_of(desk), desk.folder.parent, there)


def drawings_as_png(found: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return drawings.as_png(found, rasterise=page_as_png)


def receive(
    desk: Desk, data: bytes, called: str, login: Login, *, office: str = "", section: str = "",
    there: Mapping[str, str],
) -> Received:  # fmt: skip
    """Take in a file; `office` is whose it is, `section` the part of the guide it is for, "" where nobody said.

    Raises `InputError` for what is no Word document, `TargetError` without a history, `BranchError`.
    """
    with as_file(data, called, converts=True) as path:
        with as_docx(path) as docx:
            if sheet_identity(docx) is not None:
                return Received(path.name, sheet=read_fact_sheet(docx))
            export = export_identifier(docx) or ""
            if export:
                _require_known(desk, export, path)
        received = _proposed(desk, path, login, office, section, there)
        if received.unplaced:
            _keep(desk, received.unplaced, path)
        return replace(received, export=export if received.proposal or received.sentence else "")


def _require_known(desk: Desk, export: str, path: Path) -> None:
    """Raise `InputError` for the file of an export that is not kept here, or whose chapters are gone."""
    try:
        base = outgoing.load(desk.folder, export, file=path.name)
    except InputError:
        raise InputError(_NO_EXPORT.format(file=quoted(path.name))) from None
    known = desk.chapters()
    if not all(chapter.name in known for chapter in base.chapters):
        raise InputError(_NO_EXPORT.format(file=quoted(path.name)))


def receive_kept(
    desk: Desk, identifier: str, login: Login, *, section: str, there: Mapping[str, str]
) -> Received:  # fmt: skip
    """Take in a file that was waiting to hear which part of the guide it is for; raises as `receive`."""
    path = kept_file(desk, identifier)
    received = _proposed(desk, path, login, "", section, there)
    if not received.unplaced:
        shutil.rmtree(path.parent, ignore_errors=True)
    return received


def kept_file(desk: Desk, identifier: str) -> Path:
    """Return a file that waits for its part; raises `InputError` if it is gone."""
    folder = desk.folder.parent / FOLDER / identifier
    found = sorted(folder.iterdir()) if identifier.isalnum() and folder.is_dir() else []
    if not found:
        raise InputError(_NO_FILE)
    return found[0]


def _keep(desk: Desk, identifier: str, path: Path) -> None:
    folder = desk.folder.parent / FOLDER / identifier
    folder.mkdir(parents=True, exist_ok=True)
    files.write_whole(folder / path.name, path.read_bytes())


def _proposed(
    desk: Desk, path: Path, login: Login, office: str, section: str, there: Mapping[str, str]
) -> Received:  # fmt: skip
    repository = repository_of(desk)
    (parcel,), _ = inbox.handed_over(desk.folder.parent, [path], section=section)
    own = branches.own_branches(repository)
    workshop = Workshop(
        root=desk.folder.parent,
        repository=repository,
        base="HEAD",
        taken=own | frozenset(there),
        today=local_day(desk.now()),
        build_preview=lambda _tree, _name, _page: Preview(problem="Sie steht am Redaktionstisch."),
        check=lambda _guide, _path: (),
        convert_drawings=drawings_as_png,
        office=office,
    )
    proposal = propose(parcel, workshop, author=Author(login.office, login.mail))
    name = proposal.branch.removeprefix(PREFIX)
    match proposal.fate:
        case BranchFate.PROPOSED:
            return Received(path.name, proposal=name)
        case BranchFate.KNOWN:
            return _known(path.name, name, board_of(desk, there))
        case BranchFate.UNCHANGED:
            return Received(path.name, sentence=f"Was in {quoted(path.name)} steht, steht genau so schon im Ratgeber.")
        case _:
            branches.forget_branch(repository, proposal.branch)
            if proposal.problem.startswith(UNPLACED):
                return Received(path.name, unplaced=parcel.content_id)
            raise InputError(plainly(proposal.problem, _OTHERWISE))


def _known(file: str, name: str, board: PendingBoard) -> Received:
    """Return what is said of a file that came before: it waits still, or was taken over already."""
    try:
        board.called(name)
    except RatgeberError:
        return Received(file, sentence=f"{quoted(file)} ist schon im Ratgeber; es gilt, was seitdem dort steht.")
    return Received(file, proposal=name, is_known=True)
