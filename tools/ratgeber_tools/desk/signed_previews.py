"""The page of a proposal for somebody outside who has a signed link: which state it is for, and what is shown of it.

_build/vorschlag-aussen/COMMIT/seite.html, seite-2.html …, 1.css, 2.png …    the newest of them

Nothing is kept of a link; it is believed by its signature, and then held against what waits for a decision by now.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path

from ratgeber_tools.data.dates import local_day
from ratgeber_tools.desk.frozen_page import PAGE, OutsideFrame, freeze
from ratgeber_tools.desk.incoming import board_of, repository_of
from ratgeber_tools.desk.other_side import OtherSideProposals
from ratgeber_tools.desk.proposal_preview import ProposalPages
from ratgeber_tools.desk.proposed import ProposedChapter, Reviewing
from ratgeber_tools.desk.rooms.desk import Desk
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.guide.internal_parts import without_internal_parts
from ratgeber_tools.proposals.pending import PendingBoard, PendingProposal
from ratgeber_tools.proposals.signed_link import SignedState, verified

#: Below the project.
FOLDER = Path("_build", "vorschlag-aussen")
_MOST_KEPT = 20
#: The newest proposals that wait, so many, are built before anybody asks.
_MOST_AHEAD = 4
#: A page that could not be built is not built again before that, unless the clock was set back.
_BETWEEN_ATTEMPTS = timedelta(minutes=10)


class LinkStanding(Enum):
    """How it stands with a link, in the sentence that is shown for it; `SHOWN` and `DUE` need none."""

    SHOWN = ""
    DUE = "Die Seite wird gerade zusammengestellt. Das dauert ein bis zwei Minuten; sie erscheint von selbst."
    UNKNOWN = "Diesen Link gibt es nicht. Öffnen Sie ihn dort, wo er Ihnen geschickt wurde: Vielleicht fehlt ein Stück."
    OVER = "Die Zeit dieses Links ist abgelaufen. Bitten Sie die Redaktion um einen neuen."
    NOT_YET = "Dieser Vorschlag ist hier noch nicht angekommen. Versuchen Sie es in ein paar Minuten noch einmal."
    TAKEN = "Dieser Vorschlag ist angenommen; der Link zeigt darum nichts mehr."
    GIVEN_BACK = "Dieser Vorschlag ist zurückgegeben; der Link zeigt darum nichts mehr."
    GONE = (
        "Diesen Stand des Vorschlags gibt es nicht mehr: Er wurde geändert, oder jemand hat über ihn entschieden. "
        "Bitten Sie die Redaktion um einen neuen Link."
    )
    FAILED = "Die Seite ließ sich nicht zusammenstellen. Bitten Sie die Redaktion, im Vorschlag selbst nachzusehen."


@dataclass(slots=True)
class SignedPreviews:
    """Of the proposals of a desk; without a `key` no link is good.  `build` is for one thread at a time."""

    desk: Desk
    pages: ProposalPages | None
    other: OtherSideProposals | None
    key: bytes | None
    _failed: dict[str, datetime] = field(default_factory=dict)
    #: Commit → where its pages are built; a link to one of them is shown at once.
    _ahead: dict[str, Path] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def of(cls, desk: Desk, key: bytes | None) -> SignedPreviews:
        """Return those of a desk; in one without a history nothing is ever proposed."""
        repository = desk.repository
        if repository is None:
            return cls(desk, None, None, key)
        other = OtherSideProposals(repository, lambda: desk.now().timestamp())
        return cls(desk, ProposalPages(repository, desk.folder.parent), other, key)

    def standing(self, token: str) -> tuple[LinkStanding, Path]:
        """Return how it stands with a link, and the folder its pages lie in where it is `SHOWN`."""
        state = verified(token, self.key)
        if state is None or self.pages is None:
            return LinkStanding.UNKNOWN, Path()
        if local_day(self.desk.now()) > state.last_day:
            return LinkStanding.OVER, Path()
        folder = self._folder(state.commit)
        if self._board().waiting_at(state.commit) is None:
            return self._decided(state.commit), Path()
        if folder.is_dir():
            return LinkStanding.SHOWN, folder
        failed = self._failed.get(state.commit)
        if failed is not None and timedelta() <= self.desk.now() - failed < _BETWEEN_ATTEMPTS:
            return LinkStanding.FAILED, Path()
        return LinkStanding.DUE, Path()

    @property
    def asks_again(self) -> bool:
        """Whether the other side is to be asked what is there."""
        return self.other is not None and self.other.is_due

    def ask(self) -> None:
        """Ask the other side what is there; takes as long as that does."""
        if self.other is not None:
            self.other.exchange()

    def prepare(self) -> None:
        """Ask the other side, and build ahead, one by one, what links to proposals that wait will show.

        What cannot be built is `FAILED`, and not tried again before somebody opens a link to it.
        """
        if self.key is None or self.pages is None:
            return
        if self.asks_again:
            self.ask()
        for pending in self._board().waiting()[-_MOST_AHEAD:][::-1]:
            if pending.is_sheet or pending.commit in self._ahead or pending.commit in self._failed:
                continue
            try:
                self._built(pending)
            except (RatgeberError, OSError, UnicodeDecodeError):
                self._failed[pending.commit] = self.desk.now()

    def is_ahead(self, token: str) -> bool:
        """Say whether what a link shows needs next to no time."""
        state = verified(token, self.key)
        return state is not None and state.commit in self._ahead and self._ahead[state.commit].is_dir()

    def build(self, token: str) -> None:
        """Build what a link shows; what cannot be built is `FAILED` for a while.  Another build meanwhile is enough."""
        state = verified(token, self.key)
        if state is None or not self._turn.acquire(blocking=False):
            return
        try:
            if not self._folder(state.commit).is_dir():
                self._build(state)
        except (RatgeberError, OSError, UnicodeDecodeError):
            self._failed[state.commit] = self.desk.now()
        finally:
            self._turn.release()

    def _build(self, state: SignedState) -> None:
        pending = self._board().waiting_at(state.commit)
        if pending is None or self.pages is None:
            return
        now = self.desk.now()
        chapters, places, pages = self._built(pending)
        names = {each.name: PAGE if at == 1 else f"seite-{at}.html" for at, each in enumerate(chapters, start=1)}
        folder = self._folder(f".{state.commit}")
        shutil.rmtree(folder, ignore_errors=True)  # of a desk that was stopped meanwhile
        for each in chapters:
            beside = tuple((other.title, names[other.name]) for other in chapters if other is not each)
            frame = OutsideFrame(each.title, now, state.last_day, beside)
            freeze(places[each.name], pages, folder, frame, names[each.name])
        folder.rename(self._folder(state.commit))
        self._forget_old()

    def _built(self, pending: PendingProposal) -> tuple[Sequence[ProposedChapter], Mapping[str, str], Path]:
        """Return the chapters of a proposal, the page of each, and the folder they lie in; built where they are not."""
        assert self.pages is not None, "without pages no link is good"
        reviewing = Reviewing(repository_of(self.desk), self.desk.guide.load(), local_day(self.desk.now()))
        chapters = reviewing.chapters(pending)
        texts = {each.name: without_internal_parts(_text(each)) for each in chapters}
        identity = sha256("\0".join(("aussen", pending.commit, *texts.values())).encode("utf-8")).hexdigest()[:16]
        places = {each.name: self.pages.page(identity, pending.commit, each.name, texts) for each in chapters}
        folder = self._ahead[pending.commit] = self.pages.folder(identity)
        return chapters, places, folder

    def _decided(self, commit: str) -> LinkStanding:
        """Return why nothing waits at a commit."""
        repository = repository_of(self.desk)
        shutil.rmtree(self._folder(commit), ignore_errors=True)
        if not repository.commit_of(commit):
            return LinkStanding.NOT_YET
        if any(each.commit == commit for each in self._board().given_back()):
            return LinkStanding.GIVEN_BACK
        if repository.is_part_of(commit, "HEAD"):
            return LinkStanding.TAKEN
        return LinkStanding.GONE if self.other is None or not self.other.is_unknown else LinkStanding.NOT_YET

    def _board(self) -> PendingBoard:
        return board_of(self.desk, self.other.there if self.other is not None else {})

    def _folder(self, commit: str) -> Path:
        return self.desk.folder.parent / FOLDER / commit

    def _forget_old(self) -> None:
        found = sorted((self.desk.folder.parent / FOLDER).iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in found[:-_MOST_KEPT]:
            shutil.rmtree(path, ignore_errors=True)


def _text(chapter: ProposedChapter) -> str:
    return chapter.text.decode("utf-8-sig").replace("\r\n", "\n")
