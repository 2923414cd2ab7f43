"""Documents are written as a careful editor would type them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    Code,
    CodeBlock,
    Container,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    LineBreak,
    Link,
    ListItem,
    NoteReference,
    OrderedList,
    Paragraph,
    Role,
    Row,
    Strikethrough,
    Strong,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    Verbatim,
    normalise_inlines,
)
from ratgeber_tools.writers.myst import write
from strategies import documents, texts
from thoroughness import examples


def paragraph(*children: Inline | str) -> Paragraph:
    return Paragraph(children=tuple(Text(child) if isinstance(child, str) else child for child in children))


def item(*blocks: Block | str, checked: bool | None = None) -> ListItem:
    return ListItem(tuple(paragraph(block) if isinstance(block, str) else block for block in blocks), checked)


def cell(*blocks: Block | str, **spans: int) -> Cell:
    return Cell(tuple(paragraph(block) if isinstance(block, str) else block for block in blocks), **spans)


#: What an author typed, and how it is written: a backslash only where it matters.
TEXTS = (
    ("Schüler*innen und Lehrer*innen", r"Schüler\*innen und Lehrer\*innen"),
    ("5 * 3 = 15", "5 * 3 = 15"),
    ("*) ohne Gewähr", r"\*) ohne Gewähr"),
    ("datei_name_lang.pdf", "datei_name_lang.pdf"),
    ("_leise_", r"\_leise\_"),
    ("Name: ____________", r"Name: ____________"),
    ("~ 5 Minuten", r"\~ 5 Minuten"),
    ("etwa ~5 Minuten", "etwa ~5 Minuten"),
    ("~~weg~~", r"\~\~weg\~\~"),
    ("A & B", "A & B"),
    ("&amp; und &foo; und &#65;", r"\&amp; und &foo; und \&#65;"),
    ("< 5 und > 3 und <3", "< 5 und > 3 und <3"),
    ("<script> </b> <!-- <?php", r"\<script> \</b> \<!-- \<?php"),
    ("5 $ allein", "5 $ allein"),
    ("5 $ und 6 $", r"5 \$ und 6 \$"),
    ("[Name der Schule]", "[Name der Schule]"),
    ("[a](b) [a][b] [a]{.b}", r"[a\](b) [a\][b] [a\]{.b}"),
    ("[^1]", r"\[^1]"),
    ("![a](b)", r"![a\](b)"),
    ("{sup}`2`", r"{sup}\`2\`"),
    ("{.klasse}", r"\{.klasse}"),
    ("a {.klasse}", "a {.klasse}"),
    (r"C:\Users\a", r"C:\Users\a"),
    (r"C:\*", r"C:\\\*"),
    ("Ende\\", "Ende\\\\"),
    ("1. Mai", r"1\. Mai"),
    ("Ab 1. Mai", "Ab 1. Mai"),
    ("1.5 Stunden", "1.5 Stunden"),
    ("2) zweitens", r"2\) zweitens"),
    ("- Strich", r"\- Strich"),
    ("-5 Grad", "-5 Grad"),
    ("– Strich", "– Strich"),
    ("+ plus", r"\+ plus"),
    ("+49 340", "+49 340"),
    ("# Raute", r"\# Raute"),
    ("#hashtag", "#hashtag"),
    ("> spitz", r"\> spitz"),
    ("---", r"\---"),
    ("--", r"\--"),
    ("- -", r"\- -"),
    ("**", r"\**"),
    ("===", "==="),
    (":::{tipp}", r"\:::{tipp}"),
    (": Erklärung", r"\: Erklärung"),
    ("```python", r"\`\`\`python"),
    ("% Notiz", r"\% Notiz"),
    ("50 % Rabatt", "50 % Rabatt"),
    ("+++", r"\+++"),
    ("(ziel)=", r"\(ziel)="),
    ("(siehe oben)", "(siehe oben)"),
    ("[wort]: https://example.org", r"\[wort]: https://example.org"),
    ("[x] erledigt", r"\[x] erledigt"),
    ("{spalten=2} Text", r"\{spalten=2} Text"),
    ("Satz. - Noch einer.", "Satz. - Noch einer."),
    ("Satz. 1. Mai ist Feiertag.", "Satz.\n1\\. Mai ist Feiertag."),
    ("Satz. 3. Klasse beginnt.", "Satz.\n3. Klasse beginnt."),
    ("Satz. # Raute.", "Satz.\n\\# Raute."),
    ("a\tb", "a&#9;b"),
    ("\u00a0a", "&nbsp;a"),
    ("a\u00a0b", "a\u00a0b"),
    ("a | b", "a | b"),
    ("Doppelte  Blanks.  Hier.", "Doppelte  Blanks.  Hier."),
)


@pytest.mark.parametrize(("text", "source"), TEXTS)
def test_a_backslash_stands_only_where_it_matters(text: str, source: str) -> None:
    assert write(Document((paragraph(text),))) == source + "\n"


INLINES: tuple[tuple[tuple[Inline | str, ...], str], ...] = (
    (("Wort", Strong((Text("teil"),)), "fett"), "Wort**teil**fett"),
    ((Emphasis((Strong((Text("beides"),)),)),), "***beides***"),
    ((Strong((Emphasis((Text("beides"),)),)),), "**_beides_**"),
    ((Strong((Text("a"),)), Emphasis((Text("b"),))), "**a**_b_"),
    ((Strong((Text("„Zitat“"),)), "."), "**„Zitat“**."),
    (("Wort", Strong((Text("„Zitat“"),)), "Wort"), "Wor&#116;**„Zitat“**&#87;ort"),
    ((Strong((Text("Frist: "),)), "heute"), "**Frist:** heute"),
    ((Strong((Text("Eins. Zwei."),)), " Drei."), "**Eins.\nZwei.**\nDrei."),
    ((Strikethrough((Text("alt"),)), "~"), r"~~alt~~\~"),
    (("Ach!", Link("tel:1", (Text("a"),))), r"Ach\![a](tel:1)"),
    ((Link("tel:1", (Text("a"),)), "{b}"), r"[a](tel:1)\{b}"),
    ((Link("https://example.org", (Text("https://example.org"),)),), "<https://example.org>"),
    (
        (Link("https://example.org/a%20b", (Text("https://example.org/a%20b"),)),),
        "[https://example.org/a%20b](https://example.org/a%20b)",
    ),
    (
        (Link("https://xn--mller-kva.example", (Text("https://xn--mller-kva.example"),)),),
        "[https://xn--mller-kva.example](https://xn--mller-kva.example)",
    ),
    ((Link("https://example.org/a b", (Text("a[b]"),)),), r"[a\[b\]](<https://example.org/a b>)"),
    ((Link("https://example.org/(a)", (Text("a"),)),), "[a](<https://example.org/(a)>)"),
    ((Link("mailto:a@example.org", (Text("a@example.org"),)),), "[a@example.org](mailto:a@example.org)"),
    ((CrossReference("ziel", (Text("Ziel"),)), CrossReference("x", ())), "[Ziel](#ziel)[](#x)"),
    ((Link("tel:1", (Text("a"), NoteReference("1"))), "."), "[a](tel:1)[^1]."),
    ((Link("tel:1", (Text("a"), Link("tel:2", (Text("b"),)))),), "[ab](tel:1)"),
    ((Image("b.png", "Ein [Weg]", 50.0),), r"![Ein \[Weg\]](b.png){width=50mm}"),
    ((Image("b c.png", "", 50.5),), '![](<b c.png>){width="50.5mm"}'),
    (("m", Superscript("2")), "m{sup}`2`"),
    ((Code("a`b"),), "``a`b``"),
    ((Code("`"),), "`` ` ``"),
    (("{sup}", Code("2")), r"\{sup}`2`"),
    ((Foreign("a `b` <c>", "tr"),), "{fremd}``a `b` <c> <tr>``"),
    ((Role("fakt", "a.b"),), "{fakt}`a.b`"),
    (("Weg 1", LineBreak(), "06844 Ort", LineBreak(), "- x"), "Weg 1\\\n06844 Ort\\\n\\- x"),
    (("a", NoteReference("1"), "(b)"), r"a[^1]\(b)"),
    ((NoteReference("1"), ": b"), r"[^1]\: b"),
    (("Satz.", NoteReference("1"), " Noch einer."), "Satz.[^1]\nNoch einer."),
)


@pytest.mark.parametrize(("children", "source"), INLINES, ids=[source for _, source in INLINES])
def test_inlines_are_written(children: tuple[Inline | str, ...], source: str) -> None:
    assert write(Document((paragraph(*children),))) == source + "\n"


BLOCKS: tuple[tuple[tuple[Block, ...], str], ...] = (
    ((Heading(level=2, children=(Text("Zimmer #"),), identifiers=("a", "b")),), "(a)=\n(b)=\n## Zimmer \\#"),
    ((Heading(level=1, children=(Text("1. Eins. Zwei"),)),), "# 1. Eins. Zwei"),
    ((Heading(level=1, children=(Text("a"), LineBreak(), Text("b"))),), "# a b"),
    ((BulletList(items=(item("a"), item(), item("Eins. Zwei."))),), "- a\n-\n- Eins.\n  Zwei."),
    ((BulletList(items=(item("a", BulletList(items=(item("b"),))), item("c"))),), "- a\n  - b\n- c"),
    ((BulletList(items=(item("a", "b"), item("c"))),), "- a\n\n  b\n\n- c"),
    ((BulletList(items=(item("a", OrderedList(items=(item("b"),), start=2)),)),), "- a\n\n  2. b"),
    ((BulletList(items=(item(BulletList(items=(item("a"),))),)),), "- * a"),
    ((BulletList(items=(item("a", checked=True), item("b", checked=False))),), "- [x] a\n- [ ] b"),
    ((BulletList(items=(item(checked=False),)),), "- [ ] <!-- -->"),
    ((BulletList(items=(item("a"),)), BulletList(items=(item("b"),))), "- a\n\n* b"),
    ((OrderedList(items=(item("a"),), start=9), OrderedList(items=(item("b"),))), "9. a\n\n1) b"),
    ((OrderedList(items=(item("a"), item("b", "c")), start=9),), "9. a\n\n10. b\n\n    c"),
    ((paragraph("a"), BulletList(items=(item("b"),)), paragraph("c")), "a\n\n- b\n\nc"),
    ((BlockQuote(blocks=(paragraph("a"), paragraph("b"))),), "> a\n>\n> b"),
    ((CodeBlock(text="a\n\n```\n", language="text"),), "````text\na\n\n```\n\n````"),
    ((paragraph("a"), ThematicBreak()), "a\n\n---"),
    ((ThematicBreak(), paragraph("a")), "___\n\na"),
    (
        (
            DefinitionList(
                items=(Definition((Text("A"),), (paragraph("a"), paragraph("b"))), Definition((Text("B"),), ()))
            ),
        ),
        "A\n: a\n\n  b\n\nB\n: <!-- -->",
    ),
    ((DefinitionList(items=(Definition((), (paragraph("a"),)),)),), "[]{}\n: a"),
    (
        (DefinitionList(items=(Definition((Text("A"),), (BulletList(items=(item("a"), item())),)),)),),
        "A\n: - a\n  - <!-- -->",
    ),
    (
        (DefinitionList(items=(Definition((Text("A"),), (replace(paragraph("="), identifiers=("z",)),)),)),),
        "A\n: (z)=\n  \\=",
    ),
    ((BulletList(items=(item("5--7 Jahre"), item("8"))),), "<!-- -->\n\n- 5--7 Jahre\n- 8"),
    (
        (Container(name="tipp", blocks=(BulletList(items=(item("--"), item("8"))),)),),
        ":::{tipp}\n<!-- -->\n\n- \\--\n- 8\n:::",
    ),
    ((paragraph("a"), BulletList(items=(item("--"), item("8")))), "a\n\n- \\--\n- 8"),
    (
        (Table(rows=(Row((cell("a|b"), cell())), Row((cell(), cell("c")))), header_rows=1),),
        "| a\\|b | |\n| --- | --- |\n| | c |",
    ),
    (
        (
            Table(
                rows=(Row((cell("a"), cell())), Row((cell("Eins. Zwei.", "b"), cell(paragraph("c", LineBreak(), "d")))))
            ),
        ),
        ":::{list-table}\n:header-rows: 0\n\n* - a\n  -\n* - Eins.\n    Zwei.\n\n    b\n  - c\\\n    d\n:::",
    ),
    (
        (
            Table(
                rows=(Row((cell("a", column_span=2),)), Row((cell(row_span=2), cell("b"))), Row((cell("c"),))),
                header_rows=1,
                caption=(Text("Gebühren"),),
                identifiers=("g", "h"),
            ),
        ),
        "(g)=\n:::{tabelle} Gebühren\n:kopfzeilen: 1\n:name: h\n\n* - {spalten=2} a\n* - {zeilen=2}\n  - b\n* - c\n:::",
    ),
    (
        (Figure(image=Image("b.png", "Weg: #1", 50.0), caption=(Text("Der Weg."),), identifiers=("weg",)),),
        ':::{abbildung} b.png\n:alt: "Weg: #1"\n:breite: 50mm\n:name: weg\n\nDer Weg.\n:::',
    ),
    (
        (
            Container(
                name="frist",
                argument="1. März",
                options=(("art", "fest"),),
                blocks=(paragraph("a"), Container(name="tipp", blocks=(CodeBlock(text=":::::"),))),
            ),
        ),
        ":::::::{frist} 1. März\n:art: fest\n\na\n\n::::::{tipp}\n```\n:::::\n```\n::::::\n:::::::",
    ),
    ((Container(name="tipp", blocks=()),), ":::{tipp}\n:::"),
    ((Verbatim(source="```{toctree}\n\na\n```", identifiers=("z",)),), "(z)=\n```{toctree}\n\na\n```"),
    (
        (Verbatim(source="[wort]: https://example.org"), paragraph("[wort]")),
        "[wort]: https://example.org\n\n\\[wort\\]",
    ),
)


@pytest.mark.parametrize(("blocks", "source"), BLOCKS, ids=[source for _, source in BLOCKS])
def test_blocks_are_written(blocks: tuple[Block, ...], source: str) -> None:
    assert write(Document(blocks)) == source + "\n"


def test_the_head_comes_first_and_the_footnotes_last() -> None:
    document = Document(
        (paragraph("a", NoteReference("1")),),
        notes={"1": (paragraph("Eins. Zwei."), paragraph("b")), "2": (BulletList(items=(item("c"),)),), "3": ()},
        front_matter="titel: x",
    )
    assert write(document) == (
        "---\ntitel: x\n---\n\na[^1]\n\n[^1]: Eins.\n    Zwei.\n\n    b\n\n[^2]:\n    - c\n\n[^3]:\n"
    )


def test_neither_a_language_nor_an_argument_can_open_a_directive() -> None:
    document = Document(
        (CodeBlock(text="x", language="{include}"), Container(name="tipp", argument="a\n:::{include} b", blocks=()))
    )
    assert write(document) == "```\nx\n```\n\n:::{tipp} a :::{include} b\n:::\n"


def test_an_empty_document_is_an_empty_line() -> None:
    assert write(Document(())) == "\n"


def test_a_role_that_syntax_cannot_carry_keeps_its_words() -> None:
    assert write(Document((paragraph(Foreign("`a`", "tr")),))) == "\\`a\\`\n"


@given(documents())
@examples(60)
def test_no_line_ends_in_a_blank_and_no_tab_is_written_but_in_code(document: Document) -> None:
    source = write(document)
    assert source.endswith("\n")
    assert "\r" not in source
    if "```" not in source:
        assert all(line == line.rstrip(" ") for line in source.split("\n"))
        assert "\t" not in source


@given(texts)
@examples(300)
def test_other_tools_with_more_extensions_read_text_as_text_too(text: str) -> None:
    children = normalise_inlines((Text(text),))
    if not children:
        return
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for plugin in (
        front_matter_plugin,
        myst_block_plugin,
        myst_role_plugin,
        deflist_plugin,
        colon_fence_plugin,
        attrs_plugin,
        attrs_block_plugin,
        footnote_plugin,
    ):
        parser.use(plugin)
    parser.use(dollarmath_plugin, allow_digits=True, double_inline=True)
    tokens = parser.parse(write(Document((Paragraph(children=children),))))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inner = tokens[1].children or []
    assert {token.type for token in inner} <= {"text", "softbreak"}
    shown = "".join(" " if token.type == "softbreak" else token.content for token in inner)
    assert shown == "".join(child.text for child in children if isinstance(child, Text))
