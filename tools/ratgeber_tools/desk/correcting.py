"""An urgent correction at the desk: what parents would read otherwise, whether one office may release it, its release.

The release is that of `releases.corrections`, committed in the office's name; the public edition is built and put in
place after it by the run that always does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prosemirror.model import Node

from ratgeber_tools.checks import run_checks
from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.heads import head_of, with_head
from ratgeber_tools.desk.into_editor import as_node
from ratgeber_tools.desk.publishing import Publishing
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.desk.tracking.changes import TrackedChange, changes_between
from ratgeber_tools.editions.run_card import RunGoal
from ratgeber_tools.editorial.roles import read_committed_roles
from ratgeber_tools.files import readable
from ratgeber_tools.findings import Finding
from ratgeber_tools.guide import Guide
from ratgeber_tools.guide.internal_parts import INLINE_SEPARATOR, SEPARATOR, without_internal_parts
from ratgeber_tools.newsroom.meeting.ballot import candidates
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.releases.corrections import correct, open_at_release, refusals_to_correct
from ratgeber_tools.releases.deciders import ReleaseRefusedError, repository_of
from ratgeber_tools.releases.deciding import take_back
from ratgeber_tools.releases.keeping import Release, read_log
from ratgeber_tools.releases.rules import Obstacle

#: What stands where a note was, on a line of its own.
_LEFT_BEHIND = re.compile(rf"^([ \t>]*){re.escape(SEPARATOR)}[ \t]*$", re.MULTILINE)
_SIGNED = (
    "In Ihrer Stadt wird jede Freigabe unterschrieben; das kann der Redaktionstisch nicht. Die Redaktion gibt die "
    "Berichtigung an ihrem Rechner frei."
)


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What parents would read otherwise, and what is against releasing it at once, in words for a page."""

    changes: Sequence[TrackedChange]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correcting:
    """Corrections of a desk's chapters."""

    desk: Desk
    publishing: Publishing

    def view(self, name: str, login: Login) -> CorrectionView:
        """Return a chapter's correction as it lies there, saved; raises `RefusedError` for what is no chapter."""
        path = self.desk.path_of(name)
        guide = self.desk.guide.load()
        changes = self._changes(name, readable(path.read_bytes(), path)[0])
        return CorrectionView(changes, self._against(guide, name, login))

    def release(self, name: str, login: Login) -> bool:
        """Release a correction in the office's name and have it published; False if that follows a run of others.

        Raises `ReleaseRefusedError` with every reason there is; then nothing was written.
        """
        root = self.desk.folder.parent
        with self.desk.held():
            guide = self.desk.guide.load()
            reasons = self._own_reasons(guide, name)
            entries = correct(root, guide, name, now=self.desk.now(), by=login.mail, reasons=reasons)
            refused = self.desk.commit(
                [entry.path for entry in entries], f"Freigabe: {name} ({_decision(entries[0].event)})", login
            )
            if refused:
                take_back(entries)
                raise ReleaseRefusedError(refused)
        return self.publishing.begin(RunGoal.BUILD_AND_PLACE, login, is_to_follow=True)

    def _against(self, guide: Guide, name: str, login: Login) -> tuple[str, ...]:
        root = self.desk.folder.parent
        refused = refusals_to_correct(root, guide, name, now=self.desk.now(), by=login.mail)
        return tuple(dict.fromkeys(each.sentence for each in (*self._own_reasons(guide, name), *refused)))

    def _own_reasons(self, guide: Guide, name: str) -> tuple[Obstacle, ...]:
        """Return what the chapter itself has against it, and the table of offices."""
        root = self.desk.folder.parent
        found: list[Obstacle] = []
        if read_committed_roles(root, repository_of(root)).needs_signatures:
            found.append(Obstacle(_SIGNED))
        findings: Sequence[Finding] = tuple(run_checks(guide))
        today = local_day(self.desk.now())
        decided = open_at_release(root, guide, name, today=today)
        for each in candidates(guide, read_log(root), [name], findings, today=today):
            found += [Obstacle(error.text) for error in each.errors]
            found += [reason for reason in each.reasons() if reason.sentence not in decided]
        return tuple(found)

    def _changes(self, name: str, text: str) -> Sequence[TrackedChange]:
        current = read_log(self.desk.folder.parent).current(name)
        if current is None or self.desk.repository is None:
            return ()
        content = self.desk.repository.read_blobs([current.blob]).get(current.blob, b"")
        return changes_between(_node(content.decode("utf-8-sig", "replace")), _node(text)).items


def _node(text: str) -> Node:
    """Return what parents read of a chapter; where a note stood, nothing is to be seen."""
    public = _LEFT_BEHIND.sub(rf"\1{INLINE_SEPARATOR}", without_internal_parts(text))
    document = reader.read(public).document
    return with_head(as_node(document), head_of(document.front_matter))


def _decision(event: object) -> str:
    return event.decision if isinstance(event, Release) else ""
