"""The state a proposal set out from, laid out beside the one that lies here, to judge only what has changed since."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.errors import TargetError

if TYPE_CHECKING:
    from ratgeber_tools.history import Repository


@dataclass(frozen=True, slots=True)
class ProposalBase:
    """A proposal in the project at `root`: the commit it started from, and what it has made of the guide since.

    `changed` are files below the guide it has changed or added, committed or not; `renamed` leads from former paths,
    seen from the guide's folder, to those of now.
    """

    root: Path
    repository: Repository
    commit: str
    changed: frozenset[Path]
    renamed: dict[Path, Path]

    @contextmanager
    def laid_out(self) -> Iterator[Path]:
        """Yield a folder with the project as it was at the start; it goes afterwards."""
        from ratgeber_tools.branches import work_tree

        with work_tree(self.repository, self.commit) as top:
            yield top / self.root.relative_to(self.repository.top)


def base_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--gegenueber",
        metavar="ZWEIG",
        help="beurteilt nur, was sich gegenüber diesem Zweig (oder Stand) geändert hat; der Rest wird gezählt",
    )


def base_of(root: Path, revision: str) -> ProposalBase:
    """Return where the work in the project at `root` left `revision`; raises `RatgeberError` if nobody can tell."""
    from ratgeber_tools.history import find_repository

    repository = find_repository(root)
    if repository is None or not repository.has_commits():
        raise TargetError(f"{root} ist kein Git-Ordner mit Geschichte; ohne sie ist nichts zu vergleichen.")
    commit = repository.merge_base(revision)
    guide = (root / "ratgeber").resolve()
    changes = repository.compare(guide, since=commit)
    names = [change.new_name for change in changes if change.new_name is not None]
    names += repository.uncommitted(guide)
    return ProposalBase(
        root=root,
        repository=repository,
        commit=commit,
        changed=frozenset(repository.top / name for name in names),
        renamed={
            (repository.top / change.old_name).relative_to(guide): (repository.top / change.new_name).relative_to(guide)
            for change in changes
            if change.old_name is not None and change.new_name is not None and change.old_name != change.new_name
        },
    )
