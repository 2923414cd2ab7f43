"""What the writer writes, the reader reads back: the same document."""

from __future__ import annotations

from hypothesis import example, given

from ratgeber_tools.document import Document, Inlines, Paragraph, Text, normalise_inlines
from ratgeber_tools.readers.myst import read
from ratgeber_tools.writers.myst import write
from ratgeber_tools.writers.proof import differences
from strategies import documents, inlines, texts
from thoroughness import examples


@given(texts)
@example("_\t_")  # a tab is written as a reference, which is no white space to the marks beside it
@example("*\r* a")
@example("a __\u2028__")
@examples(500)
def test_any_text_comes_back_as_itself(text: str) -> None:
    children = normalise_inlines((Text(text),))
    document = Document(blocks=(Paragraph(children=children),) if children else ())
    assert read(write(document)).document == document


@given(inlines())
@examples(80, by_night=150)
def test_any_inlines_come_back_as_themselves(children: Inlines) -> None:
    document = Document(blocks=(Paragraph(children=children),))
    source = write(document)
    assert read(source).document == document, source


@given(documents())
@examples(25, by_night=60)
def test_any_document_comes_back_as_itself(document: Document) -> None:
    source = write(document)
    reread = read(source).document
    assert differences(document, reread) == (), source
    assert reread == document, source
