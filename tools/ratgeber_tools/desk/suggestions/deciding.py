"""Deciding on a suggestion: what is taken comes into the chapter's room, whatever was written there meanwhile.

The room gets, by the merge, the way from the suggestion as far as it was taken to it as far as it is taken now.  So a
decision can be taken back, and the order of decisions does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from prosemirror.model import Node

from ratgeber_tools.desk.heads import with_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.out_of_editor import document_of
from ratgeber_tools.desk.rooms.room import DESK, Room, merged_in_room
from ratgeber_tools.desk.rooms.saving import unplaced
from ratgeber_tools.desk.smallest_steps import steps_between
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.suggestions.records import ChangeDecision, ChangeVerdict, Suggestion
from ratgeber_tools.desk.tracking.changes import TrackedChanges
from ratgeber_tools.roundtrip.merge import VersionSource


def bring_in(room: Room, base: Node, theirs: Node, login: Login, source: VersionSource) -> int:
    """Merge what `login` made of `base` into a room, on the disk; return how many conflicts that left.

    What is new in the room belongs to no line of the chapter yet: the marks of `theirs` are those of another day.
    """
    while True:
        room.catch_up()
        merged = merged_in_room(base, room.document, theirs, source)
        wanted = with_head(as_node(unplaced(document_of(merged.document))), merged.document.attrs)
        steps = steps_between(room.document, wanted)
        if not steps or room.append(steps, login, ""):
            return merged.conflicts


def decide(
    room: Room, suggestion: Suggestion, changes: TrackedChanges, decisions: Mapping[int, ChangeDecision | None]
) -> tuple[Suggestion, int]:
    """Decide on changes, None to take a decision back; return the suggestion as it is then, and the new conflicts."""
    made = {number: each for number, each in {**suggestion.decisions, **decisions}.items() if each is not None}
    after = replace(suggestion, decisions=made)
    before, wanted = (changes.with_taken(each.choice) for each in (suggestion, after))
    source = VersionSource(DESK, suggestion.login.office)
    return after, bring_in(room, before, wanted, suggestion.login, source)


def open_changes(suggestion: Suggestion, changes: TrackedChanges) -> int:
    """Return how many changes of a suggestion nobody has decided on."""
    return sum(change.number not in suggestion.decisions for change in changes.items)


def decision(verdict: ChangeVerdict, by: Login, moment: datetime, words: str = "") -> ChangeDecision:
    return ChangeDecision(verdict, by.office, moment, " ".join(words.split()))
