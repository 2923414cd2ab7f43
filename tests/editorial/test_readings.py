"""What a returned chapter was made of: what went out, or what was read of an earlier file."""

from __future__ import annotations

from ratgeber_tools.document import Document, Paragraph, Text
from ratgeber_tools.editorial.readings import Reading, parent_of
from ratgeber_tools.readers import myst

SENT = myst.read(
    "# Wer hilft\n\nFangen Sie oben an.\nGehen Sie weiter, wenn es nicht hilft.\n\nSchreiben Sie auf, was war.\n\n"
    "Rufen Sie im Amt an.\n"
).document
HEADING, FIRST, SECOND, THIRD = SENT.blocks


def paragraph(text: str, marked: object = None) -> Paragraph:
    """Return a paragraph that bears the mark of a block that went out, or none."""
    return Paragraph((Text(text),), lines=getattr(marked, "lines", None))


def reading(*blocks: object) -> Reading:
    return Reading("hilfe/amt", Document((HEADING, *blocks)), "", ())  # type: ignore[arg-type]  # blocks


def goes_on(read: Reading, *blocks: object) -> bool:
    said = Document((HEADING, *blocks))  # type: ignore[arg-type]  # blocks
    return parent_of(said, SENT, [read]) is read.document


PARTED = reading(
    paragraph("Gehen Sie weiter, wenn es nicht hilft."), SECOND, paragraph("Fangen Sie oben an.", FIRST), THIRD
)


def test_a_sentence_parted_and_moved_is_known_when_its_mark_is_on_the_other_part_by_now() -> None:
    assert goes_on(
        PARTED,
        paragraph("Gehen Sie weiter, wenn es nicht hilft.", FIRST),
        paragraph("Schreiben Sie auf, was war. Fangen Sie oben an.", SECOND),
        THIRD,
    )


def test_who_left_a_sentence_where_it_was_did_not_go_on_from_the_file_it_was_moved_in() -> None:
    assert not goes_on(PARTED, FIRST, SECOND, paragraph("Rufen Sie heute im Amt an.", THIRD))


def test_a_sentence_of_ones_own_is_known_at_another_place() -> None:
    own = paragraph("Nehmen Sie jemanden mit.")
    assert goes_on(reading(own, FIRST, SECOND, THIRD), FIRST, SECOND, own, THIRD)


def test_two_who_struck_the_same_did_not_go_on_from_one_another() -> None:
    assert not goes_on(reading(SECOND, paragraph("Rufen Sie an.", THIRD)), SECOND, THIRD)
