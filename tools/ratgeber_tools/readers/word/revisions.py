"""Tracked changes and comments: what was taken out or remarked, for the report and as editorial notes.

No person's name or initials are kept: who said it is for the office that edits the chapter to know.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ratgeber_tools import dialect
from ratgeber_tools.document import Container, Paragraph, Text
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.report import Report, quoted, tidy

COMMENT = "kommentar"
DELETION = "streichung"


def editorial_note(kind: str, paragraphs: list[str]) -> Container:
    """Return a note of `kind` that only the working edition shows."""
    blocks = tuple(Paragraph((Text(text),)) for text in map(tidy, paragraphs) if text)
    return Container(name=dialect.EDITORIAL_NOTE, options=(("art", kind),), blocks=blocks)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as Word holds it; `author` is only there to be compared with the names of offices."""

    identifier: str
    anchor: str  # the words it hangs on, empty for none
    paragraphs: tuple[str, ...]
    author: str = field(repr=False)
    answers: str = ""  # the identifier of the comment it is an answer to
    is_done: bool = False


#: Characters of a comment's words that are kept; enough to find the place.
_LONGEST_ANCHOR = 300


@dataclass(slots=True)
class Comments:
    """The words each comment hangs on: one log of what is read while any range is open, and where each began."""

    seen: set[str] = field(default_factory=set)
    _log: list[str] = field(default_factory=list)
    _open: dict[str, int] = field(default_factory=dict)
    _closed: dict[str, str] = field(default_factory=dict)

    def start(self, identifier: str) -> None:
        self._open[identifier] = len(self._log)

    def end(self, identifier: str) -> None:
        began = self._open.pop(identifier, None)
        if began is None:
            return
        words = ""
        for at in range(began, len(self._log)):
            words += self._log[at]
            if len(words) > _LONGEST_ANCHOR:
                break
        self._closed[identifier] = tidy(words)
        if not self._open:
            self._log.clear()

    def add(self, text: str) -> None:
        if self._open:
            self._log.append(text)

    def break_line(self) -> None:
        """Part the words of one paragraph from the next."""
        self.add(" ")

    def words(self, identifier: str) -> str:
        """Return the words a comment hangs on, as far as they were read."""
        self.end(identifier)
        return self._closed.get(identifier, "")


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
