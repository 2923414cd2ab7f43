"""What a merge makes of a chapter, as one HTML page to be opened, sent or printed before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ratgeber_tools.document import Heading
from ratgeber_tools.editorial.html_file import html_file
from ratgeber_tools.roundtrip.preview.changes import Change, DocumentChanges, conflicts, headed
from ratgeber_tools.roundtrip.preview.html import ChapterWriter
from ratgeber_tools.roundtrip.preview.style import STYLE
from ratgeber_tools.roundtrip.preview.words import NOTHING, PlainWords, RecordWords, advice, harmless

#: So many elements in a row that stay, with so many letters, are folded away.
_FOLD_FROM, _FOLD_LETTERS = 4, 800


def preview_page(
    changes: DocumentChanges, *, title: str, report: Sequence[str], shown: RecordWords | None = None
) -> str:
    """Return a whole HTML file: what to decide, `report`, the changed places, then the chapter with its changes marked.

    Words that go are in `del`, those that come in `ins`; `shown` gives records and lists their words.
    """
    writer = ChapterWriter(shown or PlainWords(), notes=[note.label for note in changes.notes])
    chapter = "".join(_chapter(changes, writer))
    head = "".join(_head(changes, title, report))
    return html_file(title, f"<main>\n{head}{chapter}</main>\n", style=STYLE)


def _head(changes: DocumentChanges, title: str, report: Sequence[str]) -> Iterator[str]:
    yield f"<h1>{escape(harmless(title))}</h1>\n"
    open_places = list(_open_places(changes))
    if open_places:
        yield f"<h2>Zu entscheiden: {len(open_places)}</h2>\n"
        yield f"<p>{escape(advice(conflicts(changes.all)))}</p>\n<ul class='report'>"
        for number, place in enumerate(open_places, start=1):
            yield f'<li><a href="#konflikt-{number}">Konflikt {number}: {escape(place)}</a></li>'
        yield "</ul>\n"
    if report:
        yield "<h2>Bericht</h2>\n<ul class='report'>"
        yield from (f"<li>{escape(harmless(sentence))}</li>" for sentence in report)
        yield "</ul>\n"
    yield "<h2>Das Kapitel mit den Änderungen</h2>\n"
    if changes.is_empty:
        yield f"<p>{NOTHING}</p>\n"
        return
    yield (
        "<p>So sieht aus, was dazukommt: <ins><span class='unseen'>eingefügt: </span>neu</ins>. "
        "So sieht aus, was wegfällt: <del><span class='unseen'>gestrichen: </span>alt</del>.</p>\n"
    )
    places = list(_changed_places(changes))
    if len(places) > 1:
        yield "<nav aria-label='Geänderte Stellen'><p>Geänderte Stellen:</p><ul>"
        yield from (f'<li><a href="#stelle-{number}">{escape(place)}</a></li>' for number, place in places)
        yield "</ul></nav>\n"


def _open_places(changes: DocumentChanges) -> Iterator[str]:
    for heading, change in headed(changes.blocks):
        yield from (_heading_words(heading) for _ in conflicts((change,)))
    for note in changes.notes:
        yield from (f"Fußnote {harmless(note.label)}" for _ in conflicts(note.blocks))


def _changed_places(changes: DocumentChanges) -> Iterator[tuple[int, str]]:
    """Yield number (as `_chapter` counts) and words of the headings under which something changes, each once."""
    last: Change | bool | None = False
    number = 0
    for heading, change in headed(changes.blocks):
        if not change.is_quiet:
            number += 1
            if heading is not last:
                last = heading
                yield number, _heading_words(heading)
    for note in changes.notes:
        changed = sum(not change.is_quiet for change in note.blocks)
        if changed:
            yield number + 1, f"Fußnote {harmless(note.label)}"
        number += changed


def _heading_words(heading: Change | None) -> str:
    if heading is None or not isinstance(heading.element, Heading):
        return "am Anfang"
    return ChapterWriter.plain(heading) or "(Überschrift ohne Wörter)"


# ------------------------------------------------------------------------------------------------ the chapter


def _chapter(changes: DocumentChanges, writer: ChapterWriter) -> Iterator[str]:
    number = 0
    yield '<div class="chapter">\n'
    for stretch in _stretches(changes.blocks):
        if isinstance(stretch, Change):
            number += not stretch.is_quiet
            yield writer.block(stretch, anchor="" if stretch.is_quiet else f"stelle-{number}")
        else:
            yield f"<details><summary>Unverändert: {_counted(stretch)}</summary>\n"
            yield from (writer.block(change) for change in stretch)
            yield "</details>\n"
    if changes.notes:
        yield f"{writer.heading('Fußnoten')}<dl>"
        for note in changes.notes:
            yield f'<dt id="{writer.note_id(note.label)}">Fußnote {escape(harmless(note.label))}</dt><dd>'
            for change in note.blocks:
                number += not change.is_quiet
                yield writer.block(change, anchor="" if change.is_quiet else f"stelle-{number}")
            yield "</dd>"
        yield "</dl>\n"
    yield "</div>\n"


def _stretches(changes: Iterable[Change]) -> Iterator[Change | list[Change]]:
    """Yield what is to be seen, and lists of what is folded away: long stretches without the elements at their ends.

    The last heading of a stretch stays, since what follows stands under it.
    """
    quiet: list[Change] = []
    is_first = True
    for change in changes:
        if change.is_quiet:
            quiet.append(change)
        else:
            yield from _folded(quiet, after=not is_first, before=True)
            yield change
            quiet = []
        is_first = is_first and change.is_quiet
    yield from _folded(quiet, after=not is_first, before=False)


def _folded(quiet: list[Change], *, after: bool, before: bool) -> Iterator[Change | list[Change]]:
    start = 1 if after or (quiet and isinstance(quiet[0].element, Heading)) else 0
    end = max(len(quiet) - 1, start) if before else len(quiet)
    yield from quiet[:start]
    headings = [at for at in range(start, end) if isinstance(quiet[at].element, Heading)]
    split = headings[-1] if headings and before else end
    yield from _fold(quiet[start:split])
    yield from quiet[split : min(split + 1, end)]
    yield from _fold(quiet[split + 1 : end])
    yield from quiet[end:]


def _fold(quiet: list[Change]) -> Iterator[Change | list[Change]]:
    letters = sum(len(ChapterWriter.plain(change)) for change in quiet)
    if len(quiet) >= _FOLD_FROM and letters >= _FOLD_LETTERS:
        yield quiet
    else:
        yield from quiet


def _counted(quiet: list[Change]) -> str:
    headings = sum(isinstance(change.element, Heading) for change in quiet)
    others = len(quiet) - headings
    words = f"{others} {'Absatz, Liste oder Kasten' if others == 1 else 'Absätze, Listen und Kästen'}"
    return words if not headings else f"{words}, {headings} {'Überschrift' if headings == 1 else 'Überschriften'}"
