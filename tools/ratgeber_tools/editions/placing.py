"""A finished public edition is put where parents read it, and the last ones are kept, so that one can go back.

_redaktion/fassungen/ID/html/  elternratgeber.pdf  STAND.md  fassung.json
_redaktion/fassungen/eingesetzt.json                          which one is in place, and which were before

Where that is says whoever runs the server, by environment variables: a folder a web server hands out, a place for
rsync, a branch a forge serves.  It is not said in the guide's own files: who may write in those must not be able to
have a server overwrite a folder.

An edition in which something stands that was withdrawn since does not go out again.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.editions.publication import HTML, PUBLIC
from ratgeber_tools.errors import RatgeberError, TargetError, unwritable
from ratgeber_tools.history import find_repository
from ratgeber_tools.keyless import environment
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.keeping import ReleaseLog, Withdrawal

KEPT = Path("_redaktion", "fassungen")
_PLACED, _ABOUT = "eingesetzt.json", "fassung.json"
#: What is said of the edition that lies finished in `_build/public`; beside it, not in it: it names what is kept back.
ABOUT_BUILT = PUBLIC.with_name(f"{PUBLIC.name}-fassung.json")
#: So many editions are kept.
MOST_KEPT = 5
#: What was built longer ago shows values that may have run out since.
_FRESH = timedelta(days=1)
_PLACES = "RATGEBER_VEROEFFENTLICHT_"
FOLDER, RSYNC, BRANCH = f"{_PLACES}ORDNER", f"{_PLACES}RSYNC", f"{_PLACES}ZWEIG"
_TIMEOUT_S = 1800
#: By content, not by size and date: a page of which one letter is another is as long as before, and going back brings
#: older dates.  What stays as it is keeps its date, so that parents' browsers keep it too.  A web server reads all,
#: whatever the service keeps to itself.
_RSYNC_OPTIONS = (
    "--recursive", "--links", "--perms", "--chmod=D755,F644", "--checksum", "--delete", "--delay-updates",
)  # fmt: skip


class PlacingError(RatgeberError):
    """The edition could not be put in place; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class EditionPlaces:
    """Where editions go: a folder, a place as rsync names them, a branch at `origin`; what is empty is not used."""

    folder: Path | None = None
    rsync: str = ""
    branch: str = ""

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> EditionPlaces:
        """Return what the environment says; raises `PlacingError` for what can be no such place."""

        def given(name: str) -> str:
            return variables.get(name, "").strip()

        folder, rsync, branch = given(FOLDER), given(RSYNC), given(BRANCH)
        if folder and (not Path(folder).is_absolute() or Path(folder).parent == Path(folder)):
            raise PlacingError(f"{FOLDER}: „{folder}“ taugt nicht. Nennen Sie den ganzen Weg zu einem Ordner.")
        if rsync.startswith("-") or branch.startswith("-"):
            raise PlacingError(f"{RSYNC} und {BRANCH} beginnen nicht mit einem Strich.")
        return cls(Path(folder) if folder else None, rsync, branch)

    def __bool__(self) -> bool:
        return bool(self.folder or self.rsync or self.branch)


@dataclass(frozen=True, slots=True)
class BuiltEdition:
    """An edition: when it was built (ISO 8601), from which commit, which chapters are in it; `folder` is where it lies.

    `identifier` is what it is called among those that are kept, "" for one that is not yet.
    """

    folder: Path
    built: str
    commit: str
    chapters: tuple[str, ...]
    identifier: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.built)


@dataclass(frozen=True, slots=True)
class PlacedEdition:
    """That an edition was put in place: which, when (ISO 8601), by which office."""

    identifier: str
    moment: str
    office: str


def note_built(root: Path, *, chapters: Sequence[str], commit: str, now: datetime) -> None:
    """Write down what lies finished in `_build/public`."""
    values = {"gebaut": now.isoformat(timespec="seconds"), "commit": commit, "kapitel": list(chapters)}
    files.write_whole(root / ABOUT_BUILT, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def built_edition(root: Path) -> BuiltEdition | None:
    """Return the edition that lies finished and is not yet in place or kept; None if there is none."""
    found = _read(root / PUBLIC, root / ABOUT_BUILT)
    return None if found is None or any(each.built == found.built for each in kept(root)) else found


def kept(root: Path) -> list[BuiltEdition]:
    """Return the editions that are kept, the newest first."""
    folders = sorted((path.parent for path in (root / KEPT).glob(f"*/{_ABOUT}")), reverse=True)
    found = (_read(folder, folder / _ABOUT, folder.name) for folder in folders if not folder.name.startswith("."))
    return [each for each in found if each is not None]


def placed(root: Path) -> list[PlacedEdition]:
    """Return what was put in place, the last first; what is there now is the first."""
    try:
        rows = json.loads(files.read_text(root / KEPT / _PLACED))
        return [PlacedEdition(str(row["fassung"]), str(row["am"]), str(row["stelle"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError, RatgeberError):
        return []


def previous(root: Path) -> BuiltEdition | None:
    """Return the edition that one goes back to: the newest kept one built before what is in place."""
    now_there = in_place(root)
    if now_there is None:
        return None
    return next((each for each in kept(root) if each.built < now_there.built), None)


def in_place(root: Path) -> BuiltEdition | None:
    """Return the edition parents read now."""
    history = placed(root)
    return next((each for each in kept(root) if history and each.identifier == history[0].identifier), None)


def withdrawn_since(edition: BuiltEdition, log: ReleaseLog) -> tuple[str, ...]:
    """Return the chapters in an edition that were withdrawn since it was built: it must not go out any more."""
    later = {each.chapter for each in log.events if isinstance(each, Withdrawal) and each.moment > edition.moment}
    return tuple(name for name in edition.chapters if name in later)


def objection_to(titles: Sequence[str]) -> str:
    """Return why an edition with these withdrawn chapters stays where it is."""
    return f"In dieser Fassung steht, was seitdem zurückgenommen wurde: {', '.join(map(quoted, titles))}."


def place(root: Path, places: EditionPlaces, log: ReleaseLog, *, office: str, now: datetime) -> BuiltEdition:
    """Keep the edition that lies finished, and put it in place; raises `PlacingError` and `TargetError`."""
    edition = _read(root / PUBLIC, root / ABOUT_BUILT)
    if edition is None:
        raise PlacingError("Es liegt keine fertige Fassung bereit. Bauen Sie zuerst eine.")
    if not timedelta() <= now - edition.moment <= _FRESH:
        raise PlacingError("Diese Fassung ist von einem anderen Tag; Angaben laufen ab. Bauen Sie eine neue.")
    _require(edition, places, log)
    kept_edition = _keep(root, edition)
    _deliver(root, kept_edition, places)
    _note(root, kept_edition, office, now)
    _forget(root)
    return kept_edition


def place_again(
    root: Path, places: EditionPlaces, log: ReleaseLog, *, office: str, now: datetime, identifier: str = ""
) -> BuiltEdition:
    """Put a kept edition in place again, without `identifier` the one before; raises as `place` does."""
    edition = next((each for each in kept(root) if each.identifier == identifier), None)
    edition = edition if identifier else previous(root)
    if edition is None:
        raise PlacingError("Eine frühere Fassung, zu der es zurückgehen könnte, ist nicht aufgehoben.")
    _require(edition, places, log)
    _deliver(root, edition, places)
    _note(root, edition, office, now)
    return edition


def _require(edition: BuiltEdition, places: EditionPlaces, log: ReleaseLog) -> None:
    if not places:
        raise PlacingError(
            "Wohin die öffentliche Fassung kommt, ist noch nicht eingestellt. Die IT trägt es ein: "
            f"{FOLDER}, {RSYNC} oder {BRANCH}."
        )
    if gone := withdrawn_since(edition, log):
        raise PlacingError(f"{objection_to(gone)} Bauen Sie eine neue.")


def _read(folder: Path, about: Path, identifier: str = "") -> BuiltEdition | None:
    if not (folder / HTML).is_dir():
        return None
    try:
        values = json.loads(files.read_text(about))
        built = datetime.fromisoformat(values["gebaut"]).isoformat(timespec="seconds")
        return BuiltEdition(folder, built, str(values["commit"]), tuple(map(str, values["kapitel"])), identifier)
    except (OSError, ValueError, KeyError, TypeError, RatgeberError):
        return None


def _keep(root: Path, edition: BuiltEdition) -> BuiltEdition:
    identifier = edition.moment.strftime("%Y-%m-%d-%H%M%S")
    target = root / KEPT / identifier
    fresh = root / KEPT / f".{identifier}.neu"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(edition.folder, fresh)
        shutil.copyfile(root / ABOUT_BUILT, fresh / _ABOUT)
    except OSError as error:
        raise unwritable(Path(error.filename or fresh), error) from error
    files.replace_folder(fresh, target)
    return BuiltEdition(target, edition.built, edition.commit, edition.chapters, identifier)


def _deliver(root: Path, edition: BuiltEdition, places: EditionPlaces) -> None:
    """Bring the pages to every place; what one refuses stays to be done again, and the sentence says so."""
    if places.folder is not None:
        fresh = places.folder.with_name(f".{places.folder.name}.neu")
        try:
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(edition.folder / HTML, fresh)
            for path in (fresh, *fresh.rglob("*")):  # a web server reads them, whatever the service keeps to itself
                path.chmod(0o755 if path.is_dir() else 0o644)
        except OSError as error:
            raise unwritable(Path(error.filename or fresh), error) from error
        files.replace_folder(fresh, places.folder)
    if places.rsync:
        _rsync(edition.folder / HTML, places.rsync)
    if places.branch:
        repository = find_repository(root)
        if repository is None:
            raise TargetError(f"{root} ist kein Git-Ordner; in einen Zweig lässt sich von hier nichts hochladen.")
        branches.publish_folder(
            repository, edition.folder / HTML, message="Öffentliche Fassung", remote="origin", branch=places.branch
        )


def _rsync(folder: Path, target: str) -> None:
    command = ["rsync", *_RSYNC_OPTIONS, "--", f"{folder}/", target]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT_S,
            check=False,
            env=environment(),  # ssh's agent is no key; what looks like one is not for it
        )
    except FileNotFoundError:
        raise PlacingError("Das Programm rsync fehlt auf dem Server. Die IT richtet es ein.") from None
    except subprocess.TimeoutExpired:
        raise PlacingError("Das Hochladen mit rsync hat zu lange gedauert. Versuchen Sie es noch einmal.") from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["keine Meldung"])[-1]
        raise PlacingError(f"Das Hochladen mit rsync ging nicht ({last}). Versuchen Sie es noch einmal.")


def _note(root: Path, edition: BuiltEdition, office: str, now: datetime) -> None:
    rows = [PlacedEdition(edition.identifier, now.isoformat(timespec="seconds"), office), *placed(root)]
    values = [{"fassung": each.identifier, "am": each.moment, "stelle": each.office} for each in rows[:100]]
    files.write_whole(root / KEPT / _PLACED, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def _forget(root: Path) -> None:
    """Remove the oldest editions beyond what is kept; what is in place stays."""
    current = in_place(root)
    for old in kept(root)[MOST_KEPT:]:
        if current is None or old.identifier != current.identifier:
            shutil.rmtree(old.folder, ignore_errors=True)
