"""MyST inlines become the model's inlines."""

from __future__ import annotations

import pytest

from ratgeber_tools.document import (
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    Image,
    Inline,
    Link,
    Math,
    NoteReference,
    Paragraph,
    Role,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from ratgeber_tools.readers.myst import read

INLINES: tuple[tuple[str, tuple[Inline, ...]], ...] = (
    (
        "a *b* **c** ~~d~~",
        (Text("a "), Emphasis((Text("b"),)), Text(" "), Strong((Text("c"),)), Text(" "), Strikethrough((Text("d"),))),
    ),
    ("***a***", (Emphasis((Strong((Text("a"),)),)),)),
    ("`` a`b ``", (Code("a`b"),)),
    ("{sup}`2`{sub}`3`", (Superscript("2"), Subscript("3"))),
    ("{superscript}`2`{subscript}`3`", (Superscript("2"), Subscript("3"))),
    ("{math}`x^2`", (Math("x^2"),)),
    ("{fremd}`merhaba <tr>`", (Foreign("merhaba", "tr"),)),
    ("{fremd}`مرحبا <ar>`", (Foreign("مرحبا", "ar", right_to_left=True),)),
    ("{fremd}`a < b <en-GB>`", (Foreign("a < b", "en-GB"),)),
    ("{fremd}`ohne Sprache`", (Role("fremd", "ohne Sprache"),)),
    ("{fakt}`hort.beitrag`", (Role("fakt", "hort.beitrag"),)),
    ("{ref}`Titel <ziel>`", (Role("ref", "Titel <ziel>"),)),
    ("[a](https://example.org/ä)", (Link("https://example.org/ä", (Text("a"),)),)),
    ("<https://example.org/ä>", (Link("https://example.org/ä", (Text("https://example.org/ä"),)),)),
    ("<amt@example.org>", (Link("mailto:amt@example.org", (Text("amt@example.org"),)),)),
    ("[a](<b c.md>)", (Link("b c.md", (Text("a"),)),)),
    ("[a](#ziel)", (CrossReference("ziel", (Text("a"),)),)),
    ("[](#ziel) und [](kapitel.md)", (CrossReference("ziel", ()), Text(" und "), Link("kapitel.md", ()))),
    ("[a][wort]\n\n[wort]: https://example.org", (Link("https://example.org", (Text("a"),)),)),
    ("![Ein *Weg*](bild.png)", (Image("bild.png", "Ein Weg"),)),
    ('![W](b.png){width="5.5cm"}', (Image("b.png", "W", 55.0),)),
    ("a[^1]", (Text("a"), NoteReference("1"))),
    ("&bdquo;a&nbsp;b&ldquo; \\*", (Text("„a\u00a0b“ *"),)),
    ("a<!-- -->b[c]{}", (Text("abc"),)),
)


@pytest.mark.parametrize(("source", "inlines"), INLINES, ids=[source[:30] for source, _ in INLINES])
def test_inlines_are_read(source: str, inlines: tuple[Inline, ...]) -> None:
    assert read(source).document.blocks[0] == Paragraph(children=inlines)


def test_a_forbidden_address_is_no_link() -> None:
    assert read("[a](javascript:alert(1))").document.blocks == (
        Paragraph(children=(Text("[a](javascript:alert(1))"),)),
    )
