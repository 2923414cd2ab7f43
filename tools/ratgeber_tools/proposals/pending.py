"""Proposals as those see them who decide: what waits, what was given back and why; taken over, given back, taken up.

What was given back stays: the branch bears another name, and one commit more that says why.  So nobody's work is lost,
and whoever has git sees the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from ratgeber_tools import branches
from ratgeber_tools.branches import Author, BranchError
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.branch import PREFIX, SENDER
from ratgeber_tools.quotation import quoted

#: How the names of branches begin that were given back.
GIVEN_BACK = "zurueck/"
_FILE = re.compile(r"^Aus (?P<name>.+)\.$", re.MULTILINE)
_SENDER = re.compile(rf"^{SENDER}(?P<name>.+)$", re.MULTILINE)
_REASON = "Zurückgegeben: "
_GONE = (
    "Diesen Vorschlag gibt es nicht mehr: Jemand hat ihn übernommen oder zurückgegeben. Sehen Sie auf der Liste nach."
)


class PendingError(RatgeberError):
    """A proposal cannot be decided; the German sentence says why."""


@dataclass(frozen=True, slots=True)
class PendingProposal:
    """A proposal: its short name, where its branch stands and where it began, the file it is of, whose it is.

    `brought_by` is the office that handed it in, at `moment`; mostly the same.  `chapters` are the chapters it changes
    by name, `files` all files as git names them.  `reason` says why it was given back, "" for one that waits.
    """

    name: str
    branch: str
    commit: str
    base: str
    file_name: str
    office: str
    brought_by: str
    moment: datetime
    chapters: tuple[str, ...]
    files: tuple[str, ...]
    reason: str = ""

    @property
    def is_sheet(self) -> bool:
        """Whether it is a filled fact sheet, which changes data and no chapter."""
        return not self.chapters


@dataclass(frozen=True, slots=True)
class PendingBoard:
    """The proposals of the project at `root`; `there` are those of the other side, branch → commit."""

    repository: Repository
    root: Path
    there: Mapping[str, str]

    def waiting(self) -> tuple[PendingProposal, ...]:
        """Return what waits for a decision, the oldest first."""
        return self._all(PREFIX)

    def given_back(self) -> tuple[PendingProposal, ...]:
        """Return what was given back, the newest first."""
        return self._all(GIVEN_BACK)[::-1]

    def called(self, name: str) -> PendingProposal:
        """Return the proposal of a short name; raises `PendingError` if there is none, or no more."""
        found = next((each for each in (*self.waiting(), *self.given_back()) if each.name == name), None)
        if found is None:
            raise PendingError(_GONE)
        return found

    def waiting_at(self, commit: str) -> PendingProposal | None:
        """Return the proposal that waits and whose branch stands at `commit`; None for every other commit."""
        branch = next((name for name, tip in self._tips(PREFIX).items() if tip == commit), None)
        return None if branch is None else self._pending(branch, commit, PREFIX)

    def beside(self, pending: PendingProposal) -> tuple[PendingProposal, ...]:
        """Return the other proposals that wait for one of its chapters."""
        chapters = set(pending.chapters)
        return tuple(each for each in self.waiting() if each.name != pending.name and chapters & set(each.chapters))

    def take_over(self, pending: PendingProposal, contents: Mapping[str, bytes], *, author: Author) -> str:
        """Bring a proposal into the guide, its files by `contents` where those say so; return the commit.

        The folder goes on with it, and git sees the branch as merged.  Raises `BranchError`, and nothing has changed.
        """
        message = f"Übernommen: {pending.file_name}"
        joined = branches.join(
            self.repository, pending.commit, message=message, author=author, resolve=_ours, contents=contents
        )  # fmt: skip
        branches.go_on_to(self.repository, joined)
        branches.forget_branch(self.repository, pending.branch)
        return joined

    def give_back(self, pending: PendingProposal, reason: str, *, author: Author) -> str:
        """Give a proposal back to who sent it, and return its new branch.

        Raises `PendingError` without a reason, and `BranchError`.
        """
        if not reason:
            raise PendingError("Schreiben Sie dazu, warum: Wer die Datei geschickt hat, liest es auf dieser Seite.")
        name = self._free(f"{GIVEN_BACK}{pending.name}")
        branches.put_aside(
            self.repository, pending.branch, pending.commit, name, message=f"{_REASON}{reason}", author=author
        )  # fmt: skip
        return name

    def take_up(self, pending: PendingProposal) -> str:
        """Have a proposal that was given back wait again, and return its new branch; raises `BranchError`."""
        name = f"{PREFIX}{pending.name}"
        branches.make_branch(self.repository, name, pending.commit)
        branches.forget_branch(self.repository, pending.branch)
        return name

    def _free(self, name: str) -> str:
        """Return a name no branch bears: the same file may be given back twice."""
        taken, number, found = branches.own_branches(self.repository), 2, name
        while found in taken:
            found, number = f"{name}-{number}", number + 1
        return found

    def _all(self, prefix: str) -> tuple[PendingProposal, ...]:
        found = (self._pending(branch, commit, prefix) for branch, commit in self._tips(prefix).items())
        return tuple(sorted(filter(None, found), key=lambda each: (each.moment, each.name)))

    def _tips(self, prefix: str) -> dict[str, str]:
        others = {branch: commit for branch, commit in self.there.items() if branch.startswith(prefix)}
        return {**others, **branches.tips(self.repository, prefix=prefix, remote=None)}

    def _pending(self, branch: str, commit: str, prefix: str) -> PendingProposal | None:
        commits = self.repository.commits_beyond(commit)
        if not commits:  # merged
            return None
        reason = ""
        if prefix == GIVEN_BACK and commits[-1].message.startswith(_REASON):
            reason = commits[-1].message.removeprefix(_REASON).strip()
            commits = commits[:-1]
        if not commits:
            return None
        # before it stand commits that brought its file, where those are not here yet
        first = next((each for each in commits if _FILE.search(each.message)), commits[0])
        last = commits[-1]
        files = self.repository.changed_on(last.commit)
        name, sender = _FILE.search(first.message), _SENDER.search(first.message)
        return PendingProposal(
            name=branch.removeprefix(prefix),
            branch=branch,
            commit=last.commit,
            base=self.repository.merge_base(last.commit),
            file_name=name["name"] if name else first.message.partition("\n")[0],
            office=sender["name"] if sender else first.author,
            brought_by=first.author,
            moment=first.moment,
            chapters=chapters_among(files, self.repository, self.root),
            files=files,
            reason=reason,
        )


def chapters_among(files: tuple[str, ...], repository: Repository, root: Path) -> tuple[str, ...]:
    """Return the names of the chapters of the project at `root` among files as git names them."""
    guide = PurePosixPath(root.relative_to(repository.top).as_posix()) / "ratgeber"
    inside = (PurePosixPath(name).relative_to(guide) for name in files if PurePosixPath(name).is_relative_to(guide))
    return tuple(
        path.with_suffix("").as_posix()
        for path in inside
        if path.suffix == ".md" and path.parts[0] not in ("redaktion", "daten")
    )


def _ours(name: str, _base: bytes, _theirs: bytes, _ours: bytes) -> bytes | None:
    raise BranchError(
        f"{quoted(PurePosixPath(name).name)} wurde inzwischen auch im Ratgeber geändert. Laden Sie die Seite neu: Dann "
        "ist der Vorschlag mit dem heutigen Stand verglichen."
    )
