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

from pathlib import Path

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.readers import ReadResult
from ratgeber_tools.readers.myst.blocks import read_document

__all__ = ["read"]


def read(text: str, *, path: Path | None = None, sealed: frozenset[str] = frozenset()) -> ReadResult:
    """Read a chapter's text; every text can be read.

    `Block.lines` counts lines of `text` from 0, whatever its line ends; they include a block's targets.  Blocks
    inside table cells, list items and containers have theirs too.  `path` is the chapter's file, for findings; nothing
    is read from it.  Directives named in `sealed` are kept as they stand, as if the model had no type for them.  The
    one finding there is: blocks nested so deep that the engine would drop them.
    """
    document, lost = read_document(text, sealed=sealed)
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
