"""MyST → Document, with the source lines of every block.

The parser is MyST's own (`myst_parser.parsers.mdit`, which imports no Sphinx) with our dialect's extensions.

What the model has no type for is kept byte for byte as `Verbatim`: unknown directives, comments, raw HTML, link
definitions, and a paragraph with an inline the model lacks (a class, a link's title).  Coverage:

    [x] front matter, headings, paragraphs, emphasis, strong, strikethrough, code, links, pictures with a width
    [x] bullet, ordered and task lists, quotations, code, rules, definition lists, footnotes
    [x] targets and `{#id}`, our containers, `{tabelle}`, `{list-table}`, pipe tables, `{figure}`, `{abbildung}`
    [x] roles: sup, sub, math, fremd; others as `Role`
    [-] pipe tables: alignment of columns is not kept
    [-] links written as references become direct links; their definitions stay
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ratgeber_tools.document import Document
from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.readers.myst.blocks import read_document
from ratgeber_tools.readers.myst.parser import Parser
from ratgeber_tools.readers.myst.refusals import Refusal, RefusalReason, find_refusals

__all__ = ["read", "read_chapter_text"]


def read(text: str, *, path: Path | None = None, sealed: frozenset[str] = frozenset()) -> ReadResult:
    """Read a chapter's text; every text can be read.

    `Block.lines` counts lines of `text` from 0, whatever its line ends; they include a block's targets.  Blocks
    inside table cells, list items and containers have theirs too.  `path` is the chapter's file, for findings; nothing
    is read from it.  Directives named in `sealed` are kept as they stand, as if the model had no type for them.  The
    one finding there is: blocks nested so deep that the engine would drop them.
    """
    return _result(*_read_document(text, sealed), text, path)


@lru_cache(maxsize=1)  # what an import has just proven, it remembers: the same text, read twice in a row
def _read_document(text: str, sealed: frozenset[str]) -> tuple[Document, tuple[str, ...]]:
    return read_document(text, sealed=sealed)


def read_chapter_text(text: str, *, path: Path) -> tuple[ReadResult, tuple[Refusal, ...]]:
    """Read a whole chapter as `read` does, and return beside it what the dialect refuses in it.

    The line ends of `text` must be `\\n`.  What nobody could have typed, boxes or words nested hundreds deep, is not
    taken apart: the document is empty then.
    """
    parser = Parser()
    try:
        refusals = find_refusals(text, parser)
        if any(refusal.reason is RefusalReason.TOO_DEEP for refusal in refusals):
            return ReadResult(Document(blocks=(), notes={})), refusals
        return _result(*read_document(text, parser=parser), text, path), refusals
    except RecursionError:  # a depth of a kind nobody has thought of
        return ReadResult(Document(blocks=(), notes={})), (Refusal(RefusalReason.TOO_DEEP, "", 0),)


def _result(document: Document, lost: tuple[str, ...], text: str, path: Path | None) -> ReadResult:
    lines = text.splitlines()
    findings = (
        Finding(
            Code.NESTED_TOO_DEEP,
            f"Ab „{line.strip()}“ ist der Text so tief verschachtelt, dass er und alles danach wegfiele.",
            path=path,
            line=lines.index(line) + 1 if line in lines else None,
        )
        for line in lost
    )
    return ReadResult(document=document, findings=tuple(findings))
