"""What was written is read back and compared with what was meant, before anyone gets it.

A differing structure is reported to the author.  Differing words are a fault of ours: nothing is written then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ratgeber_tools.document import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Heading,
    Paragraph,
    Table,
    Verbatim,
    iterate_blocks,
    plain_text,
)
from ratgeber_tools.errors import RatgeberError
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import myst
from ratgeber_tools.writers import proof

_CONTEXT_WORDS = 6


class ProofError(RatgeberError):
    """The written text does not say what the document says; a fault of this tool."""


def proofread(document: Document, text: str) -> tuple[Finding, ...]:
    """Read `text` back and return a finding for each difference in structure; raise `ProofError` if words differ."""
    reread = myst.read(text, path=Path("beitrag.md")).document
    if document == reread:
        return ()
    meant, written = words(document), words(reread)
    if meant != written:
        raise ProofError(
            f"Beim Gegenlesen stimmt der Text nicht mit dem Beitrag überein ({_first_difference(meant, written)}). "
            "Das ist ein Fehler des Werkzeugs; es wurde nichts geschrieben. "
            "Bitte melden Sie ihn mit der Word-Datei, wie in CONTRIBUTING.md steht."
        )
    return tuple(
        Finding(Code.CONTENT_REVIEW, f"Beim Gegenlesen fiel auf: {sentence}")
        for sentence in proof.differences(document, reread)
    )


def words(document: Document) -> list[str]:
    """Return every word a reader of `document` meets, in order, those of the footnotes last."""
    parts = [part for block in iterate_blocks(document.blocks) for part in _parts(block)]
    for note in document.notes.values():
        parts += (part for block in iterate_blocks(note) for part in _parts(block))
    return " ".join(parts).split()


def count_words(blocks: Blocks) -> int:
    """Return the number of words in `blocks`."""
    return len(words(Document(blocks)))


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading(children=children) | Paragraph(children=children):
            yield plain_text(children)
        case Figure(image=image, caption=caption):
            yield image.alt
            yield plain_text(caption)
        case Table(caption=caption):
            yield plain_text(caption)
        case CodeBlock(text=text) | Verbatim(source=text):
            yield text
        case DefinitionList(items=items):
            yield from (plain_text(item.term) for item in items)
        case _:
            pass


def _first_difference(meant: Sequence[str], written: Sequence[str]) -> str:
    at = next(
        (i for i, (ours, theirs) in enumerate(zip(meant, written, strict=False)) if ours != theirs),
        min(len(meant), len(written)),
    )
    ours, theirs = (" ".join(some[max(0, at - 2) : at + _CONTEXT_WORDS]) for some in (meant, written))
    return f"„{ours}“ wurde „{theirs}“"
