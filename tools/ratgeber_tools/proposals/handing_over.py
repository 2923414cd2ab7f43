"""Proposals made without a token are kept until a later step uploads them, in this clone or in another.

_build/eingang/<branch>/nachricht.md     the message: a line with its title, then its body
_build/eingang/<branch>/vorschlag.json   which branch at which commit, of which file, which commit of the other side's
                                         it replaces, what to say below other proposals; gone once it is delivered
_build/eingang/<branch>/zweig.bundle     the branch itself, for a step that runs in a clone of its own

The step that uploads reads no file of an author's.  It trusts no more of what was kept than it must: branches have our
names, stand where the card says, and change nothing but the guide and the inbox; what they replace is as the tool made
it, whatever the card says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from ratgeber_tools import branches
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.files import read_text, write_whole
from ratgeber_tools.history import Repository
from ratgeber_tools.proposals.branch import PREFIX, Proposal
from ratgeber_tools.proposals.inbox import INBOX
from ratgeber_tools.proposals.message import Message, about_found
from ratgeber_tools.proposals.neighbours import is_as_made
from ratgeber_tools.proposals.rebuilding import about_rebuilding

#: Where messages, previews and what is kept lie, below the project: a folder a branch.
KEPT = Path("_build", "eingang")
MESSAGE, CARD, BUNDLE = "nachricht.md", "vorschlag.json", "zweig.bundle"
_BRANCH = re.compile(rf"{PREFIX}[a-z0-9][a-z0-9._-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class HandingOverError(RatgeberError):
    """What was kept cannot be uploaded; the German sentence says why and what to do."""


class Delivery(StrEnum):
    """How a kept proposal stands at the other side now, as the command says it."""

    UPLOADED = "hochgeladen"
    KNOWN = "ist schon in Arbeit"
    REBUILT = "neu gebaut und hochgeladen"
    LEFT = "dort inzwischen anders, darum nicht ersetzt; der nächste Lauf sieht sich den Vorschlag wieder an"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept proposal; without a `commit` another run has made its branch, and without a `message` told nobody.

    `instead_of` is the commit of the other side's it replaces, "" if it is new there.  `comments` are pairs of a branch
    and a text (Markdown) for those who watch the proposal for it.
    """

    folder: Path
    branch: str
    commit: str
    file_name: str
    message: Message | None
    instead_of: str = ""
    comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OtherSide:
    """Where proposals go: the remote, branch → commit of those it has, and what asks and tells the forge, if there is
    one.  `comment` writes below the request for a branch, and says whether there is one.
    """

    remote: str
    there: Mapping[str, str]
    has_request: Callable[[str], bool] | None = None
    open_request: Callable[[str, Message], str] | None = None
    comment: Callable[[str, str], bool] | None = None
    #: What is told of a branch at a commit, by the message kept for it.
    told: Callable[[Message, str], Message] = lambda message, _commit: message


def keep(
    folder: Path, proposal: Proposal, repository: Repository, *, comments: Sequence[tuple[str, str]] = ()
) -> Path | None:
    """Write down what uploading a proposal needs in its `folder`; return the file of its message, if it has one.

    `comments` as in `Kept`.
    """
    message = proposal.message
    instead_of = proposal.instead_of
    if instead_of and (folder / CARD).is_file():
        before = read_card(folder / CARD)
        if before.commit == instead_of:  # it has not been uploaded yet
            instead_of, comments = before.instead_of, (*before.comments, *comments)
    file = None if message is None else keep_message(folder, message)
    if message is None and (folder / CARD).is_file():  # an earlier run made it here, and it waits to be uploaded
        return None
    is_here = proposal.branch in branches.own_branches(repository)
    commit = repository.commit_of(f"refs/heads/{proposal.branch}") if is_here else ""
    if commit and not repository.is_part_of(commit, "HEAD"):
        branches.write_bundle(repository, proposal.branch, folder / BUNDLE)
    _write_card(Kept(folder, proposal.branch, commit, proposal.parcel.name, message, instead_of, tuple(comments)))
    return file


def keep_message(folder: Path, message: Message) -> Path:
    """Write a message to its file and return that."""
    path = folder / MESSAGE
    write_whole(path, f"# {message.title}\n\n{message.body}")
    return path


def cards(target: Path) -> tuple[Path, ...]:
    """Return the cards of all proposals below `target` that wait to be uploaded."""
    return tuple(sorted(target.glob(f"*/{CARD}")))


def read_card(card: Path) -> Kept:
    """Read a card and the message beside it; raises `HandingOverError` if they are not what `keep` writes."""
    try:
        values = json.loads(read_text(card))
        branch, commit, name = (str(values[key]) for key in ("zweig", "commit", "datei"))
        instead_of = str(values.get("statt", ""))
        comments = tuple((str(other), str(text)) for other, text in values.get("kommentare", ()))
    except (ValueError, KeyError, TypeError):
        raise HandingOverError(
            f"{card}: Diese Datei ist beschädigt. Löschen Sie sie, und rufen Sie den Befehl ohne --nur-hochladen auf."
        ) from None
    if not _BRANCH.fullmatch(branch) or branch.removeprefix(PREFIX) != card.parent.name:
        raise HandingOverError(f"{card}: „{branch}“ ist kein Zweig für einen Beitrag; er wird nicht hochgeladen.")
    for state in filter(None, (commit, instead_of)):
        if not _COMMIT.fullmatch(state):
            raise HandingOverError(f"{card}: „{state}“ ist kein Stand in Git; der Zweig wird nicht hochgeladen.")
    for other, _ in comments:
        if not _BRANCH.fullmatch(other):
            raise HandingOverError(f"{card}: „{other}“ ist kein Zweig für einen Beitrag; es wird nichts hochgeladen.")
    file = card.with_name(MESSAGE)
    message = None
    if file.is_file() and commit:
        title, _, body = read_text(file).partition("\n")
        message = Message(title.removeprefix("# "), body.removeprefix("\n"))
    return Kept(card.parent, branch, commit, name, message, instead_of, comments)


def deliver(kept: Kept, repository: Repository, other: OtherSide) -> tuple[Delivery, str]:
    """Upload a kept branch and open its request; return how it stands and the address of the request's page, if new.

    What is there already stays as it is; a request somebody has closed is not opened again.  What was built again takes
    the place of the commit it was built from, and of no other.  After an error nothing of it is at the other side, and
    everything is kept for another try.  Raises `RatgeberError`.

    Its comments are still to be written (`tell_neighbours`): the requests they go to may be among those still kept.
    """
    if kept.instead_of:
        return _replace(kept, repository, other), ""
    is_there = kept.branch in other.there
    if other.has_request is not None and other.has_request(kept.branch):
        if kept.commit or not kept.comments:  # else an earlier try has opened it, and could not tell
            _done(kept)
        return Delivery.KNOWN, ""
    if not is_there:
        _have_here(kept, repository)
        branches.push_branch(repository, kept.branch, remote=other.remote)
    page = ""
    if other.open_request is not None:
        try:
            page = other.open_request(kept.branch, _message(kept, repository, other, is_there=is_there))
        except RatgeberError:
            if not is_there:
                branches.take_back_there(repository, kept.branch, remote=other.remote)
            raise
    _done(kept)
    if kept.comments and other.comment is not None:
        _write_card(replace(kept, commit="", message=None))
    return (Delivery.KNOWN if is_there and not other.open_request else Delivery.UPLOADED), page


def tell_neighbours(kept: Kept, other: OtherSide) -> None:
    """Write a delivered proposal's comments, each once; raises `RatgeberError`, and those left are kept.

    One to a proposal that is itself kept waits with it; where there is no request, nobody watches.
    """
    if other.comment is None or not (kept.folder / CARD).is_file():
        return
    left = list(kept.comments)
    while left:
        branch, text = left[0]
        if not other.comment(branch, text) and _is_waiting(kept.folder.with_name(branch.removeprefix(PREFIX))):
            return
        del left[0]
        _write_card(replace(kept, commit="", message=None, comments=tuple(left)))
    _done(kept)


def _is_waiting(folder: Path) -> bool:
    return (folder / CARD).is_file() and bool(read_card(folder / CARD).commit)


def _replace(kept: Kept, repository: Repository, other: OtherSide) -> Delivery:
    """Have the branch at the other side point at what was built again, and tell those who watch it."""
    there = other.there.get(kept.branch, "")
    if there != kept.commit:  # else an earlier try has moved it, and could not tell
        commit = _have_here(kept, repository)
        made = branches.made_here(repository, there, base="HEAD") if there == kept.instead_of else None
        is_ours = made is not None and is_as_made(made)
        if not is_ours or not branches.move_branch(
            repository, kept.branch, commit, instead_of=kept.instead_of, remote=other.remote
        ):
            if commit == kept.commit and not branches.is_checked_out(repository, kept.branch):
                branches.forget_branch(repository, kept.branch)  # else it is not built again here
            _done(kept)
            return Delivery.LEFT
    if other.comment is not None and kept.message is not None:
        other.comment(kept.branch, about_rebuilding(other.told(kept.message, kept.commit)))
    _done(kept)
    return Delivery.REBUILT


def _write_card(kept: Kept) -> None:
    card = {
        "zweig": kept.branch,
        "commit": kept.commit,
        "datei": kept.file_name,
        **({"statt": kept.instead_of} if kept.instead_of else {}),
        **({"kommentare": kept.comments} if kept.comments else {}),
    }
    write_whole(kept.folder / CARD, json.dumps(card, ensure_ascii=False, indent=1) + "\n")


def _have_here(kept: Kept, repository: Repository) -> str:
    """Make sure the branch is here, as it was kept, and changes only what a contribution may; return its commit."""
    bundle = kept.folder / BUNDLE
    if not repository.commit_of(f"refs/heads/{kept.branch}") and bundle.is_file():
        branches.read_bundle(repository, kept.branch, bundle)
    commit = repository.commit_of(f"refs/heads/{kept.branch}")
    if not commit:
        raise HandingOverError(
            f"{kept.file_name}: Den Zweig {kept.branch} gibt es hier nicht mehr. Rufen Sie den Befehl ohne "
            "--nur-hochladen auf; er macht ihn neu."
        )
    if kept.commit and commit != kept.commit and not repository.is_part_of(kept.commit, commit):
        raise HandingOverError(
            f"{kept.file_name}: Der Zweig {kept.branch} ist nicht der, den der frühere Lauf gemacht hat; er wird nicht "
            "hochgeladen. Löschen Sie ihn (git branch -D), und rufen Sie den Befehl ohne --nur-hochladen auf."
        )
    inside = repository.relative(kept.folder.parents[2])  # the project may lie deeper than its repository
    beginning = "" if inside == "." else f"{inside}/"
    allowed = (f"{beginning}ratgeber/", f"{beginning}{INBOX.name}/")
    strange = [name for name in repository.changed_on(commit) if not name.startswith(allowed)]
    if strange:
        raise HandingOverError(
            f"{kept.file_name}: Der Zweig {kept.branch} ändert mehr als den Ratgeber ({', '.join(strange[:3])}); er "
            "wird nicht hochgeladen. Bitte geben Sie das der IT."
        )
    return commit


def _message(kept: Kept, repository: Repository, other: OtherSide, *, is_there: bool) -> Message:
    commit = other.there[kept.branch] if is_there else repository.commit_of(f"refs/heads/{kept.branch}")
    if kept.message is not None:
        return other.told(kept.message, commit)
    found = about_found(kept.file_name, repository.first_subject(commit) or f"Aus {kept.file_name}")
    return other.told(found, commit)


def _done(kept: Kept) -> None:
    (kept.folder / BUNDLE).unlink(missing_ok=True)
    (kept.folder / CARD).unlink(missing_ok=True)
