"""The guide's status as a page: for the working edition, and as a file of its own.

Written for our theme's style sheet: no inline style, a table that becomes cards on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editorial.html_file import html_file
from ratgeber_tools.newsroom.status.dues import Month, OfficeDues
from ratgeber_tools.newsroom.status.survey import ChapterStatus, Survey
from ratgeber_tools.newsroom.status.table import (
    CHAPTER_COLUMNS,
    COLUMN_MEANING,
    due_counts,
    due_lines,
    extent_lines,
    progress,
    standing_lines,
)

TITLE = "Übersicht der Redaktion"

#: Returns the address of a chapter by its name, None where the page has nothing to link to.
Link = Callable[[str], str | None]

#: Shares of the table's width (classes of the theme's style sheet), and its headings.
_HEAD = tuple(zip(CHAPTER_COLUMNS, ("rg-w30", "rg-w40", "rg-w30"), strict=True))


def no_link(name: str) -> str | None:
    return None


def status_fragment(survey: Survey, dues: Iterable[OfficeDues], month: Month, *, link: Link = no_link) -> str:
    """Return the page's content, beginning with its heading of the first level."""
    return "\n".join(_parts(survey, tuple(dues), month, link)) + "\n"


def status_file(survey: Survey, dues: Iterable[OfficeDues], month: Month) -> str:
    """Return a whole HTML file that can be sent by mail and printed."""
    return html_file(f"{TITLE} – {survey.title}", status_fragment(survey, dues, month))


def _parts(survey: Survey, dues: tuple[OfficeDues, ...], month: Month, link: Link) -> Iterator[str]:
    yield f"<h1>{TITLE}</h1>"
    yield f"<p>{escape(survey.title)}, Stand {format_date(survey.today)}. Nur in der Arbeitsfassung.</p>"
    yield '<section id="fortschritt"><h2>Bis zur ersten Ausgabe</h2>'
    for index, (words, done, total) in enumerate(progress(survey), start=1):
        label = f"fortschritt-{index}"
        yield (
            f'<p><span id="{label}">{words}: {done} von {total}</span><br>'
            f'<progress aria-labelledby="{label}" value="{done}" max="{max(total, 1)}"></progress></p>'
        )
    yield "</section>"
    yield f'<section id="faellig"><h2>Was bis Ende {month} zu tun ist</h2>'
    yield from _dues(dues, survey)
    yield "</section>"
    yield '<section id="kapitel"><h2>Alle Kapitel</h2>'
    yield from _table(survey, link)
    yield f"<p>{escape(COLUMN_MEANING)}</p>"
    if survey.why_unknown:
        yield f"<p>{escape(survey.why_unknown)}</p>"
    yield "</section>"


def _dues(dues: tuple[OfficeDues, ...], survey: Survey) -> Iterator[str]:
    if not dues:
        yield "<p>Nichts.</p>"
    for due in dues:
        lines = due_lines(due, survey)
        office = escape(due.office or "Ohne zuständige Stelle")
        yield f"<details><summary><strong>{office}</strong>: {due_counts(due)}</summary>"
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul></details>"


def _table(survey: Survey, link: Link) -> Iterator[str]:
    yield '<div class="rg-breit" role="region" aria-label="Alle Kapitel" tabindex="0">'
    yield '<table class="docutils rg-karten rg-sehr-breit">'
    yield (
        "<thead><tr>"
        + "".join(f'<th class="{width}" scope="col">{words}</th>' for words, width in _HEAD)
        + "</tr></thead>"
    )
    yield "<tbody>"
    for chapter in survey.chapters:
        first, *rest = _cells(chapter, survey, link)
        cells = "".join(
            f'<td data-kopf="{words}">{cell}</td>' for (words, _), cell in zip(_HEAD[1:], rest, strict=True)
        )
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cells(chapter: ChapterStatus, survey: Survey, link: Link) -> Iterator[str]:
    yield _linked(chapter, link)
    yield _lines(standing_lines(chapter, survey))
    yield _lines(extent_lines(chapter))


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(map(escape, lines))


def _linked(chapter: ChapterStatus, link: Link) -> str:
    address = link(chapter.name)
    title = escape(chapter.title)
    return f'<a href="{escape(address)}">{title}</a>' if address else title
