"""The records as the public edition shows them: as last committed, not as they lie on somebody's desk.

A commit is enough, no chapter has to be released again for it: an urgent correction reaches every page at once, and
a line somebody is just trying out reaches none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ratgeber_tools.data.loading import LoadResult, load_records, records_of
from ratgeber_tools.data.named_files import named_files
from ratgeber_tools.data.picture_records import PICTURE_FOLDER, RECORDS_FILE, picture_records_of
from ratgeber_tools.data.records import Records
from ratgeber_tools.findings import Finding
from ratgeber_tools.history import HistoryError, Repository, find_repository
from ratgeber_tools.offering import may_be_shown

#: Below the guide's folder.
DATA = "daten"
#: Who is to be seen on pictures, and until when they have agreed: a consent that is withdrawn concerns every page.
PICTURES = f"{PICTURE_FOLDER}/{RECORDS_FILE}"


@dataclass(frozen=True, slots=True)
class CommittedRecords:
    """What HEAD says: the records, what is to be mended in them, and the `files` they stand in and name.

    Files are seen from the guide's folder.  `uncommitted` are those that differ on the disk, seen from the project's.
    """

    files: Mapping[str, bytes]
    records: Records
    findings: tuple[Finding, ...]
    uncommitted: tuple[Path, ...]


def stage_records(guide: Path, repository: Repository, target: Path) -> CommittedRecords:
    """Write the committed records of `guide`, and the files they name, below `target` as they lie in the guide.

    Raises `HistoryError` if git cannot read what is committed, `OSError` if something cannot be written.
    """
    committed = committed_records(guide, repository)
    (target / DATA).mkdir(parents=True, exist_ok=True)
    for name, content in committed.files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return committed


def committed_records(guide: Path, repository: Repository) -> CommittedRecords:
    """Return the committed records of `guide`, with what is noted about pictures and the files records name.

    Raises `HistoryError` if git cannot read what is committed.
    """
    committed = _below(guide, repository)
    data = _contents(_data_names(committed), committed, repository)
    loaded = records_of({PurePosixPath(name).name: content for name, content in data.items()}, guide / DATA)
    names = sorted({PICTURES, *(file.lstrip("/") for file in _named(loaded.records))} & committed.keys())
    named = _contents(names, committed, repository)
    pictures = picture_records_of(named.get(PICTURES), guide / PICTURES)
    changed = repository.uncommitted(guide / DATA, *(guide / name for name in names))
    return CommittedRecords(
        files=data | named,
        records=loaded.records,
        findings=(*loaded.findings, *pictures.findings),
        uncommitted=tuple(Path(repository.top, name).relative_to(guide.resolve().parent) for name in changed),
    )


def load_committed(guide: Path) -> tuple[LoadResult, tuple[Path, ...]]:
    """Return the committed records of `guide` and the data files that differ on the disk.

    Without a repository, or with nothing committed in it, the files on the disk are all there is.
    """
    repository = find_repository(guide)
    if repository is None or not repository.tree(guide / DATA):
        return load_records(guide / DATA), ()
    committed = committed_records(guide, repository)
    return LoadResult(committed.records, committed.findings), committed.uncommitted


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


def _contents(names: Iterable[str], committed: Mapping[str, str], repository: Repository) -> dict[str, bytes]:
    blobs = {name: committed[name] for name in names}
    contents = repository.read_blobs(blobs.values())
    for name, blob in blobs.items():
        if blob not in contents:
            raise HistoryError(
                f"{name}: Git kann den eingecheckten Stand nicht lesen ({blob[:10]}). "
                "Holen Sie den Ordner mit „git clone“ neu."
            )
    return {name: contents[blob] for name, blob in blobs.items()}
