"""What `ratgeber import` says of a chapter that came back from review, and its preview as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ratgeber_tools.quotation import quoted

if TYPE_CHECKING:
    from ratgeber_tools.contributions.intake import Outcome
    from ratgeber_tools.contributions.returns import ReturnDraft
    from ratgeber_tools.editorial.shown.words import ShownWords
    from ratgeber_tools.guide import Guide
    from ratgeber_tools.roundtrip.preview.changes import DocumentChanges

#: Where previews lie, below the project.
PREVIEWS = Path("_build", "rueckweg")


@dataclass(frozen=True, slots=True)
class ReturnedOutput:
    """Words for one returned chapter after the other; records are shown with the values of `guide` on `today`."""

    guide: Guide
    today: date
    writes: bool

    def lines(self, outcome: Outcome, status: str) -> Iterator[str]:
        """Yield what to print of a returned chapter; if nothing is written, its changes too."""
        from ratgeber_tools.contributions import return_report
        from ratgeber_tools.guide.refusals import refusals_in
        from ratgeber_tools.roundtrip.preview.changes import Fate
        from ratgeber_tools.roundtrip.preview.comparison import compare

        draft = outcome.returned
        assert draft is not None
        chapter = draft.chapter
        yield f"{outcome.path.name} → {chapter.place} ({status})"
        changes = compare(draft.before, draft.merge.document)
        number = sum(change.fate is not Fate.SAME or bool(change.moved) for change in changes.all)
        has_report = self.writes and not chapter.is_unchanged
        for line in return_report.summary(
            chapter.document, draft.merge, chapter.findings, number, has_report=has_report
        ):
            yield f"  {line}"
        for finding in refusals_in(chapter.text.replace("\r\n", "\n"), Path(chapter.place)):
            yield f"  {finding.as_line()}"
        if chapter.is_unchanged:
            return
        if has_report:
            yield f"  Bericht: {chapter.report_path.relative_to(chapter.root).as_posix()}"
            return
        from ratgeber_tools.roundtrip.preview.lines import preview_lines

        yield ""
        yield from preview_lines(changes, shown=self._shown(draft))
        yield ""
        yield f"  Seite: {self._write_page(draft, changes, outcome.path.name).relative_to(chapter.root).as_posix()}"

    def _shown(self, draft: ReturnDraft) -> ShownWords | None:
        """Return the words records have in the chapter; None where the guide does not know it."""
        from ratgeber_tools.editorial.shown.words import ShownWords

        name = _name(draft)
        return ShownWords(self.guide, self.guide.chapters[name], self.today) if name in self.guide.chapters else None

    def _write_page(self, draft: ReturnDraft, changes: DocumentChanges, file: str) -> Path:
        from ratgeber_tools.files import write_whole
        from ratgeber_tools.roundtrip.preview.page import preview_page

        chapter = draft.chapter
        known = self.guide.chapters.get(_name(draft))
        title = (known.title if known else "") or _name(draft)
        report = [
            *(f"Beide Seiten haben diesen Satz geändert: „{sentence}“" for sentence in draft.merge.mixed),
            *draft.merge.notices,
            *(finding.text for finding in chapter.findings),
        ]
        page = preview_page(
            changes,
            title=f"{quoted(title)} mit den Änderungen aus {file}",
            report=report,
            shown=self._shown(draft),
        )
        path = chapter.root / PREVIEWS / f"{_name(draft).replace('/', '-')}.html"
        write_whole(path, page)
        return path


def _name(draft: ReturnDraft) -> str:
    return draft.chapter.path.relative_to(draft.chapter.root / "ratgeber").with_suffix("").as_posix()
