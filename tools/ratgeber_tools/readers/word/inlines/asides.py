"""Words that are no part of the text (deleted, moved, hidden), and words to be looked at (inserted, marked)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.drafts import ParagraphDraft
from ratgeber_tools.readers.word.report import Report, quoted
from ratgeber_tools.readers.word.revisions import report_deletion, report_insertion, report_move


@dataclass(slots=True)
class Asides:
    """Collects words until text that stays comes between; then they are reported as one."""

    deleting: int = 0  # how many deletions are open around the place
    moving: int = 0
    inserting: int = 0
    deleted: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    highlighted: list[str] = field(default_factory=list)  # part of the text, and perhaps still open

    @property
    def is_due(self) -> bool:
        """Whether there is something to report before the next word of the text."""
        return bool(self.deleted or self.hidden or self.moved or (self.inserted and not self.inserting))

    def report(self, draft: ParagraphDraft, report: Report, *, is_end: bool = False) -> None:
        """Report what was collected; deletions also become editorial notes on `draft`."""
        note = report_deletion(report, "".join(self.deleted))
        if note is not None:
            draft.editorial.append(note)
        report_move(report, "".join(self.moved))
        words = "".join(self.hidden).strip()
        if words:
            report.add(
                Code.HIDDEN_TEXT_DROPPED, f"Verborgener Text steht nicht im Kapitel: {quoted(words)}.", words=words
            )
        for collected in (self.deleted, self.moved, self.hidden):
            collected.clear()
        if is_end and self.highlighted:
            words = "".join(self.highlighted)
            report.add(
                Code.CONTENT_REVIEW,
                f"Farbig hinterlegt: {quoted(words)}. Prüfen Sie, ob hier noch etwas zu klären ist.",
                words=words,
            )
        if is_end or not self.inserting:
            report_insertion(report, "".join(self.inserted))
            self.inserted.clear()
