"""Stretches of text that the chapter does without, each reported as one thing."""

from __future__ import annotations

from ratgeber_tools.findings import Code
from ratgeber_tools.readers.word.report import Report

#: What is said of a template's instructions.
INSTRUCTIONS_DROPPED = "Die Anleitung der Vorlage gehört nicht zum Kapitel und steht nicht darin."


class LeftOut:
    """Collects the lines of a table of contents and the template's instructions while a story is read."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._contents: list[str] = []
        self._contents_at = 0
        self._instructions: list[str] = []

    def add_contents(self, lines: list[str]) -> None:
        """Add lines of a table of contents, which Word makes from the headings."""
        if not self._contents:
            self._contents_at = self._report.position
        self._contents.extend(lines)

    def add_instruction(self, text: str) -> None:
        """Add what the template tells its author."""
        if text.strip():
            self._instructions.append(text)

    def close_contents(self) -> None:
        """Report the table of contents, now that other text follows."""
        if self._contents:
            lines, self._contents = self._contents, []
            self.report_list("Das Inhaltsverzeichnis", lines, position=self._contents_at)

    def close(self) -> None:
        """Report everything at the end of a story."""
        self.close_contents()
        if self._instructions:
            self._report.add(
                Code.FORMATTING_SIMPLIFIED,
                INSTRUCTIONS_DROPPED,
                words=" ".join(self._instructions),
                position=0,
            )

    def report_list(self, name: str, lines: list[str], *, position: int | None = None) -> None:
        """Report a list Word made; nothing for one without words."""
        words = " ".join(lines)
        if words.strip():
            self._report.add(
                Code.CONTENT_DROPPED,
                f"{name} aus Word wurde weggelassen; der Ratgeber macht sein eigenes.",
                words=words,
                position=position,
            )
