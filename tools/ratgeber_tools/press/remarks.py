"""What a person should look at in a typeset volume: lone lines, low headings, what sticks out, what is too long."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ratgeber_tools.findings import Code, Finding
from ratgeber_tools.press.extent import MOST_STITCHED_PAGES, Extent
from ratgeber_tools.press.layout import Layout
from ratgeber_tools.quotation import quoted

_LONGEST_QUOTE = 40


def places_in(extent: Extent, *, offset: int = 0) -> Callable[[int], str]:
    """Return how a page is said in words; `offset` pages come before the file's first one."""

    def place(page: int) -> str:
        chapter = extent.chapter_at(page + offset)
        return f"Seite {page + offset}" + (f" ({quoted(chapter.title)})" if chapter is not None else "")

    return place


def layout_findings(layout: Layout, place: Callable[[int], str]) -> Iterator[Finding]:
    """Yield what came out badly on the pages."""
    for page, words in layout.lone_lines():
        text = f"{place(page)}: Eine Zeile steht allein, im Absatz „{_quoted(words)}“."
        yield Finding(Code.PRESS_LONE_LINE, text)
    for page, words in layout.low_headings():
        yield Finding(Code.PRESS_HEADING, f"{place(page)}: Die Überschrift „{_quoted(words)}“ steht unten allein.")
    for run in layout.overfull:
        yield Finding(Code.PRESS_OVERFULL, f"{place(run.page)}: „{_quoted(run.text)}“ ragt über den Rand des Textes.")
    for run, other in layout.overlapping:
        text = f"{place(run.page)}: „{_quoted(run.text)}“ läuft in „{_quoted(other.text)}“."
        yield Finding(Code.PRESS_OVERFULL, text)


def extent_findings(extent: Extent, *, volumes: int) -> Iterator[Finding]:
    """Yield that a volume is too thick to be stitched: what to cut, and while there is one book, that two would do."""
    if not extent.is_too_thick:
        return
    excess = extent.total - MOST_STITCHED_PAGES
    longest = ", ".join(f"{quoted(each.title)} ({each.pages})" for each in extent.longest())
    text = (
        f"{extent.total} Seiten; mit Klammern heften lassen sich {MOST_STITCHED_PAGES}. "
        f"{excess} Seiten müssen weg, am meisten haben: {longest}."
    )
    if volumes == 1:
        text += " Oder machen Sie zwei Bände daraus (kommune.yaml: broschuere, baende)."
    else:
        text += " Oder fragen Sie die Druckerei nach einer Klebebindung."
    yield Finding(Code.PRESS_EXTENT, text)


def stitching_findings(extent: Extent) -> Iterator[Finding]:
    """Yield that a booklet needs glue: no mistake, but who orders it has to know."""
    if extent.is_too_thick:
        yield Finding(
            Code.PRESS_EXTENT,
            f"{extent.total} Seiten; mit Klammern heften lassen sich {MOST_STITCHED_PAGES}. "
            f"Lassen Sie das Heft kleben, oder kürzen Sie; am meisten haben: {longest_named(extent)}.",
        )


def longest_named(extent: Extent) -> str:
    """Return the chapters that take the most room, with their pages to a tenth."""
    return ", ".join(f"{quoted(each.title)} ({f'{each.length:.1f}'.replace('.', ',')})" for each in extent.longest())


def _quoted(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1] + "…"
