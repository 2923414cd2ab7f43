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
from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.editorial.roles import EDITORS, ROLES, Roles, how_to_enter, read_committed_roles, uncommitted_roles
from ratgeber_tools.errors import RatgeberError, TargetError
from ratgeber_tools.guide import Chapter, Guide, parse_chapter
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.guide.chapter_names import chapter_called
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.history import Edit, Repository, find_repository
from ratgeber_tools.offering import objection
from ratgeber_tools.quotation import quoted
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
from ratgeber_tools.releases.rules import Decision, one_line, uncommitted, undecided, unfinished
from ratgeber_tools.releases.shares import AddressShare, shares

__all__ = [
    "Decision",
    "ReleaseRefusedError",
    "WrittenRelease",
    "find_chapter",
    "find_chapters",
    "foreseen",
    "obstacles",
    "release",
    "release_all",
    "take_back",
    "warnings",
    "withdraw",
    "withdraw_all",
]

_SECOND = timedelta(seconds=1)
_GONE = "Das Kapitel „{name}“ liegt nicht mehr in ratgeber/. Freigegeben wird, was da ist."
#: More chapters than that are counted in a warning, not named.
_NAMED = 3


class ReleaseRefusedError(RatgeberError):
    """The chapter may not be released (or withdrawn) as things stand; every reason has a line of its own."""


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
        raise ReleaseRefusedError("\n".join(unknown))
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
    reasons: Iterable[str] = (),
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


def obstacles(root: Path, guide: Guide, name: str) -> tuple[str, ...]:
    """Return why the page `name` cannot be released as it lies in the project at `root`, whoever decides about it."""
    chapter = guide.chapters.get(name)
    if chapter is None:
        return (_GONE.format(name=name),)
    return tuple(_obstacles(_repository(root), chapter, _files(chapter, guide), guide))


def _release_all(
    root: Path,
    guide: Guide,
    names: Sequence[str],
    decision: Decision,
    *,
    now: datetime,
    replaces: Sequence[str],
    reasons: Iterable[str],
    following: Sequence[str],
    in_spite_of: str,
) -> tuple[WrittenRelease, ...]:
    repository = _repository(root)
    log, roles = read_log(root), read_committed_roles(root, repository)
    office = _current_office(root, repository, roles)
    events: list[tuple[Release, tuple[str, ...]]] = []
    against = [*reasons]
    for name in dict.fromkeys(names):
        try:
            event, paths = _prepared(repository, log, guide, name, decision, office=office, now=now, replaces=replaces)
            event = replace(event, in_spite_of=one_line(in_spite_of))
            found = _shares(repository, log, event, paths)
            _require_two_offices(found, roles, log, event)
            _require_news(log, event)
        except ReleaseRefusedError as error:
            against += _about(name, str(error)) if len(names) > 1 else [str(error)]
        else:
            events.append((event, tuple(mail for mail in found if roles.office_of(mail) is None)))
    against += undecided(decision, now)
    if against:
        raise ReleaseRefusedError("\n".join(against))
    pages: list[tuple[Release, tuple[str, ...]]] = []
    for name in following:
        event, _ = _prepared(repository, log, guide, name, decision, office=office, now=now, replaces=())
        current = log.current(name)
        if current is None or (current.blob, current.files) != (event.blob, event.files):
            pages.append((event, ()))
    return _written(root, events, pages)


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
    reasons = [*_obstacles(repository, chapter, attached, guide)]
    for former in replaces:
        if former == name or not log.history(former):
            reasons.append(f"„{former}“ wurde nie freigegeben und kann nicht ersetzt werden.")
    if reasons:
        raise ReleaseRefusedError("\n".join(reasons))
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
    repository, log = _repository(root), read_log(root)
    decision = Decision("", Votes(1, 0, 0), local_day(now))
    found: list[Release] = []
    for name in dict.fromkeys(names):
        try:
            found.append(_prepared(repository, log, guide, name, decision, office="", now=now, replaces=())[0])
        except ReleaseRefusedError:
            continue
    return tuple(found)


def _obstacles(repository: Repository, chapter: Chapter, attached: Mapping[str, Path], guide: Guide) -> Iterator[str]:
    yield from unfinished(chapter)
    yield from uncommitted(repository, chapter, attached)
    for path, is_picture in attachments_in(_public_part(chapter), guide):
        if (path in attached) and (sentence := objection(path, is_picture=is_picture)):
            yield sentence


def withdraw(root: Path, name: str, reason: str, *, now: datetime) -> WrittenRelease:
    """Write down that the current git author's office takes the chapter `name` out of the public edition.

    One office is enough: what is wrong has to go at once.  Raises as `release` does.
    """
    return withdraw_all(root, [name], reason, now=now)[0]


def withdraw_all(root: Path, names: Sequence[str], reason: str, *, now: datetime) -> tuple[WrittenRelease, ...]:
    """Write down that every chapter of `names` is taken out, or none; raises as `withdraw` does, with every reason."""
    with files.held(root / RELEASES):
        return _withdraw_all(root, names, reason, now=now)


def _withdraw_all(root: Path, names: Sequence[str], reason: str, *, now: datetime) -> tuple[WrittenRelease, ...]:
    repository = _repository(root)
    log, roles = read_log(root), read_committed_roles(root, repository)
    office = _current_office(root, repository, roles)
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
        raise ReleaseRefusedError("\n".join(reasons))
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


def _repository(root: Path) -> Repository:
    repository = find_repository(root)
    if repository is None:
        raise ReleaseRefusedError(
            f"{root} ist kein Git-Ordner. Freigegeben wird, was in Git eingecheckt ist; "
            "holen Sie den Ratgeber mit „git clone“."
        )
    if not repository.has_commits():
        raise ReleaseRefusedError(f"In {root} ist noch nichts eingecheckt.")
    if repository.is_shallow():
        raise ReleaseRefusedError(
            "Diesem Git-Ordner fehlt die ältere Geschichte; wer ein Kapitel zuletzt geändert hat, steht nicht darin. "
            "Holen Sie sie mit „git fetch --unshallow“."
        )
    return repository


def _current_office(root: Path, repository: Repository, roles: Roles) -> str:
    if not roles.names:
        raise ReleaseRefusedError(
            f"In {ROLES.as_posix()} steht noch keine Stelle. Tragen Sie die erste ein: {how_to_enter()} "
            f"– oder alle, wenn „{program()} einrichten“ danach fragt."
        )
    mail = repository.current_author_mail()
    if not mail:
        raise ReleaseRefusedError(
            "Git weiß nicht, für welche Stelle Sie arbeiten. Einmal eingeben: "
            "git config user.email, dahinter die Funktionsadresse Ihrer Stelle."
        )
    office = roles.office_of(mail)
    if office is None:
        raise ReleaseRefusedError(
            " ".join(
                (
                    f"Die Adresse {mail} gehört zu keiner Stelle in {ROLES.as_posix()}. Stellen Sie mit "
                    "„git config user.email“ die Funktionsadresse Ihrer Stelle ein, oder tragen Sie sie ein: "
                    f"{how_to_enter(mailbox=mail)}",
                    uncommitted_roles(root, repository),
                )
            ).rstrip()
        )
    return office


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


def _require_two_offices(found: Mapping[str, AddressShare], roles: Roles, log: ReleaseLog, event: Release) -> None:
    """Refuse if the releasing office has changed most of what is released, and no other has released it.

    What an address that belongs to no office has changed counts as the editors'; `warnings` names the address.
    """
    if not found:
        raise ReleaseRefusedError(f"Wer „{event.chapter}“ zuletzt geändert hat, steht nicht in der Geschichte.")
    words: dict[str, int] = {}
    for mail, share in found.items():
        author = roles.author_of(mail)
        words[author] = words.get(author, 0) + share.words
    own = [share for mail, share in found.items() if roles.author_of(mail) == event.office]
    is_most = bool(own) and max(words, key=lambda office: words[office]) == event.office
    if is_most and not set(log.offices_of(event)) - {event.office}:
        others = ", ".join(name for name in roles.names if name != event.office)
        raise ReleaseRefusedError(
            f"{quoted(event.office)} hat das Kapitel am {format_date(local_day(own[0].newest.moment))} selbst "
            f"geändert, und das meiste seit der letzten Freigabe ({words[event.office]} von {sum(words.values())} "
            f"Wörtern); allein darf die Stelle es nicht freigeben. Zuerst gibt eine andere Stelle frei: {others}."
        )


def _shares(
    repository: Repository, log: ReleaseLog, event: Release, paths: Sequence[Path]
) -> Mapping[str, AddressShare]:
    """Return who changed how much since the chapter, under any of its names, was released with another content.

    Where nothing has changed since, as after a withdrawal, all that was ever done to it counts.  What was done to a
    file that is still there under its own name counts there: git takes a new chapter that is like another for a copy.
    """
    chapter, *attached = paths
    former = (name for name in repository.previous_names(chapter) if not (repository.top / name).exists())
    texts = (repository.relative(chapter), *former)
    earlier = [each for name in (event.chapter, *event.replaces) for each in log.history(name)]
    others = [e for e in earlier if isinstance(e, Release) and (e.blob, e.files) != (event.blob, event.files)]
    last = max(others, key=lambda each: each.moment, default=None)
    groups = [(texts, last.blob if last is not None else None)]
    for path, file in zip(event.files, attached, strict=True):
        groups.append(((repository.relative(file),), last.files.get(path) if last is not None else None))
    edits: list[Edit] = []
    for names, blob in groups:
        every = repository.edits(names)
        base = next((edit.change.commit for edit in every if blob is not None and edit.after == blob), None)
        edits += every if base is None else repository.edits(names, since=base)
    if not edits:
        edits = [edit for names, _ in groups for edit in repository.edits(names)]
    edits.sort(key=lambda edit: edit.change.moment, reverse=True)
    blobs = {blob for edit in edits for blob in (*edit.before, edit.after) if blob is not None}
    return shares(edits, repository.read_blobs(blobs))


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
        if same and current is not None and current.blob == event.blob and current.files == event.files:
            raise ReleaseRefusedError(
                f"„{event.chapter}“ ist in dieser Fassung schon freigegeben, am {format_date(earlier.day)} "
                f"durch {quoted(earlier.office)} ({earlier.decision})."
            )


def _moment(log: ReleaseLog, name: str, now: datetime) -> datetime:
    """Return a moment after every event known of the chapter, even where a clock is slow."""
    events = log.history(name)
    this = now.replace(microsecond=0)
    return max(this, events[-1].moment + _SECOND) if events else this
