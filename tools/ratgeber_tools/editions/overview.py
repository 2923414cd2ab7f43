"""`STAND.md`: what is in the public edition, chapter by chapter.

It lies beside the pages and may be published with them, so it names only what is public: pages, days and offices, no
minutes, votes, drafts or withdrawals.
"""

from __future__ import annotations

from collections.abc import Iterator

from ratgeber_tools.data.dates import format_date
from ratgeber_tools.editions.stage import StagedEdition


def as_markdown(edition: StagedEdition) -> str:
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: StagedEdition) -> Iterator[str]:
    number = len(edition.chapters)
    yield "# Was in der öffentlichen Fassung steht"
    yield ""
    yield f"{number} {'Seite' if number == 1 else 'Seiten'}, jede in der Fassung, die zuletzt freigegeben wurde."
    yield f"Die neueste Freigabe ist vom {format_date(max(each.release.day for each in edition.chapters))}."
    yield ""
    yield "| Seite | Datei | freigegeben am | durch |"
    yield "|---|---|---|---|"
    for chapter in edition.chapters:
        cells = (
            chapter.title,
            f"html/{chapter.name}.html",
            format_date(chapter.release.day),
            ", ".join(chapter.offices),
        )
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield from _doubtful(edition)


def _doubtful(edition: StagedEdition) -> Iterator[str]:
    """Say of which pages it is open whether their office released them; who else did is nobody's business outside."""
    public = {chapter.release.chapter: chapter.title for chapter in edition.chapters}
    doubtful = dict.fromkeys(each.event.chapter for each in edition.audit.doubts if each.event.chapter in public)
    if edition.audit.unknown:
        yield ""
        yield "Ob jede Freigabe von der genannten Stelle kommt, ließ sich nicht prüfen."
    elif doubtful:
        yield ""
        yield "Bei diesen Seiten passt der Eintrag der Freigabe nicht zur genannten Stelle:"
        yield ""
        yield from (f"- {public[name]}" for name in doubtful)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
