"""The meeting at the desk: what is to be decided, the vote, withdrawals, minutes; the records of the command line.

Nothing here knows of requests.  What writes holds the files it writes and commits them in the office's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ratgeber_tools.data.dates import format_date, local_day
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.remembered_findings import RememberedFindings
from ratgeber_tools.desk.remembered_survey import RememberedSurvey
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.desk.store.interface import Login
from ratgeber_tools.editions.newsroom import offices
from ratgeber_tools.editorial.roles import read_committed_roles, roles_or_none
from ratgeber_tools.guide import Guide
from ratgeber_tools.newsroom.meeting.agenda import MeetingAgenda, meeting_agenda, to_decide
from ratgeber_tools.newsroom.meeting.ballot import Candidate, candidates, following_pages
from ratgeber_tools.newsroom.meeting.changed import Since, since_release
from ratgeber_tools.newsroom.meeting.kept_minutes import (
    KeptMinutes,
    keep_minutes,
    last_meeting,
    minutes_of,
    minutes_path,
    note_presence,
    sign_off,
)
from ratgeber_tools.newsroom.meeting.withdrawing import Consequences, consequences
from ratgeber_tools.newsroom.minutes.events import chapter_titles
from ratgeber_tools.newsroom.minutes.outline import outline
from ratgeber_tools.newsroom.minutes.reading import read_minutes
from ratgeber_tools.newsroom.open_points import OpenPoint, open_points
from ratgeber_tools.releases.deciders import ReleaseRefusedError
from ratgeber_tools.releases.deciding import WrittenRelease, message_of, take_back, withdraw_all
from ratgeber_tools.releases.keeping import RELEASES, read_log
from ratgeber_tools.releases.log import Release
from ratgeber_tools.releases.one_vote import Against, VoteOutcome, refusals, release_each
from ratgeber_tools.releases.rules import Decision, Obstacle, one_line

#: Where nothing says when the group met last, minutes begin so many days before the meeting.
_USUAL_SPAN = timedelta(days=42)
_SIGNED = (
    "In dieser Stadt gilt eine Freigabe nur mit Unterschrift auf dem Rechner der Stelle. Hier lässt sie sich "
    "nicht leisten; geben Sie am eigenen Rechner frei."
)
_UNSAVED = Obstacle(
    "Was in diesem Kapitel geschrieben wird, ist noch nicht gesichert: Gerade schreibt jemand, oder das Sichern ging "
    "nicht. Öffnen Sie es, sichern Sie, und stimmen Sie noch einmal ab."
)
_NO_GUIDE = "Der Ratgeber hat hier keine Geschichte. Freigeben und Protokoll gehen nur, wo sie geführt wird."


@dataclass(frozen=True, slots=True)
class Ballot:
    """Chapters before a vote: what is open in each, and why somebody's office could not release it anyhow."""

    chapters: tuple[Candidate, ...]
    refused: Against


@dataclass(slots=True)
class DeskMeeting:
    """The meetings about a desk's guide."""

    desk: Desk
    surveys: RememberedSurvey
    findings: RememberedFindings

    @property
    def root(self) -> Path:
        return self.desk.folder.parent

    @property
    def today(self) -> date:
        return local_day(self.desk.now())

    # ------------------------------------------------------------------ what is to be decided

    def titles(self) -> Mapping[str, str]:
        """Return what chapters are called, by name."""
        return chapter_titles(self.desk.guide.load())

    def points(self) -> tuple[OpenPoint, ...]:
        return open_points(self.desk.guide.load(), self.today)

    def agenda(self) -> MeetingAgenda:
        """Return what is to be decided; raises what reading the log and the table of offices raises."""
        guide, survey = self.desk.guide.load(), self.surveys.on(self.today)
        before = self._before(guide, to_decide(survey))
        return meeting_agenda(guide, survey, before, open_points(guide, self.today))

    def candidate(self, name: str) -> Candidate:
        """Return what lies before the meeting of one chapter; raises `RefusedError` for a name that is none."""
        self.desk.path_of(name)
        return self._before(self.desk.guide.load(), [name])[0]

    def since(self, name: str) -> Since:
        """Return what a chapter says otherwise than parents have it."""
        chapter = self.desk.guide.load().chapters[name]
        return since_release(self.desk.repository, read_log(self.root).current(name), chapter)

    def called(self) -> Mapping[str, str]:
        """Return what chapters and records are called on a page, by their names."""
        guide = self.desk.guide.load()
        labels = {key.identifier: record.label for key, record in guide.data.records.attested()}
        return {**labels, **chapter_titles(guide)}

    def offices(self) -> tuple[str, ...]:
        """Return who may sit in a meeting: the offices of the table, each as the data call it."""
        return offices(self.root, self.desk.guide.load()).names if roles_or_none(self.root).names else ()

    # ------------------------------------------------------------------ the vote

    def ballot(self, names: Sequence[str], by: Login) -> Ballot:
        """Return what is known of chapters before a vote; raises `ReleaseRefusedError` if `by` may release nothing."""
        guide = self.desk.guide.load()
        known = [name for name in dict.fromkeys(names) if name in guide.chapters]
        if not known:
            raise RefusedError("Wählen Sie mindestens ein Kapitel, über das abgestimmt wird.")
        self._require_no_signature()
        refused = refusals(self.root, guide, known, now=self.desk.now(), by=by.mail)
        return Ballot(self._before(guide, known), refused)

    def vote(
        self,
        names: Sequence[str],
        decision: Decision,
        *,
        present: Sequence[str],
        in_spite_of: Mapping[str, str],
        by: Login,
    ) -> VoteOutcome:
        """Release what was decided, in the name of `by`'s office; what cannot be is said and left.

        Raises `ReleaseRefusedError`, and nothing is written, if there is no decision or the office may release nothing.
        """
        self._require_no_signature()
        self.findings.exact()  # here nobody waits for it with files held
        with self.desk.held(self.root / RELEASES, minutes_path(self.root, decision.day)):
            guide, findings = self.desk.guide.load(), self.findings.exact()
            before = candidates(guide, read_log(self.root), names, findings, today=self.today)
            outcome = release_each(
                self.root,
                guide,
                names,
                decision,
                now=self.desk.now(),
                by=by.mail,
                reasons={
                    each.name: (*self._unsaved(each.name), *_against(each, is_waived=bool(in_spite_of.get(each.name))))
                    for each in before
                },
                in_spite_of={
                    each.name: in_spite_of[each.name]
                    for each in before
                    if in_spite_of.get(each.name) and any(each.reasons())
                },
                following=lambda released: following_pages(self.root, guide, released, findings).able,
            )
            if outcome.entries:
                self._commit(outcome.entries, by, self._present(decision.day, present))
        return outcome

    def _unsaved(self, name: str) -> tuple[Obstacle, ...]:
        """What is released is in the chapter; words in its room alone would be missing from it without a word."""
        return (_UNSAVED,) if name in self.desk.rooms and self.desk.is_unsaved(name) else ()

    def _present(self, day: date, offices_there: Sequence[str]) -> list[Path]:
        written = note_presence(self.root, day, offices_there, since=self.since_when(day)) if offices_there else None
        return [written] if written is not None else []

    def _commit(self, entries: Sequence[WrittenRelease], by: Login, also: Sequence[Path] = ()) -> None:
        if refused := self.desk.commit([*(entry.path for entry in entries), *also], message_of(entries), by):
            take_back(entries)
            raise RefusedError(f"Es wurde nichts freigegeben und nichts zurückgenommen. {refused}")

    # ------------------------------------------------------------------ withdrawals

    def released(self) -> Mapping[str, Release]:
        """Return what is public or will be with the next publication, by chapter."""
        return read_log(self.root).released()

    def consequences(self, name: str) -> Consequences:
        """Return what follows for other pages; raises `RefusedError` for a chapter that is not public."""
        guide, log, repository = self.desk.guide.load(), read_log(self.root), self.desk.repository
        if log.current(name) is None:
            raise RefusedError("Dieses Kapitel ist nicht freigegeben. Wählen Sie eines aus der Liste.")
        if repository is None:
            raise RefusedError(_NO_GUIDE)
        return consequences(guide, repository, log, name)

    def withdraw(self, name: str, reason: str, by: Login) -> None:
        """Take a chapter out of the public edition; raises `ReleaseRefusedError` as the command does."""
        self._require_no_signature()
        with self.desk.held(self.root / RELEASES):
            self._commit(withdraw_all(self.root, [name], reason, now=self.desk.now(), by=by.mail), by)

    # ------------------------------------------------------------------ minutes

    def since_when(self, day: date) -> date:
        """Return the day minutes of a meeting begin with: that of the meeting before, if any are kept."""
        known = minutes_of(self.root, day)
        if known is not None:
            return known.since
        return last_meeting(self.root, before=day) or day - _USUAL_SPAN

    def write_minutes(
        self, day: date, since: date, *, present: Sequence[str], remarks: str, in_full: bool, by: Login
    ) -> None:
        """Write the minutes of a meeting and commit them; raises `RefusedError` for days that cannot be."""
        if since > day or day > self.today:
            raise RefusedError("Prüfen Sie die beiden Tage: Erst kommt der frühere, und keiner liegt in der Zukunft.")
        guide = self.desk.guide.load()
        found = read_minutes(self.root, self.surveys.on(self.today), offices(self.root, guide), since=since)
        told = outline(found, in_full=in_full, titles=chapter_titles(guide))
        with self.desk.held(minutes_path(self.root, day)):
            path = keep_minutes(self.root, day, told, since=since, present=present, remarks=one_paragraph_each(remarks))
            self._commit_minutes(path, f"Protokoll der Sitzung vom {format_date(day)}", by)

    def sign_off(self, day: date, by: Login) -> None:
        """Sign minutes off in the name of `by`'s office; raises `KeptMinutesError`."""
        with self.desk.held(minutes_path(self.root, day)):
            path = sign_off(self.root, day, by.office, today=self.today)
            self._commit_minutes(path, f"Protokoll der Sitzung vom {format_date(day)} genehmigt", by)

    def minutes(self, day: date) -> KeptMinutes:
        """Return the minutes of a day; raises `RefusedError` if there are none."""
        found = minutes_of(self.root, day)
        if found is None:
            raise RefusedError(f"Für den {format_date(day)} gibt es kein Protokoll.")
        return found

    def _commit_minutes(self, path: Path, message: str, by: Login) -> None:
        if refused := self.desk.commit([path], message, by):
            raise RefusedError(f"Das Protokoll liegt da, gilt aber noch nicht. {refused}")

    # ------------------------------------------------------------------ what both rest on

    def _before(self, guide: Guide, names: Sequence[str]) -> tuple[Candidate, ...]:
        return candidates(guide, read_log(self.root), names, self.findings.latest(), today=self.today)

    def _require_no_signature(self) -> None:
        repository = self.desk.repository
        if repository is None:
            raise RefusedError(_NO_GUIDE)
        if read_committed_roles(self.root, repository).needs_signatures:
            raise ReleaseRefusedError(_SIGNED)


def one_paragraph_each(remarks: str) -> str:
    """Return what was typed with an empty line after each line: a line in a form is meant as a paragraph."""
    return "\n\n".join(filter(None, map(one_line, remarks.splitlines())))


def _against(candidate: Candidate, *, is_waived: bool) -> tuple[Obstacle, ...]:
    errors = tuple(Obstacle(f"{each.text} {each.code.remedy}".rstrip()) for each in candidate.errors)
    return errors if is_waived else (*errors, *candidate.reasons())
