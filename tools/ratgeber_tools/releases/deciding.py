"""The act of releasing: what has to be true before an office may release a chapter, and the line that says it did.

Nothing is committed here; whoever releases commits the one file that is written, under the office's name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from ratgeber_tools import files
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.editorial.roles import EDITORS, ROLES, Roles, how_to_enter, read_committed_roles
from ratgeber_tools.errors import TargetError
from ratgeber_tools.guide import Chapter, Guide, parse_chapter
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.guide.chapter_names import chapter_called
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.history import Repository
from ratgeber_tools.offering import objection
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.deciders import (
    ReleaseRefusedError,
    deciding_office,
    repository_of,
    require_two_offices,
    shares_of,
)
from ratgeber_tools.releases.keeping import (
    RELEASES,
    Event,
    Release,
    ReleaseLog,
    Votes,
    Withdrawal,
    append_event,
    event_path,
    put_back,
    read_log,
)
from ratgeber_tools.releases.rules import Decision, Obstacle, one_line, uncommitted, undecided, unfinished

__all__ = [
    "Deciding",
    "Decision",
    "Obstacle",
    "ReleaseRefusedError",
    "WrittenRelease",
    "find_chapter",
    "find_chapters",
    "foreseen",
    "message_of",
    "obstacles",
    "release",
    "release_all",
    "take_back",
    "warnings",
    "withdraw",
    "withdraw_all",
    "write_releases",
]

_SECOND = timedelta(seconds=1)
#: More chapters than that are counted, not named.
_NAMED = 3
_GONE = "Das Kapitel „{name}“ gibt es nicht mehr. Freigegeben wird, was da ist."


@dataclass(frozen=True, slots=True)
class WrittenRelease:
    """What was written: the event, the file it stands in now, what that held before (None: it was not there), and the
    addresses without an office that changed the chapter since it was last released.

    `follows` says that it is an index page which goes public with a chapter, by the decision about that.
    """

    event: Event
    path: Path
    before: bytes | None = None
    strangers: tuple[str, ...] = ()
    follows: bool = False


def find_chapter(words: str, guide: Guide, log: ReleaseLog, *, here: Path) -> str:
    """Return the name of the chapter someone calls `words`, as `chapter_called` understands it, or a path from `here`.

    Chapters that exist only in the log are found too.  Raises `ReleaseRefusedError` if there is none.
    """
    known = [*guide.chapters, *(event.chapter for event in log.events)]
    try:
        return chapter_called(words, known, folder=guide.folder, here=here)
    except TargetError as error:
        raise ReleaseRefusedError(str(error)) from error


def find_chapters(words: str, guide: Guide, log: ReleaseLog, *, here: Path) -> tuple[str, ...]:
    """Return the chapters someone calls `words`: one, several between commas, or a part (`schulanfang`) with all its
    chapters but its index page.

    Raises `ReleaseRefusedError` with everything that is no chapter.
    """
    found: list[str] = []
    unknown: list[str] = []
    for each in filter(None, (word.strip() for word in words.split(","))):
        part = each.rstrip("/")
        chapters = [] if part in guide.chapters else [*_chapters_of(part, guide)]
        try:
            found += chapters or [find_chapter(each, guide, log, here=here)]
        except ReleaseRefusedError as error:
            unknown.append(str(error))
    if unknown:
        raise ReleaseRefusedError(*unknown)
    return tuple(dict.fromkeys(found))


def _chapters_of(part: str, guide: Guide) -> Iterator[str]:
    for name in guide.chapters:
        place = PurePosixPath(name)
        if place.parent.as_posix() == part and place.name != "index":
            yield name


def release(
    root: Path, guide: Guide, name: str, decision: Decision, *, now: datetime, replaces: Sequence[str] = ()
) -> WrittenRelease:
    """Write down that the current git author's office releases the chapter `name` as it is committed.

    `now` has a time zone.  `replaces` are former names beyond those git finds by itself.  The findings of the checks
    are the caller's to ask for.  Raises `ReleaseRefusedError` with every reason there is, `HistoryError` and
    `TargetError`.
    """
    return release_all(root, guide, [name], decision, now=now, replaces=replaces)[0]


def release_all(
    root: Path,
    guide: Guide,
    names: Sequence[str],
    decision: Decision,
    *,
    now: datetime,
    replaces: Sequence[str] = (),
    reasons: Iterable[str | Obstacle] = (),
    following: Sequence[str] = (),
    in_spite_of: str = "",
) -> tuple[WrittenRelease, ...]:
    """Write down that the current git author's office releases every chapter of `names`, by one decision, or none.

    `reasons` are the caller's own against it.  `following` are index pages that go along where they have changed;
    nobody votes on them, so who wrote them does not matter (`obstacles` says whether one can).  `in_spite_of` is the
    reason for releasing with open points, and stands in every entry.  Raises as `release` does, with every reason
    against each chapter.
    """
    with files.held(root / RELEASES):  # what the log says must still be so when it is written
        return _release_all(
            root,
            guide,
            names,
            decision,
            now=now,
            replaces=replaces,
            reasons=reasons,
            following=following,
            in_spite_of=in_spite_of,
        )


def obstacles(root: Path, guide: Guide, name: str) -> tuple[Obstacle, ...]:
    """Return why the page `name` cannot be released as it lies in the project at `root`, whoever decides about it."""
    chapter = guide.chapters.get(name)
    if chapter is None:
        return (Obstacle(_GONE.format(name=name)),)
    return tuple(_obstacles(repository_of(root), chapter, _files(chapter, guide), guide))


@dataclass(frozen=True, slots=True)
class Deciding:
    """What one decision about chapters of the project at `root` rests on; nothing is written by it.

    `office` decides; `by` is the mailbox that says which, "" for git's author.
    """

    root: Path
    guide: Guide
    repository: Repository
    log: ReleaseLog
    roles: Roles
    office: str
    decision: Decision
    now: datetime

    @classmethod
    def of(cls, root: Path, guide: Guide, decision: Decision, *, now: datetime, by: str = "") -> Deciding:
        """Raises `ReleaseRefusedError` if nobody may decide, or not the office of `by`.

        Raises `RolesError` and `HistoryError` as well.
        """
        repository = repository_of(root)
        log, roles = read_log(root), read_committed_roles(root, repository)
        return cls(root, guide, repository, log, roles, deciding_office(root, repository, roles, by), decision, now)

    def release_of(
        self, name: str, *, replaces: Sequence[str] = (), in_spite_of: str = "", is_correction: bool = False
    ) -> tuple[Release, tuple[str, ...]]:
        """Return the release of a chapter and the addresses without an office that changed it.

        For a correction (`releases.corrections`) it does not matter who wrote it.  Raises
        `ReleaseRefusedError` with what is against it.
        """
        event, paths = self._prepared(name, replaces)
        event = replace(event, in_spite_of=one_line(in_spite_of))
        found = shares_of(self.repository, self.log, event, paths)
        if not is_correction:
            require_two_offices(found, self.roles, self.log, event)
        _require_news(self.log, event)
        return event, tuple(mail for mail in found if self.roles.office_of(mail) is None)

    def pages(self, following: Iterable[str]) -> tuple[Release, ...]:
        """Return the releases of those index pages that are otherwise than parents have them."""
        events = [self._prepared(name, ())[0] for name in following]
        public = {event.chapter: self.log.current(event.chapter) for event in events}
        return tuple(event for event in events if not _is_same(public[event.chapter], event))

    def _prepared(self, name: str, replaces: Sequence[str]) -> tuple[Release, tuple[Path, ...]]:
        return _prepared(
            self.repository, self.log, self.guide, name, self.decision,
            office=self.office, now=self.now, replaces=replaces,
        )  # fmt: skip


def _is_same(current: Release | None, event: Release) -> bool:
    return current is not None and (current.blob, current.files) == (event.blob, event.files)


def _release_all(
    root: Path,
    guide: Guide,
    names: Sequence[str],
    decision: Decision,
    *,
    now: datetime,
    replaces: Sequence[str],
    reasons: Iterable[str | Obstacle],
    following: Sequence[str],
    in_spite_of: str,
) -> tuple[WrittenRelease, ...]:
    deciding = Deciding.of(root, guide, decision, now=now)
    events: list[tuple[Release, tuple[str, ...]]] = []
    against: list[str | Obstacle] = [*reasons]
    for name in dict.fromkeys(names):
        try:
            events.append(deciding.release_of(name, replaces=replaces, in_spite_of=in_spite_of))
        except ReleaseRefusedError as error:
            against += _about(name, str(error)) if len(names) > 1 else error.obstacles
    against += undecided(decision, now)
    if against:
        raise ReleaseRefusedError(*against)
    return write_releases(root, events, deciding.pages(following))


def write_releases(
    root: Path, events: Iterable[tuple[Release, tuple[str, ...]]], pages: Iterable[Release]
) -> tuple[WrittenRelease, ...]:
    """Write releases with their strangers (`Deciding.release_of`), and `pages` that follow them, or nothing."""
    return _written(root, events, [(page, ()) for page in pages])


def _about(name: str, reasons: str) -> Iterator[str]:
    """Yield every reason with the chapter it is about: of several chapters, a file of it or its name."""
    for reason in reasons.splitlines():
        yield reason if name in reason else f"„{name}“: {reason}"


def _prepared(
    repository: Repository,
    log: ReleaseLog,
    guide: Guide,
    name: str,
    decision: Decision,
    *,
    office: str,
    now: datetime,
    replaces: Sequence[str],
) -> tuple[Release, tuple[Path, ...]]:
    """Return the release of one chapter, not written yet, and the files it consists of."""
    chapter = guide.chapters.get(name)
    if chapter is None:
        raise ReleaseRefusedError(_GONE.format(name=name))
    attached = _files(chapter, guide)
    reasons: list[str | Obstacle] = [*_obstacles(repository, chapter, attached, guide)]
    for former in replaces:
        if former == name or not log.history(former):
            reasons.append(f"„{former}“ wurde nie freigegeben und kann nicht ersetzt werden.")
    if reasons:
        raise ReleaseRefusedError(*reasons)
    event = Release(
        chapter=name,
        blob=repository.blob_of_file(chapter.path),
        moment=_moment(log, name, now),
        day=decision.day,
        office=office,
        decision=one_line(decision.reference),
        votes=decision.votes,
        files={path: repository.blob_of_file(file) for path, file in attached.items()},
        replaces=tuple(dict.fromkeys([*replaces, *_former_names(repository, guide, chapter, log)])),
    )
    return event, (chapter.path, *attached.values())


def foreseen(root: Path, guide: Guide, names: Iterable[str], *, now: datetime) -> tuple[Release, ...]:
    """Return the releases there would be of `names`, to show what parents would see; nothing is written.

    They name no office and no decision.  What cannot be released as it lies (`obstacles`) is left out.
    """
    repository, log = repository_of(root), read_log(root)
    decision = Decision("", Votes(1, 0, 0), local_day(now))
    found: list[Release] = []
    for name in dict.fromkeys(names):
        try:
            found.append(_prepared(repository, log, guide, name, decision, office="", now=now, replaces=())[0])
        except ReleaseRefusedError:
            continue
    return tuple(found)


def _obstacles(
    repository: Repository, chapter: Chapter, attached: Mapping[str, Path], guide: Guide
) -> Iterator[Obstacle]:
    yield from unfinished(chapter)
    yield from uncommitted(repository, chapter, attached)
    for path, is_picture in attachments_in(_public_part(chapter), guide):
        if (path in attached) and (sentence := objection(path, is_picture=is_picture)):
            yield Obstacle(sentence)


def withdraw(root: Path, name: str, reason: str, *, now: datetime) -> WrittenRelease:
    """Write down that the current git author's office takes the chapter `name` out of the public edition.

    One office is enough: what is wrong has to go at once.  Raises as `release` does.
    """
    return withdraw_all(root, [name], reason, now=now)[0]


def withdraw_all(
    root: Path, names: Sequence[str], reason: str, *, now: datetime, by: str = ""
) -> tuple[WrittenRelease, ...]:
    """Write down that every chapter of `names` is taken out, or none; raises as `withdraw` does, with every reason.

    `by` is the mailbox that says which office does it, "" for git's author.
    """
    with files.held(root / RELEASES):
        return _withdraw_all(root, names, reason, now=now, by=by)


def _withdraw_all(
    root: Path, names: Sequence[str], reason: str, *, now: datetime, by: str
) -> tuple[WrittenRelease, ...]:
    repository = repository_of(root)
    log, roles = read_log(root), read_committed_roles(root, repository)
    office = deciding_office(root, repository, roles, by)
    events: list[tuple[Withdrawal, tuple[str, ...]]] = []
    reasons = [] if one_line(reason) else ["Nennen Sie den Grund der Rücknahme."]
    for name in dict.fromkeys(names):
        current = log.current(name)
        if current is None:
            successor = log.successor(name)
            now_called = f" Es heißt jetzt „{successor}“." if successor else ""
            reasons.append(f"Das Kapitel „{name}“ ist nicht freigegeben.{now_called}")
        else:
            events.append((Withdrawal(name, current.blob, _moment(log, name, now), office, one_line(reason)), ()))
    if reasons:
        raise ReleaseRefusedError(*reasons)
    return _written(root, events)


def _written(
    root: Path,
    events: Iterable[tuple[Event, tuple[str, ...]]],
    following: Iterable[tuple[Event, tuple[str, ...]]] = (),
) -> tuple[WrittenRelease, ...]:
    """Write every event, or leave the log as it was."""
    entries: list[WrittenRelease] = []
    try:
        for group, follows in ((events, False), (following, True)):
            for event, strangers in group:
                path = event_path(root, event)
                before = path.read_bytes() if path.is_file() else None
                entries.append(WrittenRelease(event, append_event(root, event), before, strangers, follows))
    except BaseException:
        take_back(entries)
        raise
    return tuple(entries)


def take_back(entries: Iterable[WrittenRelease]) -> None:
    """Leave the log as it was before `entries` were written."""
    for entry in entries:
        put_back(entry.path, entry.before)


def _public_part(chapter: Chapter) -> Chapter:
    return parse_chapter(without_internal_parts("\n".join(chapter.lines)), path=chapter.path, name=chapter.name)


def _files(chapter: Chapter, guide: Guide) -> Mapping[str, Path]:
    """Return the files that go public with the chapter; pictures inside notes do not."""
    public = _public_part(chapter)
    found = {each.path: guide.folder / each.path for each in attachments_in(public, guide)}
    pictures = {each.path for each in attachments_in(public, guide) if each.is_picture}
    return {path: file for path, file in found.items() if path in pictures or file.is_file()}


def _former_names(repository: Repository, guide: Guide, chapter: Chapter, log: ReleaseLog) -> Iterator[str]:
    """Yield released names the chapter had before; a name some file still has is nobody's former one."""
    folder = repository.relative(guide.folder)
    prefix = "" if folder == "." else f"{folder}/"
    for path in repository.previous_names(chapter.path):
        name = unicodedata.normalize("NFC", path.removeprefix(prefix)).removesuffix(".md")
        if name != chapter.name and name not in guide.chapters and log.history(name):
            yield name


def message_of(entries: Sequence[WrittenRelease]) -> str:
    """Return what the commit of `entries` says; of many chapters how many, for which ones the commit itself says."""
    event = entries[0].event
    names = [entry.event.chapter for entry in entries if not entry.follows]
    what = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} Kapitel"
    return (
        f"Freigabe: {what} ({event.decision})" if isinstance(event, Release) else f"Rücknahme: {what} ({event.reason})"
    )


def warnings(entries: Sequence[WrittenRelease]) -> Iterator[str]:
    """Yield a sentence for every address that counts as the editors, with what it changed and how to enter it."""
    for mail in dict.fromkeys(mail for entry in entries for mail in entry.strangers):
        names = [f"„{entry.event.chapter}“" for entry in entries if mail in entry.strangers]
        what = ", ".join(names) if len(names) <= _NAMED else f"{len(names)} Kapitel"
        yield (
            f"Geändert hat {what} die Adresse {mail}. Sie gehört zu keiner Stelle in "
            f"{ROLES.as_posix()} und zählt als {EDITORS}. Eintragen: {how_to_enter(mailbox=mail)}"
        )


def _require_news(log: ReleaseLog, event: Release) -> None:
    """Refuse to write the same thing twice; a new decision about the same content is news."""
    current = log.current(event.chapter)
    for earlier in log.releases_of(event):
        same = (earlier.office, earlier.decision, earlier.votes) == (event.office, event.decision, event.votes)
        if same and _is_same(current, event):
            raise ReleaseRefusedError(
                f"„{event.chapter}“ ist in dieser Fassung schon freigegeben, am {format_date(earlier.day)} "
                f"durch {quoted(earlier.office)} ({earlier.decision})."
            )


def _moment(log: ReleaseLog, name: str, now: datetime) -> datetime:
    """Return a moment after every event known of the chapter, even where a clock is slow."""
    events = log.history(name)
    this = now.replace(microsecond=0)
    return max(this, events[-1].moment + _SECOND) if events else this
