"""All chapters and the rooms that are open: opened at their present state, saved when asked, when idle, when left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from ratgeber_tools import branches, files
from ratgeber_tools.branches import Author, BranchError
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.forks import Fork, chapter_of, fork_of
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.rooms.saving import Saved, digest_of, has_unsaved, read_base, save
from ratgeber_tools.desk.store.interface import Login, Store, StoredBase
from ratgeber_tools.editorial.roles import roles_or_none
from ratgeber_tools.editorial.shown.words import ShownWords
from ratgeber_tools.guide import Guide, chapter_files
from ratgeber_tools.guide.reading_order import reading_order
from ratgeber_tools.guide.remembered import RememberedGuide
from ratgeber_tools.history import Repository

#: After so long without a step a room is saved.
IDLE = timedelta(minutes=10)
#: So long a tab may have been without a network and still come back with what it holds: as long as a login holds.
#: Older steps are folded into a snapshot, if what they did is in the chapter.
STEPS_KEPT = timedelta(days=30)
_NO_FORK = "Diesen Vorschlag gibt es nicht mehr. Beginnen Sie im Kapitel einen neuen."
_KEPT_FORK = (
    "Ihr Vorschlag ist aufgehoben, auch wenn Sie die Seite schließen. Ist er fertig, drücken Sie „Vorschlag abgeben“."
)
#: Stands where a room has the digest of its chapter's file.
_FORKED = "vorschlag"
_UNKNOWN = "Ein Kapitel „{name}“ gibt es nicht. Wählen Sie eines aus der Liste."


@dataclass(slots=True)
class OpenRoom:
    """A room somebody has open, its chapter's file, and when somebody wrote last."""

    room: Room
    path: Path
    wrote: datetime | None = None
    #: When the file was written and how long it was, when its digest was last made; and that digest.
    _seen: tuple[int, int] = (0, -1)
    _digest: str = ""

    def digest(self) -> str:
        """Return the digest of the chapter's file, "" if it is gone; it is only read where it may be another."""
        try:
            found = self.path.stat()
        except OSError:
            return ""
        seen = (found.st_mtime_ns, found.st_size)
        if seen != self._seen:
            self._digest, self._seen = digest_of(files.read_bytes(self.path)), seen
        return self._digest


def _nothing() -> None:
    """Do nothing: where commits stay here, nobody waits for them."""


@dataclass(slots=True)
class Desk:
    """The guide in `folder` as chapters to write in; `now` is the clock.

    Any thread may ask it; a room is for one at a time (at the server: who has its turn, `Sockets.turn`).
    """

    folder: Path
    store: Store
    repository: Repository | None
    now: Callable[[], datetime]
    rooms: dict[str, OpenRoom] = field(default_factory=dict)
    #: Is called when a chapter was committed, so that it goes where it is to go; by any thread.
    committed: Callable[[], None] = _nothing
    #: The chapters as they lie in the folder, for what is told about them.
    guide: RememberedGuide = field(init=False)
    #: The chapters' titles, with the guide and the day they are of; finding their order costs reading every toctree.
    _titles: tuple[Guide, date, tuple[tuple[str, str], ...]] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.guide = RememberedGuide(self.folder)

    def chapters(self) -> dict[str, Path]:
        """Return the chapters there are, by name."""
        return dict(chapter_files(self.folder))

    def titles(self) -> Sequence[tuple[str, str]]:
        """Return name and title of each chapter as parents meet them; a chapter without a title bears its name."""
        guide, today = self.guide.load(), local_day(self.now())
        known = self._titles
        if known is None or known[0] is not guide or known[1] != today:
            names = [stop.chapter for stop in reading_order(guide)]
            found = tuple((each.name, ShownWords(guide, each, today).title or each.name) for each in names)
            known = self._titles = (guide, today, found)
        return known[2]

    def path_of(self, name: str) -> Path:
        """Return a chapter's file, also for a suggestion to it; raises `RefusedError` for a name of none."""
        path = self.chapters().get(chapter_of(name))
        if path is None:
            raise RefusedError(_UNKNOWN.format(name=name[:80]))
        return path

    def open(self, name: str) -> Room:
        """Return the room of a chapter, with whatever came into the chapter since it was last open."""
        if name not in self.rooms:
            path = self.path_of(name)
            if fork_of(name) is None:
                self.store.open_room(name, read_base(path))
            elif self.store.base_digest(name) == "":
                raise RefusedError(_NO_FORK)
            self.rooms[name] = OpenRoom(Room.opened(name, self.store, self.now), path)
            self._take_in(name)
        return self.rooms[name].room

    def fork(self, fork: Fork) -> None:
        """Make the room of a suggestion, as the chapter's room is now; one that is there already stays."""
        was_open = fork.chapter in self.rooms
        document = dict(self.open(fork.chapter).document.to_json())
        self.store.open_room(fork.name, StoredBase(0, document, _FORKED))
        if not was_open:
            self.close(fork.chapter)

    def note_writing(self, name: str) -> None:
        self.rooms[name].wrote = self.now()

    def save(self, name: str, by: Login | None = None, at_rest: Callable[[], None] = _nothing) -> Saved:
        """Save a room; `at_rest` is called once it is only git that works.  Raises what `saving.save` raises."""
        opened = self.rooms[name]
        opened.wrote = None  # also where it fails: not again at every look; the next step sets it anew
        if fork_of(name) is not None:  # only who decides on it brings it into the chapter
            return Saved(0, notice=_KEPT_FORK)
        saved = save(opened.room, opened.path, self.repository, by, self._office_of, at_rest)
        if saved.commit:
            self.committed()
        return saved

    def _office_of(self, mail: str) -> str | None:
        return roles_or_none(self.folder.parent).office_of(mail)

    def commit(self, paths: Sequence[Path], message: str, by: Login) -> str:
        """Commit files that were written other than through a room, in the name of `by`'s office.

        Whoever reads a file, changes and writes it holds `held(file)` over all of it.  Returns "" or the sentence
        that says why they lie in the guide uncommitted.
        """
        repository = self.repository
        changed = [path for path in paths if repository is not None and not repository.is_clean(path)]
        if repository is None or not changed:
            return ""
        try:
            branches.commit_here(repository, *changed, message=message, author=Author(by.office, by.mail))
        except BranchError as error:
            return f"Die Änderungen sind im Ratgeber, aber noch nicht eingecheckt: {error}"
        self.committed()
        return ""

    def held(self, *paths: Path) -> AbstractContextManager[None]:
        """Hold `paths` and the repository: nobody at this desk or another server saves or commits meanwhile."""
        return files.held(*paths, *([] if self.repository is None else [self.repository.top / ".git"]))

    def close(self, name: str) -> Saved | None:
        """Save and forget a room nobody has open any more; None if there was nothing to save."""
        saved = self.save(name) if self.is_unsaved(name) else None
        del self.rooms[name]
        self.fold(name)
        return saved

    def fold(self, name: str) -> None:
        """Forget a room's old steps; those of a tab that may still come, and those not in the chapter yet, stay."""
        base = self.store.base(name)
        if base is not None:
            old = self.store.version_at(name, (self.now() - STEPS_KEPT).isoformat(timespec="seconds"))
            self.store.forget(name, min(old, base.version))

    def is_unsaved(self, name: str) -> bool:
        """Say whether a room is open and says something its chapter does not."""
        opened = self.rooms.get(name)
        return opened is not None and has_unsaved(opened.room)

    def due(self) -> Iterator[str]:
        """Yield the open rooms to be saved now: nobody has written for a while, or the chapter is another by now."""
        for name, opened in list(self.rooms.items()):
            is_idle = opened.wrote is not None and abs(self.now() - opened.wrote) >= IDLE  # a clock may be set back
            if is_idle or self._is_other(name):
                yield name

    def _is_other(self, name: str) -> bool:
        """Say whether somebody has changed a chapter's file, through git or an editor; a suggestion does not follow."""
        if fork_of(name) is not None:
            return False
        digest = self.rooms[name].digest()
        return digest not in ("", self.store.base_digest(name))

    def _take_in(self, name: str) -> None:
        base = self.store.base(name)
        assert base is not None
        if self._is_other(name) or "attrs" not in base.document:  # made before rooms had the chapter's head
            self.save(name)
