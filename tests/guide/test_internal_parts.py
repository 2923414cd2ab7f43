"""Taking out what is internal: none of it stays, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools import dialect
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    Blocks,
    BulletList,
    Container,
    DefinitionList,
    Document,
    OrderedList,
    Paragraph,
    Table,
    Text,
    Verbatim,
)
from ratgeber_tools.guide.internal_parts import internal_places, without_internal_parts
from ratgeber_tools.readers.myst import read
from ratgeber_tools.writers.myst import write
from strategies import documents
from thoroughness import examples

SECRET = "Geheimwort"

NOTE = Container(name="redaktionsnotiz", blocks=(Paragraph(children=(Text(SECRET),)),))
PLANTED: tuple[Block, ...] = (
    NOTE,
    Container(name="redaktionsnotiz", blocks=(NOTE, Paragraph(children=(Text(SECRET),))), options=(("art", SECRET),)),
    Container(name="konflikt", blocks=(Paragraph(children=(Text(SECRET),)),)),
    Verbatim(source=f"% {SECRET}"),
    Verbatim(source=f"<!-- {SECRET}\n{SECRET} -->"),
)


def is_internal(block: Block) -> bool:
    if isinstance(block, Verbatim):
        return block.source.startswith(("%", "<!--", "+++"))
    return isinstance(block, Container) and dialect.CONTAINERS[block.name].internal


def pruned(blocks: Blocks) -> Blocks:
    """The model's answer: internal blocks gone, and with them lists, quotations and boxes that held nothing else."""
    result: list[Block] = []
    for block in blocks:
        if is_internal(block):
            continue
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                kept = tuple(
                    replace(item, blocks=pruned(item.blocks))
                    for item in items
                    if pruned(item.blocks) or not item.blocks
                )
                if kept or not items:
                    result.append(replace(block, items=kept))
            case DefinitionList(items=definitions):
                left = tuple(
                    replace(definition, blocks=pruned(definition.blocks))
                    for definition in definitions
                    if pruned(definition.blocks) or not definition.blocks
                )
                if left:
                    result.append(replace(block, items=left))
            case BlockQuote(blocks=children) | Container(blocks=children, argument=""):
                inner = pruned(children)
                if inner or not children:
                    result.append(replace(block, blocks=inner))
            case Container(blocks=children):
                result.append(replace(block, blocks=pruned(children)))
            case Table(rows=rows):
                cleaned = tuple(
                    replace(row, cells=tuple(replace(cell, blocks=pruned(cell.blocks)) for cell in row.cells))
                    for row in rows
                )
                result.append(replace(block, rows=cleaned))
            case _:
                result.append(block)
    return tuple(result)


@st.composite
def planted(draw: st.DrawFn, blocks: Blocks) -> Blocks:
    """Put internal blocks anywhere among `blocks` and inside them."""
    result: list[Block] = []
    for block in blocks:
        if draw(st.integers(0, 3)) == 0:
            result.append(draw(st.sampled_from(PLANTED)))
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                block = replace(block, items=tuple(replace(item, blocks=draw(planted(item.blocks))) for item in items))
            case BlockQuote(blocks=children) | Container(blocks=children):
                block = replace(block, blocks=draw(planted(children)))
            case Table(rows=rows):
                block = replace(
                    block,
                    rows=tuple(
                        replace(
                            row, cells=tuple(replace(cell, blocks=draw(planted(cell.blocks))) for cell in row.cells)
                        )
                        for row in rows
                    ),
                )
            case DefinitionList(items=definitions):
                block = replace(
                    block, items=tuple(replace(each, blocks=draw(planted(each.blocks))) for each in definitions)
                )
            case _:
                pass
        result.append(replace(block, identifiers=()))  # a target before a note comes to lead to what follows the note
    if draw(st.integers(0, 3)) == 0:
        result.append(draw(st.sampled_from(PLANTED)))
    return tuple(result)


@given(documents().flatmap(lambda document: planted(document.blocks)))
@examples(20, by_night=40)
def test_what_is_internal_goes_and_everything_else_stays(blocks: Blocks) -> None:
    source = write(Document(blocks=blocks))
    result = without_internal_parts(source)
    assert SECRET not in result, source
    assert without_internal_parts(result) == result
    assert pruned(read(result).document.blocks) == pruned(read(source).document.blocks), source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("- - :::{redaktionsnotiz}\n    x\n    :::\n- b\n", "- b\n"),
        ("1. a\n2. :::{redaktionsnotiz}\n   x\n   :::\n3. c\n", "1. a\n3. c\n"),
        ("4. % x\n5. b\n", "4. b\n"),
        ("> % x\n\nText\n", "%\n\nText\n"),
        (":::{tipp}\n% x\n:::\n", "%\n"),
        (":::{tipp} Titel\n% x\n:::\n", ":::{tipp} Titel\n%\n:::\n"),
        (":::{frist} <!-- x -->\nbald\n:::\n", ":::{frist} \nbald\n:::\n"),
        ("Wort\n: % x\n\nWeg\n: da\n", "Weg\n: da\n"),
        ("Eins\n% x\nZwei\n", "Eins\n%\nZwei\n"),
        ("# Titel <!-- x -->\n", "# Titel <!-- -->\n"),
        ("`<!-- x -->` und <!-- x --> da\n", "`<!-- x -->` und <!-- --> da\n"),
        ("\\<!-- x --> und <!-- x --> da\n", "\\<!-- x --> und <!-- --> da\n"),
        ("> eins <!-- x\n> y --> zwei\n", "> eins <!-- --> zwei\n"),
        ("| a | b |\n|---|---|\n| `<!-- x -->` | c <!-- x --> |\n",
         "| a | b |\n|---|---|\n| `<!-- x -->` | c <!-- --> |\n"),
        ("Text\n\n<!-- x\n\ny\n", "Text\n\n%\n"),
        ("- % x\n-\n- b\n", "- \n- b\n"),
        ("<!-- x --> <b>da</b>\n", "<!-- --> <b>da</b>\n"),
        ("+++ {\"wer\": \"x\"}\n", "%\n"),
        ("```\n% bleibt <!-- bleibt -->\n```\n", "```\n% bleibt <!-- bleibt -->\n```\n"),
        ("a[^1] b[^2]\n\n:::{redaktionsnotiz}\nc[^3]\n:::\n\n[^1]: eins[^4]\n\n[^2]: zwei\n\n[^3]: x\n\n[^4]: vier\n",
         "a[^1] b[^2]\n\n%\n\n[^1]: eins[^4]\n\n[^2]: zwei\n\n%\n\n[^4]: vier\n"),
    ],
)  # fmt: skip
def test_the_rest_keeps_its_shape(source: str, expected: str) -> None:
    assert without_internal_parts(source) == expected


def test_a_note_in_a_cell_leaves_the_cell() -> None:
    source = ":::{tabelle}\n- - % x\n  - b\n- - c\n  - :::{redaktionsnotiz}\n    x\n    :::\n:::\n"
    assert without_internal_parts(source) == ":::{tabelle}\n- - %\n  - b\n- - c\n  - %\n:::\n"


def test_a_note_inside_a_directive_the_model_does_not_know_goes_too() -> None:
    source = "::::{admonition} Titel\n:::{redaktionsnotiz}\nx\n:::\n::::\n"
    assert without_internal_parts(source) == "::::{admonition} Titel\n%\n::::\n"


def test_windows_line_ends_are_no_hiding_place() -> None:
    assert without_internal_parts("a\r\n% x\r\nb\r\n") == "a\n%\nb\n"


def test_internal_directives_are_named_wherever_they_stand() -> None:
    source = "- a\n\n  :::{konflikt}\n  x\n  :::\n\n:::{redaktionsnotiz}\n:::\n"
    assert [name for name, _ in internal_places(source)] == ["konflikt", "redaktionsnotiz"]


def test_a_definition_in_a_quotation_that_held_only_a_note_goes_without_a_trace() -> None:
    source = "> A\n>\n> Hort\n> : :::{redaktionsnotiz}\n>   Geheimwort\n>   :::\n>\n> Schule\n> : Ein Haus\n"
    assert without_internal_parts(source) == "> A\n>\n> Schule\n> : Ein Haus\n"
