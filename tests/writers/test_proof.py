"""The proof names each place where what was read back is not what was meant."""

from __future__ import annotations

from hypothesis import given

from ratgeber_tools.document import (
    Document,
    Emphasis,
    Heading,
    Inline,
    Paragraph,
    Strong,
    Text,
)
from ratgeber_tools.writers.proof import differences
from strategies import documents
from thoroughness import examples


def paragraph(*children: Inline) -> Paragraph:
    return Paragraph(children=children)


FIRST, SECOND = paragraph(Text("Erster Satz.")), paragraph(Text("Zweiter Satz."))


@given(documents())
@examples(30)
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert differences(document, document) == ()


def test_a_lost_word_is_named() -> None:
    changed = paragraph(Text("Erster."))
    assert differences(Document((FIRST,)), Document((changed,))) == (
        "Block 1 liest sich anders: „Erster Satz.“ wurde „Erster.“.",
    )


def test_a_lost_block_and_a_new_one_are_named() -> None:
    assert differences(Document((FIRST, SECOND)), Document((FIRST,))) == (
        "Block 2 ist verloren gegangen: „Zweiter Satz.“.",
    )
    assert differences(Document((FIRST,)), Document((FIRST, SECOND))) == ("Block 2 ist dazugekommen: „Zweiter Satz.“.",)


def test_other_marks_on_the_same_words_are_told_apart_from_other_words() -> None:
    strong, soft = paragraph(Strong((Text("a"),))), paragraph(Emphasis((Text("a"),)))
    assert differences(Document((strong,)), Document((soft,))) == (
        "Block 1 ist anders ausgezeichnet, der Text ist gleich: „a“.",
    )


def test_one_lost_block_does_not_accuse_those_after_it() -> None:
    third = Heading(level=2, children=(Text("Titel"),))
    assert differences(Document((FIRST, SECOND, third)), Document((FIRST, third))) == (
        "Block 2 ist verloren gegangen: „Zweiter Satz.“.",
    )


def test_footnotes_and_the_head_are_compared() -> None:
    ours = Document((), notes={"1": (FIRST,), "2": (FIRST,)}, front_matter="a: 1")
    theirs = Document((), notes={"1": (SECOND,), "3": (FIRST,)}, front_matter="a: 2")
    assert differences(ours, theirs) == (
        "Der Kopf der Datei ist anders geworden.",
        "Block 1 in Fußnote 1 liest sich anders: „Erster Satz.“ wurde „Zweiter Satz.“.",
        "Fußnote 2 ist verloren gegangen.",
        "Fußnote 3 ist dazugekommen.",
    )
