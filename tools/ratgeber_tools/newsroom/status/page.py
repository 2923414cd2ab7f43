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
    decimal,
    due_counts,
    ending_line,
    progress,
    question_line,
    review_line,
    unconfirmed_line,
)

TITLE = "Übersicht der Redaktion"

#: Returns the address of a chapter by its name, None where the page has nothing to link to.
Link = Callable[[str], str | None]

#: Headings of the table, with the share of its width (a class of the theme's style sheet).
_HEAD = (("Kapitel", "rg-w30"), ("Stand", "rg-w40"), ("Umfang und Offenes", "rg-w30"))
_NOT_KNOWN = "nicht bekannt"


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
    yield (
        "<p>Wiener: erste Wiener Sachtextformel, Ziel 3,5 bis 6, höchstens 7,5. Seiten: im letzten PDF. "
        "Unbestätigt: Für diese Angaben steht noch keine Stelle ein.</p>"
    )
    if survey.why_unknown:
        yield f"<p>{escape(survey.why_unknown)}</p>"
    yield "</section>"


def _dues(dues: tuple[OfficeDues, ...], survey: Survey) -> Iterator[str]:
    if not dues:
        yield "<p>Nichts.</p>"
    for due in dues:
        lines = [
            *(review_line(chapter, survey) for chapter in due.reviews),
            *(ending_line(entry, survey) for entry in due.ending),
            *(question_line(question) for question in due.questions),
            *([unconfirmed_line(due.unconfirmed)] if due.unconfirmed else []),
        ]
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
    is_late = chapter.review_by is not None and chapter.review_by < survey.today
    changed = f"{format_date(chapter.changed_on)}, {chapter.changed_by}" if chapter.changed_on else _NOT_KNOWN
    yield _lines(
        escape(chapter.status),
        escape(chapter.office),
        f"frei seit {format_date(chapter.released_on)}" if chapter.released_on else "",
        f"prüfen bis {format_date(chapter.review_by)}{' (überfällig)' if is_late else ''}" if chapter.review_by else "",
        f"geändert: {escape(changed)}",
        "hier geändert, noch nicht eingecheckt" if chapter.is_uncommitted else "",
    )
    yield _lines(
        _count(chapter.words, "Wort", "Wörter"),
        _count(chapter.pages, "Seite", "Seiten") if chapter.pages is not None else f"Seiten {_NOT_KNOWN}",
        f"Wiener {decimal(chapter.difficulty)}" if chapter.difficulty is not None else "",
        _count(len(chapter.notes), "offene Frage", "offene Fragen") if chapter.notes else "",
        _count(len(chapter.unconfirmed), "Angabe", "Angaben") + " unbestätigt" if chapter.unconfirmed else "",
        "zeigt eine Liste aus den Daten" if chapter.lists else "",
    )


def _lines(*lines: str) -> str:
    return "<br>".join(line for line in lines if line)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _linked(chapter: ChapterStatus, link: Link) -> str:
    address = link(chapter.name)
    title = escape(chapter.title)
    return f'<a href="{escape(address)}">{title}</a>' if address else title
