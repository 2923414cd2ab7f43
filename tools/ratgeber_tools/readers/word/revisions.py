"""Tracked changes and comments: what was taken out or remarked, for the report and as editorial notes.

No person's name or initials are read: who said it is for the office that edits the chapter to know.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools.document import Container, Paragraph, Text
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.report import Report, quoted, tidy

COMMENT = "kommentar"
DELETION = "streichung"


def editorial_note(kind: str, paragraphs: list[str]) -> Container:
    """Return a note of `kind` that only the working edition shows."""
    blocks = tuple(Paragraph((Text(text),)) for text in map(tidy, paragraphs) if text)
    return Container(name="redaktionsnotiz", options=(("art", kind),), blocks=blocks)


@dataclass(slots=True)
class Comments:
    """The words each comment hangs on, collected while its range is open."""

    open: dict[str, list[str]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)

    def start(self, identifier: str) -> None:
        self.open[identifier] = []

    def end(self, identifier: str) -> None:
        words = self.open.pop(identifier, None)
        if words is not None:
            self.closed[identifier] = tidy("".join(words))

    def add(self, text: str) -> None:
        for words in self.open.values():
            words.append(text)

    def words(self, identifier: str) -> str:
        """Return the words a comment hangs on, as far as they were read."""
        self.end(identifier)
        return self.closed.get(identifier, "")


def report_comment(report: Report, anchor: str, paragraphs: list[str]) -> Container | None:
    """Report a comment and return its editorial note; None if it says nothing."""
    text = " ".join(filter(None, map(tidy, paragraphs)))
    if not text:
        return None
    about = f"Kommentar zu {quoted(anchor)}" if anchor else "Kommentar"
    report.add(
        Code.COMMENT_REPORTED,
        f"{about}: Er steht als Redaktionsnotiz im Kapitel; klären Sie ihn, und löschen Sie die Notiz.",
        words=text,
    )
    first, *rest = [tidy(paragraph) for paragraph in paragraphs if paragraph.strip()]
    return editorial_note(COMMENT, [f"{about}: {first}", *rest])


def report_deletion(report: Report, words: str, *, what: str = "Gestrichen") -> Container | None:
    """Report words deleted with change tracking and return their editorial note; None if there are none."""
    words = tidy(words)
    if not words:
        return None
    report.add(
        Code.DELETION_DROPPED,
        f"{what} mit Änderungsverfolgung: {quoted(words)} steht nicht mehr im Kapitel; "
        "prüfen Sie, ob die Streichung gilt.",
        words=words,
    )
    return editorial_note(DELETION, [f"{what}: „{words}“"])


def report_insertion(report: Report, words: str) -> None:
    """Report words inserted with change tracking; they are in the chapter."""
    words = tidy(words)
    if words:
        report.add(
            Code.INSERTION_ACCEPTED,
            f"Mit Änderungsverfolgung eingefügt und übernommen: {quoted(words)}.",
            words=words,
        )


def report_move(report: Report, words: str) -> None:
    """Report words moved with change tracking; they stand at their new place."""
    words = tidy(words)
    if words:
        report.add(
            Code.INSERTION_ACCEPTED,
            f"Mit Änderungsverfolgung verschoben: {quoted(words)} steht an der neuen Stelle.",
            words=words,
        )
