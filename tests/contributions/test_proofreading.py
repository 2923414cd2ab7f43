from __future__ import annotations

import pytest

from ratgeber_tools.contributions.proofreading import ProofError, proofread, words
from ratgeber_tools.document import (
    BulletList,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    ListItem,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from ratgeber_tools.writers import myst


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_what_was_written_right_passes_without_a_word() -> None:
    document = Document(
        (Heading(1, (Text("Hort"),)), paragraph("Bis 14.  * kein Stern *"), Figure(Image("a.png", "Alt")))
    )
    assert proofread(document, myst.write(document)) == ()


def test_a_lost_word_stops_everything_and_is_named() -> None:
    document = Document((paragraph("Der Hort ist offen."),))
    with pytest.raises(ProofError, match=r"„Der Hort ist offen\.“ wurde „Der Hort offen\.“"):
        proofread(document, "Der Hort offen.\n")


def test_a_lost_mark_is_only_reported() -> None:
    document = Document((Paragraph((Text("Der "), Strong((Text("Hort"),)))),))
    [finding] = proofread(document, "Der Hort\n")
    assert "Gegenlesen" in finding.text


def test_every_kind_of_block_has_its_words_counted() -> None:
    document = Document(
        (
            Heading(1, (Text("a"),)),
            BulletList((ListItem((paragraph("b"),)),)),
            Table((Row((Cell((paragraph("c"),)),)),), caption=(Text("d"),)),
            Figure(Image("x", "e"), (Text("f"),)),
            CodeBlock("g"),
            DefinitionList((Definition((Text("h"),), (paragraph("i"),)),)),
        ),
        {"1": (paragraph("j"),)},
    )
    assert sorted(words(document)) == list("abcdefghij")
