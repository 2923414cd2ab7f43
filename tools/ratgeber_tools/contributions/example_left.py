"""The template's filled example, of which a busy author overwrites the title and leaves the rest."""

from __future__ import annotations

from dataclasses import replace

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.readers.word.left_out import INSTRUCTIONS_DROPPED
from ratgeber_tools.writers import literal
from ratgeber_tools.writers.word import example

#: So many paragraphs of the example are no coincidence.
_NO_COINCIDENCE = 3


def with_example_told(result: ReadResult) -> ReadResult:
    """Return what was read, with a finding if paragraphs of the template's example stand in it."""
    if not any(finding.text == INSTRUCTIONS_DROPPED for finding in result.findings):
        return result
    ours = {line.text for line in (*example.OPENING, *example.CLOSING)}
    left = [text for passage in literal.passages(result.document.blocks) if (text := passage.text.strip()) in ours]
    if len(left) < _NO_COINCIDENCE:
        return result
    text = (
        f"{len(left)} Absätze des Beispiels aus der Vorlage stehen noch im Beitrag, der erste ist „{left[0]}“: "
        "Löschen Sie, was nicht von Ihnen ist."
    )
    return replace(result, findings=(Finding(Code.CONTENT_REVIEW, text), *result.findings))
