"""What uploads leave behind: the files themselves, in the history for good, and the branches of settled proposals.

A Word file holds more than its text (authors' names, comments, tracked changes), so whoever runs the project must be
able to say which ones are kept where, and to end it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path, PurePosixPath

from ratgeber_tools.contributions.foreign_files import is_beside
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.branch import PREFIX
from ratgeber_tools.proposals.inbox import INBOX, REPORTS, content_id

#: Asks the forge whether a branch's requests are all settled.
Settled = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Original:
    """A file somebody handed in, as the history keeps it: its name as git has it, when it came, its size in bytes.

    `is_waiting` says that it still lies in the inbox; `holders` are the branches whose history has it.
    """

    name: str
    moment: datetime
    size: int
    is_waiting: bool
    holders: tuple[str, ...]


class OriginalVerdict(Enum):
    """What becomes of a proposal's branch, and why."""

    MERGED = "zusammengeführt"
    SETTLED = "auf der Plattform erledigt"
    OPEN = "offen"
    WAITING = "erledigt, aber die Datei liegt noch in eingang/; ohne Zweig käme ein neuer Vorschlag"
    WORKED_ON = "geschlossen, aber jemand hat darin weitergearbeitet"

    @property
    def is_removable(self) -> bool:
        return self in (OriginalVerdict.MERGED, OriginalVerdict.SETTLED)


def originals(repository: Repository, root: Path) -> tuple[Original, ...]:
    """Return every version of every file handed in that the history of a branch here has, newest first."""
    inbox = root / INBOX
    beginning = repository.relative(root)
    prefix = "" if beginning == "." else f"{beginning}/"
    edits = [
        edit
        for edit in repository.every_edit(inbox)
        if edit.after is not None and edit.after not in edit.before and _is_original(edit.name.removeprefix(prefix))
    ]
    sizes = repository.sizes(edit.after for edit in edits if edit.after is not None)
    waiting = repository.tree(inbox)
    return tuple(
        Original(
            edit.name,
            edit.change.moment,
            sizes.get(edit.after or "", 0),
            waiting.get(edit.name) == edit.after,
            tuple(sorted(repository.holders(edit.change.commit), key=lambda name: (PREFIX in name, name))),
        )
        for edit in edits
    )


def _is_original(name: str) -> bool:
    path = Path(name)
    is_report = path.parent == REPORTS and path.suffix == ".md"
    return not is_report and not any(is_beside(part) for part in path.parts)


def judge(
    found: Mapping[str, str],
    repository: Repository,
    root: Path,
    *,
    targets: Sequence[str],
    is_settled: Settled | None,
) -> Iterator[tuple[str, OriginalVerdict]]:
    """Yield what becomes of each proposal's branch of `found`, given with the commit it stands at.

    `targets` are the commits proposals are merged into, the newest first; `is_settled` asks the forge, None for none.
    A branch nobody merged goes only if it holds nothing but what this tool has made, and its file has left the inbox.
    """
    waiting = _content_ids(repository, root, targets[0])
    for branch, commit in found.items():
        if any(repository.is_part_of(commit, target) for target in targets):
            yield branch, OriginalVerdict.MERGED
        elif is_settled is None or not is_settled(branch):
            yield branch, OriginalVerdict.OPEN
        elif branch.rpartition("-")[2] in waiting:
            yield branch, OriginalVerdict.WAITING
        elif repository.number_of_commits(commit, since=targets[0]) > 1:
            yield branch, OriginalVerdict.WORKED_ON
        else:
            yield branch, OriginalVerdict.SETTLED


def own_proposals(repository: Repository, names: frozenset[str]) -> dict[str, str]:
    """Return those of the branches `names` that are proposals, with the commits they stand at."""
    return {name: repository.commit_of(f"refs/heads/{name}") for name in sorted(names) if name.startswith(PREFIX)}


def _content_ids(repository: Repository, root: Path, revision: str) -> frozenset[str]:
    blobs = repository.tree(root / INBOX, revision=revision)
    contents = repository.read_blobs(blobs.values())
    return frozenset(
        content_id(PurePosixPath(name).name, contents[blob]) for name, blob in blobs.items() if blob in contents
    )
