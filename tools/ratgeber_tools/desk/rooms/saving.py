"""A room becomes its chapter: what both had in common, the chapter by now and the room are merged, and written.

It is the way of a file that comes back from Word: `merge`, then `patch`, so every line nobody touched keeps its bytes.
What came into the chapter meanwhile, through git or an editor, comes into the room by the same merge; so a change
under an open room is taken in by saving.

The base keeps the numbers its blocks had when the room was made (`src`): they are marks, no lines.  In the chapter by
now they would be others, so it bears none.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from prosemirror.model import Node

from ratgeber_tools import branches, files
from ratgeber_tools.branches import Author, BranchError
from ratgeber_tools.desk.heads import HeadAttributes, head_of, merge_heads, with_head, write_head
from ratgeber_tools.desk.into_editor import as_json, as_node
from ratgeber_tools.desk.out_of_editor import as_in_chapter, document_of, normal_form
from ratgeber_tools.desk.rooms.outside import OfficeOf, committed_mail
from ratgeber_tools.desk.rooms.room import DESK, Room, contributors
from ratgeber_tools.desk.rooms.safe_merge import merge_safely
from ratgeber_tools.desk.schema import OTHERS, SCHEMA
from ratgeber_tools.desk.smallest_steps import says_same
from ratgeber_tools.desk.store.interface import Login, StoredBase
from ratgeber_tools.document import Document, LineRange
from ratgeber_tools.guide.head_edits import HeadError
from ratgeber_tools.history import Repository
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.roundtrip.merge import VersionSource
from ratgeber_tools.roundtrip.patching.proven import patch
from ratgeber_tools.traversal import map_values, title_of

#: A change in git is nobody's at the desk; the address of its office may stand beside it.
NOBODY = Login("", "")
#: How often saving begins anew because somebody else wrote the file meanwhile.
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving did: `commit` is "" where there was nothing to commit or no git; `notice` is for people, German."""

    version: int
    commit: str = ""
    conflicts: int = 0
    notice: str = ""


def read_base(path: Path, *, version: int = 0) -> StoredBase:
    """Return what a room begins with that is made of the chapter `path` by now; raises `InputError`."""
    source = files.read_bytes(path)
    chapter = reader.read(files.decode(source, path)).document
    document = {**as_json(chapter), "attrs": head_of(chapter.front_matter)}
    return StoredBase(version, document, digest_of(source))


def digest_of(source: bytes) -> str:
    return sha256(source).hexdigest()


def has_unsaved(room: Room) -> bool:
    """Say whether the room says something its base does not."""
    base = room.store.base(room.chapter)
    assert base is not None
    return room.version != base.version and not says_same(room.document, Node.from_json(SCHEMA, base.document))


def _no_office(_mail: str) -> None:
    """Know no office."""


def _nothing() -> None:
    """Do nothing: nobody waits for the room."""


def save(
    room: Room,
    path: Path,
    repository: Repository | None,
    by: Login | None = None,
    office_of: OfficeOf = _no_office,
    at_rest: Callable[[], None] = _nothing,
) -> Saved:
    """Bring room and chapter together and commit the chapter; `by` is who asked for it, None if nobody did.

    What came into the chapter meanwhile keeps the address that committed it, where that is an office's.  `at_rest` is
    called once, as soon as the room is not needed any more: people may go on in it while git works.  Raises
    `PatchError`, `InputError` or `TargetError`; then the room is as it was, and the chapter too.
    """
    locks = [path] if repository is None else [path, repository.top / ".git"]
    with files.held(*locks):  # another server may be saving; git itself does not wait for another git
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                together = _bring_together(room, path, by, repository, office_of)
                break
            except files.ChangedError:
                if attempt == _ATTEMPTS:
                    raise
        at_rest()
        return _committed(path, repository, together)


def _committed(path: Path, repository: Repository | None, together: _Together) -> Saved:
    saved = Saved(together.version, conflicts=together.conflicts, notice=together.notice)
    if repository is None or repository.is_clean(path):
        return saved
    author, *others = [Author(each.office, each.mail) for each in together.writers] or [Author("", "")]
    try:
        message = f"{together.title}: am Redaktionstisch bearbeitet"
        commit = branches.commit_here(repository, path, message=message, author=author, others=others)
    except BranchError as error:
        notice = f"Gesichert ist es, aber noch nicht eingecheckt: {error} Beim nächsten Sichern wird es nachgeholt."
        return replace(saved, notice=f"{notice} {together.notice}".rstrip())
    return replace(saved, commit=commit)


@dataclass(frozen=True, slots=True)
class _Together:
    """What came of a merge: the room's version, its title, conflicts, who wrote, and what people are to be told."""

    version: int
    title: str
    conflicts: int
    writers: list[Login]
    notice: str


def _bring_together(
    room: Room, path: Path, by: Login | None, repository: Repository | None, office_of: OfficeOf
) -> _Together:
    """Merge, take what is new into the room, and write the chapter."""
    room.catch_up()
    source = files.read_bytes(path)
    chapter = reader.read(files.decode(source, path)).document
    base = _base(room, source)
    writers = list(dict.fromkeys([*([by] if by else []), *contributors(room.steps_since(base.version))]))
    document = document_of(base.document)
    ours = document if base.digest == digest_of(source) else unplaced(normal_form(chapter))
    theirs = document_of(room.document)
    label = VersionSource(DESK, writers[0].office if writers else "")
    merged = merge_safely(document, ours, theirs, label)
    known = head_of(chapter.front_matter)
    before = Node.from_json(SCHEMA, base.document).attrs
    head = merge_heads(before, {**known, OTHERS: before[OTHERS]}, room.document.attrs)
    headed, refused = _with_head(source, path, known, head)
    chapter = reader.read(files.decode(headed, path)).document
    written = replace(merged.document, front_matter=chapter.front_matter)
    new = patch(headed, as_in_chapter(written, chapter))
    version, common = room.version, with_head(as_node(merged.document), head)
    if not room.become(common, _outsider(path, source, base, repository, office_of)):
        raise files.ChangedError(path)
    if says_same(room.document, common):
        version, common = room.version, room.document
    # what is not fit for the head is still to be saved
    in_chapter = with_head(common, {**head_of(chapter.front_matter), OTHERS: head[OTHERS]})
    after = StoredBase(version, dict(in_chapter.to_json()), digest_of(new))
    if new != source:
        room.store.announce_base(room.chapter, after)
        files.replace(path, new, expected=source)
    room.store.settle_base(room.chapter, after)
    title = title_of(merged.document.blocks) or room.chapter
    return _Together(room.version, title, merged.conflicts, writers, refused)


def _outsider(path: Path, source: bytes, base: StoredBase, repository: Repository | None, office_of: OfficeOf) -> Login:
    """Return whose the changes are that came into the chapter: nobody's at the desk, by the address that is known."""
    if repository is None or base.digest == digest_of(source):
        return NOBODY
    mail = committed_mail(repository, path, lambda content: digest_of(content) == base.digest, office_of)
    return replace(NOBODY, mail=mail)


def _with_head(source: bytes, path: Path, known: HeadAttributes, head: HeadAttributes) -> tuple[bytes, str]:
    """Return the chapter's source with the head it is to have, and what is to be said of values that stay out."""
    try:
        text, refused = write_head(files.decode(source, path), known, head)
    except HeadError as error:
        return source, f"Der Text ist gesichert, der Kopf nicht. {error}"
    said = " ".join(refused)
    mark = BOM_UTF8 if source.startswith(BOM_UTF8) else b""
    return mark + text.encode("utf-8"), f"Im Kopf blieb der alte Wert stehen. {said}" if said else ""


def _base(room: Room, source: bytes) -> StoredBase:
    """Return what room and chapter have in common: what was announced, if the file was written and no more was done."""
    base, announced = room.store.base(room.chapter), room.store.announced_base(room.chapter)
    assert base is not None
    if announced is not None and announced.digest == digest_of(source) != base.digest:
        room.store.settle_base(room.chapter, announced)
        return announced
    return base


def unplaced(document: Document) -> Document:
    """Return a document whose blocks know no lines: those of another version mean nothing in the base."""

    def without_lines(value: object) -> object:
        return None if isinstance(value, LineRange) else value

    notes = {label: map_values(blocks, without_lines) for label, blocks in document.notes.items()}
    return replace(document, blocks=map_values(document.blocks, without_lines), notes=notes)
