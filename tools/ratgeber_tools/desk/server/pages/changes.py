"""A list of changes to decide on, one by one, as every page shows it that has such: template `aenderungen.html`.

The form of a change sends `nummer`, `tun` (`annehmen`, `ablehnen`, `eigene`, `offen`) and `worte`: the reason, or the
words that are to stand there instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.protocol import RefusedError
from ratgeber_tools.desk.server.pages.frame import SentForm
from ratgeber_tools.desk.suggestions.records import ChangeDecision, ChangeVerdict
from ratgeber_tools.desk.tracking.changes import TrackedChange

_VERDICTS = {
    "annehmen": ChangeVerdict.TAKEN,
    "ablehnen": ChangeVerdict.REFUSED,
    "eigene": ChangeVerdict.OWN_WORDS,
    "offen": None,
}
_NO_WORDS = "Schreiben Sie, was an dieser Stelle stehen soll."
_OLD = "Diese Änderung gibt es nicht mehr. Laden Sie die Seite neu."


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with what was decided; `words` are what somebody has typed that could not be done."""

    change: TrackedChange
    decision: ChangeDecision | None = None
    words: str = ""

    @property
    def day(self) -> date | None:
        return None if self.decision is None else local_day(self.decision.moment)


class SentVerdict(NamedTuple):
    """What somebody decides about a change; None takes a decision back."""

    number: int
    verdict: ChangeVerdict | None
    words: str


def rows(
    changes: Iterable[TrackedChange], decisions: Mapping[int, ChangeDecision], typed: tuple[int, str] = (0, "")
) -> list[ChangeRow]:
    """Return the rows of the list; `typed` is what is to stand in the field of a change again."""
    return [
        ChangeRow(change, decisions.get(change.number), typed[1] if typed[0] == change.number else "")
        for change in changes
    ]


def sent_verdict(form: SentForm, changes: Iterable[TrackedChange]) -> SentVerdict:
    """Return what a change's form sent; raises `RefusedError`."""
    known = {str(change.number): change for change in changes}
    change = known.get(form.text("nummer"))
    if change is None or form.text("tun") not in _VERDICTS:
        raise RefusedError(_OLD)
    verdict, words = _VERDICTS[form.text("tun")], " ".join(form.text("worte").split())
    if verdict is ChangeVerdict.OWN_WORDS:
        if not change.takes_words:
            raise RefusedError(_OLD)
        if not words:
            raise RefusedError(_NO_WORDS)
        if words == " ".join(change.after.split()):
            verdict, words = ChangeVerdict.TAKEN, ""
    return SentVerdict(change.number, verdict, words if verdict is not ChangeVerdict.TAKEN else "")
