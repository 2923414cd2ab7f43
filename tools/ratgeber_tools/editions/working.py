"""How far each page of the working edition is from being public; asks the log and the files.

So the working edition says the same in a folder that has no history.  Only where a town wants signatures is git asked
which releases count, by the rule of the public edition; without a history nothing counts then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ratgeber_tools.editions.authenticity import audit
from ratgeber_tools.editorial.roles import RolesError, read_committed_roles, read_roles
from ratgeber_tools.history import blob_id, find_repository
from ratgeber_tools.releases.keeping import Release, ReleaseLog, read_log


@dataclass(frozen=True, slots=True)
class PageStanding:
    """`public_since` is the day of the release that is public, None if there is none; `is_public` says whether the
    page is public exactly as it stands."""

    public_since: date | None = None
    is_public: bool = False


def read_standings(root: Path, pages: Mapping[str, Path]) -> Mapping[str, PageStanding]:
    """Return how each of `pages` (files by name) stands in the project at `root`.

    Raises `ReleaseLogError` if the log is damaged.
    """
    releases = _counted(root).released()
    return {
        name: PageStanding(releases[name].day, _is_as_released(releases[name], path, root / "ratgeber"))
        if name in releases
        else PageStanding()
        for name, path in pages.items()
    }


def _counted(root: Path) -> ReleaseLog:
    """Return the log as far as it counts: with signatures asked for, only what is signed."""
    log = read_log(root)
    if not log.events:
        return log
    repository = find_repository(root)
    try:
        if repository is None or not repository.has_commits():
            return ReleaseLog(()) if read_roles(root).needs_signatures else log
        if not read_committed_roles(root, repository).needs_signatures:
            return log
    except RolesError:  # nobody asks for signatures
        return log
    try:
        return audit(root, repository, log).log
    except RolesError:  # they are asked for, but nobody's key is there: `ratgeber public` stops with that sentence
        return ReleaseLog(())


def _is_as_released(release: Release, path: Path, guide: Path) -> bool:
    files = {path: release.blob, **{guide / name: blob for name, blob in release.files.items()}}
    return all(_has_content(file, blob) for file, blob in files.items())


def _has_content(path: Path, blob: str) -> bool:
    """Say whether a file holds the content `blob`, as it lies there or with the line ends git would give it."""
    if not path.is_file():
        return False
    content = path.read_bytes()
    return blob in (blob_id(content, like=blob), blob_id(content.replace(b"\r\n", b"\n"), like=blob))
