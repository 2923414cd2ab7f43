"""Open proposals and the chapters they change: two for one chapter name each other.

What a proposal changes is read from its branch, so that it does not matter which run, or whose file, made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ratgeber_tools import branches
from ratgeber_tools.branches import Made
from ratgeber_tools.proposals.branch import MADE, PREFIX, Proposal, Workshop
from ratgeber_tools.proposals.message import bullets, paragraph, written
from ratgeber_tools.quotation import quoted

_FILE = re.compile(r"^Aus (?P<name>.+)\.$", re.MULTILINE)
#: Writes a text (Markdown) below the proposal for a branch, for those who watch it.
Tell = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A branch of ours that is not merged: the chapters it changes, as git names them, and the file it is of."""

    branch: str
    made: Made
    chapters: frozenset[str]
    file_name: str

    @property
    def is_as_made(self) -> bool:
        """Whether nobody has changed the commit since the tool made it."""
        return is_as_made(self.made)


def is_as_made(made: Made) -> bool:
    """Say whether a commit is as the tool made it: in the state its message names."""
    return f"\n{MADE}{made.state}\n" in f"{made.message}\n"


def open_proposals(workshop: Workshop) -> tuple[OpenProposal, ...]:
    """Return the proposals there are, by name; those with commits of others on them are not among them.

    Without a remote they are those here and those the other side had when it was last fetched, which is where people
    work on them.
    """
    tips = branches.tips(workshop.repository, prefix=PREFIX, remote=workshop.remote)
    if workshop.remote is None:
        tips |= branches.tracked_tips(workshop.repository, prefix=PREFIX)
    found = (_open(branch, commit, workshop) for branch, commit in sorted(tips.items()))
    return tuple(each for each in found if each is not None)


def introduced(proposal: Proposal, workshop: Workshop, *, tell: Tell | None = None) -> Proposal:
    """Return a proposal whose message names the others for its chapters; `tell` those of one this run has made."""
    if proposal.message is None or not proposal.branch:
        return proposal
    everything = open_proposals(workshop)
    own = next((each for each in everything if each.branch == proposal.branch), None)
    others = [each for each in everything if own is not None and each != own and own.chapters & each.chapters]
    if own is None or not others:
        return proposal
    if tell is not None and proposal.is_new:
        for each in others:
            tell(each.branch, about_others([own]))
    body = f"{proposal.message.body.rstrip()}\n\n{about_others(others)}"
    return replace(proposal, message=replace(proposal.message, body=body))


def about_others(others: Iterable[OpenProposal]) -> str:
    """Return what is said of other proposals for the same chapter, as Markdown."""
    lines = [f"{quoted(each.file_name)} (Zweig {each.branch})" for each in others]
    first = "noch einen Vorschlag" if len(lines) == 1 else f"noch {len(lines)} Vorschläge"
    rest = (
        "Sie können alle annehmen, einen nach dem anderen: Ist einer zusammengeführt, werden die anderen mit ihm neu "
        "gebaut. Wo zwei dasselbe verschieden sagen, steht dann ein Kasten „Konflikt“ mit beiden Fassungen."
    )
    return written((paragraph(f"Zu diesem Kapitel gibt es {first}:"), bullets(lines), paragraph(rest)))


def project_in_git(workshop: Workshop) -> PurePosixPath:
    """Return the project's folder as git names it."""
    return PurePosixPath(workshop.root.relative_to(workshop.repository.top).as_posix())


def _open(branch: str, commit: str, workshop: Workshop) -> OpenProposal | None:
    made = branches.made_here(workshop.repository, commit, base=workshop.base)
    if made is None:
        return None
    found = _FILE.search(made.message)
    guide = project_in_git(workshop) / "ratgeber"
    chapters = {name for name in made.changed if name.endswith(".md") and PurePosixPath(name).is_relative_to(guide)}
    return OpenProposal(branch, made, frozenset(chapters), found["name"] if found else branch)
