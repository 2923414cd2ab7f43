"""Does each release come from the office it names?  Who committed its line says so, or, where a town wants it, a key.

Read from what is committed, the table of offices and the keys included.  An address in a commit anybody can type in;
only a signature proves it, and only then a release without one does not count.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editorial.roles import SIGNERS, Roles, RolesError, read_committed_roles
from ratgeber_tools.history import ChapterCommit, Repository, Signature
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.entries import parse_events
from ratgeber_tools.releases.keeping import RELEASES, Event, Release, ReleaseLog


@dataclass(frozen=True, slots=True)
class Doubt:
    """An event that does not come from the office it names, as far as can be told, and why: a German sentence."""

    event: Event
    sentence: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What became of the comparison: `log` is what counts, `doubts` concern what is public or was withdrawn last.

    `unknown` says why nothing could be compared, empty if it could.
    """

    log: ReleaseLog
    doubts: tuple[Doubt, ...] = ()
    unknown: str = ""


def audit(root: Path, repository: Repository, log: ReleaseLog) -> Audit:
    """Hold every event of the committed `log` against the office it names.

    Raises `RolesError` if signatures are asked for and nobody's key is committed, `HistoryError`.
    """
    if not log.events:
        return Audit(log)
    try:
        roles = read_committed_roles(root, repository)
    except RolesError as error:
        return Audit(log, unknown=str(error))
    commits = _commits(root, repository)
    signatures = _signatures(root, repository, commits) if roles.needs_signatures else {}
    doubts = [*_doubts(log, roles, commits, signatures)]
    discounted = {id(doubt.event) for doubt in doubts if roles.needs_signatures and isinstance(doubt.event, Release)}
    concerned = {id(event) for event in _concerned(log)}
    return Audit(
        ReleaseLog(tuple(event for event in log.events if id(event) not in discounted)),
        tuple(doubt for doubt in doubts if id(doubt.event) in concerned),
    )


def _commits(root: Path, repository: Repository) -> Mapping[str, list[tuple[Event, ChapterCommit]]]:
    """Return every event by its chapter with the commit that entered its line."""
    found: defaultdict[str, list[tuple[Event, ChapterCommit]]] = defaultdict(list)
    for addition in repository.additions(root / RELEASES):
        for line in addition.lines:
            for event in parse_events(line)[0]:
                found[event.chapter].append((event, addition.change))
    return found


def _signatures(
    root: Path, repository: Repository, commits: Mapping[str, list[tuple[Event, ChapterCommit]]]
) -> Mapping[str, Signature]:
    blob = repository.committed_blob(root / SIGNERS)
    content = repository.read_blobs([blob]).get(blob) if blob is not None else None
    if content is None:
        raise RolesError(
            f"In rollen.yaml steht „signaturen: verlangt“, aber {SIGNERS.as_posix()} ist nicht eingecheckt. "
            "Je Stelle gehört eine Zeile hinein: Adresse, Art des Schlüssels, Schlüssel."
        )
    with tempfile.TemporaryDirectory(prefix="ratgeber-") as folder:
        signers = Path(folder, "unterschriften")
        signers.write_bytes(content.replace(b"\r\n", b"\n"))
        ids = (change.commit for entered in commits.values() for _, change in entered)
        return repository.signatures(ids, signers=signers)


def _doubts(
    log: ReleaseLog,
    roles: Roles,
    commits: Mapping[str, list[tuple[Event, ChapterCommit]]],
    signatures: Mapping[str, Signature],
) -> Iterator[Doubt]:
    for event in log.events:
        changes = [change for each, change in commits.get(event.chapter, ()) if each == event]
        reasons = [_reason(event, change, roles, signatures) for change in changes]
        if not reasons:
            yield Doubt(event, f"{_what(event)} Wer das eingetragen hat, steht nicht in der Geschichte.")
        elif all(reasons):
            yield Doubt(event, f"{_what(event)} {reasons[-1]}")


def _reason(event: Event, change: ChapterCommit, roles: Roles, signatures: Mapping[str, Signature]) -> str:
    """Return why a commit does not speak for the office of an event, nothing if it does."""
    here = f"(Stand {change.commit[:10]})"
    if not roles.needs_signatures:
        if roles.office_of(change.author_mail) == event.office:
            return ""
        return f"Eingetragen hat es {change.author_mail} {here}; diese Adresse gehört nicht zu der Stelle."
    signature = signatures.get(change.commit)
    if signature is None or not signature.is_there:
        return f"Der Eintrag ist nicht unterschrieben {here}."
    if not signature.is_good:
        return f"Die Unterschrift stimmt nicht, oder ihr Schlüssel steht nicht in {SIGNERS.name} {here}."
    if roles.office_of(signature.signer) != event.office:
        return f"Unterschrieben hat es {signature.signer} {here}; diese Adresse gehört nicht zu der Stelle."
    return ""


def _what(event: Event) -> str:
    if isinstance(event, Release):
        return f"„{event.chapter}“, freigegeben am {format_date(event.day)} durch {quoted(event.office)}:"
    return f"„{event.chapter}“, zurückgezogen durch {quoted(event.office)}:"


def _concerned(log: ReleaseLog) -> Iterator[Event]:
    """Yield the events that decide what is public now: the releases of that content, and the last withdrawals."""
    for chapter in dict.fromkeys(event.chapter for event in log.events):
        current = log.current(chapter)
        if current is not None:
            yield from log.releases_of(current)
        elif log.is_withdrawn(chapter):
            yield log.history(chapter)[-1]
