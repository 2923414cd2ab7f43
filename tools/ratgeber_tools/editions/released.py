"""What is released, taken from git: the log as committed, and the content it speaks of.

Content that is missing or altered ends the build; a public edition with a hole in it would be nobody's decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editions.authenticity import Audit, audit
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import EncodingError, decode
from ratgeber_tools.history import Repository, find_repository
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.keeping import Release, ReleaseLog, read_committed_log, uncommitted


class PublicEditionError(RatgeberError):
    """There can be no public edition as things stand; the German sentences say what to do."""


class NothingReleasedError(PublicEditionError):
    """No chapter is released."""


@dataclass(frozen=True, slots=True)
class ReleasedContent:
    """Every public release by chapter, the text of each, and the content of its files by git's id.

    `uncommitted` are release files that lie on the disk only and therefore do not count; `audit` says whether the
    releases come from the offices they name.
    """

    repository: Repository
    log: ReleaseLog
    releases: Mapping[str, Release]
    texts: Mapping[str, str]
    files: Mapping[str, bytes]
    uncommitted: tuple[Path, ...]
    audit: Audit


def read_released(root: Path, *, also: Sequence[Release] = ()) -> ReleasedContent:
    """Read the released content of the project at `root`; `also` are releases nobody has written down yet.

    Raises `PublicEditionError` (`NothingReleasedError`), `ReleaseLogError`, `HistoryError`.
    """
    repository = _repository(root)
    checked = audit(root, repository, read_committed_log(root, repository))
    log = ReleaseLog((*checked.log.events, *also))
    waiting = uncommitted(root, repository)
    releases = log.released()
    if not releases:
        doubts = [doubt.sentence for doubt in checked.doubts]
        raise NothingReleasedError("\n".join([*doubts, _nothing(log, waiting)]))
    texts = {release.blob: name for name, release in releases.items()}
    files = {blob for release in releases.values() for blob in release.files.values()}
    contents = repository.read_blobs([*texts, *files])
    committed = repository.reachable([*texts, *files])
    problems = [*_problems(releases.values(), contents, committed)]
    if problems:
        raise PublicEditionError("\n".join([*problems, _advice(repository)]))
    return ReleasedContent(
        repository=repository,
        log=log,
        releases=releases,
        texts={name: _decoded(contents[release.blob], release) for name, release in releases.items()},
        files={blob: contents[blob] for blob in files},
        uncommitted=waiting,
        audit=checked,
    )


def _repository(root: Path) -> Repository:
    repository = find_repository(root)
    if repository is None:
        raise PublicEditionError(
            f"{root} ist kein Git-Ordner. Die öffentliche Fassung zeigt jedes Kapitel so, wie es zuletzt freigegeben "
            "wurde; das steht in der Geschichte, die nur ein Git-Ordner hat. Holen Sie den Ratgeber mit „git clone“. "
            f"Die Arbeitsfassung lässt sich auch hier bauen: {program()} build."
        )
    if not repository.has_commits():
        raise NothingReleasedError(f"In {root} ist noch nichts eingecheckt und also nichts freigegeben.")
    return repository


def _nothing(log: ReleaseLog, waiting: tuple[Path, ...]) -> str:
    if waiting:
        names = ", ".join(path.as_posix() for path in waiting)
        return (
            f"Freigaben zählen erst, wenn sie eingecheckt sind (git add, git commit). Noch nicht eingecheckt: {names}"
        )
    if log.events:
        return "Alle Freigaben sind zurückgenommen; es gibt nichts zu veröffentlichen."
    return (
        "Noch ist kein Kapitel freigegeben; es gibt nichts zu veröffentlichen. "
        f"Die Steuergruppe gibt ein Kapitel frei mit: {program()} freigeben KAPITEL --beschluss 'Protokoll …'"
    )


def _problems(releases: Iterable[Release], contents: Mapping[str, bytes], committed: frozenset[str]) -> Iterator[str]:
    for release in releases:
        for path, blob in {f"{release.chapter}.md": release.blob, **release.files}.items():
            if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
                yield f"Die Freigabe von „{release.chapter}“ nennt die Datei {path} außerhalb von ratgeber/."
            elif blob not in contents or blob not in committed:
                what = "gibt es in diesem Git-Ordner nicht" if blob not in contents else "ist nicht eingecheckt"
                yield (
                    f"Freigegeben am {format_date(release.day)} durch {quoted(release.office)}: {path}. Diesen Inhalt "
                    f"({blob[:10]}) {what}, oder er wurde verändert."
                )


def _advice(repository: Repository) -> str:
    if repository.is_shallow():
        return (
            "Diesem Git-Ordner fehlt die ältere Geschichte. Holen Sie sie mit „git fetch --unshallow“, "
            "und bauen Sie noch einmal."
        )
    return (
        "Gebaut wird nicht. Holen Sie den vollständigen Stand mit „git fetch --all“; hilft das nicht, klonen Sie den "
        "Ratgeber neu. Ist der Inhalt verloren, nimmt eine Stelle die Freigabe zurück: "
        f"{program()} freigeben KAPITEL --zurueckziehen --grund 'Inhalt verloren'"
    )


def _decoded(content: bytes, release: Release) -> str:
    try:
        return decode(content, Path(release.chapter)).replace("\r\n", "\n").replace("\r", "\n")
    except EncodingError:
        raise PublicEditionError(
            f"Der freigegebene Inhalt von „{release.chapter}“ ist nicht in UTF-8. Speichern Sie das Kapitel als UTF-8, "
            "und geben Sie es noch einmal frei."
        ) from None
