"""The records as the public edition shows them: as last committed, not as they lie on somebody's desk.

A commit is enough, no chapter has to be released again for it: an urgent correction reaches every page at once, and
a line somebody is just trying out reaches none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ratgeber_tools.data.loading import LoadResult, load_records
from ratgeber_tools.data.named_files import named_files
from ratgeber_tools.data.picture_records import PICTURE_FOLDER, RECORDS_FILE, load_picture_records
from ratgeber_tools.data.records import Records
from ratgeber_tools.files import temporary_folder
from ratgeber_tools.findings import Finding
from ratgeber_tools.history import HistoryError, Repository, find_repository
from ratgeber_tools.offering import may_be_shown

#: Below the guide's folder.
DATA = "daten"
#: Who is to be seen on pictures, and until when they have agreed: a consent that is withdrawn concerns every page.
PICTURES = f"{PICTURE_FOLDER}/{RECORDS_FILE}"


@dataclass(frozen=True, slots=True)
class CommittedRecords:
    """What HEAD says: the folder the records were written to, the records, and what is to be mended in them.

    `uncommitted` are data files, and files records name, that differ on the disk, seen from the project's folder.
    """

    folder: Path
    records: Records
    findings: tuple[Finding, ...]
    uncommitted: tuple[Path, ...]


def stage_records(guide: Path, repository: Repository, target: Path) -> CommittedRecords:
    """Write the committed data files of `guide` to `target/daten`, and the files records name below `target`, with what
    is noted about pictures.

    Findings name the files of the guide, in which they are to be mended.  Raises `HistoryError` if git cannot read
    what is committed, `OSError` if something cannot be written.
    """
    committed = _below(guide, repository)
    _write(_data_names(committed), committed, repository, target)
    folder = target / DATA
    folder.mkdir(parents=True, exist_ok=True)
    loaded = load_records(folder)
    named = sorted({PICTURES, *(file.lstrip("/") for file in _named(loaded.records))} & committed.keys())
    _write(named, committed, repository, target)
    changed = repository.uncommitted(guide / DATA, *(guide / name for name in named))
    return CommittedRecords(
        folder=folder,
        records=loaded.records,
        findings=tuple(
            _as_of_guide(finding, target, guide)
            for finding in (*loaded.findings, *load_picture_records(target).findings)
        ),
        uncommitted=tuple(Path(repository.top, name).relative_to(guide.resolve().parent) for name in changed),
    )


def load_committed(guide: Path) -> tuple[LoadResult, tuple[Path, ...]]:
    """Return the committed records of `guide` and the data files that differ on the disk.

    Without a repository, or with nothing committed in it, the files on the disk are all there is.
    """
    repository = find_repository(guide)
    if repository is None or not repository.tree(guide / DATA):
        return load_records(guide / DATA), ()
    with temporary_folder("daten") as target:
        staged = stage_records(guide, repository, target)
    return LoadResult(staged.records, staged.findings), staged.uncommitted


def _below(guide: Path, repository: Repository) -> dict[str, str]:
    """Return every committed file of the guide, as seen from it, with its blob."""
    top = PurePosixPath(repository.relative(guide))
    return {str(PurePosixPath(name).relative_to(top)): blob for name, blob in repository.tree(guide).items()}


def _data_names(committed: Iterable[str]) -> Iterator[str]:
    yield from (name for name in committed if PurePosixPath(name).match(f"{DATA}/*.yaml"))


def _named(records: Records) -> Iterator[str]:
    named = (file for _, file in named_files(records))
    emblems = (notice.emblem for notice in records.municipality.funding_notices if notice.emblem)
    yield from (file for file in (*named, *emblems) if may_be_shown(file.lstrip("/")))


def _write(names: Iterable[str], committed: dict[str, str], repository: Repository, target: Path) -> None:
    blobs = {name: committed[name] for name in names}
    contents = repository.read_blobs(blobs.values())
    for name, blob in blobs.items():
        if blob not in contents:
            raise HistoryError(
                f"{name}: Git kann den eingecheckten Stand nicht lesen ({blob[:10]}). "
                "Holen Sie den Ordner mit „git clone“ neu."
            )
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[blob])


def _as_of_guide(finding: Finding, staged: Path, guide: Path) -> Finding:
    if finding.path is None or not finding.path.is_relative_to(staged):
        return finding
    return replace(finding, path=guide / finding.path.relative_to(staged))
