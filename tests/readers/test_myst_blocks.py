"""MyST blocks become the model's blocks; what the model has no type for stays byte for byte."""

from __future__ import annotations

import pytest

from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Figure,
    Heading,
    Image,
    LineBreak,
    ListItem,
    NoteReference,
    OrderedList,
    Paragraph,
    Row,
    Table,
    Text,
    ThematicBreak,
    Verbatim,
)
from ratgeber_tools.findings import Code
from ratgeber_tools.readers.myst import read


def paragraph(text: str, *, identifiers: tuple[str, ...] = ()) -> Paragraph:
    return Paragraph(children=(Text(text),), identifiers=identifiers)


def item(text: str, checked: bool | None = None) -> ListItem:
    return ListItem((paragraph(text),), checked)


def cell(text: str, **spans: int) -> Cell:
    return Cell((paragraph(text),) if text else (), **spans)


MODELLED: tuple[tuple[str, Block], ...] = (
    ("# Titel", Heading(level=1, children=(Text("Titel"),))),
    ("Titel\n-----", Heading(level=2, children=(Text("Titel"),))),
    ("Satz eins.\nSatz zwei.", paragraph("Satz eins. Satz zwei.")),
    ("- a\n- b", BulletList(items=(item("a"), item("b")))),
    ("- a\n\n- b", BulletList(items=(item("a"), item("b")))),
    ("3. a\n4. b", OrderedList(items=(item("a"), item("b")), start=3)),
    ("- [ ] a\n- [x] b", BulletList(items=(item("a", checked=False), item("b", checked=True)))),
    ("- a\n  1. b", BulletList(items=(ListItem((paragraph("a"), OrderedList(items=(item("b"),)))),))),
    ("> a\n>\n> b", BlockQuote(blocks=(paragraph("a"), paragraph("b")))),
    ("```python\nx = 1\n```", CodeBlock(text="x = 1", language="python")),
    ("~~~\nx\n\n~~~", CodeBlock(text="x\n")),
    ("    x = 1", CodeBlock(text="x = 1")),
    ("***", ThematicBreak()),
    (
        "Hort\n: Betreuung.\n\n  Nach der Schule.\n\nKita\n: Davor.",
        DefinitionList(
            items=(
                Definition((Text("Hort"),), (paragraph("Betreuung."), paragraph("Nach der Schule."))),
                Definition((Text("Kita"),), (paragraph("Davor."),)),
            )
        ),
    ),
    (
        "| a | b |\n|---|---|\n| c \\| d | |",
        Table(rows=(Row((cell("a"), cell("b"))), Row((cell("c | d"), cell("")))), header_rows=1),
    ),
    (
        ":::{list-table} Zeiten\n:header-rows: 1\n:widths: 1 2\n\n* - Tag\n  - Zeit\n* - Mo\n  -\n:::",
        Table(
            rows=(Row((cell("Tag"), cell("Zeit"))), Row((cell("Mo"), cell("")))),
            header_rows=1,
            caption=(Text("Zeiten"),),
            options=(("widths", "1 2"),),
        ),
    ),
    (
        "```{tabelle}\n:kopfzeilen: 1\n:name: beitrag\n\n"
        '- - {spalten=2} a\n- - {zeilen="2" spalten=1} b\n  - c\n- - d\n```',
        Table(
            rows=(
                Row((cell("a", column_span=2),)),
                Row((cell("b", row_span=2), cell("c"))),
                Row((cell("d"),)),
            ),
            header_rows=1,
            identifiers=("beitrag",),
        ),
    ),
    (
        ":::{tabelle}\n* - {spalten=2}\n* - {spalten=2}\n\n    a\n:::",
        Table(rows=(Row((cell("", column_span=2),)), Row((cell("a", column_span=2),)))),
    ),
    (
        ":::{abbildung} bild.png\n:alt: Ein Weg\n:breite: 5.5 cm\n:name: weg\n\nDer Weg.\n:::",
        Figure(image=Image("bild.png", "Ein Weg", 55.0), caption=(Text("Der Weg."),), identifiers=("weg",)),
    ),
    ("```{figure} bild.png\n```", Figure(image=Image("bild.png", ""))),
    (
        "::::{frist} 1. März\n:art: fest\n\nText.\n\n:::{tipp}\nMehr.\n:::\n::::",
        Container(
            name="frist",
            argument="1. März",
            options=(("art", "fest"),),
            blocks=(paragraph("Text."), Container(name="tipp", blocks=(paragraph("Mehr."),))),
        ),
    ),
    (
        "```{redaktionsnotiz}\n---\nart: frage\nvon: 'Amt: für Schule'\n---\nWer?\n```",
        Container(
            name="redaktionsnotiz",
            options=(("art", "frage"), ("von", "Amt: für Schule")),
            blocks=(paragraph("Wer?"),),
        ),
    ),
    (
        ":::{glossar}\n\nHort\n: Betreuung.\n\nNote\n: Zahl.\n\n:::",
        Container(
            name="glossar",
            blocks=(
                DefinitionList(
                    items=(
                        Definition((Text("Hort"),), (paragraph("Betreuung."),)),
                        Definition((Text("Note"),), (paragraph("Zahl."),)),
                    )
                ),
            ),
        ),
    ),
    ("(a)=\n(b)=\n\n{#c}\nText", paragraph("Text", identifiers=("a", "b", "c"))),
    ("a\\\nb<br>c", Paragraph(children=(Text("a"), LineBreak(), Text("b"), LineBreak(), Text("c")))),
)


@pytest.mark.parametrize(("source", "block"), MODELLED, ids=[source[:30] for source, _ in MODELLED])
def test_a_block_is_read(source: str, block: Block) -> None:
    assert read(source + "\n").document.blocks == (block,)


VERBATIM = (
    "```{toctree}\n:maxdepth: 2\n\nhilfe/index\n```",
    ":::{note}\nText\n:::",
    ":::{glossary}\nHort\n: Betreuung.\n:::",
    ":::kasten\nText\n:::",
    "% eine Notiz\n% zweite Zeile",
    "+++ Teil 2",
    "<!-- ein Kommentar -->",
    "<div>\nText\n</div>",
    "[wort]: https://example.org 'Titel'",
    "{.klasse}\nText",
    "Text mit <span>HTML</span>.",
    "Ein [Wort]{.klasse} mit Klasse.",
    '[Link](https://example.org "Titel")',
    '![Bild](bild.png){width="50%"}',
    "Begriff\n: eine\n: zweite Erklärung",
    ":::{list-table}\nkeine Liste\n:::",
    ":::{list-table}\n:header-rows: viele\n\n* - a\n:::",
    ":::{abbildung} bild.png\nUnterschrift\n\nLegende\n:::",
    ":::{tipp}\n:art: 'offen\n\nText\n:::",
    ":::{tipp}\n\n---\nkopf: x\n---\n\nText\n:::".replace("\n\n---", "\n---\n---\n---"),
)


@pytest.mark.parametrize("source", [source for source, block in MODELLED if isinstance(block, Container)])
def test_a_sealed_directive_stays_byte_for_byte(source: str) -> None:
    names = frozenset(block.name for _, block in MODELLED if isinstance(block, Container))
    assert read(source + "\n", sealed=names).document.blocks == (Verbatim(source=source),)


@pytest.mark.parametrize("source", VERBATIM)
def test_what_the_model_has_no_type_for_stays_byte_for_byte(source: str) -> None:
    assert read(f"Davor\n\n{source}\n\n# Danach\n").document.blocks[1:-1] == (Verbatim(source=source),)


@pytest.mark.parametrize("source", VERBATIM)
@pytest.mark.parametrize(("first", "rest"), [("- ", "  "), ("> ", "> "), ("10. ", "    ")])
def test_it_stays_so_inside_a_list_and_a_quotation(source: str, first: str, rest: str) -> None:
    lines = source.split("\n")
    nested = "\n".join([first + lines[0], *((rest + line).rstrip() for line in lines[1:])])
    match read(nested).document.blocks:
        case (BulletList(items=(ListItem(blocks=blocks),)),):
            pass
        case (OrderedList(items=(ListItem(blocks=blocks),)),):
            pass
        case (BlockQuote(blocks=blocks),):
            pass
    assert blocks == (Verbatim(source=source),)


def test_a_fence_left_open_is_closed_lest_it_swallow_what_comes_after() -> None:
    assert read("```{note}\nText\n").document.blocks == (Verbatim(source="```{note}\nText\n```"),)


def test_an_empty_comment_only_parts_two_blocks() -> None:
    assert len(read("- a\n\n<!-- -->\n\n- b\n").document.blocks) == 2


def test_the_head_is_kept_as_text() -> None:
    document = read("---\ntitel: Der Hort\nliste:\n  - a\n---\n\n# Titel\n").document
    assert document.front_matter == "titel: Der Hort\nliste:\n  - a"
    assert document.blocks == (Heading(level=1, children=(Text("Titel"),)),)


def test_footnotes_come_in_the_order_they_are_referred_to() -> None:
    source = "[^b] und [^a]\n\n[^a]: A\n\n[^ungenutzt]: U\n\n[^b]: B\n\n    zweiter Absatz\n"
    document = read(source).document
    assert document.blocks == (Paragraph(children=(NoteReference("b"), Text(" und "), NoteReference("a"))),)
    assert list(document.notes.items()) == [
        ("b", (paragraph("B"), paragraph("zweiter Absatz"))),
        ("a", (paragraph("A"),)),
        ("ungenutzt", (paragraph("U"),)),
    ]


def test_a_second_footnote_with_the_same_label_is_not_lost() -> None:
    document = read("[^a]: eins\n\n[^a]: zwei\n").document
    assert document.notes == {"a": (paragraph("eins"),)}
    assert document.blocks == (Verbatim(source="[^a]: zwei"),)


def test_a_target_at_the_end_is_not_lost() -> None:
    assert read("Text\n\n(ende)=\n").document.blocks == (paragraph("Text"), Verbatim(source="(ende)="))


def test_windows_line_ends_are_line_ends() -> None:
    assert read("# A\r\n\r\nText\r\nmehr\r\n").document == read("# A\n\nText\nmehr\n").document


def test_what_the_engine_would_drop_for_its_depth_is_read_and_told_with_its_line() -> None:
    text = "".join("  " * depth + f"- Punkt {depth}\n" for depth in range(14)) + "\n# Danach\n"
    result = read(text)
    assert any(isinstance(block, Heading) for block in result.document.blocks)
    assert [(finding.code, finding.line) for finding in result.findings] == [(Code.NESTED_TOO_DEEP, 10)]


def test_nine_levels_as_in_word_are_not_too_deep() -> None:
    text = "".join("  " * depth + f"- Punkt {depth}\n" for depth in range(9))
    assert read(text).findings == ()


def test_a_footnote_inside_a_block_kept_as_it_stands_is_kept_once() -> None:
    source = ":::{abbildung} bild.png\nUnterschrift[^1]\n\n[^1]: Note\n\nLegende\n:::"
    document = read(source + "\n").document
    assert document.blocks == (Verbatim(source=source),)
    assert not document.notes


@pytest.mark.parametrize(
    "text", ["- 5--7 Jahre\n- 8\n", ":::{tipp}\n- 5--7 Jahre\n- 8---9\n:::\n", "> - a---b\n> - c\n"]
)
def test_dashes_in_the_first_item_of_a_list_are_no_head(text: str) -> None:
    document = read(text).document
    assert document.front_matter == ""
    assert "Verbatim" not in repr(document.blocks)
