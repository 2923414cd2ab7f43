"""Who may decide about a chapter: an office that has the right, and not the one alone that has changed most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ratgeber_tools.calling import program
from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.editorial.rights import DeskRight
from ratgeber_tools.editorial.roles import ROLES, Roles, how_to_enter, uncommitted_roles
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.history import Edit, Repository, find_repository
from ratgeber_tools.quotation import quoted
from ratgeber_tools.releases.log import Release, ReleaseLog
from ratgeber_tools.releases.rules import Obstacle
from ratgeber_tools.releases.shares import AddressShare, shares


class ReleaseRefusedError(RatgeberError):
    """The chapter may not be released (or withdrawn) as things stand; every reason has a line of its own."""

    def __init__(self, *obstacles: Obstacle | str) -> None:
        self.obstacles = tuple(each if isinstance(each, Obstacle) else Obstacle(each) for each in obstacles)
        super().__init__("\n".join(map(str, self.obstacles)))


def repository_of(root: Path) -> Repository:
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


def deciding_office(root: Path, repository: Repository, roles: Roles, by: str) -> str:
    """Return the office that decides; raises `ReleaseRefusedError` if it may not."""
    if not roles.names:
        raise ReleaseRefusedError(
            Obstacle(
                "Noch ist keine Stelle eingetragen, die freigeben darf.",
                by_hand=f"Tragen Sie in {ROLES.as_posix()} die erste ein: {how_to_enter()} "
                f"– oder alle, wenn „{program()} einrichten“ danach fragt.",
            )
        )
    mail = by or repository.current_author_mail()
    if not mail:
        raise ReleaseRefusedError(
            "Git weiß nicht, für welche Stelle Sie arbeiten. Einmal eingeben: "
            "git config user.email, dahinter die Funktionsadresse Ihrer Stelle."
        )
    office = roles.office_of(mail)
    if office is None:
        raise ReleaseRefusedError(
            Obstacle(
                f"Die Adresse {mail} gehört zu keiner Stelle, die schon gilt.",
                by_hand=" ".join(
                    (
                        f"Sie steht nicht in {ROLES.as_posix()}. Stellen Sie mit „git config user.email“ die "
                        f"Funktionsadresse Ihrer Stelle ein, oder tragen Sie sie ein: {how_to_enter(mailbox=mail)}",
                        uncommitted_roles(root, repository),
                    )
                ).rstrip(),
            )
        )
    if DeskRight.PUBLISH not in roles.rights_of(mail):
        raise ReleaseRefusedError(
            Obstacle(
                f"{quoted(office)} darf nichts freigeben und nichts zurückziehen. Wer das ändern will, fragt die "
                "Redaktion.",
                by_hand=f"Es steht in {ROLES.as_posix()} unter „rechte“: {DeskRight.PUBLISH.value}.",
            )
        )
    return office


def require_two_offices(found: Mapping[str, AddressShare], roles: Roles, log: ReleaseLog, event: Release) -> None:
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


def shares_of(
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
