"""A chapter's running text as sentences: what a parent reads from top to bottom.

Body text is every paragraph and list item of a chapter, in boxes and definitions too, and `kurz`.  Not counted are
headings, tables, contact boxes, sources, footnotes, code, foreign words, whatever is for editors only, and what the
data files put in (`{fakt}`, `{kontakt}`, lists of schools): an author cannot write it shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools import dialect
from ratgeber_tools import document as doc
from ratgeber_tools.guide.chapters import Chapter
from ratgeber_tools.prose import sentences
from ratgeber_tools.prose.readability import Measure, measure
from ratgeber_tools.traversal import map_inlines

_OUTSIDE = frozenset({"table", "note"}) | {spec.name for spec in dialect.CONTAINERS.values() if not spec.is_prose}


def body_sentences(chapter: Chapter) -> Iterator[str]:
    """Yield the sentences of the body text, the head's key points last."""
    for placed in chapter.blocks:
        if isinstance(placed.block, doc.Paragraph) and _OUTSIDE.isdisjoint(placed.within):
            text = doc.plain_text(own_words(placed.block.children))
            yield from sentences.split(" ".join(text.split()))


def body_measure(chapter: Chapter) -> Measure:
    """Return how much and how hard the chapter's body text is."""
    return measure(body_sentences(chapter))


def own_words(inlines: doc.Inlines) -> doc.Inlines:
    """Return the inlines without records, code and foreign words; a term is shown as the author wrote it."""
    return map_inlines(inlines, _own)


def _own(inline: doc.Inline) -> doc.Inlines | None:
    match inline:
        case doc.Role(name=dialect.TERM_ROLE, content=content):
            return (doc.Role(dialect.TERM_ROLE, content.partition("<")[0].strip()),)
        case doc.Role() | doc.Foreign() | doc.Code() | doc.Math():
            return ()
        case _:
            return None
