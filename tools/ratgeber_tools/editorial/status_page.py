"""The guide's status as a page: for the working edition, and as a file of its own.

Written for our theme's style sheet: no inline style, a table that becomes cards on a phone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editorial.html_file import html_file
from ratgeber_tools.editorial.status import ChapterStatus, Survey
from ratgeber_tools.editorial.status_dues import Month, OfficeDues
from ratgeber_tools.editorial.status_table import (
    decimal,
    ending_line,
    progress,
    question_line,
    review_line,
    unconfirmed_line,
)

TITLE = "Übersicht der Redaktion"

#: Returns the address of a chapter by its name, None where the page has nothing to link to.
Link = Callable[[str], str | None]

_HEAD = ("Kapitel", "Status", "Stelle", "Geändert", "Frei seit", "Prüfen bis", "Wörter", "Wiener", "Seiten",
         "Notizen", "Unbestätigt")  # fmt: skip
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
        "<p>Wiener: erste Wiener Sachtextformel, Ziel höchstens 9,0. Seiten: im letzten PDF. "
        "Unbestätigt: Angaben, für die noch keine Stelle einsteht; ein + heißt: und eine Liste aus den Daten.</p>"
    )
    if survey.why_unknown:
        yield f"<p>{escape(survey.why_unknown)}</p>"
    yield "</section>"
    yield '<section id="offene-punkte"><h2>Offene Punkte in den Kapiteln</h2>'
    yield from _notes(survey, link)
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
        yield f"<h3>{escape(due.office or 'Ohne zuständige Stelle')}</h3>"
        yield "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(survey: Survey, link: Link) -> Iterator[str]:
    yield '<div class="rg-breit" role="region" aria-label="Alle Kapitel" tabindex="0">'
    yield '<table class="docutils rg-karten">'
    yield "<thead><tr>" + "".join(f'<th scope="col">{words}</th>' for words in _HEAD) + "</tr></thead>"
    yield "<tbody>"
    for chapter in survey.chapters:
        first, *rest = _cells(chapter, survey, link)
        cells = "".join(f'<td data-kopf="{words}">{cell}</td>' for words, cell in zip(_HEAD[1:], rest, strict=True))
        yield f'<tr><th scope="row">{first}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _cells(chapter: ChapterStatus, survey: Survey, link: Link) -> Iterator[str]:
    yield _linked(chapter, link)
    yield escape(chapter.status)
    yield escape(chapter.office or "–")
    changed = f"{format_date(chapter.changed_on)}, {chapter.changed_by}" if chapter.changed_on else _NOT_KNOWN
    yield escape(changed) + (" (noch nicht eingecheckt)" if chapter.is_uncommitted else "")
    yield format_date(chapter.released_on) if chapter.released_on else "–"
    is_late = chapter.review_by is not None and chapter.review_by < survey.today
    yield (format_date(chapter.review_by) if chapter.review_by else "–") + (" (überfällig)" if is_late else "")
    yield str(chapter.words)
    yield decimal(chapter.difficulty) if chapter.difficulty is not None else "–"
    yield str(chapter.pages) if chapter.pages is not None else _NOT_KNOWN
    yield str(len(chapter.notes))
    yield f"{len(chapter.unconfirmed)}{'+' if chapter.lists else ''}"


def _notes(survey: Survey, link: Link) -> Iterator[str]:
    noted = [chapter for chapter in survey.chapters if chapter.notes]
    if not noted:
        yield "<p>Keine.</p>"
    for chapter in noted:
        yield f"<h3>{_linked(chapter, link)}</h3><ul>"
        for note in chapter.notes:
            asked = f" an {note.office}" if note.office else ""
            yield f"<li><strong>{escape(note.kind + asked)}:</strong> {escape(note.words)}</li>"
        yield "</ul>"


def _linked(chapter: ChapterStatus, link: Link) -> str:
    address = link(chapter.name)
    title = escape(chapter.title)
    return f'<a href="{escape(address)}">{title}</a>' if address else title
