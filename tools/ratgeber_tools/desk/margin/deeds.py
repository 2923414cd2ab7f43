"""What is done with notes: they are put into the room by the server, so who may only comment sends no step at all."""

from __future__ import annotations

from collections.abc import Callable

from prosemirror.model import Node
from prosemirror.transform import Mapping, Step, Transform

from ratgeber_tools import dialect
from ratgeber_tools.desk.into_editor import as_json
from ratgeber_tools.desk.margin.placing import PlacedNote, placed_notes
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.rooms.room import Room
from ratgeber_tools.desk.schema import SCHEMA
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.document import Blocks, Document
from ratgeber_tools.editorial.margin_notes import answer_lines, new_note, state_line

#: How long what somebody says in a note may be, in characters.
LONGEST_WORDS = 4000
_NO_WORDS = "Schreiben Sie, was Sie anmerken wollen."
_LONG = "Das ist zu lang für eine Notiz. Kürzen Sie es, oder machen Sie zwei daraus."
_GONE = "Diese Notiz gibt es nicht mehr. Kopieren Sie, was Sie geschrieben haben, und merken Sie es neu an."
_NOWHERE = "Diese Stelle gibt es nicht mehr. Wählen Sie die Wörter noch einmal."
_NOT_YOURS = "Löschen darf eine Notiz nur die Stelle, von der sie ist. Erledigt melden darf sie jede."


def add_note(room: Room, login: Login, place: tuple[int, int, int], words: str, *, asked: str = "") -> None:
    """Put a note into a room; `place` is the version somebody saw, and from where to where they have selected in it.

    Raises `RefusedError`.
    """
    version, start, end = place
    said = _said(words)

    def way(document: Node) -> Transform:
        before = room.at(version)
        if not 0 <= start <= end <= before.content.size:
            raise RefusedError(_NOWHERE)
        box = new_note(login.office, _anchor(before, start, end), said, asked=asked)
        over = [Step.from_json(SCHEMA, each.step).get_map() for each in room.steps_since(version)]
        return _insert(document, _behind(document, Mapping(over).map(end, -1)), (box,))

    _append(room, login, way)


def answer_note(room: Room, login: Login, key: str, words: str) -> None:
    """Add an answer to a note; raises `RefusedError`."""
    said = _said(words)
    _append(room, login, lambda document: _extend(document, key, answer_lines(login.office, said)))


def settle_note(room: Room, login: Login, key: str, *, is_done: bool) -> None:
    """Say that a note is settled, or open it again; raises `RefusedError`."""
    _append(room, login, lambda document: _extend(document, key, state_line(login.office, is_done=is_done)))


def delete_note(room: Room, login: Login, key: str, *, may_tidy: bool) -> None:
    """Take a note out; `may_tidy`: whoever writes may also take out what is settled, and what is of nobody."""

    def way(document: Node) -> Transform:
        placed = _find(document, key)
        if not may_delete(placed, login, may_tidy=may_tidy):
            raise RefusedError(_NOT_YOURS, "read")
        return Transform(document).delete(placed.start, placed.end)

    _append(room, login, way)


def may_delete(placed: PlacedNote, login: Login, *, may_tidy: bool) -> bool:
    """Say whether somebody may take a note out."""
    note = placed.note
    return note.office == login.office or (may_tidy and (note.is_done or not note.office))


def _said(words: str) -> str:
    if not words.strip():
        raise RefusedError(_NO_WORDS)
    if len(words) > LONGEST_WORDS:
        raise RefusedError(_LONG)
    return words


def _append(room: Room, login: Login, way: Callable[[Node], Transform]) -> None:
    while True:
        room.catch_up()
        steps = way(room.document).steps
        if room.append(steps, login, ""):
            return


def _anchor(document: Node, start: int, end: int) -> str:
    """Return the selected words, as far as they stand in one paragraph."""
    at = document.resolve(start)
    if not at.parent.inline_content:
        return ""
    return document.text_between(start, min(end, at.end()), " ", " ")


def _behind(document: Node, place: int) -> int:
    """Return the place behind the block at the top that `place` is in, and behind the notes that stand there."""
    at = 0
    blocks = document.content.content
    for number, block in enumerate(blocks):
        if block.type.name == "note":  # footnotes stand last
            return at
        at += block.node_size
        is_last = number + 1 == len(blocks)
        if at >= place and (is_last or not _is_note(blocks[number + 1])):
            return at
    return at


def _is_note(block: Node) -> bool:
    return block.type.name == "box" and block.attrs["name"] == dialect.EDITORIAL_NOTE


def _find(document: Node, key: str) -> PlacedNote:
    found = next((placed for placed in placed_notes(document) if placed.note.key == key), None)
    if found is None:
        raise RefusedError(_GONE)
    return found


def _extend(document: Node, key: str, blocks: Blocks) -> Transform:
    return _insert(document, _find(document, key).end - 1, blocks)


def _insert(document: Node, place: int, blocks: Blocks) -> Transform:
    nodes = [Node.from_json(SCHEMA, each) for each in as_json(Document(blocks))["content"]]
    return Transform(document).insert(place, nodes)
