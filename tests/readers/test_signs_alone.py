"""A sign that stands alone, in every place a word can stand, reads back as itself: never as a rule, a list, a fence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Container,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    LineBreak,
    Link,
    ListItem,
    NoteReference,
    OrderedList,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
)
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import myst as writer

SIGNS = (
    "-", "--", "---", "----", "- -", "-- -", "–", "*", "**", "***", "* *", "_", "__", "___", "_ _ _", "+", "++", "+++",
    "=", "==", "===", "#", "##", ":", "::", ":::", ":::{tipp}", "~", "~~", "~~~", "`", "``", "```", "```{note}", "$",
    "$$", "$x$", "%", "%%", "|", "||", "|-", "--|--", ":-:", ">", ">>", "<", "<!--", "-->", "<br>", "&", "&amp;", "\\",
    "\\\\", "(a)=", "{a}", "{a=b}", "{", "}", "{{x}}", "[a]:", "[^1]:", "[x]", "[ ]", "[ ] a", "[]", "[]()", "![]()",
    "!", "@", "^", '"', "'", "...", "1.", "1)", "0.", "10.", "a)", "5--7 Jahre", "/close", "\u200b", "\xad",
)  # fmt: skip


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def places(sign: str) -> dict[str, tuple[Block, ...]]:
    """Return documents with `sign` alone in each place where a word can stand."""
    alone = paragraph(sign)
    word = paragraph("Wort")
    item = ListItem((alone,))
    return {
        "paragraph": (word, alone, word),
        "first": (alone, word),
        "item": (BulletList((item, ListItem((word,)), item)),),
        "second list": (BulletList((ListItem((word,)),)), BulletList((item,)), BulletList((item,))),
        "second paragraph of an item": (BulletList((ListItem((word, alone)),)),),
        "number": (OrderedList((item, item)),),
        "nested item": (BulletList((ListItem((BulletList((item,)),)), ListItem((word, BulletList((item,)))))),),
        "task": (BulletList((ListItem((alone,), True), ListItem((word,), False))),),
        "cell": (Table((Row((Cell((word,)), Cell((alone,)))), Row((Cell((alone,)), Cell((word,))))), 1),),
        "cell of a list table": (
            Table((Row((Cell((word, word)), Cell((alone,)))), Row((Cell((alone,)), Cell((alone, alone))))), 1),
        ),
        "merged cell": (Table((Row((Cell((alone,), 1, 2),)), Row((Cell((alone,)), Cell((alone,))))), 1),),
        "caption": (Table((Row((Cell((word,)),)),), 1, caption=(Text(sign),)),),
        "figure": (Figure(Image("a.png", sign), (Text(sign),)),),
        "quotation": (BlockQuote((alone, BulletList((item,)))),),
        "box": (Container(name="tipp", blocks=(alone,)), Container(name="tipp", blocks=(BulletList((item, item)),))),
        "definition": (
            DefinitionList(
                (
                    Definition((Text(sign),), (alone,)),
                    Definition((Text("Wort"),), (alone, alone, BulletList((item, ListItem(()))))),
                    Definition((Text("Wort"),), (BulletList((item, ListItem(()), item)),)),
                )
            ),
        ),
        "heading": (Heading(2, (Text(sign),)),),
        "line": (Paragraph((Text("a"), LineBreak(), Text(sign), LineBreak(), Text("b"))),),
        "strong": (Paragraph((Strong((Text(sign),)), Text(" x"))),),
        "strong in a word": (Paragraph((Text("a"), Strong((Text(sign),)), Text("b"))),),
        "link": (Paragraph((Link("https://example.org", (Text(sign),)),)),),
    }


#: Places where the sign stands in a document's first line, which MyST's parser reads with rules of its own.
FIRST = ("first", "item", "nested item", "task", "quotation")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_alone_reads_back_as_itself_everywhere(sign: str) -> None:
    found = places(sign)
    together = tuple(block for place in found.values() for block in (Heading(2, (Text("Ort"),)), *place))
    in_note = Document((Paragraph((Text("a"), NoteReference("1"))),), {"1": together})
    for document in (
        Document(together, front_matter="status: entwurf"),
        in_note,
        *(Document(found[at]) for at in FIRST),
    ):
        text = writer.write(document)
        assert reader.read(text, path=Path("kapitel.md")).document == document, text


@pytest.mark.parametrize(
    "address",
    [
        "https://www.schule.example/Flyer%20Eltern.pdf",
        "https://example.org/%C3%A4mter",
        "https://example.org/%FF",
        "https://example.org/100%",
        "https://xn--mller-kva.example/",
        "HTTPS://XN--mller-kva.example/",
        "https://user@xn--mller-kva.example/",
        "mailto:amt%20b@example.org",
        "mailto:amt@xn--mller-kva.example",
        "tel:+49%20340",
        "https://müller.example/ä",
        "https://example.org:80/a?b=1&c=%2F#d",
    ],
)
def test_an_address_as_a_links_words_reads_back_as_it_stands(address: str) -> None:
    document = Document((Paragraph((Text("Siehe "), Link(address, (Text(address),)), Text("."))),))
    assert reader.read(writer.write(document), path=Path("kapitel.md")).document == document
