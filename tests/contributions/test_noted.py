"""A comment is noted once, however often a file with it comes back."""

from __future__ import annotations

from ratgeber_tools.contributions.noted import without_noted
from ratgeber_tools.document import Block, BulletList, Container, Document, ListItem, Paragraph, Text

PLACE = "Fragen Sie im Rathaus nach."


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def note(words: str, *more: str, place: str = PLACE) -> Container:
    lines = (f"Kommentar zu „{place}“: {words}", *more)
    return Container("redaktionsnotiz", tuple(map(paragraph, lines)), options=(("art", "kommentar"),))


def left(returned: tuple[Block, ...], chapter: tuple[Block, ...], sent: tuple[Block, ...] = ()) -> tuple[Block, ...]:
    return without_noted(Document(returned), sent=Document(sent), chapter=Document(chapter)).blocks


TEXT = paragraph(PLACE)


def test_a_note_the_chapter_has_is_left_out_wherever_it_stands_there() -> None:
    assert left((TEXT, note("Stimmt das?")), (note("Stimmt das?"), TEXT)) == (TEXT,)
    item = BulletList((ListItem((TEXT, note("Stimmt das?"))),))
    assert left((item,), (TEXT, note("Stimmt das?"))) == (BulletList((ListItem((TEXT,)),)),)


def test_a_note_somebody_has_answered_in_the_chapter_is_the_same() -> None:
    assert left((TEXT, note("Stimmt das?")), (TEXT, note("Stimmt das? Ja, seit Montag."))) == (TEXT,)


def test_a_comment_on_a_passage_edited_since_is_the_same() -> None:
    edited = note("Stimmt das?", place="Fragen Sie im Rathaus nach oder im Hort.")
    assert left((TEXT, edited), (TEXT, note("Stimmt das?"))) == (TEXT,)


def test_the_same_words_on_another_passage_are_another_comment() -> None:
    other = note("Stimmt das?", place="Der Hort hat bis 17 Uhr auf.")
    assert left((TEXT, other), (TEXT, note("Stimmt das?"))) == (TEXT, other)
    assert left((note("?"), note("?")), (note("?"),)) == (note("?"),)


def test_other_words_on_the_same_passage_are_another_comment() -> None:
    assert left((TEXT, note("Und am Freitag?")), (TEXT, note("Stimmt das?"))) == (TEXT, note("Und am Freitag?"))


def test_an_answer_that_came_later_is_kept_without_the_comment_it_answers() -> None:
    later = note("Stimmt das?", "Antwort (Jugendamt): Ja.")
    [news] = left((later,), (note("Stimmt das?"),))
    assert news == Container(
        "redaktionsnotiz",
        (paragraph(f"Kommentar zu „{PLACE}“ ging weiter:"), paragraph("Antwort (Jugendamt): Ja.")),
        options=(("art", "kommentar"),),
    )


def test_a_note_that_went_out_with_the_chapter_stays() -> None:
    old = note("Stimmt das?")
    assert left((TEXT, old), (TEXT, old), sent=(TEXT, old)) == (TEXT, old)
    assert left((TEXT, old, note("Neu?")), (TEXT, old, note("Neu?")), sent=(TEXT, old)) == (TEXT, old)


def test_a_comment_whose_passage_alone_was_edited_is_as_it_was_sent() -> None:
    edited = note("Stimmt das?", place="Fragen Sie im Rathaus nach oder im Hort.")
    for chapter in ((TEXT, note("Stimmt das?")), (TEXT,)):
        assert left((TEXT, edited), chapter, (TEXT, note("Stimmt das?"))) == (TEXT, note("Stimmt das?"))
    longer = note("Stimmt das? Und wann?", place="Fragen Sie im Rathaus nach oder im Hort.")
    shorter = note("Stimmt", place="Fragen Sie im Rathaus nach oder im Hort.")
    for other in (longer, shorter):
        assert left((TEXT, other), (TEXT,), (TEXT, note("Stimmt das?"))) == (TEXT, other)
