"""What the newsroom's overview needs from git, the release log and the last build, gathered for `newsroom.status`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from ratgeber_tools.editions.page_counts import WORKING_COUNTS, read_counts
from ratgeber_tools.editions.working import read_standings
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.roles import ROLES, Roles, read_roles
from ratgeber_tools.errors import MissingProgramError
from ratgeber_tools.guide import Guide
from ratgeber_tools.history import ChapterCommit, Repository, blob_id, find_repository
from ratgeber_tools.newsroom.status.dues import dues, month_of
from ratgeber_tools.newsroom.status.page import Link, status_fragment
from ratgeber_tools.newsroom.status.readings import ChapterReadings
from ratgeber_tools.newsroom.status.survey import Past, Survey, survey
from ratgeber_tools.releases.keeping import read_log

_NO_GIT = "Wer zuletzt etwas geändert hat, ist nicht bekannt: Das hier ist kein Git-Ordner."
_NO_COMMITS = "Wer zuletzt etwas geändert hat, ist nicht bekannt: Es ist noch nichts eingecheckt."
_SHALLOW = (
    "Wer zuletzt etwas geändert hat, ist nicht bekannt: Diesem Git-Ordner fehlt die ältere Geschichte. "
    "Holen Sie sie mit „git fetch --unshallow“."
)


def read_survey(root: Path, guide: Guide, *, today: date, readings: ChapterReadings | None = None) -> Survey:
    """Return how the guide of the project at `root` stands; `readings` are those of the last survey of it.

    Raises `ReleaseLogError`, `RolesError` or `HistoryError` where one of them cannot be read.
    """
    return survey(guide, _read_past(root, guide), today=today, readings=readings)


def overview(root: Path, guide: Guide, *, today: date, link: Link) -> str:
    """Return the overview as HTML, with what is due this month; raises as `read_survey` does."""
    found = read_survey(root, guide, today=today)
    month = month_of(today)
    return status_fragment(found, dues(found, month), month, link=link)


def offices(root: Path, guide: Guide) -> Roles:
    """Return the table of offices, each called as the data call it; a project without a table knows none."""
    if not (root / ROLES).is_file():
        return Roles({})
    roles = read_roles(root)
    names = Offices.of(guide.data.records, also=roles.names)
    called = {mailbox: names.named(office) or office for mailbox, office in roles.offices.items()}
    return replace(roles, offices=called)


def chapter_changes(repository: Repository, guide: Guide) -> Mapping[str, ChapterCommit]:
    """Return the last commit of each chapter by name, from one walk of the history."""
    prefix = folder_prefix(repository, guide.folder)
    return {
        chapter_name(path, prefix): change
        for path, change in repository.last_changes((guide.folder,)).items()
        if path.endswith(".md")
    }


def folder_prefix(repository: Repository, folder: Path) -> str:
    """Return what git's paths below `folder` begin with."""
    relative = repository.relative(folder)
    return "" if relative == "." else f"{relative}/"


def chapter_name(path: str, prefix: str) -> str:
    """Return the chapter a path of git's means, whatever form of Unicode it was typed in."""
    return unicodedata.normalize("NFC", path.removeprefix(prefix)).removesuffix(".md")


def _read_past(root: Path, guide: Guide) -> Past:
    standings = read_standings(root, {chapter.name: chapter.path for chapter in guide})
    repository, why_unknown = _repository(root)
    return Past(
        log=read_log(root),
        changes=chapter_changes(repository, guide) if repository is not None and not why_unknown else {},
        roles=offices(root, guide),
        uncommitted=frozenset(_uncommitted(repository, guide)) if repository is not None else frozenset(),
        as_released=frozenset(name for name, standing in standings.items() if standing.is_public),
        pages=read_counts(root / WORKING_COUNTS),
        why_unknown=why_unknown,
    )


def _repository(root: Path) -> tuple[Repository | None, str]:
    """Return the repository, None if there is none, and why it cannot say who changed what last."""
    try:
        repository = find_repository(root)
    except MissingProgramError as error:
        return None, str(error)
    if repository is None:
        return None, _NO_GIT
    if not repository.has_commits():
        return repository, _NO_COMMITS
    return repository, _SHALLOW if repository.is_shallow() else ""


def _uncommitted(repository: Repository, guide: Guide) -> Iterator[str]:
    """Yield the chapters whose text HEAD does not have, whichever line ends the disk has."""
    prefix = folder_prefix(repository, guide.folder)
    committed = {chapter_name(path, prefix): blob for path, blob in repository.tree(guide.folder).items()}
    for chapter in guide:
        blob = committed.get(chapter.name)
        content = chapter.path.read_bytes()
        if blob is None or blob not in (
            blob_id(content, like=blob),
            blob_id(content.replace(b"\r\n", b"\n"), like=blob),
        ):
            yield chapter.name
