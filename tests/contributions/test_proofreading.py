"""A document comes out with every word, whatever the writer does to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ratgeber_tools.contributions.proofreading import proven, words
from ratgeber_tools.document import (
    Block,
    BlockQuote,
    BulletList,
    Cell,
    CodeBlock,
    Container,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Image,
    Link,
    ListItem,
    NoteReference,
    OrderedList,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
    Verbatim,
)
from ratgeber_tools.readers import myst as reader
from ratgeber_tools.writers import literal, myst
from ratgeber_tools.writers.myst import BlockWriter
from strategies import documents
from thoroughness import examples

Lines = tuple[list[str], str]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def read_back(text: str) -> Document:
    return reader.read(text, path=Path("x.md")).document


def test_what_was_written_right_passes_without_a_word() -> None:
    document = Document(
        (Heading(1, (Text("Hort"),)), paragraph("Bis 14.  * kein Stern *"), Figure(Image("a.png", "Alt")))
    )
    written = proven(document)
    assert (written.text, written.findings) == (myst.write(document), ())


def test_a_lost_mark_is_only_reported() -> None:
    document = Document((Paragraph((Text("Der "), Strong((Text("Hort"),)))),))
    written = proven(document, lambda _: "Der Hort\n")
    assert written.text == "Der Hort\n"
    [finding] = written.findings
    assert "Gegenlesen" in finding.text


def losing(kind: type, harm: Callable[[list[str]], list[str]]) -> Callable[..., Lines]:
    """Return a `_write_block` that does `harm` to blocks of a kind."""
    sound = BlockWriter._write_block

    def write(self: BlockWriter, block: Block, *, opens: bool, taken: str) -> Lines:
        lines, marker = sound(self, block, opens=opens, taken=taken)
        return (harm(lines) if isinstance(block, kind) else lines), marker

    return write


def breaking(lines: list[str]) -> list[str]:
    raise IndexError(f"{len(lines)} lines")


def all_but_the_last(lines: list[str]) -> list[str]:
    return lines[:-1]


def open_fence(lines: list[str]) -> list[str]:
    return [":::{tipp}", *lines]


def test_a_block_that_loses_a_word_is_written_plainly_and_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document(
        (
            Heading(1, (Text("Hort"),)),
            paragraph("Davor."),
            BlockQuote((Paragraph((Text("Der "), Link("https://example.org", (Strong((Text("*Hort*"),)),)))),)),
            paragraph("Danach."),
        )
    )
    monkeypatch.setattr(BlockWriter, "_write_block", losing(BlockQuote, all_but_the_last))
    written = proven(document)
    assert written.text == "# Hort\n\nDavor.\n\nDer \\*Hort\\*\n\nDanach.\n"
    [finding] = written.findings
    assert finding.text.startswith("„Der *Hort*“: ")
    assert "Fehler des Werkzeugs" in finding.text
    assert "https://example.org" in finding.text
    assert finding.heading == "Hort"


def test_only_the_block_that_fails_loses_its_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table((Row((Cell((paragraph("a"), CodeBlock("b c"))), Cell((paragraph("d"),)))),), 1)
    document = Document((BulletList((ListItem((paragraph("vor"), table)),)),))
    monkeypatch.setattr(BlockWriter, "_write_block", losing(CodeBlock, breaking))
    written = proven(document)
    assert written.text == "- vor\n\n  :::{list-table}\n  :header-rows: 1\n\n  * - a\n\n      b c\n    - d\n  :::\n"
    assert len(written.findings) == 1


def test_a_block_that_fails_in_a_footnote_costs_that_block(monkeypatch: pytest.MonkeyPatch) -> None:
    note = (paragraph("eins"), BulletList((ListItem((paragraph("zwei"),)),)))
    document = Document((Paragraph((Text("a"), NoteReference("1"))),), {"1": note})
    monkeypatch.setattr(BlockWriter, "_write_block", losing(BulletList, breaking))
    written = proven(document)
    assert written.text == "a[^1]\n\n[^1]: eins\n\n    zwei\n"
    assert len(written.findings) == 1


def test_a_block_that_fails_only_beside_its_neighbour_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = tuple(paragraph(f"Absatz {number}.") for number in range(40))
    document = Document((*blocks[:30], CodeBlock("x y"), *blocks[30:]))
    sound = myst.write

    def write(whole: Document) -> str:
        text = sound(whole)
        return text.replace("x y", "x") if "Absatz 29" in text and "```" in text else text

    written = proven(document, write)
    assert "\n\nx y\n\n" in written.text
    assert len(written.findings) == 1
    assert words(read_back(written.text)) == words(document)


def test_what_is_for_the_editors_only_stays_in_its_box(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Container(name="redaktionsnotiz", blocks=(paragraph("nur intern"),), options=(("art", "kommentar"),))
    document = Document((BulletList((ListItem((paragraph("a"), note)),)),))
    for kind in (BulletList, Container, Paragraph, Verbatim):
        with monkeypatch.context() as patched:
            patched.setattr(BlockWriter, "_write_block", losing(kind, breaking))
            back = read_back(proven(document).text)
        boxes = [block for block in literal_blocks(back) if isinstance(block, Container)]
        assert [(box.name, words(Document(box.blocks))) for box in boxes] == [("redaktionsnotiz", ["nur", "intern"])]


def literal_blocks(document: Document) -> list[Block]:
    found = list(document.blocks)
    for block in found:
        found += literal.children(block)
    return found


KINDS = (Paragraph, Heading, BulletList, OrderedList, Table, Figure, CodeBlock, BlockQuote, DefinitionList, Container)


@pytest.mark.parametrize("harm", [breaking, all_but_the_last, open_fence])
@given(document=documents(), kind=st.sampled_from((*KINDS, Verbatim, object)))
@examples(12)
def test_a_document_keeps_every_word_however_a_kind_of_block_fails(
    harm: Callable[[list[str]], list[str]], document: Document, kind: type
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BlockWriter, "_write_block", losing(kind, harm))
        written = proven(document)
    assert Counter(words(read_back(written.text))) == Counter(words(document))


@given(document=documents())
@examples(12)
def test_a_writer_that_always_fails_costs_no_word(document: Document) -> None:
    def write(_: Document) -> str:
        raise ValueError

    written = proven(document, write)
    assert Counter(words(read_back(written.text))) == Counter(words(document))
    assert len(written.findings) == 1


def test_every_kind_of_block_has_its_words_counted() -> None:
    document = Document(
        (
            Heading(1, (Text("a"),)),
            BulletList((ListItem((paragraph("b"),)),)),
            Table((Row((Cell((paragraph("c"),)),)),), caption=(Text("d"),)),
            Figure(Image("x", "e"), (Text("f"),)),
            CodeBlock("g"),
            DefinitionList((Definition((Text("h"),), (paragraph("i"),)),)),
            Container(name="frist", argument="k", blocks=(Paragraph((Image("x", "l"),)),)),
        ),
        {"1": (paragraph("j"),)},
    )
    assert words(document) == list("abdcefghiklj")
