"""Open proposals follow the guide: where a chapter has moved on, the proposals for it are built again.

A branch is built again from its Word file, which lies in the commit it began at, if a chapter it changes has become
another since.  So the answer that comes second is merged with the one taken first, and whoever accepts it never meets
a conflict of git's.  A branch is ours to move only while it is as the tool made it: one commit, in the state its
message names.  Whatever somebody has added or changed stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ratgeber_tools import branches
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.proposals.branch import PREFIX, BranchFate, Proposal, Workshop, propose
from ratgeber_tools.proposals.inbox import INBOX, Parcel, content_id
from ratgeber_tools.proposals.message import Message, paragraph, written
from ratgeber_tools.proposals.neighbours import OpenProposal, open_proposals, project_in_git

#: Behind the name of a branch while it is built again.
_FRESH = "-neu"


def rebuilt(workshop: Workshop) -> Iterator[Proposal | Exception]:
    """Build again each proposal that the guide has left behind, and yield it, or why that did not work.

    A proposal that could not be built again is as it was.
    """
    try:
        everything = open_proposals(workshop)
    except RatgeberError as error:  # the other side does not answer; files of the inbox may still be taken in
        yield error
        return
    for proposal in everything:
        try:
            made = _rebuilt(proposal, workshop) if proposal.is_as_made else None
        except Exception as error:  # the others must not wait for this one, even if it is our bug
            yield error
        else:
            if made is not None:
                yield made


def about_rebuilding(message: Message) -> str:
    """Return what is said below a proposal that was built again, as Markdown."""
    first = paragraph(
        "Der Ratgeber hat sich inzwischen geändert. Dieser Vorschlag ist darum neu gebaut und mit dem heutigen Stand "
        "zusammengeführt. Es gilt, was hier steht:"
    )
    return f"{written((first,)).rstrip()}\n\n{message.body}"


def _rebuilt(proposal: OpenProposal, workshop: Workshop) -> Proposal | None:
    repository, made = workshop.repository, proposal.made
    moved = branches.differing(repository, made.parent, workshop.base)
    places = _places_of(proposal, workshop)
    blobs = {repository.committed_blob(repository.top / place, revision=made.parent) for place in places}
    blob = next(iter(blobs)) if len(blobs) == 1 else None
    if blob is None or not proposal.chapters & moved:
        return None
    today = {repository.committed_blob(repository.top / place, revision=workshop.base) for place in places}
    if not today <= {None, blob}:
        return None  # a better file lies there by now, and has a proposal of its own
    here = branches.tips(repository, prefix=proposal.branch, remote=None).get(proposal.branch)
    if here not in (None, made.commit) or branches.is_checked_out(repository, proposal.branch):
        return None  # somebody works on it in this very folder
    content = repository.read_blobs([blob])[blob]
    with temporary_folder("vorschlag") as folder:
        path = folder / places[0].name
        path.write_bytes(content)
        parcel = _parcel(path, places, content, workshop)
        for left in branches.tips(repository, prefix=PREFIX, remote=None):
            if left.endswith(f"-{parcel.content_id}"):  # by a run that was killed
                branches.forget_branch(repository, left)
        new = propose(parcel, replace(workshop, taken=frozenset(), remote=None), author=made.author)
    commit = branches.forget_branch(repository, new.branch) if new.branch else None
    if commit is None or new.fate is BranchFate.REFUSED:
        return None
    is_moved = branches.move_branch(
        repository, proposal.branch, commit, instead_of=made.commit, remote=workshop.remote
    )  # fmt: skip
    if not is_moved:
        return None
    return replace(new, branch=proposal.branch, fate=BranchFate.REBUILT, is_new=False, instead_of=made.commit)


def _places_of(proposal: OpenProposal, workshop: Workshop) -> tuple[PurePosixPath, ...]:
    """Return where the file a proposal is of lies, as git calls it: all its commit takes out of the inbox.

    The same file may lie in several folders; the one of the chapter's section comes first and speaks for the others.
    """
    project = project_in_git(workshop)
    inbox, guide = project / INBOX.as_posix(), project / "ratgeber"
    found = [PurePosixPath(name) for name in proposal.made.removed if PurePosixPath(name).is_relative_to(inbox)]
    sections = {PurePosixPath(name).relative_to(guide).parts[0] for name in proposal.chapters}
    return tuple(sorted(found, key=lambda place: _section(place.relative_to(project)) not in sections))


def _section(inside: PurePosixPath) -> str:
    return inside.parts[1] if len(inside.parts) > 2 else ""


def _parcel(path: Path, places: Sequence[PurePosixPath], content: bytes, workshop: Workshop) -> Parcel:
    inside, *twins = (place.relative_to(project_in_git(workshop)) for place in places)
    return Parcel(
        path,
        Path(inside),
        _section(inside),
        f"{content_id(inside.name, content)}{_FRESH}",
        twins=tuple(Path(twin) for twin in twins),
    )
