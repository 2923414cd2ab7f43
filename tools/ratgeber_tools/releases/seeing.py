"""What an office has to see before it releases a chapter: open notes, values parents do not get, links to nothing yet.

Pure: the guide, the log and the day are handed in.  What parents read is shown by the built page; findings are the
checks' (`checks.concern`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote

from ratgeber_tools.data.attestation import Attested
from ratgeber_tools.data.disclosure import Edition, View
from ratgeber_tools.data.places import ContactKind, ContactPoint
from ratgeber_tools.editorial.addressees import Offices
from ratgeber_tools.editorial.notes import Note, open_notes
from ratgeber_tools.guide import Chapter, Guide
from ratgeber_tools.guide.anchors import target_name
from ratgeber_tools.guide.draft_sentences import DraftSentence, draft_sentences
from ratgeber_tools.guide.embedded import links_in
from ratgeber_tools.guide.record_uses import uses_in
from ratgeber_tools.releases.log import ReleaseLog
from ratgeber_tools.releases.rules import Obstacle

#: More than that are counted.
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """What is open in one chapter.

    `drafts` are typed sentences that say the text is not finished.  `unshown` names records it shows and parents do not
    get yet, `missing_numbers` the emergency numbers it names that no parent can dial; `links` are chapters it leads to
    that are neither public nor released with it.
    """

    chapter: Chapter
    notes: tuple[Note, ...] = ()
    drafts: tuple[DraftSentence, ...] = ()
    unshown: tuple[str, ...] = ()
    missing_numbers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def reasons(self) -> Iterator[Obstacle]:
        """Yield why the chapter should wait, each a German sentence with its place; somebody may decide otherwise."""
        for note in self.notes:
            asked = f" ({note.office})" if note.office else ""
            yield Obstacle(
                f"Hier ist noch etwas offen, {note.kind}{asked}: {note.words}", f"{self.chapter.path}:{note.line}"
            )
        for words, line in self.drafts:
            yield Obstacle(
                f"„{words}“ steht noch da: Der Text sagt, dass er nicht fertig ist.", f"{self.chapter.path}:{line}"
            )
        if self.missing_numbers:
            yield Obstacle(
                f"Auf dieser Seite stehen Notrufe, aber ohne Nummer: {', '.join(self.missing_numbers)}.",
                str(self.chapter.path),
                "Tragen Sie die Nummern in daten/anlaufstellen.yaml ein.",
            )

    def matters(self, called: Callable[[str], str]) -> Iterator[str]:
        """Yield what is open and does not stop the chapter, each the end of a German sentence that begins with it.

        `called` says what a record or a chapter is to be called, by its name.
        """
        if self.unshown:
            number = _counted(self.unshown, "Angabe", "Angaben")
            yield f"zeigt {number} noch nicht: {_listed(map(called, self.unshown))}."
        if self.links:
            which = _counted(
                self.links, "Kapitel, das noch nicht freigegeben ist", "Kapitel, die noch nicht freigegeben sind"
            )
            yield f"verweist auf {which}; dort steht „(erscheint noch)“: {_listed(map(called, self.links))}."


def _counted(what: Sequence[str], one: str, many: str) -> str:
    return f"{len(what)} {one if len(what) == 1 else many}"


def _listed(what: Iterable[str]) -> str:
    every = [*what]
    more = f" und {len(every) - _NAMED} weitere" if len(every) > _NAMED else ""
    return f"{', '.join(every[:_NAMED])}{more}"


def see(guide: Guide, chapter: Chapter, log: ReleaseLog, *, together: tuple[str, ...], today: date) -> Seen:
    """Return what is open in `chapter` on the day `today`; `together` are all chapters of the same decision."""
    records = guide.data.records
    view = View(records, Edition.PUBLIC, today)
    unshown: dict[str, None] = {}
    numbers: dict[str, None] = {}
    for use in uses_in(chapter):
        key = use.key_in(records)
        record = records.get(key) if key is not None else None
        if not isinstance(record, Attested):
            continue
        is_shown = view.disclose(record).is_shown
        if isinstance(record, ContactPoint) and record.kind is ContactKind.EMERGENCY:
            if not (is_shown and record.phone):
                numbers[record.name] = None
        elif not is_shown:
            unshown[use.identifier] = None
    known = {*together, *log.released()}
    return Seen(
        chapter,
        notes=tuple(open_notes(chapter, Offices.of(records))),
        drafts=tuple(draft_sentences(chapter)),
        unshown=tuple(unshown),
        missing_numbers=tuple(numbers),
        links=tuple(name for name in dict.fromkeys(linked_chapters(guide, chapter)) if name not in known),
    )


def linked_chapters(guide: Guide, chapter: Chapter) -> Iterator[str]:
    """Yield the other chapters a chapter leads to; index pages follow their chapters."""
    for link in links_in(chapter):
        path, _, anchor = (unquote(part) for part in link.target.partition("#"))
        if path:
            other = guide.chapter_at(path, chapter.folder) if PurePosixPath(path).suffix == ".md" else None
        else:
            wanted = target_name(anchor)
            other = None if wanted in chapter.anchors.targets else _setting(guide, wanted)
        if other is not None and other is not chapter and not other.is_index:
            yield other.name


def _setting(guide: Guide, target: str) -> Chapter | None:
    return next((each for each in guide if target in each.anchors.targets), None)
