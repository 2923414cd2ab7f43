"""The act of releasing: what has to be true before an office may release a chapter, and the line that says it did.

Nothing is committed here; whoever releases commits the one file that is written, under the office's name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.data.validation import closest_path
from ratgeber_tools.editorial.release_rules import Decision, one_line, uncommitted, undecided, unfinished
from ratgeber_tools.editorial.releases import (
    Event,
    Release,
    ReleaseLog,
    Withdrawal,
    append_event,
    read_log,
)
from ratgeber_tools.editorial.roles import ROLES, Roles, read_roles
from ratgeber_tools.editorial.shares import Share, shares
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide import Chapter, Guide, parse_chapter
from ratgeber_tools.guide.attachments import attachments_in
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.history import Edit, Repository, find_repository
from ratgeber_tools.offering import objection

__all__ = ["Decision", "Entry", "ReleaseRefusedError", "find_chapter", "release", "withdraw"]

_SECOND = timedelta(seconds=1)


class ReleaseRefusedError(RatgeberError):
    """The chapter may not be released (or withdrawn) as things stand; every reason has a line of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was written: the event, and the file it stands in now."""

    event: Event
    path: Path


def find_chapter(words: str, guide: Guide, log: ReleaseLog, *, here: Path) -> str:
    """Return the name of the chapter someone calls `words`: its name, with `.md`, or a path seen from `here`.

    Chapters that exist only in the log are found too.  Raises `ReleaseRefusedError` if there is none.
    """
    known = dict.fromkeys([*guide.chapters, *(event.chapter for event in log.events)])
    name = unicodedata.normalize("NFC", PurePosixPath(words.replace("\\", "/")).as_posix()).removesuffix(".md")
    candidates = [name]
    path = (here / words).resolve()
    if path.is_relative_to(guide.folder):
        inside = path.relative_to(guide.folder).as_posix()
        candidates.append(unicodedata.normalize("NFC", inside).removesuffix(".md"))
    for candidate in candidates:
        if candidate in known:
            return candidate
    raise ReleaseRefusedError(f"Das Kapitel „{words}“ gibt es nicht.{closest_path(name, known)}")


def release(
    root: Path, guide: Guide, name: str, decision: Decision, *, now: datetime, replaces: Sequence[str] = ()
) -> Entry:
    """Write down that the current git author's office releases the chapter `name` as it is committed.

    `now` has a time zone.  `replaces` are former names beyond those git finds by itself.  The findings of the checks
    are the caller's to ask for.  Raises `ReleaseRefusedError` with every reason there is, `HistoryError` and
    `TargetError`.
    """
    repository = _repository(root)
    log, roles = read_log(root), read_roles(root)
    chapter = guide.chapters.get(name)
    if chapter is None:
        raise ReleaseRefusedError(f"Das Kapitel „{name}“ liegt nicht mehr in ratgeber/. Freigegeben wird, was da ist.")
    office = _current_office(repository, roles)
    files = _files(chapter, guide)
    reasons = [*unfinished(chapter), *uncommitted(repository, chapter, files), *undecided(decision, now)]
    reasons += [
        sentence
        for path, is_picture in attachments_in(_public_part(chapter), guide)
        if (path in files) and (sentence := objection(path, is_picture=is_picture))
    ]
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
        files={path: repository.blob_of_file(file) for path, file in files.items()},
        replaces=tuple(dict.fromkeys([*replaces, *_former_names(repository, guide, chapter, log)])),
    )
    _require_two_offices(repository, roles, log, event, (chapter.path, *files.values()))
    _require_news(log, event)
    return Entry(event, append_event(root, event))


def withdraw(root: Path, name: str, reason: str, *, now: datetime) -> Entry:
    """Write down that the current git author's office takes the chapter `name` out of the public edition.

    One office is enough: what is wrong has to go at once.  Raises as `release` does.
    """
    repository = _repository(root)
    log, roles = read_log(root), read_roles(root)
    current = log.current(name)
    if current is None:
        successor = log.successor(name)
        now_called = f" Es heißt jetzt „{successor}“." if successor else ""
        raise ReleaseRefusedError(f"Das Kapitel „{name}“ ist nicht freigegeben.{now_called}")
    if not one_line(reason):
        raise ReleaseRefusedError("Nennen Sie den Grund der Rücknahme.")
    office = _current_office(repository, roles)
    event = Withdrawal(name, current.blob, _moment(log, name, now), office, one_line(reason))
    return Entry(event, append_event(root, event))


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


def _current_office(repository: Repository, roles: Roles) -> str:
    mail = repository.current_author_mail()
    if not mail:
        raise ReleaseRefusedError(
            "Git weiß nicht, für welche Stelle Sie arbeiten. Einmal eingeben: "
            "git config user.email, dahinter die Funktionsadresse Ihrer Stelle."
        )
    office = roles.office_of(mail)
    if office is None:
        raise ReleaseRefusedError(
            f"Die Adresse {mail} gehört zu keiner Stelle in {ROLES.as_posix()}. "
            "Stellen Sie mit „git config user.email“ die Funktionsadresse Ihrer Stelle ein, oder lassen Sie sie dort "
            "eintragen."
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


def _require_two_offices(
    repository: Repository, roles: Roles, log: ReleaseLog, event: Release, paths: Sequence[Path]
) -> None:
    """Refuse if the releasing office has changed most of what is released, and no other has released it.

    What an address that belongs to no office has changed could be anybody's: it counts for the releasing one.
    """
    found = _shares(repository, log, event, paths)
    if not found:
        raise ReleaseRefusedError(f"Wer „{event.chapter}“ zuletzt geändert hat, steht nicht in der Geschichte.")
    offices = {mail: roles.office_of(mail) for mail in found}
    most = max(found, key=lambda mail: found[mail].words)  # of equals the one that changed it last
    newest = next(iter(found))
    for mail, what in ((newest, "Zuletzt geändert hat das Kapitel"), (most, "Das meiste am Kapitel geändert hat")):
        if offices[mail] is None:
            change = found[mail].newest
            raise ReleaseRefusedError(
                f"{what} {change.author_mail} (Stand {change.commit[:10]}); diese Adresse gehört zu keiner Stelle in "
                f"{ROLES.as_posix()}. Lassen Sie sie dort eintragen, oder lassen Sie eine Stelle das Kapitel "
                "durchsehen und einchecken."
            )
    words: dict[str, int] = {}
    for mail, share in found.items():
        office = offices[mail] or event.office
        words[office] = words.get(office, 0) + share.words
    own = [share for mail, share in found.items() if (offices[mail] or event.office) == event.office]
    is_most = bool(own) and max(words, key=lambda office: words[office]) == event.office
    if is_most and not set(log.offices_of(event)) - {event.office}:
        others = ", ".join(name for name in roles.names if name != event.office)
        raise ReleaseRefusedError(
            f"„{event.office}“ hat das Kapitel am {format_date(own[0].newest.moment.date())} selbst geändert, und das "
            f"meiste seit der letzten Freigabe ({words[event.office]} von {sum(words.values())} Wörtern); allein "
            f"darf die Stelle es nicht freigeben. Zuerst gibt eine andere Stelle frei: {others}."
        )


def _shares(repository: Repository, log: ReleaseLog, event: Release, paths: Sequence[Path]) -> Mapping[str, Share]:
    """Return who changed how much since the chapter, under any of its names, was released with another content.

    Where nothing has changed since, as after a withdrawal, all that was ever done to it counts.
    """
    chapter, *files = paths
    texts = (repository.relative(chapter), *repository.previous_names(chapter))
    earlier = [each for name in (event.chapter, *event.replaces) for each in log.history(name)]
    others = [e for e in earlier if isinstance(e, Release) and (e.blob, e.files) != (event.blob, event.files)]
    last = max(others, key=lambda each: each.moment, default=None)
    groups = [(texts, last.blob if last is not None else None)]
    for path, file in zip(event.files, files, strict=True):
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


def _require_news(log: ReleaseLog, event: Release) -> None:
    """Refuse to write the same thing twice; a new decision about the same content is news."""
    current = log.current(event.chapter)
    for earlier in log.releases_of(event):
        same = (earlier.office, earlier.decision, earlier.votes) == (event.office, event.decision, event.votes)
        if same and current is not None and current.blob == event.blob and current.files == event.files:
            raise ReleaseRefusedError(
                f"„{event.chapter}“ ist in dieser Fassung schon freigegeben, am {format_date(earlier.day)} "
                f"durch „{earlier.office}“ ({earlier.decision})."
            )


def _moment(log: ReleaseLog, name: str, now: datetime) -> datetime:
    """Return a moment after every event known of the chapter, even where a clock is slow."""
    events = log.history(name)
    this = now.replace(microsecond=0)
    return max(this, events[-1].moment + _SECOND) if events else this
